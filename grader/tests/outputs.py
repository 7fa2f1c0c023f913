"""What the tests of the outputs share: results with everything that may be in them, and a strict reader of pages."""

import dataclasses
from html.parser import HTMLParser

from grader.grading.evidence import Bar, Error, Evidence, OutputLine, Wait
from grader.grading.results import CheckResult, Environment, ExerciseResult, Outcome, Results, Status
from grader.messages import LANGUAGES, Message

HOSTILE = (
    "</script><script>alert(1)</script> <img src=x onerror=alert(1)> ]]> &lt; "
    "\x1b[31mred \x00 \x9b \u202ereversed\u2066 \ud800 "
    "\ufffe | `code` ``` @everyone #1 [link](https://evil.example) www.evil.example ![i](x) *b* _i_ <!-- \"q\" 'q' 工作进程 "
    + "long"
    * 200
)
BARE = set("\x00\x1b\x9b\u202e\u2066\ud800\ufffe")
ENVIRONMENT = Environment(python="3.11.7", platform="linux", cores=2, start_method="fork", sandbox="tree")


def evidence(text: str = HOSTILE) -> Evidence:
    return Evidence(
        start_method="fork",
        end="stuck",
        processes={10: "main", 11: "process 1", 12: text},
        timeline=(
            Bar(pid=10, label="", start=5.0, end=6.0),
            Bar(pid=11, label="", start=5.1, end=5.9),
            Bar(pid=11, label="worker(4)", start=5.2, end=5.8),
            Bar(pid=11, label=f"worker({text})", start=5.25, end=5.3),
            Bar(pid=12, label="", start=5.1, end=5.1),
            Bar(pid=12, label=text, start=5.98, end=6.0),
        ),
        waits=(
            Wait(pid=10, name="main", inside="", line=7, source=text, what="process"),
            Wait(pid=11, name="process 1", inside=text, line=9, source="\titem = queue.get()", what="queue-item"),
            Wait(pid=12, name="process 2", inside="", line=None, source="", what="lock"),
        ),
        errors=(Error(pid=11, name="process 1", kind="ValueError", text=text, lines=(3, 4)),),
        output=(
            OutputLine(at=0.1, name="process 1", stream="out", text=text),
            OutputLine(at=0.2, name="main", stream="out", text="```"),
            OutputLine(at=0.3, name="main", stream="err", text="not shown"),
        ),
        output_cut=3,
    )


def check(outcome: Outcome, n: int = 1, method: str = "fork", text: str = HOSTILE) -> CheckResult:
    code = {"failed": "stalled", "grader_error": "grader-fault", "not_run": "needs-another", "passed": None}[outcome]
    return CheckResult(
        exercise="ex02_start_and_join", name=f"test_{n}", title=f"Check {n} of <everything> & | more.", start_method=method,
        outcome=outcome, points=1.5 if outcome == "passed" else 0.0, max_points=1.5, code=code, seconds=0.25,
        words=Message(seen=f"seen {text}\n    have: 1", means="means", advice="advice") if code else None,
        evidence=None if outcome == "not_run" else evidence(text),
    )  # fmt: skip


def exercise(name: str, part: str, status: Status, *checks: CheckResult) -> ExerciseResult:
    checks = tuple(dataclasses.replace(one, exercise=name) for one in checks)
    return ExerciseResult(name=name, title=f"Title of <{name}> | @x", part=part, status=status, checks=checks)


def results(*exercises: ExerciseResult, language: str = "en") -> Results:
    return Results(
        environment=ENVIRONMENT, exercises=exercises, submissions="work/<ada>", seconds=12.5, language=language, began=1.7e9
    )


def whole(language: str = "en") -> Results:
    return results(
        exercise("ex01_worker", "A", "passed", check("passed"), check("passed", 2)),
        exercise(
            "ex02_start_and_join", "A", "failed",
            check("passed"), check("failed", 2), check("failed", 2, "spawn"), check("not_run", 3),
        ),
        exercise("ex08_producer", "B", "not_started", dataclasses.replace(check("not_run"), words=None, code=None)),
        exercise("ex17_pool", "C", "grader_error", check("grader_error"), check("passed", 2)),
        language=language,
    )  # fmt: skip


def fresh(language: str = "en") -> Results:
    untouched = dataclasses.replace(check("not_run"), words=None, code=None)
    return results(
        *(exercise(name, "A", "not_started", untouched) for name in ("ex01_worker", "ex02_start_and_join")), language=language
    )


def every() -> list[Results]:
    return [make(language) for language in LANGUAGES for make in (whole, fresh)] + [results()]


def checks(of: Results) -> list[CheckResult]:
    return [check for one in of.exercises for check in one.checks]


def strings(value: object) -> list[str]:
    """Return every string in a JSON value."""
    if isinstance(value, dict):
        return [text for pair in value.items() for part in pair for text in strings(part)]
    if isinstance(value, list):
        return [text for part in value for text in strings(part)]
    return [value] if isinstance(value, str) else []


class Page(HTMLParser):
    """Reads a page strictly: every element is closed in its place."""

    VOID = frozenset(("meta", "link", "br", "img", "input"))

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.comments: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def names(self) -> list[str]:
        return [tag for tag, _ in self.tags]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())
