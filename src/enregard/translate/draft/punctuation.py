"""Punctuate French sentences for the model, and its answers in the English way.

The English has straight quotes, and three full stops for an ellipsis, as the model writes them. Pages may
curl the quotes.
"""

import re
from collections.abc import Iterator

from enregard.article.edits import Edit, Span, Spans

_BLANKS = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
_PLAIN = {
    "’": "'", "‘": "'", "ʼ": "'", "‛": "'", "′": "'", "`": "'", "´": "'",
    "“": '"', "”": '"', "„": '"', "‟": '"', "‹": "'", "›": "'",
    "\u2010": "-", "\u2011": "-", "…": "...",
    "\u00ad": "", "\u200b": "", "\u200e": "", "\u200f": "", "\u2060": "", "\ufeff": "",
}  # fmt: skip
_SIGN = re.compile(f"[{''.join(_PLAIN)}{_BLANKS}\t\n\r\v\f]")
_GUILLEMET = re.compile("[«»]")
_INSIDE = re.compile(rf"(?<=[«‹])[\s{_BLANKS}]+|(?<![\s{_BLANKS}])[\s{_BLANKS}]++(?=[»›])")
_AFTER_SIGN = r"(?:[\s\"']|$)"
_BEFORE_SIGN = re.compile(
    rf"(?<=[^\s{_BLANKS}])[ {_BLANKS}]+"
    rf"(?=[;:!?]*[;:]{_AFTER_SIGN}|(?:[;:!?]*[!?]|[,.])(?:[)\]]|{_AFTER_SIGN}))"
)
"""Blanks before signs, except before a smiley."""
_PER_CENT = re.compile(rf"(?<=[0-9])[ {_BLANKS}]+(?=%)")
_QUOTE = re.compile(rf'(?P<before>[ {_BLANKS}]*+)(?P<mark>["“”„])(?P<after>[ {_BLANKS}]*+)')
_NARROW_COLON = re.compile(r"(?<=[^\W\d_]{3}):(?=\d)")
_APART = re.compile(r"(?<=[^\W\d_]) ' s\b")
_IN_BRACKET = re.compile(rf"(?<=[(\[])[ {_BLANKS}]+(?=\w)|(?<=\w)[ {_BLANKS}]+(?=[)\]])")


def for_model(plain: str) -> Iterator[Edit]:
    """Yield edits that give the French `plain` the punctuation of the model's vocabulary.

    The vocabulary lacks typographic apostrophes and curly quotes: the model would ignore them. Guillemets
    stay, since the model translates them better than straight quotes (BLEU 36.2 against 35.5).
    """
    inside = [span for span in _inside_quotes(plain) if span[0] < span[1]]
    taken = Spans(inside)
    for match in _SIGN.finditer(plain):
        if not taken.overlap(match.span()):
            yield Edit(*match.span(), _PLAIN.get(match[0], " "))
    for start, end in inside:
        yield Edit(start, end, "")
    for match in _NARROW_COLON.finditer(plain):
        yield Edit(match.end(), match.end(), " ")


def _inside_quotes(plain: str) -> Iterator[Span]:
    """Yield the spans of blanks inside quotation marks that are not guillemets: `" Oui ", dit-il`."""
    is_open = False
    for match in _QUOTE.finditer(plain):
        is_apart = bool(match["before"])
        if not is_open and is_apart and match["after"] and plain[match.start() - 1 : match.start()].isdigit():
            continue  # inches
        if is_open and is_apart and plain[match.end() : match.end() + 1].isalnum() and not match["after"]:
            continue  # another quotation opens inside
        ends = plain[match.start("after") : match.start("after") + 1] in ("", *",.;:!?)]")
        is_open = match["mark"] == "„" or not (is_open or (is_apart and ends))
        if not is_open:
            yield match.span("before")
        elif is_apart or match.start() == 0:
            yield match.span("after")


def in_english(plain: str) -> Iterator[Edit]:
    """Yield edits that give `plain`, an answer of the model, English punctuation.

    They remove blanks before signs and inside quotes and brackets, and make all quotes straight.
    """
    for match in _APART.finditer(plain):
        yield Edit(match.start(), match.end(), "'s")
    for pattern in (_BEFORE_SIGN, _PER_CENT, _IN_BRACKET, _INSIDE):
        for match in pattern.finditer(plain):
            yield Edit(*match.span(), "")
    for match in _GUILLEMET.finditer(plain):
        yield Edit(*match.span(), '"')
    yield from for_model(plain)
