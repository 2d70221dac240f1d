"""Downloads a file whose size and SHA-256 are known beforehand.

Written on requests: pooch, which would be the library for it, can neither go on with a cut download nor stop
one that grows past its size.
"""

import hashlib
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol
from urllib.parse import urlsplit

from enregard.errors import EnregardError

if TYPE_CHECKING:
    import requests

CONNECT_SECONDS, READ_SECONDS = 5.0, 30.0
ATTEMPTS = 5
_CHUNK = 1 << 16


class Report(Protocol):
    """Whoever wants to know how far things are; calls come from one thread."""

    def step(self, text: str) -> None:
        """Something begins, or could not be done: one line for a person."""

    def advance(self, done: int, total: int) -> None:
        """Of the current step, `done` of `total` bytes are there; `done` falls where a download restarts."""


class _CutError(Exception):
    """The connection ended before the file did."""


def fetch(url: str, target: Path, *, size: int, sha256: str, report: Report) -> None:
    """Download `url` to the new file `target`, `size` bytes with that `sha256` (in lower-case hex).

    A cut connection is taken up where it ended (HTTP ranges, RFC 9110 section 14), or from the start where
    the server gives no ranges. Raises EnregardError, without a path, where no file with that hash can be
    had; `target` may then hold a part of it.
    """
    import requests

    host = urlsplit(url).hostname or url
    with requests.Session() as session, target.open("xb") as file:
        session.headers["Accept-Encoding"] = "identity"  # the bytes as they are: their hash is known
        for attempt in range(1, ATTEMPTS + 1):
            try:
                _download(session, url, file, size, report)
                break
            except (_CutError, requests.ReadTimeout) as error:
                if attempt == ATTEMPTS:
                    raise EnregardError(
                        f"{host} cuts the connection again and again ({file.tell():,} of {size:,} bytes came)"
                    ) from error
                report.step(f"the connection to {host} was cut; going on")
            except requests.RequestException as error:
                raise EnregardError(_reason(error, host)) from error
    with target.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != sha256:
        raise EnregardError(f"what {host} sends has SHA-256 {found}, and not {sha256}")


def _download(session: "requests.Session", url: str, file: BinaryIO, size: int, report: Report) -> None:
    """Append what is missing in `file`, or all of it. Raises _CutError where the connection ends early."""
    import urllib3

    start = file.tell()
    headers = {"Range": f"bytes={start}-"} if start else {}
    timeout = (CONNECT_SECONDS, READ_SECONDS)
    with session.get(url, headers=headers, timeout=timeout, stream=True) as response:
        if response.status_code == HTTPStatus.PARTIAL_CONTENT and start:
            sent = response.headers.get("Content-Range", "")
            if sent != f"bytes {start}-{size - 1}/{size}":
                raise EnregardError(f"the server gives the range {sent[:60]!r} of a file of {size:,} bytes")
        elif response.status_code == HTTPStatus.OK:
            start = 0  # all of it, whatever was asked for
            file.seek(0)
            file.truncate()
            length = response.headers.get("Content-Length", str(size))
            if length != str(size):
                raise EnregardError(f"the file there has {length[:20]} bytes, and not {size}")
        else:
            raise EnregardError(f"{urlsplit(response.url).hostname} answers {_status(response.status_code)}")
        done = start
        try:
            for chunk in _chunks(response):
                done += len(chunk)
                if done > size:
                    raise EnregardError(f"the file there has more than {size} bytes")
                file.write(chunk)
                report.advance(done, size)
        except urllib3.exceptions.HTTPError as error:
            raise _CutError from error
        if done < size:
            raise _CutError


def _chunks(response: "requests.Response") -> Iterator[bytes]:
    while chunk := response.raw.read(_CHUNK):
        yield chunk


def _status(code: int) -> str:
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return str(code)


def _reason(error: "requests.RequestException", host: str) -> str:
    """What went wrong, for a person: the library's own words name its classes."""
    import requests

    reasons: dict[type[Exception], str] = {
        requests.exceptions.SSLError: f"{host} shows no certificate that can be trusted",
        requests.exceptions.ProxyError: f"the proxy does not let {host} be reached",
        requests.ConnectTimeout: f"{host} cannot be reached within {CONNECT_SECONDS:g} seconds",
        requests.ConnectionError: f"{host} cannot be reached",
        requests.TooManyRedirects: f"{host} redirects without end",
        requests.exceptions.InvalidSchema: f"{host} redirects to an address that is not http or https",
    }
    for kind, reason in reasons.items():
        if isinstance(error, kind):
            return reason
    return f"{host} cannot be used: {type(error).__name__}"
