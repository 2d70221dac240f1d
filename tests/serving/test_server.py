"""The server as users run it: a process on a port, stopped by Ctrl-C."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from enregard.errors import EnregardError
from enregard.serving import server
from enregard.serving.app import App
from enregard.serving.builds import Builds
from enregard.serving.server import FIRST_PORT, HOST, listen, serve_in_background
from tests.serving.conftest import Reported

PROGRAM = [
    sys.executable,
    "-c",
    "import signal\n"
    "signal.signal(signal.SIGINT, signal.default_int_handler)  # jobs in the background ignore it\n"
    "from enregard.cli import main\n"
    "main()",
]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")


@contextmanager
def served(root: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Serve the publication in `root`; the context is the process and its port."""
    command = [
        *PROGRAM,
        "serve",
        str(root),
        "--offline",
        "--port",
        "0",
        *options,
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert "http://127.0.0.1:" in line, process.stderr.read() if process.stderr else ""
        yield process, int(line.split(":")[2].split("/")[0])
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def ask(port: int, path: str) -> HTTPResponse:
    connection = HTTPConnection(HOST, port, timeout=20)
    connection.request("GET", path)
    return connection.getresponse()


def next_status(events: HTTPResponse) -> dict[str, object]:
    while not (line := events.readline()).startswith(b"data: "):
        assert line
    found = json.loads(line[6:])
    assert isinstance(found, dict)
    return found


def test_changes_are_rebuilt_and_reported_and_ctrl_c_stops_it(root: Path) -> None:
    with served(root) as (process, port):
        assert ask(port, "/articles/bienvenue/").status == 200
        events = ask(port, "/-/enregard/events")
        before = next_status(events)
        po = root / "translate" / "bienvenue.po"
        po.write_text(po.read_text("utf-8").replace("What You Do", "Your part"), "utf-8")
        after = next_status(events)
        assert after["site"] != before["site"]
        assert b"Your part" in ask(port, "/articles/bienvenue/").read()
        (root / "seeds" / "vide.txt").write_bytes(b"")
        status = next_status(events)
        assert [problem["path"] for problem in status["problems"]] == ["seeds/vide.txt"]  # type: ignore[attr-defined]
        (root / "seeds" / "vide.txt").unlink()
        assert next_status(events)["problems"] == []
        process.send_signal(signal.SIGINT)  # while a page still waits for events
        _, output = process.communicate(timeout=20)
        assert process.returncode == 0
        assert output.count("seeds/vide.txt") == 1
        assert output.endswith("stopped\n")
        assert "rebuilt" in output
        assert output.count("all problems are fixed\n") == 1
        assert "Traceback" not in output
    events.close()


def test_the_built_site_is_the_same_whether_it_is_served_or_not(root: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-c",
        "from enregard.cli import main; main()",
        "build",
        str(root),
        "--output",
        str(tmp_path / "plain"),
    ]
    subprocess.run(command, check=True, capture_output=True)
    with served(root, "--edit") as (_, port):
        page = ask(port, "/articles/bienvenue/").read()
        assert b"data-token" in page
    plain, seen = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (tmp_path / "plain", root / "build")
    )
    assert seen == plain


def test_a_port_in_use_is_an_error_and_by_default_the_next_is_used() -> None:
    with listen(0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(
            EnregardError, match=f"port {port} is in use by another program: choose another with --port"
        ):
            listen(port)
    with listen(None) as first, listen(None) as second:
        assert FIRST_PORT <= first.getsockname()[1] < second.getsockname()[1]


def test_only_this_machine_can_reach_it(builds: Builds) -> None:
    with listen(0) as listening, serve_in_background(builds, listening) as address:
        port = listening.getsockname()[1]
        assert listening.getsockname()[0] == "127.0.0.1"
        assert address == f"http://127.0.0.1:{port}/"
        assert ask(port, "/").status == 200


def test_an_unavailable_address_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "HOST", "192.0.2.1")  # reserved for documentation by RFC 5737
    with pytest.raises(EnregardError, match=r"^port 9 is not available \(.*\): choose another with --port$"):
        listen(9)


def answer(port: int, request: bytes) -> bytes:
    """Send bytes, and return the first line of the answer, even if the connection is cut."""
    with socket.create_connection((HOST, port), timeout=20) as connection:
        with suppress(OSError):
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
        received = b""
        with suppress(OSError):
            while chunk := connection.recv(65536):
                received += chunk
    return received.partition(b"\r\n")[0]


def test_odd_requests_get_an_answer_and_no_line_on_the_terminal(builds: Builds) -> None:
    assert isinstance(builds.report, Reported)
    before = list(builds.report.notes)
    with listen(0) as listening, serve_in_background(builds, listening, edit=True):
        port = listening.getsockname()[1]

        def ask(path: bytes, method: bytes = b"GET", more: bytes = b"") -> bytes:
            host = f"Host: {HOST}:{port}\r\n".encode()
            return answer(port, method + b" " + path + b" HTTP/1.1\r\n" + host + more + b"\r\n")

        for path in (
            b"/" + b"a" * 400,
            b"/" + b"a/" * 3000,
            b"/articles/" + b"%C3%A9" * 150 + b"/",
            b"/-/enregard/" + b"a" * 400,
            b"/-/enregard/page/" + b"a" * 400,
            b"/%00",
            b"/\x00",
            b"/a%00/../index.html",
            b"/../../etc/passwd",
            b"/%2e%2e/%2e%2e/etc/passwd",
            b"/%ff%fe",
            b"/\xff\xfe",
            b"/nul",
            b"/com1.txt",
            b"/c:%5cx",
            b"/%ED%A0%80",
            b"/index.html/x",
            b"http://[::1/",
            b"/\x1b[31m",
        ):
            assert ask(path).split(b" ")[1] == (b"400" if path.startswith(b"http://[") else b"404"), path
        for method in (b"PUT", b"OPTIONS", b"TRACE", b"FOO", b"G\xffT"):
            assert ask(b"/", method).split(b" ")[1] == b"405"
        for length in (b"-1", b"x", b"10", b"1_0", b"\xb2", b"9" * 30, b"2\r\nTransfer-Encoding: chunked"):
            for path in (b"/", b"/-/enregard/corrections/save"):
                assert re.search(rb" 4\d\d ", ask(path, b"POST", b"Content-Length: " + length + b"\r\n"))
        for line in (b"X: " + b"a" * 70_000, b"\r\n".join([b"X: a"] * 300), b"Host: \xff"):
            assert re.search(rb" (4\d\d|200) ", ask(b"/", more=line + b"\r\n"))
        for start in (b"", b"GET\r\n\r\n", b"\x16\x03\x01", b"\xff" * 100 + b"\r\n\r\n", b"A" * 70_000):
            answer(port, start)
        assert ask(b"/").endswith(b" 200 OK")
    assert builds.report.notes == before


def test_a_request_that_never_ends_is_cut_off(builds: Builds, monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(builds.report, Reported)
    before = list(builds.report.notes)
    monkeypatch.setattr(server._Handler, "timeout", 0.1)
    with listen(0) as listening, serve_in_background(builds, listening, edit=True):
        port = listening.getsockname()[1]
        post = (
            f"POST /-/enregard/corrections/save HTTP/1.1\r\nHost: {HOST}:{port}\r\nContent-Length: 9\r\n\r\n"
        )
        for start in ("", "GET", "GET / HTTP/1.1\r\nHost: ", post):
            with socket.create_connection((HOST, port), timeout=20) as connection:
                connection.sendall(start.encode())
                assert b" 200 " not in connection.recv(65536)
        assert ask(port, "/").status == 200
    assert builds.report.notes == before


def test_an_error_inside_the_server_is_reported_line_by_line(
    builds: Builds, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(App, "_respond", fail)
    assert isinstance(builds.report, Reported)
    with listen(0) as listening, serve_in_background(builds, listening):
        port = listening.getsockname()[1]
        found = answer(port, f"GET / HTTP/1.1\r\nHost: {HOST}:{port}\r\n\r\n".encode())
    assert b" 500 " in found
    assert builds.report.notes[-1] == "ZeroDivisionError: a bug"
