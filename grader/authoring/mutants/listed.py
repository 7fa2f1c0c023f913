"""The list of an exercise's equivalents: mutants that no check can refute, since they do what the exercise asks for."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ...course.catalogue import Exercise
from .making import Mutant


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalent:
    """A change that may stand, and why.

    change: as ``Mutant.change``. file: the one right answer that is meant, below the kit's folder; empty: each that has
    such a change. nth: the one that is meant where several changes of a file read the same; None: each of them. chance: it
    does something else in rare moments only, which no check can bring about; when one comes, it is refuted, and may be.
    """

    change: str
    reason: str
    file: str = ""
    nth: int | None = None
    chance: bool = False

    def covers(self, mutant: Mutant) -> bool:
        """Say whether this mutant is meant."""
        return (
            mutant.change == self.change.strip("\n")
            and self.file in ("", mutant.file)
            and self.nth in (None, mutant.nth)
        )  # fmt: skip


def place(exercise: Exercise) -> Path:
    """Return where the list is; an exercise without equivalents has none."""
    return exercise.drawer / "equivalents.toml"


def equivalents(exercise: Exercise) -> tuple[Equivalent, ...]:
    """Return the list. Raises ``TypeError`` for an entry that has something else in it, or no reason."""
    path = place(exercise)
    known = tomllib.loads(path.read_text("utf-8"))["equivalent"] if path.exists() else ()
    return tuple(Equivalent(**one) for one in known)


def reason(mutant: Mutant, listed: Iterable[Equivalent]) -> str | None:
    """Return why this mutant may stand; None when it is not listed."""
    return next((one.reason for one in listed if one.covers(mutant)), None)


def stale(listed: Iterable[Equivalent], mutants: Iterable[Mutant], refuted: Iterable[Mutant]) -> list[Equivalent]:
    """Return the entries to take out: those that mean no mutant any more, and those of which one is refuted now."""
    mutants, refuted = tuple(mutants), tuple(refuted)
    return [one for one in listed if not any(map(one.covers, mutants)) or (not one.chance and any(map(one.covers, refuted)))]
