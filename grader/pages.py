"""Pages that are made from the kit itself, so that they cannot drift: ``python -m grader pages`` writes them."""

from collections.abc import Callable, Mapping
from pathlib import Path

from . import messages
from .course import EXERCISES, ROOT, Exercise, exercises

WORDS = messages.Words()


def messages_page() -> str:
    """Return docs/en/messages.md: a heading for each code, with its words. Blanks show as the facts' names."""
    lines = [
        "# Messages",
        "",
        "Every explanation of the grader has a code. Here each has its words; *slanted* words stand for what was really seen.",
        "A code that only one exercise can give is explained on that exercise's page.",
    ]
    for code in sorted(messages.codes()):
        words = messages.message(code)
        facts = _Slanted()
        lines += ["", f"## {code}", ""]
        lines += [_flat(words.seen.format_map(facts)), ""]
        lines += [_flat(words.means.format_map(facts)), "", f"**Try:** {_flat(words.advice.format_map(facts))}"]
    return "\n".join(lines) + "\n"


class _Slanted(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return f"*{key}*"


def _flat(text: str) -> str:
    """Return a text as one Markdown paragraph; ``__main__`` and the like stay as they are."""
    return " ".join(text.split()).replace("__", "\\_\\_").replace(" * ", " ")


def course_page() -> str:
    """Return exercises/README.md: the course at a glance."""
    course = exercises()
    total = sum(points(one) for one in course)
    lines = [
        "# The course at a glance",
        "",
        f"{len(course)} exercises, {total} points. Do them in this order: each needs only what came before.",
    ]
    for part in dict.fromkeys(one.lesson.part for one in course):
        heading = WORDS("part", letter=part, title=WORDS.of("parts", part))
        lines += ["", f"## {heading}", "", "| exercise | what you write | points | document |"]
        lines.append("|---|---|---:|---|")
        lines += [_row(one) for one in course if one.lesson.part == part]
    lines += [
        "",
        "Open a file, read the text at its top, write what it asks for, then grade it:",
        "",
        "```console",
        "nox -s grade -- ex02",
        "```",
    ]
    return "\n".join(lines) + "\n"


def points(exercise: Exercise) -> int:
    """Return an exercise's points."""
    return sum(marks.points for marks, _ in exercise.checks().values())


def _row(one: Exercise) -> str:
    lesson = one.lesson
    calls = ", ".join(f"`{call}`" for call in lesson.contract)
    section = f"section {lesson.section}" if lesson.section else "beyond"
    return f"| [{one.name}]({one.name}.py): {lesson.title} | {calls} | {points(one)} | {section} |"


def site_course_page() -> str:
    """Return docs/en/exercises/index.md: the same list, with links to the pages."""
    return course_page().replace(".py)", ".md)")


PAGES: Mapping[Path, Callable[[], str]] = {
    EXERCISES / "README.md": course_page,
    ROOT / "docs" / "en" / "exercises" / "index.md": site_course_page,
    ROOT / "docs" / "en" / "messages.md": messages_page,
}


def write() -> list[Path]:
    """Write the pages anew; return those that changed."""
    changed = []
    for path, make in PAGES.items():
        text = make()
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8", newline="\n")
            changed.append(path)
    return changed
