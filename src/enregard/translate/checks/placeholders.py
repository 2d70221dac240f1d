"""Find placeholders and markup that were altered, dropped or doubled."""

import re
from collections import Counter
from collections.abc import Iterator

from enregard.article.article import LITERAL, Finding, Mark, MarkKind, Text
from enregard.translate.checks.pair import Pair, compare_counts
from enregard.translate.markup.unplaced import unplaced_marks

_PLACEHOLDER = re.compile(
    r"""\$?\{\{?\s?[A-Za-z_0-9.:!-]*\s?\}?\}                  # {name}, ${name}, {{ name }}, {0}
      | (?<![\d%\w])%(?:\(\w+\)|\d+\$)?-?\d*(?:\.\d+)?[sdifgxru](?!\w)  # %s, %(name)s, %1$s
      | (?<![\w$])\$[A-Za-z_]\w*                              # $name
      | %[A-Za-z_]\w*%                                        # %NAME%
      | </?[A-Za-z][^<>]{0,200}>                              # a tag
      | </?\d+/?>                                             # a number of a PO file
      | &\#?\w{2,8};                                          # an entity
    """,
    re.VERBOSE,
)

_TEXT_ATTRIBUTE = re.compile(
    r"""(?<=\s)(?P<name>alt|title|placeholder|label|aria-label)=(?:"[^"<>]{0,200}"|'[^'<>]{0,200}')""",
    re.IGNORECASE,
)
"""Attributes of tags whose values are translated."""

_IDENTITY = ("href", "src", "label", "html")


def placeholders(pair: Pair) -> Iterator[Finding]:
    """Placeholders stay, as often as in the original: `{name}` or `%s` must not be dropped or translated."""
    return compare_counts(
        "placeholders", _placeholders(pair.original.plain), _placeholders(pair.translation.plain)
    )


def markup(pair: Pair) -> Iterator[Finding]:
    """Each mark is there once, with its kind and address: a link must not be lost or doubled."""
    if not pair.original.marks and not pair.translation.marks:
        return
    original, translation = _marks(pair.original), _marks(pair.translation)
    yield from compare_counts("markup", original, translation)
    if original == translation:
        for number in unplaced_marks(pair.original, pair.translation):
            mark = _describe(pair.original.marks[number], pair.original.plain)
            yield Finding("markup", f"{mark} is at the end of the sentence: move it to its place")


def _placeholders(plain: str) -> Counter[str]:
    if not any(sign in plain for sign in "{%$<&"):
        return Counter()
    return Counter(_TEXT_ATTRIBUTE.sub(r"\g<name>=…", match[0]) for match in _PLACEHOLDER.finditer(plain))


def _marks(text: Text) -> Counter[str]:
    return Counter(_describe(mark, text.plain) for mark in text.marks if not mark.is_optional)


def _describe(mark: Mark, plain: str) -> str:
    """Describe a mark by what must be the same on both sides."""
    if mark.kind in LITERAL:
        return f"code `{plain[mark.start : mark.end]}`"
    if mark.kind is MarkKind.NOT_TRANSLATED:
        return f"the French phrase “{plain[mark.start : mark.end]}”"
    address = " ".join(mark.attrs[name] for name in _IDENTITY if name in mark.attrs)
    return f"{mark.kind.value} {address}".strip()
