"""A pipe, device, socket or endless file in place of any file is refused at once, and named."""

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import pytest

from enregard.errors import EnregardError, RefusedFileError
from enregard.importing.exchange import import_files
from enregard.importing.importer import Importer
from enregard.output.manifest import MANIFEST
from enregard.pipeline import build, model_info, source_finder
from enregard.publication.publication import open_publication
from enregard.system.files import open_file, read_file, read_pieces
from enregard.translate.draft.drafter import Drafter
from enregard.translate.model.options import Options
from tests.stand_in import Collected, shouting_source

SECONDS = 20


@contextmanager
def at_once() -> Iterator[None]:
    """Raise an error in this thread, wherever it waits, if the block takes too long."""
    timer = Timer(SECONDS, os.kill, (os.getpid(), 2))
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


class Run(Collected):
    """A report that can also follow an installation, which never happens here."""

    def step(self, text: str) -> None:
        raise AssertionError(text)

    def advance(self, done: int, total: int) -> None:
        raise AssertionError(done, total)


def built(root: Path, *, follow_links: bool = False) -> str:
    """Build, and return everything that is reported."""
    report = Run()
    with at_once():
        try:
            publication = open_publication(root, follow_links=follow_links)
            source_finder(publication, Options(offline=True), report)  # reads the pin and the glossary
            with Drafter(lambda: shouting_source(root / "drafts"), report) as drafter:
                build(publication, drafter, model_info(publication), report, jobs=1)
        except EnregardError as error:
            report.problem(error)
    return "\n".join([*report.problems, *report.notes])


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    (folder / "seeds").mkdir()
    (folder / "seeds/a.md").write_text("Un texte ![image](x.png) et ![dessin](y.svg).\n", "utf-8")
    (folder / "seeds/x.png").write_bytes(b"x")
    (folder / "seeds/y.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (folder / "site/templates").mkdir(parents=True)
    (folder / "site/static").mkdir()
    assert "error" not in built(folder)
    return folder


@pytest.fixture
def root(publication: Path, tmp_path: Path) -> Path:
    return shutil.copytree(publication, tmp_path / "publication")


def bind(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket must be short
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(path.name)
    finally:
        os.chdir(here)


KINDS: dict[str, Callable[[Path], None]] = {
    "pipe": os.mkfifo,
    "socket": bind,
    "endless": lambda path: path.symlink_to("/dev/zero"),
    "terminal": lambda path: path.symlink_to("/dev/tty"),
    "folder": Path.mkdir,
}
PLACES = (
    "seeds/a.md",
    "seeds/x.png",
    "seeds/y.svg",
    "translate/a.po",
    "translate/glossary.csv",
    "translate/model.toml",
    "site/site.toml",
    "site/about.md",
    "site/about.fr.md",
    "site/templates/article.html",
    "site/static/logo.png",
    ".enregard/site.sqlite",
    ".enregard/reviewed.sqlite",
    ".enregard/lock",
    f"build/{MANIFEST}",
)


SOME = ("seeds/a.md", "translate/a.po", "translate/glossary.csv", "site/about.md", f"build/{MANIFEST}")
CASES = [("pipe", place, False) for place in PLACES]
CASES += [(kind, place, kind != "socket") for kind in ("socket", "endless", "terminal") for place in SOME]
CASES += [("endless", place, False) for place in SOME]
CASES += [("folder", place, False) for place in SOME[1:]]  # a folder of seeds may have any name


@pytest.mark.parametrize(("kind", "place", "follow_links"), CASES)
def test_no_special_file_is_read(root: Path, kind: str, place: str, follow_links: bool) -> None:
    path = root / place
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    KINDS[kind](path)
    said = built(root, follow_links=follow_links)
    assert path.name in said
    assert "crashed" not in said
    if kind == "pipe":
        assert path.name in built(root)  # as long as it is there
    assert os.path.lexists(path)


def test_what_to_do_with_a_special_file_of_the_program(root: Path) -> None:
    manifest, lock = root / "build" / MANIFEST, root / ".enregard/lock"
    manifest.unlink()
    manifest.symlink_to(root / "seeds/a.md")
    assert built(root) == f"{manifest}: is no regular file, and enregard did not create it: remove it"
    os.mkfifo(lock)
    assert built(root) == f"{lock}: is no regular file, but the cache has no others: remove it"
    shutil.rmtree(root / "build")
    lock.unlink()
    built(root)
    assert (root / "build/index.html").exists()


@pytest.mark.parametrize("kind", ["pipe", "endless"])
@pytest.mark.parametrize("name", ["a.po", "a.tmx", "a.jsonl"])
def test_no_special_file_is_imported(root: Path, kind: str, name: str) -> None:
    (root / "in").mkdir()
    KINDS[kind](root / "in" / name)
    importer = Importer(
        open_publication(root), Collected(), print, reviewed=False, list_unused=False, dry_run=False
    )
    for path in (root / "in" / name, root / "in"):
        with at_once(), pytest.raises(EnregardError, match=r"is a (named pipe|device|link)"):
            import_files(importer, path)


def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert read_file(path, 5) == b"12345"
    assert b"".join(read_pieces(path, 5)) == b"12345"
    for read in (read_file, lambda *args: b"".join(read_pieces(*args))):
        with pytest.raises(RefusedFileError, match="is larger than 0 kB: "):
            read(path, 4)
    with path.open("r+b") as file:
        file.truncate(1 << 40)
    with pytest.raises(RefusedFileError, match="is larger than 100 MB: remove what does not belong here"):
        read_file(path, 100_000_000)
    for kind, said in (("pipe", "a named pipe"), ("socket", "a socket"), ("endless", "a device")):
        KINDS[kind](tmp_path / kind)
        with at_once(), pytest.raises(RefusedFileError, match=f"is {said}, not a regular file: replace it"):
            open_file(tmp_path / kind)
    with pytest.raises(IsADirectoryError):
        read_file(tmp_path, 5)
    (tmp_path / "link").symlink_to(path)
    with pytest.raises(OSError, match="symbolic links"):
        open_file(tmp_path / "link", follow=False)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system has no /proc")
def test_a_file_without_a_size_is_read_up_to_the_limit() -> None:
    assert b"Name:" in read_file("/proc/self/status", 100_000)
    with pytest.raises(RefusedFileError, match="is larger than 0 kB"):
        read_file("/proc/self/status", 10)
