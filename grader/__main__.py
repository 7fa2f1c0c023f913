"""``python -m grader``: see ``cli.py``."""

import sys
from pathlib import Path

_ROOT = str(Path(__file__).resolve().parent.parent)
# The folder that holds the kit comes last, so a student's ``random.py`` there is never taken for Python's own.
sys.path[:] = [place for place in sys.path if place not in ("", _ROOT)] + [_ROOT]

if __name__ == "__main__":
    from grader.cli import main

    sys.exit(main(sys.argv[1:]))
