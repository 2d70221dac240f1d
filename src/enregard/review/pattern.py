"""Find words in the English of sentences, and say what to put in their place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from enregard.article.article import OBJECT, Text
from enregard.article.edits import Edit, edit_text, holds
from enregard.errors import EnregardError
from enregard.messages import _, number
from enregard.translate.markup.placeholders import is_fixed, without_placeholders
from enregard.translate.record.review import FORBIDDEN, kind_in_words, on_one_line

_LONGEST = 1000  # characters of a regular expression
_MOST_REPEATS = 10_000  # the module `regex` unrolls counted repeats, and nested ones fill the memory
_SECONDS = 1.0
"""How long one sentence may take: some regular expressions take exponential time."""
_COUNT = re.compile(r"\{(?:[0-9]*,)?([0-9]+)")
_CALL = re.compile(r"\(\?(?:R|[+-]?[0-9]|&|P>)")
_ATOM = re.compile(r"<[0-9]{1,9}/>")


@dataclass(frozen=True, slots=True)
class Query:
    """What to replace, and by what.

    If `regex`, `old` is a regular expression and `new` may refer to its groups. With `word`, only whole words
    match.
    """

    old: str
    new: str
    regex: bool = False
    ignore_case: bool = False
    word: bool = False


class Pattern:
    """A compiled query. Raises EnregardError if it cannot be used."""

    def __init__(self, query: Query) -> None:
        self._query = query
        if not query.old:
            raise EnregardError(_("there is nothing to search for: OLD is empty"))
        if found := FORBIDDEN.search(on_one_line(query.new)):
            raise EnregardError(
                _("NEW contains U+{code}, which is not text: remove it", code=f"{ord(found[0]):04X}")
            )
        source = query.old if query.regex else re.escape(query.old)
        if query.regex:
            _check_size(source)
        if query.word:
            source = rf"(?<!\w)(?:{source})(?!\w)"
        try:
            flags = regex.VERSION0 | (regex.IGNORECASE if query.ignore_case else 0)
            self._pattern = regex.compile(source, flags)
        except (regex.error, RecursionError, OverflowError, ValueError) as error:
            raise EnregardError(_("OLD is not a regular expression: {error}", error=error)) from error
        if query.regex:
            try:
                regex.compile(f"(?:{source})|").sub(query.new, "")
            except (regex.error, IndexError) as error:
                raise EnregardError(
                    _("NEW cannot be used: {error}; for a backslash, write two", error=error)
                ) from error
        if next(self._matches(""), None) is not None:
            raise EnregardError(
                _("OLD matches even where there is no text: make it match at least a character")
            )

    def is_in(self, msgstr: str) -> bool:
        """Return whether the English of a `msgstr`, with placeholders, may contain matches."""
        words = msgstr
        if "<" in msgstr:
            words = without_placeholders(_ATOM.sub(OBJECT, msgstr))
        return next(self._matches(words), None) is not None

    def edits(self, target: Text) -> list[Edit]:
        """Return the replacements in a translation. What it shares with the French, such as code, stays."""
        fixed = [mark.span for mark in target.marks if is_fixed(mark, target)]
        return [
            Edit(match.start(), match.end(), self._new(match))
            for match in self._matches(target.plain)
            if not any(holds(span, match.span()) for span in fixed)
        ]

    def _new(self, match: "regex.Match[str]") -> str:
        return match.expand(self._query.new) if self._query.regex else self._query.new

    def _matches(self, plain: str) -> "Iterator[regex.Match[str]]":
        try:
            for match in self._pattern.finditer(plain, timeout=_SECONDS):
                if match.end() > match.start() or not plain:
                    yield match
        except TimeoutError as error:
            raise EnregardError(
                _(
                    "OLD takes too long to match «{words}»: use a simpler regular expression",
                    words=str(plain)[:60],
                )
            ) from error


def _check_size(source: str) -> None:
    """Raise EnregardError if a regular expression could take all memory to compile."""
    repeats = 1
    for count in _COUNT.finditer(source):
        repeats *= max(1, int(count[1][:9]))
    if _CALL.search(source):
        raise EnregardError(
            _("OLD calls itself or one of its groups, which could take all memory: write it without")
        )
    if len(source) > _LONGEST or repeats > _MOST_REPEATS:
        raise EnregardError(
            _(
                "OLD is too large: use at most {length} characters, and repeat counts whose product is "
                "at most {most}",
                length=number(_LONGEST),
                most=number(_MOST_REPEATS),
            )
        )


def replace_words(target: Text, edits: Sequence[Edit]) -> tuple[Text, str]:
    """Apply `edits` to a translation. Returns it, and what is in the way if they would break its markup."""
    edited = edit_text(target, edits)
    wanted = edit_text(Text(target.plain), edits).plain
    if edited.plain == wanted and wanted.count(OBJECT) == target.plain.count(OBJECT):
        return edited, ""
    for start, end, _new in edits:
        words = target.plain[start:end]
        if OBJECT in words:
            return target, _(
                "“{words}” contains an image, note, tag or line break", words=words.replace(OBJECT, "…")
            )
        for mark in target.marks:
            if start < mark.start < end or start < mark.end < end:
                return (
                    target,
                    _(
                        "“{words}” is partly inside and partly outside of {kind} “{marked}”",
                        words=words,
                        kind=kind_in_words(mark.kind),
                        marked=target.under(mark),
                    ),
                )
    return target, _("no words would be left inside a placeholder")
