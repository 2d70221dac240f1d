"""Shorten a sentence that is used as a title."""

import re

# Words that open a clause or phrase in French or English: a title can end before them.
_OPENERS = (
    "et|ou|ni|mais|donc|que|qui|dont|où|quand|lorsque|lorsqu'il|puisque|parce|tandis|alors|si|comme|après|avant|"
    "pour|afin|face|dans|sur|sous|sans|avec|contre|depuis|pendant|par|chez|vers|lors|selon|malgré|entre|"
    "and|but|nor|that|which|who|whose|where|when|while|because|although|as|after|before|if|"
    "for|against|with|in|on|since|during|from|by|under|without|towards|between|despite|facing|"
    "following|including|amid|over|near"
)

# Words that lean on the next one: no title ends with them.
_LEANING = (
    "l|d|n|s|c|j|m|t|qu|lorsqu|puisqu|quoiqu|le|la|les|un|une|de|du|des|à|au|aux|en|the|a|an|of|to|at|it|its|"
    "their|his|her"
)

_PUNCTUATION = re.compile(r"[,;:!? —](?:(?<=[,;:!?])(?=\s)|(?<= )[–—-](?=\s)|(?<=—)(?=\S))")
_NEXT_WORD = re.compile(r" (?=(\w+)('il\b)?)", re.IGNORECASE)
_OPENING = frozenset(_OPENERS.split("|"))
_LEANING_END = re.compile(rf"(?:^|(?<=\s))(?:(?:{_LEANING}|{_OPENERS})(?:['’]|\s|$)\s*)+$", re.IGNORECASE)
_MAY_LEAN = frozenset(re.split(r"[|']", f"{_LEANING}|{_OPENERS}"))
_AHEAD = 40  # characters; more than any pattern matches
LIMIT = 90
"""How long a title may be, in characters, before pages shorten it."""
_CLOSING = {"(": ")", "[": "]", "«": "»", "“": "”"}


def shorten(text: str, limit: int = LIMIT) -> str:
    """Return `text` in at most `limit` characters (2 or more), with single spaces.

    A longer text is cut and ends with an ellipsis. The cut comes after a clause, else before a conjunction or
    preposition (neither in the first third), else between two words. A word is only cut if it is longer than
    `limit`.
    """
    text = " ".join(text[: 20 * limit + 1000].split())
    if len(text) <= limit:
        return text
    within = -(-limit // 3), limit + _AHEAD
    words = _NEXT_WORD.finditer(text, *within)
    for places in (_PUNCTUATION.finditer(text, *within), filter(_opens, words)):
        if cuts := [start for place in places if (start := place.start()) < limit]:
            # A shorter title is better than an open quotation or parenthesis.
            cut = next((cut for cut in reversed(cuts) if _balanced(text[:cut])), cuts[-1])
            break
    else:
        cut = text.rfind(" ", 0, limit)
    title = _without_leaning(text[:cut]) if cut > 0 else text[: limit - 1]
    return (title.rstrip(" ,;:.!?…–—-") or title) + "…"


def _opens(place: re.Match[str]) -> bool:
    """Return whether the word at `place` opens a clause or phrase. All of them at once are slow to match."""
    word = place[1].lower()
    return word in _OPENING or f"{word}{place[2]}".lower() in _OPENING


def _without_leaning(text: str) -> str:
    """Remove words from the end of `text` that need another word after them."""
    rest = text
    # Only near the end, and if the last word leans: the pattern is slow to try at each character.
    while _ends_leaning(rest) and (found := _LEANING_END.search(rest, max(0, len(rest) - _AHEAD))):
        rest = rest[: found.start()]
    return rest.strip() or text


def _ends_leaning(text: str) -> bool:
    end = text.rstrip()
    end = end[:-1] if end.endswith(("'", "’")) else end
    start = max(end.rfind(" "), end.rfind("'"), end.rfind("’")) + 1
    return end[start:].lower() in _MAY_LEAN


def _balanced(text: str) -> bool:
    """Return whether every bracket and quotation in `text` is closed."""
    return text.count('"') % 2 == 0 and all(text.count(a) <= text.count(z) for a, z in _CLOSING.items())
