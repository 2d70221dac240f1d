"""Make a new publication: one sample article with its translation, and settings that explain themselves."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

from enregard.errors import EnregardError

STARTER = Path(__file__).with_name("starter")
"""What a new publication holds, but for the pin of the model, which is the program's own."""

_PIN = Path(__file__).parents[1] / "translate" / "model" / "model.toml"
_ALLOWED = frozenset({".git", ".DS_Store", "Thumbs.db", "desktop.ini"})
"""What a folder may hold and still be empty: a repository without files, and what file managers drop."""


def start(folder: Path) -> None:
    """Make a publication in `folder`, which is made too if it is not there. All of it appears, or nothing.

    Raises EnregardError where there is anything in `folder`, or it cannot be written.
    """
    try:
        if not folder.is_dir():
            _make_whole(folder)
        elif found := next((path.name for path in folder.iterdir() if path.name not in _ALLOWED), None):
            raise EnregardError(f"is not empty: '{found}' is in it; name a new folder", path=folder)
        else:
            _fill(folder)
    except OSError as error:
        raise EnregardError(
            f"cannot be made ({error.strerror}): name a new folder where you may write", path=folder
        ) from error


def _make_whole(folder: Path) -> None:
    """Make `folder` in one step."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _write(staging)
        staging.chmod(0o777 & ~_umask(staging))
        if folder.exists() or folder.is_symlink():  # a file; where it is a new folder, renaming tells
            raise FileExistsError(17, "there is something of that name already")
        staging.rename(folder)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise


def _umask(folder: Path) -> int:
    """The permissions that the system withholds from new folders, seen on one made in `folder`."""
    probe = folder / "seeds"
    return ~probe.stat().st_mode & 0o777


def _fill(folder: Path) -> None:
    """Fill a folder that is there: it may be the one that a shell stands in, and is not replaced."""
    staging = Path(mkdtemp(prefix=".new-", dir=folder))
    moved: list[Path] = []
    try:
        _write(staging)
        for part in sorted(staging.iterdir()):
            moved.append(part.rename(folder / part.name))
        staging.rmdir()
    except BaseException:
        for path in (staging, *moved):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        raise


def _write(folder: Path) -> None:
    """Write the files of a new publication into `folder`."""
    for path, content in files():
        target = folder / path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(content)


def files() -> Iterator[tuple[str, bytes]]:
    """The files of a new publication: path and content."""
    for path in sorted(STARTER.rglob("*")):
        if path.is_file():
            name = path.relative_to(STARTER).as_posix()
            # Under its own name, the package's builder would follow what it says.
            yield ".gitignore" if name == "gitignore" else name, path.read_bytes()
    yield "translate/model.toml", _PIN.read_bytes()
