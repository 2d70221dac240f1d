"""Columns align, nothing overflows, no request leaves the host, and pages are small."""

from typing import Any

import pytest
from playwright.sync_api import Browser

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


@pytest.mark.parametrize("width", [WIDE, MIDDLE])
def test_paragraphs_and_their_translations_are_aligned(browser: Browser, served: Served, width: int) -> None:
    with opened(browser, width) as page:
        for address in served.pages(*FACING):
            page.goto(address)
            rows = page.evaluate(ROWS)
            assert len(rows) >= 3, address
            for row in rows:
                assert row["apart"] < 0.5, (address, row)
                assert row["gap"] > 16, (address, row)
                assert abs(row["widths"][0] - row["widths"][1]) < 0.5, (address, row)


def test_narrow_screens_stack_each_pair(browser: Browser, served: Served) -> None:
    with opened(browser, NARROW) as page:
        for address in served.pages(*FACING):
            page.goto(address)
            for row in page.evaluate(ROWS):
                assert row["hidden"] or row["below"] >= -0.5, (address, row)


@pytest.mark.parametrize("width", [WIDE, MIDDLE, NARROW])
def test_nothing_overflows(browser: Browser, served: Served, width: int) -> None:
    with opened(browser, width) as page:
        for address in served.pages(*ALL):
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
            assert page.evaluate(OUTSIDE) == [], address


def test_no_request_leaves_the_host_and_none_is_blocked(browser: Browser, served: Served) -> None:
    asked, said = [], []
    with opened(browser) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        for address in served.pages(*ALL):
            page.goto(address)
        with page.expect_response("**/photo.png"):  # images are fetched when they come near
            page.goto(served.origin + "/rich/articles/constructions/index.html")
            page.locator("img").first.scroll_into_view_if_needed()
    assert [url for url in asked if not url.startswith((served.origin + "/", "data:"))] == []
    assert said == []


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
