"""What several formats show alike: a sign for each outcome, points, and the page that explains a message."""

from .. import messages
from ..grading.results import CheckResult

SIGNS = {"passed": "✓", "failed": "✗", "not_started": "·", "not_run": "–", "grader_error": "!"}


def number(value: float) -> str:
    """Return points as people write them: 3, 2.5, 0.67."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def page(check: CheckResult, language: str) -> str:
    """Return the page of the documentation that explains this check's code."""
    name = "messages" if check.code in messages.codes() else f"exercises/{check.exercise}"
    return f"docs/{language}/{name}.md#{check.code}"
