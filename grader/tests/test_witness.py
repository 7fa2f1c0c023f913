"""The witness alone, with this process in the place of the stage: what lies unread, what comes in masses, what is passed."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from grader.judge import processes, system
from grader.judge.deal import Dealer, SharedNumbers
from grader.judge.folder import private
from grader.judge.line import Line
from grader.judge.seen import Leftover
from grader.judge.server import MAX_WEIGHT
from grader.judge.wire import MAX_HASHED, MAX_HASHED_OF_PLAY
from grader.judge.witness import Witness

pytestmark = pytest.mark.skipif(not system.linux(), reason="speaks over the sockets that Linux has")
PLAN = {"method": "spawn"}
HASH = sys.hash_info.modulus
"""Each multiple of this number has the same hash."""


class Stage:
    """This process as the caller of a play, in the middle of the student's function.

    censuses: how many the witness has taken so far.
    """

    def __init__(self, witness: Witness) -> None:
        self.witness = witness
        self.censuses = 0
        self._lines: list[socket.socket] = []
        line = Line("ex02_start_and_join", "workers", {"nums": [1]}, ("run_workers",))
        witness.begin(PLAN, line, (), self._census, lambda pid: None, Dealer(0), SharedNumbers({}))
        self.main = self.line()
        for op in ("born", "hello", "loading", "loaded", "calling"):
            self.say(self.main, op, name="run_workers", method="spawn")

    def _census(self, helpers: frozenset[int]) -> tuple[Leftover, ...]:
        self.censuses += 1
        return ()

    def line(self) -> socket.socket:
        """Return a connection of its own, which the witness has accepted."""
        line = socket.socket(socket.AF_UNIX)
        self._lines.append(line)
        line.connect(self.witness.server.address.removeprefix("unix:"))
        self.witness.server.pump(1)
        return line

    def send(self, line: socket.socket, data: bytes) -> None:
        """Send much, while the witness reads."""
        line.setblocking(False)
        while data:
            with contextlib.suppress(BlockingIOError):
                data = data[line.send(data) :]
            self.witness.server.pump(0)

    def close(self) -> None:
        for line in self._lines:
            line.close()

    def say(self, line: socket.socket, op: str, **fields: object) -> None:
        line.sendall(message(op, **fields))
        self.witness.server.pump(1)
        line.recv(65536)

    def over_first(self) -> None:
        """The caller says that the call is over, and the witness reads that before all else."""
        self.main.sendall(message("over"))
        assert self.witness._main is not None
        self.witness.server._read(self.witness._main)


def message(op: str, **fields: object) -> bytes:
    return json.dumps({"op": op, "pid": os.getpid(), **fields}).encode() + b"\n"


ENTER = {"probe": "worker", "args": {"list": [1]}, "main": True}


@pytest.fixture(name="stage")
def _stage() -> Iterator[Stage]:
    folder = private()
    witness = Witness(folder, "w")
    stage = Stage(witness)
    yield stage
    stage.close()
    witness.close()
    folder.remove()


def test_what_was_said_before_the_end_counts_though_it_is_read_later(stage: Stage) -> None:
    line = stage.line()
    stage.say(line, "enter", **ENTER)
    line.sendall(message("leave", how="returned"))
    line.close()
    stage.over_first()
    assert [call.how for call in stage.witness.ledger.calls] == ["returned"]
    assert stage.witness.ledger.invocations[-1].held == ()


def test_who_has_ended_without_a_word_has_died_inside(stage: Stage) -> None:
    line = stage.line()
    stage.say(line, "enter", **ENTER)
    line.close()
    stage.over_first()
    assert [call.how for call in stage.witness.ledger.calls] == ["died"]
    assert stage.witness.ledger.invocations[-1].held == ()


def test_who_lives_is_inside_until_its_word_is_read(stage: Stage) -> None:
    line = stage.line()
    stage.say(line, "enter", **ENTER)
    line.sendall(message("leave", how="returned"))
    stage.over_first()
    assert stage.witness.ledger.invocations[-1].held == (0,)


def test_a_call_is_left_once(stage: Stage) -> None:
    line = stage.line()
    stage.say(line, "enter", **ENTER)
    stage.say(line, "leave", how="raised")
    stage.say(line, "leave", how="returned")
    assert [call.how for call in stage.witness.ledger.calls] == ["raised"]
    assert stage.witness.ledger.strays == ["leave: it is over"]


ENDS_WITH_ITS_LINE_OPEN = """
import os, socket, sys
for words in (sys.argv[2:3], sys.argv[3:]):
    line = socket.socket(socket.AF_UNIX)
    line.connect(sys.argv[1])
    line.sendall(words[0].encode())
    line.recv(65536)
line.sendall(sys.argv[4].encode())
if os.fork():
    os._exit(0)
sys.stdin.read()
"""


def test_who_has_ended_is_not_inside_though_another_has_its_line(stage: Stage) -> None:
    address = stage.witness.server.address.removeprefix("unix:")
    words = [
        address,
        *(said.decode() for said in (message("born"), message("enter", **ENTER), message("leave", how="returned"))),
    ]
    command = [sys.executable, "-S", "-c", ENDS_WITH_ITS_LINE_OPEN, *words]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        while not stage.witness.ledger.calls:
            stage.witness.server.pump(1)
        process.wait()
        stage.over_first()
        assert process.stdin is not None
        process.stdin.close()
    assert [call.how for call in stage.witness.ledger.calls] == ["returned"]
    assert stage.witness.ledger.invocations[-1].held == ()


def test_a_word_by_one_process_on_the_line_of_another_is_refused(stage: Stage) -> None:
    line = stage.line()
    stage.say(line, "enter", **ENTER)
    words = [sys.executable, "-S", "-c", "import os, sys; os.write(int(sys.argv[1]), sys.argv[2].encode())"]
    said = message("leave", how="returned").decode()
    subprocess.run([*words, str(line.fileno()), said], pass_fds=[line.fileno()], check=True)
    stage.witness.server.pump(1)
    assert stage.witness.ledger.strays == ["a word by one process on the line of another"]
    assert [call.how for call in stage.witness.ledger.calls] == ["died"]


CALLS_UNBORN = """
import socket, sys
line = socket.socket(socket.AF_UNIX)
line.connect(sys.argv[1])
line.sendall(sys.argv[2].encode())
line.recv(65536)
"""


def test_a_call_by_a_process_that_was_never_born_is_refused(stage: Stage) -> None:
    address = stage.witness.server.address.removeprefix("unix:")
    words = [sys.executable, "-S", "-c", CALLS_UNBORN, address, message("enter", **ENTER).decode()]
    with subprocess.Popen(words) as process:
        while process.poll() is None:
            stage.witness.server.pump(0.01)
    assert stage.witness.ledger.strays == ["a call by a process that multiprocessing has not started"]
    assert stage.witness.ledger.calls == []


def test_who_begins_when_all_is_over_has_called_nothing(stage: Stage) -> None:
    stage.say(stage.main, "over")
    stage.witness._in_time = frozenset()
    line = stage.line()
    stage.say(line, "enter", **ENTER)
    stage.say(line, "leave", how="returned")
    assert [(call.late, call.how) for call in stage.witness.ledger.calls] == [(True, "returned")]
    assert stage.witness.ledger.strays == []


@pytest.mark.parametrize(
    "words",
    [
        ["report"],
        ["note"],
        ["loaded"],
        ["calling"],
        ["returned"],
        ["over", "over"],
        ["over", "calling"],
        ["over", "note"],
        ["over", "report"],
        ["over", "returned", "returned"],
        ["over", "returned", "calling"],
        ["over", "returned", "report", "report"],
        ["over", "returned", "report", "calling"],
        ["unloadable"],
    ],
    ids=" ".join,
)
def test_what_does_not_come_now_is_refused(stage: Stage, words: list[str]) -> None:
    for word in words:
        assert stage.witness.ledger.strays == []
        stage.say(stage.main, word, name="run_workers", method="spawn", problem="missing", names=[], fields={"dict": []})
    assert len(stage.witness.ledger.strays) == 1


def test_a_mass_of_messages_is_handled_bit_by_bit(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.say(stage.main, "over")
    before = stage.witness.server.messages
    monkeypatch.setattr(stage.witness, "heard", lambda connection, line: None)
    stage.main.sendall(message("note") * 2_000)
    for number in range(1, 100):
        stage.witness.server.pump(1)
        assert stage.witness.server.messages - before <= 2 * number
    assert stage.witness.server.messages > before + 90


def test_one_call_is_over_once(stage: Stage) -> None:
    stage.main.sendall(message("over") * 2_000)
    while stage.witness._main is not None:
        stage.witness.server.pump(1)
    assert stage.censuses == 2  # the other when the submission had been loaded
    assert stage.witness.ledger.strays == ["over: does not come here"]


@pytest.mark.parametrize(
    "value",
    [
        {"set": [number * HASH for number in range(MAX_HASHED + 1)]},
        {"dict": [[number * HASH, 1] for number in range(MAX_HASHED + 1)]},
        {"list": [{"frozenset": [number * HASH for number in range(MAX_HASHED)]} for _ in range(11)]},
        {"set": [{"tuple": [0] * 40 + [number * HASH]} for number in range(MAX_HASHED_OF_PLAY // 40)]},
    ],
    ids=["set", "dict", "many", "keys"],
)
def test_what_would_take_long_to_hash_ends_the_play(stage: Stage, value: object) -> None:
    stage.send(stage.main, message("returned", value=value))
    stage.main.shutdown(socket.SHUT_WR)
    while stage.witness._main is not None and stage.witness.server.weight <= MAX_WEIGHT:
        stage.witness.server.pump(1)
    assert stage.witness.server.weight > MAX_WEIGHT
    assert stage.witness.ledger.calling


def test_hidden_command_lines_are_waited_for_together(monkeypatch: pytest.MonkeyPatch) -> None:
    naps: list[float] = []
    clock = [0.0]

    def nap(seconds: float) -> None:
        naps.append(seconds)
        clock[0] += seconds

    monkeypatch.setattr(time, "sleep", nap)
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(processes, "command", lambda pid: b"")
    monkeypatch.setattr("grader.judge.processes.linux.may_settle", lambda pid: True)
    assert processes.helpers(dict.fromkeys(range(1_000, 1_030), process()), (), 1, "") == set()
    assert sum(naps) == pytest.approx(processes.SETTLED, abs=0.01)


def process() -> processes.Process:
    return processes.Process(pid=1, parent=1, state="S", tasks=(), armed=frozenset())


def test_how_a_call_has_ended_is_told_after_its_end(stage: Stage) -> None:
    stage.say(stage.main, "over")
    [over] = stage.witness.ledger.invocations
    assert over.ended is not None
    assert not over.returned
    stage.say(stage.main, "returned", value=3)
    [told] = stage.witness.ledger.invocations
    assert (told.ended, told.returned, told.value) == (over.ended, True, 3)
