"""Full disks, vanishing files, names that differ only in capitals: one line each, nothing lost."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from enregard import cli, pipeline
from enregard.errors import EnregardError, unexpected
from enregard.output import replace
from enregard.publication import lock
from enregard.publication.publication import Publication, Settings
from enregard.seeds.paths import list_articles
from enregard.system import platform
from tests.cli.test_cli import Run, publication, run  # noqa: F401
from tests.incremental import TEXTS, built, compare_with_fresh, files, start, write
from tests.output.writing import SiteWriter
from tests.stand_in import Collected


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of 2 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(folder)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("only root may mount a small file system")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_disk_that_fills_up_at_any_moment_loses_nothing(small: Path, tmp_path: Path) -> None:
    master = start(tmp_path / "master")
    built(master)
    whole, records = files(master / "build"), files(master / "translate")
    write(master / "seeds/new.txt", TEXTS[2])
    write(master / "seeds/long.txt", "Une phrase assez longue pour remplir le disque. " * 200)
    messages = []
    root, filler = small / "master", small / "filler"
    for left in (0, 4, 16, 40, 80, 140, 250):
        shutil.copytree(master, root)
        with filler.open("wb") as file:
            file.write(b"x" * max(0, os.statvfs(small).f_bavail * 4096 - left * 1024))
        try:
            messages += built(root)
        except EnregardError as error:
            messages.append(str(error))
            assert files(root / "build") == whole
        assert files(root / "translate").items() >= records.items()
        assert {path.name for path in root.glob(".*")} <= {".enregard"}
        filler.unlink()
        compare_with_fresh(root, findings=False)
        shutil.rmtree(root)
    assert any(
        "cannot be written (No space left on device): free some space and run again" in line
        for line in messages
    )
    assert not any("\n" in line for line in messages)


def test_a_seed_that_vanishes_while_it_is_read_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = start(tmp_path / "publication")
    found = list_articles

    def vanishing(*given: Any, **more: Any) -> Any:
        names = found(*given, **more)
        (root / "seeds/a.txt").unlink()
        return names

    monkeypatch.setattr(pipeline, "list_articles", vanishing)
    assert built(root)[0] == (
        "seeds/a.txt: cannot be read (No such file or directory): make it readable, or move it out of seeds/"
    )
    assert (root / "build/fr/b/index.html").exists()


def test_names_that_a_file_system_confuses_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for first, second in (("X.css", "x.css"), ("x.css", "X.css")):
        with SiteWriter(tmp_path / "two") as site:  # this one tells them apart
            site.write(first, "1")
            site.write(second, "2")
        with monkeypatch.context() as patch:
            patch.setattr(replace, "_distinguishes_capitals", lambda _: False)
            with pytest.raises(EnregardError) as caught, SiteWriter(tmp_path / "one") as site:  # noqa: PT012
                site.write("other.css", "0")
                site.write(first, "1")
                site.write(second, "2")
        assert str(caught.value) == (
            f"{tmp_path / 'one' / second}: is the same name as '{first}' on this file system: "
            "rename one of them"
        )
        assert not (tmp_path / "one").exists()


def test_a_record_that_cannot_be_moved_to_its_new_name_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = start(tmp_path / "publication")
    built(root)
    (root / "seeds/a.txt").rename(root / "seeds/z.txt")

    def refuse(source: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(platform, "move", refuse)
    assert built(root) == [
        "translate/z.po: cannot be written (Permission denied): check that it and its folder are writable"
    ]


def test_a_run_that_does_not_wait_names_the_holder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_PATIENCE_SECONDS", 0.1)
    here = Publication(tmp_path, Settings())
    with (
        lock.writer_lock(here, "`enregard build`", Collected()),
        pytest.raises(
            EnregardError, match=r"`enregard build` \(process .*\) is running here: wait for it to finish"
        ),
        lock.writer_lock(here, "`enregard serve`", Collected(), wait=False),
    ):
        pytest.fail("two at once")


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (
            OSError(5, "Input/output error", "/x/y"),
            "/x/y: cannot be read or written (Input/output error): fix that and run again; finished work",
        ),
        (MemoryError(), "out of memory: close other programs, or build with --jobs 1"),
        (
            KeyError("x\ny"),
            "enregard crashed (KeyError: 'x\\ny'); finished work is kept: run `enregard --debug` with",
        ),
    ],
)
def test_an_unexpected_error_is_one_line_and_a_traceback_only_with_debug(
    run: Run,  # noqa: F811
    publication: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    message: str,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(pipeline, "build", fail)
    result = run("build", publication)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"error: {message}")
    assert result.stderr.count("\n") == 1
    assert message in str(unexpected(error))
    debugged = CliRunner().invoke(cli.main, ["--debug", "build", str(publication)])
    assert debugged.exception is error
