"""What a check found, as plain text in which nothing that a program printed can steer what shows it."""

import re
from collections.abc import Iterator

from ..grading.evidence import Evidence
from ..grading.results import CheckResult, Environment
from ..messages import Words
from .lanes import who

STEERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
    "|[\U000e0000-\U000e007f]"
)
"""Controls, what turns the direction of writing, invisible letters, and what is no character: XML and UTF-8 forbid some."""


def environment(where: Environment, say: Words) -> str:
    """Return the sentence that says where the grading was done."""
    key = "environment" if where.load is None else "environment-load"
    return say(key, python=where.python, cores=where.cores, method=where.start_method, sandbox=where.sandbox, load=where.load)


def clean(text: str) -> str:
    """Return a text with each character that steers written out, such as ``\\x1b``. Tabs and ends of lines stay."""
    return STEERS.sub(lambda match: f"\\x{ord(match[0]):02x}", text)


def cut(text: str, length: int) -> str:
    """Return a text at most this long, its end replaced by an ellipsis."""
    return text if len(text) <= length else text[: length - 1] + "…"


def evidence(check: CheckResult) -> Evidence:
    """Return what was seen; empty when nothing was played."""
    return check.evidence or Evidence()


def waits(seen: Evidence, say: Words) -> Iterator[tuple[str, str]]:
    """Give a sentence for each process that waits, and the line of the program at which it stands; empty when unknown."""
    for one in seen.waits:
        key = "waits" if one.line is None else "waits-inside-line" if one.inside else "waits-line"
        what = say.of("waits", one.what)
        sentence = say(key, who=who(one.name, say), what=what, line=one.line, probe=one.inside)
        yield sentence, "" if one.line is None else one.source


def errors(seen: Evidence, say: Words) -> Iterator[str]:
    """Give a sentence for each process that ended with an exception."""
    for one in seen.errors:
        key, line = ("ended-with-line", one.lines[-1]) if one.lines else ("ended-with", 0)
        yield say(key, who=who(one.name, say), kind=one.kind, line=line, text=one.text)


def output(seen: Evidence, say: Words) -> list[str]:
    """Return what was printed, each line after the name of the process that printed it."""
    return [f"{who(line.name, say)}: {line.text}" for line in seen.output if line.stream == "out"]


def explained(check: CheckResult, say: Words) -> str:
    """Return the whole explanation: what was seen, what it means, what to try, who waits where, errors. It is clean."""
    parts: list[str] = []
    if check.words is not None:
        parts += [check.words.seen, check.words.means, f"{say('try')} {check.words.advice}"]
    stand = [f"{sentence}\n    {source}".rstrip() for sentence, source in waits(evidence(check), say)]
    if stand:
        parts.append("\n".join([say("waits-here"), *stand]))
    parts.append("\n".join(errors(evidence(check), say)))
    return clean("\n\n".join(part for part in parts if part))


def label(check: CheckResult) -> str:
    """Return a name that only this check under this start method has within its exercise."""
    return f"{check.name}[{check.start_method}]"
