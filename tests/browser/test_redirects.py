"""A reader at a former address reaches the article, from disk and in `enregard serve`."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from enregard.publication.new import start
from enregard.serving.builds import Builds
from enregard.serving.server import listen, serve_in_background
from enregard.translate.model.options import Options
from tests.serving.conftest import Reported

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytest.importorskip("playwright", reason="Playwright is not installed")
from tests.browser.pages import opened


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Builds:
    """A new publication whose article was renamed after a build."""
    root = tmp_path_factory.mktemp("moved") / "revue"
    start(root)
    builds = Builds(root, Options(offline=True), Reported(), jobs=1)
    builds.build()
    text = (
        (root / "seeds/bienvenue.md").read_text("utf-8").replace("---\n", "---\naliases: /2019/vieux/\n", 1)
    )
    (root / "seeds/bienvenue.md").unlink()
    (root / "seeds/accueil.md").write_text(text, "utf-8")
    assert builds.build().problems == ()
    return builds


MOVED = [
    ("articles/bienvenue/index.html", "articles/accueil/index.html"),
    ("en/bienvenue/index.html", "en/accueil/index.html"),
    ("fr/bienvenue/index.html", "fr/accueil/index.html"),
    ("2019/vieux/index.html", "articles/accueil/index.html"),
]


@pytest.mark.parametrize("script", [True, False])
def test_redirects_from_disk(browser: "Browser", builds: Builds, tmp_path: Path, script: bool) -> None:
    site = shutil.copytree(builds.publication.build, tmp_path / "a copy of the site")
    with opened(browser, java_script_enabled=script) as page:
        for former, present in MOVED:
            page.goto((site / former).as_uri())
            page.wait_for_url((site / present).as_uri())
            assert page.locator("h1").count() == 1


@pytest.mark.parametrize("edit", [True, False])
def test_redirects_in_the_local_server(browser: "Browser", builds: Builds, edit: bool) -> None:
    with (
        listen(0) as listening,
        serve_in_background(builds, listening, edit=edit) as address,
        opened(browser) as page,
    ):
        for former, present in MOVED:
            page.goto(address + former.removesuffix("index.html"))
            page.wait_for_url(address + present)
            assert page.locator("h1").count() == 1
