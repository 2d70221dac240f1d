"""Measure the rows of the press lexicon: is its English right more often than the model's own answer?

For each term, `occurrences` counts the pairs of a corpus with it, and `reference` is the share of these whose
English has the lexicon's. `model` is the share of a sample of the same sentences whose translation without
the lexicon has it. If a corpus has a term fewer than three times, or only in long sentences, `model` is
measured on the sentences written for it in `bench/lexicon.tsv`, `reference` is empty, and the row rests on
reading. Names rest on reading alone: their sentences show only what the model does. Answers are cached, so
that only new sentences are translated.
"""

import csv
import io
import json
import lzma
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from bench._pairs import installed_model
from bench.results import append
from enregard.article.article import Text
from enregard.translate.draft.cache import DraftCache
from enregard.translate.draft.pipeline import PIPELINE_VERSION, ProcessingTranslator
from enregard.translate.glossary.glossary import Glossary, Kind, Term, honoured
from enregard.translate.glossary.lexicon import read_rows
from enregard.translate.model.engine import Engine

LONGEST = 110
"""Characters of a sampled sentence; longer ones take long to translate."""

LONGEST_PAIR = 400
"""Characters of the French of a pair; longer lines of a corpus are whole paragraphs."""

FEWEST = 3
"""Occurrences from which the corpus counts."""

COLUMNS = ("French", "English", "kind", "occurrences", "reference", "model", "evidence")


@dataclass
class Evidence:
    """What is known about one term."""

    occurrences: int = 0
    honoured: int = 0
    sample: list[str] = field(default_factory=list)

    @property
    def is_enough(self) -> bool:
        """Whether the corpus has the term often enough, and in sentences to translate."""
        return self.occurrences >= FEWEST and bool(self.sample)


def corpus_pairs(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the pairs of a corpus, packed with xz or not."""
    with (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8") as file:
        for line in file:
            french, _, english = line.rstrip("\n").partition("\t")
            if english and len(french) <= LONGEST_PAIR:
                yield french, english


def collect(pairs: Path, glossary: Glossary, sample: int) -> dict[Term, Evidence]:
    """Count the terms in a corpus, and take the first `sample` sentences with each."""
    found: defaultdict[Term, Evidence] = defaultdict(Evidence)
    for french, english in corpus_pairs(pairs):
        for occurrence in glossary.terms_in(french):
            evidence = found[occurrence.term]
            evidence.occurrences += 1
            evidence.honoured += honoured(occurrence, english)
            if len(evidence.sample) < sample and len(french) <= LONGEST:
                evidence.sample.append(french)
    return found


def read_sentences(path: Path) -> Mapping[str, Sequence[str]]:
    """Read the sentences that were written for each term."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    if path.exists():
        for line in path.read_text("utf-8").splitlines():
            term, _, sentence = line.partition("\t")
            found[term].append(sentence)
    return found


def answers(sentences: Sequence[str], cache: DraftCache) -> dict[str, str]:
    """Return the model's translations without the lexicon."""
    found = {sentence: words for sentence, (words, _) in cache.get(sentences).items()}
    todo = [one for one in dict.fromkeys(sentences) if one not in found]
    if todo:
        with Engine(installed_model().path) as engine:
            translator = ProcessingTranslator(engine, below=Glossary())
            for at, draft in translator.stream(enumerate(map(Text, todo))):
                found[todo[at]] = draft.text.plain
                cache.add(todo[at], draft.text.plain)
    return found


def share(term: Term, sentences: Sequence[str], english: Mapping[str, str]) -> float:
    """Return the share of the term's occurrences that the translations honour."""
    alone = Glossary((term,))
    results = [
        honoured(occurrence, english[sentence])
        for sentence in sentences
        for occurrence in alone.terms_in(sentence)
    ]
    return sum(results) / len(results) if results else 0.0


@dataclass(frozen=True)
class Measured:
    """The figures of one term: strings, as the lexicon has them."""

    term: Term
    occurrences: int
    reference: str
    model: str

    @property
    def evidence(self) -> str:
        """What the row rests on."""
        if self.term.kind in (Kind.NAME, Kind.TOWN) or not self.model:
            return "reading"
        return "corpus" if self.reference else "written"

    @property
    def is_better(self) -> bool:
        """Whether the row is right more often than the model."""
        if self.evidence == "reading":
            return True
        return float(self.model) < float(self.reference or 1)

    def cells(self) -> tuple[str, ...]:
        """Return the columns of the lexicon."""
        english = " | ".join(self.term.english)
        counts = (str(self.occurrences), self.reference, self.model, self.evidence)
        return self.term.french, english, self.term.kind.value, *counts


def measure(
    terms: Sequence[Term], found: Mapping[Term, Evidence], own: Mapping[str, Sequence[str]], cache: DraftCache
) -> list[Measured]:
    """Translate the sentences of each term, and return its figures."""
    from_corpus = {term for term in terms if found[term].is_enough}
    samples = {
        term: found[term].sample if term in from_corpus else own.get(term.french, ()) for term in terms
    }
    english = answers([one for some in samples.values() for one in some], cache)
    measured = []
    for term in terms:
        evidence = found[term]
        right = f"{evidence.honoured / evidence.occurrences:.2f}" if term in from_corpus else ""
        model = f"{share(term, samples[term], english):.2f}" if samples[term] else ""
        measured.append(Measured(term, evidence.occurrences, right, model))
    return measured


def table(rows: Iterable[Measured]) -> str:
    """Return rows as CSV with a header."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(row.cells() for row in rows)
    return out.getvalue()


@click.command()
@click.option(
    "--pairs",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="French TAB English, packed with xz or not.",
)
@click.option("--sample", default=3, show_default=True, help="Sentences per term to translate.")
@click.option(
    "--lexicon",
    "path",
    default=Path("src/enregard/translate/glossary/data/lexicon.csv"),
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--sentences", "written", default=Path("bench/lexicon.tsv"), type=click.Path(path_type=Path))
@click.option("--cache", default=Path(".enregard/bench.sqlite"), type=click.Path(path_type=Path))
@click.option("--update", is_flag=True, help="Write the figures into the lexicon.")
def main(pairs: Path, sample: int, path: Path, written: Path, cache: Path, update: bool) -> None:
    """Measure each term of the lexicon: how often is its English right, and how often is the model?"""
    terms = read_rows(path.read_text("utf-8"))
    found = collect(pairs, Glossary(tuple(terms)), sample)
    cache.parent.mkdir(parents=True, exist_ok=True)
    with DraftCache(cache, f"{installed_model().sha256} {PIPELINE_VERSION} without lexicon") as drafts:
        rows = measure(terms, found, read_sentences(written), drafts)
    if update:
        path.write_text(table(rows), "utf-8")
    result = {
        "pairs": pairs.name,
        "terms": len(terms),
        **Counter(row.evidence for row in rows),
        "no_better_than_model": [row.term.french for row in rows if not row.is_better],
    }
    append("lexicon", result)
    print(json.dumps(result, ensure_ascii=False))
