"""Rebuild the word lists of the checks from a large file of pairs, and print their sizes.

Only statistics of single words go into the lists. `exonyms.txt` and `nations.txt` are written by hand.
"""

import json
import lzma
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path

import click
import numpy as np

from enregard.translate.checks.pair import fold
from enregard.translate.checks.untranslated import FRENCH
from enregard.translate.checks.wordlists import vocabulary

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*(?:-[^\W\d_]+)*")
_ELIDED = re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu)['’](?=\w)", re.IGNORECASE)
_LONG = 260  # characters; in longer pairs, words meet by chance
FOLDER = Path(__file__).parents[1] / "src" / "enregard" / "translate" / "checks" / "data"

Pairs = Iterable[tuple[str, str]]


def read_pairs(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the pairs in the file, which may be compressed."""
    with (
        lzma.open(path, "rt", encoding="utf-8")
        if path.suffix == ".xz"
        else path.open(encoding="utf-8") as lines
    ):
        for line in lines:
            french, tab, english = line.rstrip("\n").partition("\t")
            if tab:
                yield _ELIDED.sub(" ", french), english


class Counts:
    """How many sentences have each word in lower case or capitalised, and how often English keeps it."""

    def __init__(self, pairs: Pairs) -> None:
        self.french: Counter[str] = Counter()
        self.english: Counter[str] = Counter()
        self.capital: Counter[str] = Counter()
        self.kept: Counter[str] = Counter()
        self.same: Counter[str] = Counter()
        for french, english in pairs:
            there, here = _WORD.findall(french), _WORD.findall(english)
            self.french.update({word for word in there if word.islower()})
            self.english.update({word for word in here if word.islower()})
            folds = {fold(re.sub("['’]s$", "", word)) for word in here}
            for word in {fold(word) for word in there[1:] if word[0].isupper() and len(word) > 2}:
                self.capital[word] += 1
                self.same[word] += word in folds
                self.kept[word] += word in folds or any(_alike(word, other) for other in folds)


def _alike(one: str, other: str) -> bool:
    if len(one) > 3 and one[:4] == other[:4]:
        return True
    return one[:2] == other[:2] and SequenceMatcher(None, one, other).ratio() >= 0.7


def shared(counts: Counts) -> set[str]:
    """Return words of both languages, except those so rare in English that they are quotations."""
    return {
        word
        for word, count in counts.english.items()
        if count >= 3
        and len(word) > 1
        and word.isalpha()
        and 0 < counts.french[word] <= 100 * count
        and (word not in FRENCH or word == "car")
    }


def common(counts: Counts) -> set[str]:
    """Return French words that are not names: often in lower case, or different in English."""
    small = _in_lower_case(counts)
    lost = {
        word
        for word, count in counts.capital.items()
        if count >= 3 and counts.kept[word] < 0.8 * count and (small[word] >= 3 or count >= 8)
    }
    frequent = {word for word, count in small.items() if count >= 12 and len(word) > 2}
    names = {
        word
        for word, count in counts.capital.items()
        if count >= 4 and counts.kept[word] >= 0.85 * count and small[word] < min(0.5 * count, 100)
    }
    return {word for word in (lost | frequent) - names if word.isascii() and word.isalpha()}


def rare(counts: Counts) -> set[str]:
    """Return rarer French words that are not names: mostly in lower case, and not English."""
    small = _in_lower_case(counts)
    return {
        word
        for word, count in small.items()
        if count >= max(3, counts.capital[word])
        and len(word) > 2
        and word.isascii()
        and word.isalpha()
        and not counts.kept[word]
        and word not in vocabulary()
    } - common(counts)


def _in_lower_case(counts: Counts) -> Counter[str]:
    """Return how many sentences have each part of a word in lower case, folded."""
    small: Counter[str] = Counter()
    for word, count in counts.french.items():
        for part in word.split("-"):
            small[fold(part)] += count
    return small


def kept(counts: Counts) -> set[str]:
    """Return common French words that English keeps when capitalised: Internet, Constitution."""
    return {
        word
        for word in common(counts)
        if counts.capital[word] >= 6 and counts.same[word] >= 0.86 * counts.capital[word]
    }


def english(counts: Counts) -> set[str]:
    """Return English words seen in lower case."""
    return {
        word
        for word, count in counts.english.items()
        if count >= 60 and len(word) > 2 and word.isascii() and word.isalpha()
    }


def lexicon(pairs: Pairs) -> dict[str, list[str]]:
    """Map French words to the beginnings of English words that usually occur in their translations."""
    sentences = [
        ({fold(word) for word in _words(there)}, {fold(word)[:4] for word in _words(here)})
        for there, here in pairs
        if len(there) <= _LONG
    ]
    size = len(sentences)
    french = _numbered((there for there, _ in sentences), 60, 0.03 * size)
    english = _numbered((here for _, here in sentences), 40, 0.05 * size)
    together = np.zeros((len(french), len(english)), dtype=np.int32)
    there_alone, here_alone = np.zeros(len(french)), np.zeros(len(english))
    for there, here in sentences:
        rows = np.array([french[word] for word in there if word in french], dtype=np.intp)
        columns = np.array([english[word] for word in here if word in english], dtype=np.intp)
        together[rows[:, None], columns] += 1
        there_alone[rows] += 1
        here_alone[columns] += 1
    names = list(english)
    found = {}
    for word, row in french.items():
        share = together[row] / there_alone[row]
        lift = share * size / here_alone
        good = np.flatnonzero((share >= 0.05) & (lift >= 4))
        best = sorted(good, key=lambda one: (-share[one] * np.log(lift[one]), names[one]))[:5]
        kept = [one for one in best if share[one] >= 0.12][:4] or [
            one for one in best[:1] if share[one] >= 0.08
        ]
        other = [one for one in kept if names[one] != word[:4]]
        sure = sum(share[one] for one in best if one in other or names[one] == word[:4])
        if other and sure >= 0.3:
            found[word] = [names[one] for one in other]
    return found


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", text)


def _numbered(sides: Iterable[set[str]], least: int, most: float) -> dict[str, int]:
    counts = Counter(word for side in sides for word in side)
    words = sorted(
        word for word, count in counts.items() if least <= count < most and len(word) > 2 and word.isalpha()
    )
    return {word: number for number, word in enumerate(words)}


def _write(name: str, title: str, lines: Iterable[str]) -> int:
    rows = sorted(lines)
    (FOLDER / name).write_text("\n".join([f"# {title}", *rows, ""]), encoding="utf-8")
    return len(rows)


@click.command()
@click.option("--pairs", "path", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def main(path: Path) -> None:
    """Rebuild the word lists of the checks from pairs (French TAB English, plain or .xz)."""
    counts = Counts(read_pairs(path))
    words: Mapping[str, list[str]] = lexicon(read_pairs(path))
    no_name = "that are no names although they may have a capital letter."
    sizes = {
        "shared": _write(
            "shared.txt", "Words in small letters that are both French and English.", shared(counts)
        ),
        "common": _write("common.txt", f"French words, folded, {no_name}", common(counts)),
        "rare": _write("rare.txt", f"Rarer French words, folded, not English, {no_name}", rare(counts)),
        "kept": _write(
            "kept.txt",
            "Words of common.txt that keep their spelling where they have a capital.",
            kept(counts),
        ),
        "english": _write("english.txt", f"English words {no_name}", english(counts)),
        "lexicon": _write(
            "lexicon.txt",
            "What French words are called in English: word, folded; beginnings of words, four letters.",
            (f"{french}; {' '.join(english)}" for french, english in words.items()),
        ),
    }
    print(json.dumps(sizes))
