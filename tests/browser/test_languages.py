"""Readers of French stay in French, and can switch to English and back, without a script."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Served
from tests.browser.pages import NARROW, WIDE, opened


def follow(page: Page, served: Served, selector: str) -> str:
    """Return the path in the site `rich` that a link leads to."""
    with page.expect_navigation():
        page.click(selector)
    return page.url.removeprefix(f"{served.origin}/rich/")


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_reader_of_french_stays_in_french(browser: Browser, served: Served, width: int) -> None:
    with opened(browser, width, java_script_enabled=False) as page:
        page.goto(f"{served.origin}/rich/index.html")
        assert follow(page, served, ".language a") == "fr/index.html"
        seen = [
            follow(page, served, selector)
            for selector in (
                ".entries .titles >> nth=0",
                ".views a >> nth=0",
                ".language a",
                "a[href*='/tags/'] >> nth=0",
                ".head .remark a",
                ".masthead a:text('Archives')",
                "a[href*='2024-02']",
                ".masthead a:text('Sources')",
                ".masthead a:text('À propos')",
                ".masthead .site",
            )
        ]
        assert seen == [
            "fr/constructions/index.html",
            "articles/constructions/index.html",
            "fr/constructions/index.html",
            "fr/-/tags/mise-en-page/index.html",
            "fr/-/tags/index.html",
            "fr/-/months/index.html",
            "fr/-/months/2024-02/index.html",
            "fr/-/sources/index.html",
            "fr/-/about/index.html",
            "fr/index.html",
        ]
        assert page.get_attribute("html", "lang") == "fr"


def test_every_page_links_to_its_twin_and_back(browser: Browser, served: Served) -> None:
    lists = served.pages("rich/*/index.html", "rich/months/**/*.html", "rich/tags/**/*.html")
    assert len(lists) > 10
    with opened(browser, java_script_enabled=False) as page:
        for address in lists:
            page.goto(address)
            here = page.url.removeprefix(f"{served.origin}/rich/")
            there = follow(page, served, ".language a")
            assert page.get_attribute("html", "lang") == ("en" if here.startswith("fr/") else "fr")
            assert here in (f"fr/-/{there}", there.removeprefix("fr/-/"), "fr/index.html")
            assert follow(page, served, ".language a") == here
