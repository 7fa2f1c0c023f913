"""The scripts that the page for instructors gives, run in folders like those of the services."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.files import ROOT
from grader.tests.test_cli import RIGHT, SERIAL, grade, submit

PAGES = [ROOT / "docs" / language / "instructors.md" for language in ("en", "zh")]

KILLER = """
import json, os, signal, time

def above():
    pid = os.getpid()
    while pid > 1:
        with open(f"/proc/{pid}/stat") as file:
            pid = int(file.read().rpartition(")")[2].split()[1])
        with open(f"/proc/{pid}/cmdline") as file:
            words = file.read().split(chr(0))
        if "--gradescope" in words:
            yield pid, words[words.index("--gradescope") + 1]

graders = list(above())
if graders and os.fork() == 0:
    os.setsid()
    for pid, _ in reversed(graders):
        os.kill(pid, signal.SIGKILL)
    time.sleep(1)
    with open(graders[0][1], "w") as file:
        json.dump({"score": 8}, file)
    os._exit(0)

def run_workers(worker, nums):
    pass
"""
"""Ends the command, then the judge, and writes the results itself, where it can see who grades it."""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="asks a shell")


def script(page: Path, begins: str) -> str:
    """Return the block of the page, or the step of a workflow in it, that has this line."""
    text = page.read_text("utf-8")
    blocks: list[str] = re.findall(r"^```(?:sh|yaml)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    [block] = [block for block in blocks if begins in block]
    return block


def step(page: Path, words: str) -> str:
    """Return the script of the step of a workflow that grades with these words."""
    lines = script(page, words).splitlines()
    last = next(number for number, line in enumerate(lines) if words in line)
    first = max(number for number in range(last) if lines[number].endswith("run: |"))
    indent = len(lines[first + 1]) - len(lines[first + 1].lstrip())
    body = []
    for line in lines[first + 1 :]:
        if not line.startswith(" " * indent):
            break
        body.append(line[indent:])
    return "\n".join(body) + "\n"


@pytest.fixture(name="service")
def _service(tmp_path: Path) -> Path:
    """A folder with what a service has, and a Python whose nox is this kit."""
    for name in ("results", "submission", "source", "bin", "kit", "theirs/exercises"):
        (tmp_path / name).mkdir(parents=True)
    python = tmp_path / "bin" / "python"
    python.write_text(f'#!/bin/sh\nshift 5\nexec "{sys.executable}" -P "{ROOT}/grader/__main__.py" grade "$@"\n')
    python.chmod(0o755)
    (tmp_path / "bin" / "uuidgen").write_text("#!/bin/sh\necho a-marker\n")
    (tmp_path / "bin" / "uuidgen").chmod(0o755)
    return tmp_path


def run(text: str, service: Path, folder: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    text = text.replace("/autograder/venv/bin/python", str(service / "bin" / "python")).replace("/autograder", str(service))
    values = {**os.environ, "PATH": f"{service / 'bin'}:{os.environ['PATH']}", **environment}
    shell = shutil.which("bash") or "sh"
    return subprocess.run(
        [shell, "-c", text], cwd=service / folder, env=values, capture_output=True, text=True, timeout=300, check=False
    )


def gradescope(service: Path, text: str, **environment: str) -> tuple[int, dict[str, object]]:
    submit(service / "submission", text)
    done = run(script(PAGES[0], "--gradescope").rstrip() + " ex02\n", service, **environment)
    return done.returncode, json.loads((service / "results" / "results.json").read_text("utf-8"))


needs_bubblewrap = pytest.mark.skipif(shutil.which("bwrap") is None, reason="bubblewrap is not there")


@needs_bubblewrap
@pytest.mark.parametrize(("text", "status", "score"), [(RIGHT, 0, 8), (SERIAL, 1, None), (KILLER, 1, 0)])
def test_gradescope_gets_the_results(text: str, status: int, score: int | None, service: Path) -> None:
    ended, results = gradescope(service, text)
    assert ended == status
    assert results["tests"]
    assert results["score"] == score if score is not None else results["score"] != 8


def test_gradescope_gets_no_points_where_there_is_no_sandbox(service: Path) -> None:
    places = service / "places"
    places.mkdir()
    for name in ("sh", "bash", "echo", "cat"):
        if (found := shutil.which(name)) is not None:
            (places / name).symlink_to(found)
    ended, results = gradescope(service, RIGHT, PATH=str(places))
    assert (ended, results["score"]) == (2, 0)
    assert "tests" not in results


def test_gradescope_gets_no_points_where_nothing_can_be_run(service: Path) -> None:
    (service / "bin" / "python").unlink()
    ended, results = gradescope(service, RIGHT)
    assert (ended, results["score"]) == (127, 0)


@needs_bubblewrap
@pytest.mark.parametrize(("text", "status"), [(RIGHT, 0), (SERIAL, 1)])
def test_github_takes_nothing_for_a_command(text: str, status: int, service: Path) -> None:
    submit(service / "theirs" / "exercises", text + "\n\nprint('::add-mask::x')\n")
    done = run(step(PAGES[0], "../theirs/exercises"), service, "kit")
    assert done.returncode == status, done.stderr
    lines = done.stdout.splitlines()
    assert (lines[0], lines[-1]) == ("::stop-commands::a-marker", "::a-marker::")
    assert not [line for line in lines[1:-1] if line.lstrip().startswith("::")]
    assert (service / "summary.md").read_text("utf-8").startswith("# Score")


def test_github_shows_that_a_grading_did_not_end(service: Path) -> None:
    (service / "bin" / "python").write_text("#!/bin/sh\nkill -9 $$\n")
    done = run(step(PAGES[0], "../theirs/exercises"), service, "kit")
    assert done.returncode == 128 + 9
    assert done.stdout.splitlines()[-1] == "::a-marker::"
    assert (service / "summary.md").read_text("utf-8") == "The grading did not come to its end.\n"


@pytest.mark.parametrize("line", ["--gradescope", "apt-get install -y bubblewrap python3", "../theirs/exercises"])
def test_both_languages_give_the_same_scripts(line: str) -> None:
    assert script(PAGES[0], line) == script(PAGES[1], line)
    assert "exit 0" not in script(PAGES[0], line)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_files_of_others_get_what_the_user_may_do_only_when_asked(
    lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    done = grade("2", "--lang", lang, "--sandbox", "auto", folder=submit(tmp_path, RIGHT))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "--sandbox tree" in done.stderr
    assert grade("2", "--sandbox", "tree", folder=tmp_path).returncode == 0
    assert grade("2", "--sandbox", "auto", "--from", "solutions").returncode == 0


def test_the_name_of_a_folder_steers_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "x\x1b[2J\n::add-mask::y\u202e##[group]"
    folder.mkdir()
    said = grade("2", folder=folder).stderr
    assert "\\x1b[2J\\n::add-mask::y\\u202e#\\x23[group]" in said
    assert said.count("\n") == 1
