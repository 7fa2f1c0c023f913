"""Hostile submissions, graded with the real command: no credit, a complete result, nothing left, nothing touched.

Run by ``nox -s hostile``, each in both sandboxes; with a text in HOSTILE_SEED, each in one of them, drawn by that text.
Each file of ``hostile/GROUP`` begins with comments that say what it tries and what must hold:

    # tries: one sentence
    # exercise: ex02_start_and_join
    # holds: one sentence
    # codes: the codes of which one must be the first that is reported (may be left out)
    # earns: the checks whose points it may keep, because that work is right (may be left out)
    # options: further words of the command (may be left out)
    # beside: files beside the submission that must mean nothing (may be left out)
    # as: fifo, folder, link or device instead of a file (may be left out)
    # only: bubblewrap; tree: what is reported there. words of: "exit N"; "reached": the attack succeeded, and that
    #       shows; "perhaps reached"; "touched": files outside have changed; "strays": names in /tmp or /dev/shm are left

A submission that reaches what it should not raises an exception with the text REACHED, or writes to OUTSIDE.
"""

import hashlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from grader.course.catalogue import Exercise, exercises
from grader.files import ROOT
from grader.judge import folder as folders
from grader.judge import system
from grader.tests.kit import descendants

FOLDER = Path(__file__).parent / "hostile"
CASES = sorted(FOLDER.glob("*/*.py"))
GROUPS = ("forging", "made_up", "tampering", "exhaustion", "leaking", "theft", "clock", "output", "import")
HEADER = re.compile(r"# (?P<key>[a-z]+): (?P<said>.+)")

SECONDS = 30.0
"""A case takes up to 20 seconds on a machine that has nothing else to do."""

COMMANDS = re.compile(r"^\s*::|##\w*\[", re.MULTILINE)
"""What a CI service takes for a command in the log of a grading."""

MEMORY = 300 * 1024**2
OUTPUT = 64 * 1024
JSON = 512 * 1024
ANSWERS = 2.0
"""Seconds in which another program starts and ends meanwhile."""

pytestmark = [
    pytest.mark.hostile,
    pytest.mark.skipif(not system.linux(), reason="looks at /proc, and adopts what a grading leaves"),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One grading from outside."""

    status: int
    said: str
    results: dict[str, Any] | None
    size: int
    seconds: float
    memory: int
    slowest: float
    left: set[int]


def headers(path: Path) -> dict[str, str]:
    found = {}
    for line in path.read_text("utf-8", "surrogateescape").splitlines():
        match = HEADER.match(line)
        if match is None:
            break
        found[match["key"]] = match["said"]
    return found


def digest(folder: Path) -> dict[str, str]:
    """Return what a folder holds. A pipe or a link shows as that."""
    found = {}
    for path in sorted(folder.rglob("*")):
        what = path.read_bytes() if path.is_file() and not path.is_symlink() else str(path.lstat().st_mode).encode()
        found[str(path.relative_to(folder))] = hashlib.sha256(what).hexdigest()
    return found


@pytest.fixture(name="door")
def _door() -> Iterator[int]:
    """A server of this machine that a submission might reach."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def place(path: Path, said: dict[str, str], folder: Path, outside: Path, door: int) -> None:
    """Put the submission, and what stands beside it, into an empty folder."""
    text = path.read_bytes()
    for name, value in ((b"@OUTSIDE@", str(outside)), (b"@KIT@", str(ROOT)), (b"@DOOR@", str(door))):
        text = text.replace(name, value.encode())
    target = folder / f"{said['exercise']}.py"
    kind = said.get("as", "file")
    if kind == "file":
        target.write_bytes(text)
    elif kind == "fifo":
        os.mkfifo(target)
    elif kind == "folder":
        target.mkdir()
    elif kind == "device":
        target.symlink_to("/dev/zero")
    elif kind == "link":
        target.symlink_to(ROOT / "solutions" / target.name)
    for beside in said.get("beside", "").split():
        (folder / beside).write_text(f"open({str(outside / 'shadow')!r}, 'w')\nraise SystemExit('shadow')\n")


def peak(pid: int) -> int:
    """Return the most memory that a process has used so far."""
    try:
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(encoding="utf-8"))
    except OSError:
        return 0
    return int(found[1]) * 1024 if found else 0


def judges(pid: int) -> list[int]:
    """Return the grader's own processes: the command's, and what it has started with the same file, workers included."""
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        try:
            below = map(int, Path(f"/proc/{one}/task/{one}/children").read_text(encoding="utf-8").split())
        except OSError:
            continue
        for child in below:
            line = Path(f"/proc/{child}/cmdline")
            try:
                words = line.read_bytes()
            except OSError:
                continue
            if b"__main__.py" in words or b"stdin.readline" in words:
                waiting.append(child)
    return found


def graded(folder: Path, said: dict[str, str], sandbox: str, out: Path, *, probe: bool) -> Seen:
    """Grade with the command that a user types, and watch it."""
    words = [sys.executable, "-P", str(ROOT / "grader" / "__main__.py"), "grade", said["exercise"][:4]]
    words += ["--from", str(folder), "--json", str(out), "--sandbox", sandbox, *said.get("options", "").split()]
    private = Path(tempfile.mkdtemp(prefix="mh-", dir="/tmp"))
    memory, slowest = 0, 0.0
    began = time.monotonic()
    with tempfile.TemporaryFile() as heard:
        started = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=heard, stderr=heard, start_new_session=True, cwd=folder,
            env={**os.environ, folders.PARENT: str(private), "MH_CANARY": "canary"},
        )  # fmt: skip
        probed = 0.0
        while started.poll() is None and time.monotonic() - began < 3 * SECONDS:
            memory = max([memory, *map(peak, judges(started.pid))])
            if probe and time.monotonic() - probed > 0.5:
                probed = time.monotonic()
                subprocess.run(["true"], check=True)
                slowest = max(slowest, time.monotonic() - probed)
            time.sleep(0.05)
        seconds = time.monotonic() - began
        if started.poll() is None:
            os.killpg(started.pid, signal.SIGKILL)
        status = started.wait()
        until = time.monotonic() + (3 if status < 0 else 0.1)  # a judge whose command was killed ends by itself
        while (left := descendants()) and time.monotonic() < until:
            time.sleep(0.02)
        for pid in left:
            os.kill(pid, signal.SIGKILL)
        heard.seek(0)
        output = heard.read()
    remains = sorted(path.name for path in private.iterdir())
    shutil.rmtree(private, ignore_errors=True)
    if status >= 0:  # a command that was itself killed cannot remove anything
        assert remains == [], "the private folder is empty again"
    data = out.read_bytes() if out.exists() else b""
    return Seen(
        status=status, said=output.decode("utf-8", "replace"), results=json.loads(data) if data else None,
        size=len(output), seconds=seconds, memory=memory, slowest=slowest, left=left,
    )  # fmt: skip


def stray_names() -> list[str]:
    """Return what a case has left in the folders that all programs share; each uses this prefix.

    So the cases are graded one after another: side by side, one would be blamed for what the other has left.
    """
    return [str(path) for place in ("/tmp", "/dev/shm") for path in Path(place).glob("mh-hostile*")]


def sandboxes(path: Path) -> list[str]:
    """Return the sandboxes in which a case is graded."""
    both = ["bubblewrap", "tree"]
    seed = os.environ.get("HOSTILE_SEED")
    return both if not seed else [both[hashlib.sha256(f"{seed} {path.stem}".encode()).digest()[0] % 2]]


@pytest.mark.parametrize(
    ("path", "sandbox"),
    [
        pytest.param(path, sandbox, id=f"{path.parent.name}-{path.stem}-{sandbox}")
        for path in CASES
        for sandbox in sandboxes(path)
    ],
)
def test_it_holds(path: Path, sandbox: str, tmp_path: Path, door: int) -> None:
    said = headers(path)
    if path.parent.name == "clock":  # naps take their time, and are the same under every start method
        said = {"options": "--start-method fork", **said}
    if Exercise(said["exercise"]) not in exercises():
        pytest.skip("the course has it no more")
    if sandbox == "bubblewrap" and shutil.which("bwrap") is None:
        pytest.skip("bubblewrap is not there")
    system.adopt_orphans()  # whatever a grading leaves becomes a child of this process, and is seen
    folder, outside = tmp_path / "submissions", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    (outside / "canary").write_text("canary")
    place(path, said, folder, outside, door)
    before = digest(tmp_path)
    seen = graded(folder, said, sandbox, tmp_path / "results.json", probe=path.parent.name == "exhaustion")
    print(f"{path.stem} {sandbox}: {seen.status} {seen.seconds:.1f}s {seen.memory >> 20} MiB {seen.slowest:.2f}s\n{seen.said}")
    strays = stray_names()
    for name in strays:
        Path(name).unlink()
    weaker = said.get("only", "").partition("; tree: ")[2] if sandbox == "tree" else ""
    wanted = int(re.search(r"exit (-?\d)", weaker + " exit " + said.get("exit", "1"))[1])  # type: ignore[index]
    assert seen.status == wanted, seen.said
    assert seen.left == set()
    assert strays == [] or "strays" in weaker
    assert seen.seconds < SECONDS
    assert seen.memory < MEMORY
    assert seen.slowest < ANSWERS
    assert seen.size < OUTPUT
    assert not set(seen.said) & {"\x1b", "\x07", "\x9b", "\u202e", "\x00"}
    assert not COMMANDS.search(seen.said)
    assert "Traceback" not in seen.said.partition("What was printed")[0]
    (tmp_path / "results.json").unlink(missing_ok=True)
    if "touched" not in weaker:
        assert digest(tmp_path) == before
    if wanted not in (0, 1):
        assert seen.results is None or all_there(seen.results, said)
        assert seen.results is None or seen.results["score"] == 0
        return
    assert seen.results is not None
    assert seen.results["environment"]["sandbox"] == sandbox
    check_results(seen.results, said, weaker)


def check_results(results: dict[str, Any], said: dict[str, str], weaker: str) -> None:
    """The results are whole, and give the case nothing that it has not earned. weaker: what the sandbox does not hold."""
    assert len(json.dumps(results)) < JSON
    assert all_there(results, said)
    [exercise] = results["exercises"]
    earned = {check["name"] for check in exercise["checks"] if check["points"]}
    assert earned <= set(said.get("earns", "").split()), exercise
    if "perhaps" not in weaker:  # that depends on the rights of who grades, and on the kernel's settings
        assert ("RuntimeError: REACHED" in json.dumps(results)) == ("reached" in weaker)
    if "codes" in said and not weaker:
        first = next((check["code"] for check in exercise["checks"] if check["outcome"] == "failed"), None)
        assert first in said["codes"].split(), exercise


def all_there(results: dict[str, Any], said: dict[str, str]) -> bool:
    """Say whether the results hold each check of the exercise, once, with its points."""
    [exercise] = results["exercises"]
    method = re.search(r"--start-method (\w+)", said.get("options", ""))
    planned = Exercise(said["exercise"]).planned_checks(method[1] if method else "default")  # type: ignore[arg-type]
    have = [(check["name"], check["start_method"], check["max_points"]) for check in exercise["checks"]]
    return have == [(one.check, one.method, round(one.points, 4)) for one in planned]


def test_the_corpus_is_well_made() -> None:
    assert len(CASES) >= 60
    assert {path.parent.name for path in CASES} == set(GROUPS)
    for path in CASES:
        assert {"tries", "exercise", "holds"} <= set(headers(path)), path
