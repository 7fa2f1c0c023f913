"""Where the stage, its sockets and its interpreter are, outside of a sandbox and inside, and who one is on stage."""

import sys
from pathlib import Path

STAGE = Path(__file__).resolve().parent.parent / "stage"
"""The folder of the stage's side of the kit."""

SOCKETS = "s"
"""The folder of the witnesses' sockets. A sandbox shows it read-only: who is in there may connect, and not remove."""

INSIDE = Path("/kit")
"""Where the sandbox ``bubblewrap`` shows the stage and the witnesses' sockets: nobody in there can write to it."""

USER = "student"
"""The name of the user on every stage."""


def python() -> str:
    """Return the interpreter itself, not a virtual environment's link to it: submissions use the standard library only."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)
