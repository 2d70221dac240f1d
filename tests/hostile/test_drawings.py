"""A published drawing asks no other host, runs nothing and holds nothing of pages, however it is opened."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from enregard.seeds.svg import unsafe_svg
from tests.hostile.vectors import drawings
from tests.incremental import reported, warnings, write

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page, Route

ORIGIN = "http://site.test"
HOST = "elsewhere.example"
HARMLESS = drawings("harmless.txt", HOST)
HOSTILE = drawings("drawings.txt", HOST)
DRAWING = HARMLESS[0].decode()


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Build a publication with all drawings, and check the warnings. Returns the drawings on the site."""
    root = tmp_path_factory.mktemp("drawings")
    every = {f"h{number}.svg": data for number, data in enumerate(HOSTILE)}
    every |= {f"ok{number}.svg": data for number, data in enumerate(HARMLESS)}
    for name, data in every.items():
        write(root / "seeds" / name, data)
    write(root / "seeds/a.md", "# Dessins\n\n" + "\n\n".join(f"![Un dessin]({name})" for name in every))
    told = warnings(reported(root))
    for number in range(len(HOSTILE)):
        (line,) = [it for it in told if f"'h{number}.svg'" in it]
        assert re.search(
            r"seeds/a\.md:\d+: 'h\d+\.svg' is not published, because its line \d+ (?:has|is not) .+: "
            "save it as plain SVG, or as PNG$",
            line,
        ), line
    assert len(told) == len(HOSTILE)
    return {path.name: path.read_bytes() for path in (root / "build/media").iterdir()}


@contextmanager
def opened(browser: "Browser", files: dict[str, bytes]) -> Iterator[tuple["Page", list[str]]]:
    """Open a page on a host with `files`. Also yields what it and its frames ran, or asked of other hosts."""
    seen: list[str] = []

    def answer(route: "Route") -> None:
        address = urlsplit(route.request.url)
        name = address.path.removeprefix("/")
        if f"{address.scheme}://{address.netloc}" != ORIGIN:
            seen.append(route.request.url)
            route.abort()
        elif name in files:
            kind = "text/html" if name.endswith(".html") else "image/svg+xml"
            route.fulfill(status=200, body=files[name], content_type=kind)
        else:
            seen.append(route.request.url)
            route.fulfill(status=404, body="")

    def dismiss(dialog: "Dialog") -> None:
        seen.append(dialog.message)
        dialog.dismiss()

    context = browser.new_context(service_workers="block")
    context.route("**/*", answer)
    context.route("**/favicon.ico", lambda route: route.fulfill(status=404, body=""))
    page = context.new_page()
    page.on("dialog", dismiss)
    yield page, seen
    context.close()


def test_the_harmless_ones_are_published_and_no_others(published: dict[str, bytes]) -> None:
    assert len(HOSTILE) > 150
    assert published == {f"ok{number}.svg": data for number, data in enumerate(HARMLESS)}


def test_no_published_drawing_asks_another_host(published: dict[str, bytes], browser: "Browser") -> None:
    show = "<!doctype html>" + "".join(
        f'<img src="/{name}"><iframe src="/{name}"></iframe>' for name in published
    )
    with opened(browser, {**published, "show.html": show.encode()}) as (page, seen):
        for name in published:
            page.goto(f"{ORIGIN}/{name}")
            assert page.evaluate("document.documentElement.localName") == "svg", name
            assert page.evaluate("document.getElementsByTagName('parsererror').length") == 0, name
        page.goto(f"{ORIGIN}/show.html")
        broken = "[...document.images].filter((it) => !it.complete || !it.naturalWidth).map((it) => it.src)"
        assert page.evaluate(broken) == []
        assert seen == []


def test_the_refused_ones_would_ask_another_host(browser: "Browser") -> None:
    """Browsers do what most of the refused drawings say, so the test above is able to fail."""
    files = {f"h{number}.svg": data for number, data in enumerate(HOSTILE)}
    show = "<!doctype html>" + "".join(f'<iframe src="/{name}"></iframe>' for name in files)
    with opened(browser, {**files, "show.html": show.encode()}) as (page, seen):
        page.goto(f"{ORIGIN}/show.html")
        end = time.monotonic() + 20

        def asking() -> set[str]:
            return {name for it in seen if (name := urlsplit(it).hostname) and name.endswith(HOST)}

        while len(asking()) < 50 and time.monotonic() < end:
            page.wait_for_timeout(200)
        assert len(asking()) >= 50


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (DRAWING.encode("utf-16"), ""),
        (b"\xef\xbb\xbf" + DRAWING.encode(), ""),
        (f'<?xml version="1.0" encoding="ISO-8859-1"?>{DRAWING}<!-- é -->'.encode("latin-1"), ""),
        (DRAWING.replace("<rect", "<script/><rect").encode("utf-16"), "line 1 has <script>"),
        (DRAWING.replace("<rect", "\n<script/><rect").encode("utf-16-le"), "line 2 has <script>"),
        (DRAWING.encode("utf-32"), "not valid XML"),
        (DRAWING.encode("utf-7").replace(b"<svg", b"<svg +AG8-"), "not valid XML"),
        (f'<?xml version="1.0" encoding="Shift_JIS"?>{DRAWING}'.encode(), "an encoding other than UTF-8"),
        (f'<?xml version="1.0" encoding="no-such"?>{DRAWING}'.encode(), "an encoding other than UTF-8"),
        (f'<?xml version="1.0" encoding="windows-1252"?>{DRAWING}<!-- œ -->'.encode("cp1252"), ""),
        (b"\x1f\x8b\x08\x00" + DRAWING.encode(), "not valid XML"),
        (b"GIF89a" + DRAWING.encode(), "not valid XML"),
        (DRAWING.encode() + b"<script/>", "not valid XML"),
        (b"\0" + DRAWING.encode(), "not valid XML"),
        (b"", "not valid XML"),
        (b"<svg/>", 'no <svg xmlns="http://www.w3.org/2000/svg">'),
        (DRAWING.replace("<rect", "<g>" * 1000 + "<rect").encode(), "elements more than 1000 deep"),
        (DRAWING.encode() + b" " * 16_000_000, "larger than 16 MB"),
    ],
    ids=range(18),
)
def test_encodings_and_other_kinds_of_file(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "a.svg"
    path.write_bytes(data)
    assert reason in unsafe_svg(path)
    assert bool(unsafe_svg(path)) == bool(reason)


def test_a_drawing_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    assert unsafe_svg(tmp_path / "none.svg") == "it cannot be read"
