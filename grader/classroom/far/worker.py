"""What a worker of the cluster carries out. It is sent as a whole, since the kit is not there: so it imports nothing of it.

In go bytes, and out come bytes: nothing of the engine's keeps or understands them. Each job is a command of its own, in a
session of its own, which ends by itself when its standard input does: however its worker ends.
"""

import contextlib
import gzip
import hashlib
import importlib
import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import zipfile
from pathlib import Path
from typing import IO, Any

MOST = 256 * 1024 * 1024
"""Bytes of the answers to one job."""

GRACE = 8.0
"""Seconds that a command has to end by itself, with all that it has started."""

RUNNING = "_many_hands"
"""The attribute of the worker with the commands that run in it, by the name of the job."""


def here() -> Any:
    """Return the worker in which this is called."""
    return importlib.import_module("distributed").get_worker()


def install(archive: bytes, digest: str) -> str:
    """Unpack the kit on this worker, once; return where. Raises ``ValueError`` for another one than was sent."""
    if hashlib.sha256(archive).hexdigest() != digest:
        raise ValueError("the kit has changed on its way")
    place = Path(here().local_directory) / f"many-hands-{digest[:16]}-{os.getpid()}"
    if not (place / "whole").exists():
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(0o700, parents=True)
        with zipfile.ZipFile(io.BytesIO(archive)) as kit:
            kit.extractall(place)
        (place / "whole").touch()
    return str(place)


def carry_out(kit: str, name: str, arguments: tuple[str, ...], jobs: bytes, seconds: float) -> bytes:
    """Give these jobs to a serving command; return all that it has said, packed. seconds: after which it is ended.

    jobs: lines, packed. An answer that is not whole shows in what is missing of it.
    """
    worker = here()
    running = worker.__dict__.setdefault(RUNNING, {})
    place = tempfile.mkdtemp(prefix="mh-")  # the name of the worker's own folder is too long for sockets
    command = [sys.executable, "-P", str(Path(kit) / "grader" / "__main__.py"), "serve", *arguments]
    environment = {**os.environ, "MANY_HANDS_FOLDER": place}
    lines = gzip.decompress(jobs).splitlines(keepends=True)
    log = open(Path(place) / "complaints", "w+b")  # noqa: SIM115
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            cwd=kit,
            env=environment,
            start_new_session=True,
        )
        running[name] = process
        timer = threading.Timer(seconds, end, (process,))
        timer.start()
        try:
            if said := _talked(process, lines):
                return gzip.compress(said, 6)
        finally:
            timer.cancel()
            end(process)
        raise RuntimeError(_last(log))
    finally:
        log.close()
        running.pop(name, None)
        shutil.rmtree(place, ignore_errors=True)


def _last(log: IO[bytes]) -> str:
    """Return the last line that a command has complained with."""
    log.seek(max(0, log.seek(0, os.SEEK_END) - 2000))
    return (log.read().decode("utf-8", "replace").split("\n")[-2:] or ["?"])[0][:300]


def _talked(process: "subprocess.Popen[bytes]", lines: list[bytes]) -> bytes:
    """Give one job after another, each when the one before has ended; return the answers."""
    assert process.stdin is not None
    assert process.stdout is not None
    said, size = [process.stdout.readline(MOST)], 0
    for line in lines:
        with contextlib.suppress(OSError, ValueError):
            process.stdin.write(line)
            process.stdin.flush()
        while size < MOST and (answer := process.stdout.readline(MOST)).endswith(b"\n"):
            said.append(answer)
            size += len(answer)
            if b'"end":' in answer[-4096:] and b'"verdict":' not in answer[:4096]:
                break
        else:
            break
    return b"".join(said)


def end(process: "subprocess.Popen[bytes]") -> None:
    """End a command: it ends itself when its standard input does, and if not, its session is."""
    with contextlib.suppress(OSError, ValueError):
        if process.stdin is not None:
            process.stdin.close()
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
            else:
                process.kill()
        process.wait()


async def stop(name: str, dask_worker: Any) -> None:
    """End the command of a job, while it runs: nobody waits for it any more."""
    process = getattr(dask_worker, RUNNING, {}).get(name)
    if process is not None:
        threading.Thread(target=end, args=(process,), daemon=True).start()
