"""Find the ends of French sentences: the library sentencex proposes ends, the rules in `breaks` decide."""

import re
from collections.abc import Iterable
from itertools import pairwise

from enregard.article.article import OBJECT
from enregard.article.typography import simplify
from enregard.translate.segment.abbreviations import BEFORE_NUMBER, DAYS, INSIDE, NEVER_LAST, RANKS
from enregard.translate.segment.breaks import Place, ends

# It starts with a character class because an alternative would be many times slower.
_MARK = re.compile(r"[.!?…;](?:(?<!;)[.!?…]*(?:[ \u00a0\u202f]?[!?]+){0,8})?")
_CLOSERS = re.compile(
    rf"[”’)\]{OBJECT}¹²³⁴⁵⁶⁷⁸⁹⁰]|'(?!\w)|[ \u00a0\u202f]?(?:»|[:;]-?[)(DP](?!\w))|\[\d{{1,3}}\]"
)
"""What may close after a mark: a quote, a bracket, a smiley, or an atom such as a note call."""
_NOT_IN_WORD = re.compile(r"[^\w.°&/+#-]")
_LONGEST_WORD = 30
_AHEAD = re.compile(
    r"(?P<opening>[\W_]{0,16})(?P<word>[^\W_](?:[\w-]|\.(?=\w)){0,40}['’]?)?(?:\s{0,4}(?P<second>[\w.]))?"
)
_SHORTENED = BEFORE_NUMBER | DAYS | INSIDE | NEVER_LAST | RANKS
_HIDDEN = "«»“”„\"'‘’‹›()[]{}" + OBJECT
"""Hidden from the library, which never ends a sentence in quotes or brackets."""
_SURROGATE = re.compile("[\ud800-\udfff]")
"""The library fails on lone surrogates."""
_SPACED_STOPS = ("\x85.", "\u00a0.", "\u2028.", "\u2029.", "\u202f.")
"""After an abbreviation such as `M`, they make the library panic. `simplify` replaces other blanks."""

_WINDOW = 5_000
"""How many characters the library gets at a time: its time grows with the square of backticks, or of `<!`."""

LONGEST = 10_000
"""Characters of a sentence. The longest in French literature have half as many; more is cut at a blank."""

_CUTS = tuple(re.compile(place) for place in (r"(?<=[;:])\s", r"(?<=,)\s", r"\s"))
"""Where to cut, best first."""


def sentence_ends(plain: str) -> list[int]:
    """Return the offsets (exclusive) of the ends of the sentences of `plain`; the last is `len(plain)`.

    Blanks between two sentences belong to the second. An empty text has no ends. Takes time linear in the
    length of `plain`.
    """
    if not plain:
        return []
    simple, offsets = simplify(plain)
    found = _ends(simple)
    return found if simple is plain else [*(offsets[end] for end in found[:-1]), len(plain)]


def _ends(plain: str) -> list[int]:
    """Return the ends of the sentences in simple characters."""
    proposed = _proposed(plain)
    quotes = _closing_quotes(plain)
    found: list[int] = []
    start = 0
    for mark in _MARK.finditer(plain):
        if mark.start() < start:
            continue
        if mark.end() == len(plain):
            break  # the end of the text is added below
        is_proposed = mark.end() in proposed
        if is_proposed and _is_plain(plain, start, mark):
            start = mark.end()
            found.append(start)
        elif ends(place := _place(plain, start, mark, quotes), proposed=is_proposed):
            start = place.end
            found.append(start)
    if found and not plain[start:].strip():
        found.pop()
    found.append(len(plain))
    return found if len(plain) <= LONGEST else with_cuts(plain, found)


def split_sentences(plain: str) -> list[str]:
    """Return the sentences of `plain` without the blanks around them."""
    pieces = (plain[start:end].strip() for start, end in pairwise([0, *sentence_ends(plain)]))
    return [piece for piece in pieces if piece]


def _proposed(plain: str) -> set[int]:
    """Return the offsets after the marks at which the library would end a sentence."""
    from sentencex import get_sentence_boundaries  # slow: `enregard --help` must not wait for it

    hidden = _hidden(plain)
    found: set[int] = set()
    start = 0
    while start < len(hidden):
        stop = start + _WINDOW
        sentences = get_sentence_boundaries("fr", hidden[start:stop])
        if stop < len(hidden) and (last := sentences.pop()["start_index"]) > _WINDOW // 2:
            stop = start + last  # the next window begins with the last sentence, which may go on
        found.update(start + each["start_index"] + len(each["text"].rstrip()) for each in sentences)
        start = stop
    return found


def _hidden(plain: str) -> str:
    """Return `plain` with spaces for what is hidden from the library."""
    for sign in _HIDDEN:  # much faster than a pattern
        plain = plain.replace(sign, " ")
    for stop in _SPACED_STOPS:
        plain = plain.replace(stop, " .")
    return plain if plain.isascii() or not _SURROGATE.search(plain) else _SURROGATE.sub(" ", plain)


def with_cuts(plain: str, ends: Iterable[int]) -> list[int]:
    """Return the `ends` of the sentences of `plain`, and ends within sentences longer than LONGEST.

    Most of what is done with a sentence takes time that grows faster than its length. A word is never cut.
    """
    found: list[int] = []
    start = 0
    for end in ends:
        while end - start > LONGEST:
            start = _cut(plain, start, end)
            found.append(start)
        if start < end:
            found.append(end)
        start = end
    return found


def _cut(plain: str, start: int, end: int) -> int:
    """Return where to cut a sentence that is too long: before a blank, or at `end` if it has none."""
    for place in _CUTS:
        if places := [
            match.start() for match in place.finditer(plain, start + LONGEST // 2, start + LONGEST)
        ]:
            return places[-1]
    blank = _CUTS[-1].search(plain, start + LONGEST, end)
    return blank.start() if blank else end


def _closing_quotes(plain: str) -> set[int]:
    """Return the offsets of the straight double quotes that close, by the blanks around them, or in turn."""
    closing = set()
    is_open = False
    at = plain.find('"')
    while at >= 0:
        left = at == 0 or plain[at - 1].isspace() or plain[at - 1] in "([«“'’"
        right = at + 1 == len(plain) or plain[at + 1].isspace()
        leaning = left if left != right else not is_open
        is_open = leaning and plain[at + 1 : at + 2] not in {",", ".", ";", ":", ")"}
        if not is_open:
            closing.add(at)
        at = plain.find('"', at + 1)
    return closing


def _is_plain(plain: str, start: int, mark: re.Match[str]) -> bool:
    """Return whether no rule can apply: a word in lower case, a full stop, a blank and a capital.

    Three quarters of all ends are like this, and checking the rules takes most of the time.
    """
    at, end = mark.span()
    if plain[at:end] != "." or plain[end : end + 1] != " " or not plain[end + 1 : end + 2].isupper():
        return False
    before = max(plain.rfind(" ", start, at), plain.rfind("'", start, at), plain.rfind("’", start, at))
    word = plain[before + 1 : at]
    whole = len(word) > 3 and word.isalpha() and word.islower() and word not in _SHORTENED
    return whole and plain.find("(", start, at) < 0 and plain.find("[", start, at) < 0


def _place(plain: str, start: int, mark: re.Match[str], quotes: set[int]) -> Place:
    """Return the place of `mark` in the sentence that starts at `start`."""
    end = _behind(plain, mark.end(), quotes)
    before = plain[max(start, mark.start() - _LONGEST_WORD) : mark.start()]
    word = _NOT_IN_WORD.split(before)[-1].lstrip(".-/&")
    ahead = _AHEAD.match(plain, end)
    opening, following, second = ahead.groups(default="") if ahead else ("", "", "")
    return Place(plain, start, mark.start(), mark[0], end, word, opening, following, second)


def _behind(plain: str, end: int, quotes: set[int]) -> int:
    """Return the offset after the quotes, brackets and note calls that close at `end`."""
    while True:
        closer = _CLOSERS.match(plain, end)
        if closer:
            end = closer.end()
        elif end in quotes:
            end += 1
        elif end + 1 in quotes and plain[end].isspace():
            end += 2
        else:
            return end
