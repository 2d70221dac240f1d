"""Redirect former addresses of articles to their current ones.

Former addresses are the earlier slugs in the PO file, and the paths in the header `aliases`. Where one leads
depends on all articles, so all are resolved again whenever an article changes.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import NamedTuple

from enregard.article.article import FacingArticle
from enregard.article.slugs import date_in_name, full_slug
from enregard.errors import EnregardError
from enregard.messages import _
from enregard.seeds.files import display_path
from enregard.site.redirects import REDIRECTS, is_reserved, slug_of_page
from enregard.site.summary import links

SCHEMA = """
CREATE TABLE IF NOT EXISTS former (
    seed TEXT, address TEXT, line INT, optional INT, PRIMARY KEY (seed, address)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS redirects (path TEXT PRIMARY KEY, target TEXT NOT NULL) WITHOUT ROWID;
"""


class Former(NamedTuple):
    """A former address of an article: an earlier slug, or the path of an alias on `line` of the seed."""

    address: str
    line: int = 0
    optional: bool = False
    """Whether it does not matter if the address is taken."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Where former addresses lead."""

    pages: dict[str, str] = field(default_factory=dict)
    """Maps the path of each redirect page to the page that it leads to."""
    seeds: dict[str, str] = field(default_factory=dict)
    """Maps each former slug to the seed of the article that it leads to."""
    problems: list[EnregardError] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    """Messages about former addresses that now belong to another article."""


@dataclass(frozen=True, slots=True)
class RedirectChange:
    """How to update the redirect pages of a site."""

    current: frozenset[str]
    """All files that redirects need, including those in `due`."""
    due: dict[str, str]
    """The pages to write, and where each leads."""
    listed: dict[str, str]
    """All redirects, if the list for servers must be rewritten; otherwise empty."""
    gone: tuple[str, ...]
    """The files to remove, unless a new article now has a page there."""


def former_addresses(article: FacingArticle) -> tuple[Former, ...]:
    """Return the former addresses of `article`."""
    it = article.article
    slugs = [Former(slug) for slug in article.former]
    if date_in_name(it.path):
        whole = full_slug(it.path)
        if whole not in (it.slug, "index", "readme", *article.former):
            slugs.append(Former(whole, optional=True))  # as generators name the pages of such files
    return (*slugs, *(Former(it.path, it.line, it.optional) for it in article.article.aliases))


def resolve(former: Sequence[tuple[str, Former]], slugs: Mapping[str, str]) -> Resolved:
    """Resolve former addresses, each given with its seed.

    `slugs` has the slug of each published article by seed. Current addresses win over aliases, and aliases
    over earlier slugs; among equals, the first in the order of seeds wins.
    """
    resolved = Resolved()
    present = {slug: seed for seed, slug in slugs.items()}
    given: dict[str, str] = {}  # the seeds of aliases, by path regardless of case
    for seed, (path, line, optional) in sorted(former, key=lambda it: it[1].optional):
        if line:
            if why := _refused(path, seed, present, given):
                if optional:
                    continue
                what = _("the alias '/{path}' {problem}", path=path.removesuffix("index.html"), problem=why)
                resolved.problems.append(
                    EnregardError(what, path=display_path(PurePosixPath(seed)), line=line)
                )
                continue
            resolved.pages[path] = links(slugs[seed])["facing"]
            given[path.casefold()] = seed
    for seed, (slug, line, optional) in former:
        if line:
            continue
        other = present.get(slug) or resolved.seeds.setdefault(slug, seed)
        pages = {path: links(slugs[seed])[view] for view, path in links(slug).items()}
        if other == seed:
            other = next((given[path] for path in pages if given.get(path, seed) != seed), seed)
        if other != seed and not optional:
            here, there = (display_path(PurePosixPath(path)) for path in (seed, other))
            resolved.taken.append(_("'{slug}' of {seed} to {other}", slug=slug, seed=here, other=there))
        if slug not in present:
            for path, target in pages.items():
                if path not in given:
                    resolved.pages.setdefault(path, target)
    return resolved


def _refused(path: str, seed: str, present: Mapping[str, str], given: Mapping[str, str]) -> str:
    """Return why an alias of `seed` cannot be at `path`, and what to do; empty if it can."""
    if is_reserved(path):
        return _("is reserved for the site's own pages: remove it, or redirect it on your server")
    owner = present.get(slug_of_page(path))
    if owner == seed:
        return _("is the article's own address: remove it")
    if owner:
        return _("is the address of {seed}: remove it", seed=display_path(PurePosixPath(owner)))
    folded = path.casefold()
    if folded in given:
        if given[folded] == seed:
            return _("is given twice with different capitals, which some systems ignore: remove one")
        return _(
            "is also given by {seed}: remove it from one of them",
            seed=display_path(PurePosixPath(given[folded])),
        )
    return ""


class Redirects:
    """The former addresses of articles, and the redirect pages of the site, in the build state.

    `slugs` returns the slug of each published article by seed.
    """

    def __init__(self, database: sqlite3.Connection, slugs: Callable[[], Mapping[str, str]]) -> None:
        self._database = database
        self._slugs = slugs

    def record(self, found: Iterable[tuple[str, Former]]) -> None:
        """Record former addresses, each with its seed."""
        self._database.executemany(
            "INSERT INTO former VALUES (?, ?, ?, ?)", ((seed, *it) for seed, it in found)
        )

    def resolved(self) -> Resolved:
        """Return where the addresses lead."""
        rows = self._database.execute("SELECT * FROM former ORDER BY seed, line, address")
        found = [(seed, Former(address, line, bool(optional))) for seed, address, line, optional in rows]
        return resolve(found, self._slugs()) if found else Resolved()

    def by_slug(self) -> dict[str, str]:
        """Map each present and former slug to the seed of the article that it leads to."""
        return self.resolved().seeds | {slug: seed for seed, slug in self._slugs().items()}

    def update(self, damaged: Set[str]) -> RedirectChange:
        """Return what to change in the site, and record it as done. `damaged` files are rewritten."""
        pages, published = self.resolved().pages, self.published()
        due = {path: to for path, to in pages.items() if published.get(path) != to or path in damaged}
        gone = sorted(published.keys() - pages.keys())
        listed = pages if due or gone or REDIRECTS in damaged else {}
        if due or gone:
            self._database.execute("DELETE FROM redirects")
            self._database.executemany("INSERT INTO redirects VALUES (?, ?)", pages.items())
        if gone and not pages:
            gone.append(REDIRECTS)
        return RedirectChange(
            frozenset((*pages, REDIRECTS)) if pages else frozenset(), due, listed, tuple(gone)
        )

    def published(self) -> dict[str, str]:
        """Map the path of each published redirect page to the page that it leads to."""
        return dict(self._database.execute("SELECT path, target FROM redirects"))
