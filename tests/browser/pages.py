"""Shortcuts to look at pages in a browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page

WIDE, MIDDLE, NARROW = 1280, 768, 320
LIT = {"light": "rgb(246, 231, 189)", "dark": "rgb(66, 58, 32)"}
"""The background of a highlighted sentence."""


@contextmanager
def opened(browser: Browser, width: int = WIDE, height: int = 900, **options: Any) -> Iterator[Page]:
    """Yield a new page `width` CSS pixels wide; `options` are those of a browser context."""
    context = browser.new_context(viewport={"width": width, "height": height}, **options)
    try:
        context.set_default_timeout(30_000)
        yield context.new_page()
    finally:
        context.close()


def point_at(page: Page, selector: str) -> tuple[float, float]:
    """Move the mouse to the first words of the element `selector`, which may start in mid-line."""
    page.locator(selector).scroll_into_view_if_needed()
    box = page.eval_on_selector(selector, "element => element.getClientRects()[0].toJSON()")
    x, y = box["x"] + min(5, box["width"] / 2), box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    return x, y


def ground(page: Page, selector: str) -> str:
    """Return the background colour of the element `selector`."""
    return str(page.eval_on_selector(selector, "element => getComputedStyle(element).backgroundColor"))


def top(page: Page, selector: str) -> float:
    """Return the distance of the element `selector` from the top of the window, in CSS pixels."""
    return float(page.eval_on_selector(selector, "element => element.getBoundingClientRect().top"))
