"""The record of an article's translation: a PO file, which the program drafts and people correct.

What a person wrote is never changed or dropped: a reviewed entry stays as it is while its sentence stands in
the article, and is kept as an obsolete entry, to be found again, when the sentence is gone.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import polib

from enregard.article.article import Facing, Finding, Sentence, State, Text
from enregard.errors import EnregardError, cannot_write
from enregard.system.files import folder_lock, replace_atomically, resolve_inside
from enregard.translate.markup.placeholders import (
    PlaceholderError,
    from_placeholders,
    with_fixed,
    with_placeholders,
)
from enregard.translate.markup.recover import mend
from enregard.translate.record.comments import (
    engine_of,
    open_findings,
    same_findings,
    with_draft,
    with_findings,
    with_former,
    with_taken_over,
)
from enregard.translate.record.merge import merge
from enregard.translate.record.po import WIDTH, parse_po, read_bytes
from enregard.translate.record.slug_history import FIELD, first_slug, former_slugs, with_slugs

_COUNT = "X-Enregard-Sentences"
_HOW_TO = """The English of {seed}.

To correct a sentence, change its msgstr and take the word "fuzzy" out of the
line above it. It is then shown as reviewed, and no program changes it again."""


@dataclass(slots=True)
class Record:
    """The entries of one article, one a sentence, in the order of the article.

    `obsolete` are kept entries of sentences that are gone. `label` is the file's path to display.
    `lost` is the number of entries that the file once held and somebody took out of it.
    """

    path: Path
    label: str
    sentences: Sequence[Sentence]
    entries: list[polib.POEntry]
    obsolete: list[polib.POEntry]
    header: dict[str, str] = field(default_factory=dict)
    comment: str = ""
    lost: int = 0
    changed: bool = True
    """Whether the record may say what its file does not."""
    digest: bytes = b""
    """SHA-256 of the file as it was read; empty where there was none."""
    again: set[int] = field(default_factory=set)
    """The indices of the sentences whose machine draft another may take the place of."""
    seed: str = ""
    """The article's seed, as people know it; empty where it does not matter."""

    @property
    def former(self) -> tuple[str, ...]:
        """The slugs that the article had before it was renamed, the latest first."""
        return former_slugs(self.header)

    @property
    def first_slug(self) -> str:
        """The slug that the article had first; empty where none is known."""
        return first_slug(self.header)

    def missing(self) -> list[int]:
        """The indices of the sentences that want a draft: they have no translation yet, or are in `again`."""
        return [index for index, entry in enumerate(self.entries) if not entry.msgstr or index in self.again]

    def untranslated(self) -> int:
        """The number of sentences that have no translation yet."""
        return sum(not entry.msgstr for entry in self.entries)

    def reopen(self, only_faulty: bool) -> None:
        """Ask for another draft of all that no person reviewed, or only where the file notes a finding."""
        self.again = {
            index
            for index, entry in enumerate(self.entries)
            if entry.msgstr and entry.fuzzy
            if not only_faulty or open_findings(entry.comment, entry.tcomment)
        }

    def draft(self, index: int, target: Text, engine: str, settings: str) -> None:
        """Enter a machine draft for a sentence that wants one. Code in it is that of the sentence.

        `engine` names the package and its version, `settings` its hash and how it was searched. Another
        draft that stood there, perhaps with a person's changes, is kept in a comment.
        """
        entry = self._enter(index, target)
        entry.comment = with_draft(entry.comment, engine, settings)

    def take_over(self, index: int, target: Text, where: str) -> None:
        """Enter as a draft what is reviewed for the same sentence in the PO file `where`, as `draft` does."""
        entry = self._enter(index, target)
        entry.comment = with_taken_over(entry.comment, where)

    def _enter(self, index: int, target: Text) -> polib.POEntry:
        """The entry of a sentence that wants a draft, with `target` as its draft."""
        entry = self.entries[index]
        if entry.msgstr and index not in self.again:
            raise ValueError(f"sentence {index} of {self.label} has a translation already")
        self.again.discard(index)
        source = self.sentences[index].text
        former, entry.msgstr = entry.msgstr, with_fixed(with_placeholders(target, source.marks), source)
        if former and former != entry.msgstr:
            entry.comment = with_former(entry.comment, former)
        mark_draft(entry)
        self.changed = True
        return entry

    def note_findings(self, index: int, findings: Sequence[Finding]) -> None:
        """Write beside an entry what the checks find in it now, in place of what they found before."""
        entry = self.entries[index]
        comment = with_findings(entry.comment, findings)
        if not same_findings(comment, entry.comment):
            entry.comment = comment
            self.changed = True

    def facings(self) -> tuple[list[Facing], list[EnregardError]]:
        """Every sentence with its translation, in order, and what is wrong with the placeholders.

        A translation whose placeholders are wrong is shown as it seems to be meant, and nothing of it, or of
        its sentence's links, images, notes and code, is lost.
        """
        facings = []
        errors = []
        for sentence, entry in zip(self.sentences, self.entries, strict=True):
            if not entry.msgstr:
                facings.append(Facing(sentence, sentence.text, State.MISSING))
                continue
            try:
                target = _target(entry.msgstr, sentence.text)
            except PlaceholderError as error:
                target, shown = mend(entry.msgstr, sentence.text)
                where = f"in the translation of «{_short(entry.msgid)}», {error}"
                errors.append(
                    EnregardError(
                        f"{where}: correct it; until then {shown}",
                        path=self.label,
                        line=entry.linenum or None,
                    )
                )
            state = State.DRAFT if entry.fuzzy else State.REVIEWED
            engine, findings = _said(entry.comment, entry.tcomment)
            facings.append(Facing(sentence, target, state, engine, findings))
        return facings, errors


def mark_draft(entry: polib.POEntry) -> None:
    """Say that the translation in `entry` is a draft."""
    if not entry.fuzzy:
        entry.flags.append("fuzzy")


def mark_reviewed(entry: polib.POEntry) -> None:
    """Say that a person reviewed the translation in `entry`, which has no former sentence any more."""
    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    entry.previous_msgctxt = entry.previous_msgid = entry.previous_msgid_plural = None


def open_record(path: Path, label: str, sentences: Sequence[Sentence], seed: str = "") -> Record:
    """The record at `path`, brought in line with the sentences that the article has now.

    `label` is the path to display, and `seed` that of the article, of whose slugs the file keeps
    account. Nothing is written. Raises EnregardError where there is a file that cannot be read as PO.
    """
    content = read_bytes(resolve_inside(path, label), label)
    old = parse_po(content, path, label)
    before = [entry for entry in old if not entry.obsolete] if old is not None else []
    kept = [entry for entry in old if entry.obsolete] if old is not None else []
    given = dict(old.metadata) if old is not None else {}
    header = with_slugs(given, old.header if old is not None else "", seed) if seed else given
    declared = header.get(_COUNT, "")
    lost = max(0, int(declared) - len(before)) if declared.isascii() and declared.isdecimal() else 0
    places = _places(before, kept)
    entries, obsolete = merge(before, kept, [_msgid(sentence.text) for sentence in sentences])
    for entry in entries:
        entry.msgstr = entry.msgstr if entry.msgstr.strip() else ""
    # A file that has no slugs yet gets them when it is written anyway: one alone is not worth a change.
    slugs_stand = header == given or (FIELD not in given and not former_slugs(header))
    same = (
        old is not None
        and given == _header(given, entries)
        and slugs_stand
        and places == _places(entries, obsolete)
    )
    return Record(
        path,
        label,
        sentences,
        entries,
        obsolete,
        header,
        old.header if old is not None else _HOW_TO.format(seed=seed or label),
        lost,
        changed=not same,
        digest=_digest(content),
        seed=seed,
    )


def read_msgids(path: Path, label: str) -> frozenset[str]:
    """The sentences that the PO file at `path` has entries for. Raises EnregardError as open_record does."""
    po = parse_po(read_bytes(resolve_inside(path, label), label), path, label)
    return frozenset(entry.msgid for entry in po if not entry.obsolete) if po is not None else frozenset()


def save_record(record: Record) -> bool:
    """Write the record where it says something that its file does not. Returns whether it wrote.

    The file is replaced as a whole or not at all. Where somebody saved it since it was read, what they wrote
    goes into the record first. Raises EnregardError where it cannot be written, or not be read any more.
    """
    if not record.changed:
        return False
    place = resolve_inside(record.path, record.label)
    try:
        with folder_lock(place.parent):
            while (saved := _save(record, place)) is None:
                pass
            record.changed = False
            return saved
    except OSError as error:
        raise cannot_write(error, record.label) from error


def _save(record: Record, place: Path) -> bool | None:
    """Write the record to `place`, if need be. Returns whether it did; None where somebody else just has."""
    content = read_bytes(place, record.label)
    if _digest(content) != record.digest:
        _catch_up(record)
        record.digest = _digest(content)
    po = polib.POFile(wrapwidth=WIDTH, encoding="utf-8")
    po.header, po.metadata = record.comment, _header(record.header, record.entries)
    po.extend([*record.entries, *record.obsolete])
    standing = parse_po(content, record.path, record.label)
    if standing is not None and str(standing) == str(po):
        return False
    written = str(po).encode("utf-8")
    if not replace_atomically(
        place, written, lambda: _digest(read_bytes(place, record.label)) == record.digest
    ):
        return None
    record.digest = _digest(written)
    return True


def _catch_up(record: Record) -> None:
    """Take into `record` what stands in its file now, and keep of its own only drafts where that has none."""
    fresh = open_record(record.path, record.label, record.sentences, record.seed)
    for ours, theirs in zip(record.entries, fresh.entries, strict=True):
        if not theirs.msgstr:
            theirs.msgstr, theirs.flags = ours.msgstr, ours.flags
        if theirs.msgstr == ours.msgstr:
            theirs.comment = ours.comment
    record.entries, record.obsolete = fresh.entries, fresh.obsolete
    record.header, record.comment = fresh.header, fresh.comment or record.comment


def _digest(content: bytes | None) -> bytes:
    return hashlib.sha256(content).digest() if content is not None else b""


def _header(given: Mapping[str, str], entries: Sequence[polib.POEntry]) -> dict[str, str]:
    """The fields at the head of a file of `entries`, those `given` among them."""
    return {
        "MIME-Version": "1.0",
        "Language": "en",
        "X-Source-Language": "fr",
        **given,
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        _COUNT: str(len(entries)),
    }


def _places(
    entries: Sequence[polib.POEntry], obsolete: Sequence[polib.POEntry]
) -> list[tuple[int, str | None, bool]]:
    """What merging changes: which entries there are in which order, and their contexts."""
    return [(id(entry), entry.msgctxt, bool(entry.obsolete)) for entry in (*entries, *obsolete)]


def _msgid(text: Text) -> str:
    """The sentence as the file has it; most have neither markup nor what looks like a placeholder."""
    return with_placeholders(text) if text.marks or "<" in text.plain else text.plain


def _target(msgstr: str, source: Text) -> Text:
    """The translation of `source` that `msgstr` holds. Raises PlaceholderError."""
    return from_placeholders(msgstr, source.marks) if source.marks or "<" in msgstr else Text(msgstr)


@lru_cache(maxsize=1024)  # most entries of a publication have the same comment
def _said(comment: str, tcomment: str) -> tuple[str, tuple[Finding, ...]]:
    """What drafted an entry, and what is open in it, by its comments."""
    return engine_of(comment), open_findings(comment, tcomment)


def _short(string: str, limit: int = 40) -> str:
    words = " ".join(string.split())
    return words if len(words) <= limit else words[: limit - 1] + "…"
