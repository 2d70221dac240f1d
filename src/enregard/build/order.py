"""What site is wanted of a publication, and how its articles are rendered."""

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from enregard.errors import EnregardError
from enregard.output.staging import Staging
from enregard.publication.publication import Publication
from enregard.site.model import ModelInfo

if TYPE_CHECKING:  # a build with nothing to do does not wait for templates and parsers
    from enregard.build.render import Rendered, Renderer

LongWay = Callable[["Renderer", Sequence[PurePosixPath]], Iterator["Rendered"]]
"""Renders the articles that are not simply there: with gaps to be filled, or with problems to be told."""


@dataclass(frozen=True, slots=True)
class Order:
    """The site that is wanted.

    `names` are the paths of its seeds; `findings` asks for the page of what the checks found.
    """

    publication: Publication
    model: ModelInfo | None
    names: Sequence[str]
    long_way: LongWay
    findings: bool = False
    jobs: int = 0
    note: Callable[[str], None] = lambda _: None
    """Is told what the publisher may want to know: of a site that is made anew, and what articles refer to
    that is not there, which every build tells."""
    others: Sequence[PurePosixPath] = ()
    """The files under `seeds/` that are no articles."""
    unreadable: Set[str] = frozenset()
    """Receives, as they are found, the seeds whose record cannot be read: as long, their pages stay as they
    are."""
    search: bool = True
    """Whether the search index follows every change; without, what stands of it may lag behind the pages."""
    problem: Callable[[EnregardError], None] = lambda _: None
    """Is told what is wrong between articles, which every build tells."""

    def render(self, staging: Staging, now_ns: int, names: Sequence[str]) -> "Iterator[Rendered]":
        """The articles of `names`, as they are ready."""
        from enregard.build.render import Renderer, Task, render

        task = Task(self.publication, self.model, self.findings, staging, now_ns)
        rest = []
        for name, rendered in render(task, names, self.jobs):
            if rendered is None:
                rest.append(PurePosixPath(name))
            else:
                yield rendered
        if rest:
            yield from self.long_way(Renderer(task), rest)
