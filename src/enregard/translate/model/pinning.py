"""Write a publication's pin: one that comes with the program, or one for a file that somebody chose."""

import json
import os
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from enregard.errors import EnregardError, cannot_read, cannot_write
from enregard.messages import _
from enregard.system.files import open_file, read_file, replace_atomically, resolve_inside
from enregard.system.filestate import file_sha256
from enregard.translate.model.archive import DAMAGED
from enregard.translate.model.pin import BUNDLED, PREVIOUS, Pin, read_pin

_LARGEST = 1_000_000  # bytes of a pin or of a small member
_DATE = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")
_LABELS = 10_000_000  # bytes: more than what is added to a model
_SPACE_PER_BYTE = 5  # bytes of disk space for each byte of a release: it is unpacked, converted and packed

_PIN = """\
# Written by `enregard model pin`. The download must have the size and SHA-256 given here.

name = {name}
version = {version}
from_code = "fr"
from_name = "French"
to_code = "en"
to_name = "English"
licence = {licence}
credit = {credit}
sources = {sources}
unpacked = {unpacked}
{rest}"""


@dataclass(frozen=True, slots=True)
class Found:
    """A file with a model: a package of Argos Translate, or a release of OPUS-MT (`is_opus`)."""

    is_opus: bool
    name: str
    version: str
    size: int
    sha256: str
    unpacked: int


def bundled_pin(name: str) -> Pin:
    """Return the bundled pin `name`. Raises EnregardError if it does not exist."""
    if name not in BUNDLED:
        raise EnregardError(
            _(
                "unknown model '{name}': the models are {names}",
                name=str(name)[:50],
                names=_(" and ").join(BUNDLED),
            )
        )
    return read_pin(BUNDLED[name])


def use(name: str, path: Path) -> tuple[Pin, Path | None]:
    """Write the bundled pin `name` to the file `path` of a publication.

    Returns the pin, and the file to which a pin of the publication's own was moved. Raises EnregardError if
    there is no such pin, or the file cannot be written.
    """
    pin = bundled_pin(name)
    return pin, write_pin(path, BUNDLED[name].read_bytes())


def write_pin(path: Path, content: bytes) -> Path | None:
    """Write a pin to the file `path`; return where the one that was there is now, unless it is bundled.

    Raises EnregardError if the folder is not a publication's, or the file cannot be written.
    """
    if not path.parent.is_dir():
        raise EnregardError(_("is not a publication: it has no folder 'translate'"), path=path.parent.parent)
    kept = None
    try:
        if os.path.lexists(path):
            path = resolve_inside(path, f"translate/{path.name}", follow_links=False)
            before = read_file(path, _LARGEST)
            schema, rest = _without_schema(before)
            if rest not in [content, *(bundled.read_bytes() for bundled in BUNDLED.values())]:
                kept = path.with_name(PREVIOUS)
                replace_atomically(kept, before, lambda: True)
            content = schema + content
        replace_atomically(path, content, lambda: True)
    except OSError as error:
        raise cannot_write(error, path) from error
    return kept


def _without_schema(content: bytes) -> tuple[bytes, bytes]:
    """Return the first line if it names a schema for editors, and the rest."""
    if not content.startswith(b"#:schema "):
        return b"", content
    line, end, rest = content.partition(b"\n")
    return line + end, rest


def inspect(path: Path) -> Found:
    """Return what the file `path` is. Raises EnregardError, without a path, if it is not a model's."""
    try:
        with open_file(path) as file, zipfile.ZipFile(file) as opened:
            members = {member.orig_filename: member for member in opened.infolist()}
            unpacked = sum(member.file_size for member in members.values())
            is_opus = "decoder.yml" in members
            name, version = (
                _release(path) if is_opus else _package(opened, {m: members[m].file_size for m in members})
            )
        size = path.stat().st_size
        return Found(is_opus, name, version, size, file_sha256(path), unpacked)
    except DAMAGED as error:
        if isinstance(error, OSError) and error.errno:
            raise cannot_read(error, path) from error
        raise EnregardError(
            _("it is neither a package of Argos Translate nor a release of OPUS-MT")
        ) from error


def _release(path: Path) -> tuple[str, str]:
    """Return the name and the version of a release of OPUS-MT, which only its file name tells."""
    date = _DATE.search(path.stem)
    name = re.sub(r"[^A-Za-z0-9.-]+", "-", path.stem.replace(date[0], "") if date else path.stem).strip("-.")
    return f"opus-mt-{name or 'fr-en'}"[:100], date[0] if date else "1"


def _package(opened: zipfile.ZipFile, members: dict[str, int]) -> tuple[str, str]:
    """Return the name and the version of a package of Argos Translate."""
    found = [member for member in members if re.fullmatch(r"[^/]+/metadata\.json", member)]
    if len(found) != 1 or members[found[0]] > _LARGEST:
        raise ValueError(_("no metadata"))
    metadata = json.loads(opened.read(found[0]))
    languages = (metadata.get("from_code"), metadata.get("to_code")) if isinstance(metadata, dict) else ()
    if languages != ("fr", "en"):
        raise EnregardError(_("its model does not translate French to English"))
    return "translate-fr_en", str(metadata.get("package_version"))


def pin_text(found: Found, url: str, licence: str, credit: str) -> str:
    """Return the text of a pin for a model; without a `url`, it can only be installed from its file."""
    table = "opus" if found.is_opus else "argos"
    lines = [f"[{table}]", f"url = {_quoted(url)}"] if url else [f"[{table}]"]
    lines += [f"size = {found.size}", f"sha256 = {_quoted(found.sha256)}"]
    if found.is_opus:
        lines = ["guided = false", "", "[decoding]", "length_penalty = 1.0", "", *lines]
        lines += [f"space = {found.unpacked * 2 + found.size * _SPACE_PER_BYTE}"]
    elif not url:
        lines = [f"accept = [{_quoted(found.sha256)}]"]
    return _PIN.format(
        name=_quoted(found.name),
        version=_quoted(found.version),
        licence=_quoted(licence),
        credit=_quoted(credit),
        sources=f"[{_quoted(table)}]" if url else "[]",
        unpacked=2 * found.unpacked + _LABELS,
        rest="\n".join(lines) + "\n",
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
