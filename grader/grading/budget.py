"""How long the plays of one exercise may take together: more than a right answer needs, so each grading comes to an end."""

from dataclasses import dataclass

from ..checking import Mistake
from ..judge.launcher import StageFault

MINUTES = 5.0
"""The slowest right answer took 40 s on a machine that was four times too busy."""

STARVED = 2.0
"""Times the budget after which no more is played on a machine that gave the program no processor."""


@dataclass(slots=True)
class Purse:
    """What all plays of one submission may use together, in seconds that count; None is without an end.

    used: so far. refused: whether a play was asked for that it could not pay. What that play was for is not decided.
    """

    seconds: float | None = None
    used: float = 0.0
    refused: bool = False

    @property
    def empty(self) -> bool:
        return self.seconds is not None and self.used >= self.seconds


@dataclass(slots=True)
class Budget:
    """What the plays of one exercise have used.

    own: seconds in which the program slept or had a processor, as far as they count; see ``judge.effort``. whole: all of them.
    purse: what it shares with the other exercises of the submission.
    """

    minutes: float = MINUTES
    own: float = 0.0
    whole: float = 0.0
    purse: Purse | None = None

    def take(self, own: float, whole: float) -> None:
        """Count a play that is over."""
        self.own += own
        self.whole += whole
        if self.purse is not None:
            self.purse.used += own

    def check(self) -> None:
        """Allow one play more. Raises ``Mistake`` when the program has used all, ``StageFault`` when the machine has.

        Also ``StageFault`` when the purse is empty, which then tells that it has refused.
        """
        if self.own >= 60 * self.minutes:
            raise Mistake("time-used-up", minutes=f"{self.minutes:g}")
        if self.purse is not None and self.purse.empty:
            self.purse.refused = True
            raise StageFault("the submission has used all the time that it has")
        if self.whole >= 60 * self.minutes * STARVED:
            raise StageFault(f"the machine was too busy: the exercise has taken {self.whole / 60:.0f} minutes, and hardly ran")
