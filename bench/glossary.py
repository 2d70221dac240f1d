"""Measure how many glossary terms the drafts honour, and what that costs.

A term only counts if the reference translates it as the glossary says, so the sentence allows it.
`honoured` is the share of these that drafts with the glossary translate the same way, `honoured_bare` the
share without the glossary. `reported` is the share of the others that the glossary check finds; below 1, the
check is wrong. BLEU uses sacrebleu's defaults. `bench/terms.csv` has common words that the model translates
in several ways, so fewer of them are honoured than of real terms.
"""

import json
import lzma
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from bench._pairs import installed_model, texts_of
from bench.results import append
from enregard.article.article import Text
from enregard.translate.checks import check
from enregard.translate.glossary.csv_file import read_glossary
from enregard.translate.glossary.glossary import Glossary, Occurrence, honoured

LONGEST = 400
"""Characters of a sentence; longer lines of a corpus are whole paragraphs."""


def sentences(path: Path, glossary: Glossary, limit: int) -> Iterator[tuple[str, str, list[Occurrence]]]:
    """Yield French, English and the occurrences that the English honours, for `limit` sentences."""
    found = 0
    with (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8") as file:
        for line in file:
            french, _, english = line.rstrip("\n").partition("\t")
            if not english or len(french) > LONGEST:
                continue
            terms = [one for one in glossary.terms_in(french) if honoured(one, english)]
            if terms:
                yield french, english, terms
                found += 1
            if found == limit:
                return


@click.command()
@click.option(
    "--pairs",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="French TAB English, packed with xz or not.",
)
@click.option("--limit", default=1000, show_default=True, help="Sentences with terms.")
@click.option(
    "--glossary",
    "path",
    default=Path("bench/terms.csv"),
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--show", default=0, help="Print so many that the glossary changed.")
def main(pairs: Path, limit: int, path: Path, show: int) -> None:
    """Translate sentences with and without the glossary: are its terms honoured, and at what cost?"""
    import sacrebleu

    from enregard.translate.draft.pipeline import ProcessingTranslator
    from enregard.translate.model.engine import Engine

    package = installed_model()
    glossary, errors = read_glossary(path)
    if errors:
        raise click.ClickException(str(errors[0]))
    rows = list(sentences(pairs, glossary, limit))
    sources = [Text(french) for french, _, _ in rows]
    with Engine(package.path) as engine:
        with_terms = texts_of(ProcessingTranslator(engine, glossary).stream(enumerate(sources)))
        without = texts_of(ProcessingTranslator(engine).stream(enumerate(sources)))
    references = [[english for _, english, _ in rows]]

    def figures(targets: dict[int, Text]) -> tuple[float, float]:
        kept = [honoured(one, targets[at].plain) for at, (_, _, terms) in enumerate(rows) for one in terms]
        plain = [targets[at].plain for at in range(len(rows))]
        return round(sum(kept) / len(kept), 4), round(sacrebleu.corpus_bleu(plain, references).score, 2)

    failed: Counter[str] = Counter()
    reported = 0
    for at, (_, _, terms) in enumerate(rows):
        lost = [one for one in terms if not honoured(one, with_terms[at].plain)]
        failed.update(one.term.french for one in lost)
        found = [one for one in check(sources[at], with_terms[at], glossary) if one.kind == "glossary"]
        reported += min(len(lost), len(found))
        if with_terms[at] != without[at] and show:
            show -= 1
            print(f"{sources[at].plain}\n  - {without[at].plain}\n  + {with_terms[at].plain}")
    share, bleu = figures(with_terms)
    share_bare, bleu_bare = figures(without)
    result = {
        "pairs": pairs.name,
        "glossary": path.name,
        "terms": len(glossary.terms),
        "sentences": len(rows),
        "occurrences": sum(len(terms) for _, _, terms in rows),
        "honoured": share,
        "reported": round(reported / failed.total(), 4) if failed else 1.0,
        "bleu": bleu,
        "honoured_bare": share_bare,
        "bleu_bare": bleu_bare,
        "failed": dict(sorted(failed.items())),
    }
    append("glossary", result)
    print(json.dumps(result, ensure_ascii=False))
