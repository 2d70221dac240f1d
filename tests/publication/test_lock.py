"""One process at a time writes to a publication, and a dead one keeps nobody waiting."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from enregard.publication import lock
from enregard.publication.lock import writer_lock
from enregard.publication.publication import Publication, Settings
from tests.stand_in import Collected

HOLD = """
import sys, time
from pathlib import Path
from enregard.publication.lock import writer_lock
from enregard.publication.publication import Publication, Settings
from tests.stand_in import Collected
with writer_lock(Publication(Path(sys.argv[1]), Settings()), "`enregard translate`", Collected()):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def publication(tmp_path: Path) -> Publication:
    (tmp_path / "seeds").mkdir()
    return Publication(tmp_path, Settings())


@pytest.fixture
def holder(publication: Publication) -> Iterator["subprocess.Popen[str]"]:
    """Start another process that holds the lock."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(publication.root)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_waiting_run_names_the_holder_and_continues_when_it_is_killed(
    publication: Publication, holder: "subprocess.Popen[str]", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_PATIENCE_SECONDS", 0.1)
    killer = threading.Timer(1, holder.kill)
    killer.start()
    report = Collected()
    with writer_lock(publication, "`enregard build`", report):
        assert holder.wait() == -9
    (told,) = report.notes
    assert told.startswith(f"waiting for `enregard translate` (process {holder.pid}, since 2")
    assert told.endswith(") to finish; Ctrl-C to stop waiting")
    assert list(publication.cache.iterdir()) == []


def test_a_holder_that_ends_soon_is_not_reported(
    publication: Publication, holder: "subprocess.Popen[str]"
) -> None:
    holder.kill()
    report = Collected()
    with writer_lock(publication, "`enregard build`", report):
        pass
    assert report.notes == []


def test_leftovers_of_a_killed_run_are_removed(
    publication: Publication, holder: "subprocess.Popen[str]"
) -> None:
    folder = publication.translate / "2021"
    folder.mkdir(parents=True)
    alive, dead, mine = (
        folder / f".enregard-new-{process}-0" for process in (os.getppid(), holder.pid, os.getpid())
    )
    others = folder / "a.po", folder / ".enregard-new-letter"
    for path in (alive, dead, mine, *others):
        path.write_text("x", "utf-8")
    holder.kill()
    holder.wait()
    with writer_lock(publication, "`enregard build`", Collected()):
        left = set(folder.iterdir())
    assert left == {alive, others[0]}
    dead.write_text("x", "utf-8")
    with writer_lock(publication, "`enregard build`", Collected()):
        pass
    assert dead.exists()  # nobody was killed meanwhile: leftovers are not searched


def test_a_run_without_a_possible_lock_continues(
    publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    publication.cache.write_text("a file in its place", "utf-8")
    with writer_lock(publication, "`enregard build`", Collected()):
        assert publication.cache.read_text("utf-8") == "a file in its place"


def test_many_threads_never_hold_it_together(publication: Publication) -> None:
    inside = 0
    most = 0

    def work() -> None:
        nonlocal inside, most
        for _ in range(20):
            with writer_lock(publication, "`enregard build`", Collected()):
                inside += 1
                most = max(most, inside)
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (inside, most) == (0, 1)
