"""Shorten a sentence that stands as a title."""

import re

# What opens a clause or a phrase in French or English, and may therefore begin what a title leaves out.
_OPENERS = (
    "et|ou|ni|mais|donc|que|qui|dont|où|quand|lorsque|lorsqu'il|puisque|parce|tandis|alors|si|comme|après|avant|"
    "pour|afin|face|dans|sur|sous|sans|avec|contre|depuis|pendant|par|chez|vers|lors|selon|malgré|entre|"
    "and|but|nor|that|which|who|whose|where|when|while|because|although|as|after|before|if|"
    "for|against|with|in|on|since|during|from|by|under|without|towards|between|despite|facing|"
    "following|including|amid|over|near"
)

# Words that lean on the next one, so that no title ends with them.
_LEANING = (
    r"(?:[ldnscjmt]|(?:lors|puis|quoi)?qu|le|la|les|un|une|de|du|des|à|au|aux|en|the|an?|of|to|at|its?|their|"
    r"his|her)"
)

_PUNCTUATION = re.compile(r"[,;:!?](?=\s)|\s+[–—-](?=\s)|[—](?=\S)")
_OPENER = re.compile(rf" (?=(?:{_OPENERS})\b)", re.IGNORECASE)
_BLANK = re.compile(" ")
_LEANING_END = re.compile(rf"(?:^|(?<=\s))(?:(?:{_LEANING}|{_OPENERS})(?:['’]|\s|$)\s*)+$", re.IGNORECASE)
_AHEAD = 40  # characters; more than any pattern looks at from where it begins
_CLOSING = {"(": ")", "[": "]", "«": "»", "“": "”"}


def shorten(text: str, limit: int = 90) -> str:
    """`text` in at most `limit` characters (2 or more), its blanks made single ones.

    A longer text ends with an ellipsis: after a clause where one ends in the last two thirds, else before a
    conjunction or preposition there, else between two words. Only a word longer than `limit` is itself cut.
    """
    text = " ".join(text[: 20 * limit + 1000].split()) if len(text) > limit else " ".join(text.split())
    if len(text) <= limit:
        return text
    room = limit - 1
    for pattern in (_PUNCTUATION, _OPENER):
        cuts = _cuts(pattern, text, -(-limit // 3), room)
        if cuts:
            # A quotation or parenthesis left open is worse than a shorter title.
            cut = next((cut for cut in reversed(cuts) if _balanced(text[:cut])), cuts[-1])
            return _ended(_without_leaning(text[:cut]))
    cuts = _cuts(_BLANK, text, 1, room)
    if not cuts:
        return _ended(text[:room])
    return _ended(_without_leaning(text[: cuts[-1]]))


def _cuts(pattern: re.Pattern[str], text: str, least: int, room: int) -> list[int]:
    """The lengths from `least` to `room` at which `text` may be cut before what `pattern` finds."""
    return [found.start() for found in pattern.finditer(text, least, room + _AHEAD) if found.start() <= room]


def _without_leaning(text: str) -> str:
    """`text` without words at its end that lean on what would follow."""
    rest = text
    # From near the end, where a run of them begins as a rule: the pattern is slow to try at each character.
    while found := _LEANING_END.search(rest, max(0, len(rest) - _AHEAD)):
        rest = rest[: found.start()]
    return rest.strip() or text


def _ended(text: str) -> str:
    """`text` with an ellipsis in place of the blanks and punctuation at its end."""
    return (text.rstrip(" ,;:.!?…–—-") or text) + "…"


def _balanced(text: str) -> bool:
    """Whether every bracket and quotation opened in `text` is closed in it."""
    return text.count('"') % 2 == 0 and all(text.count(a) <= text.count(z) for a, z in _CLOSING.items())
