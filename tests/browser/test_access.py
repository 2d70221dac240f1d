"""axe-core finds nothing: WCAG 2.2 A and AA and best practices, light and dark, wide and narrow."""

from importlib.resources import files
from itertools import product
from typing import Any, Literal

from playwright.sync_api import Browser

from tests.browser.conftest import Served
from tests.browser.pages import NARROW, WIDE, opened

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCHEMES: dict[Literal["light", "dark"], list[str]] = {
    "light": RULES,
    "dark": ["color-contrast", "link-in-text-block"],
}
"""The rules to check in each colour scheme."""
PAGES = (
    "own/index.html",
    "own/about/index.html",
    "own/fr/index.html",
    "own/fr/-/about/index.html",
    "own/fr/-/months/2021-07/index.html",
    "own/*/000-*/index.html",
    "rich/index.html",
    "rich/fr/index.html",
    "rich/months/index.html",
    "rich/tags/index.html",
    "rich/fr/-/tags/typographie/index.html",
    "rich/*/constructions/index.html",
    "rich/articles/citation-arabe/index.html",
    "rich/articles/titre-*/index.html",
)


def complaints(found: dict[str, Any]) -> list[str]:
    """Return axe-core's findings, one line per element."""
    return [
        f"{rule['id']}: {node['target']}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def test_axe_finds_nothing(browser: Browser, served: Served) -> None:
    said = []
    with opened(browser) as page:
        for address in served.pages(*PAGES):
            page.goto(address)
            page.evaluate(AXE)
            for width, scheme in product((WIDE, NARROW), SCHEMES):
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=scheme)
                found = page.evaluate(
                    "rules => axe.run({runOnly: rules, resultTypes: ['violations']})", SCHEMES[scheme]
                )
                assert found["passes"]
                said += [f"{address}, {width}, {scheme}: {one}" for one in complaints(found)]
    assert said == []


def test_axe_detects_errors(browser: Browser) -> None:
    with opened(browser) as page:
        page.set_content("<title>A</title><img src='x'><p style='color: #ccc; background: #fff'>Pale</p>")
        page.evaluate(AXE)
        found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    assert {"image-alt", "color-contrast", "html-has-lang"} <= {rule["id"] for rule in found["violations"]}
