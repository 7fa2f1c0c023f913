"""Runs one check on one submission and says how it ended. The pytest plugin and the kit's own tests both use it."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, get_args

from ..checking import Mistake
from ..judge.launcher import StageFault
from ..judge.runner import HeldUp
from . import cutting, machine
from .evidence import Evidence, exactly, fields, number, optional
from .player import Player, evidence
from .results import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How one check ended. ``evidence`` is what a report shows of the play that decided.

    retried: the first verdict was lost to the grader's own fault, and this one is from the second attempt.
    """

    outcome: Outcome
    code: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = 0.0
    evidence: Evidence | None = None
    retried: bool = False

    def encode(self) -> str:
        """Return the verdict as JSON, for the process that collects them. A fact that JSON cannot have becomes a text."""
        return json.dumps(asdict(self), default=str)

    @classmethod
    def decode(cls, text: object) -> "Verdict":
        """Return the verdict that another process has encoded. Raises ``ValueError`` for anything else."""
        return cls.of(fields(json.loads(exactly(str, text))))

    @classmethod
    def of(cls, known: Mapping[str, Any]) -> "Verdict":
        """Return the verdict from its plain values. Raises ``ValueError`` where they are something else."""
        try:
            if known["outcome"] not in get_args(Outcome):
                raise ValueError(f"the outcome {known['outcome']!r}")
            return cls(
                outcome=known["outcome"],
                code=optional(str, known["code"]),
                facts=fields(known["facts"]),
                seconds=number(known["seconds"]),
                evidence=None if known["evidence"] is None else Evidence.decode(known["evidence"]),
                retried=exactly(bool, known["retried"]),
            )
        except KeyError as error:
            raise ValueError(f"no {error}") from None


def judge(check: Callable[[], object], player: Player) -> Verdict:
    """Run a check, then what holds everywhere, and return how it ended.

    A fault of the kit's own, or of a machine that has refused what a play may use, is never the student's.
    """
    began = time.monotonic()
    outcome: Outcome = "passed"
    code, facts = None, {}
    try:
        check()
        player.settle()
    except Mistake as mistake:
        outcome, code, facts = "failed", mistake.code, {"call": player.called, **mistake.facts}
        player.shown = mistake.run or player.shown
        if lack := machine.blamed(player.played, player.sandbox):
            outcome, code, facts = "grader_error", "grader-fault", lack.for_message()
    except HeldUp:
        outcome, code, facts = "grader_error", "held-up", {"call": player.called}
    except StageFault as fault:
        outcome, code, facts = "grader_error", "grader-fault", machine.fault(str(fault), player.sandbox)
    except Exception as error:
        text = f"{type(error).__name__}: {error}"[:500]
        outcome, code, facts = "grader_error", "grader-fault", machine.fault(text, player.sandbox)
    return Verdict(
        outcome=outcome,
        code=code,
        facts=cutting.Room(cutting.FACTS).facts(facts),
        seconds=round(time.monotonic() - began, 3),
        evidence=evidence(player.shown) if player.shown is not None else None,
    )
