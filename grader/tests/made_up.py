"""Plays that were never played: a witness that hears what is made up, as a scenario's declaration allows it, or not."""

import base64
import importlib
import json
import random
import socket
from types import GenericAlias, UnionType
from typing import Any

from grader.checking import Run, loading
from grader.course.catalogue import Exercise
from grader.judge import protocol, system
from grader.judge.connection import Connection
from grader.judge.deal import Dealer, SharedNumbers
from grader.judge.folder import Folder
from grader.judge.line import Line
from grader.judge.plan import Plan
from grader.judge.seen import End, Leftover
from grader.judge.wire import BadMessage, Other, Raised
from grader.judge.witness import Witness
from grader.stage.declared import AtMost, Often, OneOf
from grader.stage.pools import END

CALLER, CHILDREN = 100, (101, 102, 103)
PLAIN: tuple[Any, ...] = (
    None, True, False, 0, 1, 7, -3, 10**30, 0.5, float("nan"), "", "a", "Worker 1 started", b"x", [], [1], [[1, 2]], {},
    {0: 1}, {"a": [None]}, (), (1, 2), ({}, {}), ({0: 1}, {1: 2}), set(), frozenset({1}), Raised("ValueError", "no"),
    Other("X", "x"),
)  # fmt: skip


def scenarios(exercise: Exercise) -> dict[str, Any]:
    """Return the scenarios of an exercise: what is given a stage, and no helper of that."""
    module = importlib.import_module(f"grader.stage.scenarios.{exercise.name}")
    return {name: function for name, function in vars(module).items() if hasattr(function, "says")}


def value(shape: Any, chance: random.Random) -> Any:
    """Return some value of this shape."""
    if shape is object:
        return chance.choice(PLAIN)
    if isinstance(shape, OneOf | UnionType):
        return value(chance.choice(shape.shapes if isinstance(shape, OneOf) else shape.__args__), chance)
    if isinstance(shape, AtMost):
        return [value(shape.shape, chance) for _ in range(chance.randint(0, max(0, shape.count)))]
    if isinstance(shape, GenericAlias):
        parts = [tuple(value(one, chance) for one in shape.__args__) for _ in range(chance.randint(0, 3))]
        return dict(parts) if shape.__origin__ is dict else [one for (one,) in parts]
    if isinstance(shape, dict):
        return {key: value(one, chance) for key, one in shape.items()}
    if isinstance(shape, list | tuple):
        return type(shape)(value(one, chance) for one in shape)
    if shape is Exception:
        return chance.choice([Raised("Failure", "on purpose"), Raised("KeyError", "")])
    kind: Any = type(None) if shape is None else shape
    return chance.choice([one for one in PLAIN if type(one) is kind])


class Alive(system.Peer):
    """A process that was made up, and so has no end."""

    def alive(self) -> bool:
        return True


class Listened:
    """A witness that hears what this process makes up, and the connections over which it says it."""

    def __init__(self, folder: Folder, line: Line) -> None:
        self.witness = Witness(folder, "w")
        left = (Leftover(pid=101, zombie=False),)
        self.witness.begin({"method": "fork"}, line, (), lambda helpers: left, lambda pid: None, Dealer(0), SharedNumbers({}))
        self._ours: list[socket.socket] = []
        self.main = self.open(CALLER)

    def open(self, pid: int) -> Connection:
        ours, theirs = socket.socketpair()
        self._ours += [ours, theirs]
        theirs.setblocking(False)
        return Connection(theirs, Alive(pid))

    def say(self, connection: Connection, op: str, **fields: Any) -> bool:
        """Say this; say whether it was taken."""
        try:
            self.witness.heard(connection, json.dumps({"op": op, "pid": 1, **fields}).encode())
        except BadMessage as error:
            self.witness.refused(str(error))
            return False
        return True

    def close(self) -> None:
        for ours in self._ours:
            ours.close()
        self.witness.close()


def wired(value: Any) -> Any:
    """Return a value as it travels; see ``grader/stage/wire.py``."""
    if isinstance(value, Raised | Other):
        return {"error" if isinstance(value, Raised) else "other": [value.type, value.text]}
    if type(value) in (bytes, bytearray):
        return {type(value).__name__: base64.b64encode(value).decode()}
    if type(value) is dict:
        return {"dict": [[wired(key), wired(one)] for key, one in value.items()]}
    if type(value) in (list, tuple, set, frozenset):
        return {type(value).__name__: [wired(one) for one in value]}
    return value


class Made:
    """Stands for the ``play`` fixture: what it returns was never played, but said as the scenario's declaration allows it.

    odd: how likely it is that a message is one that does not come there.
    """

    def __init__(self, exercise: Exercise, folder: Folder, chance: random.Random, odd: float) -> None:
        self.method = "fork"
        self.made: dict[str, Run] = {}
        self._exercise, self._folder, self._chance, self._odd = exercise, folder, chance, odd

    def __call__(self, scenario: str, *, holds: Any = (), shared: Any = None, **args: Any) -> Run:
        for name in ("may_raise", "may_leave", "may_hang"):
            args.pop(name, None)
        shared = shared or {}
        key = json.dumps([scenario, repr(holds), shared, args])
        if key not in self.made:
            self.made[key] = self._make(scenario, holds, shared, args)
        loading.usable(self.made[key])
        return self.made[key]

    def _make(self, scenario: str, holds: Any, shared: dict[str, int | None], args: dict[str, Any]) -> Run:
        plan = Plan(
            exercise=self._exercise.name, source=b"def f():\n    pass\n", names=self._exercise.lesson.names, scenario=scenario,
            args=json.loads(json.dumps(args)), method="fork", sandbox="tree", holds=tuple(holds),
            shared=shared,
        )  # fmt: skip
        line = Line(plan.exercise, plan.scenario, plan.args, plan.names)
        heard = Heard(self._folder, line, plan, self._chance)
        try:
            self._tell(heard, line, scenarios(self._exercise)[scenario].says)
            return heard.run(plan)
        finally:
            heard.close()

    def _tell(self, heard: "Heard", line: Line, says: Any) -> None:
        chance = self._chance
        for op in ("born", "hello", "loading"):
            heard.say(heard.main, op)
        if chance.random() < 0.03:
            heard.unloadable(chance.choice(list(protocol.UNLOADABLE)))
        heard.say(heard.main, "loaded", method="fork")
        children = [heard.open(pid) for pid in CHILDREN]
        for child in children:
            heard.say(child, "born")
        for _ in range(chance.randint(0, 30)):
            if chance.random() < self._odd:
                heard.odd()
            elif chance.random() < 0.6 and says.probes:
                heard.call(chance.choice(sorted(says.probes)), says)
            elif says.notes and chance.random() < 0.4:
                heard.note(*chance.choice(sorted(says.notes.items(), key=repr)))
            else:
                heard.next_call(line)
        while line._calls and chance.random() < 0.9:
            heard.next_call(line)
        if chance.random() < 0.9:
            heard.say(heard.main, "report", value=wired(value(line._report, chance)))


class Heard(Listened):
    """What one made-up play says."""

    def __init__(self, folder: Folder, line: Line, plan: Plan, chance: random.Random) -> None:
        super().__init__(folder, line)
        dealer = Dealer(plan.seed)
        self._shared = list(plan.shared)
        shared = dealer.begin(plan.shared)
        self.witness.begin({"method": "fork"}, line, plan.holds, self._census, lambda pid: (0.0, 0.0), dealer, shared)
        self._chance = chance
        self._noted: set[str] = set()

    def _census(self, helpers: frozenset[int]) -> tuple[Leftover, ...]:
        return tuple(Leftover(pid=pid, zombie=self._chance.random() < 0.5) for pid in CHILDREN if self._chance.random() < 0.1)

    def unloadable(self, problem: str) -> None:
        shapes = protocol.UNLOADABLE[problem]
        facts = {name: value(shape, self._chance) for name, shape in shapes.items()}
        known = {"error": wired(Raised("ValueError", "")), "frames": [[1, "f"]]}
        self.say(self.main, "unloadable", problem=problem, **facts | {name: known[name] for name in known if name in shapes})

    def odd(self) -> None:
        connection = self._chance.choice([self.main, self.open(self._chance.choice((CALLER, *CHILDREN, 999)))])
        op = self._chance.choice([*protocol.CALLER_SAYS, "born", "hello", "enter", "leave", "what"])
        names = ("name", "probe", "args", "main", "how", "method", "problem", "value", "error", "frames", "fields", "helpers")
        said = {
            name: self._chance.choice([wired(value(object, self._chance)), "worker", "returned", [], [1]]) for name in names
        }
        self.say(connection, op, **said)

    def call(self, probe: str, says: Any) -> None:
        own, others = (CALLER,) if probe in says.own else (), () if probe in says.own else CHILDREN
        here = (CALLER,) if says.calls and others and probe != END else ()
        pid = self._chance.choice((*own, *others, *here))
        outer = self._chance.choice(says.inside.get(probe, "").split("|"))
        if outer not in says.probes:  # it is within none, or within the student's function
            return self._call(pid, probe, says)
        self._call(pid, outer, says, leaves=0.0)
        while outer not in self.witness.ledger.within(pid):
            assert self.witness.let_go(self.witness.scheduler.give_up())
        return self._call(pid, probe, says)

    def _call(self, pid: int, probe: str, says: Any, leaves: float = 0.8) -> None:
        line = self.open(pid)
        args = value(says.probes[probe], self._chance)
        chosen = self._chance.sample(self._shared, min(2, len(self._shared)))
        numbers: dict[str, Any] = {"writes": {name: 5 for name in chosen}} if args else {"reads": chosen}
        main = self._chance.random() < 0.8
        self.say(line, "enter", probe=probe, args={"list": [wired(one) for one in args]}, main=main, **numbers)
        goes: Any = self._chance.choice([list, self.witness.scheduler.still, self.witness.scheduler.give_up])
        self.witness.let_go(goes())
        last = self.witness.ledger.calls[-1:]
        if self._chance.random() < leaves and last and last[0].go is not None and last[0].left is None:
            ends = last[0].ends or "return"
            if ends == "kill" or ends.startswith("exit "):
                self.witness.hung_up(line)
            else:
                ways = ["raised"] if ends in ("raise", "exit") else ["returned", "raised"]
                self.say(line, "leave", how=self._chance.choice(ways))

    def note(self, name: str, declared: Any) -> None:
        shape = declared.fields if isinstance(declared, Often) else declared
        if name not in self._noted or isinstance(declared, Often):
            self._noted.add(name)
            self.say(self.main, "note", name=name, fields=wired(value(shape, self._chance)))

    def next_call(self, line: Line) -> None:
        if not line._calls:
            return
        name = self._chance.choice(line._calls[0])
        self.say(self.main, "calling", name=name)
        self.say(self.main, "over")
        if self._chance.random() < 0.8:
            self.say(self.main, "returned", value=wired(value(object, self._chance)), method="fork")
        else:
            self.say(self.main, "raised", error=wired(value(Exception, self._chance)), frames=[[1, "f"]], method="fork")

    def run(self, plan: Plan) -> Run:
        ledger = self.witness.ledger
        ends: tuple[End, ...] = ("died", "stalled", "patience", "deadline", "starved")
        end = "misfit" if ledger.strays else "done" if ledger.reported else self._chance.choice(ends)
        return Run.of(ledger, plan, end=end, ended_at=1.0, waiting=(), longest_wait={})
