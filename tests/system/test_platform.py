"""The branches of other systems, forced: locks, moves, processes, streams and names."""

import ctypes
import errno
import fcntl
import io
import os
import struct
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from enregard.publication.lock import writer_lock
from enregard.publication.publication import Publication, Settings
from enregard.system import files, platform
from enregard.system.platform import is_reserved, is_running, lock, move, write_utf8
from tests.output.writing import SiteWriter
from tests.site.sites import build, names, refused
from tests.stand_in import Collected

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has locks like those of Windows")


def locking(file: int, mode: int, count: int) -> None:
    """Lock `count` bytes at the position of `file`, as Windows does: against other open files, too."""
    assert mode == 2
    reads = fcntl.fcntl(file, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY  # and can only have a read lock
    kind = fcntl.F_RDLCK if reads else fcntl.F_WRLCK
    wanted = struct.pack("hhxxxxqqixxxx", kind, os.SEEK_SET, os.lseek(file, 0, os.SEEK_CUR), count, 0)
    fcntl.fcntl(file, fcntl.F_OFD_SETLK, wanted)


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Run the branches for Windows."""
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=locking, LK_NBLCK=2))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path_factory.mktemp("temporary")))
    for module in ("system.platform", "publication.lock", "output.workspace"):
        monkeypatch.setattr(f"enregard.{module}.WINDOWS", True)
    yield
    del sys.modules["msvcrt"]


def test_windows_locks_files_and_folders(windows: None, tmp_path: Path) -> None:
    path = tmp_path / "lock"
    path.write_bytes(b"who")
    with path.open("r+b") as one, path.open("r+b") as other:
        assert lock(one.fileno()) is True
        assert lock(other.fileno()) is False
        assert other.read() == b"who"
    with path.open("r+b") as again:
        assert lock(again.fileno(), wait=True) is True
    number = platform.open_folder_lock(tmp_path)
    with files.folder_lock(tmp_path / "other"):
        assert lock(number) is True
    os.close(number)
    with files.folder_lock(tmp_path):
        number = platform.open_folder_lock(tmp_path / ".")
        assert lock(number) is False
        os.close(number)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["lock"]


def test_a_wait_on_windows_ends_with_the_lock(
    windows: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "lock"
    path.touch()
    with path.open("r+b") as one, path.open("r+b") as other:
        assert lock(one.fileno()) is True
        monkeypatch.setattr(time, "sleep", lambda _: one.close())
        assert lock(other.fileno(), wait=True) is True


def test_one_writer_at_a_time_on_windows(
    windows: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("enregard.publication.lock._PATIENCE_SECONDS", 0.0)
    here, report = Publication(tmp_path, Settings()), Collected()
    with writer_lock(here, "`enregard build`", report):
        holder = (here.cache / "lock").read_text()
        assert holder.startswith("`enregard build` (process ")
        with (
            pytest.raises(Exception, match=r"`enregard build` \(process .* is running here"),
            writer_lock(here, "`enregard serve`", report, wait=False),
        ):
            pytest.fail("two at once")
    assert (here.cache / "lock").read_bytes() == b""
    with writer_lock(here, "`enregard build`", report):
        assert not report.notes


def test_a_site_is_replaced_and_leftovers_removed_on_windows(
    windows: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def moved(source: Path, target: Path) -> None:
        held = [Path(entry).resolve() for entry in Path("/proc/self/fd").iterdir() if entry.exists()]
        assert not [path for path in held if path.is_relative_to(source)]
        move(source, target)

    monkeypatch.setattr("enregard.output.swap.exchange", lambda *_: False)
    monkeypatch.setattr("enregard.output.swap.move", moved)
    build(tmp_path, a_html="1")
    leftover = tmp_path / ".build-staging-4000000"
    (tmp_path / "build").rename(leftover)
    build(tmp_path, a_html="2")
    site = build(tmp_path, a_html="3")
    assert (site / "a.html").read_text() == "3"
    assert names(tmp_path) == ["build"]
    with SiteWriter(tmp_path / "build"):
        assert "another build is writing here" in refused(tmp_path)


def test_a_system_without_locks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    with (tmp_path / "lock").open("wb") as file:
        assert lock(file.fileno()) is None


@pytest.mark.parametrize("on_windows", [True, False])
def test_a_move_is_tried_again_on_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_windows: bool
) -> None:
    tries = []

    def held(*_: object) -> None:
        tries.append(1)
        if len(tries) < 3:
            raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(platform, "WINDOWS", on_windows)
    monkeypatch.setattr(platform, "_PAUSE_SECONDS", 0)
    monkeypatch.setattr(os, "replace", held)
    if on_windows:
        move("a", "b")
        assert len(tries) == 3
        monkeypatch.setattr(platform, "_PATIENCE_SECONDS", -1)
        tries.clear()
    with pytest.raises(PermissionError):
        move("a", "b")
    assert len(tries) == 1


def test_a_process_is_never_signalled_on_windows(windows: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def exit_code(handle: int, code: Any) -> bool:
        code._obj.value = 259 if handle == 7 else 0
        return True

    closed: list[int] = []
    kernel = SimpleNamespace(
        OpenProcess=lambda access, inherit, process: {1: 7, 2: 8}.get(process, 0),
        GetExitCodeProcess=exit_code,
        CloseHandle=closed.append,
    )
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr(os, "kill", lambda *_: pytest.fail("interrupted"))
    assert [is_running(process) for process in (1, 2, 3)] == [True, False, False]
    assert closed == [7, 8]


def test_a_running_process() -> None:
    assert is_running(os.getpid())
    assert is_running(1)
    assert not is_running(1 << 70)


class Stream(io.TextIOWrapper):
    """A stream of a program in an older code page."""

    def __init__(self, encoding: str, *, terminal: bool) -> None:
        super().__init__(io.BytesIO(), encoding)
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


def test_pipes_are_utf8_and_terminals_never_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe, terminal = Stream("cp1252", terminal=False), Stream("cp1252", terminal=True)
    monkeypatch.setattr(sys, "stdout", pipe)
    monkeypatch.setattr(sys, "stderr", terminal)
    write_utf8()
    for stream in (pipe, terminal):
        stream.write("L’été à Třeboň\u202f!")
        stream.flush()
    assert pipe.buffer.getvalue() == "L’été à Třeboň\u202f!".encode()  # type: ignore[attr-defined]
    assert terminal.buffer.getvalue() == b"L\x92\xe9t\xe9 \xe0 T\\u0159ebo\\u0148 !"  # type: ignore[attr-defined]
    monkeypatch.setattr(sys, "stdout", None)  # a program without a console
    write_utf8()


@pytest.mark.parametrize(
    "name", ["con", "NUL", "Aux.txt", "com1", "lpt9.tar.gz", "com¹", "a.", "b ", "prn .x"]
)
def test_reserved_names(name: str) -> None:
    assert is_reserved(name)


@pytest.mark.parametrize("name", ["console", "com10", "com", "a.con", "nul-1", ".con", "été"])
def test_other_names(name: str) -> None:
    assert not is_reserved(name)
