"""The command starts in surroundings that are not as usual: closed streams, foreign modules, another Python, odd settings."""

import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from grader.files import ROOT

pytestmark = pytest.mark.long

MAIN = str(ROOT / "grader" / "__main__.py")
COMMAND = [sys.executable, "-P", MAIN]
AS_MODULE = [sys.executable, "-m", "grader"]


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words, env={**os.environ, **environment}, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.mark.skipif(os.name != "posix", reason="asks a shell to close them")
@pytest.mark.parametrize("closed", ["2>&-", ">&-", "<&-", ">&- 2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(("folder", "status"), [("solutions", 0), ("wrong", 1)])
def test_closed_streams(closed: str, folder: str, status: int, tmp_path: Path) -> None:
    (tmp_path / "wrong").mkdir()
    (tmp_path / "wrong" / "ex02_start_and_join.py").write_text("def run_workers(worker, nums):\n    pass\n")
    place = ROOT / folder if folder == "solutions" else tmp_path / folder
    done = run(
        "sh", "-c", f'"$@" {closed}', "sh", *COMMAND, "grade", "ex02", "--from", str(place), "--json", str(tmp_path / "r")
    )
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "r").read_text("utf-8").startswith("{")


@pytest.fixture(name="foreign")
def _foreign(tmp_path: Path) -> Path:
    """A folder of another course, with modules of the names that the kit uses."""
    for name in ("grader", "xdist", "execnet", "pytest"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise SystemExit('foreign')\n")
    for name in ("rich", "psutil", "stage", "pluggy", "random", "judge"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('foreign')\n")
    return tmp_path


@pytest.mark.parametrize("command", [COMMAND, AS_MODULE], ids=["file", "module"])
@pytest.mark.parametrize("names", [["ex02"], ["ex01", "ex02", "-n", "2"]], ids=["one", "workers"])
def test_foreign_modules(command: list[str], names: list[str], foreign: Path) -> None:
    """Python itself would look into PYTHONPATH before its own environment."""
    if command == AS_MODULE:
        (foreign / "random.py").unlink()  # Python itself imports what it needs to find a module
    done = run(*command, "grade", *names, "--from", "solutions", PYTHONPATH=str(foreign), PYTHONSAFEPATH="")
    assert done.returncode == 0, done.stderr + done.stdout
    assert "foreign" not in done.stderr + done.stdout


def test_libraries_from_pythonpath(tmp_path: Path) -> None:
    """A cluster provides its libraries so: they are found, though last."""
    (tmp_path / "only_there.py").write_text("")
    code = f"""
import runpy, sys
main = runpy.run_path({MAIN!r})
main["own_modules_first"]()
import only_there
print(sys.path[-1])
"""
    done = run(sys.executable, "-c", code, PYTHONPATH=str(tmp_path))
    assert done.stdout.splitlines()[-1] == str(tmp_path), done.stderr


@pytest.mark.parametrize(
    "settings",
    [
        {"PYTHONINSPECT": "1"}, {"PYTHONSTARTUP": "/nowhere"}, {"PYTHONOPTIMIZE": "2"}, {"PYTHONDEVMODE": "1"},
        {"PYTHONWARNINGS": "error"}, {"PYTHONUNBUFFERED": "1"}, {"PYTHONDONTWRITEBYTECODE": "1"}, {"PYTHONNOUSERSITE": "1"},
    ],
    ids=lambda settings: next(iter(settings)),
)  # fmt: skip
@pytest.mark.parametrize("words", [["grade", "ex01", "--from", "solutions"], ["doctor"]], ids=["grade", "doctor"])
def test_settings_of_python(words: list[str], settings: dict[str, str]) -> None:
    done = run(*COMMAND, *words, **settings)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


OLD = textwrap.dedent(
    """
    import runpy, sys
    sys.version_info = (3, 10, 4, "final", 0)
    runpy.run_path(sys.argv[1], run_name="__main__")
    """
)


@pytest.mark.parametrize("file", ["grader/__main__.py", "noxfile.py"])
def test_an_old_python(file: str) -> None:
    done = run(sys.executable, "-c", OLD, str(ROOT / file))
    assert done.returncode == 2
    assert "needs Python 3.11 or later" in done.stderr
    assert "3.10.4" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("file", ["grader/__main__.py", "noxfile.py"])
def test_an_old_python_can_read_it(file: str) -> None:
    """Else it says what it does not understand, and not what to do."""
    import ast

    assert ast.parse((ROOT / file).read_text("utf-8"), feature_version=(3, 8)).body


@pytest.mark.parametrize("broken", [None, "supervisor", "judge/system", "faults"])
def test_a_kit_without_all_its_files(broken: str | None, tmp_path: Path) -> None:
    if broken is None:
        (tmp_path / "grader").mkdir()
        (tmp_path / "grader" / "__main__.py").write_text(Path(MAIN).read_text("utf-8"), "utf-8")
    else:
        shutil.copytree(ROOT / "grader", tmp_path / "grader", ignore=shutil.ignore_patterns("tests", "__pycache__"))
        (tmp_path / "grader" / f"{broken}.py").write_text("def (:\n")
    done = run(sys.executable, "-P", str(tmp_path / "grader" / "__main__.py"), "grade")
    assert done.returncode == 3
    assert "could not be started" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_old_nox() -> None:
    """As Debian has one. What it lacks would show as an error in the middle of the file."""
    code = "import importlib.metadata, runpy, sys; importlib.metadata.version = lambda name: '2022.11.21'; "
    code += "sys.modules['nox'] = sys; "  # nox need not be installed here, and the file must not look into it before
    done = run(sys.executable, "-c", code + "runpy.run_path('noxfile.py')")
    assert done.returncode == 2
    assert "needs nox 2026.4 or later; this is 2022.11.21" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="hands over an open pipe")
def test_a_pipe_of_the_shell(tmp_path: Path) -> None:
    """What ``--json >(cat)`` gives to the command: a file that is open already, and has no other name."""
    reader, writer = os.pipe()
    words = [*COMMAND, "grade", "ex01", "--from", "solutions", "--json", f"/dev/fd/{writer}"]
    with subprocess.Popen(words, cwd=ROOT, pass_fds=[writer], stdout=subprocess.DEVNULL) as started:
        os.close(writer)
        with open(reader, encoding="utf-8") as results:
            assert results.read().startswith('{\n "format": 2')
    assert started.returncode == 0
