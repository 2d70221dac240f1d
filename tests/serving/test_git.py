"""The served page shows what the PO file says, whatever other programs do to it."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from threading import Event, Thread

import pytest

from enregard.pipeline import build, model_info
from enregard.publication.publication import open_publication
from enregard.serving.builds import Builds
from enregard.serving.editing import Editing
from enregard.serving.server import rebuild_on_change
from enregard.translate.draft.drafter import Drafter
from tests.serving.conftest import Reported
from tests.stand_in import shouting_source

SLUG = "bienvenue"
WORDS = ("One way to say it.", "Two ways to say it.", "Six ways to say it.", "Ten ways to say it.")
"""Of equal length, so that the size of the file does not tell them apart."""

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="install git to test with it")


def git(root: Path, *arguments: str) -> None:
    """Run git, which may refuse: a stash that is empty, or conflicts."""
    config = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *config, *arguments], cwd=root, check=False, capture_output=True)


@pytest.fixture
def served(builds: Builds, root: Path) -> Iterator[Builds]:
    """A served publication in a git repository, rebuilt when its files change."""
    (root / ".gitignore").write_text("build/\n.enregard/\n", "utf-8")
    correct(builds, WORDS[0])
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "first")
    stop = Event()
    thread = Thread(target=rebuild_on_change, args=(builds, stop))
    thread.start()
    time.sleep(1)  # until files are watched
    yield builds
    stop.set()
    thread.join(10)


def correct(builds: Builds, english: str) -> None:
    """Save a correction, as a page does."""
    editing = Editing(builds)
    editing.save(SLUG, 1, editing.entry(SLUG, 1).version, english)


def po_of(root: Path) -> Path:
    return root / "translate" / f"{SLUG}.po"


def words_in(path: Path) -> set[str]:
    text = path.read_text("utf-8") if path.exists() else ""
    return {words for words in WORDS if words in text}


def page_shows_the_file(root: Path, seconds: float = 20) -> bool:
    """Return whether the page gets the words of the file."""
    end = time.monotonic() + seconds
    page = root / "build" / "articles" / SLUG / "index.html"
    while time.monotonic() < end:
        if words_in(page) == words_in(po_of(root)):
            return True
        time.sleep(0.05)
    return False


def overwrite(po: Path, english: str, *, in_place: bool, keep_time: bool) -> None:
    """Change the words of a PO file as an editor or `cp -p` does."""
    found = po.stat()
    text = po.read_text("utf-8")
    for words in WORDS:
        text = text.replace(words, english)
    target = po if in_place else po.with_suffix(".tmp")
    target.write_text(text, "utf-8")
    if keep_time:
        os.utime(target, ns=(found.st_atime_ns, found.st_mtime_ns))
    target.replace(po)


def test_a_correction_comes_back_from_the_stash(served: Builds) -> None:
    root = served.root
    correct(served, WORDS[1])
    git(root, "stash")
    assert words_in(po_of(root)) == {WORDS[0]}
    assert page_shows_the_file(root)
    git(root, "stash", "pop")
    assert words_in(po_of(root)) == {WORDS[1]}
    assert page_shows_the_file(root)


@pytest.mark.parametrize("seed", range(3))
def test_any_sequence_of_changes_is_shown(served: Builds, seed: int) -> None:
    root, random = served.root, Random(seed)  # noqa: S311
    po = po_of(root)
    kept = root / "kept.po"
    steps = (
        lambda: correct(served, random.choice(WORDS)),
        lambda: git(root, "stash"),
        lambda: git(root, "stash", "pop"),
        lambda: git(root, "commit", "-qam", "next"),
        lambda: git(root, "checkout", "-q", "HEAD~1", "--", "translate"),
        lambda: git(root, "checkout", "-q", "-f", "HEAD", "--", "translate"),
        lambda: overwrite(po, random.choice(WORDS), in_place=random.random() < 0.5, keep_time=True),
        lambda: overwrite(po, random.choice(WORDS), in_place=random.random() < 0.5, keep_time=False),
        lambda: shutil.copy2(po, kept),
        lambda: kept.exists() and kept.replace(po),
    )
    for _ in range(8):
        done = [random.choice(steps) for _ in range(random.randint(1, 3))]
        for step in done:
            step()
        assert page_shows_the_file(root), done


@pytest.mark.parametrize("in_place", [True, False])
def test_a_build_sees_a_change_of_equal_size_and_time(builds: Builds, root: Path, in_place: bool) -> None:
    correct(builds, WORDS[0])
    random = Random(1)  # noqa: S311
    for _ in range(10):
        overwrite(po_of(root), random.choice(WORDS), in_place=in_place, keep_time=True)
        publication, report = open_publication(root), Reported()
        with Drafter(lambda: shouting_source(root / "m.sqlite"), report) as drafter:
            build(publication, drafter, model_info(publication), report, jobs=1, search=False)
        assert page_shows_the_file(root, 0.1)
