"""Rebuilds, their reports, and what does not count as a change."""

import hashlib
from pathlib import Path
from threading import Thread

import pytest

from enregard.errors import EnregardError
from enregard.serving.builds import Builds
from enregard.translate.draft import source
from enregard.translate.model.options import Options
from tests.serving.conftest import Reported
from tests.stand_in import shouting_source


def test_only_a_change_gives_the_site_another_mark(builds: Builds, root: Path) -> None:
    before = builds.status
    assert before.site
    assert builds.build() is before
    po = root / "translate" / "bienvenue.po"
    po.write_text(po.read_text("utf-8").replace("What You Do", "Your part"), "utf-8")
    after = builds.build()
    assert after.site != before.site
    assert after.number == before.number + 1
    assert "Your part" in (root / "build/articles/bienvenue/index.html").read_text("utf-8")


def test_a_problem_is_reported_once_and_disappears_when_fixed(builds: Builds, root: Path) -> None:
    report = builds.report
    assert isinstance(report, Reported)
    (root / "seeds" / "vide.txt").write_bytes(b"")
    status = builds.build()
    builds.build()
    (problem,) = status.problems
    assert (problem.path, status.fatal) == ("seeds/vide.txt", False)
    assert len(report.problems) == 1
    (root / "seeds" / "vide.txt").unlink()
    assert builds.build().problems == ()


def test_a_failed_build_keeps_the_site_and_names_the_file(builds: Builds, root: Path) -> None:
    before = (root / "build" / "index.html").read_bytes()
    mark = builds.status.site
    templates = root / "site" / "templates"
    templates.mkdir()
    (templates / "index.html").write_text("{% extends 'base.html' %}\n{% block main %}\n{{ nothing.x }}\n")
    status = builds.build()
    assert status.fatal
    assert status.site == mark
    assert status.problems[0].path.endswith("site/templates/index.html")
    assert (root / "build" / "index.html").read_bytes() == before
    (templates / "index.html").unlink()
    assert not builds.build().fatal


def test_an_unexpected_error_does_not_stop_the_server(
    builds: Builds, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("enregard.serving.builds.build", fail)
    status = builds.build()
    assert status.fatal
    assert "see the terminal" in status.problems[0].what
    assert "ZeroDivisionError: a bug" in capsys.readouterr().err


def test_notes_are_shown_once(builds: Builds, root: Path) -> None:
    report = builds.report
    assert isinstance(report, Reported)
    before = list(report.notes)
    assert len(set(before)) == len(before)
    (root / "site" / "site.toml").write_text('title = "Une autre"\n')
    builds.build()
    assert report.notes == before


def test_each_build_reads_the_settings_again(builds: Builds, root: Path) -> None:
    (root / "site" / "site.toml").write_text('title = "Une autre"\n')
    builds.build()
    assert "Une autre" in (root / "build" / "index.html").read_text("utf-8")


def test_own_files_are_not_a_change_until_somebody_else_writes_them(builds: Builds, root: Path) -> None:
    po = root / "translate" / "bienvenue.po"
    assert builds.concerns({po})
    builds.remember_written([(po, hashlib.sha256(po.read_bytes()).digest())])
    assert not builds.concerns({po})
    assert builds.concerns({po, root / "site" / "site.toml"})
    assert builds.concerns({root})
    po.write_bytes(po.read_bytes() + b"\n")
    assert builds.concerns({po})
    po.unlink()
    assert builds.concerns({po})


def test_new_drafts_are_not_a_change(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "model_source", lambda *_: shouting_source(root / "m.sqlite"))
    builds = Builds(root, Options(), Reported())
    (root / "seeds" / "neuf.txt").write_text("Un mot.\n", "utf-8")
    assert builds.build().problems == ()
    assert not builds.concerns({root / "translate" / "neuf.po"})
    assert builds.concerns({root / "seeds" / "neuf.txt"})


def test_a_missing_model_is_looked_up_again_only_if_files_changed(
    builds: Builds, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def none(*_: object) -> None:
        asked.append(1)
        raise EnregardError("there is no model")

    monkeypatch.setattr(source, "model_source", none)
    (root / "seeds" / "neuf.txt").write_text("Un mot.\n", "utf-8")
    first = builds.build()
    assert "there is no model" in [problem.what for problem in first.problems]
    assert builds.build(find_model=False).problems == first.problems
    assert len(asked) == 1
    builds.build()
    assert len(asked) == 2


def test_waiting_ends_with_a_new_status_and_when_closed(builds: Builds, root: Path) -> None:
    got: list[object] = []

    def wait() -> None:
        number = builds.status.number
        got.append(builds.wait(number, 10))
        got.append(builds.wait(builds.status.number, 10))

    thread = Thread(target=wait)
    thread.start()
    (root / "site" / "site.toml").write_text('title = "Une autre"\n')
    status = builds.build()
    while not got:
        pass
    builds.close()
    thread.join(5)
    assert got == [status, None]
    assert builds.wait(0, 0) is None


def test_unpublished_articles_are_served_on_request_and_published_when_reviewed(root: Path) -> None:
    toml = root / "site" / "site.toml"
    toml.write_text(toml.read_text("utf-8").replace("least_reviewed = 0", "least_reviewed = 100"), "utf-8")
    page = root / "build/articles/bienvenue/index.html"
    for everything in (False, True):
        served = Builds(root, Options(offline=True), Reported(), jobs=1, everything=everything)
        assert served.build().problems == ()
        assert page.exists() is everything
    served = Builds(root, Options(offline=True), Reported(), jobs=1)
    served.build()
    assert not page.exists()
    po = root / "translate" / "bienvenue.po"
    po.write_text(po.read_text("utf-8").replace("#, fuzzy\n", ""), "utf-8")
    served.build()
    assert page.exists()
