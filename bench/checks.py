"""Measure the recall and false alarms of the checks.

The input file contains correct pairs, French TAB English. The figures:

* `false_alarms`: the share of undamaged pairs with any finding. `false_alarms_by_kind`: the same for each
  kind; a pair with findings of two kinds counts in both.
* `damaged`: for each damage in `bench/_damages.py` and `bench/_losses.py`, the number of damaged pairs. Each
  pair is damaged once, unless the damage does not apply (a pair without a number has none to change).
* `recall_by_damage`: the share of damaged pairs with a finding of the damage's kind. Findings of other kinds
  do not count. A finding counts even if the undamaged pair has it too, since nobody can tell them apart.
* `recall`: the same by kind, over all damages of that kind.
* `beyond`: damages that the checks only find in part, by design; they are not in `recall`.
* `terms`: the figures of `bench/_terms.py`, for articles of 10 and of 50 lines. The check of terms is in none
  of the others.
* `sentences_per_s`: the speed on undamaged pairs, in one process, with all checks and preloaded word lists.

The bench has its own glossary, used only on damaged pairs. Addresses, placeholders and glossary terms are
first inserted into both sides, between any two words. Marks cover one word of each side.
"""

import json
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

import click

from bench._damages import BEYOND, DAMAGES, TERMS, Damage
from bench._losses import LOSSES, LOSSES_BEYOND
from bench._terms import measure_terms
from enregard.article.article import Text
from enregard.translate.checks import KINDS, check
from enregard.translate.glossary.csv_file import parse_glossary

Pairs = Sequence[tuple[str, str]]

_DAMAGES = {**DAMAGES, **LOSSES}
_BEYOND = {**BEYOND, **LOSSES_BEYOND}


def measure(pairs: Pairs, seed: int) -> dict[str, object]:
    """Return all figures for `pairs`; the same seed makes the same damages."""
    rows = "".join(f"{french},{english},\n" for french, english in TERMS)
    glossary, _ = parse_glossary(f"french,english,note\n{rows}", "glossary")
    check(Text("Un essai."), Text("A try."), glossary)  # load the word lists
    start = time.perf_counter()
    kinds = [{finding.kind for finding in check(Text(french), Text(english))} for french, english in pairs]
    seconds = time.perf_counter() - start
    alarms = Counter(kind for found in kinds for kind in found)
    found: Counter[str] = Counter()
    made: Counter[str] = Counter()
    for damage, kind in {**_DAMAGES, **_BEYOND}.items():
        random = Random(f"{seed} {damage.__name__}")  # noqa: S311 - reproducible damages
        for french, english in pairs:
            if damaged := damage(random, french, english):
                made[damage.__name__] += 1
                found[damage.__name__] += any(finding.kind == kind for finding in check(*damaged, glossary))
    return {
        "pairs": len(pairs),
        "recall": _by_kind(found, made),
        "false_alarms": round(sum(map(bool, kinds)) / len(pairs), 4),
        "false_alarms_by_kind": {kind: round(alarms[kind] / len(pairs), 4) for kind in KINDS if alarms[kind]},
        "recall_by_damage": _shares(_DAMAGES, found, made),
        "beyond": _shares(_BEYOND, found, made),
        "damaged": dict(made),
        "terms": {f"articles_of_{size}": measure_terms(pairs, size, seed) for size in (10, 50)},
        "sentences_per_s": round(len(pairs) / seconds),
    }


def _shares(damages: Mapping[Damage, str], found: Counter[str], made: Counter[str]) -> dict[str, float]:
    names = [damage.__name__ for damage in damages]
    return {name: round(found[name] / made[name], 4) for name in names if made[name]}


def _by_kind(found: Counter[str], made: Counter[str]) -> dict[str, float]:
    shares = {}
    for kind in KINDS:
        names = [damage.__name__ for damage, of in _DAMAGES.items() if of == kind]
        if total := sum(made[name] for name in names):
            shares[kind] = round(sum(found[name] for name in names) / total, 4)
    return shares


@click.command()
@click.option(
    "--pairs",
    "path",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="UTF-8, one pair per line: French TAB English.",
)
@click.option("--limit", type=click.IntRange(min=1), help="Use only the first N pairs.")
@click.option("--seed", default=1, show_default=True, help="Seed of the random damages.")
def main(path: Path, limit: int | None, seed: int) -> None:
    """Damage correct translations, and count what the checks find."""
    try:
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n")]
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{path}: is not UTF-8 at byte {error.start}: save it as UTF-8") from error
    pairs = [(row[0], row[1]) for row in rows if len(row) == 2][:limit]
    if not pairs:
        raise click.ClickException(f"{path}: has no line of French, a tab and English")
    print(json.dumps(measure(pairs, seed)))
