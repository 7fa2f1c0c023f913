"""The stage's line: what its main process and its probes may say in one play, as the scenario has declared it.

The declaration is read here, from the kit's own files, and never from the stage. Whatever does not fit was said by the
submission, since the stage does not say it.
"""

import importlib
import inspect
import types
from collections.abc import Collection, Mapping
from typing import Any

from grader.stage.declared import Often, Says
from grader.stage.pools import END

from . import protocol
from .seen import Call
from .shapes import fits
from .wire import BadMessage


class Line:
    """What may still come in this play.

    exercise, scenario, args: what is played. names: the functions and classes that the submission must have. Raises
    ``TypeError`` when the scenario has no declaration.

    told: those of the arguments that the stage is told. What a scenario takes by name only is for its declaration alone.
    """

    def __init__(self, exercise: str, scenario: str, args: dict[str, Any], names: Collection[str]) -> None:
        function = getattr(importlib.import_module(f"grader.stage.scenarios.{exercise}"), scenario)
        signature = inspect.signature(function)
        bound = signature.bind(None, **args)
        bound.apply_defaults()
        said: Says | None = getattr(function, "says", None)
        if said is None:
            raise TypeError(f"the scenario {scenario!r} does not declare what it says: put @says(…) above it")
        self._probes: Mapping[str, Any] = said.probes
        self._own = said.own
        self._inside = {inner: outer.split("|") for inner, outer in said.inside.items()}
        self._ends = said.ends
        self._args = bound.arguments
        by_name = {one.name for one in signature.parameters.values() if one.kind is one.KEYWORD_ONLY}
        self.told = {name: value for name, value in args.items() if name not in by_name}
        self._notes: Mapping[str, Any] = said.notes
        self._calls = [call.split("|") for call in _of(said.calls, bound.arguments)]
        self._runs_here = bool(self._calls)
        self._report = _of(said.report, bound.arguments)
        self._stops: bool = said.stops
        self._names = names
        self._noted: set[str] = set()
        self._stage = "begun"
        self._called = ""
        self._raised = False

    @property
    def calls_over(self) -> bool:
        """Whether the student's functions have been called, and there is nothing more to be called."""
        return (self._stage in ("loaded", "over") and not self._calls) or self._stage in ("stopped", "reported")

    def enter(self, message: protocol.Enter, *, by_caller: bool, within: Collection[str]) -> None:
        """Take in the call of a probe by a process that is within calls of these probes, each of which may go on.

        Raises ``BadMessage`` when this scenario has no such probe, or not in this process, or not there.
        """
        own = message.probe in self._own
        elsewhere = message.probe == END or not self._runs_here
        if (own and not by_caller) or (by_caller and not own and elsewhere):
            raise BadMessage(f"enter: {message.probe[:40]!r} in a process that does not call it")
        if self._stage in ("begun", "loading") or (own and self._stage != "loaded"):
            raise BadMessage(f"enter: {message.probe[:40]!r} does not come here")
        if message.probe not in self._probes or not fits(message.args, self._probes[message.probe]):
            raise BadMessage(f"enter: no probe {message.probe[:40]!r} with such arguments")
        outer = self._inside.get(message.probe)
        called = self._called if by_caller else None  # a thread of it may still go on when it is over
        if outer is not None and not any(name in within or name == called for name in outer):
            raise BadMessage(f"enter: {message.probe[:40]!r} outside of {' and '.join(outer)}")

    def ends(self, message: protocol.Enter, attempt: int) -> str | None:
        """Return how this call has to end; None when it is to return. attempt: 1 for the first call with these arguments."""
        script = self._ends.get(message.probe)
        return script and script(self._args, message.args, attempt)

    def leave(self, call: Call, message: protocol.Leave) -> None:
        """Take in that a call is over. Raises ``BadMessage`` when it has ended otherwise than the scenario wants.

        A call that is to return may raise: what it was given, or a signal, can do that to it.
        """
        raises = call.ends in ("raise", "exit")
        dies = call.ends is not None and (call.ends == "kill" or call.ends.startswith("exit "))
        if dies or (raises and message.how == "returned"):
            raise BadMessage(f"leave: {message.how}, and it was to {call.ends}")

    def take(self, message: protocol.CallerMessage) -> None:
        """Take in what the caller says. Raises ``BadMessage`` when it may not say so, or not now."""
        expected = self._stage
        match message:
            case protocol.Loading() if expected == "begun":
                self._stage = "loading"
            case protocol.Loaded() if expected == "loading":
                self._stage = "loaded"
            case protocol.Unloadable() if self._unusable(message):
                self._stage = "stopped"
            case protocol.Calling(name) if expected == "loaded" and self._calls and name in self._calls[0]:
                self._calls.pop(0)
                self._stage, self._called = "calling", name
            case protocol.Over() if expected == "calling":
                self._stage = "over"
            case protocol.Outcome() if expected == "over":
                self._stage = "loaded"
                self._raised = message.error is not None
            case protocol.Told(name, fields) if expected in ("loaded", "calling"):
                self._note(name, fields)
            case protocol.Report(value) if self._may_report(value):
                self._stage = "reported"
            case _:
                raise BadMessage(f"{type(message).__name__.lower()}: does not come here")

    def _unusable(self, message: protocol.Unloadable) -> bool:
        early = message.problem != "wrong-signature"
        return self._stage == ("loading" if early else "loaded") and message.facts.get("name", "") in ("", *self._names)

    def _note(self, name: str, fields: Mapping[str, Any]) -> None:
        declared = self._notes.get(name)
        often = isinstance(declared, Often)
        if declared is None or not fits(fields, declared.fields if often else declared) or (name in self._noted and not often):
            raise BadMessage(f"note: {name[:40]!r} with such fields does not come here")
        self._noted.add(name)

    def _may_report(self, value: Any) -> bool:
        if self._stage == "stopped" or (self._stage == "loaded" and self._stops and self._raised):
            return value is None
        return self._stage == "loaded" and not self._calls and fits(value, self._report)


def _of(declared: Any, args: dict[str, Any]) -> Any:
    return declared(args) if isinstance(declared, types.FunctionType) else declared
