"""Count the words that French writes with capitals in a corpus, for `translate/draft/casing.txt`.

Words at the start of a sentence, and sentences in capitals, do not count. A word is listed, in its most
common form with capitals, if less than a third of its occurrences are in lower case.
"""

import lzma
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

_WORD = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]+)*")
_BEGINNING = re.compile(r"(?:^|[.!?:;…])[\s\"'«“(–-]*$")


def forms(lines: Iterable[str]) -> Iterator[str]:
    """Yield the words of `lines` that do not start a sentence, as written."""
    for line in lines:
        letters = [character for character in line if character.isalpha()]
        if sum(letter.isupper() for letter in letters) > 0.3 * len(letters):
            continue
        for match in _WORD.finditer(line.replace("’", "'")):
            if not _BEGINNING.search(line, max(0, match.start() - 12), match.start()):
                yield match[0]


def usual_capitals(words: Iterable[str], least: int) -> list[str]:
    """Return the words seen with capitals at least `least` times, and seldom without."""
    by_word: dict[str, Counter[str]] = {}
    for word in words:
        by_word.setdefault(word.lower(), Counter())[word] += 1
    listed = []
    for word, seen in by_word.items():
        small = seen.pop(word, 0)
        if seen.total() >= least and seen.total() > 2 * small:
            listed.append(max(seen, key=lambda form: (seen[form], form)))
    return sorted(listed)


def french(path: Path) -> Iterator[str]:
    """Yield the first column of a file of pairs, which may be compressed with xz."""
    with (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n").split("\t")[0]


@click.command()
@click.option("--pairs", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--least", default=6, show_default=True, help="How often a word must be seen with capitals.")
def main(pairs: Path, least: int) -> None:
    """Print the words that French writes with capitals, one per line."""
    print("\n".join(usual_capitals(forms(french(pairs)), least)))
