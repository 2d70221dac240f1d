"""Read and write the record of an article's translation: a PO file that people correct.

What a person wrote is never changed or dropped. A reviewed entry stays as it is while the article has its
sentence. It then becomes obsolete, and is used again if the sentence comes back.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import polib

from enregard.article.article import Facing, Finding, Sentence, State, Text
from enregard.article.blanks import visible
from enregard.errors import EnregardError, cannot_write
from enregard.messages import _
from enregard.system.files import folder_lock, replace_atomically, resolve_inside
from enregard.translate.markup.placeholders import (
    PlaceholderError,
    from_placeholders,
    is_untranslated,
    with_fixed,
    with_placeholders,
)
from enregard.translate.markup.recover import recover
from enregard.translate.record.comments import (
    certainty_of,
    engine_of,
    findings_of,
    is_edited,
    note_of,
    obsolete_comment,
    open_findings,
    same_findings,
    with_draft,
    with_findings,
    with_former,
    with_joined,
    with_lasting_of,
    with_remarks,
    with_reviewed_in,
    with_wrapped_note,
)
from enregard.translate.record.counts import OBSOLETE, check_not_empty, with_counts
from enregard.translate.record.doubles import Doubles, shortened
from enregard.translate.record.joins import (
    JOINED,
    find_joins,
    following,
    join_findings,
    join_sentences,
    mark_of,
    may_have_joins,
    source_of,
    starts,
)
from enregard.translate.record.merge import merge
from enregard.translate.record.po import WIDTH, parse_po, read_bytes
from enregard.translate.record.slug_history import FIELD, first_slug, former_slugs, with_slugs

_HOW_TO = """The English of {seed}.

To correct a sentence, edit the English after msgstr and delete the line
"#, fuzzy" above it: it is then reviewed, and no program changes it again."""


Blocks = Callable[[], Sequence[int]]
"""Returns a number for each sentence of an article; those with one number follow each other in a block."""


@dataclass(slots=True)
class Record:
    """The entries of one article, one per sentence, in the order of the article.

    Sentences that one translation answers are joined to one, with the entry of the first. `label` is the path
    to display. `obsolete` are the entries of sentences that are gone.
    """

    path: Path
    label: str
    sentences: Sequence[Sentence]
    entries: list[polib.POEntry]
    obsolete: list[polib.POEntry]
    header: dict[str, str] = field(default_factory=dict)
    comment: str = ""
    changed: bool = True
    """Whether the record may differ from its file."""
    digest: bytes = b""
    """SHA-256 of the file as it was read; empty if the file did not exist."""
    redraft: set[int] = field(default_factory=set)
    """Indices of the sentences whose machine draft may be replaced by another."""
    seed: str = ""
    """Path of the article's seed, for display and slugs; empty if it is not needed."""
    found: Sequence[str] = ()
    """The sentences of the active entries in the file as it was read."""
    doubles: list[EnregardError] = field(default_factory=list)
    """What is wrong with entries that are twice in the file."""
    blocks: Blocks | None = None
    """Needed to join sentences; without it, any sentence may be joined with the next."""
    hidden: dict[int, polib.POEntry] = field(default_factory=dict)
    """The entries of sentences that another translation answers, by their place among all entries."""
    parts: Sequence[Sentence] = ()
    """The sentences without joins; empty if none are joined."""
    chains: dict[int, Sequence[int]] = field(default_factory=dict)
    """The places of the hidden entries that belong to an entry, by its index."""
    problems: dict[int, tuple[Finding, ...]] = field(default_factory=dict)
    """What is wrong with joins, by the index of the sentence."""
    is_outdated: bool = False
    """Whether the file has come to join other sentences since it was read."""
    _following: dict[int, int] | None = None

    def every(self) -> list[polib.POEntry]:
        """Return the entries of all sentences, also of those that are joined with the one before."""
        if not self.hidden:
            return self.entries
        shown = iter(self.entries)
        count = len(self.entries) + len(self.hidden)
        return [self.hidden.get(place) or next(shown) for place in range(count)]

    def members(self, index: int) -> list[polib.POEntry]:
        """Return the entries of the sentences that are joined to one: the one at `index`, and those after."""
        own = [self.entries[index]]
        return own if index not in self.chains else [*own, *(self.hidden[it] for it in self.chains[index])]

    def regroup(self) -> None:
        """Join the sentences that the comments of the entries now join."""
        entries, sentences = self.every(), self.parts or self.sentences
        joins = find_joins(entries, sentences, self.blocks() if self.blocks else [0] * len(entries))
        chains = {chain[0]: chain for chain in joins.chains}
        hidden = {place for chain in joins.chains for place in chain[1:]}
        shown = [place for place in range(len(entries)) if place not in hidden]
        self.entries = [entries[place] for place in shown]
        self.sentences = [
            join_sentences([sentences[it] for it in chains[place]]) if place in chains else sentences[place]
            for place in shown
        ]
        self.hidden = {place: entries[place] for place in sorted(hidden)}
        self.parts = sentences if hidden else ()
        self.chains = {index: chains[place][1:] for index, place in enumerate(shown) if place in chains}
        self.problems, self._following = {}, None
        self.changed |= joins.changed
        for index, place in enumerate(shown):
            chain = chains.get(place, [place])
            if found := join_findings([entries[it] for it in chain], chain[-1] in joins.strays):
                self.problems[index] = found
            kept = [it for it in findings_of(entries[place].comment) if it.kind != JOINED]
            self.set_findings(index, kept)

    def following(self) -> dict[int, int]:
        """Map the index of each sentence to that of the next one in its block, if there is one."""
        if self._following is None:
            blocks = self.blocks() if self.blocks else [0] * (len(self.entries) + len(self.hidden))
            shown = [block for place, block in enumerate(blocks) if place not in self.hidden]
            self._following = following(range(len(shown)), shown)
        return self._following

    def chain(self, index: int, french: str) -> list[int]:
        """Return the index of a sentence, and of those after it that say `french`, to be joined with it.

        The placeholders in `french` count on. Returns [] if other sentences follow, or reviewed ones. Those
        that are joined already have one index.
        """
        if parts := self.sentences[index].parts:
            return [index] if starts(parts, french) == len(parts) - 1 else []
        after = self.following()
        found = [index]

        def sentences() -> Iterator[Sentence]:
            yield self.sentences[index]
            while found[-1] in after:
                found.append(after[found[-1]])
                entry = self.entries[found[-1]]
                if entry.msgstr and not entry.fuzzy:
                    return
                yield self.sentences[found[-1]]

        count = starts(sentences(), french)
        return found[: count + 1] if count else []

    def join(self, indices: Sequence[int]) -> None:
        """Mark sentences as joined, each with the next. `regroup` then joins them."""
        for index in indices[:-1]:
            entry = self.members(index)[-1]
            if mark_of(entry) is None:
                entry.tcomment = with_joined(entry.tcomment, "")
                self.changed = True

    @property
    def former(self) -> tuple[str, ...]:
        """The slugs of the article before it was renamed, latest first."""
        return former_slugs(self.header)

    @property
    def first_slug(self) -> str:
        """The first slug of the article; empty if unknown."""
        return first_slug(self.header)

    def missing(self) -> list[int]:
        """Return the indices of the sentences to draft: without a translation, or in `redraft`."""
        return [at for at, entry in enumerate(self.entries) if not entry.msgstr or at in self.redraft]

    def untranslated(self) -> int:
        """Return the number of sentences without a translation."""
        return sum(not entry.msgstr for entry in self.entries)

    def mark_for_redraft(self, only_faulty: bool) -> None:
        """Allow machine drafts to be replaced: all of them, or only those with an open finding.

        Drafts that a person edited by search and replace stay.
        """
        self.redraft = {
            index
            for index, entry in enumerate(self.entries)
            if entry.msgstr and entry.fuzzy and not is_edited(entry.comment)
            if not only_faulty or open_findings(entry.comment, entry.tcomment)
        }

    def draft(
        self, index: int, target: Text, engine: str, settings: str, certainty: float | None = None
    ) -> None:
        """Enter a machine draft for a sentence in `missing()`, with its code as in the French.

        `engine` names the package and its version, `settings` its hash and decoding options, and `certainty`
        is the model's, from 0 to 1. An earlier draft, which a person may have changed, is kept in a comment.
        """
        entry = self._enter(index, target)
        entry.comment = with_draft(entry.comment, engine, settings, certainty)
        if self.problems:
            self.set_findings(index, ())

    def draft_from(self, index: int, target: Text, label: str) -> None:
        """Enter as a draft the reviewed translation of the same sentence in the PO file `label`."""
        entry = self._enter(index, target)
        entry.comment = with_reviewed_in(entry.comment, label)
        if self.problems:
            self.set_findings(index, ())

    def adopt(self, index: int, reviewed: polib.POEntry) -> None:
        """Enter the `reviewed` entry of the same sentence, which has left its own article.

        A draft, which a person may have changed, is kept in a comment.
        """
        entry = self.entries[index]
        self.redraft.discard(index)
        former, entry.msgstr = entry.msgstr, reviewed.msgstr
        entry.comment = reviewed.comment
        entry.tcomment = with_remarks(reviewed.tcomment, [with_joined(entry.tcomment, None)])
        if former and former != entry.msgstr:
            entry.comment = with_former(entry.comment, former)
        mark_reviewed(entry)
        self.changed = True

    def _enter(self, index: int, target: Text) -> polib.POEntry:
        entry = self.entries[index]
        if entry.msgstr and index not in self.redraft:
            raise ValueError(f"sentence {index} of {self.label} has a translation already")
        self.redraft.discard(index)
        source = self.sentences[index].text
        former, entry.msgstr = entry.msgstr, with_fixed(with_placeholders(target, source.marks), source)
        if former and former != entry.msgstr:
            entry.comment = with_former(entry.comment, former)
        mark_draft(entry)
        self.changed = True
        return entry

    def lines(self) -> list[int]:
        """Return the line of each entry in the file as last read or written; 0 if it is not there yet."""
        return [entry.linenum or 0 for entry in self.entries]

    def set_findings(self, index: int, findings: Sequence[Finding]) -> None:
        """Replace the findings in the comment of an entry; what is wrong with its joins is added."""
        entry = self.entries[index]
        if self.problems:
            findings = [*findings, *self.problems.get(index, ())]
        comment = with_findings(entry.comment, findings)
        if not same_findings(comment, entry.comment):
            entry.comment = comment
            self.changed = True

    def facings(self) -> tuple[list[Facing], list[EnregardError]]:
        """Return every sentence with its translation, in order, and an error for each wrong placeholder.

        A translation with wrong placeholders is repaired as far as possible. It keeps all its words, and the
        links, images, notes and code of the French.
        """
        facings = []
        errors = []
        for index, (sentence, entry) in enumerate(zip(self.sentences, self.entries, strict=True)):
            if not entry.msgstr:
                note = self._note(index)
                facings.append(Facing(sentence, sentence.text, State.MISSING, note=note))
                continue
            english = visible(entry.msgstr)
            try:
                target = from_placeholders(english, sentence.text.marks)
            except PlaceholderError as error:
                target, repairs = recover(english, sentence.text)
                what = _(
                    "in the translation of «{sentence}», {problem}: correct it; until then {repairs}",
                    sentence=shortened(source_of(entry)),
                    problem=error,
                    repairs=repairs,
                )
                errors.append(EnregardError(what, path=self.label, line=entry.linenum or None))
            engine, certainty, findings, note = _parsed_comments(entry.comment, entry.tcomment)
            state = State.DRAFT if entry.fuzzy else State.REVIEWED
            if state is State.REVIEWED:
                certainty = None
            if sentence.parts:
                note = self._note(index)
            facings.append(Facing(sentence, target, state, engine, findings, certainty, note=note))
        return facings, errors

    def _note(self, index: int) -> str:
        """Return the editor's notes on a sentence, and on those joined with it."""
        notes = (visible(note_of(entry.tcomment)) for entry in self.members(index))
        return " ".join(filter(None, notes))


def mark_draft(entry: polib.POEntry) -> None:
    """Mark the translation in `entry` as a draft."""
    if not entry.fuzzy:
        entry.flags.append("fuzzy")


def mark_reviewed(entry: polib.POEntry) -> None:
    """Mark the translation in `entry` as reviewed, and drop its former sentence."""
    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    entry.previous_msgctxt = entry.previous_msgid = entry.previous_msgid_plural = None


def open_record(
    path: Path,
    label: str,
    sentences: Sequence[Sentence],
    seed: str = "",
    slug: str = "",
    blocks: Blocks | None = None,
) -> Record:
    """Read the record at `path`, and match it to the sentences that the article has now.

    `label` is its path to display. `seed` is the path of the article's seed, and `slug` its slug if another
    article has the one of its name; the header keeps the article's slugs. `blocks` says which sentences can
    be joined. Nothing is written. Raises EnregardError if the file is not a valid PO file, or lacks entries.
    """
    content = read_bytes(resolve_inside(path, label), label)
    po = parse_po(content, label)
    if po is not None and sentences:
        check_not_empty(po, label)
    old = po if po is not None else polib.POFile()
    for entry in old:
        if entry.tcomment:
            entry.tcomment = with_wrapped_note(entry.tcomment)
    active = [entry for entry in old if not entry.obsolete]
    for entry in active:
        if entry.msgstr and is_untranslated(entry.msgstr, entry.msgid):
            entry.msgstr = ""
    unused = [entry for entry in old if entry.obsolete]
    given = dict(old.metadata)
    header = with_slugs(given, old.header, seed, slug) if seed else given
    layout, doubles = _layout([*active, *unused]), Doubles(active)
    entries, obsolete = merge(active, unused, [sentence.text for sentence in sentences])
    for entry in obsolete:
        entry.tcomment, entry.comment = obsolete_comment(entry.comment, entry.tcomment), ""
    # A single slug is not worth writing the file: a later change adds it.
    same_slugs = header == given or (FIELD not in given and not former_slugs(header))
    same = (
        po is not None
        and given == _header(given, entries, obsolete if OBSOLETE in given else ())
        and same_slugs
        and layout == _layout([*entries, *obsolete])
    )
    record = Record(
        path,
        label,
        sentences,
        entries,
        obsolete,
        header,
        _HOW_TO.format(seed=seed or label) if po is None else po.header,
        changed=not same,
        digest=_digest(content),
        seed=seed,
        doubles=doubles.unused(obsolete, label),
        found=[entry.msgid for entry in active],
        blocks=blocks,
    )
    if content is not None and may_have_joins(content):
        record.regroup()
    return record


def reopen(record: Record) -> Record:
    """Read the file of a record again, with the sentences that the article had when it was opened."""
    sentences = record.parts or record.sentences
    return open_record(record.path, record.label, sentences, record.seed, blocks=record.blocks)


def save_record(record: Record) -> bool:
    """Write the record if it differs from its file, and return whether it did.

    The file is replaced atomically. If it changed since it was read, the changes are merged into the record
    first. Raises EnregardError if the file can no longer be read or written.
    """
    if not record.changed:
        return False
    path = resolve_inside(record.path, record.label)
    try:
        with folder_lock(path.parent):
            while (saved := _save(record, path)) is None:
                pass
            record.changed = record.is_outdated
            return saved
    except OSError as error:
        raise cannot_write(error, record.label) from error


def _save(record: Record, path: Path) -> bool | None:
    """Write the record to `path` if they differ, and return whether it did; None if the file just changed."""
    label = record.label
    content = read_bytes(path, label)
    if _digest(content) != record.digest:
        _merge_file(record)
        record.digest = _digest(content)
    po = polib.POFile(wrapwidth=WIDTH, encoding="utf-8")
    po.header, po.metadata = record.comment, _header(record.header, record.every(), record.obsolete)
    po.extend([*record.every(), *record.obsolete])
    current = parse_po(content, label)
    if current is not None and str(current) == str(po):
        return False
    text = str(po)
    written = text.encode("utf-8")
    if not replace_atomically(path, written, lambda: _digest(read_bytes(path, label)) == record.digest):
        return None
    _number(po, text)
    record.digest = _digest(written)
    return True


def _number(po: polib.POFile, text: str) -> None:
    """Set the line of each entry of `po` in its `text`: only blank lines are between entries."""
    lines = ["", *text.split("\n")]
    starts = [at for at, (before, line) in enumerate(pairwise(lines), 1) if line and not before]
    for entry, start in zip(po, starts[1:], strict=True):  # the first is the header
        entry.linenum = start


def _merge_file(record: Record) -> None:
    """Read the file again, and keep only those drafts of `record` that the file lacks."""
    fresh = reopen(record)
    entries = fresh.every()
    for place, (ours, theirs) in enumerate(zip(record.every(), entries, strict=True)):
        if not theirs.msgstr and place not in fresh.hidden:
            theirs.msgstr, theirs.flags = ours.msgstr, ours.flags
        if theirs.msgstr == ours.msgstr:
            theirs.comment = with_lasting_of(ours.comment, theirs.comment)
        else:
            theirs.comment = with_lasting_of(theirs.comment, ours.comment)
    record.is_outdated = fresh.hidden.keys() != record.hidden.keys()
    record.entries = [entry for place, entry in enumerate(entries) if place not in record.hidden]
    record.hidden = {place: entries[place] for place in record.hidden}
    record.obsolete = fresh.obsolete
    record.header, record.comment = fresh.header, fresh.comment or record.comment


def _digest(content: bytes | None) -> bytes:
    return hashlib.sha256(content).digest() if content is not None else b""


def _header(
    given: Mapping[str, str], entries: Sequence[polib.POEntry], obsolete: Sequence[polib.POEntry]
) -> dict[str, str]:
    """Return the header fields of a file with these entries, including the fields `given`."""
    header = {
        "MIME-Version": "1.0",
        "Language": "en",
        "X-Source-Language": "fr",
        **given,
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    return with_counts(header, entries, obsolete)


def _layout(entries: Sequence[polib.POEntry]) -> list[tuple[int, str, str | None, bool]]:
    """Return what a merge may change: the entries, their order, sentences and contexts."""
    return [(id(entry), entry.msgid, entry.msgctxt, bool(entry.obsolete)) for entry in entries]


@lru_cache(maxsize=1024)  # most entries of a publication have the same comment
def _parsed_comments(comment: str, tcomment: str) -> tuple[str, float | None, tuple[Finding, ...], str]:
    """Return the model that drafted an entry, its certainty, the open findings, and the editor's note."""
    note = visible(note_of(tcomment))
    return engine_of(comment), certainty_of(comment), open_findings(comment, tcomment), note
