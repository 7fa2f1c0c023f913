"""Whatever a program says, and however much: no report grows with it, and nothing takes it for a command."""

import json
import re
from pathlib import Path

import pytest

from grader import messages, report
from grader.course.catalogue import find
from grader.grading import cutting, session
from grader.grading.cutting import Room
from grader.grading.results import Results
from grader.grading.submissions import read
from grader.judge import protocol, wire
from grader.judge.wire import Hashing
from grader.report import terminal, text

LARGEST = 512 * 1024
COMMAND = re.compile(r"^\s*::|##\w*\[", re.MULTILINE)
FACE = "\U0001f600"

SHOUTS = f"""
import multiprocessing as mp, sys

def shout(num):
    print("{FACE}" * 3_000, file=sys.stderr)
    print("##[group]x" * 1000, flush=True)
    raise ValueError("\\n::add-mask::x" * 500)

def run_workers(worker, nums):
    for _ in range(70):
        worker("{FACE}\\n::a::" * 1000)
    for num in range(8):
        process = mp.Process(target=shout, args=(num,))
        process.start()
        process.join()
    raise RuntimeError("{FACE}\\n::stop-commands::x\\n" * 1000)
"""


@pytest.fixture(name="results", scope="module")
def _results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    folder = tmp_path_factory.mktemp("submissions")
    (folder / "ex02_start_and_join.py").write_text(SHOUTS, "utf-8")
    one = read(find("ex02"), folder, named=True)
    return session.grade([one], session.Options(sandbox="tree"), str(folder))


@pytest.mark.parametrize("kind", report.OUTPUTS)
def test_no_report_grows(kind: str, results: Results) -> None:
    assert len(report.rendered(results, kind).encode()) < LARGEST


@pytest.mark.parametrize("kind", [kind for kind in report.OUTPUTS if kind != "json"])
def test_no_report_has_a_command(kind: str, results: Results) -> None:
    assert not COMMAND.search(report.rendered(results, kind))


@pytest.mark.parametrize("detail", ["normal", "verbose"])
def test_neither_does_the_terminal(results: Results, detail: terminal.Detail, tmp_path: Path) -> None:
    with (tmp_path / "said").open("w+", encoding="utf-8") as file:
        terminal.show(results, terminal.console(file), detail=detail)
        file.seek(0)
        said = file.read()
    assert len(said) < 64 * 1024
    assert not COMMAND.search(said)
    assert ":\\x3astop-commands" in said


def test_each_line_of_a_programs_has_a_bar() -> None:
    facts = {"file": "f", "line": 3, "error": "E", "text": "a\n::b\n  c", "source": "import x"}
    assert messages.message("raises-at-import").filled(facts).seen.endswith("E: a\n│ ::b\n  │ c\n    │ import x")
    assert messages.message("raises-at-import").filled({**facts, "text": "a", "source": ""}).seen.endswith("E: a")


@pytest.mark.parametrize("said", ["a[::2]", "a ## b", "std::vector<int>", "http://x", "##"])
def test_what_is_no_command_stays(said: str) -> None:
    assert text.clean(said) == said


@pytest.mark.parametrize(
    "sign", ["\u00ad", "\u115f", "\u1160", "\u200d", "\u206a", "\u206f", "\u3164", "\ufe0f", "\uffa0", "\U000e0100", "\u2028"]
)
def test_what_is_invisible_is_written_out(sign: str) -> None:
    assert text.clean(f"a{sign}b") == f"a\\x{ord(sign):02x}b"


def test_facts_are_cut() -> None:
    facts = {"a": "x" * 5000, "b": 10**50, "c": ["y" * 5000] * 100, "d": 3, "e": 0.5, "f": None, "g": {"h": "z" * 9000}}
    short = Room(cutting.FACTS).facts(facts)
    assert (short["d"], short["e"], short["f"]) == (3, 0.5, None)
    assert len(short["a"]) == cutting.FACT
    assert len(json.dumps(short)) < cutting.FACTS + 2000


def test_what_comes_in_is_cut() -> None:
    def came(op: str, **fields: object) -> protocol.Message:
        return protocol.parse(json.dumps({"op": op, "pid": 1, **fields}).encode()).open(Hashing())

    long = "n" * 5000
    error = {"error": [long, long]}
    entered = came("enter", probe=long, args={"list": [1] * 100}, main=True, reads=[], writes={})
    assert isinstance(entered, protocol.Enter)
    assert (len(entered.probe), len(entered.args)) == (wire.NAME, wire.MAX_ARGUMENTS)
    raised = came("raised", error=error, frames=[[10**3000, long]] * 50)
    assert isinstance(raised, protocol.Outcome)
    assert raised.error is not None
    assert (len(raised.error.type), len(raised.error.text)) == (wire.NAME, wire.TEXT)
    assert raised.frames == ((wire.MAX_NUMBER, long[: wire.NAME]),) * wire.MAX_FRAMES
    unloadable = came("unloadable", problem="missing", name=long, names=[long] * 500)
    assert isinstance(unloadable, protocol.Unloadable)
    assert len(json.dumps(dict(unloadable.facts))) < 25_000
