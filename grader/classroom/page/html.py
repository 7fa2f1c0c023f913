"""The whole page: one file that asks for nothing from anywhere, complete without its script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources

from ... import report
from ...report.html import safe
from ..records import ClassState
from . import markup, statistics
from .bars import patterns
from .changes import Earlier, changes
from .examples import Verdicts
from .heatmap import HeatMap
from .sections import Sections
from .texts import Texts, count

MOST, WORST = 2000, 200
"""A class with more students than the first gets a heat map of so many that need help most."""


def _nothing(key: str) -> Mapping[str, object] | None:
    """Stand for verdicts that are not at hand."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the page is to have.

    verdicts: gives the stored verdict of a key, from which examples are taken. earlier: the marks that were accepted before.
    links: the address of a student's own page, by pseudonym, as seen from this page. names: a student's name by pseudonym,
    only where the teacher has asked for it: the page then says that it holds names.
    """

    language: str = "en"
    verdicts: Verdicts = _nothing
    earlier: Earlier | None = None
    links: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


def render(state: ClassState, wanted: Wanted) -> str:
    """Return the page. The same state always gives the same text."""
    return "\n".join(_parts(state, wanted)) + "\n"


def policy(style: str, script: str) -> str:
    """Return what a browser may use: this style and this script, by their digests, and nothing from anywhere."""
    style, script = (base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in (style, script))
    return f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; base-uri 'none'; form-action 'none'"


def _read(package: str, name: str) -> str:
    return resources.files(package).joinpath(name).read_text("utf-8")


def _parts(state: ClassState, wanted: Wanted) -> Iterator[str]:
    texts = Texts(wanted.language, wanted.names)
    say = texts.say
    style = _read(report.__name__, "page.css") + _read(__package__ or "", "page.css")
    script = _read(__package__ or "", "page.js")
    yield f'<!DOCTYPE html>\n<html lang="{safe(wanted.language)}">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{safe(policy(style, script))}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">'
    yield f"<title>Many Hands: {safe(say('title'))}</title>\n<style>{style}</style>\n</head>\n<body>"
    yield f'<a class="skip" href="#main">{safe(say("skip"))}</a>\n{patterns()}'
    yield f"<header>\n<h1>Many Hands: {safe(say('title'))}</h1>"
    size = say("size", students=count(len(state.students)), exercises=len(state.course.exercises))
    yield f'<p class="score">{safe(size)}</p>'
    if wanted.names:
        yield f'<p class="band bad"><strong>{safe(say("holds-names"))}</strong></p>'
    yield '</header>\n<main id="main">'
    yield from _main(state, wanted, texts)
    yield f"</main>\n<footer>{markup.paragraph(say('pseudonyms'), 'soft')}</footer>"
    yield f"<script>{script}</script>\n</body>\n</html>"


def _main(state: ClassState, wanted: Wanted, texts: Texts) -> Iterator[str]:
    say = texts.say
    rows = statistics.rows(state)
    shown = rows if len(rows) <= MOST else rows[:WORST]
    places = {row.student.pseudonym: f"#s{n}" for n, row in enumerate(shown)}
    places = dict(wanted.links) | places
    parts = Sections(state, rows, places, texts)
    yield markup.section("trust", say("may-i-trust"), parts.trust())
    if not rows:
        return
    yield markup.section("marks", say("how-is-the-class"), parts.marks())
    yield markup.section("exercises", say("which-exercise"), parts.exercises())
    yield markup.section("mistakes", say("why"), parts.mistakes(wanted.verdicts))
    picture = HeatMap(shown, [one.name for one in state.course.exercises], wanted.links, texts)
    yield markup.section("help", say("who-needs-help"), [*parts.stuck(), *_heat_map(picture, len(rows), texts)])
    if wanted.earlier is not None:
        yield markup.section("changed", say("what-changed"), parts.changes(changes(state, wanted.earlier)))


def _heat_map(picture: HeatMap, whole: int, texts: Texts) -> Iterator[str]:
    say = texts.say
    yield f"<h3>{safe(say('heat-map'))}</h3>"
    if len(picture.rows) < whole:
        yield markup.paragraph(say("worst-only", count=count(len(picture.rows)), whole=count(whole)))
    yield markup.paragraph(say("heat-map-order"), "soft")
    yield (
        f'<form id="tools" hidden><label>{safe(say("search"))} <input type="search" id="search"></label> '
        f'<label>{safe(say("sort"))} <select id="sort">'
        f'<option value="mark">{safe(say("by-mark"))}</option><option value="name">{safe(say("by-name"))}</option>'
        f'<option value="alike">{safe(say("by-mistake"))}</option></select></label> '
        f'<label>{safe(say("filter"))} <select id="code"><option value="">{safe(say("all"))}</option></select></label></form>'
    )
    yield '<output id="shown"></output>\n<p id="told" hidden></p>'
    yield picture.html()
