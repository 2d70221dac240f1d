"""Show what rewording idioms does to the English of the sample sentences in `idioms.tsv`.

`changed` counts the sentences whose English differs.
"""

import json
from unittest import mock

import click

from bench._pairs import installed_model
from bench.results import append
from enregard.article.article import Text
from enregard.translate.draft import plainer
from enregard.translate.draft.idioms import entries
from enregard.translate.draft.pipeline import make_translator
from enregard.translate.glossary.glossary import Glossary
from enregard.translate.model.engine import Engine


@click.command()
@click.option("--only", default="", help="Only idioms with this word.")
def main(only: str) -> None:
    """Translate the sample sentences of the idioms, before and after rewording."""
    package = installed_model()
    chosen = [entry for entry in entries() if only in entry.line]
    samples = [Text(sample) for entry in chosen for sample in entry.samples]
    with Engine(package.path) as engine:
        translator = make_translator(engine, Glossary())
        with mock.patch.object(plainer, "for_model", return_value=()):
            before = dict(translator.stream(enumerate(samples)))
        after = dict(translator.stream(enumerate(samples)))
    number = 0
    for entry in chosen:
        print(entry.line)
        for sample in entry.samples:
            print(f"  {sample}\n  - {before[number].text.plain}\n  + {after[number].text.plain}")
            number += 1
    changed = sum(before[at].text != after[at].text for at in range(len(samples)))
    result = {"idioms": len(chosen), "sentences": len(samples), "changed": changed}
    if not only:
        append("idioms", result)
    print(json.dumps(result))
