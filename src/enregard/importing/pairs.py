"""What an exchange file holds: pairs of a French text and its English, whatever the format."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from enregard.article.article import OBJECT, Mark, MarkKind, Text
from enregard.export.codes import Code, Role, pieces
from enregard.translate.markup.placeholders import with_placeholders, without_placeholders

KEPT = Code(Role.OPEN, 1, Mark(MarkKind.KEPT, 0, 1)).native
"""How words that are to stay French are marked."""

_PLACEHOLDER = re.compile(r"</?\d{1,9}/?>")
_WORD = re.compile(r"\w")
_BLANKS = re.compile(r"[\s\u200b\u2060\ufeff]+")


@dataclass(frozen=True, slots=True)
class Tag:
    """An inline code of a file: it opens or closes a pair, or stands alone.

    `key` ties what belongs together, also in the other language; empty where the file does not say. `native`
    is what the code stands for in the program it is from, such as `<em>`, a placeholder of a PO file, or
    nothing.
    """

    role: Role
    key: str
    native: str = ""


Piece = str | Tag
Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A French text and its English, as a file has them on `line` (from 1).

    `reviewed` is whether the file says that a person stands behind it, `engine` the model that it names as
    the maker. `seed` and `number` say where in which article it stood, where the file is an export of this
    program's. `changed` sorts pairs by when they were last changed, where the file tells. `notes` are words
    of people about the pair.
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

    @property
    def place(self) -> str:
        """Where the pair is, for people."""
        return f"{self.file}:{self.line}"


def literal(content: Iterable[Piece]) -> str:
    """The text with each code as the placeholder that it stands for, where it stands for one.

    Programs that translate PO files take placeholders for words, or make codes of them.
    """
    return "".join(
        piece if isinstance(piece, str) else piece.native if _PLACEHOLDER.fullmatch(piece.native) else ""
        for piece in content
    )


def numbered(content: Sequence[Piece]) -> str:
    """The text with its codes as placeholders, numbered as they open."""
    return "".join(
        with_placeholders(Text(piece)) if isinstance(piece, str) else placeholder(piece, number)
        for piece, number in zip(content, numbers(content), strict=True)
    )


def numbers(content: Sequence[Piece]) -> list[int]:
    """For each piece the number, from 1, of the code that it is or closes; 0 for words."""
    found: list[int] = []
    opened: list[tuple[str, int]] = []
    count = 0
    for piece in content:
        if isinstance(piece, str):
            found.append(0)
        elif piece.role is Role.CLOSE:
            at = next((at for at in reversed(range(len(opened))) if opened[at][0] == piece.key), -1)
            found.append(opened.pop(at)[1] if opened else 0)
        else:
            count += 1
            found.append(count)
            if piece.role is Role.OPEN:
                opened.append((piece.key, count))
    return found


def placeholder(tag: Tag, number: int) -> str:
    """A code as the record has it."""
    return {Role.OPEN: f"<{number}>", Role.CLOSE: f"</{number}>", Role.ALONE: f"<{number}/>"}[tag.role]


def bare(content: Iterable[Piece]) -> str:
    """The words alone; a line break is a blank."""
    words = []
    for piece in content:
        if isinstance(piece, str):
            words.append(without_placeholders(piece) if "<" in piece else piece)
        elif piece.native.startswith("<br"):
            words.append(" ")
    return "".join(words)


def has_words(pair: Pair) -> bool:
    """Whether there is anything to be translated in the French."""
    return _WORD.search(bare(pair.source)) is not None


def bare_text(text: Text) -> str:
    """The words of a text alone, as `bare` has them."""
    if not text.marks:
        return text.plain
    plain = list(text.plain)
    for mark in text.marks:
        if text.plain[mark.start] == OBJECT:
            plain[mark.start] = " " if mark.kind is MarkKind.BREAK else ""
    return "".join(plain)


def of_text(text: Text, before: str = "") -> Pieces:
    """A text as words and codes. The keys of its codes are numbers, with something `before` them."""
    return tuple(
        piece if isinstance(piece, str) else Tag(piece.role, f"{before}{piece.number}", piece.native)
        for piece in pieces(text)
    )


def normal(string: str) -> str:
    """`string` as it is compared: canonical composition, every run of blanks one blank, none at the ends."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", string)).strip()


def joined(content: Iterable[Piece]) -> Pieces:
    """The pieces with neighbouring words as one, and no empty ones."""
    found: list[Piece] = []
    for words, group in groupby(content, key=lambda piece: isinstance(piece, str)):
        if words:
            text = "".join(str(piece) for piece in group)
            found += [text] if text else []
        else:
            found += group
    return tuple(found)


def place_number(said: str) -> int:
    """The number of a sentence in its article, as an export `said` it; 0 where that is none."""
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0
