"""Parts of pages that are made from the kit itself, each between two marks that the author has put there."""

import re

BEGIN, END = "<!-- Made by: python -m grader pages -->\n", "<!-- Made until here -->\n"

_MADE = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)


def filled(page: str, made: str) -> str:
    """Return the text of a page with this between its marks. Raises ``ValueError`` when it has none, or more than one pair."""
    whole, count = _MADE.subn(lambda _: f"{BEGIN}\n{made}\n{END}", page)
    if count != 1:
        raise ValueError(f"one pair of marks is wanted, {BEGIN.strip()} and {END.strip()}: there are {count}")
    return whole


def by_hand(page: str) -> str:
    """Return the text of a page without what is made: what an author has written, and a translator has to follow."""
    return _MADE.sub("", page)
