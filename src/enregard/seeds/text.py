"""Read plain text as paragraphs, headings, lists and tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise, takewhile
from typing import Self

from enregard.article.article import OBJECT, Block, BlockKind, Mark, MarkKind, Text
from enregard.article.blanks import BLANKS, collapse
from enregard.seeds.columns import has_figures, read_table, table_parts
from enregard.seeds.credits import is_breadcrumbs, is_byline_or_date
from enregard.seeds.dateline import find_dateline
from enregard.seeds.hyphens import vocabulary
from enregard.seeds.items import (
    Piece,
    is_bullet,
    labels,
    marker,
    same_kind,
    with_chapters,
    with_lists,
)
from enregard.seeds.line_ends import (
    UNWRAPPED,
    LineEnd,
    ends_sentence,
    is_verse,
    line_ends,
    starts_sentence,
    unwrap,
    wrap_width,
)
from enregard.seeds.typed import is_page_number, is_rule, underlined, with_marks

_ORDINAL = "premi(?:er|ère)|seconde?|[a-zéèê]+(?:ième|ème)|derni(?:er|ère)"
_CHAPTER = re.compile(
    r"(?=[A-ZÈÉ])(?i:(?:acte|chant|chapitre|leçon|livre|partie|scène|tome)\s+"
    rf"(?:[IVXLC]+|[0-9]{{1,3}}|{_ORDINAL})(?:\s*[-–—.:]+.{{0,60}})?|(?:{_ORDINAL}) partie\.?)"
    r"|[IVXLC]{1,7}\.?"
)
_RULES_IN_GROUPS = "*%⁂"  # other signs may belong to a table or a signature
_OPEN_OR_CLOSED = ".!?…:;,-–—"
_QUOTES_AND_BRACKETS = "»”\"’')]" + BLANKS
_CAPITALS = 4  # characters; a longer line in capitals is a heading even with a full stop
_LONGEST_CHAPTER = 200
_HEADING_LENGTH = 80
_HEADING_WORDS = 14
_HEADLINE_LENGTH = 400
_TITLE_PAGE = 4  # lines
_RUN_OF_HEADINGS = 2
_TEXT_LENGTH = 60  # characters; with less text directly under it, a line is not a heading
_RELATED = re.compile(
    r"(?:(?:à )?(?:lire|voir)|pour aller plus loin|temps de lecture)\b[^:]{0,20}:", re.IGNORECASE
)
_QUOTED = re.compile(r"[ \t]{0,3}> ?")
_DEEPEST_QUOTE = 8
_HEADING_SHARE = 0.6  # of the longest line under it; a longer line is not a heading


def read_blocks(lines: Sequence[str], first: int, level: int = 0) -> list[Block]:
    """Return the paragraphs, headings, lists and tables of `lines`; `first` is the number of the first line.

    A paragraph ends at a blank line, and before a line with a bullet. It also ends before a line with a dash
    or number if the previous line ends a sentence, or the paragraph is such an item itself. Line ends that
    are not wrapping become breaks (see `enregard.seeds.line_ends`). A heading is a short line above text or
    between blank lines, with a capital or digit at its start and no punctuation at its end, or an underlined
    one. Its level is 1 at the very start, else 2 or 3. Items that count upwards or have bullets become lists;
    so do items with dashes, unless they read like dialogue. Lines with columns become tables, and lines that
    begin with `>`, as e-mails quote, block quotations; `level` counts those around `lines`.
    """
    may_quote = level < _DEEPEST_QUOTE and ">" in "\n".join(lines)
    quotes = dict(_quotations(lines)) if may_quote else {}
    groups: list[tuple[int, list[str]]] = []
    group: list[str] = []
    end = 0
    for at, line in enumerate([*lines, ""]):
        if at < end:
            continue
        if is_page_number(line):
            line = ""
        end = quotes.get(at, 0)
        if line.strip(BLANKS) and not end:
            group.append(line)
            continue
        if group:
            groups.append((first + at - len(group), group))
            group = []
        if end:
            groups.append((first + at, list(lines[at:end])))
    context = _Context.of([(number, group) for number, group in groups if number - first not in quotes])
    pieces: list[Piece] = []
    for number, group in groups:
        if number - first in quotes:
            inner = read_blocks([_QUOTED.sub("", line, count=1) for line in group], number, level + 1)
            pieces.append(Piece(Block(BlockKind.BLOCK_QUOTE, number, children=tuple(inner)), number))
        else:
            pieces += _parts(group, number, context)
    return _with_headings(with_chapters(list(with_lists(pieces))), level)


def _quotations(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the start and the end of each run of lines that begin with `>`, with words in some of them.

    A single line is a quotation only after a colon: others may be `> Lire aussi`.
    """
    quoted = [_QUOTED.match(line) is not None for line in lines]
    edges = [at for at in range(len(lines) + 1) if quoted[at - 1 : at] != quoted[at : at + 1]]
    for start, end in pairwise(sorted({0, *edges})):
        before = next((line for line in reversed(lines[max(0, start - 2) : start]) if line.strip(BLANKS)), "")
        is_quotation = end - start > 1 or before.rstrip(BLANKS).endswith(":")
        if (
            start < end
            and quoted[start]
            and is_quotation
            and any(line.strip(">" + BLANKS) for line in lines[start:end])
        ):
            yield start, end


@dataclass(frozen=True, slots=True)
class _Context:
    """What the rest of a text tells about a line.

    These are the number of its first line that is not blank, its wrap width, its words, and the signs that
    underline its headings.
    """

    first: int
    width: int
    words: frozenset[str]
    signs: tuple[str, ...]

    @classmethod
    def of(cls, groups: Sequence[tuple[int, Sequence[str]]]) -> Self:
        """Return the context of the groups, each with the number of its first line."""
        lines = [[line.strip(BLANKS) for line in group] for _, group in groups]
        signs = dict.fromkeys(sign for group in lines[1:] for _, sign in underlined(group))
        first = groups[0][0] if groups else 0
        return cls(first, wrap_width(lines), vocabulary(chain(*lines)), tuple(signs))


def _parts(group: Sequence[str], number: int, context: _Context) -> Iterator[Piece]:
    """Yield the underlined headings, rules, tables and paragraphs in a group of lines."""
    if len(group) == 1:
        yield from _line(group[0].strip(BLANKS), number, context)
        return
    stripped = [line.strip(BLANKS) for line in group]
    start = 0
    headings = dict(underlined(stripped))
    for at, line in enumerate(stripped):
        if at in headings:
            title = number == context.first or headings[at] not in context.signs
            level = 1 if title else min(6, 2 + context.signs.index(headings[at]))
            text = with_marks(Text(collapse(line)))
            yield Piece(Block(BlockKind.HEADING, number + at, text, attrs={"level": str(level)}), number)
            start = at + 2
        elif is_rule(line) and at >= start and line[0] in _RULES_IN_GROUPS and at + 1 not in headings:
            yield from _columns(group[start:at], number + start, context)
            yield Piece(Block(BlockKind.THEMATIC_BREAK, number + at), number)
            start = at + 1
    yield from _columns(group[start:], number + start, context)


def _line(line: str, number: int, context: _Context) -> Iterator[Piece]:
    """Yield the rule or the paragraph in a line between blank ones."""
    if is_rule(line):
        yield Piece(Block(BlockKind.THEMATIC_BREAK, number), number)
    else:
        yield _piece([line], (), number, number, context)


def _columns(group: Sequence[str], number: int, context: _Context) -> Iterator[Piece]:
    """Yield the tables in a group of lines, and the pieces of the other lines."""
    lines = [line.strip(BLANKS) for line in group]
    done = 0
    for start, end in table_parts(group):
        table = read_table(group[start:end], number + start)
        if table is None and not has_figures(group[start:end]):
            continue
        yield from _pieces(lines[done:start], number + done, context)
        if table is not None:
            yield Piece(table, number)
        else:
            breaks = [LineEnd.BREAK] * (end - start - 1)
            yield _piece(lines[start:end], breaks, number + start, number, context)
        done = end
    yield from _pieces(lines[done:], number + done, context)


def _pieces(group: Sequence[str], number: int, context: _Context) -> Iterator[Piece]:
    """Split a group of lines into pieces; `number` is the number of the first line."""
    if len(group) < 2:
        yield from (_piece([line], (), number, number, context) for line in group)
        return
    is_page = number == context.first and _is_title_page(group)
    heads = 1 if is_page else _leading_count(group, context.width)
    for index in range(heads):
        yield _piece(group[index : index + 1], (), number + index, number, context)
    lines = group[heads:]
    if is_page:
        items = [0]
        between = [LineEnd.BREAK] * (len(lines) - 1)
    elif is_verse(lines):
        items = [0]
        between = line_ends(lines, context.width)
    else:
        items = _item_starts(lines)
        ends = [line_ends(lines[start:end], context.width) for start, end in pairwise([*items, len(lines)])]
        between = [end for part in ends for end in [*part, LineEnd.PARAGRAPH]][:-1]
    starts = sorted({*items, *(at for at, end in enumerate(between, 1) if end is LineEnd.PARAGRAPH)})
    for start, end in pairwise([*starts, len(lines)]):
        piece = _piece(lines[start:end], between[start : end - 1], number + heads + start, number, context)
        yield piece if len(starts) == 1 else replace(piece, short=False)


def _is_title_page(lines: Sequence[str]) -> bool:
    """Return whether the first lines of a text are its title, then such as its author and year."""
    return 1 < len(lines) <= _TITLE_PAGE and all(
        starts_sentence(line) and (is_short_line(line) or line.isdigit()) for line in lines
    )


def _item_starts(lines: Sequence[str]) -> list[int]:
    """Return the indices of the lines that start an item, and 0.

    A dash may also continue a wrapped line: `- Les Etats-Unis` after the line `KABOUL, 25 juillet (Reuters)`.
    """
    markers = [marker(line) for line in lines]
    counted = {label for each in markers for label in labels(each).items()}
    starts = [0]
    for at in range(1, len(lines)):
        first = markers[starts[-1]]
        begins = any((kind, value + 1) in counted for kind, value in labels(markers[at]).items())
        if markers[at] and (
            is_bullet(lines[at]) or ends_sentence(lines[at - 1]) or same_kind(first, markers[at]) or begins
        ):
            starts.append(at)
    return starts


def _piece(
    lines: Sequence[str], between: Sequence[LineEnd], number: int, group: int, context: _Context
) -> Piece:
    """Return a paragraph with its breaks as marks; `number` is the number of its first line."""
    breaks = [at for at, end in enumerate(between, 1) if end is LineEnd.BREAK]
    joined = [
        collapse(unwrap(lines[start:end], context.words)) for start, end in pairwise([0, *breaks, len(lines)])
    ]
    plain = OBJECT.join(joined)
    places = [at for at, sign in enumerate(plain) if sign == OBJECT] if len(joined) > 1 else []
    text = with_marks(Text(plain, tuple(Mark(MarkKind.BREAK, at, at + 1) for at in places)))
    return Piece(
        Block(BlockKind.PARAGRAPH, number, text),
        group,
        marker(lines[0]),
        len(lines) == 1 and is_short_line(text.plain),
        len(lines) == 1 and len(plain) <= _HEADLINE_LENGTH and _is_heading(text.plain),
    )


def _leading_count(lines: Sequence[str], width: int) -> int:
    """Count the lines before the paragraph in its group: a heading, a byline, a date."""
    heads = 0
    while (
        heads < min(3, len(lines) - 1)
        and starts_sentence(lines[heads + 1])
        and is_byline_or_date(lines[heads])
    ):
        heads += 1
    rest = lines[heads:]
    if len(rest) > 1 and is_short_line(rest[0]):
        if is_byline_or_date(rest[1]) and (len(rest) == 2 or starts_sentence(rest[2])):
            return len(lines) - 1 if len(rest) == 2 else heads + 2
        if _is_heading_of(rest[0], rest[1:], width):
            return heads + 1
    return heads


def _is_heading_of(line: str, below: Sequence[str], width: int) -> bool:
    """Return whether a short line is the heading of the lines directly below it."""
    if max(map(len, below)) > UNWRAPPED:
        return starts_sentence(below[0])
    return (
        starts_sentence(below[0])
        and sum(map(len, below)) >= _TEXT_LENGTH
        and len(line) <= _HEADING_SHARE * max(map(len, below))
        and ends_sentence(below[-1])
        and LineEnd.BREAK not in line_ends(below, width)
    )


def is_short_line(plain: str) -> bool:
    """Return whether a line can be a heading, anywhere in a text."""
    short = len(plain) <= _HEADING_LENGTH and len(plain.split()) <= _HEADING_WORDS
    return (short and _is_heading(plain)) or _is_chapter(plain)


def _is_chapter(plain: str) -> bool:
    return len(plain) <= _LONGEST_CHAPTER and _CHAPTER.fullmatch(plain) is not None


def _is_heading(plain: str) -> bool:
    """Return whether a line looks like a heading, apart from its length."""
    begin = plain.lstrip("«“\"'‘" + BLANKS)[:1]
    if len(plain) > _CAPITALS and plain.isupper():
        plain = plain.removesuffix(".")
    return (
        (begin.isupper() or begin.isdigit())
        and any(character.isalpha() for character in plain)
        and plain.rstrip(_QUOTES_AND_BRACKETS)[-1:] not in tuple(_OPEN_OR_CLOSED)
        and not is_byline_or_date(plain)
        and _RELATED.match(plain) is None
        and find_dateline(plain) is None
    )


def _is_headline(piece: Piece, following: Piece) -> bool:
    """Return whether the first piece of a text is its title, whatever its length."""
    text = following.block.text
    return (
        piece.headline
        and piece.group != following.group
        and text is not None
        and ends_sentence(text.plain.rpartition(OBJECT)[2])
    )


def _with_headings(pieces: Sequence[Piece], level: int) -> list[Block]:
    """Return the blocks of `pieces`; short pieces before text become headings.

    More than two short pieces in a row are a list, verse or signatures, and stay paragraphs. A short piece at
    the very start is the title, whatever follows, unless it is quoted; so is a line of its own before a
    sentence.
    """
    result = [piece.block for piece in pieces]
    plains = [block.text.plain if block.text else "" for block in result]
    start = 1 if plains and is_breadcrumbs(plains[0]) else 0
    index = start + sum(1 for _ in takewhile(is_byline_or_date, plains[start:]))
    if level:
        index = 0
    elif index + 1 < len(result) and (pieces[index].short or _is_headline(*pieces[index : index + 2])):
        result[index] = replace(result[index], kind=BlockKind.HEADING, attrs={"level": "1"})
        index += 1
    while index < len(result):
        end = index
        while end < len(result) and pieces[end].short:
            end += 1
        if 0 < end - index <= _RUN_OF_HEADINGS and end < len(result):
            for at in range(index, end):
                result[at] = replace(result[at], kind=BlockKind.HEADING, attrs={"level": "2"})
        index = end + 1
    return result
