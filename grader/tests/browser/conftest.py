"""One browser for all tests of what is shown in one. Without playwright, or without a browser, they are skipped."""

from __future__ import annotations

import importlib.resources
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


def axe() -> str:
    """Return the script that looks for what cannot be used by everybody: axe-core, which this package brings along."""
    return (importlib.resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests, which finds no host but this machine."""
    from playwright.sync_api import Error, sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as play:
        try:
            made = play.chromium.launch(executable_path=path, args=[NOWHERE])
        except Error as error:
            if path is not None:
                raise
            why = error.message.splitlines()[0]
            pytest.skip(f"no browser: install chromium, or run 'playwright install chromium' ({why})")
        yield made
        made.close()
