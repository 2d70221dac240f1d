"""Packages as files (`.argosmodel`, a zip): opened with mistrust, written the same every time."""

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
"""The date of every member of an archive made here: the day of OPUS-MT's release. A clock would differ."""
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""What zipfile raises on a damaged file."""
_LEFT_OUT = "stanza"
"""The folder of the sentence splitter in Argos's packages: a pickle of PyTorch's, which is not used here."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """One file that was extracted: its path below the package's folder, its bytes, its SHA-256."""

    path: str
    size: int
    sha256: str


def extract(archive: Path, target: Path, *, limit: int) -> tuple[Path, list[Extracted]]:
    """Extract the package `archive` into the existing folder `target`: its one folder there, and its files.

    Nothing is written where any member is absolute, climbs out, is a link or a device, comes twice, is
    encrypted, or where all members together have more than `limit` bytes. Raises EnregardError, without a
    path; the caller removes what was extracted until then.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            members = [_checked(member) for member in opened.infolist()]
            root = _check_together(members, limit)
            files = [
                _extract(opened, member, path, target)
                for member, path in members
                if not member.is_dir() and path.parts[1] != _LEFT_OUT
            ]
    except OSError as error:
        if error.errno != errno.EINVAL:  # which is a damaged offset; others are the disk's
            raise
        raise EnregardError(f"the package is not a zip that can be read: {_one_line(error)}") from error
    except _UNREADABLE as error:
        raise EnregardError(f"the package is not a zip that can be read: {_one_line(error)}") from error
    return target / root, sorted(files, key=lambda file: file.path)


def _checked(member: zipfile.ZipInfo) -> tuple[zipfile.ZipInfo, PurePosixPath]:
    """The member with its path. Raises EnregardError where it cannot be trusted."""
    name = member.orig_filename
    shown = f"member {name[:100]!a} of the package"
    parts = name.removesuffix("/").split("/")
    kind = stat.S_IFMT(member.external_attr >> 16)
    if name.startswith("/"):
        raise EnregardError(f"{shown} is absolute; the package is refused")
    if any(part in {"", ".", ".."} for part in parts):
        raise EnregardError(f"{shown} climbs out of its folder; the package is refused")
    if any(sign in name for sign in ("\\", ":", "\0")):
        raise EnregardError(f"{shown} has a name that not every system takes; the package is refused")
    if kind not in {0, stat.S_IFDIR if member.is_dir() else stat.S_IFREG}:
        raise EnregardError(f"{shown} is a link or a device; the package is refused")
    if member.flag_bits & 1:
        raise EnregardError(f"{shown} is encrypted; the package is refused")
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise EnregardError(f"{shown} is neither stored nor deflated; the package is refused")
    if len(parts) < 2 and not member.is_dir():
        raise EnregardError(f"{shown} is not in the package's folder; the package is refused")
    return member, PurePosixPath(*parts)


def _check_together(members: list[tuple[zipfile.ZipInfo, PurePosixPath]], limit: int) -> str:
    """The name of the one folder that holds everything. Raises EnregardError where there is not just one."""
    if len(members) > _MOST_MEMBERS:
        raise EnregardError(
            f"the package has {len(members)} members, more than {_MOST_MEMBERS}; it is refused"
        )
    size = sum(member.file_size for member, _ in members)
    if size > limit:
        raise EnregardError(f"the package would swell to {size:,} bytes, more than {limit:,}; it is refused")
    roots = {path.parts[0] for _, path in members}
    if len(roots) != 1:
        raise EnregardError("the package does not hold exactly one folder; it is refused")
    seen: set[str] = set()
    for _, path in members:  # without regard to case: not every system has any
        folded = str(path).casefold()
        if folded in seen:
            raise EnregardError(f"member {str(path)[:100]!a} of the package comes twice; it is refused")
        seen.add(folded)
    files = {str(path).casefold() for member, path in members if not member.is_dir()}
    for _, path in members:
        if any(str(parent).casefold() in files for parent in path.parents):
            raise EnregardError(f"member {str(path)[:100]!a} of the package lies in a file; it is refused")
    return roots.pop()


def _extract(
    opened: zipfile.ZipFile, member: zipfile.ZipInfo, path: PurePosixPath, target: Path
) -> Extracted:
    place = target / path
    place.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with opened.open(member) as packed, place.open("xb") as file:
        # Ends at the declared size, however much more there is: zipfile cuts there, and then checks the CRC.
        while chunk := packed.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            file.write(chunk)
    if size != member.file_size:
        raise EnregardError(
            f"member {str(path)[:100]!a} of the package is shorter than it says; it is refused"
        )
    return Extracted(str(PurePosixPath(*path.parts[1:])), size, digest.hexdigest())


def write_archive(folder: Path, target: Path) -> None:
    """Write the package `folder` to the new file `target`, byte for byte the same for the same files.

    (The same for one implementation of deflate: another one may pack otherwise what unpacks to the same.)
    """
    names = [path.relative_to(folder).parts for path in folder.rglob("*") if path.is_file()]
    with zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for parts in sorted(names, key=lambda parts: (len(parts), parts)):
            member = zipfile.ZipInfo(str(PurePosixPath(folder.name, *parts)), _MOMENT)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3  # as on Unix, wherever it is made
            with folder.joinpath(*parts).open("rb") as file, archive.open(member, "w") as packed:
                shutil.copyfileobj(file, packed, _CHUNK)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
