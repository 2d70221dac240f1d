"""What every test has: no folder of the person who runs it is touched, and sites can be compared."""

import os
from pathlib import Path

import hypothesis
import pytest

from enregard.translate.model import Installed, find, read_pin

pytest_plugins = ["enregard.testing"]

# How long an example takes says more about the machine, and what else runs on it, than about the program.
hypothesis.settings.register_profile(
    "any-machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any-machine")

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
"""Evaluation data that lies beside a developer's checkout; tests that want it are skipped elsewhere."""


@pytest.fixture(scope="session")
def model() -> Installed:
    """The installed model."""
    package = find(read_pin(ROOT / "translate" / "model.toml"))
    if package is None:
        pytest.skip("no model is installed: run `make site`")
    return package


@pytest.fixture(autouse=True)
def own_folders(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """Give the test a home of its own; those marked `model` see the models installed here."""
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
