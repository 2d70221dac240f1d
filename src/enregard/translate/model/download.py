"""Download files of known size and SHA-256.

This uses requests, since pooch, the library for this purpose, can neither resume an interrupted download nor
stop one that exceeds its size.
"""

import shutil
from http import HTTPStatus
from http.client import responses
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from enregard.errors import EnregardError
from enregard.messages import _, number
from enregard.system.filestate import file_sha256
from enregard.translate.model.options import InstallReport

if TYPE_CHECKING:
    import requests

CONNECT_SECONDS, READ_SECONDS = 5.0, 30.0
ATTEMPTS = 5
"""Times that a connection may be cut before an error, unless much arrived in between."""
_PROGRESS = 20_000_000  # bytes
_CHUNK = 1 << 16


class _CutError(Exception):
    """The connection ended before the file did."""


def fetch(
    url: str, target: Path, *, size: int, sha256: str, report: InstallReport, resume: bool = False
) -> None:
    """Download `url` to the new file `target`: `size` bytes with the given SHA-256 (lower-case hex), if any.

    If `resume`, `target` may hold the first bytes from an earlier run, which are not downloaded again, and
    stays if the connection fails.

    An interrupted download resumes where it ended (HTTP ranges, RFC 9110 section 14), or restarts if the
    server does not support ranges. Raises EnregardError, without a path, if it fails; `target` may then
    contain a part, but nothing if its SHA-256 is wrong.
    """
    import requests

    host = urlsplit(url).hostname or url
    with requests.Session() as session, target.open("ab" if resume else "xb") as file:
        session.headers["Accept-Encoding"] = "identity"  # uncompressed: the known hash is that of the file
        if file.tell() > size:
            file.truncate(0)
        attempts, before = 0, file.tell()
        while file.tell() < size:
            attempts += 1
            try:
                _download(session, url, file, size, report)
            except (_CutError, requests.ReadTimeout) as error:
                if file.tell() - before >= _PROGRESS:
                    attempts, before = 0, file.tell()
                if attempts == ATTEMPTS:
                    raise EnregardError(
                        _(
                            "{host} keeps cutting the connection ({received} of {size} bytes received)",
                            host=host,
                            received=number(file.tell()),
                            size=number(size),
                        )
                    ) from error
                report.step(_("the connection to {host} was cut; resuming", host=host))
            except requests.RequestException as error:
                raise EnregardError(_reason(error, host)) from error
    if sha256 and (found := file_sha256(target)) != sha256:
        target.unlink()
        raise EnregardError(
            _("the file from {host} has SHA-256 {found}, not {sha256}", host=host, found=found, sha256=sha256)
        )


def fetch_unknown(url: str, target: Path, *, report: InstallReport) -> None:
    """Download `url`, of unknown size and SHA-256, to the new file `target`.

    Raises EnregardError, without a path, if it fails; `target` may then contain a part.
    """
    import requests

    host = urlsplit(url).hostname or url
    with requests.Session() as session:
        session.headers["Accept-Encoding"] = "identity"
        try:
            with session.head(url, timeout=(CONNECT_SECONDS, READ_SECONDS), allow_redirects=True) as response:
                size = response.headers.get("Content-Length", "")
        except requests.RequestException as error:
            raise EnregardError(_reason(error, host)) from error
    if response.status_code != HTTPStatus.OK or not size.isdecimal():
        raise EnregardError(_("{host} does not tell the size of the file", host=host))
    if (free := shutil.disk_usage(target.parent).free) < int(size):
        raise EnregardError(
            _(
                "the file has {size} bytes, and only {free} are free on the disk",
                size=number(int(size)),
                free=number(free),
            )
        )
    fetch(url, target, size=int(size), sha256="", report=report)


def _download(
    session: "requests.Session", url: str, file: BinaryIO, size: int, report: InstallReport
) -> None:
    """Append what `file` lacks, or replace all of it. Raises _CutError if the connection ends early."""
    import urllib3

    start = file.tell()
    headers = {"Range": f"bytes={start}-"} if start else {}
    timeout = (CONNECT_SECONDS, READ_SECONDS)
    with session.get(url, headers=headers, timeout=timeout, stream=True) as response:
        if response.status_code == HTTPStatus.PARTIAL_CONTENT and start:
            sent = response.headers.get("Content-Range", "")
            if sent != f"bytes {start}-{size - 1}/{size}":
                raise EnregardError(
                    _(
                        "the server sends the range {sent!r} of a file of {size} bytes",
                        sent=sent[:60],
                        size=number(size),
                    )
                )
        elif response.status_code == HTTPStatus.OK:
            start = 0  # the whole file, despite the range
            file.seek(0)
            file.truncate()
            length = response.headers.get("Content-Length", str(size))
            if length != str(size):
                raise EnregardError(
                    _("the file on the server has {length} bytes, not {size}", length=length[:20], size=size)
                )
        else:
            status = f"{response.status_code} {responses.get(response.status_code, '')}".strip()
            raise EnregardError(
                _("{host} answers {status}", host=urlsplit(response.url).hostname, status=status)
            )
        done = start
        try:
            while chunk := response.raw.read(_CHUNK):
                done += len(chunk)
                if done > size:
                    raise EnregardError(_("the file on the server has more than {size} bytes", size=size))
                file.write(chunk)
                report.advance(done, size)
        except urllib3.exceptions.HTTPError as error:
            raise _CutError from error
        if done < size:
            raise _CutError


def _reason(error: "requests.RequestException", host: str) -> str:
    """Say what went wrong; the library's own messages are not for users."""
    import requests

    reasons: dict[type[Exception], str] = {
        requests.exceptions.SSLError: _("{host} has no trusted certificate", host=host),
        requests.exceptions.ProxyError: _("the proxy refuses to connect to {host}", host=host),
        requests.ConnectTimeout: _(
            "{host} cannot be reached within {seconds} seconds",
            host=host,
            seconds=f"{CONNECT_SECONDS:g}",
        ),
        requests.ConnectionError: _("{host} cannot be reached", host=host),
        requests.TooManyRedirects: _("{host} redirects endlessly", host=host),
        requests.exceptions.InvalidSchema: _(
            "{host} redirects to an address that is not http or https", host=host
        ),
    }
    failed = _("the download from {host} failed: {reason}", host=host, reason=type(error).__name__)
    return next((reason for kind, reason in reasons.items() if isinstance(error, kind)), failed)
