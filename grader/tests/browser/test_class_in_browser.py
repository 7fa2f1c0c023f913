"""The teacher's page in a real browser: it asks for nothing, everybody can use it, and its script does what it says."""

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="playwright is missing: nox -s site installs it")
from playwright.sync_api import Browser, Page, ViewportSize

from grader.classroom.page import Wanted, render
from grader.classroom.words import ClassWords
from grader.messages import LANGUAGES
from grader.tests.browser.conftest import axe
from grader.tests.made_up_class import MadeUp

PHONE, DESKTOP = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=800)
ACTIVE = "document.getElementById(document.getElementById('grid').getAttribute('aria-activedescendant'))"
PATHS = "[...document.querySelectorAll('.paths path:not(.hit)')].map(one => one.getAttribute('d'))"
NAMES = "[...document.querySelectorAll('.map .who text')].map(one => one.textContent).filter(one => one)"
FAST = {"resultTypes": ["violations"], "preload": False, "iframes": False}


def written(folder: Path, students: int, exercises: int) -> dict[str, Path]:
    """Write the page of a class in each language, with a page of each tenth student; return where they are."""
    made = MadeUp(students, seed=5, exercises_used=exercises)
    links = {one.pseudonym: f"{one.pseudonym}.html" for one in made.state.students[::10]}
    found = {}
    for language in LANGUAGES:
        found[language] = folder / f"{language}.html"
        wanted = Wanted(language=language, verdicts=made.verdict, links=links, earlier={})
        found[language].write_text(render(made.state, wanted), "utf-8")
    for name in links.values():
        (folder / name).write_text("<!DOCTYPE html><html lang=en><title>of one</title>", "utf-8")
    return found


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return written(tmp_path_factory.mktemp("class"), 40, 12)


@pytest.fixture(scope="module")
def small_pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Those of a class that axe-core is through with in seconds: it looks at each cell of each table."""
    return written(tmp_path_factory.mktemp("class"), 12, 4)


@contextlib.contextmanager
def opened(browser: Browser, path: Path, **options: Any) -> Iterator[Page]:
    """Open a page; what it complains of, or asks for beside itself, is a fault."""
    with contextlib.closing(browser.new_context(**options)) as context:
        context.add_init_script(axe())
        page = context.new_page()
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "request", lambda request: None if request.url.startswith(path.parent.as_uri()) else faults.append(request.url)
        )
        page.goto(path.as_uri())
        yield page
        assert faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_can_use_it(language: str, scheme: Any, browser: Browser, small_pages: dict[str, Path]) -> None:
    for size in (PHONE, DESKTOP):
        with opened(browser, small_pages[language], viewport=size, color_scheme=scheme) as page:
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            page.locator("#grid").focus()
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], "scrolls sideways"
            found = page.evaluate("rules => axe.run(document, rules)", FAST)["violations"]
            assert [(one["id"], node["html"][:200]) for one in found for node in one["nodes"][:3]] == []


def test_without_its_script_it_has_the_same_facts(browser: Browser, pages: dict[str, Path]) -> None:
    with opened(browser, pages["en"]) as page:
        with_script, names = page.evaluate(PATHS), page.evaluate(NAMES)
    with opened(browser, pages["en"], java_script_enabled=False) as page:
        assert page.locator("#tools").is_hidden()
        assert page.locator("#grid").count() == 0
        assert [one.get_attribute("d") for one in page.locator(".paths path").all()] == with_script
        assert page.locator(".map .who text").all_text_contents() == names
        assert page.locator(".wide:has(.map)").get_attribute("tabindex") == "0"


def test_the_map_is_one_tab_stop_and_arrows_move(browser: Browser, pages: dict[str, Path]) -> None:
    with opened(browser, pages["en"], viewport=DESKTOP) as page:
        page.locator("#code").focus()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "grid"
        told = page.locator("#told")

        def at() -> tuple[str, str]:
            cell = page.evaluate(f"[{ACTIVE}.id, {ACTIVE}.getAttribute('aria-label')]")
            assert told.inner_text().startswith(cell[1])
            return cell[0], cell[1]

        names = page.evaluate(NAMES)
        cell, label = at()
        assert (cell, label.split(" ")[0]) == ("cell-0-0", names[0])
        for key, where in (
            ("ArrowRight", "0-1"), ("ArrowDown", "1-1"), ("ArrowDown", "2-1"), ("ArrowUp", "1-1"), ("ArrowLeft", "1-0"),
            ("ArrowLeft", "1-0"), ("End", "1-11"), ("ArrowRight", "1-11"), ("Home", "1-0"), ("PageDown", "21-0"),
            ("Control+End", "39-11"), ("ArrowDown", "39-11"), ("PageUp", "19-11"), ("Control+Home", "0-0"),
        ):  # fmt: skip
            page.keyboard.press(key)
            cell, label = at()
            assert cell == f"cell-{where}", key
            assert label.startswith(names[int(where.split("-")[0])])
        assert re.search(r"points\), ex01 A worker: (passed|failed|not)", label)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('#map')") is None


def test_enter_opens_the_student(browser: Browser, pages: dict[str, Path]) -> None:
    with opened(browser, pages["en"], viewport=DESKTOP) as page:
        linked = page.evaluate("JSON.parse(document.getElementById('data').textContent).rows.map(row => row[5])")
        without, has = linked.index(0), next(n for n, one in enumerate(linked) if one)
        page.locator("#grid").focus()
        for _ in range(without):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.locator(f"#s{without}").wait_for(state="visible")  # its table has opened
        page.locator("#grid").focus()
        page.keyboard.press("Control+Home")
        for _ in range(has):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{linked[has]}#ex01_worker")


def test_search_order_and_filter(browser: Browser, pages: dict[str, Path]) -> None:
    say = ClassWords("en", "page")
    with opened(browser, pages["en"], viewport=DESKTOP) as page:
        names = page.evaluate(NAMES)
        shown = page.locator("#shown")
        assert shown.inner_text() == say("shown", count=40, whole=40)
        page.locator("#search").fill(names[7].upper())
        assert page.evaluate(NAMES) == [names[7]]
        assert shown.inner_text() == say("shown", count=1, whole=40)
        page.locator("#search").fill("no student has this name")
        assert page.evaluate(NAMES) == []
        page.locator("#grid").focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.locator("#search").fill("")
        page.locator("#sort").select_option("name")
        assert page.evaluate(NAMES) == sorted(names)
        page.locator("#sort").select_option("alike")
        assert sorted(page.evaluate(NAMES)) == sorted(names)
        assert page.evaluate(NAMES) not in (names, sorted(names))


def test_a_mistake_is_shown_in_the_map(browser: Browser, pages: dict[str, Path]) -> None:
    with opened(browser, pages["en"], viewport=DESKTOP) as page:
        article = page.locator("article.mistake").nth(1)
        code = article.locator("h3").inner_text()
        expected = article.locator("ul.who li").all_text_contents()
        article.locator("[data-code]").click()
        assert page.locator("#code option:checked").inner_text() == code
        assert sorted(page.evaluate(NAMES)) == sorted(expected)
        hits = page.evaluate("document.querySelector('.hit').getAttribute('d').match(/M/g).length")
        row = page.locator(f"tr:has(th:text-is('{code}'))").first.text_content() or ""
        assert hits == sum(int(many) for many in re.findall(r"\((\d+)\)", row))
