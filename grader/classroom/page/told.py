"""The facts of the page as sentences. The page and the summary in the terminal say the same."""

from collections.abc import Sequence
from datetime import UTC, datetime

from ...report.marks import number
from ..records import ClassState
from . import trust
from .changes import Change
from .statistics import ExerciseRow, Marks
from .texts import Texts, count

LEVELS = {"good": ("✓", "level-good"), "note": ("–", "level-note"), "bad": ("!", "level-bad")}
"""How a finding is to be taken: a sign, and the key of what it means."""

_TO_DO = {
    "undecided": "undecided-do", "ambiguous": "ambiguous-do", "spent": "spent-do", "disagreements": "disagreements-do",
    "gone": "gone-do",
}  # fmt: skip
"""What is to be done about a finding, where there is one."""


def verdict(state: ClassState, found: Sequence[trust.Finding], texts: Texts) -> str:
    """Return the answer to whether this grading may be trusted, in one sentence."""
    if not state.students:
        return texts.say("trust-empty")
    if trust.worst(found) == "bad":
        return texts.say("trust-bad")
    if trust.waiting(state) or not state.ended:
        return texts.say("trust-running", done=count(_done(state)), whole=count(len(state.students)))
    return texts.say("trust-good")


def _done(state: ClassState) -> int:
    return len(state.students) - trust.waiting(state)


def moment(text: str) -> str:
    """Return a time of the journal's as people read it; the text itself when it is none."""
    try:
        return f"{datetime.fromisoformat(text).astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    except ValueError:
        return text


def finding(one: trust.Finding, state: ClassState, texts: Texts) -> str:
    """Return what one finding says."""
    advice = _TO_DO.get(one.key) if one.count else None
    load = "?" if state.load is None else f"{state.load:.1f}"
    said = texts.say(one.key, count=count(one.count), whole=count(one.whole), sandbox=state.course.sandbox, load=load)
    return f"{said} {texts.say(advice)}" if advice else said


def circumstances(state: ClassState, texts: Texts) -> list[tuple[str, str]]:
    """Return where and how the grading was done: names and texts."""
    course, say = state.course, texts.say
    return [
        (say("graded"), say("of", part=count(_done(state)), whole=count(len(state.students)))),
        (say("duration"), texts.seconds(state.seconds)),
        (say("began"), moment(course.began)),
        (say("kit"), course.kit[:12]),
        (say("machine"), f"Python {course.python}, {course.platform}"),
        (say("method"), course.method),
        (say("sandbox"), course.sandbox),
        (say("budget"), texts.seconds(course.budget)),
    ]


def marks(found: Marks, max_points: float, texts: Texts) -> list[tuple[str, str]]:
    """Return the figures of the class: names and texts."""
    say = texts.say
    of = number(max_points)
    figures = [(say("marks-known"), count(len(found.points)))]
    if found.low is not None and found.middle is not None and found.high is not None:
        figures += [
            (say("median"), say("of", part=number(found.middle), whole=of)),
            (say("quartiles"), say("from-to", low=number(found.low), high=number(found.high))),
            (say("lowest-highest"), say("from-to", low=number(found.points[0]), high=number(found.points[-1]))),
        ]
    return [*figures, (say("not-started-students"), count(found.not_started)), (say("without-mark"), count(found.without))]


def exercise(row: ExerciseRow, texts: Texts) -> list[str]:
    """Return what is to be said of an exercise beside its bar."""
    say, whole = texts.say, sum(row.cells.values())
    said = [
        say(
            "passed-share",
            share=texts.percent(row.cells["passed"], whole),
            count=count(row.cells["passed"]),
            whole=count(whole),
        )
    ]
    if row.middle is not None:
        said.append(say("median-of", points=number(row.middle), whole=number(row.max_points)))
    if row.seconds is not None:
        said.append(say("median-seconds", seconds=texts.seconds(row.seconds)))
    return said


def fails_first(row: ExerciseRow, texts: Texts) -> str:
    """Return which check fails first most often; empty when none fails."""
    if row.first is None:
        return ""
    name, many = row.first
    return texts.say("fails-first", check=texts.check(row.name, name), count=count(many), whole=count(row.cells["failed"]))


def change(one: Change, texts: Texts) -> tuple[str, str, str, str, str]:
    """Return the cells of a changed exercise: who, which, before, now, why."""
    before = "–" if one.before is None else number(one.before)
    return (
        texts.student(one.pseudonym), texts.exercise(one.exercise), before, number(one.after), texts.say(one.reason)
    )  # fmt: skip


def changed(found: Sequence[Change], texts: Texts) -> str:
    """Return how many points rose and fell, in one sentence."""
    if not found:
        return texts.say("changed-nothing")
    ups = sum(one.rise > 0 for one in found)
    downs = sum(one.rise < 0 for one in found)
    return texts.say("changed-so", ups=count(ups), downs=count(downs), students=count(len({one.pseudonym for one in found})))
