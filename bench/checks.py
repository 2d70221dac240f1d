"""How many faults the checks find, and how often they cry without one.

The file holds true pairs, French TAB English. How each figure is counted:

* `false_alarms` is the share of the pairs, as they are, in which any check finds anything.
  `false_alarms_by_kind` is the same for each kind; a pair with findings of two kinds counts in both.
* For every damage of `bench/_damages.py`, each pair that offers a place for it is damaged once.
  `damaged` counts those copies; pairs without a place (no number, no name) do not count.
* `recall_by_damage` is the share of these copies in which a finding has the kind of the damage; findings of
  other kinds do not help. A finding that the undamaged pair has too counts, since nobody can tell them apart.
* `recall` is the same by kind: all damaged copies of the kind's damages taken together.
* The glossary is the bench's own, and is asked about damaged copies only.
* Addresses, placeholders and terms of the glossary are put into both sides first, at any place between words;
  marks are set over one word of each side.
* `beyond` are damages that are found in part only, by design; they are not in `recall`.
* `sentences_per_s` is the pace over the undamaged pairs, one process, all checks, word lists read before.
"""

import json
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

import click

from bench._damages import BEYOND, DAMAGES, TERMS, Damage
from enregard.article.article import Text
from enregard.translate.checks import KINDS, check
from enregard.translate.glossary.csv_file import parse_glossary

Pairs = Sequence[tuple[str, str]]


def measure(pairs: Pairs, seed: int) -> dict[str, object]:
    """All figures for `pairs`; the same seed makes the same damages."""
    rows = "".join(f"{french},{english},\n" for french, english in TERMS)
    glossary, _ = parse_glossary(f"french,english,note\n{rows}", "glossary")
    check(Text("Un essai."), Text("A try."), glossary)  # reads the word lists
    begun = time.perf_counter()
    kinds = [{found.kind for found in check(Text(french), Text(english))} for french, english in pairs]
    seconds = time.perf_counter() - begun
    alarms = Counter(kind for found in kinds for kind in found)
    found: Counter[str] = Counter()
    made: Counter[str] = Counter()
    for damage, kind in {**DAMAGES, **BEYOND}.items():
        random = Random(f"{seed} {damage.__name__}")  # noqa: S311 - the same damages at every run
        for french, english in pairs:
            if damaged := damage(random, french, english):
                made[damage.__name__] += 1
                found[damage.__name__] += any(one.kind == kind for one in check(*damaged, glossary))
    return {
        "pairs": len(pairs),
        "recall": _by_kind(found, made),
        "false_alarms": round(sum(map(bool, kinds)) / len(pairs), 4),
        "false_alarms_by_kind": {kind: round(alarms[kind] / len(pairs), 4) for kind in KINDS if alarms[kind]},
        "recall_by_damage": _shares(DAMAGES, found, made),
        "beyond": _shares(BEYOND, found, made),
        "damaged": dict(made),
        "sentences_per_s": round(len(pairs) / seconds),
    }


def _shares(damages: Mapping[Damage, str], found: Counter[str], made: Counter[str]) -> dict[str, float]:
    names = [damage.__name__ for damage in damages]
    return {name: round(found[name] / made[name], 4) for name in names if made[name]}


def _by_kind(found: Counter[str], made: Counter[str]) -> dict[str, float]:
    shares = {}
    for kind in KINDS:
        names = [damage.__name__ for damage, its in DAMAGES.items() if its == kind]
        if total := sum(made[name] for name in names):
            shares[kind] = round(sum(found[name] for name in names) / total, 4)
    return shares


@click.command()
@click.option(
    "--pairs",
    "path",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="UTF-8, French TAB English, one pair a line.",
)
@click.option("--limit", type=click.IntRange(min=1), help="Take only the first N pairs.")
@click.option("--seed", default=1, show_default=True, help="Another one damages elsewhere.")
def main(path: Path, limit: int | None, seed: int) -> None:
    """Damage true translations in every way, and count what the checks find."""
    try:
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n")]
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{path}: is not UTF-8 at byte {error.start}: save it as UTF-8") from error
    pairs = [(row[0], row[1]) for row in rows if len(row) == 2][:limit]
    if not pairs:
        raise click.ClickException(f"{path}: has no line with French, a tab and English")
    print(json.dumps(measure(pairs, seed)))
