"""Visual order: labels above what they describe, and lists in columns."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from enregard.article.article import OBJECT, Mark, MarkKind, Text
from tests.browser.conftest import Served
from tests.browser.pages import NARROW, WIDE, opened
from tests.site.builders import Builder, build_site, pair

FACING = "own/articles/000-*/index.html"


def box(page: Page, selector: str) -> dict[str, float]:
    """Return the box of the first element `selector` in the window, in CSS pixels."""
    found: dict[str, float] = page.eval_on_selector(
        selector, "element => element.getBoundingClientRect().toJSON()"
    )
    return found


def test_the_label_is_above_the_english_and_the_facts_above_the_french(
    browser: Browser, served: Served
) -> None:
    with opened(browser, WIDE) as page:
        page.goto(*served.pages(FACING))
        french, english = box(page, ".pair .fr"), box(page, ".pair .en")
        label, facts = box(page, "p.label"), box(page, ".facts")
        assert label["left"] == pytest.approx(english["left"], abs=1)
        assert label["right"] <= english["right"] + 1
        assert facts["left"] == pytest.approx(french["left"], abs=1)
        assert facts["right"] <= french["right"] + 1


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_state_stays_visible_while_scrolling(browser: Browser, served: Served, width: int) -> None:
    with opened(browser, width, reduced_motion="reduce") as page:
        for address in served.pages("words/articles/*/index.html", "words/en/*/index.html"):
            page.goto(address)
            page.evaluate("document.getElementById('p9').scrollIntoView()")
            told = box(page, ".standing")
            assert page.inner_text(".standing").split() == ["Machine", "translation"]
            assert 0 <= told["top"] < told["bottom"] < 60, address
            assert told["right"] <= width
            assert told["left"] > box(page, ".views li:last-child a")["right"]
        page.goto(*served.pages("words/fr/*/index.html"))
        assert page.locator(".standing").count() == 0
        page.goto(*served.pages("rich/articles/constructions/index.html"))  # of which some is reviewed
        assert box(page, ".bar")["height"] < 48, "the bar stays low"


def test_dates_and_titles_of_lists_are_in_columns(browser: Browser, served: Served) -> None:
    with opened(browser, WIDE) as page:
        page.goto(*served.pages("rich/index.html"))
        columns = set()
        for entry in page.query_selector_all(".entries > li"):
            parts = [entry.query_selector(part) for part in (".meta > span", ".titles .fr", ".titles .en")]
            date, french, english = (part.bounding_box() if part else None for part in parts)
            assert date
            assert french
            assert english
            assert date["x"] + date["width"] < french["x"]
            assert french["x"] + french["width"] < english["x"]
            assert 0 <= date["y"] - french["y"] < 12, "on the first line of the title"
            columns.add((round(french["x"]), round(english["x"])))
        assert len(columns) == 1


def test_stacked_pairs_show_a_shared_picture_once(browser: Browser, tmp_path: Path) -> None:
    attrs = {
        "src": "data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=",
        "alt": "A",
        "title": "T",
    }
    picture = Text(OBJECT, (Mark(MarkKind.IMAGE, 0, 1, attrs),))
    build = Builder()
    site = build_site(tmp_path, build.article(build.paragraph(pair(picture, picture))), search=False)
    with opened(browser, NARROW) as page:
        page.goto((site / "articles/un/index.html").as_uri())
        shown = "image => getComputedStyle(image).clipPath"
        assert page.eval_on_selector(".fr img", shown) == "none"
        assert page.eval_on_selector(".en img", shown) == "inset(50%)"
        assert page.is_visible(".en figcaption")
        page.set_viewport_size({"width": WIDE, "height": 800})
        assert page.eval_on_selector(".en img", shown) == "none"
        page.emulate_media(media="print")
        assert page.eval_on_selector(".en img", shown) == "none"


@pytest.mark.parametrize("width", [NARROW, 430, 560, 640, 735, 737])
def test_nothing_at_the_top_of_a_page_overlaps(browser: Browser, served: Served, width: int) -> None:
    """For example at 200 % zoom."""
    overlap = """() => {
        const boxes = Array.from(document.querySelectorAll(".masthead a, .views a, .standing, h1"),
            element => [element.textContent, element.getBoundingClientRect()]);
        return boxes.flatMap(([one, a], index) => boxes.slice(index + 1)
            .filter(([, b]) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
            .map(([other]) => `${one} / ${other}`));
    }"""
    with opened(browser, width) as page:
        for address in served.pages("own/index.html", FACING, "own/fr/000-*/index.html"):
            page.goto(address)
            assert page.locator(".masthead a").count() > 4
            assert page.evaluate(overlap) == [], address
