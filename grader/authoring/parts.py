"""Parts of pages that are made from the kit itself, each between two marks that the author has put there."""

import re

BEGIN, END = "<!-- Made by: python -m grader pages -->", "<!-- Made until here -->"

_MADE = re.compile(f"{re.escape(BEGIN)}\n.*?{re.escape(END)}\n", re.DOTALL)


def filled(page: str, made: str) -> str:
    """Return the text of a page with this between its marks. Raises ``ValueError`` when it has none, or more than one pair."""
    inside = f"\n{made}\n" if made else ""
    whole, count = _MADE.subn(lambda _: f"{BEGIN}\n{inside}{END}\n", page)
    if count != 1:
        raise ValueError(f"{count} pairs of marks in place of one")
    return whole


def by_hand(page: str) -> str:
    """Return the text of a page without what is made: what an author has written, and a translator has to follow."""
    return _MADE.sub("", page)
