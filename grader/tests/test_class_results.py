"""``results.json`` says what was graded with what, in facts; with ``--label`` no report names a folder."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from grader import __version__, cli, report
from grader.course.catalogue import Exercise, exercises
from grader.grading import digests, marking
from grader.grading.verdict import Verdict
from grader.report import json as results_json
from grader.tests import kit, outputs

pytestmark = pytest.mark.long

EX02 = Exercise("ex02_start_and_join")
LOUD = (EX02.gallery / "wrong_no_join.py").read_bytes() + b"\nfor n in range(100):\n    print('line', n)\n"

OF_FORMAT_1 = {
    "whole": {"format", "score", "max_score", "environment", "exercises"},
    "exercise": {"name", "title", "part", "status", "score", "max_score", "checks"},
    "check": {
        "name", "title", "start_method", "outcome", "points", "max_points", "code", "message", "seconds", "retried",
        "timeline",
    },
}  # fmt: skip


def graded(tmp_path: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[dict[str, str], str]:
    """Grade a loud wrong answer; return each kind of report, and what was printed."""
    folder = tmp_path / "of-ada-lovelace"
    folder.mkdir()
    (folder / f"{EX02.name}.py").write_bytes(LOUD)
    out = tmp_path / "out"
    out.mkdir()
    files = [word for kind in report.OUTPUTS for word in (f"--{kind}", str(out / kind))]
    cli.main(["grade", "2", "3", "--from", str(folder), "--sandbox", kit.sandbox(), "-v", "--lang", "en", *words, *files])
    said = capsys.readouterr()
    return {path.name: path.read_text("utf-8") for path in out.iterdir()}, said.out + said.err


def test_a_label_stands_in_every_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = tmp_path / "kept"
    files, printed = graded(tmp_path, capsys, "--label", "student 7", "--output", str(kept))
    assert set(files) == set(report.OUTPUTS)
    for text in (*files.values(), printed):
        assert "lovelace" not in text
    assert "student 7" in files["html"]
    assert f"student 7/{EX02.name}.py" in files["ctrf"]
    assert "The folder student 7 has no file" in files["junit"]
    found = json.loads(files["json"])
    assert found["label"] == "student 7"
    names = [path.name for path in kept.iterdir()]
    assert names
    assert all(re.fullmatch(rf"{EX02.name}-[a-z_-]+\.txt", name) for name in names)
    assert all("line 99" in path.read_text("utf-8") for path in kept.iterdir())
    whole = "".join(printed.split())  # lines are broken anywhere
    assert any(f"{kept.as_posix()}/{name}" in whole for name in names)


def test_results_say_what_was_graded_with_what(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files, _ = graded(tmp_path, capsys, "--output", str(tmp_path / "kept"))
    found = json.loads(files["json"])
    assert found["format"] == 2
    assert found["label"] is None
    assert found["kit"] == {"version": __version__, "digest": digests.whole()}
    there, missing = found["exercises"]
    assert (there["submission"], missing["submission"]) == (hashlib.sha256(LOUD).hexdigest(), None)
    failed = next(one for one in there["checks"] if one["outcome"] == "failed")
    said = marking.words(EX02, Verdict(outcome="failed", code=failed["code"], facts=failed["facts"]), "en")
    assert said is not None
    assert failed["message"].startswith(said.seen)  # so the words can be made from the facts, in any language
    assert marking.words(EX02, Verdict(outcome="failed", code=failed["code"], facts=failed["facts"]), "zh") != said
    assert {one["code"]: one["facts"]["file"] for one in missing["checks"]} == {
        "submission-missing": f"{exercises()[2].name}.py"
    }


def test_who_reads_format_1_finds_all_where_it_was() -> None:
    def same(found: dict[str, Any], kind: str) -> None:
        assert set(found) >= OF_FORMAT_1[kind]

    for one in outputs.every():
        whole = json.loads(results_json.render(one))
        same(whole, "whole")
        for exercise in whole["exercises"]:
            same(exercise, "exercise")
            for check in exercise["checks"]:
                same(check, "check")
