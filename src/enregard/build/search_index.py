"""Update the search index of a site, part by part.

See docs/decisions/0009-search.md for why there are parts, and when they may lag behind.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from enregard.build.state import BuildState
from enregard.site.addresses import LANGUAGES
from enregard.site.search.pagefind import index
from enregard.site.search.search import (
    EXCLUDED,
    document,
    folder_of,
    is_index,
    limits,
    part_count,
    part_of,
    parts,
)
from enregard.site.summary import Summary, is_article_page

_FACT = "search"
_PARALLEL = 2  # parts; each takes a core, and 330 MB if full


@dataclass(frozen=True, slots=True)
class IndexPart:
    """An updated part of the index: its folder, and its files by path in the site."""

    folder: str
    files: dict[str, bytes]


class SearchIndex:
    """The search index of the site in `state`."""

    def __init__(self, state: BuildState) -> None:
        self._state = state
        self._count, self._outdated = 0, set[str]()
        match json.loads(state.fact(_FACT) or "{}"):
            case {"count": int(count), "late": [*late]}:
                self._count, self._outdated = count, {str(folder) for folder in late}

    def page_changed(self, path: str) -> None:
        """Record that the page at `path` changed or is gone."""
        lang, _, rest = path.partition("/")
        if lang in LANGUAGES and self._count and is_article_page(path):
            self._outdated.add(folder_of(lang, part_of(rest.partition("/")[0], self._count)))

    def file_damaged(self, path: str) -> None:
        """Record that the file `path` of the site differs from what was published."""
        if is_index(path):
            self._outdated.add(_folder(path))

    @property
    def is_outdated(self) -> bool:
        """Whether some changes are not indexed yet."""
        return bool(self._outdated)

    def update(self, read: Callable[[str], str], *, all_parts: bool) -> Iterator[IndexPart]:
        """Yield each part to write; a part without articles has no files.

        Missing parts are always indexed, outdated ones only with `all_parts`. `read` returns a page of the
        site as it will be published.
        """
        state = self._state
        count = part_count(state.catalogue.count())
        existing = {_folder(path) for path in state.files.published_under("search/")} - {""}
        if count != self._count:
            self._outdated, self._count = set(existing), count
            all_parts = True
        needed = {
            folder_of(lang, part): (lang, part)
            for part in parts(state.catalogue.slugs().values(), count)
            for lang in LANGUAGES
        }
        for folder in sorted(existing - needed.keys()):
            self._outdated.discard(folder)
            yield IndexPart(folder, {})
        todo = sorted(
            folder for folder in needed if folder not in existing or (all_parts and folder in self._outdated)
        )
        if todo:
            yield from self._index([(folder, *needed[folder]) for folder in todo], read)
        self._outdated.difference_update(todo)
        state.record_fact(_FACT, json.dumps({"count": count, "late": sorted(self._outdated)}))

    def _index(self, todo: list[tuple[str, str, int]], read: Callable[[str], str]) -> Iterator[IndexPart]:
        # here, because a build with nothing to do does not need it
        from concurrent.futures import ThreadPoolExecutor

        members: dict[int, list[Summary]] = {part: [] for _, _, part in todo}
        for article in self._state.catalogue.all(feeds=False):
            part = part_of(article.summary.slug, self._count)
            if part in members:
                members[part].append(article.summary)

        def index_part(each: tuple[str, str, int]) -> IndexPart:
            folder, lang, part = each
            articles = sorted(members[part], key=lambda article: article.slug)
            documents = (document(article, lang, read(article.links[lang])) for article in articles)
            files = index(documents, lang, EXCLUDED)
            files["limits.json"] = limits(files, articles)
            return IndexPart(folder, {folder + path: data for path, data in files.items()})

        with ThreadPoolExecutor(_PARALLEL) as pool:
            for start in range(0, len(todo), _PARALLEL):
                yield from pool.map(index_part, todo[start : start + _PARALLEL])


def _folder(path: str) -> str:
    """Return the folder of the index that the file `path` belongs to; empty if none."""
    return "/".join(path.split("/")[:3]) + "/" if is_index(path) else ""
