"""Find the sections of seeds that links in other seeds lead to."""

from pathlib import Path, PurePosixPath

from enregard.article.section_ids import SectionIds
from enregard.errors import EnregardError
from enregard.seeds.names import Names

_REMEMBERED = 64  # seeds


class Sections:
    """The ids of the sections of seeds under `folder`. Each seed is read when a link first leads there.

    `names` finds seeds that links only name; it lists the folder once.
    """

    def __init__(self, folder: Path, *, allow_html: bool = False) -> None:
        self.names = Names(folder)
        self._folder = folder
        self._allow_html = allow_html
        self._known: dict[str, SectionIds | None] = {}

    def of(self, path: str) -> SectionIds | None:
        """Return the ids of the seed at `path`; None if it cannot be read as an article."""
        if path in self._known:
            return self._known[path]
        if len(self._known) >= _REMEMBERED:
            self._known.pop(next(iter(self._known)))
        self._known[path] = found = self._read(path)
        return found

    def _read(self, path: str) -> SectionIds | None:
        from enregard.seeds.read import read_seed  # late: a build with nothing to do reads no seeds

        try:
            return SectionIds(read_seed(self._folder, PurePosixPath(path), allow_html=self._allow_html))
        except EnregardError:
            return None
