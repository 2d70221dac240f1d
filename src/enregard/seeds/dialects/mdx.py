"""Drop what is a program in MDX: `import … from '…'`, `export …`, and attributes such as `width={2 * 8}`."""

import re
from collections.abc import Iterator

from enregard.seeds.source import Edit, Source

_IMPORT = re.compile(
    r"""import\s+(?:(?:[\w$*{][^;'"]*?)\s+from\s+)?(?:"[^"\n]*"|'[^'\n]*')\s*;?[ \t]*(?=\n|$)"""
)
_EXPORT = re.compile(r"export\s+(?:(?:const|let|var|default|function|async|class)\b|[{*])")
_ATTRIBUTE = re.compile(
    r"(?P<code>`+)|(?P<escape>\\.)|(?P<open><[A-Za-z])|(?P<close>>)"
    r"|(?<=\s)(?P<name>[A-Za-z][\w-]*)=\{(?P<value>(?:[^{}\n]|\{[^{}\n]*\})*+)\}(?=[\s/>])",
    re.DOTALL,
)
_STRING = re.compile(r"\"([^\"\n<>]*)\"|'([^'\n<>]*)'")
_ADDRESSES = frozenset({"src", "href"})
_OPENING = re.compile(r"[({\[]")
_CLOSING = re.compile(r"[)}\]]")


def without_statements(source: Source) -> Source:
    """Return `source` without the lines of imports and exports outside code."""
    if "import" not in source.text and "export" not in source.text:
        return source
    spans = list(_statements(source))
    return source.edited((start, end, "") for start, end in spans) if spans else source


def without_expressions(source: Source) -> Source:
    """Return `source` with the attributes of tags that are programs as plain ones.

    `src={require('./plan.png')}` is the address in it, and others are empty.
    """
    return source.edited(_plain_attributes(source)) if "={" in source.text else source


def _plain_attributes(source: Source) -> Iterator[Edit]:
    in_tag = False
    for match in source.outside_code(_ATTRIBUTE, "={"):
        if match["name"] is None:
            in_tag = match["open"] is not None
        elif in_tag:
            strings = _STRING.findall(match["value"]) if match["name"] in _ADDRESSES else ()
            address = "".join(strings[-1]) if strings else ""
            yield *match.span(), f'{match["name"]}="{address}"'


def _statements(source: Source) -> Iterator[tuple[int, int]]:
    """Yield the span of the statements at the start of each paragraph."""
    text = source.text
    begin: int | None = None
    depth = 0
    for start, end in source.prose():
        if depth > 0:  # an export with a blank line in it
            depth += _depth(text[start:end])
        elif _EXPORT.match(text, start, end):
            begin, depth = start, _depth(text[start:end])
        else:
            at = start
            while match := _IMPORT.match(text, at, end):
                at = match.end() + 1
            if at > start:
                yield start, min(at, end)
            continue
        if depth <= 0 and begin is not None:
            yield begin, end
            begin = None


def _depth(text: str) -> int:
    return len(_OPENING.findall(text)) - len(_CLOSING.findall(text))
