"""``python -m grader``: a small process that starts the command itself (``cli.py``) and outlives whatever happens to it."""

import sys
from pathlib import Path

_ROOT = str(Path(__file__).resolve().parent.parent)
# The folder that holds the kit comes last, so a student's ``random.py`` there is never taken for Python's own.
sys.path[:] = [place for place in sys.path if place not in ("", _ROOT)] + [_ROOT]

if __name__ == "__main__":
    if sys.argv[1:2] == ["--inner"]:
        from grader.judge import system

        system.end_with_parent()
        try:
            from grader.cli import main

            sys.exit(main(sys.argv[2:]))
        except KeyboardInterrupt:
            sys.exit(130)  # the process that started this one says so
        except Exception:
            import traceback

            traceback.print_exc()
            sys.exit(70)  # and this too: Python's own status would be 1, which means that the student is wrong
    if sys.argv[1:2] == ["watch"]:  # it starts graders, and sees to their end itself
        from grader.cli import main

        sys.exit(main(sys.argv[1:]))
    from grader.supervisor import supervise

    sys.exit(supervise([sys.executable, "-P", __file__, "--inner", *sys.argv[1:]]))
