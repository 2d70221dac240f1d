"""Sites to open in a browser: the two seeds, everything that is hard to lay out, and very long ones."""

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from enregard.article.article import FacingArticle
from enregard.testing import render
from tests.browser.articles import dense_article, long_article, words_article
from tests.conftest import ROOT
from tests.site.builders import build_site

PUBLICATIONS = ROOT / "tests" / "publications"
SCREENSHOTS = ROOT / "tests" / "screenshots"
"""The folder of screenshots for people to look at; git ignores it."""


@dataclass(frozen=True, slots=True)
class Served:
    """Served sites, each in a folder; `origin` is the address of the host."""

    origin: str
    folder: Path

    def pages(self, *patterns: str) -> list[str]:
        """Return the addresses of the pages whose files match `patterns`."""
        found = sorted({path for pattern in patterns for path in self.folder.glob(pattern)})
        assert found, patterns
        return [f"{self.origin}/{path.relative_to(self.folder).as_posix()}" for path in found]


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The sites `own`, `rich`, `long`, `dense`, `words` and `linked`."""
    folder = tmp_path_factory.mktemp("sites")
    for name, publication in (("own", ROOT), ("rich", PUBLICATIONS / "rich")):
        assert render(publication, folder / name) == []
    _build(tmp_path_factory, folder / "long", long_article(2000))
    _build(tmp_path_factory, folder / "dense", dense_article(150))
    _build(tmp_path_factory, folder / "words", words_article(1000))
    _build(tmp_path_factory, folder / "linked", words_article(1000, linked=True))
    with serve(folder) as origin:
        yield Served(origin, folder)


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine, and yield the origin of the server."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def _build(factory: pytest.TempPathFactory, target: Path, article: FacingArticle) -> None:
    build_site(factory.mktemp("publication"), article).rename(target)


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files without a log."""

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""
