"""A served publication and its builds."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from werkzeug.test import Client

from enregard.article.article import Text
from enregard.article.score import Score
from enregard.publication.new import start
from enregard.serving.app import App
from enregard.serving.builds import Builds
from enregard.serving.editing_app import EditingApp
from enregard.translate.markup.unplaced import Transferred
from enregard.translate.model.options import Options
from enregard.translate.model.ready import SharedEngine
from enregard.translate.model.translator import Key
from tests.stand_in import Collected

HOST = "127.0.0.1:8000"
ORIGIN = f"http://{HOST}"


class Reported(Collected):
    """Collects reports, of models too."""

    def step(self, text: str) -> None:
        self.notes.append(text)

    def advance(self, done: int, total: int) -> None:
        pass


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A publication of one article with its translation, whose drafts are all equally doubtful."""
    start(tmp_path / "revue")
    po = tmp_path / "revue/translate/bienvenue.po"
    po.write_text(re.sub(r"#\. Certainty .*\n", "", po.read_text("utf-8")), "utf-8")
    return tmp_path / "revue"


@pytest.fixture
def builds(root: Path) -> Builds:
    """The builds of that publication, after the first."""
    builds = Builds(root, Options(offline=True), Reported(), jobs=1)
    builds.build()
    assert builds.status.problems == ()
    return builds


@pytest.fixture
def client(builds: Builds) -> Client:
    """A client of the server without corrections."""
    return Client(App(builds))


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Client:
    """The same, shared by tests that change nothing."""
    root = tmp_path_factory.mktemp("still") / "revue"
    start(root)
    builds = Builds(root, Options(offline=True), Reported(), jobs=1)
    builds.build()
    return Client(App(builds))


@pytest.fixture
def editing(builds: Builds) -> EditingApp:
    """The handler of corrections."""
    return EditingApp(builds)


@pytest.fixture
def writer(builds: Builds, editing: EditingApp) -> Client:
    """A client of the server with corrections."""
    return Client(App(builds, editing))


class Ranking:
    """An engine that answers the third sentence in several ways, the worst first."""

    def alternatives(
        self, texts: Iterable[tuple[Key, Text]], count: int
    ) -> Iterator[tuple[Key, list[Transferred]]]:
        ways = ["Delete yours, as soon as it?", "You can delete it.", "You can delete it.", "Delete it now."]
        for key, text in texts:
            assert text.plain.startswith("Vous pouvez")
            yield key, [Transferred(Text(way), score=Score(-1.0, 4)) for way in ways[:count]]


@pytest.fixture
def ranking(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server whose model is `Ranking`, and loaded."""
    monkeypatch.setattr("enregard.serving.suggestions.installed_model", lambda *_: object())
    monkeypatch.setattr(SharedEngine, "get", lambda *_: Ranking())
