"""What the user may choose of a grading. The parser offers just these, so this imports nothing of the kit."""

from typing import Literal

Wanted = Literal["default", "all", "fork", "forkserver", "spawn"]
"""Start methods: the platform's default, all that it has, or one of them."""

SandboxChoice = Literal["auto", "tree", "bubblewrap"]
"""``auto``: the strongest that works here."""
