"""Find seeds and files by name, as wiki links and generators refer to them."""

from collections import defaultdict
from functools import cached_property
from pathlib import Path, PurePosixPath

from enregard.article.slugs import slug_of
from enregard.errors import EnregardError
from enregard.seeds.files import seed_names

PAGE = "page:"
"""The scheme of addresses that name a seed or file, wherever it is under `seeds/`."""


class Names:
    """The names of everything under `folder`, listed when one is first looked up."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        others: list[PurePosixPath] = []
        try:
            names = seed_names(self._folder, others)
        except EnregardError:
            return {}
        for name in [*names, *map(str, others)]:
            found[_key(name)].append(name)
        return found

    def find(self, name: str, parent: PurePosixPath) -> str:
        """Return the path of the seed or file that `name` means in a seed in the folder `parent`; "" if none.

        The name may lack folders and suffix. Of several, one in the same folder comes first, then the one
        with the shortest path.
        """
        wanted = name.strip("/").removesuffix(".html")
        found = self._by_name.get(_key(wanted)) or self._by_name.get(_key(f"{wanted}.md"), [])
        tail = "/" + str(PurePosixPath(wanted).with_suffix("")).casefold()
        if "/" in tail[1:]:
            fitting = [path for path in found if _stem(path).endswith(tail)]
            found = fitting or found
        return min(
            found, key=lambda path: (PurePosixPath(path).parent != parent, path.count("/"), path), default=""
        )


def _stem(path: str) -> str:
    return "/" + str(PurePosixPath(path).with_suffix("")).casefold()


def _key(name: str) -> str:
    """Return what names have in common that mean the same: seeds without their suffix, in a simple form."""
    path = PurePosixPath(name)
    if path.suffix.lower() in (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp", ".pdf"):
        return path.name.casefold()
    return slug_of(name)
