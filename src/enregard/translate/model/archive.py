"""Unpack package files (`.argosmodel`, a zip) without trusting them, and write reproducible ones."""

import errno
import hashlib
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from enregard.errors import EnregardError
from enregard.messages import _, number
from enregard.system.files import open_file
from enregard.translate.model.pin import File

_CHUNK = 1 << 20
_MOST_MEMBERS = 1000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_MOMENT = (2020, 2, 26, 0, 0, 0)
"""The date of every member written here, the day of OPUS-MT's release. The real time would always differ."""
DAMAGED = (OSError, zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError)
"""Raised by zipfile for a damaged file."""
_SKIPPED = "stanza"
"""The folder of the sentence splitter in Argos's packages: a PyTorch pickle, which is never loaded."""


def extract(archive: Path, target: Path, *, limit: int) -> tuple[Path, dict[str, File]]:
    """Extract the package `archive` into the existing folder `target`.

    Returns the package's folder there, and its files by their path below that folder, sorted.
    Nothing is written if a member is absolute, escapes its folder, is a link or device, appears twice or is
    encrypted, or if all members together exceed `limit` bytes. Raises EnregardError, without a path; the
    caller then removes what was extracted.
    """
    try:
        with open_file(archive) as file, zipfile.ZipFile(file) as opened:
            members = [_checked(member) for member in opened.infolist()]
            root = _check_together(members, limit)
            files = {
                str(path.relative_to(root)): _extract(opened, member, target / path)
                for member, path in members
                if not member.is_dir() and path.parts[1] != _SKIPPED
            }
    except DAMAGED as error:
        if isinstance(error, OSError) and error.errno != errno.EINVAL:  # a disk error, not a damaged offset
            raise
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise EnregardError(_("the package is not a readable zip: {reason}", reason=reason)) from error
    return target / root, dict(sorted(files.items()))


def _checked(member: zipfile.ZipInfo) -> tuple[zipfile.ZipInfo, PurePosixPath]:
    """Return the member with its path. Raises EnregardError if it cannot be trusted."""
    name = member.orig_filename
    parts = name.removesuffix("/").split("/")
    is_folder = name.endswith("/")
    kind = stat.S_IFMT(member.external_attr >> 16)
    shown = ascii(name[:100])
    faults = {
        _("member {name} of the package has an absolute path", name=shown): name.startswith("/"),
        _("member {name} of the package escapes its folder", name=shown): any(
            part in {"", ".", ".."} for part in parts
        ),
        _("member {name} of the package has a name that some systems do not allow", name=shown): any(
            sign in name for sign in ("\\", ":", "\0")
        ),
        _("member {name} of the package is a link or a device", name=shown): kind
        not in {0, stat.S_IFDIR if is_folder else stat.S_IFREG},
        _("member {name} of the package is encrypted", name=shown): member.flag_bits & 1,
        _("member {name} of the package is neither stored nor deflated", name=shown): member.compress_type
        not in _METHODS,
        _("member {name} of the package is not in the package's folder", name=shown): len(parts) < 2
        and not is_folder,
    }
    if fault := next((fault for fault, found in faults.items() if found), None):
        raise EnregardError(fault)
    return member, PurePosixPath(*parts)


def _check_together(members: list[tuple[zipfile.ZipInfo, PurePosixPath]], limit: int) -> str:
    """Return the one folder that contains all members. Raises EnregardError if the members conflict."""
    if len(members) > _MOST_MEMBERS:
        raise EnregardError(
            _(
                "the package has {members} members, more than {most}",
                members=len(members),
                most=_MOST_MEMBERS,
            )
        )
    size = sum(member.file_size for member, _ in members)
    if size > limit:
        raise EnregardError(
            _(
                "the package would unpack to {size} bytes, more than {limit}",
                size=number(size),
                limit=number(limit),
            )
        )
    roots = {path.parts[0] for _, path in members}
    if len(roots) != 1:
        raise EnregardError(_("the package does not contain exactly one folder"))
    seen: set[str] = set()
    for _member, path in members:  # ignoring case, as some systems do
        folded = str(path).casefold()
        if folded in seen:
            raise EnregardError(_("member {path} of the package appears twice", path=ascii(str(path)[:100])))
        seen.add(folded)
    files = {str(path).casefold() for member, path in members if not member.is_dir()}
    for _member, path in members:
        if any(str(parent).casefold() in files for parent in path.parents):
            raise EnregardError(
                _("member {path} of the package is inside a file", path=ascii(str(path)[:100]))
            )
    return roots.pop()


def _extract(opened: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> File:
    target.parent.mkdir(parents=True, exist_ok=True)
    with opened.open(member) as packed:
        # Ends at the declared size, even if there is more: zipfile stops there and checks the CRC.
        file = write_chunks(iter(lambda: packed.read(_CHUNK), b""), target)
    if file.size != member.file_size:
        name = member.orig_filename[:100]
        raise EnregardError(_("member {name} of the package is shorter than declared", name=ascii(name)))
    return file


def write_chunks(chunks: Iterable[bytes], target: Path) -> File:
    """Write `chunks` to the new file `target`; return its size and SHA-256."""
    digest, size = hashlib.sha256(), 0
    with target.open("xb") as file:
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            file.write(chunk)
    return File(size, digest.hexdigest())


def write_archive(folder: Path, target: Path) -> None:
    """Write the package `folder` to the new file `target`. The same files and zlib give the same bytes."""
    names = [path.relative_to(folder).parts for path in folder.rglob("*") if path.is_file()]
    with zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for parts in sorted(names, key=lambda parts: (len(parts), parts)):
            member = zipfile.ZipInfo(str(PurePosixPath(folder.name, *parts)), _MOMENT)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3  # Unix, on any system
            with folder.joinpath(*parts).open("rb") as file, archive.open(member, "w") as packed:
                shutil.copyfileobj(file, packed, _CHUNK)
