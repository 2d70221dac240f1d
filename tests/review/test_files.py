"""`enregard check` for some files, without writing, and as annotations."""

import re
from pathlib import Path
from typing import Any

import polib
import pytest
import yaml
from click.testing import CliRunner, Result

from enregard.cli import main
from enregard.publication.new import start
from tests.cli.test_cli import hashes
from tests.conftest import ROOT


@pytest.fixture
def presse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A publication in the current folder with a wrong number and a wrong name of a file."""
    start(tmp_path / "presse")
    monkeypatch.chdir(tmp_path)
    root = Path("presse")
    for name, french, english in (("a, b", "Il a 31 ans.", "He is 13."), ("c", "Il a 2 ans.", "He is 2.")):
        (root / "seeds" / f"{name}.txt").write_text(f"{french}\n", "utf-8")
        po = polib.POFile(wrapwidth=110, encoding="utf-8")
        po.metadata = {"Content-Type": "text/plain; charset=utf-8"}
        po.append(polib.POEntry(msgid=french, msgstr=english))
        po.save(str(root / "translate" / f"{name}.po"))
    return root


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert not result.exception or isinstance(result.exception, SystemExit)
    return result


def test_nothing_is_written_with_no_write(presse: Path) -> None:
    before = hashes(presse)
    result = run("check", presse, "--no-write", "--strict")
    assert result.exit_code == 1
    assert "numbers: " in result.output
    assert hashes(presse) == before
    assert not (presse / ".enregard").exists()


@pytest.mark.parametrize(
    ("files", "findings"),
    [
        (["seeds/a, b.txt"], 1),
        (["translate/a, b.po"], 1),
        (["seeds/c.txt"], 0),
        (["translate/c.po", "translate/a, b.po"], 1),
        (["translate/model.toml", "translate/gone.po"], 0),
    ],
)
@pytest.mark.parametrize("named", [True, False])
def test_only_the_given_files_are_checked(presse: Path, files: list[str], findings: int, named: bool) -> None:
    (presse / "translate/gone.po").write_text("", "utf-8")
    paths = [presse / file for file in files]
    result = run("check", *([presse] if named else []), *paths, "--json", "--no-write")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == findings


def test_a_checked_file_gets_its_findings(presse: Path) -> None:
    run("check", presse / "seeds/a, b.txt")
    assert "Finding (numbers)" in (presse / "translate/a, b.po").read_text("utf-8")


def test_files_of_no_publication_are_refused(presse: Path) -> None:
    Path("note.txt").write_text("x", "utf-8")
    assert "note.txt: is not in seeds/ or translate/ of a publication" in run("check", "note.txt").stderr
    assert "is not in seeds/ or translate/ of presse" in run("check", presse, "note.txt").stderr
    missing = run("check", presse, presse / "seeds/x.txt")
    assert "no such file: pass articles or their PO files" in missing.stderr
    assert "no such file: pass articles" in run("check", presse / "seeds/x.txt").stderr
    assert "no such folder" in run("check", "absent").stderr


def test_findings_and_problems_are_annotations(presse: Path) -> None:
    (presse / "seeds/bad.txt").write_bytes(b"Un \x00.\n")
    result = run("check", presse, "--no-write", "--format", "github")
    assert re.match(
        r"::warning file=presse/seeds/a%2C b\.txt,line=1,title=numbers::.+\n1 finding\n", result.stdout
    )
    assert "::error file=presse/seeds/bad.txt,line=1::contains a NUL character" in result.stderr
    built = run("build", presse, "--offline", "--format", "github")
    assert "::error file=presse/seeds/bad.txt,line=1::contains a NUL character" in built.stderr


def commands(value: Any) -> list[str]:
    """Return the strings in a workflow."""
    if isinstance(value, dict):
        return [text for each in value.values() for text in commands(each)]
    if isinstance(value, list):
        return [text for each in value for text in commands(each)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("name", [".github/workflows/pages.yml", ".gitlab-ci.yml"])
def test_the_commands_of_a_workflow_publish_without_a_model_or_home(
    presse: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (presse / "seeds/a, b.txt").unlink()
    monkeypatch.setenv("HOME", "/nonexistent")
    monkeypatch.setenv("ENREGARD_DATA_DIR", "/nonexistent/data")
    monkeypatch.delenv("ENREGARD_MODEL", raising=False)
    monkeypatch.chdir(presse)
    workflow = yaml.safe_load(Path(name).read_text("utf-8"))
    lines = [line.split()[1:] for line in commands(workflow) if line.startswith("enregard ")]
    assert [line[0] for line in lines] == ["check", "build"]
    for line in lines:
        result = run(*line)
        assert result.exit_code == 0, result.output
    path = "public" if "gitlab" in name else "build"
    assert f"{path}" in commands(workflow)
    assert Path(path, "index.html").is_file()


def test_the_hook_of_the_documentation_is_that_of_the_repository() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    text = (ROOT / "docs/publishing.md").read_text("utf-8").partition("```yaml\n")[2].partition("```")[0]
    (shown,) = yaml.safe_load(text)["repos"][0]["hooks"]
    assert {
        key: value for key, value in hook.items() if key in ("id", "name", "entry", "files", "types")
    } == {key: value for key, value in shown.items() if key in ("id", "name", "entry", "files", "types")}
