"""Find the title of an article: a header, a heading, the name of the file, or the first sentence."""

import re
from collections.abc import Sequence
from html import unescape
from pathlib import PurePosixPath

from enregard.article.article import Block, BlockKind, Dateline, MarkKind, Text, TitleOrigin
from enregard.article.blanks import BLANKS, one_line
from enregard.article.edits import slice_text
from enregard.article.flatten import flatten
from enregard.article.shorten import LIMIT
from enregard.article.slugs import name_without_date
from enregard.article.typography import canonical
from enregard.seeds.files import TEXT
from enregard.seeds.html.elements import CODE, INLINE, MARKS
from enregard.seeds.text import is_short_line

_END = re.compile(r"(?<![.!?…])[.!?…]++(?:\s?[»”]|[\"'’)\]])*(?=\s|$)")
_ABBREVIATION = re.compile(
    r"\b(?:[^\W\d_]|[A-ZÀ-ÖØ-Þ][^\W\d_]|[A-Z]\.-?[A-Z]|MM|Mmes?|Mlles?|Mgr|[aA]rt|env|vol|chap|fig|no|cf|ex)\.$"
)
_LONGEST = 1000
_MUCH_LONGER = 3  # times as long as in another typography
_LONGEST_LINE = 200  # letters; more than any short line has
_LEADING = 2  # blocks before a title that pages need not repeat
_LEADING_KINDS = frozenset(
    {BlockKind.CREDIT, BlockKind.THEMATIC_BREAK, BlockKind.FIGURE, BlockKind.BOX, BlockKind.HTML_BLOCK}
)
_LANGUAGE = re.compile(r"[._](?:fr|fr[-_]fr)\Z", re.IGNORECASE)
_JOINTS = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])|[-_+]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORD = re.compile(r"[^\W\d_]{2}")
_CODE = re.compile(r"`([^`]+)`")
_LINK_OR_BOLD = re.compile(r"\[([^\[\]]+)\]\([^()\s]*\)|\*\*([^*]+)\*\*")
_TAG = re.compile(r"</?([a-z]+[1-6]?)\b[^<>]*>", re.IGNORECASE)
_TAGS = MARKS.keys() | INLINE | CODE.keys() | {"br"}
_KEEPS_A_HEADING = frozenset(
    {MarkKind.LINK, MarkKind.IMAGE, MarkKind.FOOTNOTE, MarkKind.CODE, MarkKind.NOT_TRANSLATED, MarkKind.HTML}
)


def extract_title(
    header: str | None, blocks: Sequence[Block], dateline: Dateline | None, path: PurePosixPath
) -> tuple[str, TitleOrigin, tuple[Block, ...]]:
    """Return the title of an article, its origin, and the blocks without it.

    Without a header, the title is the heading that begins the article or its only one of level 1, a short
    line that begins it, or the name of the file if that has words. Otherwise it is the first sentence; in
    plain texts, which are not named after their titles, also if pages need not shorten it.
    If one of the first blocks has the words of the title, in any typography, it is removed, so that pages do
    not repeat it. It stays if it is the only block, or has markup other than emphasis.
    """
    header = None if header is None else _without_markup(header)
    first = next((at for at, block in enumerate(blocks) if not _may_lead(block)), 0)
    at = _title_block(blocks, first)
    if header is not None:
        title, origin = header, TitleOrigin.HEADER
        last = max(first, _LEADING)
        headings = (it for it, block in enumerate(blocks[: last + 1]) if block.kind is BlockKind.HEADING)
        candidates = (it for it in (first, at, *headings) if it is not None)
        at = next((it for it in candidates if _is_called(blocks, it, title)), None)
    elif at is not None and (words := _words(blocks[at])):
        title, origin = words, TitleOrigin.HEADING
    else:
        title, origin = _opening_sentence(blocks, dateline) or path.stem, TitleOrigin.FIRST_SENTENCE
        is_named = path.suffix.lower() not in TEXT or len(title) > LIMIT or title.endswith(":")
        if is_named and (name := name_as_title(path)):
            title, origin = name, TitleOrigin.FILE_NAME
    if at is not None and at <= max(first, _LEADING) and len(blocks) > 1 and _is_words(blocks[at].text):
        blocks = [*blocks[:at], *blocks[at + 1 :]]
    return title, origin, tuple(blocks)


def name_as_title(path: PurePosixPath) -> str:
    """Return the name of the seed at `path`, or of its folder for an `index`, as a title: `Mentions legales`.

    It is empty if the name has no words.
    """
    stem = name_without_date(path)
    stem = _LANGUAGE.sub("", stem).strip(BLANKS)
    words = stem if " " in stem else " ".join(filter(None, _JOINTS.split(stem)))
    letters = sum(map(str.isalpha, words))
    if not _WORD.search(words) or letters < len(_DAY.sub("", words)) / 2:
        return ""
    return words[0].upper() + words[1:]


def _title_block(blocks: Sequence[Block], first: int) -> int | None:
    """Return the index of the block that is a title, if there is one: a heading, or a short line."""
    main = [at for at, block in enumerate(blocks) if block.attrs.get("level") == "1"]
    if len(main) == 1:
        return main[0]
    if not blocks or blocks[first].text is None:
        return None
    begins = all(block.kind in (BlockKind.CREDIT, BlockKind.THEMATIC_BREAK) for block in blocks[:first])
    is_title = blocks[first].kind is BlockKind.HEADING or (begins and _is_title_line(blocks, first))
    return first if is_title else None


def _is_title_line(blocks: Sequence[Block], at: int) -> bool:
    """Return whether a paragraph is a short line of its own above others, like a title."""
    block = blocks[at]
    text = block.text
    if block.kind is not BlockKind.PARAGRAPH or text is None or at + 1 == len(blocks):
        return False
    if _letters(text) > _LONGEST_LINE or not _is_words(text):
        return False
    words = flatten(text)
    is_strong = any(
        mark.kind is MarkKind.STRONG and mark.end - mark.start == len(text.plain) for mark in text.marks
    )
    return is_short_line(words.rstrip(" !?") if is_strong else words)


def _may_lead(block: Block) -> bool:
    """Return whether a block may come before the title: a date, a byline, a picture, a box."""
    if block.kind is not BlockKind.PARAGRAPH or block.text is None:
        return block.kind in _LEADING_KINDS
    return not (block.text.plain[:1].isalnum() or flatten(block.text))


def _letters(text: Text) -> int:
    """Return how many characters of a text surely show something."""
    return len(text.plain) - text.plain.count(" ") - len(text.marks)


def _words(block: Block) -> str:
    return "" if block.text is None else flatten(block.text)


def _is_called(blocks: Sequence[Block], at: int, title: str) -> bool:
    """Return whether the words of a block are those of the title, in any case and typography."""
    text = blocks[at].text if at < len(blocks) else None
    if text is None or _letters(text) > _MUCH_LONGER * len(title):
        return False
    words = flatten(text)
    return bool(words) and canonical(words).casefold() == canonical(title).casefold()


def _without_markup(header: str) -> str:
    """Return a header without links, code and bold of Markdown and tags of HTML: titles have no markup."""
    parts = _CODE.split(header)
    parts[::2] = map(_without_tags, parts[::2])
    return one_line("".join(parts)) or header


def _without_tags(words: str) -> str:
    words = _LINK_OR_BOLD.sub(lambda match: match[1] or match[2], words)
    if "<" not in words:
        return words
    return unescape(_TAG.sub(lambda tag: "" if tag[1].lower() in _TAGS else tag[0], words))


def _is_words(text: Text | None) -> bool:
    """Return whether `text` has no markup that a title would lose, except emphasis."""
    return text is not None and not any(mark.kind in _KEEPS_A_HEADING for mark in text.marks)


def _opening_sentence(blocks: Sequence[Block], dateline: Dateline | None) -> str:
    """Return the first sentence of the paragraphs, without the dateline.

    If no paragraph has words, return the first sentence of the other blocks.
    """
    paragraphs = [block for block in blocks if block.kind is BlockKind.PARAGRAPH]
    for block in [*paragraphs, *blocks]:
        for leaf in block.leaves():
            if leaf.text is None:
                continue
            start = len(dateline.text) if dateline and paragraphs and leaf is paragraphs[0] else 0
            words = flatten(slice_text(leaf.text, start, len(leaf.text.plain)))
            if words:
                return _first_sentence(words)
    return ""


def _first_sentence(plain: str) -> str:
    """Return the first sentence of `plain`, by a rule that is good enough for titles.

    It ends at terminal punctuation before a blank, but not after an abbreviation or an initial. If it exceeds
    1,000 characters, it is cut at a blank.
    """
    for match in _END.finditer(plain, 0, _LONGEST):
        goes_on = plain[match.end() : match.end() + 9].lstrip(BLANKS + "«“\"'‘([—–-")[:1].islower()
        if not goes_on and not _ABBREVIATION.search(plain, max(match.start() - 9, 0), match.start() + 1):
            return plain[: match.end()]
    if len(plain) <= _LONGEST:
        return plain
    return plain[:_LONGEST].rsplit(" ", 1)[0].rstrip(BLANKS) + "…"
