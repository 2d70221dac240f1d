"""Keeps the search index of a site in step with its pages: what changed is indexed anew, part by part.

Why there are parts, and what a build may leave for later, is told in docs/decisions/0009-search.md.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from enregard.build.state import Fingerprints
from enregard.site.search.pagefind import index
from enregard.site.search.search import (
    LANGUAGES,
    LEFT_OUT,
    document,
    folder_of,
    is_index,
    limits,
    part_count,
    part_of,
    parts,
)
from enregard.site.summary import Summary, is_of_article

_FACT = "search"
_AT_ONCE = 2  # each takes a core, and 330 MB for a full part

Read = Callable[[str], str]
"""Gives a page of the site as it will stand."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """A part of the index as it is now: the folder it stands in, and its files by path in the site."""

    folder: str
    files: dict[str, bytes]


class Search:
    """The search index of the site that `memory` remembers."""

    def __init__(self, memory: Fingerprints) -> None:
        self._memory = memory
        known = json.loads(memory.fact(_FACT) or "{}")
        self._count: int = known.get("count", 0)
        self._late: set[str] = set(known.get("late", []))

    def changed(self, path: str) -> None:
        """Take note that the page `path` says something else than before, or is gone."""
        lang, _, rest = path.partition("/")
        if lang in LANGUAGES and self._count and is_of_article(path):
            self._late.add(folder_of(lang, part_of(rest.partition("/")[0], self._count)))

    def harmed(self, path: str) -> None:
        """Take note that a file of the site is not as it was written."""
        if is_index(path):
            self._late.add(_folder(path))

    @property
    def is_late(self) -> bool:
        """Whether anything has changed that is not indexed yet."""
        return bool(self._late)

    def bring_up(self, read: Read, *, late: bool = True) -> Iterator[Indexed]:
        """Index what has to be, one part after the other; a part without articles is there without files.

        `late` is whether parts that stand are made anew. Those that are not there always are.
        """
        memory = self._memory
        count = part_count(memory.catalogue.count())
        standing = {_folder(name.removeprefix("build/")) for name in memory.names("build/search/")} - {""}
        if count != self._count:
            self._late, self._count = set(standing), count
            late = True
        wanted = {
            folder_of(lang, part): (lang, part)
            for part in parts(memory.catalogue.slugs().values(), count)
            for lang in LANGUAGES
        }
        for folder in sorted(standing - wanted.keys()):
            self._late.discard(folder)
            yield Indexed(folder, {})
        todo = sorted(
            folder for folder in wanted if folder not in standing or (late and folder in self._late)
        )
        if todo:
            yield from self._make([(folder, *wanted[folder]) for folder in todo], read)
        self._late.difference_update(todo)
        memory.note_fact(_FACT, json.dumps({"count": count, "late": sorted(self._late)}))

    def _make(self, todo: list[tuple[str, str, int]], read: Read) -> Iterator[Indexed]:
        from concurrent.futures import (
            ThreadPoolExecutor,
        )  # late: a build with nothing to do has no use for it

        members: dict[int, list[Summary]] = {part: [] for _, _, part in todo}
        for kept in self._memory.catalogue.all(feeds=False):
            part = part_of(kept.summary.slug, self._count)
            if part in members:
                members[part].append(kept.summary)

        def make(each: tuple[str, str, int]) -> Indexed:
            folder, lang, part = each
            articles = sorted(members[part], key=lambda article: article.slug)
            documents = (document(article, lang, read(article.links[lang])) for article in articles)
            made = index(documents, lang, LEFT_OUT)
            made["limits.json"] = limits(made, articles)
            return Indexed(folder, {folder + path: data for path, data in made.items()})

        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for start in range(0, len(todo), _AT_ONCE):
                yield from pool.map(make, todo[start : start + _AT_ONCE])


def _folder(path: str) -> str:
    """The folder of the index that the file `path` belongs to; empty for one of no index."""
    return "/".join(path.split("/")[:3]) + "/" if is_index(path) else ""
