"""The commands that a student types, under a Windows Python. The files that they change are put back."""

import contextlib
import queue
import re
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PASSED = re.compile(r"(\d+) of \1\b")
LONGEST = 900.0
"""Seconds that a command may take before it is taken for one that hangs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What was tried, what was found, whether that is as it should be, and how long it took."""

    what: str
    found: str
    good: bool
    seconds: float


def run(words: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a command in the kit's folder to its end."""
    try:
        return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, errors="replace", timeout=LONGEST, check=False)
    except subprocess.TimeoutExpired as late:
        return subprocess.CompletedProcess(list(words), 124, "", f"no end within {late.timeout:.0f} s")


def first_line(what: str, words: Sequence[str]) -> Line:
    """Run a command; it should end well. Show the first line that it prints."""
    return _line(what, words, 0)


def last_line(what: str, words: Sequence[str]) -> Line:
    """Run a command; it should end well. Show the last line that it prints."""
    return _line(what, words, -1)


def _line(what: str, words: Sequence[str], number: int) -> Line:
    began = time.monotonic()
    done = run(words)
    lines = [line for line in (done.stdout or done.stderr).splitlines() if line.strip()] or ["nothing"]
    return Line(what=what, found=lines[number], good=done.returncode == 0, seconds=time.monotonic() - began)


def commands(python: Sequence[str], *, whole: bool) -> Iterator[Line]:
    """Type what a student types."""
    grader = [*python, "-P", "grader/__main__.py"]
    yield first_line("doctor", [*grader, "doctor"])
    yield first_line("hint", [*grader, "hint", "ex02"])
    with _kept(ROOT / "exercises" / "ex02_start_and_join.py") as stub:
        text = stub.read_bytes()
        stub.write_bytes(b"# mine\n")
        done = first_line("reset", [*grader, "reset", "ex02"])
        same = stub.read_bytes().replace(b"\r\n", b"\n") == text
        yield Line(what=done.what, found=done.found, good=done.good and same, seconds=done.seconds)
    with _kept(ROOT / "exercises" / "ex01_worker.py") as stub:
        yield _watch([*grader, "watch", "ex01"], stub)
    for backend in ("uv", "virtualenv") if whole else ("uv",):
        with tempfile.TemporaryDirectory() as place:
            nox = [*python, "-m", "nox", "--envdir", place, "--force-venv-backend", backend, "-s", "grade", "--"]
            yield last_line(f"nox -s grade -- ex01 ({backend})", [*nox, "ex01", "--from", "solutions"])


@contextlib.contextmanager
def _kept(stub: Path) -> Iterator[Path]:
    """Put a stub back, and remove what was kept beside it."""
    text, there = stub.read_bytes(), set(stub.parent.iterdir())
    try:
        yield stub
    finally:
        stub.write_bytes(text)
        for kept in set(stub.parent.glob("*.kept-*.txt")) - there:
            kept.unlink()


def _watch(words: Sequence[str], stub: Path) -> Line:
    """Save the stub while it is watched: it should be graded once more."""
    began = time.monotonic()
    lines: queue.Queue[str] = queue.Queue()
    with subprocess.Popen(
        words, cwd=ROOT, stdin=-1, stdout=-1, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as watching:
        threading.Thread(target=_hand_on, args=(watching, lines), daemon=True).start()
        found = _until(lines, "Score")
        if found:
            stub.write_bytes((ROOT / "solutions" / stub.name).read_bytes())
            found = _until(lines, stub.name) and _until(lines, "Score")
        watching.terminate()
    return Line(what="watch", found=found or "nothing", good=bool(PASSED.search(found)), seconds=time.monotonic() - began)


def _hand_on(watching: "subprocess.Popen[str]", to: "queue.Queue[str]") -> None:
    assert watching.stdout is not None
    for line in watching.stdout:
        to.put(line)


def _until(lines: "queue.Queue[str]", part: str) -> str:
    """Return the next line with this part; nothing when none comes."""
    with contextlib.suppress(queue.Empty):
        while part not in (line := lines.get(timeout=LONGEST / 9)):
            pass
        return line.strip()
    return ""
