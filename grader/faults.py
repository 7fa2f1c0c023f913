"""What the user is told when a command cannot be carried out, or fails itself: one sentence.

How it came to a failure is kept in a file for the authors.
"""

import contextlib
import errno
import itertools
import re
import sys
from collections.abc import Sequence

from .statuses import GRADER_FAILED

TYPE_CHECKING = False  # as in ``stage/api.py``: every command waits for this file
if TYPE_CHECKING:
    from .grading.capacity import Lack
    from .messages import Words

_ROOM = {
    errno.EAGAIN: "processes",
    errno.ENOMEM: "memory",
    errno.EMFILE: "files",
    errno.ENFILE: "files",
    errno.ENOSPC: "disk",
    getattr(errno, "EDQUOT", errno.ENOSPC): "disk",
}
"""What a machine has no more room for, by the number of the error that says so: keys of the phrases in ``[room]``."""


class NotUnderstood(Exception):
    """The command cannot be carried out as it stands: the key of the sentence that says so, and its facts."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key, facts)
        self.key, self.facts = key, facts


class Unfit(Exception):
    """The machine lacks something without which no grading can be; the sentence that says so."""


def complain(text: str) -> None:
    """Print a sentence for the user where complaints belong.

    It may name a folder of somebody else's: it steers no terminal, and no CI service takes it for a command. A list in it has
    lines of its own, each indented by two spaces.
    """
    print("grader: " + "\n  ".join(map(_harmless, text.split("\n  "))), file=sys.stderr)


def _harmless(line: str) -> str:
    shown = "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii") for sign in line)
    return re.sub("^( *):(?=:)", r"\1\\x3a", shown).replace("##", "#\\x23")


def tell(error: BaseException, arguments: Sequence[str]) -> int:
    """Say in one sentence what went wrong and what to do; return the exit status. arguments: those of the command line."""
    text = f"The grader itself failed: {plain(error)}. That is no verdict on your program: run it again."
    with contextlib.suppress(Exception):  # the tables of words may be what is broken, or there is no memory for them
        text = _sentence(error, arguments)
    with contextlib.suppress(OSError, ValueError):  # nobody listens
        complain(text)
    return GRADER_FAILED


def plain(error: BaseException) -> str:
    """Return the kind of an error and its text, on one line."""
    return ": ".join(filter(None, (type(error).__name__, " ".join(str(error).split())[:300])))


def said(key: str, arguments: Sequence[str], **facts: object) -> str:
    """Return a sentence in the language that the command was asked to speak."""
    say = _language(arguments)
    if "room" in facts:
        facts["room"] = say.of("room", str(facts["room"]))
    return say(key, **facts)


def _language(arguments: Sequence[str]) -> "Words":
    from . import messages

    wanted = [after for word, after in itertools.pairwise(arguments) if word == "--lang"]
    wanted += [word.partition("=")[2] for word in arguments if word.startswith("--lang=")]
    return messages.Words(messages.spoken(*wanted[-1:]))


def _sentence(error: BaseException, arguments: Sequence[str]) -> str:
    if isinstance(error, ModuleNotFoundError) and not str(error.name).startswith("grader"):
        return said("missing-library", arguments, name=error.name)
    if (lack := _lack(error)) is not None:
        return lack.sentence(_language(arguments))
    if (room := _full(error)) is not None:
        text = said("fault-room", arguments, room=room, error=plain(error))
    else:
        text = said("fault", arguments, error=plain(error))
    return text + _kept(error, arguments)


def _lack(error: BaseException) -> "Lack | None":
    """Return what the machine is short of just now, if that is why. Only a command can tell, which has loaded what looks."""
    if isinstance(error, OSError | RuntimeError | MemoryError) and "grader.grading.machine" in sys.modules:
        from .grading import machine

        return machine.explained(error)
    return None


def _full(error: BaseException) -> str | None:
    """Return what the machine has no more room for, if that is what the error says, though it is over or nobody can look."""
    if isinstance(error, MemoryError):
        return "memory"
    if isinstance(error, RuntimeError) and "start new thread" in str(error):
        return "processes"
    return _ROOM.get(error.errno or 0) if isinstance(error, OSError) else None


def _kept(error: BaseException, arguments: Sequence[str]) -> str:
    """Keep the traceback for a report; return a sentence that says where, empty when it cannot be written."""
    with contextlib.suppress(Exception):
        import traceback

        from . import files
        from .files import MEMORY, ROOT

        path = MEMORY / "fault.txt"
        files.keep("".join(traceback.format_exception(error)), path)
        return " " + said("fault-file", arguments, file=path.relative_to(ROOT).as_posix())
    return ""
