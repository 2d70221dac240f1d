"""Find the PO file of a seed that was renamed or moved."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from enregard.article.article import Sentence
from enregard.errors import EnregardError
from enregard.system.files import resolve_inside
from enregard.translate.markup.placeholders import with_placeholders
from enregard.translate.record.record import read_msgids

_SAME_ARTICLE = 0.6
"""A PO file without a seed belongs to an article if it has at least this share of its sentences."""


class RenameDetector:
    """Finds PO files under `folder` whose seeds are gone; searches once, on first use."""

    def __init__(self, folder: Path, has_seed: Callable[[PurePosixPath], bool]) -> None:
        self._folder = folder
        self._has_seed = has_seed
        self._found: dict[PurePosixPath, frozenset[str]] | None = None
        self._unreadable: list[EnregardError] = []

    def move_record(self, path: PurePosixPath, sentences: Sequence[Sentence]) -> PurePosixPath | None:
        """Move the PO file with most of `sentences` to `path`. Return its former path, or None if none fits.

        Paths are relative to the folder. A file at `path` is never replaced. Raises OSError, and
        EnregardError if a link points outside the publication.
        """
        if (self._folder / path).exists():
            return None
        msgids = {with_placeholders(sentence.text) for sentence in sentences}
        shares = {
            orphan: len(msgids & others) / len(msgids)
            for orphan, others in self._orphans().items()
            if not msgids.isdisjoint(others)
        }
        best = max(sorted(shares), key=lambda orphan: shares[orphan], default=None)
        if best is None or shares[best] < _SAME_ARTICLE:
            return None
        resolve_inside(self._folder / path, f"translate/{path}")
        (self._folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self._folder / best).replace(self._folder / path)
        del self._orphans()[best]
        return best

    def take_unreadable(self) -> Iterator[EnregardError]:
        """Yield the errors of unreadable PO files without a seed, found while searching, each once."""
        while self._unreadable:
            yield self._unreadable.pop(0)

    def _orphans(self) -> dict[PurePosixPath, frozenset[str]]:
        if self._found is None:
            self._found = {}
            for file in sorted(self._folder.rglob("*.po")):
                path = PurePosixPath(file.relative_to(self._folder).as_posix())
                if not self._has_seed(path) and not file.is_symlink():
                    try:
                        self._found[path] = read_msgids(file, f"translate/{path}")
                    except EnregardError as error:
                        self._unreadable.append(error)
        return self._found
