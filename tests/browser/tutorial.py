"""Take the pictures of the tutorial: `python -m tests.browser.tutorial docs`.

It follows the tutorial up to its build, and needs chromium and the model. It uses the fonts of the machine.
"""

import os
import re
import shutil
import subprocess
import sys
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from tests.browser.pages import opened, point_at
from tests.tutorial import follow, steps

WIDTH = 1120  # CSS pixels
ARTICLE = "articles/marche"


def main(target: Path) -> None:
    """Write `tutorial-page.png` and `tutorial-editor.png` into a folder."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        publication = Path(folder, "presse")

        def run(words: list[str]) -> str:
            where = publication if publication.exists() else Path(folder)
            return subprocess.run(
                ["enregard", *words], cwd=where, check=True, capture_output=True
            ).stderr.decode()

        for step in takewhile(lambda step: step.form != "po", steps()):
            if step.form != "sh" and step.command[:1] != ["cd"]:
                follow(publication, step, run)
        serve = ["enregard", "serve", "--edit", "--port", "0", "--offline"]
        with subprocess.Popen(
            serve,
            cwd=publication,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        ) as server:
            try:
                assert server.stdout is not None
                found = next(filter(None, (re.search(r"http://\S+/", line) for line in server.stdout)))
                browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
                take_page(browser, (publication / "build" / ARTICLE / "index.html").as_uri(), target)
                take_editor(browser, f"{found[0]}{ARTICLE}/", target)
                browser.close()
            finally:
                server.terminate()


def take_page(browser: Browser, address: str, target: Path) -> None:
    """Take the picture of the article, as it is published."""
    with opened(browser, WIDTH, 600, color_scheme="light") as page:
        page.goto(address)
        point_at(page, "#en-1")
        page.screenshot(path=target / "tutorial-page.png")


def take_editor(browser: Browser, address: str, target: Path) -> None:
    """Take the picture of the editor at the last sentence of the article."""
    with opened(browser, WIDTH, 760, color_scheme="light") as page:
        page.goto(address)
        page.locator("#en-5.enregard-sentence").wait_for()
        page.mouse.click(*point_at(page, "#en-5"))
        page.wait_for_timeout(2000)
        page.screenshot(path=target / "tutorial-editor.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
