"""Typeset sentences for pages: quotes, apostrophes, dashes and spaces.

French gets guillemets for straight quotes, and narrow no-break spaces before `; : ! ? »` and after `«`, as in
print. (The Lexique de l'Imprimerie nationale has wider ones by the colon and guillemets.) English gets curly
quotes. No word is added, removed or changed.
"""

import re
from collections.abc import Iterator, Sequence

from enregard.site.words.nobreak import add_no_break_spaces

_NARROW = "\N{NARROW NO-BREAK SPACE}"

# One space for one space, so that marks stay in place. No space is added where the seed has none: that would
# break addresses, times and code.
_SPACE_BY_PUNCTUATION = re.compile(r"[ \u00a0](?=[;:!?»])|(?<=«)[ \u00a0]")

_BETWEEN_LETTERS = re.compile(r"'(?=[^\W\d])(?<=\w')")
# Patterns that start with a character class or a character are many times faster.
_RAW = re.compile(
    r"""[<"'.-](?:(?<=<)/?[a-zA-Z][^<>]*>|(?<=["'])|(?<=\.)(?<!\.\.)\.\.(?!\.)|(?<=\S -)-?(?= |\Z))"""
)
_OPENS_AFTER = re.compile(r"[\s(\[{«“‘/—–-]")
_CLOSING_QUOTE = re.compile(r"'(?<=\S')(?!\w)")
_ELIDED = re.compile(r"'(?:\d\ds?|(?:em|tis|twas|til|cause|bout|round|n|d|ll|s|re|ve)\b)", re.IGNORECASE)
_SPACES = (" ", "\u00a0", _NARROW)


def typeset(text: str, lang: str) -> str:
    """Typeset `text`, in the language `lang`."""
    text, rest = _simple(text, lang)
    return "".join(_characters(text, lang)) if rest else text


def typeset_characters(text: str, lang: str) -> Sequence[str]:
    """Typeset `text` into as many parts as it has characters, so that marks stay in place."""
    text, rest = _simple(text, lang)
    return _characters(text, lang) if rest else text


def french_spaces(text: str) -> str:
    """Replace the spaces before `; : ! ? »` and after `«` with narrow no-break spaces, one for one."""
    # One `in` per character takes a fifth of the time of a pattern.
    if ";" in text or ":" in text or "!" in text or "?" in text or "«" in text or "»" in text:
        return _SPACE_BY_PUNCTUATION.sub(_NARROW, text)
    return text


def _simple(text: str, lang: str) -> tuple[str, bool]:
    """Apply the most frequent rules, one character for one; also return whether others may apply."""
    if "'" in text:
        text = _BETWEEN_LETTERS.sub("’", text)
    if lang == "fr":
        text = french_spaces(text)
    if lang in ("fr", "en"):
        text = add_no_break_spaces(text, lang)
    return text, '"' in text or "'" in text or "..." in text or " -" in text or "--" in text


def _characters(text: str, lang: str) -> list[str]:
    """Typeset `text` character by character. What replaces several characters is at the first of these."""
    characters = list(text)
    for start, end, printed in _printed(text, lang):
        characters[start:end] = [printed] + [""] * (end - start - 1)
    return characters


def _printed(text: str, lang: str) -> Iterator[tuple[int, int, str]]:
    """Yield replacements: start, end, and the new characters."""
    quoting = False
    last_closing = max((found.start() for found in _CLOSING_QUOTE.finditer(text)), default=-1)
    for found in _RAW.finditer(text):
        start, end = found.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        match found[0]:
            case tag if tag[0] == "<":
                continue  # shown as written
            case "...":
                yield start, end, "…"
            case "-":
                yield start, end, "–"
            case "--":
                yield start, end, "—"
            case "'":
                if not (before.isdigit() and after.isdigit()):  # feet and inches
                    yield start, end, _apostrophe(text, start, before, after, last_closing > start)
            case _:
                quoting = _opens(before, after, quoting)
                if lang != "fr":
                    yield start, end, "“" if quoting else "”"
                elif quoting:
                    yield start, end + (after in _SPACES), f"«{_NARROW}"
                else:
                    yield start - (before in _SPACES), end, f"{_NARROW}»"


def _opens(before: str, after: str, quoting: bool) -> bool:
    """Return whether a straight quote between these opens; `quoting` is true if another quote is open."""
    could_open = not before or bool(_OPENS_AFTER.match(before))
    could_close = not after or not after.isalnum()
    return not quoting if could_open == could_close else could_open


def _apostrophe(text: str, start: int, before: str, after: str, closes: bool) -> str:
    """Return what replaces a straight `'` that is not between letters: an opening quote, or ’.

    `closes` is true if a quote may close later.
    """
    opens = after.isalnum() and (not before or bool(_OPENS_AFTER.match(before)) or before == '"')
    if opens and not _ELIDED.match(text, start) and closes:
        return "‘"
    return "’"
