"""What a check found, as plain text in which nothing that a program printed can steer what shows it.

Whatever shows it: a terminal, a browser, or a CI service, which takes some lines of a log for commands.
"""

import re
from collections.abc import Iterator

from ..grading.evidence import Evidence
from ..grading.results import CheckResult, Environment
from ..messages import BAR, Words, barred
from .lanes import who

IGNORABLE = (
    "\u00ad\u034f\u061c\u115f-\u1160\u17b4-\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""What is invisible, or turns the direction of writing: all characters with the property Default_Ignorable_Code_Point.
Source: DerivedCoreProperties.txt of the Unicode Character Database, version 16.0."""

STEERS = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb\ufffe\uffff\ud800-\udfff{IGNORABLE}]")
"""Those, controls, ends of lines that are none of a program's, and what is no character: XML and UTF-8 forbid some."""

COMMANDS = re.compile(r"##(?=[\w-]*\[)|::(?=[A-Za-z][A-Za-z-]*(?: [^\n]*?)?::)")
"""The beginning of what a CI service takes for a command: ``##[group]``, ``##vso[…]``, ``##teamcity[…]`` wherever it stands,
``::add-mask::`` at the beginning of a line, which may be one that the terminal's width has made."""


OTHERS = {"win32": ("Windows", "not-proved-windows"), "darwin": ("macOS", "not-proved-macos")}
"""Systems that tell the judge less than Linux does, by ``sys.platform``: their names, and what says what they hide."""


def environment(where: Environment, say: Words) -> str:
    """Return what says where the grading was done, and what is not proved there."""
    key = "environment" if where.load is None else "environment-load"
    if not where.cores:
        key = "environment-brief"
    system, hidden = OTHERS.get(where.platform, (None, None))
    python = where.python if system is None else f"{where.python} ({system})"
    said = say(key, python=python, cores=where.cores, method=where.start_method, sandbox=where.sandbox, load=where.load)
    return said if hidden is None else f"{said}. {say(hidden)}"


def clean(text: str) -> str:
    """Return a text with each character that steers written out, such as ``\\x1b``. Tabs and ends of lines stay."""
    text = STEERS.sub(lambda match: f"\\x{ord(match[0]):02x}", text)
    return COMMANDS.sub(lambda match: f"{match[0][0]}\\x{ord(match[0][1]):02x}", text)


def evidence(check: CheckResult) -> Evidence:
    """Return what was seen; empty when nothing was played."""
    return check.evidence or Evidence()


def waits(seen: Evidence, say: Words) -> Iterator[tuple[str, str]]:
    """Give a sentence for each process that waits, and the line of the program at which it stands; empty when unknown."""
    for one in seen.waits:
        key = "waits" if one.line is None else "waits-inside-line" if one.inside else "waits-line"
        what = say.of("waits", one.what)
        sentence = say(key, who=who(one.name, say), what=what, line=one.line, probe=barred(one.inside))
        yield sentence, "" if one.line is None or not one.source else BAR + one.source


def errors(seen: Evidence, say: Words) -> Iterator[str]:
    """Give a sentence for each process that ended with an exception."""
    for one in seen.errors:
        key, line = ("ended-with-line", one.lines[-1]) if one.lines else ("ended-with", 0)
        yield say(key, who=who(one.name, say), kind=one.kind, line=line, text=barred(one.text))


def output(seen: Evidence, say: Words) -> list[str]:
    """Return what was printed, each line after the name of the process that printed it, and after a bar."""
    return [f"{BAR}{who(line.name, say)}: {line.text}" for line in seen.output if line.stream == "out"]


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
