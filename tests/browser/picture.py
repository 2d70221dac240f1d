"""Take the screenshot of a facing page for the README: `python -m tests.browser.picture docs/facing.png`.

It needs chromium, and uses the fonts of the machine.
"""

import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from enregard.testing import render
from tests.browser.pages import opened, point_at
from tests.conftest import ROOT


def main(target: Path) -> None:
    """Write the screenshot to the file `target`."""
    chromium = shutil.which("chromium")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        render(ROOT, Path(folder, "site"))
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        with opened(browser, 1120, 800, color_scheme="light") as page:
            page.goto(Path(folder, "site/articles/000-cc90b059fb36a085/index.html").as_uri())
            point_at(page, "#en-2")
            page.screenshot(path=target)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
