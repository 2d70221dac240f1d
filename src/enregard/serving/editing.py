"""Correct the English of articles, one entry at a time, with undo and redo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from polib import POEntry

from enregard.article.article import Finding, State, Text
from enregard.article.doubt import trust
from enregard.article.slugs import slug_of
from enregard.errors import EnregardError
from enregard.messages import _, number
from enregard.publication.lock import writer_lock
from enregard.records import read_record, with_joins
from enregard.review.reasons import FindingInWords, in_words
from enregard.seeds.paths import list_articles
from enregard.seeds.read import read_seed
from enregard.serving.builds import Builds
from enregard.serving.history import History
from enregard.serving.refused import RefusedError
from enregard.serving.suggestions import Suggestion, Suggestions, TermHint, glossary_of, term_hints
from enregard.translate.checks import check
from enregard.translate.glossary.add_term import add_term
from enregard.translate.markup.placeholders import (
    PlaceholderError,
    with_placeholders,
    without_placeholders,
)
from enregard.translate.memory.similar import Similar
from enregard.translate.memory.wording import CROSS_SENTENCE
from enregard.translate.record.comments import (
    ALL_KINDS,
    accepted_kinds,
    certainty_of,
    engine_of,
    findings_of,
    former_of,
    note_of,
    open_findings,
    with_accepted,
)
from enregard.translate.record.joins import source_of
from enregard.translate.record.record import Record
from enregard.translate.record.review import (
    FORBIDDEN,
    ChangedMeanwhileError,
    Undo,
    annotate,
    describe_placeholders,
    explain_placeholders,
    join,
    on_one_line,
    parse_translation,
    review,
    save_reviewed,
    take_apart,
    version,
)
from enregard.translate.segment.facing import Segmented, segment_article

_LONGEST_NOTE = 2000  # characters


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the record. `sentence` is its number on the page, or 0 for words outside the text.

    `kind` is the header's name, `text`, or `markup` for the words in an image or a link's title. `block` is
    the number of its paragraph, -1 outside the text. The smaller its `trust`, the sooner the entry should be
    reviewed. `joined` is the number of French sentences that it answers, and `joinable` is true if another
    follows in its paragraph.
    """

    index: int
    version: str
    kind: str
    sentence: int
    block: int
    french: str
    english: str
    state: State
    findings: int
    trust: float
    joined: int
    joinable: bool


@dataclass(frozen=True, slots=True)
class EntryDetails:
    """An entry as the editor shows it. Placeholders represent the markup in its texts."""

    index: int
    version: str
    french: str
    english: str
    state: State
    engine: str
    certainty: float | None
    former: str
    note: str
    findings: tuple[FindingInWords, ...]
    placeholders: list[tuple[str, str]]
    terms: list[TermHint]


class Editing:
    """The corrections made while the server runs."""

    def __init__(self, builds: Builds) -> None:
        self._builds = builds
        self._paths: dict[str, PurePosixPath] = {}
        self._histories: dict[str, History] = {}
        self._suggestions = Suggestions(builds)

    def entries(self, slug: str) -> tuple[list[Entry], History]:
        """Return the entries of an article in order, and the corrections to undo or redo."""
        segmented, record = self._open(slug)
        found = []
        following = record.following()
        for index, given in enumerate(segmented.entries()):
            kind = given.header or ("markup" if given.attribute else "text")
            entry = record.entries[index]
            open_ = open_findings(entry.comment, entry.tcomment)
            found.append(
                Entry(
                    index=index,
                    version=version(entry),
                    kind=kind,
                    sentence=given.number,
                    block=given.leaf,
                    french=_french(record, index),
                    english=entry.msgstr,
                    state=_state(entry),
                    findings=len(open_),
                    trust=trust(open_, certainty_of(entry.comment)),
                    joined=record.sentences[index].count,
                    joinable=index in following,
                )
            )
        return found, self._histories.get(slug, History())

    def entry(self, slug: str, index: int) -> EntryDetails:
        """Return an entry with its current text and findings."""
        return self._details(self._open(slug)[1], index)

    def draft(self, slug: str, index: int) -> Suggestion:
        """Return a new draft of an entry, without saving it. Raises RefusedError if there is no model."""
        _entry, source, _label = self._sentence(slug, index)
        return self._suggestions.draft(source)

    def alternatives(self, slug: str, index: int) -> list[Suggestion]:
        """Return other machine translations of an entry. Raises RefusedError if there is no model."""
        entry, source, _label = self._sentence(slug, index)
        return self._suggestions.alternatives(source, entry.msgstr)

    def similar(self, slug: str, index: int) -> list[Similar]:
        """Return what people reviewed elsewhere for sentences that resemble an entry's."""
        entry, source, label = self._sentence(slug, index)
        return self._suggestions.similar(source, source_of(entry), label)

    def add_term(self, french: str, english: str) -> None:
        """Add a term to the publication's glossary. Raises RefusedError if that is impossible."""
        publication = self._builds.publication
        path = publication.translate / "glossary.csv"
        with self._builds.lock:
            try:
                with writer_lock(publication, "`enregard serve --edit`", self._builds.report):
                    written = add_term(path, french, english, follow_links=publication.follow_links)
            except EnregardError as error:
                raise RefusedError(str(error)) from error
            self._builds.remember_written([written])
            self._builds.build(find_model=False)

    def _sentence(self, slug: str, index: int) -> tuple[POEntry, Text, str]:
        """Return an entry, its French, and the label of its file. Raises RefusedError if it is gone."""
        _segmented, record = self._open(slug)
        if not 0 <= index < len(record.entries):
            raise _conflict()
        return record.entries[index], record.sentences[index].text, record.label

    def save(
        self, slug: str, index: int, seen: str, english: str, accept: Sequence[str] = ()
    ) -> EntryDetails:
        """Make `english` the reviewed translation, and rebuild the site.

        `seen` is the version that the person saw, `accept` are kinds of findings that are not errors. Raises
        RefusedError if `english` cannot be used, or the entry has changed since it was seen.
        """
        with self._builds.lock:
            _segmented, record = self._open(slug)
            if not 0 <= index < len(record.entries) or version(record.entries[index]) != seen:
                raise _conflict()
            undo = self._review(record, index, english, accept)
            self._write(record, [index])
            self._histories.setdefault(slug, History()).add([undo])
            return self._details(record, index)

    def annotate(self, slug: str, index: int, seen: str, note: str) -> EntryDetails:
        """Set the editor's note on an entry; an empty one removes it. The translation stays as it is.

        Raises RefusedError if `note` is not text, or the entry has changed since it was seen.
        """
        with self._builds.lock:
            _segmented, record = self._open(slug)
            if not 0 <= index < len(record.entries) or version(record.entries[index]) != seen:
                raise _conflict()
            if found := FORBIDDEN.search(on_one_line(note)):
                code = f"U+{ord(found[0]):04X}"
                raise RefusedError(_("the note contains {code}, which is not text: remove it", code=code))
            if len(note) > _LONGEST_NOTE:
                most = number(_LONGEST_NOTE)
                raise RefusedError(_("the note is longer than {most} characters: shorten it", most=most))
            undo = annotate(record, index, note)
            self._write(record, [index])
            self._histories.setdefault(slug, History()).add([undo])
            return self._details(record, index)

    def approve(self, slug: str, seen: Mapping[int, str]) -> None:
        """Mark drafts as reviewed, all or none, as one correction, and rebuild the site.

        `seen` has the version that the person saw of each, by index. Raises RefusedError if one has changed
        since, is no draft or has wrong placeholders.
        """
        with self._builds.lock:
            _segmented, record = self._open(slug)
            for index, mark in seen.items():
                if not 0 <= index < len(record.entries) or version(record.entries[index]) != mark:
                    raise _conflict()
                if _state(record.entries[index]) is not State.DRAFT:
                    raise RefusedError(_("only drafts can be approved: reload the page"))
            undo = [self._review(record, index, record.entries[index].msgstr) for index in seen]
            if undo:
                self._write(record, [*seen])
                self._histories.setdefault(slug, History()).add(undo)

    def join(self, slug: str, index: int, seen: str, *, apart: bool = False) -> EntryDetails:
        """Join a sentence with the next in its paragraph; with `apart`, take joined sentences apart.

        Raises RefusedError if that is impossible, or the entry has changed since it was seen.
        """
        with self._builds.lock:
            _segmented, record = self._open(slug)
            if not 0 <= index < len(record.entries) or version(record.entries[index]) != seen:
                raise _conflict()
            try:
                undo = take_apart(record, index) if apart else join(record, index)
            except ValueError as error:
                raise RefusedError(str(error)) from error
            self._write(record, [index])
            self._histories.setdefault(slug, History()).add(undo)
            return self._details(record, index)

    def _review(self, record: Record, index: int, english: str, accept: Sequence[str] = ()) -> Undo:
        """Set `english` as the reviewed translation of an entry, without saving. Raises RefusedError."""
        entry, source = record.entries[index], record.sentences[index].text
        try:
            string, target = parse_translation(english, source)
        except PlaceholderError as error:
            raise RefusedError(explain_placeholders(error, english, source)) from error
        except ValueError as error:
            raise RefusedError(str(error)) from error
        findings = self._findings(entry, string, source, target)
        kinds = {finding.kind for finding in findings} & set(accept)
        return review(record, index, string, findings, with_accepted(entry.tcomment, kinds))

    def step(self, slug: str, *, redo: bool) -> EntryDetails | None:
        """Undo the last correction of an article; with `redo`, redo the last undone correction.

        Returns its first entry, or None if there was nothing to do. Raises RefusedError if an entry has
        changed since; the correction can then no longer be undone or redone.
        """
        with self._builds.lock:
            history = self._histories.get(slug)
            if history is None:
                return None
            _segmented, record = self._open(slug)
            try:
                indices = history.step(record, lambda indices: self._write(record, indices), redo=redo)
            except (ChangedMeanwhileError, RefusedError) as error:
                if redo:
                    what = _(
                        "the sentence has since been changed or removed elsewhere: nothing was redone, "
                        "and its file stays as it is"
                    )
                else:
                    what = _(
                        "the sentence has since been changed or removed elsewhere: nothing was undone, "
                        "and its file stays as it is"
                    )
                raise RefusedError(what, conflict=True) from error
            return self._details(self._open(slug)[1], indices[0]) if indices else None

    def _write(self, record: Record, indices: Sequence[int]) -> None:
        """Write the record, and rebuild what it changes."""
        publication = self._builds.publication
        try:
            with writer_lock(publication, "`enregard serve --edit`", self._builds.report):
                save_reviewed(record, indices)
        except ChangedMeanwhileError as error:
            raise _conflict() from error
        except EnregardError as error:
            raise RefusedError(str(error)) from error
        self._builds.remember_written([(record.path, record.digest)])
        self._builds.build(find_model=False)

    def _open(self, slug: str) -> tuple[Segmented, Record]:
        """Return an article of this publication and its record. Raises RefusedError."""
        publication = self._builds.publication
        try:
            path = self._path(slug)
            article = read_seed(
                publication.seeds,
                path,
                allow_html=publication.settings.allow_html,
                follow_links=publication.follow_links,
            )
            segmented = segment_article(replace(article, slug=slug))
            record = read_record(publication, segmented)
        except EnregardError as error:
            raise RefusedError(str(error)) from error
        return with_joins(segmented, record), record

    def _path(self, slug: str) -> PurePosixPath:
        """Return the path of the seed with this slug. Raises RefusedError if there is none."""
        seeds = self._builds.publication.seeds
        known = self._paths.get(slug)
        if known is not None and (seeds / known).is_file():
            return known  # listing 10,000 seeds takes as long as the rest of a correction
        found = list_articles(seeds, on_error=lambda _: None)
        self._paths = {found.slugs.get(name) or slug_of(name): PurePosixPath(name) for name in found.names}
        if slug in self._paths:
            return self._paths[slug]
        raise RefusedError(_("this article no longer exists: reload the page"), conflict=True)

    def _details(self, record: Record, index: int) -> EntryDetails:
        if not 0 <= index < len(record.entries):
            raise _conflict()
        entry, sentence = record.entries[index], record.sentences[index]
        findings: tuple[Finding, ...] = ()
        accepted = accepted_kinds(entry.tcomment)
        if entry.msgstr and ALL_KINDS not in accepted:
            try:
                _string, target = parse_translation(entry.msgstr, sentence.text)
                found = self._findings(entry, entry.msgstr, sentence.text, target)
                findings = tuple(finding for finding in found if finding.kind not in accepted)
            except PlaceholderError as error:
                findings = (
                    Finding("placeholders", explain_placeholders(error, entry.msgstr, sentence.text)),
                )
            except ValueError as error:
                findings = (Finding("text", str(error)),)
        return EntryDetails(
            index=index,
            version=version(entry),
            french=_french(record, index),
            english=entry.msgstr,
            state=_state(entry),
            engine=engine_of(entry.comment),
            certainty=certainty_of(entry.comment) if entry.fuzzy else None,
            former=former_of(entry.comment),
            note=note_of(entry.tcomment),
            findings=in_words(findings),
            placeholders=describe_placeholders(sentence.text),
            terms=term_hints(
                sentence.text, without_placeholders(entry.msgstr), glossary_of(self._builds.publication)
            ),
        )

    def _findings(self, entry: POEntry, english: str, source: Text, target: Text) -> list[Finding]:
        """Check a translation. If it is unchanged, keep its recorded findings about other sentences."""
        recorded = findings_of(entry.comment) if english == entry.msgstr else ()
        across = (finding for finding in recorded if finding.kind in CROSS_SENTENCE)
        return [*check(source, target, glossary_of(self._builds.publication)), *across]


def _conflict() -> RefusedError:
    return RefusedError(
        _(
            "the sentence has been changed or removed elsewhere: nothing was saved, and what you typed is "
            "still here; reload the page to see the current text"
        ),
        conflict=True,
    )


def _french(record: Record, index: int) -> str:
    sentence = record.sentences[index]
    return with_placeholders(sentence.text) if sentence.parts else record.entries[index].msgid


def _state(entry: POEntry) -> State:
    if not entry.msgstr:
        return State.MISSING
    return State.DRAFT if entry.fuzzy else State.REVIEWED
