"""A build with an installed model, or with --offline, opens no socket, seen from inside and outside."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_cli import ARTICLE
from tests.conftest import ROOT

_SOCKET = re.compile(r"^(?:\[pid +\d+\] |\d+ +)?(socket|connect|sendto|bind)\((.*)", re.MULTILINE)
RUN = "import sys; from enregard.cli import main; main(sys.argv[1:])"


def traced(folder: Path, *arguments: str | Path) -> list[str]:
    """Return what the command and its processes asked of the network, as the system saw it."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    log = folder / "trace"
    command = [strace, "-f", "-qq", "-e", "trace=network", "-o", log, sys.executable, "-c", RUN, *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)
    if "ptrace" in done.stderr:
        pytest.skip("this system lets nobody trace processes")
    assert done.returncode == 0, done.stderr
    return [match[0] for match in _SOCKET.finditer(log.read_text("utf-8"))]


def test_a_socket_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.test_offline.RUN", "import socket; socket.socket().close()")
    assert len(traced(tmp_path)) == 1


@pytest.mark.model
def test_only_an_installation_opens_a_socket(tmp_path: Path) -> None:
    root = tmp_path / "publication"
    (root / "seeds").mkdir(parents=True)
    (root / "seeds" / "one.txt").write_text(ARTICLE, "utf-8")
    assert traced(tmp_path, "build", root) == []
    assert "fuzzy" in (root / "translate/one.po").read_text("utf-8")
    (root / "seeds" / "two.txt").write_text("Une phrase de plus.\n", "utf-8")
    for command in ("build --offline --report", "check", "status"):
        assert traced(tmp_path, *command.split(), root) == []
    assert traced(tmp_path, "model", "list") == []


BLOCKED = """
import sys
def refuse(event, given):
    if event.startswith(("socket.", "urllib.", "http.")) and event not in ("socket.gethostname",):
        print("network:", event, given, file=sys.stderr, flush=True)
        raise OSError(101, "Network is unreachable")
sys.addaudithook(refuse)
from enregard.cli import main
main(sys.argv[1:])
"""


def blocked(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    """Run the command so that every use of the network fails and is reported."""
    return subprocess.run(
        [sys.executable, "-c", BLOCKED, *arguments], check=False, capture_output=True, text=True, cwd=ROOT
    )


def test_offline_without_a_model_tries_nothing(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "one.txt").write_text(ARTICLE, "utf-8")
    done = blocked("build", tmp_path, "--offline")
    assert done.returncode == 1
    assert "--offline prevents installing one" in done.stderr
    assert "network:" not in done.stderr
    command = [sys.executable, "-c", BLOCKED, "build", str(tmp_path)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT, process_group=0) as online:
        assert online.stderr
        assert any("network:" in line for line in online.stderr)  # so that it would be seen
        os.killpg(online.pid, signal.SIGKILL)


@pytest.mark.model
def test_with_a_model_a_build_needs_no_network(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "one.txt").write_text(ARTICLE, "utf-8")
    done = blocked("build", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "network:" not in done.stderr
    assert "fuzzy" in (tmp_path / "translate/one.po").read_text("utf-8")
