"""Say in the reader's language what a check found, and why: PO files have both in English."""

from collections.abc import Iterable
from dataclasses import dataclass

from enregard.article.article import Finding
from enregard.messages import marked, translated
from enregard.translate.record.review import kind_in_words

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
    marked("“{words}” is left out: it translates a joined sentence by itself"),
    marked("no sentence follows in the same paragraph to be joined with"),
    marked("“{french}” is “{here}” here, but “{elsewhere}” elsewhere in the article"),
    marked("the same English stands for “{sentence}” in {path}"),
)
"""Those that are special come before those that fit everything."""


_KINDS = (
    marked("empty"),
    marked("untranslated"),
    marked("addresses"),
    marked("placeholders"),
    marked("markup"),
    marked("numbers"),
    marked("names"),
    marked("languages"),
    marked("signs"),
    marked("negation"),
    marked("pronouns"),
    marked("length"),
    marked("omission"),
    marked("repetition"),
    marked("unbalanced"),
    marked("french"),
    marked("words"),
    marked("glossary"),
    marked("consistency"),
    marked("reused"),
    marked("terms"),
    marked("joined"),
    marked("text"),
)


def reason_of(finding: Finding) -> str:
    """Return why the check found something, in the reader's language if the reason is a known one."""
    return translated(finding.reason, _REASONS, _mark_in_words if finding.kind == "markup" else str)


def _mark_in_words(mark: str) -> str:
    """Return what the check calls a mark, such as `link https://example.org`, in the reader's language."""
    kind, space, rest = translated(mark, (marked("the French phrase “{words}”"),)).partition(" ")
    return kind_in_words(kind) + space + rest


@dataclass(frozen=True, slots=True)
class FindingInWords:
    """A finding in the reader's language; `kind` is the name that programs use."""

    kind: str
    title: str
    reason: str


def in_words(findings: Iterable[Finding]) -> tuple[FindingInWords, ...]:
    """Return findings in the reader's language."""
    return tuple(
        FindingInWords(finding.kind, translated(finding.kind, _KINDS), reason_of(finding))
        for finding in findings
    )


def kind_of(finding: Finding) -> str:
    """Return the kind in the reader's language, with its name for `# accepted` if that differs."""
    kind = translated(finding.kind, _KINDS)
    return kind if kind == finding.kind else f"{kind} ({finding.kind})"
