"""Downloads from servers that work, fail or cheat."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from enregard.errors import EnregardError
from enregard.translate.model.download import ATTEMPTS, fetch
from tests.translate.model.loopback import Answer, Heard, Site, serve

BODY = bytes(range(256)) * 2000
SHA256 = hashlib.sha256(BODY).hexdigest()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reach loopback without the user's proxy."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as running:
        yield running


def get(site: Site, target: Path, path: str = "/file") -> Heard:
    heard = Heard()
    fetch(site.address + path, target, size=len(BODY), sha256=SHA256, report=heard)
    return heard


def test_a_file_is_downloaded(site: Site, tmp_path: Path) -> None:
    site.answers["/file"] = Answer(BODY)
    heard = get(site, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == BODY
    assert heard.progress[-1] == (len(BODY), len(BODY))
    assert heard.progress == sorted(heard.progress)


def test_a_redirect_is_followed(site: Site, tmp_path: Path) -> None:
    site.answers["/file"] = Answer(status=302, location="/moved")
    site.answers["/moved"] = Answer(BODY)
    get(site, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == BODY


def test_a_cut_download_resumes(site: Site, tmp_path: Path) -> None:
    site.answers["/file"] = Answer(BODY, cuts=[100_000, 50_000])
    heard = get(site, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == BODY
    assert site.requests == [("/file", ""), ("/file", "bytes=100000-"), ("/file", "bytes=150000-")]
    assert heard.steps == ["the connection to 127.0.0.1 was cut; resuming"] * 2


def test_a_cut_download_restarts_without_ranges(site: Site, tmp_path: Path) -> None:
    site.answers["/file"] = Answer(BODY, cuts=[100_000], ranges=False)
    get(site, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == BODY
    assert len(site.requests) == 2


def test_a_cut_without_a_declared_length_is_detected(site: Site, tmp_path: Path) -> None:
    site.answers["/file"] = Answer(BODY, cuts=[100_000], length=-1)
    get(site, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == BODY


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(status=404), "127.0.0.1 answers 404 Not Found"),
        (Answer(status=503), "127.0.0.1 answers 503 Service Unavailable"),
        (Answer(status=299), "127.0.0.1 answers 299"),
        (Answer(BODY[:-1]), f"the file on the server has {len(BODY) - 1} bytes, not {len(BODY)}"),
        (Answer(BODY + b"x"), f"the file on the server has {len(BODY) + 1} bytes, not {len(BODY)}"),
        (Answer(BODY + b"x", length=-1), f"the file on the server has more than {len(BODY)} bytes"),
        (
            Answer(BODY[::-1]),
            f"the file from 127.0.0.1 has SHA-256 {hashlib.sha256(BODY[::-1]).hexdigest()}, not {SHA256}",
        ),
        (Answer(status=302, location="/file"), "127.0.0.1 redirects endlessly"),
        (
            Answer(status=302, location="ftp://127.0.0.1/file"),
            "127.0.0.1 redirects to an address that is not http or https",
        ),
        (
            Answer(BODY, cuts=[10] * ATTEMPTS),
            f"127.0.0.1 keeps cutting the connection (50 of {len(BODY):,} bytes received)",
        ),
        (
            Answer(BODY, cuts=[10], content_range="bytes 0-9/10"),
            f"the server sends the range 'bytes 0-9/10' of a file of {len(BODY):,} bytes",
        ),
    ],
)
def test_a_failed_download_causes_a_one_line_error(
    site: Site, tmp_path: Path, answer: Answer, reason: str
) -> None:
    site.answers["/file"] = answer
    with pytest.raises(EnregardError) as caught:
        get(site, tmp_path / "file")
    assert str(caught.value) == reason


def test_an_absent_server(tmp_path: Path) -> None:
    with serve() as gone:
        pass
    with pytest.raises(EnregardError, match=r"^127\.0\.0\.1 cannot be reached$"):
        get(gone, tmp_path / "file")


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (requests.exceptions.SSLError, "127.0.0.1 has no trusted certificate"),
        (requests.exceptions.ProxyError, "the proxy refuses to connect to 127.0.0.1"),
        (requests.ConnectTimeout, "127.0.0.1 cannot be reached within 5 seconds"),
        (requests.exceptions.InvalidURL, "the download from 127.0.0.1 failed: InvalidURL"),
    ],
)
def test_each_kind_of_connection_error_has_its_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[Exception], reason: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error("HTTPSConnectionPool(host='127.0.0.1', port=443): Max retries exceeded")

    monkeypatch.setattr(requests.Session, "get", fail)
    with pytest.raises(EnregardError) as caught:
        fetch("https://127.0.0.1/file", tmp_path / "file", size=1, sha256=SHA256, report=Heard())
    assert str(caught.value) == reason
