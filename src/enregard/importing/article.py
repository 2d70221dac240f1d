"""Import an English text as the translation of an article."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from difflib import get_close_matches
from itertools import groupby
from pathlib import Path, PurePosixPath

from enregard.article.article import Mark, Text
from enregard.article.shorten import shorten
from enregard.errors import EnregardError
from enregard.export.codes import words
from enregard.importing.accept import Offer
from enregard.importing.align.pairing import (
    Translation,
    Unplaced,
    distribute,
    is_translation,
    pair_sentences,
    text_entries,
)
from enregard.importing.align.sentences import sentence_ends
from enregard.importing.importer import Importer, Target
from enregard.importing.markup.match import Identity, mark_identity
from enregard.importing.offers import draft_words, offer_translation
from enregard.messages import _
from enregard.publication.publication import Publication
from enregard.seeds.files import SUFFIXES, read_lines, seed_names
from enregard.seeds.read import read_article
from enregard.translate.markup.placeholders import with_placeholders
from enregard.translate.segment.facing import Segmented, segment_article
from enregard.translate.segment.segment import segment


def import_article(importer: Importer, path: Path, seed: str) -> None:
    """Import the English text in the file `path` as the translation of the article in `seed`.

    Raises EnregardError if there is no such article, if the text or the article cannot be read, or if they
    hardly match.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise EnregardError(
            _(
                "is not a text or Markdown file: save it as .txt or .md, or omit --article to import an "
                "exchange file"
            ),
            path=path,
        )
    publication = importer.publication
    seed_path = find_seed(publication, seed)
    english = read_english(path, allow_html=publication.settings.allow_html)
    with importer.lock():
        for target in importer.targets([seed_path]):
            _import_english(importer, target, english, path)
            importer.save(target)


def find_seed(publication: Publication, seed: str) -> PurePosixPath:
    """Return the path below `seeds/` of the article given as `seed`. Raises EnregardError if absent."""
    names = seed_names(publication.seeds)
    candidates = [PurePosixPath(Path(seed).as_posix())]
    with suppress(ValueError):
        candidates.append(candidates[0].relative_to("seeds"))
    with suppress(ValueError):
        candidates.append(
            PurePosixPath(Path(seed).resolve().relative_to(publication.seeds.resolve()).as_posix())
        )
    found = next((path for path in candidates if str(path) in names), None)
    if found is not None:
        return found
    nearest = get_close_matches(str(candidates[-1]), names, 1, 0.0)
    hint = _("did you mean seeds/{path}?", path=nearest[0]) if nearest else _("seeds/ has no articles yet")
    raise EnregardError(_("is not an article of this publication: {hint}", hint=hint), path=seed)


def read_english(path: Path, *, allow_html: bool = False) -> Segmented:
    """Read the English text in the file `path` like a seed. Raises EnregardError if that fails."""
    name = PurePosixPath(path.name)
    try:
        lines = read_lines(path.parent, name, follow_links=True)  # the person chose this file
        article = read_article(lines, name, allow_html=allow_html, french=False)
    except EnregardError as error:
        raise EnregardError(error.what, path=path, line=error.line) from error
    return segment_article(article, sentence_ends)


def _import_english(importer: Importer, target: Target, english: Segmented, path: Path) -> None:
    """Import the text that was read from `path`."""
    name = " ".join(path.name.split())
    for found in _pair(target, english, path, trusted=importer.reviewed):
        if isinstance(found, Unplaced):
            importer.set_aside(target, found, f"{name}:{found.sentence.line}")
        elif offer := offer_translation(target.record, found, name):
            importer.accept(target, found.place, offer)
    for place, text, line in _attributes(target.segmented, english):
        offer = Offer(with_placeholders(text), f"{name}:{line}", reviewed=True)
        importer.accept(target, place, offer)
    for entry in text_entries(target.segmented):
        if entry.place not in target.outcomes:
            sentence = shorten(words(entry.sentence.text))
            importer.echo(
                _(
                    "no English: {seed}:{line}: {sentence}",
                    seed=target.record.seed,
                    line=entry.sentence.line,
                    sentence=sentence,
                )
            )


def _pair(
    target: Target, english: Segmented, path: Path, *, trusted: bool
) -> Iterator[Translation | Unplaced]:
    """Pair the sentences of the two texts.

    Headers of the same name are paired if they have the same number of sentences; others are paired as part
    of the text. If `trusted`, all pairs are certain. Otherwise, raises EnregardError if the texts hardly
    match.
    """
    ours, theirs = text_entries(target.segmented), text_entries(english)
    if not ours:
        return
    counts, others = (Counter(entry.header for entry in entries) for entries in (ours, theirs))
    headers = sorted(header for header in counts if header and counts[header] == others[header])
    text, given = ([entry for entry in side if entry.header not in headers] for side in (ours, theirs))
    drafts = [draft_words(target.record, entry.place) for entry in text]
    found = list(pair_sentences(text, given, drafts))
    if trusted:
        found = [replace(each, certain=True) if isinstance(each, Translation) else each for each in found]
    elif not is_translation(found, len(text), len(given)):
        raise EnregardError(
            _(
                "hardly matches {seed}, so nothing was written: pass the right article with --article, "
                "or import it anyway with --reviewed",
                seed=target.record.seed,
            ),
            path=path,
        )
    yield from found
    for header in headers:
        same = ([entry for entry in side if entry.header == header] for side in (ours, theirs))
        for one, other in zip(*same, strict=True):
            yield from distribute([one], [other], [""], certain=True)


def _attributes(french: Segmented, english: Segmented) -> Iterator[tuple[int, Text, int]]:
    """For French words in markup, such as image text, yield their place, their English, and its line."""
    translations = _attribute_translations(french, english)
    for _attribute, group in groupby(french.entries(), key=lambda entry: id(entry.attribute)):
        entries = list(group)
        attribute = entries[0].attribute
        if attribute is None or attribute.value not in translations:
            continue
        text, line = translations[attribute.value]
        parts = [text]
        if len(entries) > 1:
            parts = [sentence.text for sentence in segment(text, line, ends=sentence_ends)]
        if len(parts) == len(entries):
            yield from ((entry.place, part, line) for entry, part in zip(entries, parts, strict=True))


def _attribute_translations(french: Segmented, english: Segmented) -> dict[str, tuple[Text, int]]:
    """Map French words in markup to the words, and their line, in English markup with the same address."""
    twins: dict[Identity, deque[tuple[Mark, int]]] = defaultdict(deque)
    for mark, line in _marks(english):
        twins[mark_identity(mark)].append((mark, line))
    found: dict[str, tuple[Text, int]] = {}
    for mark, _line in _marks(french):
        if not (alike := twins[mark_identity(mark)]):
            continue
        twin, line = alike.popleft()
        for name in ("alt", "title"):
            if mark.attrs.get(name) and twin.attrs.get(name):
                found.setdefault(mark.attrs[name], (Text(twin.attrs[name]), line))
    return found


def _marks(segmented: Segmented) -> Iterator[tuple[Mark, int]]:
    """Yield every mark of the text with the line of its sentence."""
    sentences = (sentence for leaf in segmented.leaves for sentence, _ in leaf)
    return ((mark, sentence.line) for sentence in sentences for mark in sentence.text.marks)
