"""Addresses that once led to an article, or are given for it, and where each leads now.

They come from two places: the PO file, which remembers the slugs of before, and the header `aliases`. Which
of them can be answered depends on the other articles, and is settled anew whenever one of these changes.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import NamedTuple

from enregard.article.article import FacingArticle
from enregard.errors import EnregardError
from enregard.seeds.files import shown
from enregard.site.redirects import LIST, is_own, slug_of_page
from enregard.site.summary import links

SCHEMA = """
CREATE TABLE IF NOT EXISTS former (
    seed TEXT, address TEXT, line INT, PRIMARY KEY (seed, address)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS redirects (path TEXT PRIMARY KEY, target TEXT NOT NULL) WITHOUT ROWID;
"""
_NAMED = 3  # articles in a line


class Former(NamedTuple):
    """An address of an article besides its present one: a slug, or the path of an alias given on `line`."""

    address: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Settled:
    """What former addresses lead to.

    `pages` are those that can be answered: the path of each in the site, and of the page that it leads to.
    `seeds` are the articles that former slugs lead to.
    """

    pages: dict[str, str] = field(default_factory=dict)
    seeds: dict[str, str] = field(default_factory=dict)
    problems: list[EnregardError] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    """Former addresses that another article has now, in words."""

    def notes(self) -> list[str]:
        """What the publisher may want to know, in a line."""
        if not self.taken:
            return []
        count = len(self.taken)
        which = "1 former address leads" if count == 1 else f"{count:,} former addresses lead"
        more = ", …" if count > _NAMED else ""
        return [
            f"warning: {which} to another article now ({', '.join(self.taken[:_NAMED])}{more}): rename that, "
            "or take the slug out of X-Enregard-Slugs in the PO file"
        ]


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be done so that the pages that lead on are right.

    `stand` are the files that are right then, those `due` to be written among them; `listed` is what the list
    for servers has to say, empty where it stands. `gone` are the files to be removed, but for those that are
    pages of a new article by now.
    """

    stand: frozenset[str]
    due: dict[str, str]
    listed: dict[str, str]
    gone: tuple[str, ...]


def former_addresses(article: FacingArticle) -> tuple[Former, ...]:
    """The addresses of `article` besides its present one."""
    slugs = (Former(slug) for slug in article.former)
    return (*slugs, *(Former(alias.path, alias.line) for alias in article.article.aliases))


def settle(former: Sequence[tuple[str, Former]], slugs: Mapping[str, str]) -> Settled:
    """Where the addresses lead that the seeds have besides their present ones.

    `slugs` are those of all published articles, by seed. An article's own address comes first, then an alias
    that is given, then a slug of before; among equals the first in the order of seeds.
    """
    settled = Settled()
    present = {slug: seed for seed, slug in slugs.items()}
    given: dict[str, str] = {}  # the seeds of aliases by what file systems may take for the same path
    for seed, (path, line) in former:
        if line:
            if why := _refused(path, seed, present, given):
                what = f"the alias '/{path.removesuffix('index.html')}' {why}"
                settled.problems.append(EnregardError(what, path=shown(PurePosixPath(seed)), line=line))
                continue
            settled.pages[path] = links(slugs[seed])["facing"]
            given[path.casefold()] = seed
    for seed, (slug, line) in former:
        if line:
            continue
        other = present.get(slug) or settled.seeds.setdefault(slug, seed)
        pages = {path: links(slugs[seed])[view] for view, path in links(slug).items()}
        if other == seed:
            other = next((given[path] for path in pages if given.get(path, seed) != seed), seed)
        if other != seed:
            here, there = (shown(PurePosixPath(path)) for path in (seed, other))
            settled.taken.append(f"'{slug}' of {here} is that of {there}")
        if slug not in present:
            for path, target in pages.items():
                if path not in given:
                    settled.pages.setdefault(path, target)
    return settled


def _refused(path: str, seed: str, present: Mapping[str, str], given: Mapping[str, str]) -> str:
    """Why an alias of `seed` cannot be answered at `path`, and what to do; empty where it can."""
    if is_own(path):
        return "lies where the site has pages of its own: let your server redirect it, or take it out"
    owner = present.get(slug_of_page(path))
    if owner == seed:
        return "is the article's own address: take it out"
    if owner:
        return f"is where {shown(PurePosixPath(owner))} stands: take it out"
    folded = path.casefold()
    if folded in given:
        if given[folded] == seed:
            return "is given twice, but for capitals, which some disks do not tell apart: take one out"
        return f"is given by {shown(PurePosixPath(given[folded]))} too: take it out of one of the two"
    return ""


class Redirects:
    """What is remembered of these addresses, in the database in which the rest is.

    `slugs` gives those of all published articles, by seed.
    """

    def __init__(self, database: sqlite3.Connection, slugs: Callable[[], Mapping[str, str]]) -> None:
        self._database = database
        self._slugs = slugs

    def note(self, found: Iterable[tuple[str, tuple[Former, ...]]]) -> None:
        """Remember the addresses of the articles in these seeds, and no others of them."""
        for seed, all_ in found:
            self.forget([seed])
            rows = [(seed, *it) for it in all_]
            self._database.executemany("INSERT INTO former VALUES (?, ?, ?)", rows)

    def forget(self, seeds: Iterable[str]) -> None:
        """Forget the addresses of the articles in these seeds."""
        self._database.executemany("DELETE FROM former WHERE seed = ?", [(seed,) for seed in seeds])

    def forget_everything(self) -> None:
        """Begin anew."""
        self._database.execute("DELETE FROM former")
        self._database.execute("DELETE FROM redirects")

    def settled(self) -> Settled:
        """Where the addresses lead."""
        rows = self._database.execute("SELECT seed, address, line FROM former ORDER BY seed, line, address")
        found = [(seed, Former(address, line)) for seed, address, line in rows]
        return settle(found, self._slugs()) if found else Settled()

    def by_slug(self) -> dict[str, str]:
        """The seed of the article to which each present and former slug leads."""
        return self.settled().seeds | {slug: seed for seed, slug in self._slugs().items()}

    def change(self, harmed: Set[str] = frozenset()) -> Change:
        """What is to be done, and is then remembered as done. `harmed` files are not as they were written."""
        pages, standing = self.settled().pages, self.standing()
        due = {path: to for path, to in pages.items() if standing.get(path) != to or path in harmed}
        gone = sorted(standing.keys() - pages.keys())
        listed = pages if due or gone or LIST in harmed else {}
        if due or gone:
            self._database.execute("DELETE FROM redirects")
            self._database.executemany("INSERT INTO redirects VALUES (?, ?)", pages.items())
        if gone and not pages:
            gone.append(LIST)
        return Change(frozenset((*pages, LIST)) if pages else frozenset(), due, listed, tuple(gone))

    def standing(self) -> dict[str, str]:
        """The pages that stand: the path of each, and of the page that it leads to."""
        return dict(self._database.execute("SELECT path, target FROM redirects"))
