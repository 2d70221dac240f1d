"""Placeholders and markup that were altered, dropped or doubled."""

import re
from collections import Counter
from collections.abc import Iterator

from enregard.article.article import Finding, Mark, MarkKind, Text
from enregard.translate.checks.pair import Pair
from enregard.translate.markup.transfer import misplaced

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

_IDENTITY = ("href", "src", "label", "html")


def placeholders(pair: Pair) -> Iterator[Finding]:
    """Placeholders are the same, each as often: `{name}`, `%s`, `$x` must not be dropped or translated."""
    there, here = _placeholders(pair.source.plain), _placeholders(pair.target.plain)
    if there == here:
        return
    for text in there - here:
        yield Finding("placeholders", f"{text} is not in the translation, or less often")
    for text in here - there:
        yield Finding("placeholders", f"{text} is not in the original, or less often")


def markup(pair: Pair) -> Iterator[Finding]:
    """Marks are of the same kinds, with the same addresses, each once: a link must not be lost or doubled."""
    if not pair.source.marks and not pair.target.marks:
        return
    there, here = _marks(pair.source), _marks(pair.target)
    for mark in there - here:
        yield Finding("markup", f"{mark} is not in the translation, or less often")
    for mark in here - there:
        yield Finding("markup", f"{mark} is not in the original, or less often")
    if there == here:
        for number in misplaced(pair.source, pair.target):
            mark = _described(pair.source.marks[number], pair.source.plain)
            yield Finding("markup", f"{mark} stands after the sentence: set it where it belongs")


def _placeholders(plain: str) -> Counter[str]:
    if not any(sign in plain for sign in "{%$<&"):
        return Counter()
    return Counter(match[0] for match in _PLACEHOLDER.finditer(plain))


def _marks(text: Text) -> Counter[str]:
    return Counter(_described(mark, text.plain) for mark in text.marks)


def _described(mark: Mark, plain: str) -> str:
    """What must be the same on both sides, in words."""
    if mark.kind is MarkKind.CODE:
        return f"code `{plain[mark.start : mark.end]}`"
    if mark.kind is MarkKind.KEPT:
        return f"“{plain[mark.start : mark.end]}”, which is to be left as it is,"
    target = " ".join(mark.attrs[name] for name in _IDENTITY if name in mark.attrs)
    return f"{mark.kind.value} {target}".strip()
