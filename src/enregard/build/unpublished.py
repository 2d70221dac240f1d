"""Articles that are not published yet: their authors' drafts, and those of which too little is reviewed."""

import sqlite3
from collections.abc import Iterable, Iterator

from enregard.article.article import FacingArticle
from enregard.publication.publication import Publication
from enregard.site.labels import tally

SCHEMA = "CREATE TABLE IF NOT EXISTS held (seed TEXT PRIMARY KEY, why TEXT NOT NULL) WITHOUT ROWID;\n"
_NAMED = 3  # articles in a line


def why_held(publication: Publication, facing: FacingArticle) -> str:
    """Why the article is not published, in a few words; empty where it is.

    An article without sentences has nothing that could be reviewed, and is published.
    """
    if publication.everything:
        return ""
    if facing.article.draft:
        return "draft"
    least = publication.settings.least_reviewed
    if least:
        count = tally(facing)
        if count.reviewed * 100 < least * count.total:
            return f"{count.reviewed * 100 // count.total} % reviewed"
    return ""


class Held:
    """What is remembered of these articles, in the database in which the rest is.

    They are remembered so that a build does not have to read them again to know that nothing is to be done.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def note(self, found: Iterable[tuple[str, str]]) -> None:
        """Remember that the articles in these seeds are held back, and why."""
        self._database.executemany("INSERT OR REPLACE INTO held VALUES (?, ?)", found)

    def forget(self, seeds: Iterable[str]) -> None:
        """Forget the articles in these seeds."""
        self._database.executemany("DELETE FROM held WHERE seed = ?", [(seed,) for seed in seeds])

    def forget_everything(self) -> None:
        """Begin anew."""
        self._database.execute("DELETE FROM held")

    def all(self) -> dict[str, str]:
        """Why each of them is held back, by the path of its seed, in the order of the paths."""
        return dict(self._database.execute("SELECT seed, why FROM held"))

    def warnings(self) -> Iterator[str]:
        """The links that lead to such articles, and so to no page, a line each."""
        for seed, line, address in self._database.execute(
            "SELECT refs.seed, line, address FROM refs JOIN held ON path = held.seed WHERE kind = 'article'"
            " ORDER BY refs.seed, address"
        ):
            yield (
                f"warning: seeds/{seed}:{line}: '{address}' leads to an article that is held back: "
                "publish that, or take the link out"
            )

    def said(self) -> str:
        """What to say of them in a line; empty where there are none."""
        found = self.all()
        if not found:
            return ""
        named = ", ".join(f"seeds/{seed}: {why}" for seed, why in list(found.items())[:_NAMED])
        count = "1 article is" if len(found) == 1 else f"{len(found):,} articles are"
        more = ", …" if len(found) > _NAMED else ""
        return f"{count} held back ({named}{more}): --all shows what is"
