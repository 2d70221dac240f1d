"""Rename the records that belong to articles of another name."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field

from enregard.errors import EnregardError, cannot_write
from enregard.messages import _, ngettext
from enregard.moves.assignment import assign
from enregard.moves.steps import all_steps, is_movable, move, target_of
from enregard.publication.publication import Publication
from enregard.translate.record.outline import Outline, read_outline

_NAMED = 10  # files


@dataclass(slots=True)
class Relocation:
    """What became of records. All paths are below `translate/`."""

    outlines: dict[str, Outline]
    """The records as they were written, by where they are now."""
    orphans: set[str]
    """The records without an article."""
    moved: dict[str, str] = field(default_factory=dict)
    """Maps the records that were renamed to their former paths."""
    failed: set[str] = field(default_factory=set)
    """The paths that lack their record, or have one that belongs elsewhere, because a rename failed."""
    errors: list[EnregardError] = field(default_factory=list)

    @property
    def touched(self) -> set[str]:
        """The paths, former or present, of records that were or should have been renamed."""
        return self.failed | self.moved.keys() | set(self.moved.values())

    def notes(self) -> Iterator[str]:
        """Yield a line for each renamed record, or for all if there are many."""
        found = [(to, start) for to, start in sorted(self.moved.items()) if not target_of(start)]
        for to, start in found[: None if len(found) <= _NAMED else 1]:
            if to in self.orphans:
                note = _("translate/{to} was translate/{start}: its article is gone", to=to, start=start)
            else:
                note = _("translate/{to} was translate/{start}: its article was renamed", to=to, start=start)
            if len(found) > _NAMED:
                note += ", " + ngettext(
                    "and {count} other PO file moved likewise",
                    "and {count} other PO files moved likewise",
                    len(found) - 1,
                )
            yield note


def relocate(
    publication: Publication,
    articles: Mapping[str, frozenset[int]],
    outlines: Mapping[str, Outline],
    orphans: Set[str],
) -> Relocation:
    """Rename records so that each is that of the article it belongs to.

    `articles` has the sentences of the articles whose record is missing or differs, by the path of the
    record, and `outlines` has the records that exist. Other articles keep their records.
    """
    folder = publication.record_path("")
    fixed = {path for path in outlines if not is_movable(folder, path)}
    free = {path: ids for path, ids in articles.items() if path not in fixed}
    known = {path: outline for path, outline in outlines.items() if path not in fixed}
    found = assign(free, known)
    if len(found) < len(free):
        known |= _read_all(publication, orphans)
        found = assign(free, known)
    moves = {record: article for article, record in found.items() if record != article}
    for path in sorted(orphans):  # left on its way by a killed run
        to = target_of(path)
        if to and path not in moves and to not in moves.values() and (to not in known or to in moves):
            moves[path] = to
    done = Relocation({**outlines, **known}, set(orphans))
    for start, to in all_steps(moves, {*known, *orphans}):
        _take(publication, start, to, done)
    done.orphans -= articles.keys()
    return done


def _take(publication: Publication, start: str, to: str, done: Relocation) -> None:
    """Carry out one rename, unless an earlier one on which it depends failed."""
    if start in done.failed or to in done.failed:
        done.failed |= {start, to}
        return
    try:
        move(publication.record_path(""), start, to)
    except (OSError, EnregardError) as error:
        done.errors.append(cannot_write(error, f"translate/{to}") if isinstance(error, OSError) else error)
        done.failed |= {start, to}
        return
    if start in done.outlines:
        done.outlines[to] = done.outlines.pop(start)
    done.moved[to] = done.moved.pop(start, start)
    done.orphans.discard(start)
    done.orphans.add(to)


def _read_all(publication: Publication, orphans: Set[str]) -> dict[str, Outline]:
    """Outline the orphans that can be read and moved."""
    found = {}
    for path in sorted(orphans):
        if is_movable(publication.record_path(""), path):
            try:
                found[path] = read_outline(publication.record_path(path), f"translate/{path}")
            except EnregardError:
                continue  # nobody knows what it is
    return found
