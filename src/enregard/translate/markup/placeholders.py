"""Convert the marks of a sentence to the numbered placeholders of PO files, and back.

A mark becomes `<1>…</1>`, an atom `<1/>`, numbered from 1 in the order in which they open. Words that look
like a placeholder get a backslash after the `<`.
"""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from string import ascii_letters, digits
from urllib.parse import unquote

from enregard.article.article import ATOMS, VERBATIM, Mark, MarkKind, Text
from enregard.article.blanks import is_blank
from enregard.article.edits import Step, TextBuilder, walk
from enregard.messages import _

_PLACEHOLDER = re.compile(r"<(/?)(\d{1,9})(/?)>")  # a longer number is text
_FILLED = re.compile(r"<([1-9]\d{0,8})>((?:[^<]|<(?!/?\d{1,9}/?>))*+)</\1>")
"""A mark with words and no other mark in it."""
_EDGE = re.compile(r"<\d{1,9}/>\s*")
_PAIRED = re.compile(r"</?\d{1,9}>")
_PLAIN = frozenset(ascii_letters + digits)
_LOOKALIKE = re.compile(r"<(/?)(\\*)(\d+/?>)")


class PlaceholderError(ValueError):
    """The placeholders of a translation differ from those of its sentence; the message says how."""


def with_placeholders(text: Text, marks: Sequence[Mark] | None = None) -> str:
    """Return `text` as a string with placeholders.

    They are numbered as they open. If `text` is a translation, pass the `marks` of the French: each mark then
    gets its number there, since the order may differ. Raises ValueError if a mark is not among `marks`.
    """
    if not text.marks and "<" not in text.plain:  # as in most sentences
        return text.plain
    numbers = _numbers(text.marks, marks)
    signs = {Step.OPEN: "<{}>", Step.CLOSE: "</{}>", Step.ATOM: "<{}/>"}
    return "".join(
        _escape(text.plain[start:end]) if step is Step.WORDS else signs[step].format(numbers[mark])
        for step, start, end, mark in walk(text)
    )


def _numbers(marks: Sequence[Mark], named: Sequence[Mark] | None) -> list[int]:
    """Return for each of `marks` the number of an equal mark in `named`, using each number once."""
    if named is None:
        return list(range(1, len(marks) + 1))
    free: defaultdict[tuple[object, ...], deque[int]] = defaultdict(deque)
    for number, mark in enumerate(named, 1):
        free[_identity(mark)].append(number)
    numbers = []
    for mark in marks:
        same = free[_identity(mark)]
        if not same:
            raise ValueError(_("this {kind} mark is not in the French", kind=mark.kind))
        numbers.append(same.popleft())
    return numbers


def _identity(mark: Mark) -> tuple[object, ...]:
    return mark.kind, *sorted(mark.attrs.items())


def from_placeholders(string: str, marks: Sequence[Mark]) -> Text:
    """Return the text that `string` represents; placeholder n is for `marks[n - 1]`.

    Raises PlaceholderError unless every mark is there exactly once, well nested, and over some words;
    optional ones may be missing.
    """
    if not marks and "<" not in string:  # as in most sentences
        return Text(string)
    builder = TextBuilder()
    opened: list[tuple[int, int]] = []  # number and start of each open mark
    counts: Counter[int] = Counter()
    last = 0
    for match in _PLACEHOLDER.finditer(string):
        builder.add(_unescape(string[last : match.start()]))
        last = match.end()
        closes, number, empty = match[1], int(match[2]), match[3]
        if not 1 <= number <= len(marks):
            raise PlaceholderError(_("{placeholder} is not in the French", placeholder=match[0]))
        mark = marks[number - 1]
        if bool(empty) != (mark.kind in ATOMS) or (closes and empty):
            raise PlaceholderError(
                _("{placeholder} must be {form}", placeholder=match[0], form=form(number, mark))
            )
        if empty:
            builder.add_atom(mark)
        elif not closes:
            builder.open(mark)
            opened.append((number, builder.length))
        elif not opened or opened[-1][0] != number:
            raise PlaceholderError(_("{placeholder} closes nothing", placeholder=match[0]))
        elif opened.pop()[1] == builder.length:
            raise PlaceholderError(_("<{number}></{number}> has no words", number=number))
        else:
            builder.close()
        counts[number] += not closes
    builder.add(_unescape(string[last:]))
    if opened:
        raise PlaceholderError(_("<{number}> is never closed", number=opened[-1][0]))
    for number in range(1, len(marks) + 1):
        if not counts[number] and not marks[number - 1].is_optional:
            raise PlaceholderError(_("{form} is missing", form=form(number, marks[number - 1])))
        if counts[number] > 1:
            raise PlaceholderError(
                _(
                    "{form} appears {times} times",
                    form=form(number, marks[number - 1]),
                    times=counts[number],
                )
            )
    return builder.text()


def form(number: int, mark: Mark) -> str:
    """Return how PO files write the placeholder of a mark: `<3/>`, or `<3>…</3>` around words."""
    return f"<{number}/>" if mark.kind in ATOMS else f"<{number}>…</{number}>"


def without_edges(msgid: str) -> str:
    """Return `msgid` without line breaks, notes and pictures at its ends; the marks left count from 1.

    If nothing is left, `msgid` is returned.
    """
    start, end, leading, _ = _edges(msgid)
    return renumbered(msgid[start:end].strip(), -leading) or msgid


def with_edges(msgstr: str, before: str, after: str) -> str:
    """Return a translation of `before` as one of `after`; they have the same form without edges."""
    start, end, leading, trailing = _edges(before)
    last = leading + sum(not match[1] for match in _PLACEHOLDER.finditer(before, start, end))
    edges = {*range(1, leading + 1), *range(last + 1, last + trailing + 1)}
    words = _PLACEHOLDER.sub(lambda match: "" if int(match[2]) in edges else match[0], msgstr).strip()
    start, end, more, _ = _edges(after)
    return after[:start] + renumbered(words, more - leading) + after[end:]


def _edges(msgid: str) -> tuple[int, int, int, int]:
    """Return where the words of `msgid` begin and end, and how many marks without words stand at each end."""
    start = leading = trailing = 0
    end = len(msgid)
    while match := _EDGE.match(msgid, start):
        start, leading = match.end(), leading + 1
    while (at := msgid.rfind("<", start, end)) >= 0 and _EDGE.fullmatch(msgid, at, end):
        end, trailing = len(msgid[:at].rstrip()), trailing + 1
    return start, max(start, end), leading, trailing


def renumbered(string: str, by: int) -> str:
    """Return `string` with `by` added to the number of each placeholder."""
    if not by:
        return string
    return _PLACEHOLDER.sub(lambda match: f"<{match[1]}{int(match[2]) + by}{match[3]}>", string)


def highest(string: str) -> int:
    """Return the highest number of a placeholder in `string`; 0 if it has none."""
    return max((int(match[2]) for match in _PLACEHOLDER.finditer(string)), default=0)


def is_fixed(mark: Mark, text: Text) -> bool:
    """Return whether the words of `mark` must not be translated, as in a link over its own address."""
    if mark.kind is not MarkKind.LINK:
        return mark.kind in VERBATIM
    words, address = unquote(text.under(mark)), unquote(mark.attrs.get("href", ""))
    return words in (address, address.removeprefix("mailto:"))


def with_fixed(string: str, source: Text) -> str:
    """Return `string`, a translation of `source` with placeholders, with all fixed words as in `source`."""
    fixed = {
        str(number): _escape(source.under(mark))
        for number, mark in enumerate(source.marks, 1)
        if is_fixed(mark, source)
    }
    return _FILLED.sub(lambda found: f"<{found[1]}>{fixed.pop(found[1], found[2])}</{found[1]}>", string)


def fixed_words(string: str, source: Text) -> tuple[str, ...]:
    """Return the words of `string`, with the placeholders of `source`, that no translation may change."""
    numbers = (number for number, mark in enumerate(source.marks, 1) if is_fixed(mark, source))
    found = (re.search(rf"<{number}>(.*?)</{number}>", string, re.DOTALL) for number in numbers)
    return tuple(match[1] if match else "" for match in found)


def without_placeholders(string: str) -> str:
    """Return the words of `string`, whether or not its placeholders are right."""
    if "<" not in string:
        return string
    ends = [end for match in _PLACEHOLDER.finditer(string) for end in match.span()]
    edges = [0, *ends, len(string)]  # words on both sides of a mark may look like a placeholder together
    return "".join(_unescape(string[start:end]) for start, end in zip(edges[::2], edges[1::2], strict=True))


def is_untranslated(msgstr: str, msgid: str) -> bool:
    """Return whether nothing would show of a translation, although something does of its sentence.

    Pairs of placeholders do not count; a placeholder such as `<1/>` stands for an image, for example.
    """
    if msgstr[:1] in _PLAIN:  # quick, as for most translations
        return False
    return _shows_nothing(msgstr) and not (msgstr and _shows_nothing(msgid))


def _shows_nothing(string: str) -> bool:
    return is_blank(_PAIRED.sub("", string) if "<" in string else string)


def _escape(words: str) -> str:
    return _LOOKALIKE.sub(r"<\1\\\2\3", words)


def _unescape(words: str) -> str:
    return re.sub(r"<(/?)\\(\\*)(\d+/?>)", r"<\1\2\3", words)
