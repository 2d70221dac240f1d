"""French texts and their English as an exchange file holds them, whatever its format."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from enregard.article.article import Mark, MarkKind, Text
from enregard.article.edits import Step
from enregard.export.codes import Code, pieces
from enregard.translate.markup.placeholders import with_placeholders, without_placeholders

KEPT_TAG = Code(Step.OPEN, 1, Mark(MarkKind.NOT_TRANSLATED, 0, 1)).native
"""The tag around words that stay French."""

_PLACEHOLDER = re.compile(r"</?\d{1,9}/?>")
_WORD = re.compile(r"\w")
_BLANKS = re.compile(r"[\s\u200b\u2060\ufeff]+")


@dataclass(frozen=True, slots=True)
class Tag:
    """An inline code of a file.

    `key` links the two ends of a pair of codes, and a code to its translation; it is empty if the file links
    nothing. `native` is the code as its program writes it, such as `<em>` or a placeholder of a PO file.
    """

    role: Step
    key: str
    native: str = ""


Piece = str | Tag
Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A French text and its English, found in `file` on `line` (from 1).

    `reviewed` is true if the file says that a person approved the English; `engine` is the model that it
    names as the translator. `seed` and `number` locate the sentence if the file is an export of this program.
    `changed` is the date of the last change, in a form that sorts. `notes` are people's remarks. If the file
    joins several sentences, `first` is the first of them.
    """

    source: Pieces
    target: Pieces
    file: str
    line: int
    reviewed: bool = False
    engine: str = ""
    seed: str = ""
    number: int = 0
    changed: str = ""
    notes: tuple[str, ...] = ()
    first: str = ""

    @property
    def rest(self) -> str:
        """The sentences after `first`, with placeholders."""
        return literal_string(self.source)[len(self.first) + 1 :]

    @property
    def origin(self) -> str:
        """File and line, for people."""
        return f"{self.file}:{self.line}"

    @property
    def has_words(self) -> bool:
        """Whether the French has anything to translate."""
        return _WORD.search(words_in(self.source)) is not None


def words_in(content: Iterable[Piece]) -> str:
    """Return the words without the codes; a line break becomes a blank."""
    found = []
    for piece in content:
        if isinstance(piece, str):
            found.append(without_placeholders(piece) if "<" in piece else piece)
        elif piece.native.startswith("<br"):
            found.append(" ")
    return "".join(found)


def pieces_of(text: Text, prefix: str = "") -> Pieces:
    """Split a text into words and codes. The key of a code is `prefix` followed by its number."""
    return tuple(
        piece if isinstance(piece, str) else Tag(piece.role, f"{prefix}{piece.number}", piece.native)
        for piece in pieces(text)
    )


def literal_string(content: Iterable[Piece]) -> str:
    """Return the words with any placeholders, which may be codes; other codes are left out.

    Programs that translate PO files treat placeholders as words, or turn them into codes.
    """
    return "".join(
        piece if isinstance(piece, str) else piece.native if _PLACEHOLDER.fullmatch(piece.native) else ""
        for piece in content
    )


def numbered_string(content: Iterable[Piece]) -> str:
    """Return the words with every code as a placeholder, numbered from 1 in the order of opening."""
    found: list[str] = []
    opened: list[tuple[str, int] | None] = []  # key and number; None once closed
    places: defaultdict[str, list[int]] = defaultdict(list)  # in `opened`, by key
    count = 0
    for piece in content:
        if isinstance(piece, str):
            found.append(with_placeholders(Text(piece)))
        elif piece.role is Step.CLOSE:
            while opened and opened[-1] is None:
                opened.pop()
            last = opened[-1] if opened else None
            same = places[piece.key] or (places[last[0]] if last else [])
            closed = opened[same[-1]] if same else None
            if same:
                opened[same.pop()] = None
            found.append(f"</{closed[1] if closed else 0}>")
        else:
            count += 1
            found.append(f"<{count}/>" if piece.role is Step.ATOM else f"<{count}>")
            if piece.role is Step.OPEN:
                places[piece.key].append(len(opened))
                opened.append((piece.key, count))
    return "".join(found)


def merge_words(content: Iterable[Piece]) -> Pieces:
    """Join neighbouring words into one piece and drop empty ones."""
    found: list[Piece] = []
    for is_words, group in groupby(content, key=lambda piece: isinstance(piece, str)):
        if is_words:
            text = "".join(str(piece) for piece in group)
            found += [text] if text else []
        else:
            found += group
    return tuple(found)


def normalize(string: str) -> str:
    """Return `string` in the form used for comparison: NFC, one blank for each run, none at the ends."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", string)).strip()


def unit_number(string: str) -> int:
    """Return an exported sentence's number in its article; 0 if `string` is not a number."""
    return int(string) if string.isascii() and string.isdigit() and len(string) < 10 else 0
