"""Plays a scenario with no grader: probes that tell nobody and wait for nothing. What no grading could go below.

``python -m bare_play PLAN`` with this folder, the stage's and the submission's on the path; PLAN is JSON.
"""

import contextlib
import importlib
import json
import multiprocessing
import sys
from typing import Any

import stage.wire


class Silence:
    """A channel that nobody listens to."""

    def ask(self, op: str, **fields: object) -> dict[str, Any]:
        return {}

    def close(self) -> None:
        pass

    def __enter__(self) -> "Silence":
        return self

    def __exit__(self, *error: object) -> None:
        pass


stage.wire.Channel = Silence


def main() -> None:
    from stage.api import Stage, Stop

    plan = json.loads(sys.argv[1])
    multiprocessing.set_start_method(plan["method"])
    scenario = importlib.import_module("stage.scenarios." + plan["exercise"])
    submission = importlib.import_module(plan["exercise"])
    with contextlib.suppress(Stop):
        getattr(scenario, plan["scenario"])(Stage(Silence(), submission, plan["method"]), **plan["args"])


if __name__ == "__main__":
    main()
