"""Write a publication of any size from real French sentences and their English, to measure builds.

The sentences come from a corpus of French and English lines, in order. An article depends only on its number,
so the same number always gives the same bytes.
"""

import datetime
import lzma
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath

import polib

from enregard.seeds.read import read_article
from enregard.translate.segment.sentences import split_sentences

WORDS = (300, 800)
"""The smallest and largest number of words in an article."""

_NAMES = (
    "AFP|Reuters|Belga|ATS|ANP|EFE|Le Courrier|La Dépêche|L'Observateur|Le Quotidien|La Gazette|Le Matin|"
    "Le Soir|La Tribune|L'Écho|La Voix|Le Phare|Le Progrès|L'Avenir|La Presse"
)
SOURCES = _NAMES.split("|")
_ANY = PurePosixPath("any.txt")
_POOL = 60_000  # sentences; articles share them, as agency reports share background paragraphs
_FIRST_DAY = datetime.date(2012, 1, 1)
_DAYS = 3652
_DRAFT = "Machine draft by translate-fr_en 1.9 (84fdf07a, beam 4, length penalty 0.2)"


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and its translation."""

    fr: str
    en: str
    words: int


@dataclass(frozen=True, slots=True)
class Piece:
    """An article: its headers and paragraphs."""

    slug: str
    date: str
    source: str
    title: Pair
    paragraphs: tuple[tuple[Pair, ...], ...]
    reviewed: bool
    """Whether every tenth sentence is reviewed."""


def read_pool(corpus: Path) -> tuple[list[Pair], list[Pair]]:
    """Read sentences for paragraphs, and short ones for titles, from the corpus."""
    sentences: list[Pair] = []
    titles: list[Pair] = []
    seen: set[str] = set()
    with lzma.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            fr, _, en = line.rstrip("\n").partition("\t")
            if fr in seen or not fr[:1].isupper() or not en or {"\\", "<", "_", "\xad"} & set(fr + en):
                continue
            words = len(fr.split())
            if 8 <= words <= 45 and fr[-1] == "." and fr[-2].isalpha() and split_sentences(fr) == [fr]:
                seen.add(fr)
                sentences.append(Pair(fr, en, words))
            elif 4 <= words <= 9 and fr[-1].isalpha() and split_sentences(fr) == [fr]:
                seen.add(fr)
                titles.append(Pair(fr, en, words))
            if len(sentences) == _POOL:
                break
    if len(sentences) < 1000 or len(titles) < 100:
        raise ValueError(f"{corpus} has too few sentences")
    return sentences, titles


def paragraphs(sentences: Sequence[Pair]) -> list[tuple[Pair, ...]]:
    """Group `sentences` into paragraphs of two to five; skip any that the program splits differently."""
    rest = iter(sentences)
    found = []
    for number in range(len(sentences)):
        paragraph = tuple(islice(rest, 2 + number % 4))
        if not paragraph:
            break
        french = " ".join(pair.fr for pair in paragraph)
        blocks = read_article([french, "", "Suite."], _ANY).blocks
        if split_sentences(french) == [pair.fr for pair in paragraph] and len(blocks) == 2:
            found.append(paragraph)
    return found


def pieces(corpus: Path, count: int) -> Iterator[Piece]:
    """Yield `count` articles."""
    sentences, titles = read_pool(corpus)
    pool = paragraphs(sentences)
    at = 0
    for number in range(count):
        length = WORDS[0] + 50 + number * 7919 % (WORDS[1] - WORDS[0] - 150)
        chosen: dict[str, tuple[Pair, ...]] = {}
        words = 0
        while words < length:
            # Each round through the pool starts elsewhere, so that no two articles are the same.
            paragraph = pool[(at + at // len(pool) * 101) % len(pool)]
            at += 1
            if paragraph[0].fr not in chosen:
                chosen[paragraph[0].fr] = paragraph
                words += sum(pair.words for pair in paragraph)
        day = _FIRST_DAY + datetime.timedelta(days=number * 3571 % _DAYS)
        yield Piece(
            slug=f"article-{number:06}",
            date=day.isoformat(),
            source=SOURCES[number * 13 % len(SOURCES)],
            title=titles[number % len(titles)],
            paragraphs=tuple(chosen.values()),
            reviewed=number % 5 == 0,
        )


def seed(piece: Piece) -> str:
    """Return the article as a text seed."""
    head = f"date {piece.date}\nsource {piece.source}\ntitle {piece.title.fr}\n"
    body = "\n\n".join(" ".join(pair.fr for pair in paragraph) for paragraph in piece.paragraphs)
    return f"{head}\n{body}\n"


class Entries:
    """Formats PO files as the program does; each entry only once."""

    def __init__(self) -> None:
        self._formatted: dict[tuple[str, bool], str] = {}

    def po(self, piece: Piece) -> str:
        """Return the PO file of an article."""
        pairs = [piece.title, *(pair for paragraph in piece.paragraphs for pair in paragraph)]
        head = (
            f"# The English of seeds/{place(piece)}.txt.\n#\n"
            'msgid ""\nmsgstr ""\n"Language: en\\n"\n"MIME-Version: 1.0\\n"\n'
            '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
            f'"X-Enregard-Sentences: {len(pairs)}\\n"\n"X-Source-Language: fr\\n"\n'
        )
        entries = [
            self._entry(pair, piece.reviewed and number % 10 == 0) for number, pair in enumerate(pairs)
        ]
        return "\n".join([head, *entries])

    def _entry(self, pair: Pair, reviewed: bool) -> str:
        key = (pair.fr, reviewed)
        if key not in self._formatted:
            entry = polib.POEntry(msgid=pair.fr, msgstr=pair.en, comment=_DRAFT)
            if not reviewed:
                entry.flags.append("fuzzy")
            self._formatted[key] = str(entry)
        return self._formatted[key]


def place(piece: Piece) -> str:
    """Return the path of the article under `seeds/`, without suffix; each year has a folder."""
    return f"{piece.date[:4]}/{piece.slug}"


def write_publication(corpus: Path, count: int, root: Path) -> None:
    """Write a publication of `count` articles into `root`."""
    entries = Entries()
    for folder in ("seeds", "translate"):
        for year in range(_FIRST_DAY.year, _FIRST_DAY.year + 11):
            (root / folder / str(year)).mkdir(parents=True, exist_ok=True)
    (root / "site").mkdir(exist_ok=True)
    # without search, which the other programs do not have
    settings = 'title = "Presse en regard"\nauthor = "La rédaction"\nsearch = false\n'
    (root / "site" / "site.toml").write_text(settings, "utf-8")
    for piece in pieces(corpus, count):
        (root / "seeds" / f"{place(piece)}.txt").write_text(seed(piece), "utf-8")
        (root / "translate" / f"{place(piece)}.po").write_text(entries.po(piece), "utf-8")
