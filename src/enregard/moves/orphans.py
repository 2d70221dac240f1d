"""Find orphans: PO files whose article is gone."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from enregard.article.typography import canonical
from enregard.errors import EnregardError
from enregard.messages import _, ngettext, number
from enregard.moves.steps import po_files, target_of
from enregard.publication.publication import Publication
from enregard.seeds.files import SUFFIXES
from enregard.translate.markup.placeholders import without_placeholders
from enregard.translate.record.outline import is_reviewed, read_entries
from enregard.translate.record.word_links import SUFFIX as LINKS
from enregard.translate.record.word_links import remove_links

if TYPE_CHECKING:  # most builds look nothing up, and do not load it
    from enregard.translate.memory.memory import TranslationMemory

_NAMED = 3  # orphans that a build names


@dataclass(frozen=True, slots=True, eq=False)
class Orphan:
    """A PO file without an article. `reviewed` maps its reviewed sentences, in canonical form, to English."""

    path: str
    reviewed: Mapping[str, str]

    def described(self, used: Collection[str] = (), published: Collection[str] = ()) -> str:
        """Say what it holds and what to do, on one line.

        `used` are sentences whose reviewed words are in use, `published` those that articles have.
        """
        unused = self.reviewed.keys() - used
        if waiting := len(unused & set(published)):
            what = _(
                "has no article; the next build uses {sentences} of it",
                sentences=ngettext("{count} reviewed sentence", "{count} reviewed sentences", waiting),
            )
        elif unused:
            words = sum(len(without_placeholders(self.reviewed[msgid]).split()) for msgid in unused)
            count = _(
                "{sentences} ({words})",
                sentences=ngettext("{count} reviewed sentence", "{count} reviewed sentences", len(unused)),
                words=ngettext("{count} word", "{count} words", words),
            )
            what = _(
                "has no article, but {count} that no article uses: restore the article, or rename the "
                "file after the seed that should have it; otherwise delete it",
                count=count,
            )
        else:
            what = (
                _("has no article, and every reviewed sentence of it is in use: delete it")
                if self.reviewed
                else _("has no article, and nothing reviewed: delete it")
            )
        return str(EnregardError(what, path=f"translate/{self.path}"))


def find_orphans(publication: Publication, seeds: Iterable[str]) -> set[str]:
    """Return the paths of the PO files below `translate/` whose article is gone.

    `seeds` are the known articles. Raises EnregardError if a folder is unreadable.
    """
    known = {os.path.splitext(seed)[0] for seed in seeds}  # noqa: PTH122 - a Path for each of 100,000 is slow
    folders = _Folders(publication)
    return {
        path
        for path in po_files(publication.record_path(""))
        if path[: -len(".po")] not in known and (target_of(path) or not folders.has_seed(PurePosixPath(path)))
    }


def remove_stray_links(publication: Publication, names: Iterable[str] | None = None) -> None:
    """Remove the word links, all or only `names` below `translate/`, whose PO file is gone.

    Raises EnregardError if a folder is unreadable.
    """
    found = po_files(publication.record_path(""), LINKS) if names is None else names
    for name in list(found):
        path = publication.translate / name
        if not os.path.lexists(path.with_suffix(".po")):
            remove_links(path)


def memory_of(publication: Publication, seeds: Sequence[str], *, cached: bool = True) -> "TranslationMemory":
    """Return the translation memory of a publication with these articles, and with its orphans.

    Unless `cached`, nothing is written.
    """
    from enregard.translate.memory.memory import TranslationMemory

    paths = [PurePosixPath(seed) for seed in seeds]
    return TranslationMemory(
        publication, paths, lambda: sorted(find_orphans(publication, seeds)), cached=cached
    )


class _Folders:
    """The folders under `seeds/`, each read once."""

    def __init__(self, publication: Publication) -> None:
        self._seeds = publication.seeds
        self._stems: dict[str, set[str] | None] = {}

    def has_seed(self, record: PurePosixPath) -> bool:
        """Return whether there is anything that may be the seed of a record, readable or not."""
        stems = self._stems_in(record.parent)
        if stems is None or record.stem in stems:
            return True
        # a file system may ignore capitals
        return any(os.path.lexists(self._seeds / record.with_suffix(suffix)) for suffix in SUFFIXES)

    def _stems_in(self, folder: PurePosixPath) -> set[str] | None:
        """Return the names of the seeds in a folder, without suffixes; None if it cannot be read now."""
        name = str(folder)
        if name not in self._stems:
            try:
                found = (self._seeds / folder).iterdir()
                self._stems[name] = {path.stem for path in found if path.suffix.lower() in SUFFIXES}
            except (FileNotFoundError, NotADirectoryError):
                parts = [part for part in (folder, *folder.parents) if part.name]
                linked = any((self._seeds / part).is_symlink() for part in parts)
                self._stems[name] = None if linked else set()
            except OSError:
                self._stems[name] = None
        return self._stems[name]


def read_orphans(
    publication: Publication,
    paths: Iterable[str],
    on_error: Callable[[EnregardError], None] = lambda error: None,
) -> Iterator[Orphan]:
    """Yield the orphans at `paths`, sorted. The errors of unreadable ones go to `on_error`."""
    for path in sorted(paths):
        try:
            entries = read_entries(publication.record_path(path), f"translate/{path}")
        except EnregardError as error:
            on_error(error)
            continue
        reviewed = {canonical(entry.msgid): entry.msgstr for entry in entries if is_reviewed(entry)}
        yield Orphan(path, reviewed)


def orphan_notes(orphans: Iterable[Orphan], used: Collection[str]) -> Iterator[str]:
    """Yield a line for each orphan with reviewed words that are not `used`; one line for all if many."""
    unused = {orphan: [msgid for msgid in orphan.reviewed if msgid not in used] for orphan in orphans}
    found = [orphan for orphan, msgids in unused.items() if msgids]
    if len(found) <= _NAMED:
        yield from (orphan.described(used) for orphan in found)
        return
    count = ngettext(
        "{count} reviewed sentence", "{count} reviewed sentences", sum(map(len, unused.values()))
    )
    yield _(
        "{files} PO files have no article, but {count} that no article uses: see `enregard status`",
        files=number(len(found)),
        count=count,
    )
