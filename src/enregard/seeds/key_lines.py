"""Read headers that no fence encloses: `name: value` lines, Pandoc's title block, Nikola's comment."""

import re
from collections.abc import Sequence

from enregard.article.blanks import BLANKS
from enregard.article.header_names import is_known
from enregard.article.rules import is_rule
from enregard.article.technical import is_technical
from enregard.seeds.values import Pair, Value
from enregard.seeds.yaml_values import read_yaml

# Prose has a blank before the colon in French, and more words before it.
_LINE = re.compile(r"([^\W\d_][\w-]*(?: [\w-]+){0,2}):(?=\s|$)[ \t]*(.*)")
# Below a header, a name of one word may have it, too.
_LATER = re.compile(r"([^\W\d_][\w-]*) :(?=\s|$)[ \t]*(.*)")
_ITEM = re.compile(r"[ \t]*- +(\S.*)")
_INDENTED = re.compile(r"[ \t]+\S")
_END = re.compile(r"---[ \t]*")
_NIKOLA = re.compile(r"[ \t]*\.\. ([\w-]+):[ \t]*(.*)")
_PANDOC = re.compile(r"%[ \t]+(\S.*)")
_LINK = "]("


def read_key_lines(lines: Sequence[str], first: int) -> tuple[Sequence[Pair], int] | None:
    """Return the `name: value` lines from index `first`, and the index after them; None if there are none.

    The first name must be known. A value may go on in indented lines, or be a list of `- item` lines. The
    lines end at a blank line, at `---`, or at other text; then there must be two, or one that says whether
    to publish.
    """
    match = _LINE.match(lines[first]) if first < len(lines) else None
    if match is None or not (is_known(match[1]) or is_rule(match[1]) or is_technical(match[1])):
        return None
    pairs: list[Pair] = []
    at = first
    while at < len(lines):
        line = lines[at]
        if _END.fullmatch(line):  # Hexo leaves out the first fence
            return read_yaml("\n".join(lines[first:at]), first + 1), at + 1
        if match := _LINE.match(line) or (_is_later(line) if pairs else None):
            pairs.append(Pair(match[1], match[2].strip(BLANKS), at + 1))
        elif _ITEM.match(line) or _INDENTED.match(line):
            pairs[-1] = _continued(pairs[-1], line)
        else:
            break
        at += 1
    is_alone = at == len(lines) or not lines[at].strip(BLANKS)
    if len(pairs) == 1 and not is_rule(pairs[0].name) and (not is_alone or _LINK in str(pairs[0].value)):
        return None
    return pairs, at


def _is_later(line: str) -> re.Match[str] | None:
    """Return the match of `name : value`, if the name is not like the first word of a sentence."""
    match = _LATER.match(line)
    return match if match and (match[1].islower() or is_known(match[1])) else None


def _continued(pair: Pair, line: str) -> Pair:
    """Return `pair` with another line of its value."""
    value: Value
    if (item := _ITEM.match(line)) and (not pair.value or isinstance(pair.value, list)):
        value = [*(pair.value or ()), item[1].strip(BLANKS)]
    elif isinstance(pair.value, list):
        value = [*pair.value[:-1], f"{pair.value[-1]} {line.strip(BLANKS)}"]
    else:
        value = f"{pair.value} {line.strip(BLANKS)}".strip()
    return Pair(pair.name, value, pair.line)


def read_pandoc(lines: Sequence[str], first: int) -> tuple[Sequence[Pair], int] | None:
    """Return Pandoc's title block, `%` lines with title, authors and date; None if absent."""
    pairs: list[Pair] = []
    for at, name in zip(range(first, len(lines)), ("title", "authors", "date"), strict=False):
        match = _PANDOC.match(lines[at])
        if match is None:
            break
        value: Value = match[1].strip(BLANKS)
        if name == "authors":
            value = [author.strip(BLANKS) for author in match[1].split(";")]
        pairs.append(Pair(name, value, at + 1))
    return (pairs, first + len(pairs)) if pairs else None


def read_nikola(lines: Sequence[str], first: int) -> Sequence[Pair]:
    """Return the `.. name: value` lines in a comment whose first line is line `first` of the seed."""
    found = ((at, _NIKOLA.match(line.removeprefix("<!--"))) for at, line in enumerate(lines, first))
    return [Pair(match[1], match[2].removesuffix("-->").strip(BLANKS), at) for at, match in found if match]
