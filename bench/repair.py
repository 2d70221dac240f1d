"""What repair mends: drafts that a check finds fault with, before and after, and what that does to BLEU.

Every line of the file is a French sentence, a tab, and its English. `failing_before` counts the sentences
whose first draft has a finding, `failing_after` those whose draft has one after repair; both drafts are
prepared and finished alike, and judged by the same checks with the publication's glossary. BLEU and chrF are
sacrebleu's defaults against the file's English.
"""

import json
from itertools import islice
from pathlib import Path

import click

from bench.results import append
from bench.translate import score
from enregard.article.article import Text
from enregard.translate.checks import check
from enregard.translate.draft.pipeline import Preparing
from enregard.translate.draft.retry import RetryingTranslator
from enregard.translate.glossary.csv_file import read_glossary
from enregard.translate.model.engine import Engine
from enregard.translate.model.install import find, read_pin


@click.command()
@click.option(
    "--pairs",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="UTF-8: French, tab, English.",
)
@click.option("--limit", type=click.IntRange(min=1), help="Only the first lines.")
def main(pairs: Path, limit: int | None) -> None:
    """Count faulty drafts before and after repair, and score both."""
    package = find(read_pin(Path("translate/model.toml")))
    if package is None:
        raise click.ClickException("no model is installed: run `enregard model install`")
    glossary, _ = read_glossary(Path("translate/glossary.csv"))
    with pairs.open(encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in islice(file, limit)]
    sources, references = [Text(row[0]) for row in rows], [row[1] for row in rows]
    with Engine(package.path) as engine:
        prepared = Preparing(engine, glossary)
        first = dict(prepared.stream(enumerate(sources)))
        repairing = RetryingTranslator(prepared, lambda source, target: check(source, target, glossary))
        last = dict(repairing.stream(enumerate(sources)))
    result: dict[str, object] = {"pairs": pairs.name, "lines": len(rows)}
    for name, drafts in (("before", first), ("after", last)):
        english = [drafts[index].plain for index in range(len(rows))]
        faulty = [index for index, source in enumerate(sources) if check(source, drafts[index], glossary)]
        result |= {f"failing_{name}": len(faulty)}
        result |= {f"{metric}_{name}": value for metric, value in score(english, references).items()}
    append("repair", result)
    print(json.dumps(result))
