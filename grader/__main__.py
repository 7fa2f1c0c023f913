"""``python -m grader``: a small process that starts the command itself (``cli.py``) and outlives whatever happens to it."""

import sys
from pathlib import Path

_ROOT = str(Path(__file__).resolve().parent.parent)
# The folder that holds the kit comes last, so a student's ``random.py`` there is never taken for Python's own.
sys.path[:] = [place for place in sys.path if place not in ("", _ROOT)] + [_ROOT]


def _carry_out(arguments: list[str]) -> int:
    """Carry out the command in this process; return its exit status, also when it fails in a way that nobody thought of."""
    from grader import faults

    try:
        from grader.cli import main

        return main(arguments)
    except KeyboardInterrupt:
        return 130  # the process that started this one says so
    except (Exception, SystemExit) as error:  # the command returns its status, so nobody may exit with another
        return faults.tell(error, arguments)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inner"]:
        from grader.judge import system

        system.end_with_parent()
        sys.exit(_carry_out(sys.argv[2:]))
    if sys.argv[1:2] in (["watch"], ["doctor"]):  # one sees to the end of its graders itself, the other must always work
        sys.exit(_carry_out(sys.argv[1:]))
    from grader.supervisor import supervise

    sys.exit(supervise([sys.executable, "-P", __file__, "--inner", *sys.argv[1:]]))
