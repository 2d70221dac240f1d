"""Compare each translation with reviewed translations of the same sentence and of others.

Drafts are never compared with each other, except for the terms of an article.
"""

from collections.abc import Iterator, Sequence

from polib import POEntry

from enregard.article.article import Finding
from enregard.translate.glossary.glossary import Glossary
from enregard.translate.markup.placeholders import without_placeholders
from enregard.translate.memory.memory import TranslationMemory, Wording
from enregard.translate.memory.terms import term_findings
from enregard.translate.memory.wording import (
    CONSISTENCY,
    REUSED,
    differ_in_meaning,
    is_distinctive,
    is_long,
    sentence_key,
    text_key,
    wording,
)
from enregard.translate.record.joins import source_of

_USUAL = 3
"""A wording that is this many times as frequent as any other is right; the others are findings."""

_LIMIT = 200  # characters


def consistency_findings(
    entries: Sequence[POEntry], memory: TranslationMemory, glossary: Glossary
) -> Iterator[Sequence[Finding]]:
    """Yield the findings for each entry of a record; an entry without a translation has none.

    The `glossary` is the publication's own.
    """
    words = {entry.msgstr: wording(entry.msgstr) for entry in entries if entry.msgstr}
    wordings = memory.wordings(source_of(entry) for entry in entries if entry.msgstr and is_long(entry.msgid))
    uses = memory.uses(words[entry.msgstr] for entry in entries if _is_reviewed(entry))
    terms = term_findings(entries, glossary)
    for entry, found in zip(entries, terms, strict=True):
        if entry.msgstr:
            key = text_key(words[entry.msgstr])
            found += _consistency(entry, key, wordings.get(source_of(entry), ()))
            if _is_reviewed(entry) and is_distinctive(words[entry.msgstr]):
                found += _reused(entry, uses.get(key, ()))
        yield found


def _consistency(entry: POEntry, key: bytes, wordings: Sequence[Wording]) -> Iterator[Finding]:
    """Find another translation of the same sentence: "He left" here, "He went away" there."""
    own = next((one.times for one in wordings if one.key == key), 0)
    other = next((one for one in wordings if one.key != key), None)
    if other is None or (own and (entry.fuzzy or own >= _USUAL * other.times)):
        return
    yield Finding(CONSISTENCY, f"the same sentence is “{_short(other.msgstr)}” in {other.path}")


def _reused(entry: POEntry, uses: Sequence[Wording]) -> Iterator[Finding]:
    """Find a sentence with the same translation but another meaning, as if one was copied from the other."""
    french = source_of(entry)
    own = sentence_key(french)
    for other in uses:
        if sentence_key(other.msgid) != own and differ_in_meaning(french, other.msgid):
            yield Finding(REUSED, f"the same English stands for “{_short(other.msgid)}” in {other.path}")
            return


def _is_reviewed(entry: POEntry) -> bool:
    return bool(entry.msgstr) and not entry.fuzzy


def _short(string: str) -> str:
    """Return a sentence without its placeholders, shortened if it is very long."""
    words = " ".join(without_placeholders(string).split())
    return words if len(words) <= _LIMIT else words[: _LIMIT - 1].rstrip() + "…"
