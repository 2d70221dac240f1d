"""Report what concerns the whole site: links, redirects, unpublished articles, other files."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from enregard.build.redirects import Resolved
from enregard.build.state import BuildState
from enregard.build.unpublished import NO_TEXT
from enregard.messages import _, ngettext
from enregard.report import Report
from enregard.seeds.files import display_path
from enregard.seeds.references import ReferenceKind
from enregard.site.withheld import unpublished_notice

_NAMED = 3  # files or articles in a line


def report_notices(state: BuildState, others: Iterable[PurePosixPath], report: Report) -> None:
    """Report problems between articles; `others` are the files under `seeds/` that are not articles."""
    resolved = state.redirects.resolved()
    for problem in resolved.problems:
        report.problem(problem)
    for notice in (
        *_notes(state),
        *_faulty_references(state),
        *taken_addresses(resolved),
        *_other_files(state, others),
        *_links_to_unpublished(state),
    ):
        report.note(notice)
    if found := {seed: why for seed, why in state.unpublished.all().items() if why != NO_TEXT}:
        report.note(unpublished_notice(found))


def _notes(state: BuildState) -> Iterator[str]:
    for seed, note in state.notes.all():
        yield _(
            "warning: {seed}:{line}: {what}",
            seed=display_path(PurePosixPath(seed)),
            line=note.line,
            what=note.what,
        )


def _faulty_references(state: BuildState) -> Iterator[str]:
    by_slug = None
    for seed, it in state.references.faulty():
        problem = it.problem
        if it.kind is ReferenceKind.MISSING:
            by_slug = state.redirects.by_slug() if by_slug is None else by_slug
            if there := by_slug.get(it.slug):
                target = display_path(PurePosixPath(there))
                problem = _(
                    "does not exist; readers get {target} at that address: correct the link", target=target
                )
        yield _(
            "warning: {seed}:{line}: '{shown}' {problem}",
            seed=display_path(PurePosixPath(seed)),
            line=it.line,
            shown=it.shown,
            problem=problem,
        )


def taken_addresses(resolved: Resolved) -> Iterator[str]:
    """Yield a line about former addresses that now belong to other articles, if any."""
    if not resolved.taken:
        return
    yield ngettext(
        "warning: {count} former address now leads to another article ({which}): rename that article, or "
        "remove the address from X-Enregard-Slugs in the PO file",
        "warning: {count} former addresses now lead to other articles ({which}): rename that article, or "
        "remove the address from X-Enregard-Slugs in the PO file",
        len(resolved.taken),
        which=_first(resolved.taken),
    )


def _other_files(state: BuildState, others: Iterable[PurePosixPath]) -> Iterator[str]:
    known = state.references.paths()
    names = sorted(str(path) for path in others if str(path) not in known)
    if names:
        found = [display_path(PurePosixPath(name)) for name in names]
        yield ngettext(
            "skipped: {count} file is not an article ({which}): save texts as .txt or .md; files that "
            "articles link to are published with them",
            "skipped: {count} files are not articles ({which}): save texts as .txt or .md; files that "
            "articles link to are published with them",
            len(found),
            which=_first(found),
        )


def _links_to_unpublished(state: BuildState) -> Iterator[str]:
    for seed, line, address in state.references.to_unpublished():
        yield (
            _(
                "warning: seeds/{seed}:{line}: '{address}' links to an unpublished article: publish it, "
                "or remove the link",
                seed=seed,
                line=line,
                address=address,
            )
        )


def _first(names: Sequence[str]) -> str:
    return ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
