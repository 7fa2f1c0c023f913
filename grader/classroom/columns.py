"""Text in the columns of a terminal that has 80 of them. Nothing that somebody else has written steers it."""

import unicodedata
from collections.abc import Iterator

from ..report.text import clean

WIDTH = 80

LONGEST = 300
"""Letters of a sentence with names that somebody else has chosen."""


def cell(text: str, width: int) -> str:
    """Return a text in a column, with a blank behind it; what is too long for it is cut."""
    text = line(text)
    if wide(text) >= width:
        while text and wide(text) > width - 2:
            text = text[:-1]
        text += "…"
    return text + " " * (width - wide(text))


def line(text: str) -> str:
    """Return a text on one line in which nothing steers."""
    return clean(text.replace("\n", "\\n").replace("\t", "\\t"))


def wide(text: str) -> int:
    """Return how many columns a text takes. East Asian letters take two."""
    return sum(0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def wrapped(text: str, indent: str = "") -> Iterator[str]:
    """Yield the lines of a sentence. The later ones are indented by two more blanks if the first is."""
    text = line(text if len(text) <= LONGEST else text[:LONGEST] + "…")
    row, hang = indent, indent + ("  " if indent else "")
    for piece in _pieces(text):
        if wide(row + piece.rstrip()) > WIDTH - 1 and row.strip():
            yield row.rstrip()
            row = hang
            piece = piece.lstrip(" ")
        row += piece
    yield row.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """Yield the parts between which a line may end: words with the blanks behind them, and each letter of a wide script.

    A word that is too long is cut.
    """
    word = ""
    for sign in text:
        if unicodedata.east_asian_width(sign) in "WF" or len(word) >= WIDTH // 2:
            yield word
            word = ""
        word += sign
        if sign == " " or unicodedata.east_asian_width(sign) in "WF":
            yield word
            word = ""
    yield word
