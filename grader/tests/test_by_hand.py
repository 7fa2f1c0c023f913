"""On stage a program finds what it finds when it is run by hand: streams, signals, names, threads, what Python brings along.

The same text is run both ways. What must differ (the folder, limits, the environment's other names) is not looked at.
"""

import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from grader.judge import system
from grader.judge.holds import meet
from grader.judge.sandbox import Sandbox
from grader.tests.kit import play_text, sandbox

FACTS = """
import builtins, faulthandler, gc, getpass, io, locale, multiprocessing, os, pwd, signal, socket, sys, tempfile, threading
import multiprocessing.connection, warnings, zoneinfo

def attempt(function):
    try:
        return repr(function())
    except BaseException as error:
        return f"{type(error).__name__}: {error}"

def stream(name):
    one = getattr(sys, name)
    return {
        name: attempt(lambda: (one.name, one.mode, one.encoding, one is getattr(sys, f"__{name}__"), one.buffer.fileno())),
        name + " can": attempt(lambda: (one.isatty(), one.writable(), one.readable(), one.seekable(), one.fileno())),
        name + " tell": attempt(lambda: one.tell() if name != "stdin" else one.read()),
        name + " anew": attempt(lambda: io.TextIOWrapper(one.buffer, encoding="utf-8").detach() is one.buffer),
        name + " set up": attempt(lambda: one.reconfigure(encoding="utf-8", errors="replace")),
    }

def facts():
    handlers = {int(number): signal.getsignal(number) for number in signal.valid_signals()}
    return {
        **stream("stdout"), **stream("stderr"), **stream("stdin"),
        "input": attempt(input),
        "signals": {number: str(how).partition(" at ")[0] for number, how in handlers.items() if how is not signal.SIG_DFL},
        "blocked": attempt(lambda: signal.pthread_sigmask(signal.SIG_BLOCK, [])),
        "threads": attempt(lambda: [one.name for one in threading.enumerate()]),
        "user": attempt(lambda: bool(getpass.getuser() and pwd.getpwuid(os.getuid()).pw_name)),
        "home": attempt(lambda: os.path.isdir(os.path.expanduser("~"))),
        "localhost": attempt(lambda: (socket.gethostbyname("localhost"), bool(socket.getaddrinfo("localhost", 80)))),
        "listener": attempt(lambda: multiprocessing.connection.Listener(("localhost", 0)).address[0]),
        "zones": attempt(lambda: zoneinfo.ZoneInfo("Asia/Shanghai")),
        "builtins": sorted(dir(builtins)),
        "limits": attempt(lambda: (sys.getrecursionlimit(), sys.getswitchinterval(), sys.get_int_max_str_digits())),
        "garbage": attempt(lambda: (gc.isenabled(), gc.get_threshold())),
        "warnings": attempt(lambda: warnings.filters),
        "process": attempt(lambda: (multiprocessing.current_process().name, multiprocessing.parent_process(),
                                    multiprocessing.active_children(), multiprocessing.current_process().daemon)),
        "hooks": attempt(lambda: (sys.excepthook is sys.__excepthook__, sys.gettrace(), sys.getprofile(),
                                  threading.excepthook is threading.__excepthook__, faulthandler.is_enabled())),
        "temporary": attempt(lambda: bool(tempfile.NamedTemporaryFile().name)),
        "processors": attempt(lambda: (os.cpu_count(), os.sched_getaffinity(0), os.nice(0))),
        "umask": attempt(lambda: os.umask(os.umask(0o22))),
        "python": attempt(lambda: os.path.exists(sys.executable)),
        "folder": attempt(lambda: os.path.samefile(os.path.dirname(os.path.abspath(__file__)), os.getcwd())),
    }

def run_workers(worker, nums):
    import json
    return json.dumps(facts())

if __name__ == "__main__":
    import json
    with open(sys.argv[1], "w") as file:
        json.dump(facts(), file)
"""

pytestmark = pytest.mark.skipif(not system.linux(), reason="the facts are those of Linux")
SANDBOXES = ["tree", pytest.param("bubblewrap", marks=pytest.mark.skipif(sandbox() != "bubblewrap", reason="no bubblewrap"))]


def by_hand(folder: Path) -> dict[str, Any]:
    program, found = folder / "program.py", folder / "found.json"
    program.write_text(FACTS)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | {"PYTHONUTF8": "1"}
    subprocess.run(
        [sys.executable, str(program), str(found)],
        stdin=subprocess.DEVNULL, capture_output=True, cwd=folder, env=environment, check=True, preexec_fn=_as_a_shell_does,
    )  # fmt: skip
    facts: dict[str, Any] = json.loads(found.read_text())
    return facts


def _as_a_shell_does() -> None:
    """Start a program with no signal ignored; whoever started the tests may have had some (nohup, CI)."""
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


@pytest.mark.parametrize("where", SANDBOXES)
def test_on_stage_as_by_hand(where: Sandbox, tmp_path: Path) -> None:
    assert json.loads(play_text(FACTS, sandbox=where).value) == by_hand(tmp_path)


STREAMS = {
    "reconfigured": "sys.stdout.reconfigure(encoding='utf-8', errors='replace')",
    "wrapped": "sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding='utf-8')",
    "detached": "sys.stdout = io.TextIOWrapper(sys.stdout.detach(), encoding='utf-8')",
    "codec": "sys.stdout = codecs.getwriter('utf-8')(sys.stdout.buffer)",
    "opened": "sys.stdout = open(1, 'w', encoding='utf-8', closefd=False)",
    "copied": "sys.stdout = os.fdopen(os.dup(1), 'w')",
    "unbuffered": "sys.stdout = io.TextIOWrapper(sys.stdout.buffer.raw, write_through=True)",
}


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
@pytest.mark.parametrize("how", STREAMS)
def test_lines_come_when_they_are_printed(how: str, method: str) -> None:
    """Whatever a program makes of its standard output: a line is there before what the process does next."""
    text = f"""
        import codecs, io, multiprocessing, os, sys
        {STREAMS[how]}
        def run_workers(worker, nums):
            print("caller begins")
            process = multiprocessing.Process(target=work, args=(worker,))
            process.start()
            process.join()
            print("caller ends")
        def work(worker):
            print("child begins")
            worker(1)
            print("child ends")
    """
    run = play_text(textwrap.dedent(text), method=method)
    assert run.invocation is not None
    assert run.invocation.returned
    lines = {line.text: line.at for line in run.lines()}
    [call] = run.of_probe("worker")
    assert call.go is not None
    assert lines["caller begins"] <= lines["child begins"] <= call.go <= lines["child ends"] <= lines["caller ends"]
    assert lines["caller ends"] <= (run.invocation.ended or 0)


HABITS = {
    "default timeout": "import socket\nsocket.setdefaulttimeout(1e-6)",
    "empty environment": "os.environ.clear()",
    "another folder": "os.chdir('/')",
    "a thread that ticks": (
        "import threading\nthreading.Thread(target=lambda: [time.sleep(0.05) for _ in iter(int, 1)], daemon=True).start()"
    ),
    "warnings are errors": "import warnings\nwarnings.simplefilter('error')",
    "logging": "import logging, sys\nlogging.basicConfig(stream=sys.stdout, level=10)\nmultiprocessing.log_to_stderr(10)",
    "signals": "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nsignal.signal(signal.SIGCHLD, lambda *a: None)",
    "hooks": "import sys, threading\nsys.excepthook = threading.excepthook = lambda *seen: None",
    "own limits": "import resource\nresource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))",
}


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
@pytest.mark.parametrize("habit", HABITS)
def test_what_a_program_does_to_itself(habit: str, method: str) -> None:
    """What programs set up for themselves at their top changes nothing between the stage and the judge."""
    text = f"""
import multiprocessing, os, time
{HABITS[habit]}
def run_workers(worker, nums):
    processes = [multiprocessing.Process(target=worker, args=(num,)) for num in nums]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("All processes finished")
    return [process.exitcode for process in processes]
"""
    run = play_text(text, method=method, holds=(meet("worker", parties=2, linger=True),))
    assert (run.end, run.value, len(run.met("worker"))) == ("done", [0, 0], 2), run.printed
    assert "All processes finished" in [line.text for line in run.lines()]
