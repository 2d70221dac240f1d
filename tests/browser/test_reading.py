"""What readers do: switch views, follow a sentence to its counterpart, print; with and without scripts."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import SCREENSHOTS, Served
from tests.browser.pages import LIT, NARROW, WIDE, ground, opened, point_at, top

SLUG = "000-cc90b059fb36a085"
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


def facing(served: Served, fragment: str = "", site: str = "own", slug: str = SLUG) -> str:
    """The address of a facing page."""
    return f"{served.origin}/{site}/articles/{slug}/index.html{fragment}"


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element `selector` has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by Tab")


@SCRIPT
def test_views_switch_by_keyboard(browser: Browser, served: Served, script: bool) -> None:
    with opened(browser, java_script_enabled=script) as page:
        page.goto(facing(served))
        for view, lang in (("en", "en"), ("fr", "fr"), ("articles", "en")):
            tab_to(page, f'.views a[href*="/{view}/"]')
            with page.expect_navigation():
                page.keyboard.press("Enter")
            assert page.url == f"{served.origin}/own/{view}/{SLUG}/index.html"
            assert page.get_attribute("html", "lang") == lang
            current = page.query_selector_all('.views a[aria-current="page"]')
            assert [f"/{view}/" in str(link.get_attribute("href")) for link in current] == [True]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_readers_keep_their_position_across_views(browser: Browser, served: Served, width: int) -> None:
    with opened(browser, width, 600, reduced_motion="reduce") as page:
        page.goto(facing(served, site="words", slug="words"))
        page.evaluate("document.getElementById('p7').scrollIntoView()")
        for view in ("en", "fr", "articles"):
            with page.expect_navigation():
                page.click(f'.views a[href*="/{view}/"]')
            assert page.url.endswith(f"/{view}/words/index.html#p7")
            bar = page.eval_on_selector(".views", "bar => bar.getBoundingClientRect().bottom")
            assert bar - 1 <= top(page, "#p7") < bar + 60


def test_without_a_script_passages_link_to_the_facing_page(browser: Browser, served: Served) -> None:
    with opened(browser, height=500, java_script_enabled=False, reduced_motion="reduce") as page:
        for view in ("en", "fr"):
            page.goto(f"{served.origin}/words/{view}/words/index.html")
            with page.expect_navigation():
                page.click("#p9 > .no")
            assert page.url == facing(served, "#p9", "words", "words")
            assert 0 < top(page, "#p9") < 120
            assert top(page, "#p9 .fr .s") == top(page, "#p9 .en .s")


@SCRIPT
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_sentences_are_highlighted_with_their_counterparts(
    browser: Browser, served: Served, scheme: Any, script: bool
) -> None:
    with opened(browser, java_script_enabled=script, color_scheme=scheme) as page:
        page.goto(facing(served))
        for one, other in (("#fr-2", "#en-2"), ("#en-3", "#fr-3")):
            assert LIT[scheme] not in (ground(page, one), ground(page, other))
            point_at(page, one)
            assert ground(page, one) == ground(page, other) == LIT[scheme]
            assert ground(page, "#fr-1") != LIT[scheme]
        page.mouse.click(*point_at(page, "#fr-2"))
        page.mouse.move(2, 2)
        assert ground(page, "#fr-2") == ground(page, "#en-2") == LIT[scheme], "the focus keeps it lit"
        page.goto(facing(served, "#en-4"))
        assert ground(page, "#fr-4") == ground(page, "#en-4") == LIT[scheme], "and so does the address"


@SCRIPT
def test_in_long_paragraphs_only_one_pair_is_highlighted(
    browser: Browser, served: Served, script: bool
) -> None:
    lit = """ground => Array.from(document.querySelectorAll(".s"))
        .filter(sentence => getComputedStyle(sentence).backgroundColor === ground).map(one => one.id)"""
    with opened(browser, java_script_enabled=script) as page:
        page.goto(facing(served, site="dense", slug="dense"))
        assert page.evaluate(lit, LIT["light"]) == []
        for number in (2, 49, 50, 97, 98, 146, 151):  # the first of the paragraph is the second of the page
            for lang in ("fr", "en"):
                point_at(page, f"#{lang}-{number}")
                assert page.evaluate(lit, LIT["light"]) == [f"fr-{number}", f"en-{number}"]
        page.mouse.move(2, 2)
        page.goto(facing(served, "#en-60", site="dense", slug="dense"))
        assert page.evaluate(lit, LIT["light"]) == ["fr-60", "en-60"]


@SCRIPT
def test_tapping_highlights_a_sentence(browser: Browser, served: Served, script: bool) -> None:
    with opened(browser, NARROW, has_touch=True, is_mobile=True, java_script_enabled=script) as page:
        page.goto(facing(served))
        page.touchscreen.tap(*point_at(page, "#fr-2"))
        assert ground(page, "#fr-2") == ground(page, "#en-2") == LIT["light"]


def test_the_state_of_a_sentence_is_shown(browser: Browser, served: Served) -> None:
    told = "element => (({display, content}) => [display, content])(getComputedStyle(element, '::before'))"
    with opened(browser) as page:
        page.goto(facing(served))
        assert page.eval_on_selector("#en-2", told)[0] == "none"
        point_at(page, "#fr-2")
        assert page.eval_on_selector("#en-2", told) == ["block", '"Machine translation, not reviewed"']
        page.goto(facing(served, site="rich", slug="relu"))
        point_at(page, "#fr-1")
        assert page.eval_on_selector("#en-1", told) == ["block", '"Reviewed"']


def test_arrow_keys_move_between_sentences(browser: Browser, served: Served) -> None:
    with opened(browser) as page:
        page.goto(facing(served))
        tab_to(page, "#p1 > .no")
        walked = []
        for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
            page.keyboard.press(key)
            walked.append(page.evaluate("document.activeElement.id"))
        assert walked == ["fr-1", "fr-2", "en-2", "en-1", "fr-1"]
        assert ground(page, "#en-1") == LIT["light"]
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement === document.body")


def test_the_focus_is_not_hidden_by_the_views(browser: Browser, served: Served) -> None:
    with opened(browser, height=500, reduced_motion="reduce") as page:
        page.goto(facing(served, site="words", slug="words"))
        for _ in range(14):
            page.keyboard.press("Tab")
        for _ in range(10):
            page.keyboard.press("Shift+Tab")
            if page.evaluate("document.activeElement.matches('.no')"):
                bar = page.eval_on_selector(".views", "bar => bar.getBoundingClientRect().bottom")
                assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= bar - 1


def test_print(browser: Browser, served: Served) -> None:
    with opened(browser) as page:
        page.goto(facing(served, site="rich", slug="constructions"))
        page.emulate_media(media="print", color_scheme="dark")
        assert ground(page, "body") == "rgb(255, 255, 255)"
        for hidden in (".views", ".masthead nav"):
            assert not page.is_visible(hidden)
        after = "link => getComputedStyle(link, '::after').content"
        assert "https://example.org/a?b=c" in page.eval_on_selector('#en-1 a, .en a[href*="b=c"]', after)
        assert top(page, "#p1 .fr .s") == top(page, "#p1 .en .s")
        page.set_viewport_size({"width": NARROW, "height": 500})  # as small paper is
        assert top(page, "#p1 .fr .s") == top(page, "#p1 .en .s")
        SCREENSHOTS.mkdir(exist_ok=True)
        pdf = page.pdf(path=SCREENSHOTS / "constructions.pdf", format="A4", prefer_css_page_size=True)
        assert pdf.startswith(b"%PDF")


def test_contrast_forced_colours_and_reduced_motion(browser: Browser, served: Served) -> None:
    scrolling = "getComputedStyle(document.documentElement).scrollBehavior"
    with opened(browser, reduced_motion="no-preference") as page:
        page.goto(facing(served))
        assert page.evaluate(scrolling) == "smooth"
        page.emulate_media(reduced_motion="reduce")
        assert page.evaluate(scrolling) == "auto"
        page.emulate_media(contrast="more")
        assert ground(page, "body") == "rgb(255, 255, 255)"
        page.emulate_media(contrast="more", color_scheme="dark")
        assert ground(page, "body") == "rgb(0, 0, 0)"
        page.emulate_media(contrast="no-preference", forced_colors="active")
        line = "element => getComputedStyle(element).borderBottomWidth"
        assert page.eval_on_selector("#en-2", line) == "0px"
        point_at(page, "#fr-2")
        assert [page.eval_on_selector(one, line) for one in ("#fr-2", "#en-2")] == ["3px", "3px"]
