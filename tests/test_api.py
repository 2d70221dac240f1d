"""The functions of `enregard.api`, its documentation, and the schemas of TOML files."""

import ast
import inspect
import json
import logging
import re
import tomllib
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any, cast

import jsonschema
import pytest
from click.testing import CliRunner

from enregard import api
from enregard.cli import main
from enregard.publication.new import start
from enregard.publication.publication import Settings
from enregard.translate.draft import source
from enregard.translate.model.pin import DEFAULT
from enregard.translate.model.ready import ReadyModel
from tests.conftest import ROOT
from tests.stand_in import Shouting

DOCS = (ROOT / "docs/api.md").read_text("utf-8")


@pytest.fixture
def presse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A publication, with an engine that writes capitals."""

    class Package:
        name, version, sha256, path = "shout", "1", "abcd" * 16, Path()

    monkeypatch.setattr(source, "ready_model", lambda *_: ReadyModel(cast(Any, Package())))
    monkeypatch.setattr(source, "open_translator", lambda *_: nullcontext(Shouting()))
    start(tmp_path / "presse")
    (tmp_path / "presse/seeds/a.txt").write_text("Il a 31 ans.\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "presse"


def test_the_example_of_the_documentation_runs(presse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    example = DOCS.partition("```python\n")[2].partition("```")[0]
    exec(compile(example, "docs/api.md", "exec"), {})  # noqa: S102
    printed = capsys.readouterr().out
    assert "2 articles, 1 new drafts\n" in printed
    assert "seeds/a.txt 0 of 1 sentences are reviewed\n" in printed
    assert printed.endswith("LE PRÉSIDENT A PARLÉ.\n")
    assert (presse / "build/articles/a/index.html").is_file()
    assert (presse.parent / "memory.tmx").is_file()


def test_files_drafts_and_lines(presse: Path) -> None:
    publication = api.open_publication(presse, "site")
    assert api.translate(publication).drafted == 1
    assert api.translate(publication, again=api.Again.ALL).drafted == 17
    (row,) = api.check(publication, [presse / "seeds/a.txt"], write=False)
    assert row.seed == "seeds/a.txt"
    assert list(api.translate_lines(iter(["Un.", "", "Deux."]), presse)) == ["UN.", "", "DEUX."]


def test_problems_are_logged_without_a_report(presse: Path, caplog: pytest.LogCaptureFixture) -> None:
    (presse / "seeds/bad.txt").write_bytes(b"\xe9t\xe9\n")
    with caplog.at_level(logging.INFO, "enregard"):
        list(api.status(api.open_publication(presse)))
    assert [record.levelname for record in caplog.records if "bad.txt" in record.message] == ["ERROR"]
    with pytest.raises(api.EnregardError, match="no such folder"):
        api.open_publication("nowhere")


def test_every_function_is_documented_as_it_is() -> None:
    functions = {name: value for name in api.__all__ if inspect.isfunction(value := getattr(api, name))}
    rows = dict(re.findall(r"^\| `(\w+)\((.*)\)` \|", DOCS, re.MULTILINE))
    assert set(rows) == set(functions)
    for name, function in functions.items():
        assert inspect.getdoc(function)
        parameters = inspect.signature(function).parameters.values()
        wanted = [(it.name, it.default is not it.empty) for it in parameters]
        given = ast.parse(f"def f({rows[name]}): ...").body[0]
        assert isinstance(given, ast.FunctionDef)
        plain, keywords = given.args.args, given.args.kwonlyargs
        defaults = [False] * (len(plain) - len(given.args.defaults)) + [True] * len(given.args.defaults)
        assert wanted == [
            *zip((arg.arg for arg in plain), defaults, strict=True),
            *(
                (arg.arg, default is not None)
                for arg, default in zip(keywords, given.args.kw_defaults, strict=True)
            ),
        ]


def schema(name: str) -> Any:
    return json.loads(CliRunner().invoke(main, ["schema", name]).output)


@pytest.mark.parametrize(("name", "toml"), [("site", "site/site.toml"), ("model", "translate/model.toml")])
def test_new_publications_name_their_schemas(presse: Path, name: str, toml: str) -> None:
    text = (presse / toml).read_text("utf-8")
    named = re.match(r"#:schema \./(\S+)\n", text)
    assert named
    there = json.loads((presse / toml).with_name(named[1]).read_text("utf-8"))
    assert there == schema(name), f"run `enregard schema {name}`"
    jsonschema.Draft7Validator.check_schema(there)
    jsonschema.validate(tomllib.loads(text), there)


@pytest.mark.parametrize(
    "toml", ['titel = "x"', "search = 3", 'english = "en-GB"', "least_reviewed = 101", 'base_url = "a.org"']
)
def test_the_schema_refuses_what_the_program_refuses(toml: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tomllib.loads(toml), schema("site"))


def test_the_schema_of_a_pin_knows_its_tables() -> None:
    pin = tomllib.loads(DEFAULT.read_text("utf-8"))
    jsonschema.validate(pin, schema("model"))
    changes: list[Callable[[dict[str, Any]], Any]] = [
        lambda it: it.pop("name"),
        lambda it: it["argos"].update(sha256="x"),
        lambda it: it["weights"]["files"]["config.json"].pop("size"),
        lambda it: it.update(sources=["elsewhere"]),
    ]
    for change in changes:
        wrong = tomllib.loads(DEFAULT.read_text("utf-8"))
        change(wrong)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema("model"))


def test_every_setting_is_described() -> None:
    described = {name for name, it in schema("site")["properties"].items() if "description" in it}
    assert described == set(Settings.__dataclass_fields__)
