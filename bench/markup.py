"""Whether markup lands on the right English words, and what carrying it costs.

Random spans of real sentences are marked: bold, emphasis, struck, links with titles, code, and these within
each other; in a quarter of the sentences a footnote call or an image stands behind a word. How it is counted:

* A **plain word** is one that stands unchanged in both languages: it holds a capital or a digit, and occurs
  exactly once in the French, in the reference and in the English that the model gives. Nothing but such words
  and known words (below) is judged. Half of the spans are set around a plain word, at a random place in a
  span of one to six words; the others anywhere. Code is set only over single plain words: over French prose
  it would keep French in the English.
* `elements_kept`: the share of marks of the French that are in the English exactly once, well nested, with
  the same addresses, and the same words where they are code; and come back so from their form in a PO file.
* `spans_right`: of the marks with at least one plain word in them, the share that hold all their plain words,
  no plain word of the rest of the sentence, and at most twice as many words as in French and two more. A mark
  that found no place and stands after its sentence is wrong.
* `known_right`: the same, judged by months, days of the week, countries and languages, whose translation the
  Unicode CLDR knows and the program does not look up: these words change between the languages.
* `calls_right`: of the footnote calls and images behind a plain word, the share that stand in the English
  right behind that word, with nothing but punctuation or a possessive 's between.
* `misplaced`: marks that stand after their sentence.
* `bleu_plain`: the sentences translated without any markup. `bleu_markup`: translated with it, and the markup
  taken out. `bleu_nodes`: each piece of text between two tags translated by itself, code left as it is, as
  Argos's translation of HTML does. All by sacrebleu's defaults.
"""

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice, pairwise
from pathlib import Path

import click

from bench.results import append
from enregard.article.article import ATOMS, OBJECT, Mark, MarkKind, Text
from enregard.translate.markup.placeholders import from_placeholders, with_placeholders
from enregard.translate.markup.unplaced import unplaced_marks

Span = tuple[int, int]

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+(?:-[^\W_]+)*")
_PLAIN = re.compile(r"[A-ZÀ-ÖØ-Þ0-9]")
_BEHIND = re.compile(r"(?:['’]?s)?[^\w\s]*\s?")
_PROSE_KINDS = (MarkKind.STRONG, MarkKind.EMPHASIS, MarkKind.STRIKETHROUGH, MarkKind.LINK)
_LONGEST_SPAN = 6


@dataclass(slots=True)
class Tally:
    """Counts of one kind of judgement."""

    right: int = 0
    judged: int = 0

    def add(self, right: bool) -> None:
        """Count one more."""
        self.judged += 1
        self.right += right

    def share(self) -> float:
        """The share that was right; 1 where there was nothing to judge."""
        return round(self.right / self.judged, 4) if self.judged else 1.0


@dataclass(slots=True)
class Score:
    """What is counted over all sentences."""

    elements: Tally = field(default_factory=Tally)
    plain: Tally = field(default_factory=Tally)
    known: Tally = field(default_factory=Tally)
    calls: Tally = field(default_factory=Tally)
    misplaced: int = 0


def words(plain: str) -> list[Span]:
    """Where the words of `plain` are."""
    return [match.span() for match in _WORD.finditer(plain)]


def once(plain: str) -> dict[str, Span]:
    """The words that occur exactly once in `plain`, and where."""
    spans = words(plain)
    counts = Counter(plain[start:end] for start, end in spans)
    return {plain[start:end]: (start, end) for start, end in spans if counts[plain[start:end]] == 1}


def plain_words(french: str, *english: str) -> list[str]:
    """The words that stand unchanged, once, in all of these."""
    others = [once(text) for text in english]
    return [word for word in once(french) if _PLAIN.search(word) and all(word in other for other in others)]


@cache
def known_translations() -> dict[str, str]:
    """French months, days, countries and languages with their English, where that is one other word."""
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
    """`french` with random marks on it."""
    spans = words(french)
    anchors = [once(french)[word] for word in plain_words(french, reference)]
    marks: list[Mark] = []
    taken: list[Span] = []
    for _ in range(choose.randint(1, 3)):
        around = choose.choice(anchors) if anchors and choose.random() < 0.5 else choose.choice(spans)
        length = choose.randint(1, _LONGEST_SPAN)
        first = max(0, spans.index(around) - choose.randrange(length))
        span = spans[first][0], spans[min(first + length, len(spans)) - 1][1]
        if any(span[0] < end and start < span[1] for start, end in taken):
            continue
        taken.append(span)
        marks += _shape(span, spans, anchors, len(taken), choose)
    marks.sort(key=lambda mark: (mark.start, -mark.end))
    text = Text(french, tuple(marks))
    if choose.random() < 0.25:
        start, end = choose.choice(anchors or spans)
        if not any(mark.start <= start and end < mark.end for mark in marks):
            text = _with_atom(text, end, choose)
    return text


def _shape(
    span: Span, spans: Sequence[Span], anchors: Sequence[Span], number: int, choose: random.Random
) -> Iterator[Mark]:
    """The marks over `span`: one, or one in another, or code."""
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
    """`text` with a footnote call or an image behind the word that ends at `at`."""
    image = choose.random() < 0.5
    atom = " " + OBJECT if image else OBJECT
    attrs = {"src": "a.png", "alt": "Une image"} if image else {"label": "1"}
    start = at + len(atom) - 1
    marks = [
        Mark(
            mark.kind,
            mark.start + (mark.start >= at) * len(atom),
            mark.end + (mark.end > at) * len(atom),
            mark.attrs,
        )
        for mark in text.marks
    ]
    marks.append(Mark(MarkKind.IMAGE if image else MarkKind.FOOTNOTE, start, start + 1, attrs))
    marks.sort(key=lambda mark: (mark.start, -mark.end))
    return Text(text.plain[:at] + atom + text.plain[at:], tuple(marks))


def stripped(text: Text) -> str:
    """The words of `text` alone."""
    return " ".join(text.plain.replace(OBJECT, "").split())


def judge(source: Text, target: Text, reference: str, score: Score) -> None:
    """Count how well the marks of `source` are kept and placed in `target`."""
    for mark in source.marks:
        score.elements.add(_kept(mark, source, target))
    lost = unplaced_marks(source, target)
    score.misplaced += len(lost)
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
                tally.add(verdict and number not in lost)


def _kept(mark: Mark, source: Text, target: Text) -> bool:
    """Whether `mark` is in `target` as often as in `source`, and `target` survives its form in a PO file."""

    def census(text: Text) -> int:
        return sum(
            (other.kind, other.attrs) == (mark.kind, mark.attrs)
            and (mark.kind is not MarkKind.CODE or _under(other, text) == _under(mark, source))
            for other in text.marks
        )

    if census(source) != census(target) or len(source.marks) != len(target.marks):
        return False
    return from_placeholders(with_placeholders(target, source.marks), source.marks) == target


def _under(mark: Mark, text: Text) -> str:
    return text.plain[mark.start : mark.end]


def _known_words(french: str, english: str) -> dict[str, str]:
    """The French words of `french`, once, whose known translation is in `english`, once."""
    here = once(english)
    known = known_translations()
    return {word: known[word] for word in once(french) if known.get(word) in here}


def _counterpart(number: int, source: Text, target: Text) -> Mark | None:
    """The mark of `target` that mark `number` of `source` became, by its number in a PO file."""
    order = re.findall(r"<(\d+)/?>", with_placeholders(target, source.marks))
    name = str(number + 1)
    return target.marks[order.index(name)] if name in order else None


def _verdict(mark: Mark, place: Mark, source: Text, target: Text, pairs: dict[str, str]) -> bool | None:
    """Whether `place` holds the words that `mark` holds; None where none of them can be judged."""
    french, english = once(source.plain), once(target.plain)
    inside = {word for word in pairs if mark.start <= french[word][0] and french[word][1] <= mark.end}
    if not inside:
        return None
    for word, translation in pairs.items():
        start, end = english[translation]
        within = place.start <= start and end <= place.end
        if within != (word in inside) and (word in inside or (place.start < end and start < place.end)):
            return False
    most = 2 * len(words(_under(mark, source))) + 2
    return len(words(_under(place, target))) <= most


def _judge_call(
    mark: Mark, place: Mark, source: Text, target: Text, anchors: dict[str, str], score: Score
) -> None:
    """Count whether the atom `mark`, if it stands behind one of `anchors`, still does."""
    french, english = once(source.plain), once(target.plain)
    for word in anchors:
        if french[word][1] == len(source.plain[: mark.start].rstrip()):
            end = english[word][1]
            between = target.plain[end : max(end, place.start)]
            score.calls.add(end <= place.start and _BEHIND.fullmatch(between) is not None)


def nodes(text: Text) -> list[tuple[str, bool]]:
    """The pieces of text between two tags, and whether each is to be translated."""
    edges = sorted({0, len(text.plain), *(edge for mark in text.marks for edge in (mark.start, mark.end))})
    pieces = []
    for start, end in pairwise(edges):
        code = any(mark.kind is MarkKind.CODE and mark.start <= start < mark.end for mark in text.marks)
        piece = text.plain[start:end]
        pieces.append((piece, not code and _WORD.search(piece) is not None))
    return pieces


def by_nodes(texts: Sequence[Text], translate: Callable[[Sequence[Text]], list[Text]]) -> list[str]:
    """Each of `texts` with each of its nodes translated by itself."""
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


def read_pairs(path: Path, limit: int | None) -> list[tuple[str, str]]:
    """French and English of each line."""
    with path.open(encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in islice(file, limit)]
    return [(" ".join(row[0].split()), row[1]) for row in rows if len(row) > 1 and words(row[0])]


@click.command()
@click.option(
    "--pairs",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="French TAB English.",
)
@click.option("--limit", type=click.IntRange(min=1), help="Only the first lines.")
@click.option("--seed", default=1, show_default=True, help="Which random marks.")
@click.option("--drafts", is_flag=True, help="Translate as drafts are: prepared, checked and repaired.")
def main(pairs: Path, limit: int | None, seed: int, drafts: bool) -> None:
    """Mark random spans: are they kept, on the right words, and at no cost?"""
    import sacrebleu

    from enregard.translate.draft.source import open_engine, open_translator
    from enregard.translate.glossary.csv_file import read_glossary
    from enregard.translate.model.install import find, read_pin
    from enregard.translate.model.options import Options

    package = find(read_pin(Path("translate/model.toml")))
    if package is None:
        raise click.ClickException("no model is installed: run `enregard model install`")
    rows = read_pairs(pairs, limit)
    choose = random.Random(seed)  # noqa: S311  # to be the same on every machine
    sources = [mark_up(french, reference, choose) for french, reference in rows]
    terms, _ = read_glossary(Path("translate/glossary.csv"))
    opened = open_translator(package, Options(), terms) if drafts else open_engine(package, Options())
    with opened as translator:

        def translate(texts: Sequence[Text]) -> list[Text]:
            answers = dict(translator.stream((str(number), text) for number, text in enumerate(texts)))
            return [answers[str(number)] for number in range(len(texts))]

        targets = translate(sources)
        plain = [text.plain for text in translate([Text(french) for french, _ in rows])]
        alone = by_nodes(sources, translate)
    score = Score()
    for source, target, (_, reference) in zip(sources, targets, rows, strict=True):
        judge(source, target, reference, score)

    def bleu(english: list[str]) -> float:
        return round(sacrebleu.corpus_bleu(english, [[reference for _, reference in rows]]).score, 2)

    result = {
        "pairs": pairs.name,
        "sentences": len(rows),
        "seed": seed,
        "drafts": drafts,
        "elements": score.elements.judged,
        "elements_kept": score.elements.share(),
        "spans_judged": score.plain.judged,
        "spans_right": score.plain.share(),
        "known_judged": score.known.judged,
        "known_right": score.known.share(),
        "calls_judged": score.calls.judged,
        "calls_right": score.calls.share(),
        "misplaced": score.misplaced,
        "bleu_markup": bleu([stripped(target) for target in targets]),
        "bleu_plain": bleu(plain),
        "bleu_nodes": bleu(alone),
    }
    append("markup", result)
    print(json.dumps(result))
