"""Columns align, nothing overflows, no request leaves the host, and pages are small."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import SCREENSHOTS, Served
from tests.browser.pages import MIDDLE, NARROW, WIDE, opened

FACING = ("own/articles/*/index.html", "rich/articles/*/index.html", "long/articles/*/index.html")
ALL = ("own/**/*.html", "rich/**/*.html", "long/articles/*/index.html")
HEAVIEST = 60_000  # bytes of an article of 1,000 words, with everything that its page asks for
HEAVIEST_IN_ALL = 75_000  # the same with links between words and the tools for readers

ROWS = """() => Array.from(document.querySelectorAll(".row"), row => {
    const [fr, en] = [row.querySelector(":scope > .fr"), row.querySelector(":scope > .en")];
    const line = side => {
        const first = side.querySelector(".s, pre, hr") ?? side;
        return first.getClientRects()[0]?.top;
    };
    const [one, other] = [fr.getBoundingClientRect(), en.getBoundingClientRect()];
    return {
        kind: row.className,
        hidden: getComputedStyle(en).display === "none",
        apart: Math.abs(line(fr) - line(en)),
        gap: other.left - one.right,
        below: other.top - one.bottom,
        widths: [one.width, other.width],
    };
})"""

OUTSIDE = """() => {
    const inScroller = element => element.parentElement?.closest(".scroll, pre") !== null
        && element.parentElement?.closest(".scroll, pre") !== undefined;
    const out = [];
    for (const element of document.body.querySelectorAll("*")) {
        const box = element.getBoundingClientRect();
        if (element.matches(".skip") || box.width === 0 || inScroller(element)) continue;
        if (box.right > innerWidth + 0.5 || box.left < -0.5) {
            out.push(`${element.tagName}.${element.className} from ${box.left} to ${box.right}`);
        }
    }
    return out;
}"""


WIDER = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }"""
"""The spacing that readers may set (WCAG 2.2, 1.4.12)."""

ADD_STYLE = """css => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets.push(sheet);
}"""


@dataclass(slots=True)
class Visit:
    """What was seen on all pages: each is opened once, narrow, and then made wider."""

    rows: dict[tuple[str, int], list[dict[str, Any]]] = field(default_factory=dict)
    """The rows of facing pages, by address and width."""
    overflowing: list[tuple[str, int, Any]] = field(default_factory=list)
    overflowing_if_spaced: list[tuple[str, int, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def visit(browser: Browser, served: Served) -> Visit:
    seen = Visit()
    facing = set(served.pages(*FACING))
    with opened(browser) as page:
        page.on("request", lambda request: seen.asked.append(request.url))
        page.on("console", lambda message: seen.said.append(message.text))
        page.on("pageerror", lambda error: seen.said.append(str(error)))
        for address in served.pages(*ALL):
            resize(page, NARROW)
            page.goto(address)
            for width in (NARROW, MIDDLE, WIDE):
                resize(page, width)
                seen.overflowing += overflowing(page, address, width)
                if address in facing:
                    seen.rows[address, width] = page.evaluate(ROWS)
            page.evaluate(ADD_STYLE, WIDER)
            for width in (WIDE, NARROW):
                resize(page, width)
                seen.overflowing_if_spaced += overflowing(page, address, width)
        with page.expect_response("**/photo.png"):  # images are fetched when they come near
            page.goto(served.origin + "/rich/articles/constructions/index.html")
            page.locator("img").first.scroll_into_view_if_needed()
    return seen


def resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})


def overflowing(page: Page, address: str, width: int) -> list[tuple[str, int, Any]]:
    """Return what is beyond the right or left edge."""
    out = page.evaluate(OUTSIDE)
    if (scrolled := page.evaluate("document.documentElement.scrollWidth")) > width:
        out.append(f"the page is {scrolled} wide")
    return [(address, width, out)] if out else []


@pytest.mark.parametrize("width", [WIDE, MIDDLE])
def test_paragraphs_and_their_translations_are_aligned(visit: Visit, width: int) -> None:
    shown = {address: rows for (address, at), rows in visit.rows.items() if at == width}
    assert len(shown) > 5
    for address, rows in shown.items():
        assert len(rows) >= 3, address
        for row in rows:
            assert row["apart"] < 0.5, (address, row)
            assert row["gap"] > 16, (address, row)
            assert abs(row["widths"][0] - row["widths"][1]) < 0.5, (address, row)


def test_narrow_screens_stack_each_pair(visit: Visit) -> None:
    rows = [(address, row) for (address, at), rows in visit.rows.items() if at == NARROW for row in rows]
    assert len(rows) > 100
    for address, row in rows:
        assert row["hidden"] or row["below"] >= -0.5, (address, row)


def test_nothing_overflows(visit: Visit) -> None:
    assert visit.overflowing == []


def test_nothing_overflows_with_wider_spacing(visit: Visit) -> None:
    assert visit.overflowing_if_spaced == []


def test_what_overflows_is_found(browser: Browser) -> None:
    with opened(browser, NARROW) as page:
        page.set_content("<p style='width: 400px'>A</p>")
        assert len(overflowing(page, "a", NARROW)[0][2]) == 2
        page.set_content("<p>A</p>")
        assert overflowing(page, "a", NARROW) == []
        page.evaluate(ADD_STYLE, "p { width: 400px }")
        assert overflowing(page, "a", NARROW)


def test_no_request_leaves_the_host_and_none_is_blocked(visit: Visit, served: Served) -> None:
    assert len(visit.asked) > 100
    assert [url for url in visit.asked if not url.startswith((served.origin + "/", "data:"))] == []
    assert visit.said == []


def test_pages_are_small(browser: Browser, served: Served) -> None:
    received: dict[str, int] = {}
    with opened(browser) as page:
        page.on("response", lambda response: received.update({response.url: len(response.body())}))
        for address in served.pages("words/articles/*/index.html"):
            page.goto(address, wait_until="networkidle")
    assert {url.rpartition(".")[2] for url in received} >= {"html", "css", "js"}
    assert sum(received.values()) < HEAVIEST, received


def test_pages_are_small_with_everything(browser: Browser, served: Served) -> None:
    received: dict[str, int] = {}
    with opened(browser) as page:
        page.on("response", lambda response: received.update({response.url: len(response.body())}))
        for address in served.pages("linked/articles/*/index.html"):
            page.goto(address)
            assert page.get_attribute("main article", "data-words")
            page.keyboard.press("Tab")  # loads the tools
            page.wait_for_load_state("networkidle")
    assert [url for url in received if url.endswith("/tools.js")]
    assert sum(received.values()) < HEAVIEST_IN_ALL, received


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_screenshots_for_people_to_look_at(browser: Browser, served: Served, scheme: Any) -> None:
    SCREENSHOTS.mkdir(exist_ok=True)
    for width in (WIDE, MIDDLE, NARROW):
        with opened(browser, width, color_scheme=scheme) as page:
            for address in served.pages("own/index.html", "own/*/000-*/index.html"):
                page.goto(address)
                name = address.removeprefix(served.origin + "/own/").replace("/", "-").removesuffix(".html")
                shot = page.screenshot(path=SCREENSHOTS / f"{name}-{width}-{scheme}.png")
                assert shot.startswith(b"\x89PNG")
