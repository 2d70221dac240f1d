"""Write down which words of a sentence and its translation correspond.

A word is a run of letters and digits, and is known by its number in the sentence. Typography never changes
these numbers: it only replaces quotes, dashes and spaces. A link is a French and an English number. Both are
in base 36, with capitals as the first of two digits, from A for 1, so the links of a sentence need nothing
between: "0124A0A1" links words 0 and 1, 2 and 4, 36 and 37.
"""

import re
from collections.abc import Iterable

from enregard.article.edits import Span

_WORD = re.compile(r"[^\W_]+")  # the theme's script has the same: letters and digits
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
MOST_WORDS = 27 * len(_DIGITS)
"""Words of a sentence with links."""
_MOST_LINKS = 4  # per word
_NUMBER = re.compile(r"[A-Z]?[0-9a-z]")
_LINKS = re.compile(rf"(?:{_NUMBER.pattern}{_NUMBER.pattern})*")


def words_of(plain: str) -> list[str]:
    """Return the words of a text."""
    return _WORD.findall(plain)


def encode(french: str, english: str, links: Iterable[tuple[Span, Span]]) -> str:
    """Encode links between spans of a French and an English text; empty if there are too many."""
    one, other = (list(_WORD.finditer(plain)) for plain in (french, english))
    if max(len(one), len(other)) > MOST_WORDS:
        return ""
    found = {
        (ours, theirs)
        for here, there in links
        for ours in _numbers(one, here)
        for theirs in _numbers(other, there)
    }
    if len(found) > _MOST_LINKS * (len(one) + len(other)):
        return ""
    return "".join([_digits(ours) + _digits(theirs) for ours, theirs in sorted(found)])


def decode(links: str) -> list[tuple[int, int]]:
    """Return the French and English numbers of encoded links."""
    numbers = [
        int(digits[-1], 36) + (36 * (ord(digits[0]) - ord("A") + 1) if len(digits) > 1 else 0)
        for digits in _NUMBER.findall(links)
    ]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def fits(links: str, french: str, english: str) -> bool:
    """Return whether `links` from an untrusted file can be those of these texts."""
    words = len(_WORD.findall(french)), len(_WORD.findall(english))
    if len(links) > 4 * _MOST_LINKS * sum(words) or not _LINKS.fullmatch(links):
        return False
    found = decode(links)
    return found == sorted(set(found)) and all(
        ours < words[0] and theirs < words[1] for ours, theirs in found
    )


def _numbers(words: list[re.Match[str]], span: Span) -> list[int]:
    return [number for number, word in enumerate(words) if word.start() < span[1] and word.end() > span[0]]


def _digits(number: int) -> str:
    high, low = divmod(number, 36)
    return (chr(ord("A") + high - 1) if high else "") + _DIGITS[low]
