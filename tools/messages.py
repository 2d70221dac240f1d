"""Bring the catalogues of messages in `src/enregard/locale` up to date, and compile them.

Run it after any change to a message or to a PO file. To add a language, run it with the language's code.
"""

import ast
import inspect
import sys
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from polib import pofile

SOURCE = Path(__file__).parents[1] / "src" / "enregard"
LOCALE = SOURCE / "locale"
_KEYWORDS: dict[str, Any] = {
    "_": (1,),
    "ngettext": (1, 2),
    "marked": (1,),
    # of pages
    "Word": {None: (1,), 2: ((2, "c"), 1)},
    "Counted": (1, 2),
}
_METHODS = [
    ("**.py", "python"),
    ("serving/static/**.js", "javascript"),
    ("serving/templates/**.html", "jinja2"),
    ("site/theme/templates/**.html", "jinja2"),
]
_OF_CLICK = ("exceptions.py", "formatting.py", "parser.py", "types.py")
"""The modules of click whose messages this program can print."""
_ALSO_OF_CLICK = (
    "Aborted!",
    "Commands",
    "Got unexpected extra argument ({args})",
    "Missing command.",
    "Options",
    "Show the version and exit.",
    "Show this message and exit.",
    "Takes {nargs} values but 1 was given.",
    "%(prog)s, version %(version)s",
    "default: {default}",
    "required",
)
"""Those in its other modules; the rest are for programmers."""


_HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


@cache
def template() -> Catalog:
    """Return a catalogue with every message of the program, and of click, without translations."""
    catalogue = Catalog()
    found = extract_from_dir(SOURCE, _METHODS, keywords=_KEYWORDS, comment_tags=["Translators:"])
    for name, _, message, comments, context in sorted(found, key=lambda it: (it[0], it[1])):
        comments = [comment.removeprefix("Translators: ") for comment in comments]
        places = [(f"enregard/{name}", 0)]
        catalogue.add(message, locations=places, auto_comments=comments, context=context)
    for path in sorted((SOURCE / "cli").glob("*.py")):
        for text in _descriptions(path):
            catalogue.add(text, locations=[(f"enregard/cli/{path.name}", 0)])
    for name, _, message, _, _ in extract_from_dir(Path(inspect.getfile(click)).parent, keywords=_KEYWORDS):
        first = message if isinstance(message, str) else message[0]
        if name in _OF_CLICK or first in _ALSO_OF_CLICK:
            catalogue.add(message, locations=[(f"click/{name}", 0)])
    return catalogue


def _descriptions(path: Path) -> Iterator[str]:
    """Yield the descriptions of the commands in a module, which are their docstrings."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef) and any(_makes_command(it) for it in node.decorator_list):
            yield inspect.cleandoc(ast.get_docstring(node) or "")


def _makes_command(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else None
    return isinstance(called, ast.Attribute) and called.attr in ("command", "group")


def po_file(language: str) -> Path:
    """Return the path of a language's catalogue."""
    return LOCALE / language / "LC_MESSAGES" / "enregard.po"


def read(language: str) -> Catalog:
    """Read a language's catalogue."""
    with po_file(language).open("rb") as file:
        return read_po(file, locale=language)


def compiled(language: str) -> bytes:
    """Return the MO file of a language's catalogue."""
    return bytes(pofile(str(po_file(language))).to_binary())


def update(language: str) -> Catalog:
    """Add new messages to a language's catalogue, remove old ones, write it and compile it."""
    path = po_file(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue = read(language) if path.exists() else Catalog(locale=language)
    catalogue.update(template(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    entries = BytesIO()
    write_po(entries, catalogue, width=110, include_lineno=False, omit_header=True)
    header = _HEADER.format(language=language, plurals=catalogue.plural_forms)
    path.write_text(header + entries.getvalue().decode(), encoding="utf-8", newline="\n")
    path.with_suffix(".mo").write_bytes(compiled(language))
    return catalogue


def main() -> None:
    """Update the languages given on the command line, or all."""
    for language in sys.argv[1:] or sorted(path.name for path in LOCALE.iterdir() if path.is_dir()):
        catalogue = update(language)
        missing = [it.id for it in catalogue if it.id and not (it.string and all(it.string))]
        print(f"{language}: {len(catalogue)} messages, {len(missing)} without a translation")


if __name__ == "__main__":
    main()
