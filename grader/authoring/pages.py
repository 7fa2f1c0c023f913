"""Pages that are made from the kit itself, so that they cannot drift: ``python -m grader pages`` writes them."""

import functools
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from .. import messages
from ..course.catalogue import Exercise, exercises
from ..faults import NotUnderstood
from ..files import DOCS, EXERCISES, ROOT
from . import codes, members, parts


def messages_page(language: str) -> str:
    """Return docs/LANGUAGE/messages.md: a heading for each code, with its words. Blanks show as the facts' names."""
    say = messages.Words(language)
    lines = [say.of("pages", "messages")]
    lines += [codes.section(f"## {code}", messages.message(code, language), say) for code in sorted(messages.codes())]
    return "\n".join([lines[0], "", *lines[1:]])


def course_page(language: str = "en") -> str:
    """Return exercises/README.md: the course at a glance."""
    say = messages.Words(language)
    course = exercises()
    total = sum(points(one) for one in course)
    lines = [say.of("pages", "course").format(count=len(course), points=total)]
    for part in dict.fromkeys(one.lesson.part for one in course):
        lines += ["", f"## {say('part', letter=part, title=say.of('parts', part))}", "", say.of("pages", "columns")]
        lines.append("|---|---|---:|---|")
        lines += [_row(one, say) for one in course if one.lesson.part == part]
    return "\n".join([*lines, "", say.of("pages", "how"), "", "```console", "nox -s grade -- ex02", "```"]) + "\n"


def points(exercise: Exercise) -> int:
    """Return an exercise's points."""
    return sum(marks.points for marks, _ in exercise.checks().values())


def _row(one: Exercise, say: messages.Words) -> str:
    lesson = one.lesson
    calls = ", ".join(f"`{call}`" for call in lesson.contract)
    section = say.of("pages", "section").format(number=lesson.section) if lesson.section else say.of("pages", "beyond")
    return f"| [{one.name}]({one.name}.py): {one.title(say.language)} | {calls} | {points(one)} | {section} |"


def site_course_page(language: str) -> str:
    """Return docs/LANGUAGE/exercises/index.md: the same list, with links to the pages."""
    return course_page(language).replace(".py)", ".md)")


_BEFORE = ("index", "start", "systems")
_AFTER = (
    "concepts", "grading", "messages", "instructors", "classroom", "results", "authors", "architecture", "limits", "changelog",
)  # fmt: skip
_MADE = "# Made by: python -m grader pages\n"


def site_settings(path: Path, language: str) -> str:
    """Return MkDocs' settings with the navigation at their end made anew. Pages have no title there: each has its own."""
    say = messages.Words(language)
    course = exercises()
    lines = ["nav:", *(f"  - {name}.md" for name in _BEFORE)]
    lines += [f"  - {say.of('pages', 'menu')}:", "      - exercises/index.md"]
    for part in dict.fromkeys(one.lesson.part for one in course):
        title = say("part", letter=part, title=say.of("parts", part))
        lines.append(f'      - "{title}":')
        lines += [f"          - exercises/{one.name}.md" for one in course if one.lesson.part == part]
    lines += [f"  - {name}.md" for name in _AFTER]
    return path.read_text("utf-8").partition(_MADE)[0] + _MADE + "\n".join(lines) + "\n"


def _pages() -> Iterator[tuple[Path, Callable[[], str]]]:
    yield EXERCISES / "README.md", course_page
    for language in messages.LANGUAGES:
        say = messages.Words(language)
        yield DOCS / language / "exercises" / "index.md", functools.partial(site_course_page, language)
        yield DOCS / language / "messages.md", functools.partial(messages_page, language)
        settings = ROOT / ("mkdocs.yml" if language == "en" else f"mkdocs.{language}.yml")
        yield settings, functools.partial(site_settings, settings, language)
        authors = DOCS / language / "authors.md"
        yield authors, functools.partial(_filled, authors, functools.partial(members.table, say))
    for one in exercises():
        yield one.stub, functools.partial(one.file.read_text, "utf-8")
        for language in messages.LANGUAGES:
            page = one.page(language)
            yield page, functools.partial(_filled, page, functools.partial(codes.own, one, language))


def _filled(page: Path, make: Callable[[], str]) -> str:
    try:
        return parts.filled(page.read_text("utf-8"), make())
    except ValueError:
        raise NotUnderstood("no-marks", file=page.relative_to(ROOT).as_posix(), begin=parts.BEGIN, end=parts.END) from None


def made() -> Mapping[Path, Callable[[], str]]:
    """Return each file that is made from the kit as it is now, and what makes its text."""
    return dict(_pages())


def whole() -> frozenset[Path]:
    """Return those files that are made as a whole, and not only between marks in them."""
    return frozenset(path for path in made() if not path.exists() or parts.by_hand(text := path.read_text("utf-8")) == text)


def write() -> list[Path]:
    """Write the pages anew; return those that changed."""
    changed = []
    for path, make in made().items():
        text = make()
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8", newline="\n")
            changed.append(path)
    return changed
