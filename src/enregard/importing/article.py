"""Import an English text as the translation of an article."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from enregard.article.article import Mark, Text
from enregard.article.shorten import shorten
from enregard.errors import EnregardError
from enregard.export.codes import words
from enregard.importing.accept import Offer
from enregard.importing.align.pairing import (
    EnglishSentence,
    FrenchSentence,
    Translation,
    Unplaced,
    is_translation,
    pair_in_order,
    pair_sentences,
)
from enregard.importing.align.sentences import sentence_ends
from enregard.importing.entries import attribute_entries, text_entries
from enregard.importing.importer import Importer, Target
from enregard.importing.markup.match import Identity, mark_identity
from enregard.importing.offers import draft_words, offer_translation
from enregard.publication.publication import Publication
from enregard.seeds.files import SUFFIXES, read_lines, seed_paths
from enregard.seeds.read import read_article
from enregard.translate.markup.placeholders import with_placeholders
from enregard.translate.record.record import Record
from enregard.translate.segment.facing import Entry, Segmented, segment_article
from enregard.translate.segment.segment import segment


@dataclass(frozen=True, slots=True)
class English:
    """An English text and its file."""

    path: Path
    segmented: Segmented

    @property
    def name(self) -> str:
        """What records call the file."""
        return " ".join(self.path.name.split())


def import_article(importer: Importer, path: Path, seed: str) -> None:
    """Import the English text in the file `path` as the translation of the article in `seed`.

    Raises EnregardError if there is no such article, if one of the two cannot be read, or if they hardly
    match.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise EnregardError(
            "is not a text or Markdown file: save it as .txt or .md, or omit --article to import an exchange "
            "file",
            path=path,
        )
    publication = importer.publication
    seed_path = find_seed(publication, seed)
    english = read_english(path, allow_html=publication.settings.allow_html)
    with importer.lock():
        for target in importer.targets([seed_path]):
            _import_english(importer, target, english)
            importer.save(target)


def find_seed(publication: Publication, seed: str) -> PurePosixPath:
    """Return the path below `seeds/` of the article that a person calls `seed`. Raises EnregardError."""
    paths = seed_paths(publication.seeds)
    named = PurePosixPath(Path(seed).as_posix())
    candidates = [named, *([named.relative_to("seeds")] if named.parts[:1] == ("seeds",) else [])]
    with suppress(ValueError):
        candidates.append(
            PurePosixPath(Path(seed).resolve().relative_to(publication.seeds.resolve()).as_posix())
        )
    found = next((path for path in candidates if path in paths), None)
    if found is not None:
        return found
    nearest = get_close_matches(str(candidates[-1]), [str(path) for path in paths], 1, 0.0)
    hint = f"did you mean seeds/{nearest[0]}?" if nearest else "seeds/ has no articles yet"
    raise EnregardError(f"is not an article of this publication: {hint}", path=seed)


def read_english(path: Path, *, allow_html: bool = False) -> English:
    """Read the English text in the file `path` as seeds are read. Raises EnregardError."""
    name = PurePosixPath(path.name)
    try:
        article = read_article(read_lines(path.parent, name), name, allow_html=allow_html, french=False)
    except EnregardError as error:
        raise EnregardError(error.what, path=path, line=error.line) from error
    return English(path, segment_article(article, sentence_ends))


def _import_english(importer: Importer, target: Target, english: English) -> None:
    record = target.record
    for entry, found in _pair_entries(target, english, trusted=importer.options.reviewed):
        if isinstance(found, Unplaced):
            origin = f"{english.name}:{found.sentence.line}"
            importer.set_aside(target, entry, words(found.sentence.text), origin)
        elif offer := offer_translation(record, entry.place, found, english.name):
            importer.accept(target, entry.place, offer)
    for entry, offer in _attribute_offers(target, english):
        importer.accept(target, entry.place, offer)
    for entry in text_entries(target.segmented):
        if entry.place not in target.outcomes:
            text = shorten(words(entry.sentence.text))
            importer.echo(f"no English: {target.seed}:{entry.sentence.line}: {text}")


def _pair_entries(
    target: Target, english: English, *, trusted: bool
) -> Iterator[tuple[Entry, Translation | Unplaced]]:
    """Pair the sentences of the two texts, each English one with the entry it translates or is beside.

    Headers of the same name are paired if both have as many sentences; others are part of the text. If the
    pairing is `trusted`, all of it is certain. Raises EnregardError if the texts hardly match.
    """
    ours, theirs = text_entries(target.segmented), text_entries(english.segmented)
    if not ours:
        return
    counts, others = (Counter(entry.header for entry in entries) for entries in (ours, theirs))
    headers = sorted(header for header in counts if header and counts[header] == others[header])
    text = [entry for entry in ours if entry.header not in headers]
    given = [entry for entry in theirs if entry.header not in headers]
    found = list(pair_sentences(_french(target.record, text), english_sentences(given)))
    if trusted:
        found = [replace(each, certain=True) if isinstance(each, Translation) else each for each in found]
    elif not is_translation(found, len(text), len(given)):
        raise EnregardError(
            f"hardly matches {target.seed}, so nothing was written: name its own article with --article, or "
            "import it anyway with --reviewed",
            path=english.path,
        )
    beside = text or ours
    yield from ((beside[each.index], each) for each in found)
    for header in headers:
        tags = [entry for entry in ours if entry.header == header]
        same = pair_in_order(
            _french(target.record, tags),
            english_sentences([entry for entry in theirs if entry.header == header]),
        )
        yield from ((tags[each.index], each) for each in same)


def _french(record: Record, entries: Sequence[Entry]) -> list[FrenchSentence]:
    return [
        FrenchSentence(entry.sentence.text, draft_words(record, entry.place), entry.begins)
        for entry in entries
    ]


def english_sentences(entries: Sequence[Entry]) -> list[EnglishSentence]:
    """Return the sentences of an English text for pairing."""
    return [EnglishSentence(entry.sentence.text, entry.sentence.line, entry.begins) for entry in entries]


def _attribute_offers(target: Target, english: English) -> Iterator[tuple[Entry, Offer]]:
    """Offer the English of words in markup, such as the text for an image."""
    translations = _attribute_translations(target.segmented, english.segmented)
    for value, entries in attribute_entries(target.segmented):
        if value not in translations:
            continue
        text, line = translations[value]
        parts = [text]
        if len(entries) > 1:
            parts = [sentence.text for sentence in segment(text, line, ends=sentence_ends)]
        if len(parts) == len(entries):
            for entry, part in zip(entries, parts, strict=True):
                yield entry, Offer(with_placeholders(part), f"{english.name}:{line}", reviewed=True)


def _attribute_translations(french: Segmented, english: Segmented) -> dict[str, tuple[Text, int]]:
    """Map French words in markup to the English in markup with the same address, and its line."""
    twins: dict[Identity, deque[tuple[Mark, int]]] = defaultdict(deque)
    for mark, line in _marks(english):
        twins[mark_identity(mark)].append((mark, line))
    found: dict[str, tuple[Text, int]] = {}
    for mark, _ in _marks(french):
        if not (alike := twins[mark_identity(mark)]):
            continue
        twin, line = alike.popleft()
        for name in ("alt", "title"):
            if mark.attrs.get(name) and twin.attrs.get(name):
                found.setdefault(mark.attrs[name], (Text(twin.attrs[name]), line))
    return found


def _marks(segmented: Segmented) -> Iterator[tuple[Mark, int]]:
    """Yield every mark of the text with the line of its sentence."""
    sentences = (sentence for leaf in segmented.leaves for sentence in leaf)
    return ((mark, sentence.line) for sentence in sentences for mark in sentence.text.marks)
