"""``python -m grader``: a small process that starts the command itself (``cli.py``) and outlives whatever happens to it."""

import os
import sys

OLDEST = (3, 11)
if sys.version_info < OLDEST:  # before anything is imported that such a Python does not understand
    sys.stderr.write(
        "Many Hands needs Python 3.11 or later; this is {}.{}.{}.\n"
        "Start it with a newer one, such as python3.12, if there is one; else install one from python.org.\n".format(
            *sys.version_info[:3]
        )
    )
    sys.exit(2)

from pathlib import Path

ROOT = str(Path(__file__).resolve().parent.parent)

LATER = "MANY_HANDS_PATH"
"""The environment variable with what PYTHONPATH was: the command, and all that it starts, look there last."""


def open_streams() -> None:
    """Put something in the place of standard streams that were closed: the next file opened would become one of them."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # the lowest number that is free is this one
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, "w" if number else "r", encoding="utf-8", closefd=False))  # noqa: SIM115


def own_modules_first() -> None:
    """Let the kit and the libraries of its environment be found before what PYTHONPATH names.

    The folder that holds the kit comes after Python's own, so a student's ``random.py`` there is never taken for Python's.
    """
    os.environ.setdefault(LATER, os.environ.pop("PYTHONPATH", ""))
    os.environ["PYTHONSAFEPATH"] = "1"  # nor is a file in the folder where the command was typed a library, for who is started
    later = [os.path.abspath(place) for place in os.environ[LATER].split(os.pathsep) if place]
    sys.path[:] = [place for place in sys.path if place not in ("", ROOT, *later)] + [ROOT, *later]


def carry_out(arguments: "list[str]") -> int:
    """Carry out the command in this process; return its exit status, also when it fails in a way that nobody thought of."""
    from grader import faults, statuses

    try:
        from grader.cli import main

        return main(arguments)
    except KeyboardInterrupt:
        return statuses.STOPPED  # the process that started this one says so
    except (Exception, SystemExit) as error:  # the command returns its status, so nobody may exit with another
        return faults.tell(error, arguments)


def start(arguments: "list[str]") -> int:
    """Carry out the command in a process of its own; return its exit status."""
    if arguments[:1] == ["--inner"]:
        from grader.judge import system

        system.end_with_parent()
        return carry_out(arguments[1:])
    # Two of them see to the end of their graders themselves, the third must always work.
    if arguments[:1] in (["watch"], ["classroom"], ["doctor"]):
        return carry_out(arguments)
    from grader.supervisor import supervise, tie

    return supervise([sys.executable, "-P", __file__, "--inner", *arguments], tie(arguments))


def main() -> None:
    """Start the command, and end with its status."""
    open_streams()
    own_modules_first()
    os.environ.pop("PYTHONINSPECT", None)
    try:
        status = start(sys.argv[1:])
    except KeyboardInterrupt:  # so early that there is nothing to end
        status = 130
    except Exception as error:  # the kit itself cannot be loaded
        why = " ".join(f"{type(error).__name__}: {error}".split())
        sys.stderr.write(f"The grader could not be started ({why}). Get the kit again, and keep all its files together.\n")
        status = 3  # as in statuses.py, which may be what is missing
    if not sys.flags.inspect:
        sys.exit(status)
    for stream in (sys.stdout, sys.stderr):  # Python would go on and wait for more (PYTHONINSPECT)
        stream.flush()
    os._exit(status)


if __name__ == "__main__":
    main()
