"""Escape words for Markdown, so that no dialect that seeds may be written in reads markup into them."""

import re
import unicodedata

_ALWAYS = re.compile(r"[\\`*\[\]<^~{]")
_HARMLESS = re.compile(r"\[(?:…|\.\.\.|sic)\](?![(\[{:])")
# A sign that means something only beside another sign or at the end of a word.
_SOMETIMES = re.compile(
    r"=(?==)|(?<==)=|\+(?=\+)|(?<=\+)\+|%(?=%)|(?<=%)%|:(?=:)|(?<=:):|:(?=(?:[0-9_+-]*[a-z][a-z0-9_+-]*|[+-]1|100|1234):)"
    r"|&(?=#?\w)|(?<![^\W_])_|_(?![^\W_])"
)
_AT_START = re.compile(
    r"[-+#>:?!=|%;](?=\S|\s|$)|\d{1,9}(?=[.)](?:\s|$))|Table(?=:)|(?P<letter>[ie])(?=(?:m|x)port\s)"
)
_ADDRESS = re.compile(r"""[\x00-\x20\x7f<>"\\()`{}|^]""")
_SIGNS = frozenset("P S".split())  # noqa: SIM905


def escape(words: str, *, dollars: bool = False) -> str:
    """Escape the signs of Markdown in words; `dollars` too, where two of them would make a formula."""
    pieces = []
    at = 0
    for match in _HARMLESS.finditer(words):
        pieces += [_escape(words[at : match.start()]), match[0]]
        at = match.end()
    escaped = "".join([*pieces, _escape(words[at:])])
    return escaped.replace("$", "\\$") if dollars else escaped


def _escape(words: str) -> str:
    words = _SOMETIMES.sub(lambda match: "\0" + match[0], words)
    return _ALWAYS.sub(lambda match: "\\" + match[0], words).replace("\0", "\\")


def escape_start(line: str) -> str:
    """Escape what would make the start of an escaped line a heading, an item of a list, a box, …"""
    if line.startswith("\\[") and line.endswith("\\]"):  # a formula
        return "&#91;" + line[2:]
    match = _AT_START.match(line)
    if match is None:
        return line
    if match["letter"]:
        return f"&#{ord(match[0])};{line[1:]}"
    return f"{match[0]}\\{line[match.end() :]}" if match[0][0].isalnum() else "\\" + line


def escape_address(address: str) -> str:
    """Escape an address for the brackets of a link."""
    return _ADDRESS.sub(lambda match: f"%{ord(match[0]):02X}", address)


def opens(before: str, after: str) -> bool:
    """Return whether a mark between two characters, or empty strings, can begin emphasis (CommonMark 6.2)."""
    return bool(after) and not after.isspace() and (not _is_sign(after) or _is_apart(before))


def closes(before: str, after: str) -> bool:
    """Return whether a mark between two characters, or empty strings, can end emphasis."""
    return bool(before) and not before.isspace() and (not _is_sign(before) or _is_apart(after))


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in _SIGNS


def _is_apart(character: str) -> bool:
    # A symbol counts as punctuation in some versions of CommonMark only.
    return not character or character.isspace() or unicodedata.category(character)[0] == "P"
