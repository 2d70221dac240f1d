"""Compares a sentence with what people made of it, and of others, elsewhere in the publication.

A person's translation is the measure: two drafts that differ are no finding, and neither is a reviewed
sentence that a draft does not follow.
"""

from collections.abc import Iterator, Sequence

from polib import POEntry

from enregard.article.article import Finding
from enregard.translate.markup.placeholders import without_placeholders
from enregard.translate.memory.memory import TranslationMemory, Wording
from enregard.translate.memory.wording import (
    CONSISTENCY,
    REUSED,
    is_long,
    is_other_matter,
    is_telling,
    sentence_key,
    wording,
    wording_key,
)

_USUAL = 3
"""A wording that is so many times as frequent as any other is not in doubt; the others are."""

_SHOWN = 200  # characters


def across(entries: Sequence[POEntry], reviewed: TranslationMemory) -> Iterator[Sequence[Finding]]:
    """What is found in each entry of a record; nothing where it has no translation."""
    words = {entry.msgstr: wording(entry.msgstr) for entry in entries if entry.msgstr}
    wordings = reviewed.wordings(entry.msgid for entry in entries if entry.msgstr and is_long(entry.msgid))
    uses = reviewed.uses(words[entry.msgstr] for entry in entries if _is_reviewed(entry))
    for entry in entries:
        found: list[Finding] = []
        if entry.msgstr:
            key = wording_key(words[entry.msgstr])
            found += _consistency(entry, key, wordings.get(entry.msgid, ()))
            if _is_reviewed(entry) and is_telling(words[entry.msgstr]):
                found += _reused(entry, uses.get(key, ()))
        yield found


def _consistency(entry: POEntry, key: bytes, wordings: Sequence[Wording]) -> Iterator[Finding]:
    """The sentence has the translation that it has elsewhere: "He left" here, "He went away" there."""
    own = next((one.times for one in wordings if one.key == key), 0)
    other = next((one for one in wordings if one.key != key), None)
    if other is None or (own and (entry.fuzzy or own >= _USUAL * other.times)):
        return
    yield Finding(CONSISTENCY, f"the same sentence is “{_shown(other.msgstr)}” in {other.path}")


def _reused(entry: POEntry, uses: Sequence[Wording]) -> Iterator[Finding]:
    """The translation is not also that of a sentence that means something else: it was copied from there."""
    own = sentence_key(entry.msgid)
    for other in uses:
        if sentence_key(other.msgid) != own and is_other_matter(entry.msgid, other.msgid):
            yield Finding(REUSED, f"the same English stands for “{_shown(other.msgid)}” in {other.path}")
            return


def _is_reviewed(entry: POEntry) -> bool:
    return bool(entry.msgstr) and not entry.fuzzy


def _shown(string: str) -> str:
    """A sentence without its placeholders, cut where it is very long."""
    words = " ".join(without_placeholders(string).split())
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1].rstrip() + "…"
