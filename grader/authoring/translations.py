"""Translated pages: each says in its first lines which state of the English page it translates."""

import hashlib
import re
from pathlib import Path

from .. import messages
from ..files import DOCS
from . import pages, parts

_SOURCE = re.compile(r"---\nsource: ([0-9a-f]{12})\n---\n\n")


def source(page: Path) -> Path:
    """Return the English page of which this is a translation."""
    return DOCS / "en" / page.relative_to(DOCS).relative_to(page.relative_to(DOCS).parts[0])


def translations() -> list[Path]:
    """Return the translated pages, but not those that the kit makes as a whole."""
    others = (DOCS / language for language in messages.LANGUAGES if language != "en")
    return sorted({page for folder in others for page in folder.rglob("*.md")} - pages.whole())


def digest(page: Path) -> str:
    """Return the first figures of the SHA-256 of what is written by hand in a page."""
    return hashlib.sha256(parts.by_hand(page.read_text("utf-8")).encode()).hexdigest()[:12]


def is_old(translation: Path) -> bool:
    """Say whether the English page is gone, or has changed since it was translated."""
    found = _SOURCE.match(translation.read_text("utf-8"))
    english = source(translation)
    return found is None or not english.exists() or found[1] != digest(english)


def mark_translated(translation: Path) -> None:
    """Write into a translation which state of the English page it translates. Raises ``OSError`` if either is missing."""
    text = _SOURCE.sub("", translation.read_text("utf-8"), count=1)
    translation.write_text(f"---\nsource: {digest(source(translation))}\n---\n\n{text}", "utf-8", newline="\n")
