"""Compare text without its typography or its accents."""

import re
import unicodedata
from collections.abc import Sequence

ACCENTS = "\u0300-\u036f"
"""Combining accents, as in a character class."""
_DECOMPOSED = re.compile(rf"[^\W\d_][{ACCENTS}]+")
_ACCENTS = re.compile(rf"[{ACCENTS}]")

_INVISIBLE = (
    *(0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10),
)
"""Soft hyphens, characters without width, and signs that only change direction or look."""

_VARIANTS = {
    "'": "‘’‚‛ʹʻʼʽˈ´`′",
    '"': "«»“”„‟‹›″〝〞",
    "-": "‐‑‒–—―⁃−﹘",
    "...": "…",
    "..": "‥",
    ".": "․",
    "°": "º˚",
    "·": "‧∙⋅",
    "\u03bc": "\u00b5",  # mu, micro sign
    "oe": "œ",
    "Oe": "Œ",
    "ae": "æ",
    "Ae": "Æ",
}
_LOOKALIKE = frozenset("<>/\\")
"""What placeholders are written with; a wide variant of it must not become one."""


def _wide_and_joined() -> dict[str, str]:
    """Return the wide forms of ASCII characters and the ligatures, with what they stand for."""
    codes = (*range(0xFB00, 0xFB07), *range(0xFE50, 0xFE6C), *range(0xFF01, 0xFF5F))
    plain = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in codes}
    return {sign: found for sign, found in plain.items() if found.isascii() and found not in _LOOKALIKE}


_ONE_BY_ONE = {sign: plain for plain, signs in _VARIANTS.items() for sign in signs}
_FOLDED = (
    _ONE_BY_ONE
    | {sign: _ONE_BY_ONE.get(plain, plain) for sign, plain in _wide_and_joined().items()}
    | dict.fromkeys(map(chr, _INVISIBLE), "")
)
_TO_FOLD = re.compile(f"[{re.escape(''.join(_FOLDED))}]")

_SIMPLE = dict.fromkeys(map(chr, _INVISIBLE), "") | _wide_and_joined() | {"ʼ": "’"}
_SIMPLE |= dict.fromkeys(map(chr, (0x1680, *range(0x2000, 0x200B), 0x205F, 0x3000)), "\u00a0")
_NOT_SIMPLE = re.compile(f"[{re.escape(''.join(_SIMPLE))}]")

_TYPED = (
    ("--", re.compile("--+"), "-"),
    (".", re.compile(r"\.(?: ?\.){2,}"), "..."),
    ("<<", re.compile(r"<<(?!/?\d)"), '"'),
    (">>", re.compile(r"(?<![\d/])>>"), '"'),
)
"""What is typed for lack of a key: a part to look for, the pattern, the plain form."""

_AFTER_BLANK = tuple((f" {sign}", sign) for sign in (":", ";", "!", "?", "%", "‰", "€", '"', "..."))
"""What French sets after a no-break space, with it and without."""

_SKELETON = b"bcdfghjklmnpqrstvwxyzBCDFGHJKLMNPQRSTVWXYZ0123456789\0"
"""ASCII letters that are no part of `œ` or `æ`, and digits: what a canonical form keeps."""
_NO_SKELETON = bytes(set(range(256)) - set(_SKELETON))
_LETTER_FORMS = (b"\xcc", b"\xcd", b"\xe2\x84", b"\xef")
"""How other characters start in UTF-8 that become ASCII letters or digits, or are composed with them."""


def canonical(sentence: str) -> str:
    """Return the form in which two sentences are equal if they only differ in typography.

    Quotes, apostrophes, dashes, ellipses, ligatures, wide and invisible characters, composed letters, and
    the blanks around French punctuation make no difference. Letters, case, digits and placeholders do:
    `m²` is not `m2`. The form is for comparison only, never shown.
    """
    sentence = _TO_FOLD.sub(lambda match: _FOLDED[match[0]], sentence)
    sentence = " ".join(unicodedata.normalize("NFC", sentence).split())
    sentence = sentence.replace("''", '"').replace("OE", "Oe").replace("AE", "Ae")
    for part, pattern, plain in _TYPED:
        if part in sentence:
            sentence = pattern.sub(plain, sentence)
    for spaced, sign in _AFTER_BLANK:
        sentence = sentence.replace(spaced, sign)
    return sentence.replace('" ', '"')


def skeletons(sentences: Sequence[str]) -> list[bytes]:
    """Return the consonants and digits of each sentence: equal if the canonical forms are equal.

    Much faster than canonical forms. Two different sentences rarely have the same skeleton.
    """
    data = "\0".join(sentences).encode("utf-8", "surrogatepass")
    if any(map(data.__contains__, _LETTER_FORMS)):
        data = "\0".join(map(canonical, sentences)).encode("utf-8", "surrogatepass")
    found = data.translate(None, _NO_SKELETON).split(b"\0")
    if len(found) == len(sentences):
        return found
    return [skeleton for sentence in sentences for skeleton in skeletons([sentence.replace("\0", "")])]


def compose(text: str) -> str:
    """Return `text` with each letter and its accents as one character, if there is one (NFC).

    Other characters that Unicode calls equivalent, such as two forms of a Chinese character, stay.
    """
    if text.isascii() or not _ACCENTS.search(text):
        return text
    return _DECOMPOSED.sub(lambda match: unicodedata.normalize("NFC", match[0]), text)


def simplify(text: str) -> tuple[str, Sequence[int]]:
    """Return `text` without invisible characters and rare forms of common ones, and where each comes from.

    The offsets are those of the simple characters in `text`, and the length of `text`.
    """
    if _is_latin(text) or not _NOT_SIMPLE.search(text):
        return text, range(len(text) + 1)
    pieces = [_SIMPLE.get(character, character) for character in text]
    offsets = [at for at, piece in enumerate(pieces) for _ in piece]
    return "".join(pieces), [*offsets, len(text)]


def _is_latin(text: str) -> bool:
    """Return whether all of `text` is Latin-1 without soft hyphens; much faster than a pattern."""
    try:
        return b"\xad" not in text.encode("latin-1")
    except UnicodeEncodeError:
        return False


def without_accents(text: str) -> str:
    """Return `text` in Unicode's compatible characters, without accents: `É` becomes `E`, `ﬁ` `fi`."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text)
    return "".join(character for character in plain if not unicodedata.combining(character))
