"""``classroom``: grades a class. Each subcommand is a module with ``add``, which says what it takes, and ``run``."""

import argparse
import importlib
from collections.abc import Sequence
from types import ModuleType

from ...classroom.words import ClassWords
from ...messages import LANGUAGES, Words
from ...statuses import GOOD, NOT_UNDERSTOOD

STEPS: tuple[str, ...] = (
    "grade", "plan", "status", "page", "marks", "feedback", "regrade", "diff", "accept", "discard", "audit", "hints", "split",
    "shard", "merge", "forget",
)  # fmt: skip
"""The subcommands, a module each. The first one is meant when the first word is none of them but a folder."""


def parser(modules: Sequence[ModuleType], say: ClassWords) -> argparse.ArgumentParser:
    """Return the parser of what stands after ``classroom``."""
    top = argparse.ArgumentParser(prog="nox -s classroom --", description=say("description"))
    steps = top.add_subparsers(dest="step", metavar="STEP", required=True)
    for module in modules:
        module.add(steps)
    return top


def run(words: Sequence[str], say: Words) -> int:
    """Carry out a subcommand; return the exit status. ``--lang`` may stand anywhere."""
    speaks = argparse.ArgumentParser(prog="nox -s classroom --", add_help=False, allow_abbrev=False)
    speaks.add_argument("--lang", choices=LANGUAGES, default=say.language)
    try:
        spoken, words = speaks.parse_known_args(words)
    except SystemExit:  # argparse has said why
        return NOT_UNDERSTOOD
    say = Words(spoken.lang)
    modules = {name: importlib.import_module(f".{name}", __package__) for name in STEPS}
    if words and words[0] not in (*STEPS, "-h", "--help"):
        words = [STEPS[0], *words]
    try:
        options = parser(list(modules.values()), ClassWords(say.language, "command")).parse_args(words)
    except SystemExit as done:  # argparse has said why
        return GOOD if done.code in (0, None) else NOT_UNDERSTOOD
    return int(modules[options.step].run(options, say))
