"""The whole command, with a judge that one play holds up: its check is not decided, all others are."""

import json
import sys
from pathlib import Path

import pytest

from grader import supervisor
from grader.files import ROOT
from grader.judge import system, watchdog
from grader.tests.test_cli import RIGHT, submit

COMMAND = """
import sys, time
from grader import cli
from grader.judge import launcher, play, runner

runner.PLAY = runner.TIDY = 10.0
runner.START = runner.THINK = 100.0
follow = play.Play._follow

def held(self):
    if self.plan.args.get("nums") == []:
        {how}
    return follow(self)

play.Play._follow = held
sys.exit(cli.main(sys.argv[1:]))
"""

ENDLESS = "time.sleep(1000)"
BELOW = "[one.wait() for one in [self.launcher._process]]"
"""What the judge waits for is below it, and so ends with what is ended first."""

pytestmark = [pytest.mark.long, pytest.mark.skipif(not system.linux(), reason="who is below whom is not known elsewhere")]


@pytest.mark.parametrize("how", [ENDLESS, BELOW], ids=["for ever", "until the stage has ended"])
def test_the_others_go_on(how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watchdog, "GRACE", 3.0 if how == ENDLESS else 100.0)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    (tmp_path / "submitted").mkdir()
    words = ["grade", "2", "--from", str(submit(tmp_path / "submitted", RIGHT)), "--sandbox", "tree"]
    out = tmp_path / "out.json"
    command = [sys.executable, "-P", "-c", COMMAND.replace("{how}", how), *words, "--json", str(out)]
    assert supervisor.supervise(command) == 3
    [exercise] = json.loads(out.read_text("utf-8"))["exercises"]
    outcomes = {check["name"]: (check["outcome"], check["code"]) for check in exercise["checks"]}
    assert outcomes.pop("test_no_numbers") == ("grader_error", "held-up")
    assert set(outcomes.values()) == {("passed", None)}
