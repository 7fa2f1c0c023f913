"""The limits of a play at their edges: what is just below passes, what is just above is stopped and named."""

import json
import os
import textwrap

import pytest

from grader import messages
from grader.checking import Mistake, expect, loading
from grader.course.catalogue import Exercise
from grader.judge import system, wire
from grader.judge.plan import Limits
from grader.judge.run import Run
from grader.tests.kit import first_failure, play_text, sandbox, verdicts

MIB = 1024**2
LINUX = pytest.mark.skipif(not system.linux(), reason="the kernel's own facts are needed")


def function(body: str) -> str:
    return "import os, sys, tempfile, threading, time, multiprocessing\ndef run_workers(worker, nums):\n" + textwrap.indent(
        textwrap.dedent(body), "    "
    )


def stay(said: str | None) -> str:
    """Return a line that sleeps: where the judge is to end it, for so long that it surely has looked."""
    return f"time.sleep({600 if said else 0.5})"


def code(run: Run) -> str | None:
    """Return the code of the message that a student would see."""
    try:
        loading.usable(run)
        expect.ended(run)
        expect.returned(run)
    except Mistake as mistake:
        return mistake.code
    return None


@pytest.mark.parametrize(("count", "said"), [(10, None), (14, "too-many-processes")])
def test_processes(count: int, said: str | None) -> None:
    text = f"""
        processes = [multiprocessing.Process(target=time.sleep, args=({600 if said else 0.5},)) for _ in range({count})]
        [process.start() for process in processes]
        [process.join() for process in processes]
    """
    assert code(play_text(function(text), method="fork", limits=Limits(processes=12))) == said


@LINUX
@pytest.mark.parametrize(("count", "said"), [(10, None), (40, "too-many-threads")])
def test_threads(count: int, said: str | None) -> None:
    text = f"""
        threads = [threading.Thread(target=time.sleep, args=({600 if said else 0.5},)) for _ in range({count})]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
    """
    assert code(play_text(function(text), limits=Limits(threads=20))) == said


@LINUX
@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize(("size", "said"), [(6, None), (12, "too-much-stored")])
def test_stored(size: int, said: str | None, named: bool) -> None:
    text = f"""
        file = open("kept", "wb") if {named} else tempfile.TemporaryFile()
        file.write(bytes({size} * 1024 * 1024))
        file.flush()
        {stay(said)}
    """
    assert code(play_text(function(text), limits=Limits(stored=10 * MIB))) == said


@LINUX
@pytest.mark.parametrize(("size", "said"), [(6, None), (12, "too-much-stored")])
def test_shared_memory_counts_as_stored(size: int, said: str | None) -> None:
    text = f"""
        from multiprocessing import shared_memory
        block = shared_memory.SharedMemory(create=True, size={size} * 1024 * 1024)
        block.buf[:] = bytes({size} * 1024 * 1024)
        {stay(said)}
        block.close()
        block.unlink()
    """
    assert code(play_text(function(text), limits=Limits(stored=10 * MIB))) == said


@pytest.mark.parametrize(("count", "said"), [(50, None), (300, "too-much-stored")])
def test_files(count: int, said: str | None) -> None:
    text = f"""
        for number in range({count}):
            open(f"f{{number}}", "x").close()
        {stay(said)}
    """
    assert code(play_text(function(text), limits=Limits(files=200))) == said


@pytest.mark.parametrize(("count", "said"), [(50, None), (400, "too-much-output")])
def test_lines(count: int, said: str | None) -> None:
    text = f"for _ in range({count}):\n    os.write(1, b'\\n')\n{stay(said)}"
    assert code(play_text(function(text), limits=Limits(lines=200))) == said


@pytest.mark.parametrize(("size", "said"), [(1, None), (3, "file-too-large")])
def test_one_file(size: int, said: str | None) -> None:
    text = f"open('kept', 'wb').write(bytes({size} * 1024 * 1024))\nreturn 1"
    limits = Limits(each={**Limits().each, "RLIMIT_FSIZE": 2 * MIB})
    assert code(play_text(function(text), limits=limits)) == said


@pytest.mark.parametrize(("count", "said"), [(900, None), (1024, "too-many-open-files")])
def test_open_files(count: int, said: str | None) -> None:
    text = f"kept = [open(os.devnull) for _ in range({count})]"
    assert code(play_text(function(text))) == said


@pytest.mark.parametrize(("size", "said"), [(wire.MAX_MESSAGE - 1000, None), (wire.MAX_MESSAGE + 1, "too-large-answer")])
def test_answer_size(size: int, said: str | None) -> None:
    run = play_text(function(f"return 'x' * {size}"))
    assert code(run) == said
    assert said is not None or len(run.value) == size


@pytest.mark.parametrize(("count", "said"), [(100_000, None), (1_500_000, "too-large-answer")])
def test_answer_items(count: int, said: str | None) -> None:
    run = play_text(function(f"return [0] * {count}"))
    assert code(run) == said


@pytest.mark.parametrize(("depth", "plain"), [(25, True), (500, False)])
def test_answer_depth(depth: int, plain: bool) -> None:
    run = play_text(function(f"deep = []\nfor _ in range({depth}):\n    deep = [deep]\nreturn deep"))
    assert code(run) is None
    assert ("Other" in str(_innermost(run.value))) is not plain


def _innermost(value: object) -> object:
    while type(value) is list and value:
        value = value[0]
    return type(value).__name__


def test_weight_is_more_than_what_parsing_takes() -> None:
    for text in (b"[" + b"1000," * 1000 + b"1]", b"[" + b'{"a":1},' * 1000 + b"1]", b"[" + b"[]," * 1000 + b"1]"):
        value = json.loads(text)
        assert wire.weight(text) > sum(map(_size, value)) / 2


def _size(value: object) -> int:
    import sys

    return 8 + sys.getsizeof(value)


UNGUARDED = b"""
import multiprocessing

def run_workers(worker, nums):
    processes = [multiprocessing.Process(target=worker, args=(num,)) for num in nums]
    [process.start() for process in processes]
    [process.join() for process in processes]

with multiprocessing.Pool(2) as pool:
    pool.map(abs, [1, 2, 3])
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="one start method is enough elsewhere")
@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_an_unguarded_module_is_stopped_and_explained(method: str) -> None:
    found = first_failure(verdicts(Exercise("ex02_start_and_join"), UNGUARDED, method))  # type: ignore[arg-type]
    assert found is not None
    assert found[1].code == "work-at-import"
    assert found[1].seconds < 20


@pytest.mark.skipif(sandbox() != "bubblewrap", reason="bubblewrap does not work here")
def test_the_sandbox_bounds_its_own_folders() -> None:
    text = """
        sizes = []
        for place in ("/tmp", "/dev/shm"):
            seen = os.statvfs(place)
            sizes.append(seen.f_blocks * seen.f_frsize)
        return max(sizes)
    """
    assert play_text(function(text)).value <= 512 * MIB


def test_what_the_kernel_refuses_has_words() -> None:
    assert set(expect.REFUSED.values()) | set(loading.LIMITS.values()) <= messages.codes()
