"""`enregard doctor` names what is missing, and what to do."""

import shutil
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from enregard.adding import converters
from enregard.cli import main
from enregard.errors import EnregardError
from enregard.publication.lock import writer_lock
from enregard.publication.new import start
from enregard.publication.publication import open_publication
from enregard.review import doctor
from enregard.translate.model.install import Installed
from enregard.translate.model.pinning import use
from tests.stand_in import Collected


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A publication, on a machine without a model."""
    monkeypatch.setattr(doctor, "find", lambda _: None)
    start(tmp_path / "presse")
    return tmp_path / "presse"


def found(folder: Path) -> dict[str, tuple[str, str]]:
    return {it.subject: (it.found, it.todo) for it in doctor.examine(folder, "UTF-8")}


def test_a_working_machine_only_lacks_the_model(here: Path) -> None:
    seen = found(here)
    assert {subject for subject, (_, todo) in seen.items() if todo} == {"model"}
    assert seen["model"] == ("translate-fr_en 1.9 is not installed", "enregard model install")
    assert "ctranslate2 4." in seen["packages"][0]
    assert seen["other runs"] == ("none", "")


def test_each_problem_says_what_to_do(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str) -> Any:
        if name == "ctranslate2":
            raise ImportError("DLL load failed\nwhile importing")

    monkeypatch.setattr(doctor, "import_module", broken)
    monkeypatch.setattr(doctor, "program", lambda: None)
    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: "ascii")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1000))
    (here / "site/site.toml").write_text("titre = 'x'", "utf-8")
    seen = found(here)
    assert seen["packages"][0] == "do not load: ctranslate2 (DLL load failed while importing)"
    assert seen["search"][1].startswith("pip install pagefind-bin")
    assert seen["encoding"][1] == "set LANG to a locale with UTF-8, such as C.UTF-8"
    assert "unknown key 'titre'" in seen["publication"][1]
    assert (seen["disk (model)"][1], seen["disk (site)"][1]) == ("free 0.5 GB", "free 0.1 GB")


def test_a_model_that_cannot_place_markup_alone_is_named(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use("tc-big", here / "translate" / "model.toml")
    big = Installed(here, "opus-mt-tc-big-fr-en", "2022-03-09", "0" * 64, "here", "", "")
    monkeypatch.setattr(doctor, "find", lambda pin: None if pin.guided else big)
    assert found(here)["model"] == (
        "opus-mt-tc-big-fr-en needs translate-fr_en to place markup, which is not installed",
        "enregard model install argos",
    )
    monkeypatch.setattr(doctor, "find", lambda _: big)
    assert found(here)["model"][1] == ""


def test_a_run_in_progress_is_named(here: Path) -> None:
    with writer_lock(open_publication(here), "`enregard build`", Collected()):
        assert found(here)["other runs"][0].startswith("`enregard build` (process ")
    assert found(here)["other runs"] == ("none", "")


def test_the_command_works_without_a_publication(tmp_path: Path, here: Path) -> None:
    result = CliRunner().invoke(main, ["doctor", str(tmp_path)])
    assert result.exit_code == 1  # no model
    assert f"ok  publication: none in {tmp_path}" in result.output
    assert (
        "!!  model: translate-fr_en 1.9 is not installed\n      to do: enregard model install"
        in result.output
    )


def test_what_documents_need_is_named_and_not_required(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_pandoc() -> tuple[str, str]:
        raise EnregardError("needs Pandoc 2.17: install pandoc")

    def no_package(name: str) -> str:
        raise PackageNotFoundError(name)

    assert "pandoc " in converters.examine_converters().found
    monkeypatch.setattr(converters, "find_pandoc", no_pandoc)
    monkeypatch.setattr(converters, "version", no_package)
    found = converters.examine_converters()
    assert found.found == 'for more formats: pip install "enregard[word,web,pdf]"'
    assert found.todo == ""
