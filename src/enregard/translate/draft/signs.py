"""Find signs that the model cannot copy, with the figures and letters that belong to them.

The model drops mathematical signs, most currencies, exponents and vertical bars, or replaces them: `300 ₽`
becomes "300", `10⁹` "109". Formulas, amounts and lone signs are therefore kept from it. In the English, an
amount is written the English way: `0,8 ‰` is "0.8‰".
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from unicodedata import category

from enregard.article.edits import Span, Spans
from enregard.translate.draft.numbers import to_english

STAND_IN = "‡"
"""What a text has in place of a raised figure, which regular expressions take for part of a word."""

_COPIED = r"!\"#%&'()*+,\-./:;<=>?@\[\]_~{}$\\«»‹›“”„‟‘’‛‚–—…‐‑·¡¿§°€£×ªº`´"
"""Signs that the model copies, or that `punctuation` rewrites."""

_FIGURES = r"⁰¹²³⁴-⁹ⁿ₀-₉ₐ-ₜᵢ-ᵪ¼-¾⅐-⅞↉\u2460-\u249b\u24ea-\u24ff\u2776-\u2793"
"""Raised, lowered, encircled figures and fractions."""

_LETTERS = r"\u2102-\u2115\u2119-\u211d\u2124-\u2134\U0001d400-\U0001d7ff"
"""Letters of mathematics: `ℝ`."""

_SIGN = re.compile(rf"[^\w\s{_COPIED}]|[{_FIGURES}{_LETTERS}]")
_ANY = re.compile(
    rf"{_SIGN.pattern}|[0-9][ \u00a0\u202f]?(?:[Ff]\b|[Ff]rs?\b|cts?\b|c€|c\b)"
    rf"|[0-9] [0-9]+ [0-9]|\b[A-Z]{{3,4}}\b|[€$£][ \u00a0\u202f]?[A-Z]"
)
_BLANK = "[ \u00a0\u202f\u2009]"
_RAISED = "⁰¹²³⁴-⁹⁺⁻⁼⁽⁾ⁿ₀-₉₊₋₌₍₎ₐ-ₜᵢ-ᵪ"
_NUMBER = rf"(?:[0-9]{{1,3}}(?:{_BLANK}[0-9]{{3}}(?![0-9])){{1,8}}|[0-9]+)(?:[.,][0-9]+)*"
_PREFIX = r"[−±∓√∛∜∑∏∫∂∇∆¬∀∃∄≈≃≅∼≤≥⩽⩾≠≪≫<>⌀∅]"
_OPERATOR = r"[=+<>×÷/*^·±∓−\-–∕∖∘∙⋅∗∝∈-∍∏-∑∣-∳∴-∿≀-⊿⋀-⋿⟀-⟯⦀-⫿←-⇿]"
_GROUP = rf"\((?:[A-Za-z](?![A-Za-z])|[0-9+=*/·×,.−-]|{_BLANK}){{1,24}}\)"
_LETTER = (
    rf"(?:[A-Za-zΑ-Ωα-ω{_LETTERS}](?:(?![\w'’])|(?=[{_RAISED}]))|[b-df-hj-np-tv-z]{{2,3}}(?=[{_RAISED}]))"
)
_OPERAND = (
    rf"(?:(?:{_NUMBER}(?:{_LETTER})?|{_LETTER})[{_RAISED}]{{0,12}}|[∅∞]|{_GROUP}[{_RAISED}]{{1,12}})"
    rf"(?![^\W{_RAISED}])"
)
_FORMULA = re.compile(
    rf"(?<![\w'’.,])(?:{_PREFIX}{_BLANK}?){{0,3}}{_OPERAND}"
    rf"(?:{_BLANK}?{_OPERATOR}{_BLANK}?(?:{_PREFIX}{_BLANK}?){{0,2}}{_OPERAND})*(?:{_BLANK}?[%‰‱℃℉€$£])?"
)
_SPECIAL = re.compile(rf"[^\w\s{_COPIED}]|[{_RAISED}^]")
_METRES = re.compile(r"(?<![^\W\d_])[kcdhmnµμ]?m[²³](?!\w)")
_SECOND = re.compile(r"(?<![\w.,])[0-9]{1,3}ⁿᵈ(?:ᵉ|e)?(?!\w)")
_HALF_HOURS = re.compile(rf"[0-9]{_BLANK}?h{_BLANK}?½")
_HAS = re.compile(r"\b(?:elles?|ils?|on|qui|y|en)\s+\Z", re.IGNORECASE)

_RARE_MONEY = "¤¥¢฿₠-₫₭-\u20cf"
_CODES = (
    "AUD|BRL|CAD|CHF|CNY|CZK|DKK|DZD|EUR|FCFA|GBP|HKD|HUF|INR|JPY|MAD|NOK|NZD|PLN|RUB|SEK|TND|TRY|USD"
    "|XAF|XOF|XPF|ZAR"
)
_DOLLARS = {"US": "US$", "USA": "US$", "CA": "CA$", "CAN": "CA$", "AU": "A$", "NZ": "NZ$", "HK": "HK$"}
_TAXES = {"HT": "excl. tax", "TTC": "incl. tax"}
_AMOUNT = re.compile(
    rf"(?<![\w.,])(?P<number>{_NUMBER}){_BLANK}?(?:(?P<scale>[kMG]|Mds?|mds?|millions?|milliards?){_BLANK}?(?:de{_BLANK})?)?"
    rf"(?:(?P<sign>[{_RARE_MONEY}])|(?P<code>(?:{_CODES})\b)|(?P<usual>[€$£]){_BLANK}?(?P<whose>(?:{'|'.join(_DOLLARS)})\b)?)"
    rf"(?:{_BLANK}?\(?(?P<tax>HT|TTC)\b\)?)?"
)
_FIRST = re.compile(rf"(?<![\w.,])(?P<number>{_NUMBER}){_BLANK}?(?:à|ou|-|–|(?P<and>et)){_BLANK}?\Z")
_BETWEEN = re.compile(r"\bentre\s\Z", re.IGNORECASE)
_CENTS = re.compile(rf"(?<![\w.,])(?P<number>{_NUMBER}){_BLANK}?(?:c€|cts?\b\.?|c(?=\s(?:le|la|l['’])\b))")
_FRANCS = re.compile(
    rf"(?<![\w.,°])(?P<number>{_NUMBER}){_BLANK}[Ff](?:rs?\b\.?(?=\s|\Z)|(?=[.,;:!?)/]|\s(?!(?i:cfa)\b)|\Z))"
)
_DEGREES = re.compile(r"fahrenheit|température|degrés?|four\b", re.IGNORECASE)
_SIGN_FIRST = re.compile(rf"(?<!\w)[{_RARE_MONEY}]{_BLANK}?{_NUMBER}(?!\w)")
_SCALES = {"millions": "million", "milliards": "billion", "milliard": "billion", "Md": "bn", "Mds": "bn",
           "md": "bn", "mds": "bn", "k": "k", "M": "m", "G": "bn", "million": "million"}  # fmt: skip

_ROW = re.compile(r"(?<![\w.,:/+-])[0-9]+(?:[ \t]+[0-9]+){2,}(?![\w/:-]|[.,][0-9])")
_LISTED = re.compile(r"\b(?:codes?|lots|nos|num[ée]ros|n[°º]s?|pages|postes)\b[^.;!?]{0,20}\Z", re.IGNORECASE)
_LABELLED = re.compile(
    r"(?:\A|[.:;,]\s|\b(?:aux|ces|des|les|leurs|nos|vos)\s)(?!(?:dans|depuis|dès|plus|sans|sous|vers)\b)"
    r"[^\W\d_]{2,24}[sx]\s+\Z",
    re.IGNORECASE,
)
"""A plural before numbers of things, such as rooms: `Salles 101 102 103`."""
_COUNTED = re.compile(rf"{_BLANK}?(?:[^\W\d_]|[€$£%])")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+")
_GROUPED_LAST = re.compile(r"(?<![0-9]) ?[1-9][0-9]{0,2}(?: [0-9]{3})+\Z")

_NAMED = re.compile(r"[^\W\d_][\w-]{0,40}[™®©℠]")
_NOTED = re.compile(r"(?:(?<=[^\W\d_][^\W\d_])|(?<=[»”\")\]]))[⁰¹²³⁴-⁹]+(?![\w⁺⁻])")
_TOKEN = re.compile(r"(?<![\w-])[\w-]{0,40}[₀-₉⁰⁴-⁹⁺⁻ⁿₐ-ₜᵢ-ᵪ][\w⁺⁻₊₋]{0,40}")
_NUMBER_BEFORE = re.compile(rf"(?<![\w.,]){_NUMBER}{_BLANK}?\Z")
_PREFIXES = re.compile("[√∛∜∑∏∫∂∇∆¬∀∃∄∅∞]")
_JOINERS = "\ufe0e\ufe0f\u200d"
"""What says how the sign before looks, or joins it to the next: an emoji of a family."""
_JOINING = frozenset("|¦‖‡†¶※•⁂⁃▪■●◆◦‣∙│║")


class Kept(NamedTuple):
    """A part of a sentence that the model must not get, and its English.

    If it is `loose`, the model gets nothing in its place; otherwise, it gets a mask.
    """

    span: Span
    english: str
    loose: bool = False


def kept_signs(plain: str) -> list[Kept]:
    """Return the formulas, amounts, rows of figures and signs in the French `plain`, in order."""
    if not _ANY.search(plain):
        return []
    found: list[Kept] = []
    taken = Spans(
        match.span() for pattern in (_METRES, _HALF_HOURS, _SECOND) for match in pattern.finditer(plain)
    )
    for find in (_amounts, _rows, _formulas, _trademarks, _notes, _tokens, _signs):
        for kept in find(plain):
            if not taken.overlap(kept.span):
                found.append(kept)
                taken.add(kept.span)
    return list(_joined(sorted(found)))


def _joined(found: Iterable[Kept]) -> Iterator[Kept]:
    """Join what touches: the model cannot copy two masks without a blank between them."""
    last: Kept | None = None
    for kept in found:
        if last and last.span[1] == kept.span[0] and not last.loose and not kept.loose:
            last = Kept((last.span[0], kept.span[1]), last.english + kept.english)
            continue
        if last:
            yield last
        last = kept
    if last:
        yield last


def _amounts(plain: str) -> Iterator[Kept]:
    """Find amounts, except those in euros, dollars and pounds, which the model translates."""
    for match in _AMOUNT.finditer(plain):
        sign, code, whose, tax = match["sign"], match["code"], match["whose"], match["tax"]
        if not (sign or code or whose or tax) or plain[match.end() : match.end() + 1].isalpha():
            continue
        number = to_english(match["number"])
        scale = _SCALES.get(match["scale"] or "", "")
        number += f" {scale}" if len(scale) > 2 else scale
        if sign == "¢" or code == "FCFA":
            amount = f"{number}{sign}" if sign else f"{number} {code}"
        elif code:
            amount = f"{code} {number}"
        else:
            amount = (_DOLLARS[whose] if whose and match["usual"] == "$" else sign or match["usual"]) + number
        yield Kept(match.span(), f"{amount} {_TAXES[tax]}" if tax else amount)
        if sign and not scale and (first := _FIRST.search(plain, max(0, match.start() - 30), match.start())):
            start, end = first.span("number")
            if not first["and"] or _BETWEEN.search(plain, max(0, start - 8), start):
                yield Kept((start, end), sign + to_english(first["number"]))
    for match in _SIGN_FIRST.finditer(plain):
        yield Kept(match.span(), _in_english(match[0]))
    for pattern, unit in ((_CENTS, "cent"), (_FRANCS, "franc")):
        for match in pattern.finditer(plain):
            if unit == "franc" and _DEGREES.search(plain):
                continue
            number = to_english(match["number"])
            yield Kept(match.span(), f"{number} {unit}" if number in ("0", "1") else f"{number} {unit}s")


def _rows(plain: str) -> Iterator[Kept]:
    """Find figures that are several numbers, not one: `104 218 377` at the end, `95 120 87`."""
    for match in _ROW.finditer(plain):
        row = match[0]
        counted = _COUNTED.match(plain, match.end()) is not None
        if _GROUPED.fullmatch(row):
            listed = _LISTED.search(plain, max(0, match.start() - 40), match.start())
            labelled = _LABELLED.search(plain, max(0, match.start() - 40), match.start())
            alone = (not counted or labelled) and len(row) % 4 == 3 and " 000" not in row
            if not (listed or alone):
                continue
        elif counted:
            row = _GROUPED_LAST.sub("", row)  # `en 2020 12 000 personnes`
        if row.count(" ") > 1:
            yield Kept((match.start(), match.start() + len(row)), row)


def _formulas(plain: str) -> Iterator[Kept]:
    """Find formulas: numbers, and letters that are alone, with mathematical signs."""
    for match in _FORMULA.finditer(plain):
        start, end = match.span()
        if plain[start] == "a" and end - start > 1 and _HAS.search(plain, max(0, start - 8), start):
            start += 1 + plain[start + 1].isspace()  # `il y a ≤ 9 places`
        if _SPECIAL.search(plain, start, end):
            yield Kept((start, end), _in_english(plain[start:end]))


def _trademarks(plain: str) -> Iterator[Kept]:
    for match in _NAMED.finditer(plain):
        if match[0][0].isupper():
            yield Kept(match.span(), match[0])


def _notes(plain: str) -> Iterator[Kept]:
    """Find note calls: raised figures after a word, except those of units (`m²`)."""
    for match in _NOTED.finditer(plain):
        yield Kept(match.span(), match[0], loose=True)


def _tokens(plain: str) -> Iterator[Kept]:
    """Find words with raised or lowered figures in them, such as `CO₂`."""
    for match in _TOKEN.finditer(plain):
        yield Kept(match.span(), match[0])


def _signs(plain: str) -> Iterator[Kept]:
    """Find all other signs, with the number beside them."""
    end = 0
    for match in _SIGN.finditer(plain):
        start = match.start()
        if start < end or not _is_sign(plain[start]):
            continue
        end = match.start() + 1
        while end < len(plain) and (plain[end] in _JOINERS or _is_unusual(plain[end])):
            end += 1
        sign = plain[start:end]
        joins = sign in _JOINING
        number = None if joins else _NUMBER_BEFORE.search(plain, max(0, start - 30), start)
        if number:
            yield Kept((number.start(), end), _in_english(plain[number.start() : end]))
            continue
        is_glued = (start > 0 and plain[start - 1].isalnum()) or plain[end : end + 1].isalnum()
        is_relation = category(sign[0]) == "Sm" and not _PREFIXES.match(sign)
        yield Kept((start, end), sign, loose=is_glued or joins or is_relation)


def _is_unusual(character: str) -> bool:
    return _SIGN.match(character) is not None and _is_sign(character)


def _is_sign(character: str) -> bool:
    return (
        category(character)[0] in "SP" or category(character) in ("No", "Lm") or bool(_SIGN.match(character))
    )


def _in_english(formula: str) -> str:
    """Return `formula` with its numbers in English form, and no blank before a per cent sign."""
    formula = re.sub(rf"{_BLANK}(?=[%‰‱])", "", formula)
    formula = re.sub(rf"({_NUMBER}){_BLANK}?([€$£])\Z", r"\2\1", formula)
    formula = re.sub(rf"(?<=[{_RARE_MONEY}]){_BLANK}(?=[0-9])", "", formula)
    return re.sub(_NUMBER, lambda match: to_english(match[0]), formula)
