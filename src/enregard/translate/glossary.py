"""The publication's glossary: French terms and the English that must answer them.

`translate/glossary.csv` has the columns French, English and note. French words are found in all their forms
of gender and number, where a word has a capital only with it. Several English forms that will do are parted
by `|`, the first is the one put in. Where the English is empty, the term stands as in the French. An
ellipsis on both sides stands for a name: `Reportage du bureau de …`, `Reporting by the … bureau`.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from enregard.errors import EnregardError
from enregard.report import Report
from enregard.translate.inflect import english_stem, is_form, is_plural, plural
from enregard.translate.rewrite import Span

HOLE = "…"

_PREFIX = 3
"""Letters that all forms of a word begin with; shorter words whole."""

_COLUMNS = ("french", "english")
_KNOWN = frozenset({*_COLUMNS, "note"})
_WORD = re.compile(r"\w+(?:[.]\w+)*|[^\w\s]")
_JOINTS = frozenset("'’-")
_SMALL_WORDS = frozenset({"aux", "des", "dans", "les", "par", "pour", "sans", "sous", "sur", "une", "vers"})
_NAME = re.compile(
    r"[^\W\d_a-zà-öø-ÿ][\w.’'-]*"
    r"(?:\s(?:(?:d[eu]|des|l[ae]|les|von|van|der|el|al|ben|bin)\s|d['’]|l['’])*[^\W\d_a-zà-öø-ÿ][\w.’'-]*){0,5}"
)
"""A name: words with a capital, and the small ones within it."""


@dataclass(frozen=True, slots=True)
class Term:
    """One row of the glossary. `english` holds what will do, best first; none where it is not translated."""

    french: str
    english: tuple[str, ...]
    note: str = ""
    line: int = 0

    @property
    def is_kept(self) -> bool:
        """Whether the term stands in the English as in the French."""
        return not self.english

    @property
    def has_hole(self) -> bool:
        """Whether a name belongs to the term."""
        return HOLE in self.french


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term in a French sentence: over the characters `start` to `end`, of which `hole` are the name.

    `english` is what is to answer it, in the number in which it stands; a hole is still a hole in it.
    """

    term: Term
    start: int
    end: int
    words: str
    english: str
    hole: Span | None = None


@dataclass(frozen=True)
class Glossary:
    """The terms of a publication."""

    terms: tuple[Term, ...] = ()
    _index: Mapping[str, list["_Pattern"]] = field(default_factory=dict, repr=False, compare=False)
    _first: re.Pattern[str] | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        index: dict[str, list[_Pattern]] = {}
        beginnings = set()
        for term in self.terms:
            pattern = _pattern(term)
            index.setdefault(pattern.words[0][:_PREFIX].lower(), []).append(pattern)
            beginnings.add(re.escape(pattern.words[0][:_PREFIX].lower()))
        for patterns in index.values():
            patterns.sort(
                key=lambda pattern: (-len(pattern.words), -len(pattern.term.french), pattern.term.line)
            )
        object.__setattr__(self, "_index", index)
        if beginnings:
            first = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(beginnings))})", re.IGNORECASE)
            object.__setattr__(self, "_first", first)

    def terms_in(self, plain: str) -> list[Occurrence]:
        """The terms in the French `plain`, in order and apart; of two that begin together the longer."""
        if self._first is None:
            return []
        found: list[Occurrence] = []
        last = 0
        for beginning in self._first.finditer(plain):
            at = beginning.start()
            if at < last or (word := _WORD.match(plain, at)) is None:
                continue
            for size in range(_PREFIX, 0, -1):
                matches = (
                    _match(pattern, plain, at) for pattern in self._index.get(word[0][:size].lower(), ())
                )
                if (occurrence := next(filter(None, matches), None)) is not None:
                    found.append(occurrence)
                    last = occurrence.end
                    break
        return found


def honoured(occurrence: Occurrence, english: str) -> bool:
    """Whether `english` has what answers the occurrence, in any of its forms, singular or plural.

    A term that is not translated must be there as in the French; of a term with a hole only the words around
    the name are looked for, in their order.
    """
    if occurrence.term.is_kept:
        return occurrence.words in english
    return find_english(occurrence, english) is not None


def find_english(occurrence: Occurrence, english: str) -> Span | None:
    """Where in `english` the occurrence is answered by a form of the term's English, or None."""
    tokens = [match.span() for match in _WORD.finditer(english) if match[0] not in _JOINTS]
    stems = [english_stem(english[start:end]) for start, end in tokens]
    for wanted in occurrence.term.english:
        parts = [[english_stem(word) for word in _words(part)] for part in wanted.split(HOLE)]
        for way in (parts, [[english_stem("".join(_words(wanted)))]]):  # `airstrike` is an air strike
            for first in range(len(stems)):
                if end := _runs_through(way, stems, first):
                    return tokens[first][0], tokens[end - 1][1]
    return None


def read_glossary(path: Path | None) -> tuple[Glossary, list[EnregardError]]:
    """The glossary in the CSV file `path`, and one error for each row that cannot be used.

    No path, or no file there, is an empty glossary. The rows without an error are used.
    """
    if path is None or not path.exists():
        return Glossary(), []
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        return Glossary(), [
            EnregardError(
                f"cannot be read ({error.strerror}): put a plain file there that you may read", path=path
            )
        ]
    except UnicodeDecodeError as error:
        what = f"is not UTF-8 at byte {error.start}: save it as UTF-8"
        return Glossary(), [EnregardError(what, path=path)]
    return parse_glossary(content, path)


def usable_terms(path: Path, report: Report) -> Glossary:
    """The terms in the file `path`; its wrong lines are reported and left out."""
    terms, problems = read_glossary(path)
    for problem in problems:
        report.problem(problem)
    return terms


def parse_glossary(content: str, path: Path | str) -> tuple[Glossary, list[EnregardError]]:
    """The glossary in `content`, and one error for each row that cannot be used; `path` is named in them."""
    errors: list[EnregardError] = []
    rows = _rows(content, path, errors)
    header = next(rows, None)
    if header is None:
        empty = EnregardError("is empty: the first line must be French,English,note", path=path, line=1)
        return Glossary(), errors or [empty]
    names = [name.strip().lower() for name in header[1]]
    missing = [name.capitalize() for name in _COLUMNS if name not in names]
    if missing:
        what = f"has no column {' and '.join(missing)}: the first line must be French,English,note"
        return Glossary(), [*errors, EnregardError(what, path=path, line=1)]
    strange = [name for name in names if name not in _KNOWN]
    if strange:
        errors.append(
            EnregardError(
                f"column '{strange[0]}' is not known, and not used: French, English and note are",
                path=path,
                line=1,
            )
        )
    terms: dict[str, Term] = {}
    for line, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        term = _term(line, names, cells)
        if isinstance(term, str):
            errors.append(EnregardError(term, path=path, line=line))
        elif (same := terms.get(_fold(term.french))) is not None:
            what = f"'{term.french}' stands on line {same.line} already: take one of them out"
            errors.append(EnregardError(what, path=path, line=line))
        else:
            terms[_fold(term.french)] = term
    return Glossary(tuple(terms.values())), errors


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A term's words before and after its hole, and what their forms have in common."""

    term: Term
    words: tuple[str, ...]
    hole: int | None  # the place among the words at which the name stands


def _rows(content: str, path: Path | str, errors: list[EnregardError]) -> Iterator[tuple[int, list[str]]]:
    """The rows with the line on which each ends; what is not CSV ends them with an error."""
    if "\0" in content:
        line = content[: content.index("\0")].count("\n") + 1
        errors.append(EnregardError("holds a NUL character: save it as plain text", path=path, line=line))
        return
    reader = csv.reader(io.StringIO(content, newline=""), strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        what = f"is not CSV from here on ({error}): put a text with a quote or a comma in it in double quotes"
        errors.append(EnregardError(what, path=path, line=reader.line_num))


def _term(line: int, names: Sequence[str], cells: Sequence[str]) -> Term | str:
    """The term of a row, or what is wrong with it."""
    if len(cells) < len([name for name in names if name in _COLUMNS]) or len(cells) > len(names):
        return (
            f"has {len(cells)} columns instead of {len(names)}: "
            "leave a column empty between commas, and quote a text with a comma in it"
        )
    row = dict(zip(names, cells, strict=False))
    french, english = " ".join(row.get("french", "").split()), " ".join(row.get("english", "").split())
    french, english = french.replace("...", HOLE), english.replace("...", HOLE)
    if not re.search(r"\w", french):
        return "has no French: write the term in the first column, or take the line out"
    choices = tuple(dict.fromkeys(choice.strip() for choice in english.split("|") if choice.strip(" |")))
    if french.count(HOLE) > 1 or any(choice.count(HOLE) != french.count(HOLE) for choice in choices):
        return f"the ellipsis must stand once on both sides or on neither: '{french}', '{english}'"
    if not _words(french.partition(HOLE)[0]):
        return f"the ellipsis cannot come first: '{french}'"
    return Term(french, choices, " ".join(row.get("note", "").split()), line)


def _fold(french: str) -> str:
    return french.replace("’", "'")


def _words(phrase: str) -> list[str]:
    return [word for word in _WORD.findall(phrase) if word not in _JOINTS]


def _is_form(word: str, wanted: str) -> bool:
    return is_form(word, wanted) if word.isalpha() else word.lower() == wanted.lower()


def _pattern(term: Term) -> _Pattern:
    before, hole, after = term.french.partition(HOLE)
    head, tail = _words(before), _words(after)
    words = (*head, *tail)
    return _Pattern(term, words, len(head) if hole else None)


def _match(pattern: _Pattern, plain: str, start: int) -> Occurrence | None:
    """The occurrence of `pattern` that begins at `start`, or None."""
    at = end = start
    hole: Span | None = None
    many = False
    agreeing: bool | None = None  # the number of the word before, if another must have it too
    for place in range(len(pattern.words) + 1):
        if place == pattern.hole:
            at = _skip(plain, end)
            name = _NAME.match(plain, at)
            if name is None:
                return None
            hole = name.start(), name.end() - len(name[0]) + len(name[0].rstrip(".'’-"))
            end = hole[1]
        if place == len(pattern.words):
            break
        word = _WORD.match(plain, _skip(plain, end) if place else start)
        if word is None or (
            place and word.start() == end and word[0][0].isalnum() and plain[end - 1].isalnum()
        ):
            return None
        wanted = pattern.words[place]
        if not _is_form(word[0], wanted) or not _same_capitals(wanted, word[0]):
            return None
        if (now := _number(word[0], wanted)) is not None:
            if agreeing not in (None, now) and plain[word.start() - 1].isspace():
                return None  # `versions française et anglaise` are no `version française`
            many = many or now
        agreeing, end = now, word.end()
    term = pattern.term
    words = plain[start:end]
    english = term.english[0] if term.english else words
    if many and term.english and pattern.hole is None:
        english = plural(english)
    return Occurrence(term, start, end, words, english, hole)


def _number(word: str, wanted: str) -> bool | None:
    """Whether `word`, a form of `wanted`, is plural; None where it has no number."""
    if (
        not wanted.isalpha()
        or len(wanted) <= 2
        or wanted.lower() in _SMALL_WORDS
        or wanted.endswith(("s", "x", "z"))
    ):
        return None
    return is_plural(word, wanted)


def _skip(plain: str, at: int) -> int:
    """`at`, moved behind a blank, an apostrophe or a hyphen."""
    while at < len(plain) and (plain[at] in "'’-" or plain[at].isspace()):
        at += 1
    return at


def _same_capitals(wanted: str, word: str) -> bool:
    """Whether `word` has the capitals that the glossary wants; one more at its beginning does no harm."""
    if wanted.isupper() and len(wanted) > 1:
        return word == wanted
    return word[0].isupper() if wanted[0].isupper() else not word.isupper() or len(word) == 1


def _runs_through(parts: Sequence[Sequence[str]], stems: Sequence[str], first: int) -> int:
    """The end of the tokens from `first` that are `parts`, up to eight others between; 0 if they are not."""
    at = first
    for number, part in enumerate(parts):
        if not part:
            continue
        reach = range(at, min(at + 9, len(stems))) if number else range(at, at + 1)
        for begin in reach:
            if list(stems[begin : begin + len(part)]) == list(part):
                at = begin + len(part)
                break
        else:
            return 0
    return at if at > first else 0
