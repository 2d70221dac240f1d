"""Measure what pre- and postprocessing costs or gains, and its speed.

`bleu_bare` and `chrf_bare` are about the engine alone, `bleu_prepared` and `chrf_prepared` about the engine
between `preprocess` and `postprocess`, all with sacrebleu's defaults. `changed` counts the sentences whose
English differs. `sentences_per_s` is the speed of `preprocess` and `postprocess` on one core, without the
engine.
"""

import json
import time
from itertools import islice
from pathlib import Path

import click

from bench._pairs import installed_model, limit_option, pairs_option, read_pairs, texts_of
from bench.results import append
from enregard.article.article import Text
from enregard.translate.draft.postprocess import postprocess
from enregard.translate.draft.preprocess import preprocess
from enregard.translate.glossary.csv_file import read_glossary
from enregard.translate.glossary.glossary import Glossary
from enregard.translate.markup.unplaced import Transferred


def pace(sources: list[Text], glossary: Glossary) -> float:
    """Return the number of sentences pre- and postprocessed per second, with the French as the answer."""
    begun = time.perf_counter()
    for source in sources:
        prepared = preprocess(source, glossary)
        postprocess(prepared, Transferred(prepared.text))
    return len(sources) / (time.perf_counter() - begun)


@click.command()
@pairs_option
@limit_option
@click.option("--glossary", "glossary_path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--shouted", is_flag=True, help="Write the French in capitals, and score regardless of case.")
@click.option("--show", default=0, help="Print the first so many sentences that changed.")
def main(pairs: Path, limit: int | None, glossary_path: Path | None, shouted: bool, show: int) -> None:
    """Translate pairs with and without pre- and postprocessing: BLEU, chrF, speed."""
    import sacrebleu

    from enregard.translate.draft.pipeline import ProcessingTranslator
    from enregard.translate.model.engine import Engine

    package = installed_model()
    glossary, errors = read_glossary(glossary_path) if glossary_path else (Glossary(), [])
    if errors:
        raise click.ClickException(str(errors[0]))
    rows = read_pairs(pairs, limit)
    sources = [Text(french.upper() if shouted else french) for french, _ in rows]
    with Engine(package.path) as engine:
        bare = [text.plain for text in engine.translate(sources)]
        answers = texts_of(ProcessingTranslator(engine, glossary).stream(enumerate(sources)))
    prepared = [answers[number].plain for number in range(len(rows))]
    for french, one, other in islice(
        (
            (french, one, other)
            for (french, _), one, other in zip(rows, bare, prepared, strict=True)
            if one != other
        ),
        show,
    ):
        print(f"{french}\n  - {one}\n  + {other}")
    references = [[reference for _, reference in rows]]

    def bleu(english: list[str]) -> float:
        return round(sacrebleu.corpus_bleu(english, references, lowercase=shouted).score, 2)

    def chrf(english: list[str]) -> float:
        score: float = sacrebleu.CHRF(lowercase=shouted).corpus_score(english, references).score
        return round(score, 2)

    pace(sources[:200], glossary)  # the word lists are read once
    result = {
        "pairs": pairs.name,
        "sentences": len(rows),
        "shouted": shouted,
        "terms": len(glossary.terms),
        "changed": sum(one != other for one, other in zip(bare, prepared, strict=True)),
        "bleu_bare": bleu(bare),
        "bleu_prepared": bleu(prepared),
        "chrf_bare": chrf(bare),
        "chrf_prepared": chrf(prepared),
        "sentences_per_s": round(pace(sources, glossary)),
    }
    append("prepare", result)
    print(json.dumps(result))
