"""The built site in a real browser, below a path of its own, with no other host to be reached: ``nox -s site``."""

import contextlib
import functools
import http.server
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

pytest.importorskip("playwright", reason="playwright is missing: nox -s site installs it")
from playwright.sync_api import Browser, BrowserContext, Page, Route, ViewportSize

from grader.tests.browser.conftest import axe

ROOT = Path(__file__).resolve().parents[3]
SITE = ROOT / "site"
BELOW = "/a/path/"
PAGES = sorted(
    str(path.parent.relative_to(SITE)).removeprefix(".") for path in SITE.rglob("index.html") if "assets" not in path.parts
)
PHONE, DESKTOP = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=800)
FAST = {"resultTypes": ["violations"], "preload": False, "iframes": False}
RULES = {
    "default": {**FAST, "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "slate": {**FAST, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}},
}
"""What axe-core looks at in light and in dark colours: in the second, the colours."""


pytestmark = pytest.mark.skipif(not PAGES, reason="the site is not built: nox -s docs")


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the site below ``BELOW``, and nothing else."""

    protocol_version = "HTTP/1.1"

    def translate_path(self, path: str) -> str:
        inside = unquote(urlsplit(path).path)
        return super().translate_path("/" + inside.removeprefix(BELOW) if inside.startswith(BELOW) else "/not-there")

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address at which the site is served on this machine."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(SITE))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{BELOW}"
        server.shutdown()


@dataclass
class Seen:
    """What went wrong on a page."""

    address: str
    faults: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("console", lambda message: self.note(message.text, message.type in ("error", "warning")))
        page.on("pageerror", lambda error: self.note(str(error)))
        page.on("requestfailed", lambda request: self.note(f"{request.url} failed: {request.failure}"))
        page.on("response", lambda answer: self.note(f"{answer.url}: {answer.status}", answer.status >= 400))
        page.on("request", lambda request: self.note(f"another host: {request.url}", not self.own(request.url)))

    def own(self, url: str) -> bool:
        return url.startswith((self.address, "data:", "blob:"))

    def note(self, text: str, wrong: bool = True) -> None:
        if wrong:
            self.faults.append(text)


@contextlib.contextmanager
def opened(browser: Browser, address: str, **options: Any) -> Iterator[tuple[BrowserContext, Page]]:
    with contextlib.closing(browser.new_context(reduced_motion="reduce", **options)) as context:
        page = context.new_page()
        seen = Seen(address)
        seen.watch(page)
        yield context, page
        assert seen.faults == []


@pytest.fixture(scope="module")
def reader(browser: Browser, address: str) -> Iterator[tuple[Page, Seen]]:
    """One tab in which every page is looked at: the files of the theme are loaded once."""
    with contextlib.closing(browser.new_context(reduced_motion="reduce", viewport=PHONE)) as context:
        context.add_init_script(axe())
        page = context.new_page()
        seen = Seen(address)
        seen.watch(page)
        yield page, seen


@pytest.mark.parametrize("name", PAGES)
def test_a_page(name: str, reader: tuple[Page, Seen], address: str) -> None:
    """It opens without a fault, fits a phone, leads to itself in the other language, and is accessible, light and dark."""
    page, seen = reader
    seen.faults.clear()
    page.set_viewport_size(PHONE)
    url = address + (f"{name}/" if name else "")
    page.goto(url, wait_until="load")
    page.wait_for_function("document.body.dataset.mdColorScheme !== undefined")
    page.add_style_tag(content="*, *::before, *::after { transition: none !important; animation: none !important }")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], "scrolls sideways on a phone"

    english = re.sub(r"^zh(/|$)", "", name)
    for language, below in (("en", english), ("zh", f"zh/{english}".rstrip("/"))):
        leads_to = page.locator(f".md-select__link[hreflang={language}]").evaluate("link => link.href")
        assert leads_to == address + (f"{below}/" if below else "")

    page.set_viewport_size(DESKTOP)
    whole = not re.search("exercises/ex(?!10_)", name)  # what stands around the article is the same everywhere
    assert [fault for scheme in RULES for fault in inaccessible(page, scheme, whole)] == []
    assert seen.faults == []


def inaccessible(page: Page, scheme: str, whole: bool) -> list[str]:
    """Return what axe-core finds serious, in these colours, on the whole page or in its article."""
    page.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
    where = "html" if whole else "article"
    found = page.evaluate("([where, rules]) => axe.run(where, rules)", [where, RULES[scheme]])["violations"]
    return [
        f"{scheme}: {one['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:3]
    ]


def test_every_page_is_there_in_both_languages() -> None:
    english = {name for name in PAGES if not re.match(r"zh(/|$)", name)}
    assert set(PAGES) - english == {f"zh/{name}".rstrip("/") for name in english}


@pytest.mark.parametrize(("home", "word"), [("", "sentinel"), ("zh/", "结束标记")])
def test_the_search_finds(home: str, word: str, browser: Browser, address: str) -> None:
    with opened(browser, address, viewport=DESKTOP) as (_, page):
        page.goto(address + home)
        page.locator(".md-search__input").click()
        page.keyboard.type(word)
        page.keyboard.press("End")  # the theme listens to keys
        page.locator(f".md-search-result__item mark:text-is('{word}'):visible").first.click()
        page.wait_for_url(re.compile(re.escape(address + home) + r".+[?]h="))
        assert word in page.locator("article").inner_text().lower()


def test_the_switch_keeps_the_page(browser: Browser, address: str) -> None:
    with opened(browser, address, viewport=DESKTOP) as (_, page):
        held: list[Route] = []
        # The theme's script reads the other language's sitemap first.
        page.route(address + "sitemap.xml", lambda route: held.append(route))
        with page.expect_response(address + "zh/sitemap.xml"):
            page.goto(address + "exercises/ex02_start_and_join/")
        with page.expect_response(address + "sitemap.xml"):
            held.pop().continue_()
        page.unroute(address + "sitemap.xml")
        for language, below, title in (
            ("zh", "zh/", "启动进程并等待它们结束"),
            ("en", "", "Start processes and wait for them"),
        ):
            page.locator(f".md-select__link[hreflang={language}]").focus()  # a menu that is still unfolding can lose a click
            page.keyboard.press("Enter")
            page.wait_for_url(address + below + "exercises/ex02_start_and_join/")
            assert title in page.locator("h1").inner_text()
            assert (page.locator("html").get_attribute("lang") or "").startswith(language)


@pytest.mark.parametrize("home", ["", "zh/"])
def test_hints_and_the_solution_fold_by_keyboard(home: str, browser: Browser, address: str) -> None:
    with opened(browser, address, viewport=DESKTOP) as (_, page):
        page.goto(address + home + "exercises/ex02_start_and_join/")
        folds = page.locator("article details")
        assert folds.count() >= 4
        assert folds.evaluate_all("all => all.map(one => one.open)") == [False] * folds.count()
        page.locator("article details summary").first.focus()
        for key in ("Enter", "Space"):
            for is_open in (True, False):
                page.keyboard.press(key)
                page.wait_for_function("wanted => document.querySelector('article details').open === wanted", arg=is_open)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.parentElement === document.querySelectorAll('article details')[1]")


def test_code_copies(browser: Browser, address: str) -> None:
    with opened(browser, address, viewport=DESKTOP) as (context, page):
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(address + "exercises/ex01_worker/")
        block = page.locator("article .highlight").first
        block.hover()
        block.locator("button").first.click()
        page.wait_for_function("navigator.clipboard.readText().then(text => text.length > 0)")
        stub = (ROOT / "exercises" / "ex01_worker.py").read_text("utf-8")
        assert page.evaluate("navigator.clipboard.readText()").strip() == stub.strip()


def test_the_colours_can_be_switched(browser: Browser, address: str) -> None:
    with opened(browser, address, viewport=DESKTOP, color_scheme="dark") as (_, page):
        page.goto(address)
        page.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.locator("[data-md-component=palette] label:visible").click()
        page.wait_for_function("document.body.dataset.mdColorScheme === 'default'")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark
