"""The text of a page into which a student has typed, freed of markup: a program may be in it.

The pages are a platform's, but the text within them is anybody's: it is read in one go, in a time that grows with its length.
"""

import html
import re
from collections.abc import Iterable, Iterator

BREAKS = frozenset(("p", "div", "br", "li", "tr", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"))
UNSEEN = frozenset(("head", "style", "script", "title"))
NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]*)")


def text(page: bytes) -> str:
    """Return what a page shows. Blanks that do not break are blanks: editors write indentation so."""
    parts: list[str] = []
    hidden, pre = "", False
    for tag, shown in _pieces(page.decode("utf-8-sig", "replace").replace("\r\n", "\n")):
        name = tag.lstrip("/")
        if hidden:  # its end is all that counts
            hidden = "" if tag == f"/{hidden}" else hidden
        elif tag in UNSEEN:
            hidden = tag
        pre = tag == "pre" if name == "pre" else pre
        if name in BREAKS and not _fresh(parts):
            parts.append("\n")
        shown = shown if pre else _on_one_line(shown, fresh=_fresh(parts))
        if shown and not hidden:
            parts.append(html.unescape(shown))
    return "".join(parts).replace("\xa0", " ").strip("\n") + "\n"


def _pieces(page: str) -> Iterator[tuple[str, str]]:
    """Yield the name of each tag, with ``/`` before it at an end, and the text between it and the next."""
    before, *rest = page.split("<")
    yield "", before
    comment = False
    for piece in rest:
        if comment or piece.startswith("!--"):
            comment = "-->" not in piece
            yield "", "" if comment else piece.partition("-->")[2]
            continue
        inside, end, after = piece.partition(">")
        name = NAME.match(inside)
        if not end or (name is None and inside[:1] not in ("!", "?")):  # no tag, only a sign
            yield "", f"<{piece}"
        else:
            yield ("/" if inside.startswith("/") else "") + name[1].lower() if name else "", after


def _fresh(parts: list[str]) -> bool:
    return not parts or parts[-1].endswith("\n")


def _on_one_line(shown: str, *, fresh: bool) -> str:
    """Return a text as it is shown where the end of a line is no more than a blank. fresh: it begins a line."""
    first, *lines = shown.split("\n")
    if lines:
        first = " ".join([first.rstrip(" \t"), *(line.strip(" \t") for line in lines[:-1]), lines[-1].lstrip(" \t")])
    return first.lstrip(" \t") if fresh else first


def defines(program: str, names: Iterable[str]) -> bool:
    """Say whether all these names are defined in what may be a program."""
    return all(re.search(rf"^[ \t]*(?:async[ \t]+def|def|class)[ \t]+{re.escape(name)}\b", program, re.M) for name in names)
