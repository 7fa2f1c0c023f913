"""What scenarios are written with: the ``Stage``, and what it knows of functions and exceptions that it tells the judge."""

from __future__ import annotations

import multiprocessing
import os
import sys
from multiprocessing import Process
from types import FunctionType, ModuleType

from .wire import Channel, encode

TYPE_CHECKING = False  # a stage starts for every play, so what it need not import it does not, ``typing`` among them
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class Outcome:
    """How one call of the student's function ended: ``value``, or ``error``, the exception that it raised."""

    def __init__(self, value: object = None, error: BaseException | None = None) -> None:
        self.value = value
        self.error = error


class Stage:
    """What each scenario is given: it calls the student's code through this, so the judge sees each call begin and end.

    submission: the student's module. method: the start method of this play.
    """

    def __init__(self, channel: Channel, submission: ModuleType, method: str) -> None:
        self.submission = submission
        self.method = method
        self._channel = channel

    def call(self, name: str, *args: object, **kwargs: object) -> Outcome:
        """Call the student's function in this process; the judge takes a census the moment it is over."""
        self.check(name, *args, **kwargs)
        return self.act(name, getattr(self.submission, name), *args, **kwargs)

    def act(self, name: str, function: Callable[..., object], *args: object, **kwargs: object) -> Outcome:
        """Call anything else of the student's, such as a method, in the same way; ``name`` is what messages call it.

        That it is over is told first: what it returned or raised may run the student's code when it is shown.
        """
        self._tell("calling", name=name)
        try:
            outcome = Outcome(function(*args, **kwargs))
        except BaseException as error:
            outcome = Outcome(error=error)
        self._tell("over", helpers=helpers())
        method = multiprocessing.get_start_method(allow_none=True)
        if outcome.error is None:
            self._tell("returned", value=encode(outcome.value), method=method)
        else:
            self._tell("raised", error=encode(outcome.error), frames=frames(outcome.error, self.submission), method=method)
        return outcome

    def make(self, name: str, *args: object, **kwargs: object) -> Any:
        """Call a class or function of the submission as part of the scenario; its exception ends the play."""
        outcome = self.call(name, *args, **kwargs)
        if outcome.error is not None:
            raise Stop
        return outcome.value

    def process(self, name: str, *args: object) -> Process:
        """Return a process, not yet started, that will run the student's function, as the document does."""
        self.check(name, *args)
        return Process(target=getattr(self.submission, name), args=args)

    def check(self, name: str, *args: object, **kwargs: object) -> None:
        """End the play when the student's function cannot be called like this."""
        function = getattr(self.submission, name)
        if not kwargs and takes(function, len(args)):
            return
        import inspect

        try:
            inspect.signature(function).bind(*args, **kwargs)
        except TypeError as error:
            self._tell("unloadable", problem="wrong-signature", name=name, text=str(error), line=first_line(function))
            raise Stop from None
        except ValueError:  # some callables have no signature to look at
            return

    def note(self, name: str, **fields: object) -> None:
        """Tell the judge a fact, at this moment."""
        self._tell("note", name=name, fields=encode(fields))

    def _tell(self, op: str, **fields: object) -> None:
        tell(self._channel, op, **fields)


HELPERS = (
    ("multiprocessing.resource_tracker", "_resource_tracker", "_pid"),
    ("multiprocessing.forkserver", "_forkserver", "_forkserver_pid"),
)
"""Where multiprocessing keeps the numbers of the processes that it has started for itself: module, object, attribute."""


def helpers() -> list[int]:
    """Return the processes that multiprocessing has started for itself in this process, so far."""
    numbers = [getattr(getattr(sys.modules.get(module), own, None), number, None) for module, own, number in HELPERS]
    return [number for number in numbers if type(number) is int]


class Stop(Exception):
    """The judge knows enough: the play is over."""


def tell(channel: Channel, op: str, **fields: object) -> None:
    """Tell the judge one thing. A forked copy of the caller, whose channel is closed, ends here and so does not play on."""
    try:
        channel.ask(op, **fields)
    except OSError:
        os._exit(0)


def frames(error: BaseException, submission: ModuleType) -> list[list[int | str]]:
    """Return ``[line, function]`` for the last frames in the student's own file, outermost first."""
    path = getattr(submission, "__file__", None)
    found: list[list[int | str]] = []
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == path:
            found.append([trace.tb_lineno, trace.tb_frame.f_code.co_name])
        trace = trace.tb_next
    return found[-10:]


def takes(function: object, count: int) -> bool:
    """Say whether this is certainly a function that takes so many positional arguments. ``inspect`` knows the rest."""
    if type(function) is not FunctionType or hasattr(function, "__wrapped__"):
        return False
    code = function.__code__
    needed = code.co_argcount - len(function.__defaults__ or ())
    return needed <= count <= code.co_argcount and code.co_kwonlyargcount == 0


def first_line(function: object) -> int | None:
    code = getattr(function, "__code__", None)
    return getattr(code, "co_firstlineno", None)


def parameters(function: object) -> list[list[object]] | None:
    """Return ``[name, kind]`` for each parameter, with its default as a third where it has one; None when nobody can tell.

    kind: ``plain`` when it can be given by its place, ``keyword`` when by its name only, ``rest`` when it takes all others.
    """
    if type(function) is not FunctionType or {"__wrapped__", "__signature__"} & vars(function).keys():
        return _inspected(function)
    code = function.__code__
    names = list(code.co_varnames)
    plain, keyword = names[: code.co_argcount], names[code.co_argcount :][: code.co_kwonlyargcount]
    defaults = function.__defaults__ or ()
    known = {**dict(zip(plain[len(plain) - len(defaults) :], defaults, strict=True)), **(function.__kwdefaults__ or {})}
    rest = bool(code.co_flags & CO_VARARGS) + bool(code.co_flags & CO_VARKEYWORDS)
    found = [(name, "plain") for name in plain] + [(name, "keyword") for name in keyword]
    found += [(name, "rest") for name in names[len(found) :][:rest]]
    return [[name, kind, *([_plain(known[name])] if name in known else [])] for name, kind in found]


CO_VARARGS, CO_VARKEYWORDS = 4, 8
"""As in ``inspect``, which is not imported for a plain function: it takes as long as all the rest."""


def _inspected(function: Any) -> list[list[object]] | None:
    import inspect

    kinds = {"KEYWORD_ONLY": "keyword", "VAR_POSITIONAL": "rest", "VAR_KEYWORD": "rest"}
    try:
        found = inspect.signature(function).parameters.values()
        return [
            [one.name, kinds.get(one.kind.name, "plain"), *([] if one.default is one.empty else [_plain(one.default)])]
            for one in found
        ]
    except Exception:  # some callables have no signature to look at, and some have one of their own making
        return None


def _plain(value: object) -> object:
    """Return a default as it can be told: what is no plain value might do anything when it is shown."""
    return (
        value if value is None or type(value) in (bool, int, float, str, bytes, tuple, list, dict, range) else Unshown(value)
    )


class Unshown:
    """Stands for a value of another type, and shows as that."""

    def __init__(self, value: object) -> None:
        self._kind = type(value).__name__

    def __repr__(self) -> str:
        return f"<{self._kind}>"
