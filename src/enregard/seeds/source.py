"""The lines of a Markdown seed, with their numbers in the file, while dialects rewrite them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

_FENCE = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])?[ \t]*(`{3,}(?=[^`]*$)|~{3,})")
_IN_LIST = re.compile(r"[-*+]\s|\d{1,9}[.)]\s|\[\^|:\s|!!!|\?\?\?|===")
Edit = tuple[int, int, str]
"""A span of the text, and what replaces it."""


@dataclass(frozen=True)
class Source:
    """Lines, and the number of each in the file."""

    lines: Sequence[str]
    numbers: Sequence[int]

    @cached_property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.lines)]

    def index(self, offset: int) -> int:
        """Return the index of the line at an offset of `text`."""
        return min(bisect_right(self._starts, offset) - 1, len(self.lines) - 1)

    def number(self, offset: int) -> int:
        """Return the number of the line at an offset of `text`."""
        return self.numbers[self.index(offset)]

    def edited(self, edits: Iterable[Edit]) -> "Source":
        """Return the source with spans replaced. `edits` are in order and do not overlap."""
        lines: list[str] = []
        numbers: list[int] = []
        current: list[str] = []
        number = self.numbers[0] if self.numbers else 1

        def put(words: str, at: int, *, original: bool) -> None:
            nonlocal current, number
            first, *rest = words.split("\n")
            if not current:
                number = self.number(at)
            current.append(first)
            for piece in rest:
                lines.append("".join(current))
                numbers.append(number)
                at += len(first) + 1 if original else 0
                first, current = piece, [piece]
                number = self.number(at)

        at = 0
        for start, end, instead in edits:
            put(self.text[at:start], at, original=True)
            put(instead, start, original=False)
            at = end
        put(self.text[at:], at, original=True)
        lines.append("".join(current))
        numbers.append(number)
        return Source(lines, numbers)

    def prose(self) -> Iterator[tuple[int, int]]:
        """Yield the spans of `text` that are not in a block of code, one per paragraph."""
        begin: int | None = None
        fence = ""
        in_code = False  # indented
        in_list = False
        blank = True
        for line, start in zip(self.lines, self._starts, strict=False):
            if fence:
                bare = line.strip(" \t>")
                fence = "" if bare.startswith(fence) and not bare.strip(fence[0]) else fence
                continue
            is_blank = not line.strip()
            opens = _FENCE.match(line)
            is_indented = line.startswith(("    ", "\t")) and not is_blank
            in_code = is_indented and (in_code or (blank and not in_list))
            if not is_blank and not line.startswith((" ", "\t")):
                in_list = _IN_LIST.match(line) is not None or (in_list and not blank)
            if opens or is_blank or in_code:
                if begin is not None:
                    yield begin, start - 1
                    begin = None
                fence = opens[1] if opens and not in_code else ""
            elif begin is None:
                begin = start
            blank = is_blank
        if begin is not None:
            yield begin, len(self.text)

    def outside_code(self, pattern: re.Pattern[str], *signs: str) -> Iterator[re.Match[str]]:
        """Yield the matches of `pattern` in prose, but not in code spans.

        `pattern` must match runs of backticks as `code`, and escaped characters as `escape`; these are not
        yielded. Only paragraphs with one of `signs` are searched.
        """
        for begin, end in self.prose():
            if all(self.text.find(sign, begin, end) < 0 for sign in signs):
                continue
            ticks = TickRuns(self.text, begin, end)
            at = begin
            while match := pattern.search(self.text, at, end):
                at = ticks.end_of_code(match) if match["code"] else match.end()
                if not (match["code"] or match["escape"]):
                    yield match


class TickRuns:
    """The runs of backticks in a span of a text, by length: a code span ends at a run as long as its own."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._runs: dict[int, list[int]] = {}
        for match in re.finditer("`+", text[start:end]):
            self._runs.setdefault(len(match[0]), []).append(start + match.start())

    def end_of_code(self, opening: re.Match[str]) -> int:
        """Return the end of the code span that `opening` begins, or of `opening` if nothing closes it."""
        length = len(opening[0])
        same = self._runs.get(length, [])
        following = bisect_left(same, opening.end())
        return same[following] + length if following < len(same) else opening.end()
