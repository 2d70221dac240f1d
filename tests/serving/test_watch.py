"""Which changes are told, and that none is lost."""

from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread

import pytest

from enregard.errors import EnregardError
from enregard.serving.watch import changes


class Watched:
    """The changes of a publication, as they come."""

    def __init__(self, root: Path) -> None:
        self.stop = Event()
        self._root = root
        self._found: Queue[set[Path]] = Queue()
        self._thread = Thread(target=self._run)

    def _run(self) -> None:
        for found in changes(self._root, self.stop):
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
        """All that is told until `path` is."""
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


def test_changes_of_all_parts_are_told_in_new_folders_too(watched: Watched, tmp_path: Path) -> None:
    (tmp_path / "seeds" / "x.txt").write_text("x")
    assert watched.until(tmp_path / "seeds" / "x.txt")
    deep = tmp_path / "translate" / "2021" / "08"
    deep.mkdir(parents=True)
    assert watched.next()
    (deep / "x.po").write_text("x")
    assert watched.until(deep / "x.po")
    (tmp_path / "seeds" / "x.txt").unlink()
    assert watched.until(tmp_path / "seeds" / "x.txt")


def test_a_system_that_lets_nothing_be_watched_is_named_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def watch(*_: object, **__: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    (tmp_path / "seeds").mkdir()
    monkeypatch.setattr("enregard.serving.watch.watch", watch)
    with pytest.raises(EnregardError, match=r"limit reached.*WATCHFILES_FORCE_POLLING=1"):
        list(changes(tmp_path, Event()))


def test_what_is_no_part_of_the_publication_is_not(watched: Watched, tmp_path: Path) -> None:
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


def test_a_folder_that_comes_or_is_replaced_is_watched_from_then_on(watched: Watched, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    watched.until(tmp_path)
    (tmp_path / "site" / "site.toml").write_text("x")
    assert watched.until(tmp_path / "site" / "site.toml")
    (tmp_path / "seeds").rename(tmp_path / "old")
    (tmp_path / "seeds").mkdir()
    watched.until(tmp_path)
    (tmp_path / "seeds" / "new.txt").write_text("x")
    assert watched.until(tmp_path / "seeds" / "new.txt")
