"""Which changes are reported, and that none is lost."""

from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread

import pytest

from enregard.errors import EnregardError
from enregard.serving.watch import changes


class Watched:
    """The changes of a publication as they arrive."""

    def __init__(self, root: Path) -> None:
        self.stop = Event()
        self._root = root
        self._found: Queue[set[Path]] = Queue()
        self._thread = Thread(target=self._run)

    def _run(self) -> None:
        for found in changes(self._root, self._root / "build/manifest", self.stop):
            self._found.put(found)

    def __enter__(self) -> "Watched":
        self._thread.start()
        assert self.next() == {self._root}
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        self._thread.join(10)
        assert not self._thread.is_alive()

    def next(self) -> set[Path]:
        return self._found.get(timeout=10)

    def until(self, path: Path) -> set[Path]:
        """Collect all changes until `path` is among them."""
        seen: set[Path] = set()
        while path not in seen:
            seen |= self.next()
        return seen

    @property
    def nothing(self) -> bool:
        try:
            self._found.get(timeout=0.7)
        except Empty:
            return True
        return False


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    for part in ("seeds", "translate", "build", ".enregard"):
        (tmp_path / part).mkdir()
    with Watched(tmp_path) as watched:
        yield watched


def test_changes_in_all_folders_are_reported_even_new_ones(watched: Watched, tmp_path: Path) -> None:
    (tmp_path / "seeds" / "x.txt").write_text("x")
    assert watched.until(tmp_path / "seeds" / "x.txt")
    deep = tmp_path / "translate" / "2021" / "08"
    deep.mkdir(parents=True)
    assert watched.next()
    (deep / "x.po").write_text("x")
    assert watched.until(deep / "x.po")
    (tmp_path / "seeds" / "x.txt").unlink()
    assert watched.until(tmp_path / "seeds" / "x.txt")


def test_a_site_that_vanishes_is_reported_once(watched: Watched, tmp_path: Path) -> None:
    assert watched.nothing  # there was none
    (tmp_path / "build/manifest").write_text("x")
    assert watched.nothing
    (tmp_path / "build/manifest").unlink()
    assert watched.next() == {tmp_path}
    assert watched.nothing


def test_the_error_of_a_system_that_cannot_watch_suggests_polling(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def watch(*_: object, **__: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    (tmp_path / "seeds").mkdir()
    monkeypatch.setattr("enregard.serving.watch.watch", watch)
    with pytest.raises(EnregardError, match=r"limit reached.*WATCHFILES_FORCE_POLLING=1"):
        list(changes(tmp_path, tmp_path / "build/manifest", Event()))


def test_other_files_are_ignored(watched: Watched, tmp_path: Path) -> None:
    for name in (
        "build/index.html",
        ".enregard/site.sqlite",
        "notes.txt",
        "translate/.x.po.12.tmp",
        "seeds/.x.txt.swp",
        "seeds/x.txt~",
        "seeds/#x.txt#",
        "seeds/4913",
    ):
        (tmp_path / name).write_text("x")
    assert watched.nothing


def test_new_and_replaced_folders_are_watched(watched: Watched, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    watched.until(tmp_path)
    (tmp_path / "site" / "site.toml").write_text("x")
    assert watched.until(tmp_path / "site" / "site.toml")
    (tmp_path / "seeds").rename(tmp_path / "old")
    (tmp_path / "seeds").mkdir()
    watched.until(tmp_path)
    (tmp_path / "seeds" / "new.txt").write_text("x")
    assert watched.until(tmp_path / "seeds" / "new.txt")
