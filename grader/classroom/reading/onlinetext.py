"""The text of a page into which a student has typed, freed of markup: a program may be in it."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser

BREAKS = frozenset(("p", "div", "br", "li", "tr", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"))
UNSEEN = frozenset(("head", "style", "script", "title"))


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0
        self._pre = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._unseen += tag in UNSEEN
        self._pre += tag == "pre"
        if tag in BREAKS:
            self._end()

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in UNSEEN))
        self._pre = max(0, self._pre - (tag == "pre"))
        if tag in BREAKS and tag != "br":
            self._end()

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        data = data.replace("\r\n", "\n")
        if not self._pre:  # there an end of a line is no more than a blank
            data = re.sub(r"[ \t]*\n[ \t]*", " ", data)
            data = data.lstrip(" ") if self._fresh() else data
        self.parts.append(data)

    def _fresh(self) -> bool:
        return not self.parts or self.parts[-1].endswith("\n")

    def _end(self) -> None:
        if not self._fresh():
            self.parts.append("\n")


def text(page: bytes) -> str:
    """Return what a page shows. Blanks that do not break are blanks: editors write indentation so."""
    parser = _Text()
    parser.feed(page.decode("utf-8-sig", "replace"))
    parser.close()
    return "".join(parser.parts).replace("\xa0", " ").strip("\n") + "\n"


def defines(program: str, names: Iterable[str]) -> bool:
    """Say whether all these names are defined in what may be a program."""
    return all(re.search(rf"^[ \t]*(?:async[ \t]+def|def|class)[ \t]+{re.escape(name)}\b", program, re.M) for name in names)
