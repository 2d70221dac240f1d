"""Parse PO files as the program writes them, many times as fast as polib.

Everything else is left to polib: obsolete entries, former sentences, plurals, wrong lines.
"""

import re
from functools import lru_cache

from polib import POEntry, POFile, unescape

# All quantifiers are possessive, so that rejecting a text takes linear time.
_QUOTED = r'"[^"\\\n]*+(?:\\[\\ntrvbf"][^"\\\n]*+)*+"\n'
_STRING = rf"({_QUOTED}(?:{_QUOTED})*+)"
_ENTRY = re.compile(
    r"\n*+(?P<comments>(?:#(?:\.|,|) [^\n]*+\n)*+)"
    rf"(?:msgctxt {_STRING})?+msgid {_STRING}msgstr {_STRING}"
)
_HEAD = re.compile(rf'(?P<comment>(?:#(?: [^\n]*+)?+\n)*+)msgid ""\nmsgstr {_STRING}')
_EMPTY = vars(POEntry())
_FLAGS = re.compile(r"[a-z-]+(?:, [a-z-]+)*")


def parse_fast(text: str) -> POFile | None:
    """Parse `text` as polib does, or return None to leave it to polib."""
    head = _HEAD.match(text)
    # polib also ends lines at carriage returns
    if head is None or "\r" in text or not text.endswith("\n"):
        return None
    po = POFile(encoding="utf-8")
    for comment in head["comment"].split("\n")[:-1]:
        if comment != comment.rstrip():
            return None
        po.header += ("\n" if po.header else "") + comment[2:]
    po.metadata_is_fuzzy = []  # type: ignore[assignment]  # a list of flags, in truth
    for field in _joined(head[2]).splitlines():
        name, colon, value = field.partition(":")
        if not colon:
            return None
        po.metadata[name] = value.strip()
    entries: list[POEntry] = []
    at, line = head.end(), text.count("\n", 0, head.end()) + 1
    end = len(text.rstrip("\n")) + 1
    while at < end:
        match = _ENTRY.match(text, at)
        entry = None if match is None else _entry(match)
        if match is None or entry is None:
            return None
        start = match.start("comments")
        entry.linenum = line + start - at  # only line ends are between entries
        line = entry.linenum + text.count("\n", start, match.end())
        at = match.end()
        entries.append(entry)
    po.extend(entries)
    return po


def _entry(match: re.Match[str]) -> POEntry | None:
    """Create the entry of a match; return None if polib might read it differently."""
    comments, context, source, target = match.groups()
    parsed = _comments(comments)
    msgid = _joined(source)
    if parsed is None or not msgid:
        return None
    comment, tcomment, flags = parsed
    entry = POEntry.__new__(POEntry)  # its __init__ would take half the time of parsing
    entry.__dict__ = {
        **_EMPTY,
        "msgid": msgid,
        "msgstr": _joined(target),
        "msgctxt": None if context is None else _joined(context),
        "comment": comment,
        "tcomment": tcomment,
        "flags": [*flags],
        "msgstr_plural": {},
        "occurrences": [],
    }
    return entry


@lru_cache(maxsize=1024)  # most entries of a publication have the same comments
def _comments(lines: str) -> tuple[str, str, tuple[str, ...]] | None:
    """Return the extracted and the translator's comment, and the flags; None to leave them to polib."""
    extracted: list[str] = []
    translators: list[str] = []
    flags: list[str] = []
    for line in lines.split("\n")[:-1]:
        kind, words = line[:3], line[3:]
        if line != line.rstrip():
            return None
        if kind == "#. ":
            extracted.append(words)
        elif kind != "#, ":
            translators.append(line[2:])
        elif _FLAGS.fullmatch(words):
            flags += words.split(", ")
        else:
            return None
    return "\n".join(extracted), "\n".join(translators), tuple(flags)


def _joined(quoted: str) -> str:
    words = quoted[1:-2].replace('"\n"', "")
    return unescape(words) if "\\" in words else words
