"""Import an English text as the translation of an article: read it, pair the sentences, take the pairs."""

from collections import Counter, deque
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from enregard.article.article import Mark, Text
from enregard.article.shorten import shorten
from enregard.errors import EnregardError
from enregard.importing.accept import Offer, Result, evidence, note_other, standing
from enregard.importing.align.pairing import Answer, Given, Known, Unplaced, is_translation, matched, pair
from enregard.importing.align.sentences import sentence_ends
from enregard.importing.entries import entries, in_markup
from enregard.importing.exchange import ENTERED, Imported, Ways, take_offer, write
from enregard.importing.markup.match import Identity, identity_of
from enregard.importing.pairs import bare_text
from enregard.publication.lock import alone
from enregard.publication.publication import Publication
from enregard.records import open_records, rename_detector
from enregard.report import Report
from enregard.review.check import PairCheck, pair_check
from enregard.seeds.files import SUFFIXES, read_lines, seed_paths
from enregard.seeds.read import read_article
from enregard.translate.markup.placeholders import with_placeholders
from enregard.translate.record.record import Record
from enregard.translate.segment.facing import Entry, Segmented, segment_article
from enregard.translate.segment.segment import segment


def import_article(publication: Publication, path: Path, seed: str, ways: Ways, report: Report) -> Imported:
    """Take over the English text in the file `path` as the translation of the article in `seed`.

    Raises EnregardError where there is no such article, one of the two cannot be read, or one is hardly the
    translation of the other.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise EnregardError(
            "is no text and no Markdown file: save it as .txt or .md; or leave out --article, if another "
            "translation program wrote it",
            path=path,
        )
    place = seed_path(publication, seed)
    english = read_english(path, allow_html=publication.settings.allow_html)
    check = pair_check(publication, report)
    done = Imported()
    with nullcontext() if ways.dry_run else alone(publication, "`enregard import`", report):
        adopted = None if ways.dry_run else rename_detector(publication)
        for segmented, record in open_records(publication, report, [place], detector=adopted):
            results = _take_all(segmented, record, english, path, check, ways, done)
            done.sentences.update(results.values())
            done.articles += any(result in ENTERED for result in results.values())
            if not ways.dry_run:
                write(record, results, report)
    return done


def seed_path(publication: Publication, seed: str) -> PurePosixPath:
    """The path below `seeds/` of the article that a person calls `seed`. Raises EnregardError."""
    paths = seed_paths(publication.seeds)
    named = PurePosixPath(Path(seed).as_posix())
    meant = [named, *([named.relative_to("seeds")] if named.parts[:1] == ("seeds",) else [])]
    with suppress(ValueError):
        meant.append(PurePosixPath(Path(seed).resolve().relative_to(publication.seeds.resolve()).as_posix()))
    found = next((path for path in meant if path in paths), None)
    if found is not None:
        return found
    near = get_close_matches(str(meant[-1]), [str(path) for path in paths], 1, 0.0)
    told = f"the nearest is seeds/{near[0]}" if near else "there are no articles in seeds/ yet"
    raise EnregardError(f"is no article of this publication: {told}", path=seed)


def read_english(path: Path, *, allow_html: bool = False) -> Segmented:
    """The English text in the file `path`, which is read as seeds are. Raises EnregardError."""
    try:
        lines = read_lines(path.parent, PurePosixPath(path.name))
        article = read_article(lines, PurePosixPath(path.name), allow_html=allow_html, french=False)
    except EnregardError as error:
        raise EnregardError(error.what, path=path, line=error.line) from error
    return segment_article(article, sentence_ends)


def _take_all(
    segmented: Segmented,
    record: Record,
    english: Segmented,
    path: Path,
    check: PairCheck,
    ways: Ways,
    done: Imported,
) -> dict[int, Result]:
    """Take the English into the record of the article; what became of each sentence, by its index."""
    name = " ".join(path.name.split())
    results: dict[int, Result] = {}

    def offer(index: int, what: Offer) -> None:
        results[index] = take_offer(record, index, what, check, ways)

    for entry, found in _paired(segmented, record, english, path, ways.reviewed):
        if isinstance(found, Unplaced):
            words = " ".join(bare_text(found.given.text).split())
            place = f"{name}:{found.given.line}"
            ways.tell(f"no place: {place}: “{words}” is kept in a comment beside line {entry.sentence.line}")
            note_other(record, entry.place, Offer(words, place, reviewed=False))
            done.unused += 1
        else:
            offer(entry.place, found.offer)
    for index, words, line in _in_markup(segmented, english):
        offer(index, Offer(words, f"{name}:{line}", reviewed=True))
    for entry in entries(segmented):
        if entry.place not in results:
            ways.tell(f"no English: seeds/{segmented.article.path}:{entry.sentence.line}: {_short(entry)}")
    return results


def _paired(
    segmented: Segmented, record: Record, english: Segmented, path: Path, sure: bool
) -> Iterator[tuple[Entry, Answer | Unplaced]]:
    """What each French sentence is offered, and the English ones without a place, each beside its sentence.

    A header answers that of the same name, if both have as many sentences; else it is part of the text.
    Raises EnregardError where the English is hardly that of this article.
    """
    name = " ".join(path.name.split())
    ours = [
        (
            entry,
            Known(entry.sentence, evidence(record, entry.place), standing(record, entry.place), entry.begins),
        )
        for entry in entries(segmented)
    ]
    theirs = [
        (entry, Given(entry.sentence.text, entry.sentence.line, entry.begins)) for entry in entries(english)
    ]
    counts, others = (Counter(entry.header for entry, _ in each) for each in (ours, theirs))
    same = {header for header in segmented.fields if counts[header] == others[header]}
    for header in ["", *sorted(same)]:
        french = [each for each in ours if (each[0].header if each[0].header in same else "") == header]
        given = [each for entry, each in theirs if (entry.header if entry.header in same else "") == header]
        known = [each for _, each in french]
        if not french:
            yield from ((ours[0][0], Unplaced(0, each)) for each in given if ours)
        else:
            found = list(matched(known, given, name) if header else pair(known, given, name, sure=sure))
            if not sure and not is_translation(found, len(known), len(given)):
                raise EnregardError(
                    f"so little of it answers seeds/{segmented.article.path} that it may be the English of "
                    "another article: name that by --article, or take it nevertheless by --reviewed; "
                    "nothing was written",
                    path=path,
                )
            yield from ((french[each.index][0], each) for each in found)


def _in_markup(french: Segmented, english: Segmented) -> Iterator[tuple[int, str, int]]:
    """The English of words in markup, such as the text for an image, with their indices in the record.

    They answer each other where the address is the same. The last number is the line of the English.
    """
    theirs: dict[Identity, deque[tuple[Mark, int]]] = {}
    for sentence in (sentence for sentences in english.leaves for sentence in sentences):
        for mark in sentence.text.marks:
            theirs.setdefault(identity_of(mark), deque()).append((mark, sentence.line))
    said: dict[str, tuple[str, int]] = {}
    for sentences in french.leaves:
        for mark in (mark for sentence in sentences for mark in sentence.text.marks):
            alike = theirs.get(identity_of(mark))
            if not alike:
                continue
            twin, line = alike.popleft()
            for name in ("alt", "title"):
                if mark.attrs.get(name) and twin.attrs.get(name):
                    said.setdefault(mark.attrs[name], (twin.attrs[name], line))
    for value, indices in in_markup(french):
        words, line = said.get(value, ("", 0))
        parts = segment(Text(words), line, ends=sentence_ends) if words else ()
        if len(indices) == 1 and words:
            yield indices[0], with_placeholders(Text(words)), line
        elif len(parts) == len(indices):
            for index, part in zip(indices, parts, strict=True):
                yield index, with_placeholders(part.text), line


def _short(entry: Entry) -> str:
    return shorten(bare_text(entry.sentence.text))
