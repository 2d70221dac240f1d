"""The number of processes does not change the pages, and no process outlives the program."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from enregard.build import render
from enregard.errors import EnregardError
from tests.incremental import (
    built,
    files,
    many,
    write,
)


def test_the_number_of_processes_changes_nothing(tmp_path: Path) -> None:
    root = many(tmp_path / "publication", 230)
    write(root / "seeds/bad.txt", "")
    sites = []
    for jobs in (1, 2, 5):
        assert built(root, jobs=jobs) == ["seeds/bad.txt: is empty: write the article, or remove the file"]
        sites.append(files(root / "build"))
        shutil.rmtree(root / ".enregard")
        shutil.rmtree(root / "build")
    assert sites[0] == sites[1] == sites[2]
    assert len(sites[0]) > 3 * 230


def test_an_error_in_a_worker_is_reported_as_in_the_main_process(tmp_path: Path) -> None:
    root = many(tmp_path / "publication", 210)
    write(root / "site/templates/reading.html", "{{ nothing }}")
    messages = set()
    for jobs in (1, 2):
        with pytest.raises(EnregardError, match="'nothing' is undefined") as caught:
            built(root, jobs=jobs)
        messages.add(str(caught.value))
        assert not (root / "build").exists()
    assert len(messages) == 1


def test_a_killed_process_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = many(tmp_path / "publication", 210)
    monkeypatch.setattr(render.Renderer, "read", lambda *_: os._exit(9))
    # Other tests' threads are still active, and only a forked copy has the line above.
    monkeypatch.setattr("enregard.build.render.threading.active_count", lambda: 1)
    with pytest.raises(EnregardError, match="build again with --jobs 1"):
        built(root, jobs=2)


def test_no_process_outlives_a_killed_program(tmp_path: Path) -> None:
    root = many(tmp_path / "publication", 400)
    script = (
        "import os, signal, sys, time\n"
        "from enregard.build import render\n"
        "from enregard.cli import main\n"
        "def die(self):\n"
        "    print(*(worker._process.pid for worker in WORKERS), flush=True)\n"
        "    time.sleep(1)\n"  # until pipes are full
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "WORKERS = []\n"
        "begin = render._Worker.__init__\n"
        "def noting(self, *given):\n"
        "    WORKERS.append(self)\n"
        "    begin(self, *given)\n"
        "render._Worker.__init__, render._Worker.next, render._CHUNK = noting, die, 200\n"
        "main(['build', sys.argv[1], '--offline', '--jobs', '2'])\n"
    )
    killed = subprocess.run(
        [sys.executable, "-c", script, str(root)], check=False, stdout=subprocess.PIPE, timeout=60
    )
    assert killed.returncode == -9
    processes = [int(word) for word in killed.stdout.split()]
    assert len(processes) == 2
    for _ in range(100):
        if not any(Path(f"/proc/{process}").exists() for process in processes):
            break
        time.sleep(0.1)
    else:
        pytest.fail("still running")
    assert built(root) == []
    assert not list(root.glob(".build-*"))
