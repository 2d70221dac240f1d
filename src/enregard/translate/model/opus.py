"""Build a package from a release of OPUS-MT: a zip with a Marian network and its SentencePiece models.

Its members are taken by exact names: some fixed, the others named by `decoder.yml`. CTranslate2's own
converter then runs in a process of its own, which needs nearly twice the size of the network in memory, and
may be killed for it.
"""

import json
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from enregard.errors import EnregardError
from enregard.messages import _, number
from enregard.system.files import open_file, read_file
from enregard.system.processes import python, start
from enregard.translate.model.archive import DAMAGED, write_chunks
from enregard.translate.model.pin import Pin

DECODER, SOURCE, TARGET = "decoder.yml", "source.spm", "target.spm"
"""Members that every release has: the decoder's settings, and the tokenizers of both languages."""

TEXTS = ("LICENSE", "README.md")
"""Members that are kept for people to read, if they are there."""

_KILLED = -9  # exit status: the system ends processes like this if memory runs out
_RESERVED = (DECODER, SOURCE, TARGET, *TEXTS)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,199}")
_LARGEST_SETTINGS = 1_000_000  # bytes
_CHUNK = 1 << 20
_CONVERT = "from enregard.translate.model.marian import main\nmain({!r}, {!r})"
OUT_OF_MEMORY, WRONG = 3, 4
"""Exit statuses of the converter."""

_CREDIT = """\
# {pin.from_name} - {pin.to_name}: {pin.name} {pin.version}

Converted with CTranslate2 {converter} to int8 from a release of OPUS-MT with SHA-256
{sha256}.

Credit: {pin.credit}.
Licence: {pin.licence}.
"""


def make_opus_package(archive: Path, folder: Path, target: Path, pin: Pin, *, space: int) -> None:
    """Build a package in the new folder `target` from the release `archive`, with `folder` as scratch space.

    `space` is the most bytes that its members may have together. Raises EnregardError, without a path, if the
    release is refused or cannot be converted; the caller then removes what is in both folders.
    """
    unpacked = folder / "release"
    unpacked.mkdir()
    _unpack(archive, unpacked, space)
    (target / "model").parent.mkdir(parents=True)
    _convert(unpacked, target / "model")
    shutil.move(unpacked / SOURCE, target / "sentencepiece.model")
    shutil.move(unpacked / TARGET, target / TARGET)
    if (licence := unpacked / TEXTS[0]).exists():
        shutil.move(licence, target / TEXTS[0])
    if (readme := unpacked / TEXTS[1]).exists():
        shutil.move(readme, target / "OPUS-MT.md")
    shutil.rmtree(unpacked)
    _write_label(target, pin)


def _write_label(target: Path, pin: Pin) -> None:
    import ctranslate2

    metadata = {"package_version": pin.version, "argos_version": "1.9.0"}
    metadata |= {"from_code": pin.from_code, "from_name": pin.from_name}
    metadata |= {"to_code": pin.to_code, "to_name": pin.to_name}
    readme = _CREDIT.format(pin=pin, sha256=pin.built_from, converter=ctranslate2.__version__)
    (target / "README.md").write_text(readme, encoding="utf-8", newline="\n")
    (target / "metadata.json").write_text(json.dumps(metadata) + "\n", encoding="utf-8", newline="\n")


def _unpack(archive: Path, folder: Path, space: int) -> None:
    """Extract the members that a package is built from, and no others."""
    try:
        with open_file(archive) as file, zipfile.ZipFile(file) as opened:
            members = {member.orig_filename: member for member in opened.infolist()}
            _extract(opened, members, DECODER, folder, _LARGEST_SETTINGS)
            settings = _read_settings(folder / DECODER)
            for name in (SOURCE, TARGET, *settings):
                space -= _extract(opened, members, name, folder, space)
            for name in TEXTS:
                if name in members:
                    _extract(opened, members, name, folder, _LARGEST_SETTINGS)
    except DAMAGED as error:
        if isinstance(error, OSError) and error.errno is not None and error.errno > 0 and error.strerror:
            raise  # a disk error
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise EnregardError(_("the release is not a readable zip: {reason}", reason=reason)) from error


def _extract(
    opened: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo], name: str, folder: Path, limit: int
) -> int:
    """Extract the member `name`, and return its size."""
    member = members.get(name)
    if member is None:
        raise EnregardError(_("the release has no {name}", name=name))
    if member.file_size > limit:
        raise EnregardError(
            _(
                "{name} in the release would unpack to {size} bytes",
                name=name,
                size=number(member.file_size),
            )
        )
    with opened.open(member) as packed:
        return write_chunks(iter(lambda: packed.read(_CHUNK), b""), folder / name).size


def _read_settings(path: Path) -> list[str]:
    """Return the names of the network and the vocabularies in `decoder.yml`.

    Raises EnregardError unless they are plain names of files.
    """
    import yaml

    try:
        settings = yaml.safe_load(read_file(path, _LARGEST_SETTINGS))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise EnregardError(_("{file} in the release is not YAML", file=DECODER)) from error
    models = _names(settings, "models")
    vocabularies = _names(settings, "vocabs")
    if len(models) != 1 or len(vocabularies) != 2:
        raise EnregardError(_("{file} in the release must name one model and two vocabularies", file=DECODER))
    return list(dict.fromkeys([*models, *vocabularies]))


def _names(settings: Any, key: str) -> list[str]:
    names = settings.get(key) if isinstance(settings, dict) else None
    if not isinstance(names, list):
        raise EnregardError(_("{file} in the release has no list '{key}'", file=DECODER, key=key))
    for name in names:
        if not isinstance(name, str) or not _NAME.fullmatch(name) or name in _RESERVED:
            raise EnregardError(
                _(
                    "{file} in the release names {name}, not a file of its own",
                    file=DECODER,
                    name=str(ascii(name))[:100],
                )
            )
    return names


def _convert(source: Path, target: Path) -> None:
    """Convert the release in the folder `source` to the new folder `target`, in a child process."""
    with tempfile.TemporaryFile(dir=source) as log:
        try:
            process = start(
                python(_CONVERT.format(str(source), str(target))),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        except OSError as error:
            raise EnregardError(
                _("the converter cannot be started: {reason}", reason=error.strerror)
            ) from error
        try:
            status = process.wait()
        finally:
            process.kill()
            process.wait()
        log.seek(0)
        lines = log.read().decode("utf-8", "replace").splitlines()
    if status in (OUT_OF_MEMORY, _KILLED):
        raise EnregardError(_("there is not enough memory to convert the release: about 2 GB must be free"))
    if status:
        reason = (
            lines[-1]
            if lines and status == WRONG
            else _("the converter ended with status {status}", status=status)
        )
        raise EnregardError(_("the release cannot be converted: {reason}", reason=str(reason)[:200]))
