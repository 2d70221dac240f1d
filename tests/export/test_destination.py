"""Exports are written completely or not at all, and never replace a folder or a device."""

import os
import stat
import sys
import threading
from pathlib import Path

import pytest

from enregard.errors import EnregardError
from enregard.export.destination import open_destination


def test_a_file_is_replaced_completely(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_bytes(b"old")
    path.chmod(0o640)
    with open_destination(path, seekable=False) as file:
        file.write(b"new")
        file.flush()
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_failures_change_nothing(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "a.tmx"
    path.write_bytes(b"old")

    def fail() -> None:
        with open_destination(path, seekable=False) as file:
            file.write(b"new")
            raise error

    with pytest.raises(error):
        fail()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with (
        pytest.raises(EnregardError, match="is a folder: choose a file"),
        open_destination(tmp_path, seekable=True),
    ):
        pass
    assert not list(tmp_path.iterdir())


def test_a_missing_folder_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "no" / "a.tmx"
    with (
        pytest.raises(EnregardError, match=r"No such file or directory\): choose a file in an existing"),
        open_destination(path, seekable=True),
    ):
        pass


def test_links_are_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "a.tmx")
    with open_destination(tmp_path / "link", seekable=False) as file:
        file.write(b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "a.tmx").read_bytes() == b"new"


@pytest.mark.parametrize("seekable", [False, True])
def test_pipes_are_written_to(tmp_path: Path, seekable: bool) -> None:
    if sys.platform == "win32":
        pytest.skip("there are no named pipes here")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received: list[bytes] = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_bytes()))
    reader.start()
    with open_destination(pipe, seekable=seekable) as file:
        assert file.seekable() or not seekable
        file.write(b"new")
    reader.join()
    assert received == [b"new"]
    assert pipe.is_fifo()
