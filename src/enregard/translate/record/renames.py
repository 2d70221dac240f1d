"""Give a seed that was renamed or moved the PO file that it had under its former name."""

from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath

from enregard.article.article import Sentence
from enregard.errors import EnregardError
from enregard.system.files import resolve_inside
from enregard.translate.markup.placeholders import with_placeholders
from enregard.translate.record.record import read_msgids

_SAME_ARTICLE = 0.6
"""From this share of an article's sentences on, a PO file without a seed is taken to be its own."""


class RenameDetector:
    """The PO files under `folder` whose seeds are gone; looked for once, and only when one is wanted."""

    def __init__(self, folder: Path, has_seed: Callable[[PurePosixPath], bool]) -> None:
        self._folder = folder
        self._has_seed = has_seed
        self._found: dict[PurePosixPath, frozenset[str]] | None = None

    def adopt(self, path: PurePosixPath, sentences: Sequence[Sentence]) -> PurePosixPath | None:
        """Move to `path` the PO file that holds most of `sentences`, and say where it was; None if none does.

        Paths are under the folder. Nothing is moved where there is a file at `path` already. Raises OSError,
        and EnregardError where a link leads out of the publication.
        """
        if (self._folder / path).exists():
            return None
        wanted = {with_placeholders(sentence.text) for sentence in sentences}
        shares = {
            orphan: len(wanted & msgids) / len(wanted)
            for orphan, msgids in self._all().items()
            if wanted and not wanted.isdisjoint(msgids)
        }
        best = max(sorted(shares), key=lambda orphan: shares[orphan], default=None)
        if best is None or shares[best] < _SAME_ARTICLE:
            return None
        resolve_inside(self._folder / path, f"translate/{path}")
        (self._folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self._folder / best).replace(self._folder / path)
        del self._all()[best]
        return best

    def _all(self) -> dict[PurePosixPath, frozenset[str]]:
        if self._found is None:
            self._found = {}
            for file in sorted(self._folder.rglob("*.po")):
                path = PurePosixPath(file.relative_to(self._folder).as_posix())
                if not self._has_seed(path) and not file.is_symlink():
                    try:
                        self._found[path] = read_msgids(file, f"translate/{path}")
                    except EnregardError:
                        continue  # broken, and nobody's: left alone
        return self._found
