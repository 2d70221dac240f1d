"""Read `translate/glossary.csv`, with the columns French, English and note.

`|` separates accepted English forms; drafts get the first. If the English is empty, the term stays French.
If it is a hyphen, the built-in term with the same French is switched off.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from enregard.errors import EnregardError, cannot_read
from enregard.messages import _, ngettext
from enregard.report import Report
from enregard.system.encoding import decode_utf8
from enregard.system.files import read_file, resolve_inside
from enregard.translate.glossary.glossary import HOLE, Glossary, Term, words_of

_COLUMNS = ("french", "english")
_NAMES = {
    "français": "french",
    "francais": "french",
    "anglais": "english",
    "remarque": "note",
    "notes": "note",
}
"""Other names of the columns."""

LARGEST = 20_000_000
"""The size limit in bytes; 200,000 terms take half of it."""

_OFF = "-"
"""The English of a row that switches a built-in term off."""

_DELIMITERS = ",;\t"
"""What spreadsheets write between columns. French ones write semicolons, since their numbers have commas."""


def read_glossary(path: Path, *, follow_links: bool = False) -> tuple[Glossary, list[EnregardError]]:
    """Read the CSV file `path`, if it exists. Returns the glossary, and one error for each unusable row.

    With `follow_links`, it may be a link that leads out of the publication.
    """
    try:
        file = resolve_inside(path, f"translate/{path.name}", follow_links=follow_links)
        content = decode_utf8(read_file(file, LARGEST), path=path)
    except FileNotFoundError:
        return Glossary(), []
    except OSError as error:
        return Glossary(), [cannot_read(error, path)]
    except EnregardError as error:
        return Glossary(), [error]
    return parse_glossary(content, path)


def usable_terms(path: Path, report: Report, *, follow_links: bool = False) -> Glossary:
    """Read the glossary in the file `path`; report wrong rows and leave them out."""
    terms, problems = read_glossary(path, follow_links=follow_links)
    for problem in problems:
        report.problem(problem)
    return terms


@lru_cache(maxsize=1)  # the server reads it for every sentence
def parse_glossary(content: str, path: Path | str) -> tuple[Glossary, list[EnregardError]]:
    """Parse a glossary. Returns it, and one error, naming `path`, for each unusable row."""
    errors: list[EnregardError] = []

    def report(what: str, line: int = 1) -> None:
        errors.append(EnregardError(what, path=path, line=line))

    rows = _rows(content, report)
    header = next(rows, None)
    if header is None:
        if not errors:
            report(_("is empty: the first line must be French,English,note"))
        return Glossary(), errors
    names = _names(header[1])
    missing = [name.capitalize() for name in _COLUMNS if name not in names]
    if missing:
        report(
            _(
                "has no column {missing}: the first line must be French,English,note",
                missing=_(" and ").join(missing),
            )
        )
        return Glossary(), errors
    if unknown := [name for name in names if name not in (*_COLUMNS, "note")]:
        report(_("unknown column '{name}': name it French, English or note, or remove it", name=unknown[0]))
    terms: dict[str, Term] = {}
    for line, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        term = _term(line, names, cells)
        if isinstance(term, str):
            report(term, line)
        elif same := terms.get(term.key):
            report(
                _(
                    "'{french}' is already on line {line}: remove one of them",
                    french=term.french,
                    line=same.line,
                ),
                line,
            )
        else:
            terms[term.key] = term
    off = frozenset(key for key, term in terms.items() if term.english == (_OFF,))
    return Glossary(tuple(term for key, term in terms.items() if key not in off), off), errors


def _rows(content: str, report: Callable[[str, int], None]) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows, each with the line it ends on, up to the first error."""
    if "\0" in content:
        line = content[: content.index("\0")].count("\n") + 1
        report(_("contains a NUL character: save it as plain text"), line)
        return
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=_delimiter(content), strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        what = _(
            "is not valid CSV ({problem}): put text with a quote or a comma in double quotes", problem=error
        )
        report(what, reader.line_num)


def _delimiter(content: str) -> str:
    return max(_DELIMITERS, key=content.lstrip().partition("\n")[0].count)


def _names(header: Sequence[str]) -> list[str]:
    """Return the English names of the columns."""
    return [_NAMES.get(name, name) for name in (cell.strip().lower() for cell in header)]


def with_row(content: str, french: str, english: str) -> str:
    """Return the content of a valid glossary with one more row, written as its other rows are."""
    names = _names(next(_rows(content, lambda what, line: None))[1])
    ending = next((one for one in ("\r\n", "\n", "\r") if one in content), "\n")
    row = io.StringIO(newline="")
    values = {"french": french, "english": english}
    csv.writer(row, delimiter=_delimiter(content), lineterminator=ending).writerow(
        values.get(name, "") for name in names
    )
    return content + ("" if content.endswith(("\n", "\r")) else ending) + row.getvalue()


def _term(line: int, names: Sequence[str], cells: Sequence[str]) -> Term | str:
    """Return the term of a row, or what is wrong with the row."""
    if len(cells) < len([name for name in names if name in _COLUMNS]) or len(cells) > len(names):
        return _(
            "has {columns} instead of {expected}: write empty columns too, and put text with a comma in "
            "double quotes",
            columns=ngettext("{count} column", "{count} columns", len(cells)),
            expected=len(names),
        )
    row = dict(zip(names, cells, strict=False))
    french, english = " ".join(row.get("french", "").split()), " ".join(row.get("english", "").split())
    french, english = french.replace("...", HOLE), english.replace("...", HOLE)
    if not re.search(r"\w", french):
        return _("has no French: write the term in the column French, or remove the line")
    choices = tuple(dict.fromkeys(choice.strip() for choice in english.split("|") if choice.strip(" |")))
    if french.count(HOLE) > 1 or any(choice.count(HOLE) != french.count(HOLE) for choice in choices):
        return _(
            "the ellipsis must be on both sides, once, or on neither: '{french}', '{english}'",
            french=french,
            english=english,
        )
    if not words_of(french.partition(HOLE)[0]):
        return _("the ellipsis cannot come first: '{french}'", french=french)
    return Term(french, choices, " ".join(row.get("note", "").split()), line)
