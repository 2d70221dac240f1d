"""Inline codes, as exchange formats call the markup in a sentence."""

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import count

from enregard.article.article import Mark, MarkKind, Text
from enregard.article.edits import Step, walk
from enregard.site.article.html import TAGS


@dataclass(frozen=True, slots=True)
class Code:
    """An inline code, which opens or closes a pair, or is an atom.

    The two codes of a pair have the same number, as do their counterparts in the other language.
    """

    role: Step
    number: int
    mark: Mark

    @property
    def native(self) -> str:
        """The code as HTML; a footnote reference as Markdown."""
        mark, attrs = self.mark, self.mark.attrs
        if self.role is Step.CLOSE:
            return f"</{TAGS[mark.kind]}>"
        match mark.kind:
            case MarkKind.NOT_TRANSLATED:
                return '<span lang="fr" translate="no">'
            case MarkKind.LINK:
                return f"<a{_attributes(attrs, 'href', 'title')}>"
            case MarkKind.IMAGE:
                return f"<img{_attributes(attrs, 'src', 'alt', 'title')}>"
            case MarkKind.FOOTNOTE:
                return f"[^{attrs.get('label', '')}]"
            case MarkKind.BREAK:
                return "<br>"
            case MarkKind.HTML:
                return attrs.get("html", "")
        return f"<{TAGS[mark.kind]}{_attributes(attrs, 'title')}>"


def numbers(source: Text, target: Text) -> list[int]:
    """Return, for each mark of `target`, the number of its counterpart in `source`, from 1.

    Marks without a counterpart, such as those that a person added, get the next numbers.
    """
    exact: dict[object, deque[int]] = defaultdict(deque)
    for number, mark in enumerate(source.marks, 1):
        exact[_identity(mark)].append(number)
    further = count(len(source.marks) + 1)
    found = (exact[_identity(mark)] for mark in target.marks)
    return [same.popleft() if same else next(further) for same in found]


def _identity(mark: Mark) -> object:
    """Return what a mark shares with its counterpart: the kind, and all attributes except words."""
    return mark.kind, *sorted(
        (key, value) for key, value in mark.attrs.items() if key not in ("alt", "title")
    )


def pieces(text: Text, numbered: Sequence[int] | None = None) -> Iterator[str | Code]:
    """Yield `text` as words and codes, well nested even if its marks are not.

    `numbered` has the number of each mark; by default, marks are numbered from 1.
    """
    for step, start, end, mark in walk(text):
        if step is Step.WORDS:
            yield text.plain[start:end]
        else:
            yield Code(step, mark + 1 if numbered is None else numbered[mark], text.marks[mark])


def native(text: Text) -> str:
    """Return `text` as HTML."""
    return "".join(
        escape(piece, quote=False) if isinstance(piece, str) else piece.native for piece in pieces(text)
    )


def words(text: Text) -> str:
    """Return the words of `text`. A line break becomes a space; other atoms are left out."""
    if not text.marks:
        return text.plain
    found = []
    for piece in pieces(text):
        if isinstance(piece, str):
            found.append(piece)
        elif piece.mark.kind is MarkKind.BREAK:
            found.append(" ")
    return re.sub(" +", " ", "".join(found)).strip()


def _attributes(attrs: Mapping[str, str], *names: str) -> str:
    return "".join(f' {name}="{escape(attrs[name])}"' for name in names if attrs.get(name))
