"""Fixtures for all tests: a model, a browser, and a home folder of their own."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from enregard.translate.model.install import Installed, find, read_pin

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

pytest_plugins = ["enregard.testing"]

os.environ["LANGUAGE"] = "C"  # tests read English messages, also of the processes that they start

# The time of an example depends on the machine and its load.
hypothesis.settings.register_profile(
    "any-machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any-machine")

ROOT = Path(__file__).parents[1]
_LONG = (
    "translate/draft/test_cluster.py",
    "test_crashes.py",
    "translate/model/test_engine.py",
    "browser/",
    "build/test_build.py",
    "translate/model/test_opus.py",
    "translate/model/test_convert.py",
    "serving/",
    "hostile/",
)
"""Tests that take minutes. They start first, so that no core is idle at the end."""

SHARED = ROOT.parent / "shared"
"""Evaluation data next to a developer's checkout; tests that need it skip elsewhere."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start the tests that take longest."""
    folder = Path(__file__).parent

    def rank(item: pytest.Item) -> int:
        path = item.path.relative_to(folder).as_posix() if item.path.is_relative_to(folder) else ""
        return next((at for at, long in enumerate(_LONG) if path.startswith(long)), len(_LONG))

    items.sort(key=rank)


@pytest.fixture(scope="session")
def model() -> Installed:
    """Find the installed model."""
    package = find(read_pin(ROOT / "translate" / "model.toml"))
    if package is None:
        pytest.skip("no model is installed: run `make site`")
    return package


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Browser"]:
    """Start Debian's Chromium without a window, once for all tests: Playwright cannot run twice."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no browser is installed: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        # As root, which tests in containers are, chromium has no sandbox.
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        environment = {**os.environ, "HOME": str(tmp_path_factory.mktemp("browser"))}
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments, env=environment)
        yield browser
        browser.close()


def _is_fault(message: "ConsoleMessage") -> bool:
    """Return whether a page's script or policy failed; a refused correction does not count."""
    return message.type == "error" and not re.search("status of (409|422) ", message.text)


@pytest.fixture
def page(browser: "Browser") -> Iterator["Page"]:
    """Open a page of 1280 by 800 in a new context. A fault in its scripts fails the test."""
    faults: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if _is_fault(message) else None)
    yield page
    context.close()
    assert faults == []


@pytest.fixture(autouse=True)
def own_folders(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """Give the test its own home folder, unless it is marked `model` and needs the models installed here."""
    if request.node.get_closest_marker("model"):
        request.getfixturevalue("model")
        return
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("ENREGARD_DATA_DIR", str(home / "enregard"))
    for name in (
        "ENREGARD_MODEL",
        "ARGOS_PACKAGES_DIR",
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "XDG_CACHE_HOME",
    ):
        monkeypatch.delenv(name, raising=False)
    assert not os.environ.get("ENREGARD_MODEL")
