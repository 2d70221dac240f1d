"""Measure what retrying does: drafts that fail a check, and BLEU, before and after.

`failing_before` counts the sentences whose first draft has a finding, `failing_after` those that still have
one after retries. Both drafts have the same pre- and postprocessing, and the same checks with the glossary of
the publication. BLEU and chrF are sacrebleu's defaults.
"""

import json
from pathlib import Path

import click

from bench._pairs import installed_model, limit_option, pairs_option, read_pairs, texts_of
from bench.results import append
from bench.translate import score
from enregard.article.article import Text
from enregard.translate.checks import check
from enregard.translate.draft.pipeline import ProcessingTranslator
from enregard.translate.draft.retry import RetryingTranslator
from enregard.translate.glossary.csv_file import read_glossary
from enregard.translate.model.engine import Engine


@click.command()
@pairs_option
@limit_option
def main(pairs: Path, limit: int | None) -> None:
    """Count the drafts that fail a check before and after retries, and score both."""
    package = installed_model()
    glossary, _ = read_glossary(Path("translate/glossary.csv"))
    rows = read_pairs(pairs, limit)
    sources, references = [Text(french) for french, _ in rows], [english for _, english in rows]
    with Engine(package.path) as engine:
        prepared = ProcessingTranslator(engine, glossary)
        first = texts_of(prepared.stream(enumerate(sources)))
        retrying = RetryingTranslator(prepared, lambda source, target: check(source, target, glossary))
        last = texts_of(retrying.stream(enumerate(sources)))
    result: dict[str, object] = {"pairs": pairs.name, "lines": len(rows)}
    for name, drafts in (("before", first), ("after", last)):
        english = [drafts[index].plain for index in range(len(rows))]
        faulty = [index for index, source in enumerate(sources) if check(source, drafts[index], glossary)]
        result |= {f"failing_{name}": len(faulty)}
        result |= {f"{metric}_{name}": value for metric, value in score(english, references).items()}
    append("repair", result)
    print(json.dumps(result))
