"""Say in the reader's language why a check found something: PO files have the reasons in English."""

from functools import cache
from string import Formatter

from enregard.article.article import Finding
from enregard.messages import _, language, marked

_REASONS = (
    marked("the month of {month} is not in the translation"),
    marked("the month of {month} is not in the original"),
    marked("“{word}” is not in the translation"),
    marked("“{word}” is in the translation less often than in the original"),
    marked("“{french}” should be translated as “{english}”"),
    marked("“{french}” became its opposite, “{english}”"),
    marked("“{french}” became one number, “{english}”"),
    marked("“{french}” became “{english}”"),
    marked("“{french}” is “{english}” in the translation"),
    marked("the translation is empty"),
    marked("the translation has no words"),
    marked("the translation repeats the original"),
    marked("what follows “{sign}” is not in the translation"),
    marked("what precedes the points is not in the translation"),
    marked("{times} times as long as the original"),
    marked("only {share} as long as the original"),
    marked("“{word}” is not denied in the translation"),
    marked("“{word}”: the original has no negation"),
    marked("“{words}” has no counterpart in the translation"),
    marked("“{name}” has no words in the translation"),
    marked("{text} is not in the translation, or appears there less often"),
    marked("{text} is not in the original, or appears there less often"),
    marked("{text} is not in the translation"),
    marked("{text} is not in the original"),
    marked("{placeholder} is at the end of the sentence: move it to its place"),
    marked("“{person}” is a person, but “its” is not a person's"),
    marked("“{words}” is said again and again"),
    marked("{sign} has no counterpart"),
    marked("“{words}” is French"),
    marked("“{words}” is in neither language"),
    marked("“{word}” is no English word"),
    marked("the same sentence is “{translation}” in {path}"),
    marked("the same English stands for “{sentence}” in {path}"),
)
"""Those that are special come before those that fit everything."""


def reason_of(finding: Finding) -> str:
    """Return why the check found something, in the reader's language if the reason is a known one."""
    if not language():
        return finding.reason
    for template in _REASONS:
        if (values := _values(template, finding.reason)) is not None:
            return _(template, **values) if values else _(template)
    return finding.reason


def _values(template: str, text: str) -> dict[str, str] | None:
    """Return the words in `text` that stand for the placeholders of `template`; None if it does not fit."""
    (start, first), *others = _parts(template)
    if not text.startswith(start):
        return None
    values, at, name = {}, len(start), first
    for piece, following in others:
        end = text.find(piece, at) if following else len(text) - len(piece)
        if not name or end < at or not text.startswith(piece, end):
            return None
        values[name] = text[at:end]
        at, name = end + len(piece), following
    return values if at == len(text) else None


@cache
def _parts(template: str) -> tuple[tuple[str, str], ...]:
    """Return the pieces of a template, each with the name of the placeholder after it, if there is one."""
    parts = [(literal, name or "") for literal, name, _spec, _conversion in Formatter().parse(template)]
    return tuple(parts) if not parts[-1][1] else (*parts, ("", ""))
