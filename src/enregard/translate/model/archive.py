"""Unpack package files (`.argosmodel`, a zip) without trusting them, and write reproducible ones."""

import errno
import hashlib
import shutil
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from enregard.errors import EnregardError

_CHUNK = 1 << 20
_MOST_MEMBERS = 1000
_MOMENT = (2020, 2, 26, 0, 0, 0)
"""The date of every member written here: the day of OPUS-MT's release. A clock would differ."""
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""Raised by zipfile for a damaged file."""
_SKIPPED = "stanza"
"""The folder of the sentence splitter in Argos's packages: a PyTorch pickle, which is never loaded."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """An extracted file: its path below the package's folder, its size in bytes and its SHA-256."""

    path: str
    size: int
    sha256: str


def extract(archive: Path, target: Path, *, limit: int) -> tuple[Path, list[Extracted]]:
    """Extract the package `archive` into the existing folder `target`; return its folder there and its files.

    Nothing is written if a member is absolute, escapes its folder, is a link or device, appears twice or is
    encrypted, or if all members together exceed `limit` bytes. Raises EnregardError, without a path; the
    caller then removes what was extracted.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            members = [_checked(member) for member in opened.infolist()]
            root = _check_together(members, limit)
            files = [
                _extract(opened, member, path, target)
                for member, path in members
                if not member.is_dir() and path.parts[1] != _SKIPPED
            ]
    except OSError as error:
        if error.errno != errno.EINVAL:  # a damaged offset; other errors are the disk's
            raise
        raise EnregardError(f"the package is not a readable zip: {_one_line(error)}") from error
    except _UNREADABLE as error:
        raise EnregardError(f"the package is not a readable zip: {_one_line(error)}") from error
    return target / root, sorted(files, key=lambda file: file.path)


def _checked(member: zipfile.ZipInfo) -> tuple[zipfile.ZipInfo, PurePosixPath]:
    """Return the member with its path. Raises EnregardError if it cannot be trusted."""
    name = member.orig_filename
    label = f"member {name[:100]!a} of the package"
    parts = name.removesuffix("/").split("/")
    kind = stat.S_IFMT(member.external_attr >> 16)
    if name.startswith("/"):
        raise EnregardError(f"{label} has an absolute path; the package is refused")
    if any(part in {"", ".", ".."} for part in parts):
        raise EnregardError(f"{label} escapes its folder; the package is refused")
    if any(sign in name for sign in ("\\", ":", "\0")):
        raise EnregardError(f"{label} has a name that some systems do not allow; the package is refused")
    if kind not in {0, stat.S_IFDIR if member.is_dir() else stat.S_IFREG}:
        raise EnregardError(f"{label} is a link or a device; the package is refused")
    if member.flag_bits & 1:
        raise EnregardError(f"{label} is encrypted; the package is refused")
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise EnregardError(f"{label} is neither stored nor deflated; the package is refused")
    if len(parts) < 2 and not member.is_dir():
        raise EnregardError(f"{label} is not in the package's folder; the package is refused")
    return member, PurePosixPath(*parts)


def _check_together(members: list[tuple[zipfile.ZipInfo, PurePosixPath]], limit: int) -> str:
    """Return the one folder that contains all members. Raises EnregardError if the members conflict."""
    if len(members) > _MOST_MEMBERS:
        raise EnregardError(
            f"the package has {len(members)} members, more than {_MOST_MEMBERS}; it is refused"
        )
    size = sum(member.file_size for member, _ in members)
    if size > limit:
        raise EnregardError(f"the package would unpack to {size:,} bytes, more than {limit:,}; it is refused")
    roots = {path.parts[0] for _, path in members}
    if len(roots) != 1:
        raise EnregardError("the package does not contain exactly one folder; it is refused")
    seen: set[str] = set()
    for _, path in members:  # ignoring case, as some systems do
        folded = str(path).casefold()
        if folded in seen:
            raise EnregardError(f"member {str(path)[:100]!a} of the package appears twice; it is refused")
        seen.add(folded)
    files = {str(path).casefold() for member, path in members if not member.is_dir()}
    for _, path in members:
        if any(str(parent).casefold() in files for parent in path.parents):
            raise EnregardError(f"member {str(path)[:100]!a} of the package is inside a file; it is refused")
    return roots.pop()


def _extract(
    opened: zipfile.ZipFile, member: zipfile.ZipInfo, path: PurePosixPath, target: Path
) -> Extracted:
    destination = target / path
    destination.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with opened.open(member) as packed, destination.open("xb") as file:
        # Ends at the declared size, even if there is more: zipfile stops there and checks the CRC.
        while chunk := packed.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            file.write(chunk)
    if size != member.file_size:
        raise EnregardError(
            f"member {str(path)[:100]!a} of the package is shorter than declared; it is refused"
        )
    return Extracted(str(PurePosixPath(*path.parts[1:])), size, digest.hexdigest())


def write_archive(folder: Path, target: Path) -> None:
    """Write the package `folder` to the new file `target`; the same files give the same bytes.

    (With the same implementation of deflate: another may compress the same content differently.)
    """
    names = [path.relative_to(folder).parts for path in folder.rglob("*") if path.is_file()]
    with zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for parts in sorted(names, key=lambda parts: (len(parts), parts)):
            member = zipfile.ZipInfo(str(PurePosixPath(folder.name, *parts)), _MOMENT)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3  # Unix, on any system
            with folder.joinpath(*parts).open("rb") as file, archive.open(member, "w") as packed:
                shutil.copyfileobj(file, packed, _CHUNK)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
