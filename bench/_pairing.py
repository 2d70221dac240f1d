"""Make articles with a known pairing: some sentences joined, split, dropped, inserted or swapped."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from enregard.importing.align.align import Side

_CLAUSE = re.compile(r"(?<=[,;:]) (?=\w)")

Bead = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Made:
    """An article, its drafts and its English. `beads` says which sentences belong together."""

    french: Side
    english: Side
    drafts: list[str]
    beads: list[Bead]


@dataclass(frozen=True, slots=True)
class Shares:
    """The share of sentences, 0 to 1, with each change."""

    join_english: float = 0.03
    split_english: float = 0.05
    drop: float = 0.02
    insert: float = 0.02
    paragraph_moved: float = 0.1
    swap: float = 0.01


def make(rows: Sequence[tuple[str, str, str]], others: Sequence[str], random: Random, shares: Shares) -> Made:
    """Make an article of `rows` (French, English, draft); some of the English `others` are inserted."""
    french: list[str] = []
    english: list[str] = []
    drafts: list[str] = []
    beads: list[Bead] = []
    french_begins, english_begins = set(), set()
    left = 0
    at = 0
    while at < len(rows):
        source, target, draft = rows[at]
        begins = left == 0
        left = random.randint(0, 3) if begins else left - 1
        if begins:
            french_begins.add(len(french))
        if begins ^ (random.random() < shares.paragraph_moved * (0.3 if not begins else 1)):
            english_begins.add(len(english))
        if random.random() < shares.insert:
            english.append(random.choice(others))
        start, other = len(french), len(english)
        french.append(source)
        drafts.append(draft)
        at += 1
        chance = random.random()
        places = [
            match.start() for match in _CLAUSE.finditer(target) if 25 < match.start() < len(target) - 25
        ]
        if chance < shares.drop:
            continue
        if chance < shares.drop + shares.join_english and at < len(rows):
            french.append(rows[at][0])
            drafts.append(rows[at][2])
            english.append(f"{target.rstrip('.')}, and {rows[at][1][:1].lower()}{rows[at][1][1:]}")
            at += 1
        elif chance < shares.drop + shares.join_english + shares.swap and at < len(rows):
            french.append(rows[at][0])
            drafts.append(rows[at][2])
            english += [rows[at][1], target]
            at += 1
            beads += [
                ((start, start + 1), (other + 1, other + 2)),
                ((start + 1, start + 2), (other, other + 1)),
            ]
            continue
        elif chance > 1 - shares.split_english and places:
            place = random.choice(places)
            english += [target[:place].rstrip(",;:") + ".", target[place + 1].upper() + target[place + 2 :]]
        else:
            english.append(target)
        beads.append(((start, len(french)), (other, len(english))))
    return Made(
        Side(french, frozenset(french_begins)), Side(english, frozenset(english_begins)), drafts, beads
    )
