"""The report in the terminal: a table of the course, then the first failure explained in full."""

import re
import shutil
import sys
import textwrap
from collections.abc import Mapping
from typing import Any

from .. import messages
from ..records import CheckResult, ExerciseResult, Results
from . import timeline

MARKS = {
    "passed": "ok",
    "failed": "FAILED",
    "not_started": "not started",
    "grader_error": "GRADER ERROR",
    "not_run": "not run",
}

CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def render(results: Results, *, verbose: bool = False) -> str:
    """Return the whole report as text, at most 80 columns wide."""
    lines = [*_board(results), ""]
    failures = [one for one in results.exercises if one.first_failure is not None]
    for one in failures if verbose else failures[:1]:
        lines += _explained(one, verbose)
    if verbose:
        lines += _pictures(results)
    lines += _next(results, failures)
    return _plain("\n".join(lines).rstrip())


def _plain(text: str) -> str:
    """Return the text in characters that the terminal can show. Nothing that a program printed can steer the terminal."""
    text = CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", text)
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    try:
        text.encode(encoding)
        return text
    except UnicodeEncodeError:
        for sign, plain in {**timeline.ASCII, "…": "...", "→": "->", "—": "-"}.items():
            text = text.replace(sign, plain)
        return text.encode(encoding, "replace").decode(encoding)


def _board(results: Results) -> list[str]:
    part = ""
    lines = []
    for one in results.exercises:
        if one.part != part:
            part = one.part
            lines.append(f"Part {part}")
        points = f"{number(one.score)}/{number(one.max_score)}"
        lines.append(f"  {one.name:<26} {points:>7}  {MARKS[one.status]}")
    where = results.environment
    lines.append("")
    lines.append(f"Score {number(results.score)} of {number(results.max_score)}   ({results.seconds:.1f} s)")
    lines.append(f"Python {where.python}, {where.cores} cores, start method {where.start_method}, sandbox {where.sandbox}")
    return lines


def number(value: float) -> str:
    """Return points as people write them: 3, 2.5, 0.67."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _explained(one: ExerciseResult, verbose: bool) -> list[str]:
    lines = [f"{one.name}: {one.title}", ""]
    for check in one.checks:
        under = f" [{check.start_method}]" if sum(c.name == check.name for c in one.checks) > 1 else ""
        lines += _wrap(f"{MARKS[check.outcome]:>12}  {check.title}{under}", hang=14)
    lines.append("")
    shown = [check for check in one.checks if check.outcome in ("failed", "grader_error")]
    seen: set[str] = set()
    for failed in shown if verbose else [one.first_failure]:
        if failed is not None and failed.message not in seen:
            seen.add(failed.message)
            lines += explain(failed)
    return lines


def explain(check: CheckResult) -> list[str]:
    """Return the full explanation of one check that was not passed: message, who waits where, errors, timeline."""
    lines = [*_wrap(f"{check.title}  (start method {check.start_method})"), ""]
    for paragraph in check.message.splitlines():
        lines += _wrap(paragraph, indent=2)
    evidence = check.evidence or {}
    for part in (_waits(evidence), _errors(evidence, check), _picture(evidence), _output(evidence)):
        if part:
            lines += ["", *part]
    if check.code:
        page = "messages" if check.code in messages.codes() else f"exercises/{check.exercise}"
        lines += ["", f"  More about this: docs/en/{page}.md#{check.code}"]
    return [*lines, ""]


def _waits(evidence: Mapping[str, Any]) -> list[str]:
    lines = []
    for one in evidence.get("waits", []):
        what = messages.phrase("waits", one["for"])
        who = f"{one['name']}, in {one['inside']}," if one["inside"] else one["name"]
        if one["line"] is None:
            lines.append(f"  {who} waits for {what}.")
        else:
            lines.append(f"  {who} stands at line {one['line']} and waits for {what}:")
            lines.append(f"      {one['source']}"[:79])
    return ["  It waits here:", *lines] if lines else []


def _errors(evidence: Mapping[str, Any], check: CheckResult) -> list[str]:
    lines = []
    for one in evidence.get("errors", []):
        where = f" at line {one['lines'][-1]}" if one["lines"] else ""
        lines += _wrap(f"{one['name']} ended with {one['kind']}{where} (exit code 1): {one['text']}", indent=2)
    return lines


def _picture(evidence: Mapping[str, Any]) -> list[str]:
    rows = timeline.lanes(evidence)
    return ["  What ran when:", *(f"  {row}"[:80] for row in rows)] if rows else []


def _output(evidence: Mapping[str, Any]) -> list[str]:
    rows = [f"  {one['name']}: {one['text']}"[:79] for one in evidence.get("output", []) if one["stream"] == "out"]
    if not rows:
        return []
    more = len(rows) - 12
    return ["  What was printed:", *rows[:12], *([f"  … and {more} more lines"] if more > 0 else [])]


def _pictures(results: Results) -> list[str]:
    lines = []
    for one in results.exercises:
        for check in one.checks:
            rows = timeline.lanes(check.evidence or {})
            if check.outcome == "passed" and rows:
                lines += [f"{one.name}: {check.title} [{check.start_method}]"[:79], *(f"  {row}"[:80] for row in rows), ""]
    return lines


def _next(results: Results, failures: list[ExerciseResult]) -> list[str]:
    if failures:
        one = failures[0]
        return [f"Grade only this one:  nox -s grade -- {one.name[:4]}"]
    for one in results.exercises:
        if one.status == "not_started":
            return [f"Start here:  {results.submissions}/{one.name}.py", f"Then:        nox -s grade -- {one.name[:4]}"]
    return ["Everything passed."]


def _wrap(text: str, *, indent: int = 0, hang: int | None = None) -> list[str]:
    width = min(80, shutil.get_terminal_size((80, 24)).columns)
    first = " " * indent
    rest = " " * (hang if hang is not None else indent)
    return textwrap.wrap(text, width=width, initial_indent=first, subsequent_indent=rest, break_long_words=False) or [""]
