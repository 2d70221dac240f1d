"""Corrections of the English of articles, one sentence at a time, with a way back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from polib import POEntry

from enregard.article.article import Finding, State, Text
from enregard.article.slugs import slug as slug_of
from enregard.errors import EnregardError
from enregard.publication.lock import alone
from enregard.seeds.paths import published_paths
from enregard.seeds.read import read_seed
from enregard.serving.builds import Builds
from enregard.serving.history import Steps
from enregard.translate.checks import check
from enregard.translate.glossary.csv_file import read_glossary
from enregard.translate.markup.placeholders import PlaceholderError
from enregard.translate.memory.wording import CROSS_SENTENCE
from enregard.translate.record.comments import (
    ALL_KINDS,
    accepted_kinds,
    engine_of,
    findings_of,
    former_of,
    with_accepted,
)
from enregard.translate.record.record import Record, open_record
from enregard.translate.record.review import (
    ChangedMeanwhileError,
    check_inside,
    describe_placeholders,
    explain_placeholders,
    parse_translation,
    review,
    save_reviewed,
    version,
)
from enregard.translate.segment.facing import Segmented, segment_article


class RefusedError(Exception):
    """A correction that cannot be made; nothing was written. `conflict`: the text was changed elsewhere."""

    def __init__(self, what: str, *, conflict: bool = False) -> None:
        super().__init__(what)
        self.conflict = conflict


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the record: `sentence` is its number on the page, 0 for words that stand outside the text.

    `kind` is the header's name, `text`, or `markup` for the words in an image or a link's title.
    """

    index: int
    kind: str
    sentence: int
    french: str
    english: str
    state: State


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as the editor shows it. Texts have placeholders where the sentence has markup."""

    index: int
    version: str
    french: str
    english: str
    state: State
    engine: str
    former: str
    findings: tuple[Finding, ...]
    placeholders: list[tuple[str, str]]


class Editing:
    """The corrections that are made while the server runs."""

    def __init__(self, builds: Builds) -> None:
        self._builds = builds
        self._paths: dict[str, PurePosixPath] = {}
        self._steps: dict[str, Steps] = {}

    def places(self, slug: str) -> tuple[list[Place], Steps]:
        """The entries of an article in their order, and the corrections that can be undone or made again."""
        segmented, record = self._open(slug)
        found = []
        for index, (kind, sentence) in enumerate(_order(segmented)):
            entry = record.entries[index]
            found.append(Place(index, kind, sentence, entry.msgid, entry.msgstr, _state(record, index)))
        return found, self._steps.get(slug, Steps())

    def entry(self, slug: str, index: int) -> Entry:
        """One entry as it stands in its file now, with what the checks find in it now."""
        return self._entry(self._open(slug)[1], index)

    def save(self, slug: str, index: int, seen: str, english: str, accept: Sequence[str] = ()) -> Entry:
        """Make `english` the reviewed translation, and build the site again.

        `seen` is the version that the person has seen, `accept` are kinds of findings that are none. Raises
        RefusedError where `english` cannot be used, or the entry is not as it was seen.
        """
        with self._builds.lock:
            _, record = self._open(slug)
            if not 0 <= index < len(record.entries) or version(record.entries[index]) != seen:
                raise _conflict()
            entry, source = record.entries[index], record.sentences[index].text
            try:
                string, target = parse_translation(english, source)
            except PlaceholderError as error:
                raise RefusedError(explain_placeholders(error, english, source)) from error
            except ValueError as error:
                raise RefusedError(str(error)) from error
            findings = [*self._check(source, target), *_noted_across(entry, string)]
            kinds = {finding.kind for finding in findings} & set(accept)
            tcomment = with_accepted(entry.tcomment, kinds)
            undo = review(record, index, string, findings, tcomment)
            self._write(record, index)
            self._steps.setdefault(slug, Steps()).made(undo)
            return self._entry(record, index)

    def undo(self, slug: str) -> Entry | None:
        """Take back the last correction of an article; None where there is none to take back.

        Raises RefusedError where the entry was changed since. That correction is then not offered again.
        """
        return self._step(slug, again=False)

    def redo(self, slug: str) -> Entry | None:
        """Make the correction again that was taken back last; None where there is none. Raises as `undo`."""
        return self._step(slug, again=True)

    def _step(self, slug: str, *, again: bool) -> Entry | None:
        with self._builds.lock:
            steps = self._steps.get(slug)
            if steps is None:
                return None
            _, record = self._open(slug)
            try:
                index = steps.take(record, lambda index: self._write(record, index), again=again)
            except (ChangedMeanwhileError, RefusedError) as error:
                what, stays = ("made again", "sentence") if again else ("undone", "correction")
                raise RefusedError(
                    f"the sentence was changed or removed since, elsewhere: nothing was {what}, and the "
                    f"{stays} stays as it is in its file",
                    conflict=True,
                ) from error
            return None if index is None else self._entry(record, index)

    def _write(self, record: Record, index: int) -> None:
        """Write the record, and build what it changes."""
        publication = self._builds.publication
        try:
            check_inside(record.path, record.label, publication.translate)
            with alone(publication, "`enregard serve --edit`", self._builds.report):
                save_reviewed(record, [index])
        except ChangedMeanwhileError as error:
            raise _conflict() from error
        except EnregardError as error:
            raise RefusedError(str(error)) from error
        finally:
            self._builds.wrote([(record.path, record.digest)])
        self._builds.build(find_model=False)

    def _open(self, slug: str) -> tuple[Segmented, Record]:
        """An article of this publication, and its record as it stands. Raises RefusedError."""
        publication = self._builds.publication
        try:
            path = self._path(slug)
            article = read_seed(publication.seeds, path, allow_html=publication.settings.allow_html)
            segmented = segment_article(article)
            name = path.with_suffix(".po")
            record = open_record(
                publication.translate / name, f"translate/{name}", segmented.sentences(), f"seeds/{path}"
            )
        except EnregardError as error:
            raise RefusedError(str(error)) from error
        return segmented, record

    def _path(self, slug: str) -> PurePosixPath:
        """The seed of an article, by its slug. Raises RefusedError where the publication has none of it."""
        seeds = self._builds.publication.seeds
        known = self._paths.get(slug)
        if known is not None and (seeds / known).is_file():
            return known  # to look at the names of 10,000 seeds takes as long as the rest of a correction
        self._paths = {slug_of(path): path for path in published_paths(seeds, on_error=lambda _: None)}
        if slug in self._paths:
            return self._paths[slug]
        raise RefusedError(
            "this publication has no such article any more: load the page again", conflict=True
        )

    def _entry(self, record: Record, index: int) -> Entry:
        if not 0 <= index < len(record.entries):
            raise _conflict()
        entry, sentence = record.entries[index], record.sentences[index]
        findings: tuple[Finding, ...] = ()
        accepted = accepted_kinds(entry.tcomment)
        if entry.msgstr and ALL_KINDS not in accepted:
            try:
                _, target = parse_translation(entry.msgstr, sentence.text)
                found = [*self._check(sentence.text, target), *_noted_across(entry, entry.msgstr)]
                findings = tuple(finding for finding in found if finding.kind not in accepted)
            except PlaceholderError as error:
                findings = (
                    Finding("placeholders", explain_placeholders(error, entry.msgstr, sentence.text)),
                )
            except ValueError as error:
                findings = (Finding("text", str(error)),)
        return Entry(
            index=index,
            version=version(entry),
            french=entry.msgid,
            english=entry.msgstr,
            state=_state(record, index),
            engine=engine_of(entry.comment),
            former=former_of(entry.comment),
            findings=findings,
            placeholders=describe_placeholders(sentence.text),
        )

    def _check(self, source: Text, target: Text) -> Sequence[Finding]:
        """What is wrong with a translation; wrong lines of the glossary are told by builds."""
        terms, _ = read_glossary(self._builds.publication.translate / "glossary.csv")
        return check(source, target, terms)


def _noted_across(entry: POEntry, english: str) -> Sequence[Finding]:
    """What `enregard check` found beside other sentences: it stays as long as the English does."""
    if english != entry.msgstr:
        return ()
    return [finding for finding in findings_of(entry.comment) if finding.kind in CROSS_SENTENCE]


def _conflict() -> RefusedError:
    return RefusedError(
        "the sentence was changed or removed meanwhile, elsewhere: nothing was written, and what you typed "
        "is still here; load the page again to see what stands there now",
        conflict=True,
    )


def _state(record: Record, index: int) -> State:
    entry = record.entries[index]
    if not entry.msgstr:
        return State.MISSING
    return State.DRAFT if entry.fuzzy else State.REVIEWED


def _order(segmented: Segmented) -> Iterator[tuple[str, int]]:
    """For each entry of the record its kind, and the number of its sentence on the article's pages or 0."""
    for entry in segmented.entries():
        yield entry.header or ("markup" if entry.attribute else "text"), entry.number
