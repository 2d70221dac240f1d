"""Messages in other languages: complete catalogues, the choice of a language, and what stays English."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from enregard import messages
from enregard.messages import _, ngettext, number, using
from tests.conftest import ROOT
from tools import messages as tool

SOURCE = ROOT / "src" / "enregard"

LANGUAGES = sorted(path.name for path in messages.FOLDER.iterdir() if path.is_dir())

CONVERTED = (
    "build",
    "cli",
    "errors",
    "export",
    "moves",
    "output",
    "pipeline",
    "publication",
    "records",
    "report",
    "review",
    "seeds",
    "site",
    "system",
    "translate",
)
"""The packages whose messages are marked."""

ENGLISH = {
    # names, formats and commands
    "[DIR] [FILE]...",
    "FILE... [DIR]",
    "Pagefind ",
    "enregard ",
    "enregard model install",
    "enregard model install argos",
    " article",
    # of JSON schemas, which programs read
    "The settings of a site",
    "The translation model and its sources",
    # of errors of programmers, and never printed
    "build everything",
    "no text",
    "not a path inside the site: ",
    "not the name of a file in the staging folder: ",
    "written twice: ",
    "written by another version",
    "written by another program",
    # of the TOML parser
    " (at end of document)",
    "Cannot overwrite",
    "Invalid value",
    "Expected newline",
    "Invalid statement",
    # of articles, and names of months, headers and elements
    "Agence ",
    "no formula before line",
    "unknown token type of markdown-it: ",
    # of PO files, caches and installed models
    "As reviewed in ",
    "Imported from ",
    "Also in ",
    "Certainty ",
    "accepted: ",
    "Machine draft by \0 (\0)",
    "\0code ",
    "beam \0, length penalty ",
    "aligned by ",
    "built from ",
    "built from \0 in \0 wheels",
    "the file ",
    "the same sentence is “\0” in ",
    "the same English stands for “\0” in ",
    # of programs that are run
    "^WARNING: Retrying ",
    "sentence \0 of \0 has a translation already",
    # of pages
    " and ",
    "French and English",
    "Page not found",
    "What the checks found",
    "Mlle ",
}
"""Texts in these packages that are not messages, or stay English."""

OTHER_WORDS = re.compile(
    r"export/(book_words|epub)\.py|site/words/|site/static\.py|seeds/(dates|hyphens|dialects/boxes)\.py"
    r"|translate/(draft/(?!cluster|drafter|source)|checks/|segment/|memory/wording)"
)
"""Modules with words of pages and books in both languages, with styles, or with words of articles."""


def texts(of: Message) -> tuple[Sequence[str], Sequence[str]]:
    """Return the English and the translated forms of a message."""
    ids = [of.id] if isinstance(of.id, str) else [*of.id]
    return ids, [of.string or ""] if isinstance(of.string, str) else [*of.string]


def placeholders(forms: Sequence[str]) -> set[str]:
    return set(re.findall(r"\{[^{}]*\}|%\(\w+\)s", " ".join(forms)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_is_complete(language: str) -> None:
    catalogue, template = tool.read(language), tool.template()
    wanted = {message.id for message in template if message.id}
    found = {message.id for message in catalogue if message.id}
    assert wanted - found == set(), "run tools/messages.py and translate what is new"
    assert found - wanted == set(), "run tools/messages.py"
    for message in catalogue:
        if message.id:
            english, translated = texts(message)
            assert all(translated), english
            assert placeholders(english) == placeholders(translated)
            assert not message.fuzzy, english


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_catalogue_is_current(language: str) -> None:
    assert tool.po_file(language).with_suffix(".mo").read_bytes() == tool.compiled(language)


def test_french_typography() -> None:
    for message in tool.read("fr"):
        for text in texts(message)[1] if message.id else ():
            outside = re.sub(r"`[^`]*`", "", text)
            assert not re.search(r"\w'\w| [:;!?»](\s|$)|«[^\u00a0]|[^\u00a0]»", outside), text


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of strings that look like messages and are not marked."""
    tree = ast.parse(path.read_text("utf-8"))
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(node.value)  # a docstring
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in ("_", "ngettext", "marked", "TypeVar", "cast"):
                skipped.update(node.args)
        elif (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split"
        ):
            skipped.add(node.func.value)  # a list of words
        elif isinstance(node, ast.AnnAssign | ast.arg) and node.annotation is not None:
            skipped.update(ast.walk(node.annotation))
        elif isinstance(node, ast.FunctionDef) and node.returns is not None:
            skipped.update(ast.walk(node.returns))
        elif isinstance(node, ast.JoinedStr):
            skipped.update(it for it in node.values if isinstance(it, ast.Constant))
            said = "\0".join(str(it.value) for it in node.values if isinstance(it, ast.Constant))
            if is_prose(said):
                yield node.lineno, said
    for node in ast.walk(tree):
        if node not in skipped and isinstance(node, ast.Constant) and isinstance(node.value, str):  # noqa: SIM102
            if is_prose(node.value):
                yield node.lineno, node.value


def is_prose(text: str) -> bool:
    """Return whether a text has words like a message, and no signs of SQL, markup, patterns or lists."""
    is_code = re.search(r"[<>\\|\n=*]|^\s*[A-Z]{4,} |^`[^`]*`$|^(\w+, )+\w+$", text)
    return not is_code and bool(
        re.search(r"[a-z]{2,}[,:]? [a-z]{2,}|^[\0 ]*[a-z]{3,}: |^ [a-z]{3,}|[a-z]{3,} $", text)
    )


@pytest.mark.parametrize("package", CONVERTED)
def test_messages_are_marked(package: str) -> None:
    """Command-line options, errors and notes are written with `_` or `ngettext`."""
    paths = sorted((SOURCE / package).rglob("*.py")) or [SOURCE / f"{package}.py"]
    unmarked = [
        f"{path.relative_to(SOURCE)}:{line}: {text}"
        for path in paths
        if not OTHER_WORDS.match(path.relative_to(SOURCE).as_posix())
        for line, text in literals(path)
        if text not in ENGLISH
    ]
    assert unmarked == []


def test_no_function_hides_the_translation() -> None:
    """A function that calls `_` does not also use it as a name for what it ignores."""
    for path in sorted(SOURCE.rglob("*.py")):
        if "_(" not in path.read_text("utf-8") or path.name == "messages.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                names = [it for it in ast.walk(node) if isinstance(it, ast.Name) and it.id == "_"]
                inside = [it.target for it in ast.walk(node) if isinstance(it, ast.comprehension)]
                own = {name for target in inside for name in ast.walk(target)}
                stored = [it for it in names if isinstance(it.ctx, ast.Store) and it not in own]
                calls = {it.func for it in ast.walk(node) if isinstance(it, ast.Call)}
                assert not stored or not calls.intersection(names), f"{path}:{node.lineno}"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, ""),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr_CA@euro"}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, ""),
        ({"LANG": "C.UTF-8"}, ""),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C"}, ""),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "POSIX"}, ""),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "de:fr:en"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LANGUAGE": "en:fr"}, ""),
        ({"LANG": "fr_FR.UTF-8", "LANGUAGE": "C"}, ""),
        ({"LANGUAGE": "fr"}, "fr"),
        ({"LANGUAGE": "fr", "LC_ALL": "C"}, ""),
        ({"LANG": "../../fr"}, ""),
    ],
)
def test_language_of_environment(
    environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert messages._of_process.__wrapped__() == language


def test_language_of_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(messages, "_of_windows", lambda: "fr_FR")
    assert messages._of_process.__wrapped__() == "fr"


def test_numbers_and_plurals() -> None:
    def articles(count: int) -> str:
        return ngettext("{count} article", "{count} articles", count)

    assert [articles(count) for count in (0, 1, 2000)] == ["0 articles", "1 article", "2,000 articles"]
    assert number(1234567.89, 1) == "1,234,567.9"
    with using(["de", "fr-FR", "en"]):
        assert [articles(count) for count in (0, 1, 2000)] == [
            "0 article",
            "1 article",
            "2\u202f000 articles",
        ]
        assert number(1234567.89, 1) == "1\u202f234\u202f567,9"
        assert _("error: {error}", error="{x}") == "erreur\u00a0: {x}"
    with using(["en-GB", "fr"]):
        assert _("error: {error}", error="x") == "error: x"


def enregard(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "enregard", *arguments],
        env={**os.environ, "LANGUAGE": "", "LC_ALL": "", "LANG": "", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_command_line_in_french(tmp_path: Path) -> None:
    shown = enregard("export", "--help", LANG="fr_FR.UTF-8")
    assert shown.stdout.startswith(
        "Utilisation\u00a0: python -m enregard export [OPTIONS] FORMAT [DIR]\n"
    ) or (shown.stdout.startswith("Utilisation\u00a0: enregard export [OPTIONS] FORMAT [DIR]\n"))
    assert "\n  tmx    mémoire de traduction" in shown.stdout  # tables stay tables
    assert "Afficher cette aide et quitter." in shown.stdout
    refused = enregard("build", "--nothing", LANGUAGE="fr")
    assert refused.returncode == 2
    assert "Erreur\u00a0: L’option '--nothing' n’existe pas." in refused.stderr
    failed = enregard("build", str(tmp_path), LANG="fr_FR.UTF-8", PYTHONIOENCODING="cp1252")
    assert failed.returncode == 1
    assert failed.stderr.startswith("erreur\u00a0: ")
