"""What a check is written with. A check imports this, and nothing else of the kit."""

from ..judge.holds import LONG_LOOK, RACE, SLOW_END, SLOWER_END, Hold, Meet, Until, meet
from ..judge.launcher import StageFault
from ..judge.ledger import Ledger
from ..judge.patience import CALM
from ..judge.run import Run
from ..judge.seen import Call, Invocation, longest_gap, shorten
from ..judge.wire import Other, Raised
from . import dealt, expect, looks, pools
from .marks import Check, Lesson, Mistake, Play, about, check, methods

__all__ = [
    "CALM",
    "LONG_LOOK",
    "RACE",
    "SLOWER_END",
    "SLOW_END",
    "Call",
    "Check",
    "Hold",
    "Invocation",
    "Ledger",
    "Lesson",
    "Meet",
    "Mistake",
    "Other",
    "Play",
    "Raised",
    "Run",
    "StageFault",
    "Until",
    "about",
    "check",
    "dealt",
    "expect",
    "longest_gap",
    "looks",
    "meet",
    "methods",
    "pools",
    "shorten",
]
