"""What the machine refuses is no mistake of the student's, and what a program only claims to have been refused is."""

import errno
import functools
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

if sys.platform != "linux":
    pytest.skip("takes things away from Linux", allow_module_level=True)

import resource

from grader.course.catalogue import Exercise
from grader.files import ROOT
from grader.grading import capacity, machine
from grader.grading.capacity import Lack
from grader.judge import folder as folders
from grader.judge import system
from grader.judge.launcher import StageFault
from grader.judge.runner import ScenarioRunner, play
from grader.judge.seen import last_line
from grader.messages import Words
from grader.tests.kit import first_failure, planned, play_text, sandbox, verdicts

pytestmark = pytest.mark.long

EX02 = Exercise("ex02_start_and_join")
NOBODY = [
    "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
    "--inh-caps=+dac_override", "--ambient-caps=+dac_override",  # the interpreter may be root's
]  # fmt: skip


def claims(what: str) -> bytes:
    return f"import errno, sys\ndef run_workers(worker, nums):\n    {what}\n".encode()


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-P", str(ROOT / "grader" / "__main__.py"), *arguments]


def run(arguments: list[str], **how: Any) -> subprocess.CompletedProcess[str]:
    how = {"timeout": 100, "cwd": ROOT, "check": False, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, **how}
    done = subprocess.run(arguments, text=True, **how)
    done.stdout = " ".join(done.stdout.split())  # a sentence may have been wrapped
    return done


@functools.cache
def apart() -> tuple[str, ...]:
    """Return the words before a command that may mount something for itself."""
    arguments = ("unshare", "--mount", *(() if os.getuid() == 0 else ("--map-root-user",)))
    try:
        tried = subprocess.run([*arguments, "mount", "-t", "tmpfs", "t", "/dev/shm"], capture_output=True, check=False)
    except OSError:
        pytest.skip("there is no program unshare")
    if tried.returncode:
        pytest.skip("this user may not mount anything")
    return arguments


def mounted(mount: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command where something else is mounted."""
    return run([*apart(), "sh", "-c", f'{mount} && exec "$@"', "sh", *command(*arguments)])


def limited(limit: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(["sh", "-c", f'ulimit {limit} && exec "$@"', "sh", *command(*arguments)])


@pytest.fixture(name="group")
def _group() -> Iterator[Path]:
    """A control group of its own for the number of processes."""
    for place in capacity.groups():
        try:
            made = Path(tempfile.mkdtemp(prefix="mh-", dir=place))
        except OSError:
            continue
        if (made / "pids.max").exists():
            break
        made.rmdir()
    else:
        pytest.skip("this user may not make control groups for processes")
    yield made
    made.rmdir()


# Processes


def test_a_right_answer_where_few_processes_may_start(group: Path) -> None:
    (group / "pids.max").write_text("10")
    enter = f'echo $$ > {group}/cgroup.procs && exec "$@"'
    done = run(["sh", "-c", enter, "sh", *command("grade", "29", "--from", "solutions", "--sandbox", "tree")])
    assert done.returncode == 3, done.stdout
    assert "pids.max = 10" in done.stdout
    assert "FAILED" not in done.stdout
    assert "Traceback" not in done.stdout


@pytest.mark.parametrize("most", [5, 7])
def test_so_few_processes_that_nothing_can_begin(group: Path, most: int) -> None:
    (group / "pids.max").write_text(str(most))
    enter = f'echo $$ > {group}/cgroup.procs && exec "$@"'
    done = run(["sh", "-c", enter, "sh", *command("grade", "2", "10", "--from", "solutions", "--sandbox", "tree")])
    assert done.returncode == 3, done.stdout
    assert done.stdout.startswith("grader: this machine lets only ")
    assert f"(pids.max = {most})" in done.stdout


def test_a_user_who_may_have_few_processes() -> None:
    if os.getuid() != 0 or run([*NOBODY, sys.executable, "-c", ""]).returncode:
        pytest.skip("takes another user's rights, which root can give")
    arguments = ["prlimit", "--nproc=8", "--"]
    done = run([*NOBODY, *arguments, *command("grade", "2", "10", "--from", "solutions", "--sandbox", "tree")])
    assert (done.returncode, "(ulimit -u = 8)" in done.stdout) == (3, True), done.stdout
    assert "Traceback" not in done.stdout
    done = run([*NOBODY, *arguments, *command("doctor")])
    assert "!! room for processes" in done.stdout
    assert "(ulimit -u = 8), of 64" in done.stdout


@pytest.mark.parametrize(
    ("lines", "limits", "room"),
    [
        ("0::/a/b\n", {"a/b": ("max", 3), "a": ("40", 30)}, [10]),
        ("0::/a/b\n", {"a/b": ("16", 3), "a": ("max", 30), ".": ("100", 99)}, [13, 1]),
        ("8:pids:/a\n0::/\n", {"pids/a": ("16", 20)}, [-4]),
        ("0::/docker/not/seen/here\n", {".": ("20", 5)}, [15]),
        ("0::/a\n", {}, []),
        ("", {"a": ("16", 3)}, []),
    ],
)
def test_the_room_in_control_groups(tmp_path: Path, lines: str, limits: dict[str, Any], room: list[int]) -> None:
    for name, (most, used) in limits.items():
        (tmp_path / name).mkdir(parents=True, exist_ok=True)
        (tmp_path / name / "pids.max").write_text(f"{most}\n")
        (tmp_path / name / "pids.current").write_text(f"{used}\n")
    (tmp_path / "own").write_text(lines)
    assert [one for one, _ in capacity.counted(str(tmp_path / "own"), str(tmp_path))] == room


# What a program says, and what the machine says


@pytest.mark.parametrize(
    "what",
    [
        "raise BlockingIOError(errno.EAGAIN, 'Resource temporarily unavailable')",
        "raise OSError(errno.ENOSPC, 'No space left on device')",
        "raise OSError(errno.EMFILE, 'Too many open files')",
        'raise RuntimeError("can\'t start new thread")',
        "print('[Errno 11] [Errno 28] [Errno 24]', file=sys.stderr)",
    ],
)
def test_a_claim_on_a_healthy_machine_is_the_programs_own(what: str) -> None:
    if capacity.processes() or capacity.files() or capacity.shared_memory() or capacity.disk():
        pytest.skip("this machine is short of something")
    found = first_failure(verdicts(EX02, claims(what)))
    assert found is not None
    assert found[1].outcome == "failed", found


def test_only_what_was_refused_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is short of processes excuses nobody who was not refused one."""
    monkeypatch.setattr(capacity, "processes", lambda: Lack("processes", {"room": 3, "limit": "x", "need": 64}))
    other = play_text(claims("raise OSError(errno.EXDEV, '')").decode())
    assert machine.blamed([other], sandbox()) is None
    refused = play_text(claims("raise OSError(errno.EAGAIN, '')").decode())
    assert machine.blamed([other, refused], sandbox()) is not None
    found = first_failure(verdicts(EX02, claims("raise OSError(errno.EAGAIN, '')")))
    assert found is not None
    assert (found[1].outcome, found[1].code, found[1].facts["lack"]) == ("grader_error", "grader-fault", "processes")
    assert "再启动 3 个进程" in machine.in_language(found[1].facts, Words("zh"))["text"]


def test_the_folder_of_the_grading_is_gone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    gone = FileNotFoundError(errno.ENOENT, "No such file or directory", str(tmp_path / "x"))
    monkeypatch.setenv(folders.PARENT, str(tmp_path))
    assert machine.explained(gone) is None
    monkeypatch.setenv(folders.PARENT, str(tmp_path / "gone"))
    assert machine.explained(gone) == Lack("folder-gone", {"folder": str(tmp_path / "gone")})


def test_a_launcher_whose_folder_is_gone_is_built_anew() -> None:
    runner = ScenarioRunner("tree")
    try:
        shutil.rmtree(runner.prepare().folder.path)
        assert runner.play(planned("def run_workers(worker, nums): return 7", sandbox="tree")).value == 7
    finally:
        runner.close()


# Shared memory

FULL = "mount -t tmpfs -o size=64k t /dev/shm && head -c 64k /dev/zero > /dev/shm/full"


@pytest.mark.parametrize("mount", [FULL, "mount -t tmpfs -o ro t /dev/shm"])
@pytest.mark.parametrize("number", ["10", "20", "3"])  # at the student's line, in an iterator, and in the scenario itself
def test_no_shared_memory(mount: str, number: str) -> None:
    done = mounted(mount, "grade", number, "--from", "solutions", "--sandbox", "tree")
    assert done.returncode == 3, done.stdout
    assert "FAILED" not in done.stdout
    assert "/dev/shm" in done.stdout


def test_the_doctor_sees_full_shared_memory() -> None:
    assert "!! /dev/shm" in mounted(FULL, "doctor").stdout


# Files


@pytest.mark.parametrize("most", [40, 64])
def test_few_files_are_enough_for_little(most: int) -> None:
    done = limited(f"-n {most}", "grade", "10", "--from", "solutions", "--sandbox", "tree")
    assert done.returncode == 0, done.stdout


def test_too_few_files() -> None:
    done = limited("-n 20", "grade", "10", "--from", "solutions", "--sandbox", "tree")
    assert (done.returncode, done.stdout.startswith("grader: this machine lets one process open only 20 files")) == (3, True)
    done = limited("-n 20", "doctor")
    assert "!! open files at most 20 ->" in done.stdout


def test_a_low_soft_limit_is_raised() -> None:
    done = limited("-Sn 40", "grade", "32", "--from", "solutions", "--sandbox", "tree")
    assert done.returncode == 0, done.stdout


def test_who_cannot_be_heard_is_not_judged() -> None:
    """The judge has too few files to take in all who speak."""
    text = """
        import multiprocessing, time
        def run_workers(worker, nums):
            processes = [multiprocessing.Process(target=time.sleep, args=(600,)) for _ in range(40)]
            [process.start() for process in processes]
            [process.join() for process in processes]
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    used = len(os.listdir("/proc/self/fd"))
    resource.setrlimit(resource.RLIMIT_NOFILE, (used + 30, hard))
    try:
        with pytest.raises(StageFault, match=r"could not listen to all processes: \[Errno 24\]"):
            play_text(textwrap.dedent(text), method="fork", sandbox="tree")
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


# The list of processes


@pytest.mark.parametrize("mount", ["mount -t tmpfs t /proc", "mount --bind /mnt /proc"])
def test_no_list_of_processes(mount: str) -> None:
    done = mounted(mount, "grade", "2", "--from", "solutions", "--sandbox", "tree")
    assert (done.returncode, done.stdout.startswith("grader: the kernel's list of processes is missing")) == (3, True), done
    assert "!! /proc empty" in mounted(mount, "doctor").stdout


def test_the_list_of_another_namespace() -> None:
    arguments = [*apart(), "--pid", "--fork", "--kill-child"]
    done = run([*arguments, *command("grade", "2", "--from", "solutions", "--sandbox", "tree")])
    assert (done.returncode, "list of processes is missing" in done.stdout) == (3, True), done


def test_hidden_processes_are_seen_by_the_doctor() -> None:
    if os.getuid() != 0 or run([*NOBODY, sys.executable, "-c", ""]).returncode:
        pytest.skip("takes another user's rights, which root can give")
    arguments = [*apart(), "--pid", "--fork", "--kill-child", "sh", "-c", 'mount -t proc -o hidepid=2 p /proc && "$@"', "sh"]
    assert "/proc hides processes (hidepid)" in run([*arguments, *NOBODY, *command("doctor")]).stdout
    assert "/proc there" in run([*arguments, *command("doctor")]).stdout  # root sees all


def test_a_stage_that_cannot_begin_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = [sys.executable, "-S", "-c", "raise OSError('that is why')"]
    for module in ("launcher", "forking"):
        monkeypatch.setattr(f"grader.judge.{module}.command", lambda sandbox, folder: broken)
    with pytest.raises(StageFault, match=r"^the stage could not be started: OSError: that is why$"):
        play(planned("", sandbox="tree"))
    with system.acting_as("other"), pytest.raises(StageFault, match=r"^the stage did not begin: OSError: that is why$"):
        play(planned("", sandbox="tree"))


def test_the_last_line() -> None:
    assert last_line("Traceback\n  File\nOSError: no\n\n") == "OSError: no"
    assert last_line("x" * 1000) == "x" * 300
    assert last_line(" \n") == ""
