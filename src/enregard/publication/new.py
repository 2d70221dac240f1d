"""Create a publication: a sample article with its translation, and commented settings."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

from enregard.errors import EnregardError, cannot_write
from enregard.messages import _
from enregard.system.platform import move

STARTER = Path(__file__).with_name("starter")
"""The files of a new publication, except the pin of the model."""

_MODEL = Path(__file__).parents[1] / "translate" / "model"
_ALLOWED = frozenset({".git", ".DS_Store", "Thumbs.db", "desktop.ini"})
"""Names that do not count as content: an empty repository, and the litter of file managers."""


def start(folder: Path) -> None:
    """Create a publication in the new or empty folder `folder`, as a whole or not at all.

    Raises EnregardError if `folder` has files in it or cannot be written.
    """
    try:
        if not folder.is_dir():
            _make_whole(folder)
        elif found := next((path.name for path in folder.iterdir() if path.name not in _ALLOWED), None):
            raise EnregardError(
                _("is not empty (it contains '{found}'): choose a new folder", found=found), path=folder
            )
        else:
            _fill(folder)
    except OSError as error:
        raise cannot_write(error, folder, _("choose a new folder inside a writable one")) from error


def _make_whole(folder: Path) -> None:
    """Create `folder` in one step."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _write(staging)
        staging.chmod((staging / "seeds").stat().st_mode & 0o777)  # mkdtemp makes it private
        if folder.exists() or folder.is_symlink():  # a file or a link: say so clearly
            raise FileExistsError(17, _("the name is taken"))
        move(staging, folder)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise


def _fill(folder: Path) -> None:
    """Fill an existing folder without replacing it: it may be a shell's working directory."""
    staging = Path(mkdtemp(prefix=".new-", dir=folder))
    moved: list[Path] = []
    try:
        _write(staging)
        for part in sorted(staging.iterdir()):
            move(part, folder / part.name)
            moved.append(folder / part.name)
        staging.rmdir()
    except BaseException:
        for path in (staging, *moved):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        raise


def _write(folder: Path) -> None:
    for path, content in files():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def files() -> Iterator[tuple[str, bytes]]:
    """Yield the path and content of each file of a new publication."""
    for path in sorted(STARTER.rglob("*")):
        if path.is_file():
            name = path.relative_to(STARTER).as_posix()
            # Stored without the dot: the package builder would obey a `.gitignore`.
            yield f".{name}" if name.startswith("git") else name, path.read_bytes()
    schema = "model.schema.json"
    yield "translate/model.toml", f"#:schema ./{schema}\n".encode() + (_MODEL / "model.toml").read_bytes()
    yield f"translate/{schema}", (_MODEL / schema).read_bytes()
