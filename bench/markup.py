"""Measure whether markup is transferred to the right English words, and what that costs.

Random spans of real sentences get marks: bold, emphasis, strikethrough, links with titles, code, sometimes
nested. In a quarter of the sentences a footnote call or an image follows a word. The measures:

* A **plain word** is the same in both languages: it has a capital or a digit, and appears exactly once in the
  French, in the reference and in the model's English. Only plain words and known words (below) are judged.
  Spans have one to six words; half of them include a plain word at a random position. Code is only over
  single plain words, because over French prose it would keep French in the English.
* `elements_kept`: the share of French marks that the English has exactly once, well nested, with the same
  attributes, and for code with the same words. This must also hold after a round trip through a PO file.
* `spans_right`: of the marks over plain words, the share that have all their plain words, no other plain word
  of the sentence, and at most 2n + 2 words for n words in French. Unplaced marks are wrong.
* `known_right`: the same for **known words**: months, days of the week, countries and languages whose names
  differ in English. Their translations are from the Unicode CLDR, which the program does not use.
* `calls_right`: of the footnote calls and images after a plain word, the share right after the same word in
  the English, with only punctuation or a possessive 's between.
* `reference_…`: with `--aligned`, the same for the references, whose words the default model aligns.
* With `--links`, the links between words that pages show are printed for reading instead, and counted: of
  drafts, or of the references with `--aligned`. `--every` skips sentences between.
* `misplaced`: unplaced marks, which follow their sentence.
* `bleu_plain`: BLEU of the sentences without markup. `bleu_markup`: with markup, which is then removed.
  `bleu_nodes`: with each piece of text between two tags translated alone and code left as it is, as Argos's
  HTML translation does. All with sacrebleu's defaults.
"""

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path

import click

from bench._pairs import installed_model, limit_option, pairs_option, read_pairs, texts_of
from bench.results import append
from enregard.article.article import ATOMS, OBJECT, Mark, MarkKind, Text
from enregard.article.edits import Span, in_order, insert_text, overlaps
from enregard.article.word_links import encode
from enregard.translate.markup.placeholders import from_placeholders, with_placeholders
from enregard.translate.markup.scripts import transfer_all
from enregard.translate.markup.transfer import bare_words
from enregard.translate.markup.unplaced import unplaced_marks
from enregard.translate.model.aligner import Aligner
from enregard.translate.record.word_links import hash_of

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+(?:-[^\W_]+)*")
_PLAIN = re.compile(r"[A-ZÀ-ÖØ-Þ0-9]")
_BEHIND = re.compile(r"(?:['’]?s)?[^\w\s]*\s?")
_PROSE_KINDS = (MarkKind.STRONG, MarkKind.EMPHASIS, MarkKind.STRIKETHROUGH, MarkKind.LINK)
_LONGEST_SPAN = 6


@dataclass(slots=True)
class Tally:
    """How many were judged, and how many of them are right."""

    right: int = 0
    judged: int = 0

    def add(self, right: bool) -> None:
        """Count one."""
        self.judged += 1
        self.right += right

    def share(self) -> float:
        """Return the share that is right; 1 if none was judged."""
        return round(self.right / self.judged, 4) if self.judged else 1.0


@dataclass(slots=True)
class Score:
    """The counts over all sentences."""

    elements: Tally = field(default_factory=Tally)
    plain: Tally = field(default_factory=Tally)
    known: Tally = field(default_factory=Tally)
    calls: Tally = field(default_factory=Tally)
    misplaced: int = 0


def words(plain: str) -> list[Span]:
    """Return the spans of the words of `plain`."""
    return [match.span() for match in _WORD.finditer(plain)]


def once(plain: str) -> dict[str, Span]:
    """Return the words that appear exactly once in `plain`, with their spans."""
    spans = words(plain)
    counts = Counter(plain[start:end] for start, end in spans)
    return {plain[start:end]: (start, end) for start, end in spans if counts[plain[start:end]] == 1}


def plain_words(french: str, *english: str) -> list[str]:
    """Return the plain words: they appear exactly once, unchanged, in each of these texts."""
    others = [once(text) for text in english]
    return [word for word in once(french) if _PLAIN.search(word) and all(word in other for other in others)]


@cache
def known_translations() -> dict[str, str]:
    """Return French months, days, countries and languages with their English, if both are single words."""
    from babel import Locale

    french, english = Locale("fr"), Locale("en")
    pairs = [
        (french.months["format"]["wide"], english.months["format"]["wide"]),
        (french.days["format"]["wide"], english.days["format"]["wide"]),
        (french.territories, english.territories),
        (french.languages, english.languages),
    ]
    found: dict[str, str] = {}
    for ours, theirs in pairs:
        for key in ours:
            one, other = ours[key], theirs.get(key, "")
            if _WORD.fullmatch(one) and _WORD.fullmatch(other) and one != other:
                found[one] = other
    return found


def mark_up(french: str, reference: str, choose: random.Random) -> Text:
    """Return `french` with random marks."""
    spans = words(french)
    anchors = [once(french)[word] for word in plain_words(french, reference)]
    marks: list[Mark] = []
    taken: list[Span] = []
    for _ in range(choose.randint(1, 3)):
        around = choose.choice(anchors) if anchors and choose.random() < 0.5 else choose.choice(spans)
        length = choose.randint(1, _LONGEST_SPAN)
        first = max(0, spans.index(around) - choose.randrange(length))
        span = spans[first][0], spans[min(first + length, len(spans)) - 1][1]
        if overlaps(span, taken):
            continue
        taken.append(span)
        marks += _shape(span, spans, anchors, len(taken), choose)
    text = Text(french, in_order(marks))
    if choose.random() < 0.25:
        start, end = choose.choice(anchors or spans)
        if not any(mark.start <= start and end < mark.end for mark in marks):
            text = _with_atom(text, end, choose)
    return text


def _shape(
    span: Span, spans: Sequence[Span], anchors: Sequence[Span], number: int, choose: random.Random
) -> Iterator[Mark]:
    """Yield the marks over `span`: one, two nested ones, or code."""
    if span in anchors and choose.random() < 0.5:
        yield Mark(MarkKind.CODE, *span, {"n": str(number)})
        return
    kinds = choose.sample(_PROSE_KINDS, 2)
    yield _mark(kinds[0], span, number)
    if choose.random() < 0.3:
        inner = [word for word in spans if span[0] <= word[0] and word[1] <= span[1]]
        first = choose.randrange(len(inner))
        last = choose.randrange(first, len(inner))
        yield _mark(kinds[1], (inner[first][0], inner[last][1]), number)


def _mark(kind: MarkKind, span: Span, number: int) -> Mark:
    link = {"href": f"https://example.org/{number}?q=été", "title": "Un titre"}
    return Mark(kind, *span, {"n": str(number), **(link if kind is MarkKind.LINK else {})})


def _with_atom(text: Text, at: int, choose: random.Random) -> Text:
    """Insert a footnote call or an image after the word that ends at `at`."""
    image = choose.random() < 0.5
    atom = " " + OBJECT if image else OBJECT
    attrs = {"src": "a.png", "alt": "Une image"} if image else {"label": "1"}
    mark = Mark(MarkKind.IMAGE if image else MarkKind.FOOTNOTE, len(atom) - 1, len(atom), attrs)
    return insert_text(text, at, Text(atom, (mark,)))


def stripped(text: Text) -> str:
    """Return the words of `text`."""
    return " ".join(text.plain.replace(OBJECT, "").split())


def judge(source: Text, target: Text, reference: str, score: Score) -> None:
    """Count which marks of `source` are in `target`, and in the right place."""
    for mark in source.marks:
        score.elements.add(_kept(mark, source, target))
    unplaced = unplaced_marks(source, target)
    score.misplaced += len(unplaced)
    anchors = {word: word for word in plain_words(source.plain, reference, target.plain)}
    known = _known_words(source.plain, target.plain)
    for number, mark in enumerate(source.marks):
        place = _counterpart(number, source, target)
        if place is None:
            continue
        if mark.kind in ATOMS:
            _judge_call(mark, place, source, target, anchors, score)
            continue
        for pairs, tally in ((anchors, score.plain), (known, score.known)):
            verdict = _verdict(mark, place, source, target, pairs)
            if verdict is not None:
                tally.add(verdict and number not in unplaced)


def _kept(mark: Mark, source: Text, target: Text) -> bool:
    """Return whether `target` has `mark` as often as `source`, also after a round trip through a PO file."""

    def census(text: Text) -> int:
        return sum(
            (other.kind, other.attrs) == (mark.kind, mark.attrs)
            and (mark.kind is not MarkKind.CODE or text.under(other) == source.under(mark))
            for other in text.marks
        )

    if census(source) != census(target) or len(source.marks) != len(target.marks):
        return False
    return from_placeholders(with_placeholders(target, source.marks), source.marks) == target


def _known_words(french: str, english: str) -> dict[str, str]:
    """Map the known words that `french` has once to their translations, which `english` has once."""
    here = once(english)
    known = known_translations()
    return {word: known[word] for word in once(french) if known.get(word) in here}


def _counterpart(number: int, source: Text, target: Text) -> Mark | None:
    """Return the mark of `target` for mark `number` of `source`, by its number in a PO file."""
    order = re.findall(r"<(\d+)/?>", with_placeholders(target, source.marks))
    name = str(number + 1)
    return target.marks[order.index(name)] if name in order else None


def _verdict(mark: Mark, place: Mark, source: Text, target: Text, pairs: dict[str, str]) -> bool | None:
    """Return whether `place` has the words of `mark`; None if none of them can be judged."""
    french, english = once(source.plain), once(target.plain)
    inside = {word for word in pairs if mark.start <= french[word][0] and french[word][1] <= mark.end}
    if not inside:
        return None
    for word, translation in pairs.items():
        start, end = english[translation]
        within = place.start <= start and end <= place.end
        if within != (word in inside) and (word in inside or (place.start < end and start < place.end)):
            return False
    most = 2 * len(words(source.under(mark))) + 2
    return len(words(target.under(place))) <= most


def _judge_call(
    mark: Mark, place: Mark, source: Text, target: Text, anchors: dict[str, str], score: Score
) -> None:
    """Count whether the atom `mark`, if it follows one of `anchors`, still does."""
    french, english = once(source.plain), once(target.plain)
    for word in anchors:
        if french[word][1] == len(source.plain[: mark.start].rstrip()):
            end = english[word][1]
            between = target.plain[end : max(end, place.start)]
            score.calls.add(end <= place.start and _BEHIND.fullmatch(between) is not None)


def nodes(text: Text) -> list[tuple[str, bool]]:
    """Return the pieces of text between two tags, and whether each is translated."""
    edges = sorted({0, len(text.plain), *(edge for mark in text.marks for edge in mark.span)})
    pieces = []
    for start, end in pairwise(edges):
        code = any(mark.kind is MarkKind.CODE and mark.start <= start < mark.end for mark in text.marks)
        piece = text.plain[start:end]
        pieces.append((piece, not code and _WORD.search(piece) is not None))
    return pieces


def by_nodes(texts: Sequence[Text], translate: Callable[[Sequence[Text]], list[Text]]) -> list[str]:
    """Translate each node of each of `texts` alone."""
    pieces = [nodes(text) for text in texts]
    french = [piece.strip() for found in pieces for piece, prose in found if prose]
    english = iter(translate([Text(piece) for piece in french]))
    joined = []
    for found in pieces:
        parts = []
        for piece, prose in found:
            if prose:
                lead, tail = piece[: len(piece) - len(piece.lstrip())], piece[len(piece.rstrip()) :]
                piece = lead + next(english).plain + tail
            parts.append(piece)
        joined.append(" ".join("".join(parts).replace(OBJECT, "").split()))
    return joined


def print_links(rows: Sequence[tuple[str, str]], *, drafts: bool) -> None:
    """Print each sentence with the links of its words, and count them and the bytes that keep them."""
    from enregard.translate.draft.source import open_translator
    from enregard.translate.glossary.csv_file import read_glossary
    from enregard.translate.model.options import Options
    from enregard.translate.model.ready import ReadyModel

    package = installed_model()
    sources = [french for french, _ in rows]
    targets = [english for _, english in rows]
    if drafts:
        terms, _ = read_glossary(Path("translate/glossary.csv"))
        with open_translator(ReadyModel(package), Options(), terms) as translator:
            answers = texts_of(translator.stream((at, Text(french)) for at, french in enumerate(sources)))
        targets = [answers[at].plain for at in range(len(sources))]
    count = size = 0
    with Aligner(package.path) as aligner:
        pairs = list(zip(sources, targets, strict=True))
        for number, ((french, english), found) in enumerate(zip(pairs, aligner.align(pairs), strict=True), 1):
            print(f"{number}. {french}\n{english}")
            print("   ", "  ".join(f"{french[slice(*one)]}={english[slice(*other)]}" for one, other in found))
            count += len(found)
            size += len(f"{hash_of(french, english)} {encode(french, english, found)}\n")
    per_1000 = round(1000 * size / sum(len(french.split()) for french in sources))
    print(json.dumps({"sentences": len(rows), "links": count, "bytes_per_1000_words": per_1000}))


@click.command()
@pairs_option
@limit_option
@click.option("--seed", default=1, show_default=True, help="Which random marks.")
@click.option("--drafts", is_flag=True, help="Translate like drafts, with all steps around the model.")
@click.option("--aligned", is_flag=True, help="Align the words as for a model without attention.")
@click.option("--links", is_flag=True, help="Print the links between words that pages show, and count them.")
@click.option("--every", default=1, help="With --links, take every Nth sentence.")
def main(
    pairs: Path, limit: int | None, seed: int, drafts: bool, aligned: bool, links: bool, every: int
) -> None:
    """Mark random spans: are the marks kept, on the right words, and at no cost?"""
    import sacrebleu

    from enregard.translate.draft.source import open_translator
    from enregard.translate.glossary.csv_file import read_glossary
    from enregard.translate.model.options import Options
    from enregard.translate.model.ready import ReadyModel, open_engine

    package = installed_model()
    rows = [row for row in read_pairs(pairs, limit) if words(row[0])]
    choose = random.Random(seed)  # noqa: S311  # the same on every machine
    if links:
        print_links(rows[::every], drafts=not aligned)
        return
    sources = [mark_up(french, reference, choose) for french, reference in rows]
    terms, _ = read_glossary(Path("translate/glossary.csv"))
    model = ReadyModel(package, aligner=package if aligned else None)
    opened = open_translator(model, Options(), terms) if drafts else open_engine(model, Options())
    with opened as translator:

        def translate(texts: Sequence[Text]) -> list[Text]:
            answers = texts_of(translator.stream((str(number), text) for number, text in enumerate(texts)))
            return [answers[str(number)] for number in range(len(texts))]

        targets = translate(sources)
        plain = [text.plain for text in translate([Text(french) for french, _ in rows])]
        alone = by_nodes(sources, translate)
    score, given = Score(), Score()
    for source, target, (_, reference) in zip(sources, targets, rows, strict=True):
        judge(source, target, reference, score)
    if aligned:
        with Aligner(package.path) as aligner:
            found = aligner.alignments(
                [(bare_words(source), row[1]) for source, row in zip(sources, rows, strict=True)]
            )
            for source, (_, reference), alignment in zip(sources, rows, found, strict=True):
                judge(source, transfer_all(source, alignment).whole(), reference, given)

    def bleu(english: list[str]) -> float:
        return round(sacrebleu.corpus_bleu(english, [[reference for _, reference in rows]]).score, 2)

    result = {
        "pairs": pairs.name,
        "sentences": len(rows),
        "seed": seed,
        "drafts": drafts,
        "aligned": aligned,
        "elements": score.elements.judged,
        "elements_kept": score.elements.share(),
        "spans_judged": score.plain.judged,
        "spans_right": score.plain.share(),
        "known_judged": score.known.judged,
        "known_right": score.known.share(),
        "calls_judged": score.calls.judged,
        "calls_right": score.calls.share(),
        "misplaced": score.misplaced,
        **(
            {
                "reference_spans_judged": given.plain.judged,
                "reference_spans_right": given.plain.share(),
                "reference_known_right": given.known.share(),
                "reference_misplaced": given.misplaced,
            }
            if aligned
            else {}
        ),
        "bleu_markup": bleu([stripped(target) for target in targets]),
        "bleu_plain": bleu(plain),
        "bleu_nodes": bleu(alone),
    }
    append("markup", result)
    print(json.dumps(result))
