"""What ``audit`` says: which sets of marks there were, which proposals, and what became of them, in their order."""

from collections.abc import Iterator
from pathlib import Path

from . import sets, state
from .columns import wrapped
from .words import ClassWords

HOW = {"first": "set-first", "accepted": "set-accepted", "proposed": "set-proposed", "discarded": "set-discarded"}


def lines(run: Path, language: str) -> Iterator[str]:
    """Yield a line for each. Raises ``ClassProblem`` where there are no results."""
    say = ClassWords(language, "regrade")
    history = state.read(run)
    for line in history.sets:
        facts = {"number": line.get("number", 0), "proposal": line.get("proposal", 0)}
        key = HOW[line["how"]]
        by = say("set-by", who=line["by"]) if line.get("by") else ""
        yield from wrapped(f"{line['t']}  {say(key, **facts)}{by}")
    if not history.sets:
        yield from wrapped(say("set-none"))
    elif (made := sets.last(history)) is not None:
        yield from wrapped(say("set-holds", number=made["number"]))
    if history.forgotten:
        yield from wrapped(say("set-forgotten", count=len(history.forgotten), names=", ".join(sorted(history.forgotten))))
