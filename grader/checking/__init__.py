"""What a check is written with. A check imports this, and nothing else of the kit."""

from ..judge.holds import RACE, Hold, Meet, Until, meet
from ..judge.run import Run
from ..messages import Message, Mistake
from . import expect
from .marks import Check, Lesson, Play, about, check, methods

__all__ = [
    "RACE",
    "Check",
    "Hold",
    "Lesson",
    "Meet",
    "Message",
    "Mistake",
    "Play",
    "Run",
    "Until",
    "about",
    "check",
    "expect",
    "meet",
    "methods",
]
