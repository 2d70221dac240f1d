"""The server as users run it: a process on a port, stopped by Ctrl-C."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from enregard.errors import EnregardError
from enregard.serving import server
from enregard.serving.builds import Builds
from enregard.serving.server import FIRST_PORT, HOST, listen, serve_in_background

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
        po.write_text(po.read_text("utf-8").replace("What you do", "Your part"), "utf-8")
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
