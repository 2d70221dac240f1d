"""A publication to be served, and the builds of it."""

from pathlib import Path

import pytest
from werkzeug.test import Client

from enregard.publication.new import start
from enregard.serving.app import App
from enregard.serving.builds import Builds
from enregard.serving.editing_app import EditingApp
from enregard.translate.model.options import Options
from tests.stand_in import Collected

HOST = "127.0.0.1:8000"
ORIGIN = f"http://{HOST}"


class Reported(Collected):
    """Keeps what is reported, of models too."""

    def step(self, text: str) -> None:
        self.notes.append(text)

    def advance(self, done: int, total: int) -> None:
        pass


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A publication of one article, with its translation."""
    start(tmp_path / "revue")
    return tmp_path / "revue"


@pytest.fixture
def builds(root: Path) -> Builds:
    """Its builds; the first is done."""
    builds = Builds(root, Options(offline=True), Reported(), jobs=1)
    builds.build()
    assert builds.status.problems == ()
    return builds


@pytest.fixture
def client(builds: Builds) -> Client:
    """A browser at the server that takes no corrections."""
    return Client(App(builds))


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Client:
    """The same for tests that change nothing, and one for them all."""
    root = tmp_path_factory.mktemp("still") / "revue"
    start(root)
    builds = Builds(root, Options(offline=True), Reported(), jobs=1)
    builds.build()
    return Client(App(builds))


@pytest.fixture
def editing(builds: Builds) -> EditingApp:
    """The part of the server that takes corrections."""
    return EditingApp(builds)


@pytest.fixture
def writer(builds: Builds, editing: EditingApp) -> Client:
    """A browser at the server that does."""
    return Client(App(builds, editing))
