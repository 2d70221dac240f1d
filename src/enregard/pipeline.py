"""The flow of the program: read, segment, translate, check, render.

    seeds/  --read-->  Article  --segment-->  Sentence  --translate-->  Facing  --render-->  build/
                                                 ^  |                      |
                                                 |  v                      v
                                             translate/*.po              checks

`build` does all steps; `translate` stops at the PO files.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from enregard.article.article import FacingArticle
from enregard.build.build import BuildRequest, SiteBuild, StartOver
from enregard.errors import EnregardError
from enregard.messages import _
from enregard.publication.publication import Publication
from enregard.report import Report
from enregard.seeds.paths import article_paths, list_articles
from enregard.site.model import ModelInfo
from enregard.site.search.search import searchable
from enregard.translate.draft.drafter import Drafter, Source
from enregard.translate.model.options import Again, Options, RunReport
from enregard.translate.model.pin import BUNDLED, PREVIOUS, Pin, read_pin
from enregard.translate.record.record import Record
from enregard.translate.record.word_links import links_name

if TYPE_CHECKING:
    from enregard.translate.draft.linker import WordLinker
    from enregard.translate.model.ready import SharedEngine
    from enregard.translate.segment.facing import Segmented

# Parsers and templates are imported inside functions: a build with nothing to do needs neither.


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a run."""

    articles: int
    drafted: int
    """Newly drafted sentences."""


def run(
    publication: Publication,
    options: Options,
    report: RunReport,
    *,
    render: bool,
    findings: bool = False,
    jobs: int = 0,
    again: Again = Again.NOTHING,
) -> Outcome:
    """Translate new sentences with the pinned model, and build the site if `render` is set.

    `findings` and `jobs` are explained in `build`, `again` in `translate`. All translations are checked first
    if `findings` is set or `again` is `FINDINGS`.
    """
    from enregard.publication.lock import writer_lock
    from enregard.translate.model.ready import SharedEngine

    if again is not Again.NOTHING:
        _check_glossary(publication, report)
    if findings or again is Again.FINDINGS:
        from enregard.review.check import check

        for _checked in check(publication, report):  # records the findings
            pass

    doing = "`enregard build`" if render else "`enregard translate`"
    shared = SharedEngine(options)
    drafting = Drafter(source_finder(publication, options, report, shared), report)
    linking = word_linker(publication, options, report, shared)
    with writer_lock(publication, doing, report), drafting as drafter, linking as linker:
        if render:
            model = model_info(publication)
            articles = build(publication, drafter, model, report, findings=findings, jobs=jobs, linker=linker)
        else:
            articles = sum(1 for _ in translate(publication, drafter, report, again, linker))
    return Outcome(articles, drafter.drafted)


def build(
    publication: Publication,
    drafter: Drafter,
    model: ModelInfo,
    report: Report,
    *,
    findings: bool = False,
    jobs: int = 0,
    search: bool = True,
    linker: "WordLinker | None" = None,
) -> int:
    """Translate new sentences and build the site. Returns the number of its articles.

    With `findings`, the site has a page of recorded findings. `jobs` is the number of processes; 0 means one
    per core. Without `search`, the search index may lag behind. If anything is drafted, `linker` links words.
    """
    others: list[PurePosixPath] = []
    found = list_articles(publication.seeds, on_error=report.problem, others=others)
    publication = replace(publication, slugs=found.slugs)
    if publication.settings.search and not searchable(publication.settings):
        report.note(
            _("the site has no search: Pagefind is not available for this machine (pip install pagefind-bin)")
        )
    request = BuildRequest(publication, model, found.names, others, findings, jobs, search)
    try:
        return _build(request, SiteBuild(request, report), drafter, linker)
    except StartOver as needed:
        again = SiteBuild(request, report, full=True, keep_state=needed.keep_state)
        return _build(request, again, drafter, linker)


def _build(request: BuildRequest, site: SiteBuild, drafter: Drafter, linker: "WordLinker | None") -> int:
    with site:
        unfinished = site.unfinished()  # renders the articles that need no translation
        if (first := next(unfinished, None)) is not None:
            from enregard.records import count_without_record

            drafter.expected += count_without_record(request.publication, site.plan.seeds)
            articles = drafter.fill(chain([first], unfinished), site.lookup)
            if linker is not None:
                articles = linker.link(
                    articles, lambda it: it.segmented, drafter.links, lambda: drafter.has_source
                )
            for article, record in articles:
                site.add(article, record)
        if linker is not None and site.plan.gone:
            from enregard.moves.orphans import remove_stray_links

            remove_stray_links(request.publication, map(links_name, site.plan.gone))
        return site.finish()


def translate(
    publication: Publication,
    drafter: Drafter,
    report: Report,
    again: Again = Again.NOTHING,
    linker: "WordLinker | None" = None,
) -> Iterator[FacingArticle]:
    """Yield every article with its translation, as soon as each is ready.

    `again` says which machine drafts to redo; reviewed sentences are never touched. `linker` links words.
    """
    from enregard.moves.orphans import memory_of, remove_stray_links
    from enregard.records import face_record, open_records

    paths = article_paths(publication.seeds, on_error=report.problem)
    drafter.expected += len(paths)

    def reopened() -> "Iterator[tuple[Segmented, Record]]":
        for segmented, record in open_records(publication, report, paths, moving=True):
            if again is not Again.NOTHING:
                record.mark_for_redraft(only_faulty=again is Again.FINDINGS)
            yield segmented, record

    with memory_of(publication, [*map(str, paths)]) as memory:
        articles = drafter.fill(reopened(), memory.lookup)
        if linker is not None:
            articles = linker.link(articles, lambda segmented: segmented, drafter.links)
        for segmented, record in articles:
            yield face_record(segmented, record, report.problem)
    if linker is not None:
        remove_stray_links(publication)


def word_linker(
    publication: Publication, options: Options, report: Report, shared: "SharedEngine"
) -> "AbstractContextManager[WordLinker | None]":
    """Return what links the words of a publication, with the `shared` engine.

    None if its settings do without. Raises EnregardError if the pin is unusable.
    """
    from enregard.translate.draft.linker import WordLinker, aligner_finder

    if not publication.settings.word_links:
        return nullcontext()
    return WordLinker(publication, aligner_finder(_read_pin(publication), options, shared), report)


def source_finder(
    publication: Publication, options: Options, report: RunReport, shared: "SharedEngine | None" = None
) -> Callable[[], Source]:
    """Return a function that finds the pinned model; call it only if there is something to draft.

    It loads a model of its own, or uses the `shared` one.

    Reports invalid lines of the glossary. Raises EnregardError if the pin is unusable.
    """
    from enregard.translate.glossary.csv_file import usable_terms

    pin = _read_pin(publication)
    terms = usable_terms(
        publication.translate / "glossary.csv", report, follow_links=publication.follow_links
    )

    def find_source() -> Source:
        from enregard.translate.draft.source import model_source
        from enregard.translate.draft.style import English

        english = English(publication.settings.english) if publication.settings.english else None
        return model_source(pin, terms, english, publication.cache, options, report, shared)

    return find_source


def _check_glossary(publication: Publication, report: Report) -> None:
    """Raise EnregardError if the glossary has errors: new drafts would lack its terms."""
    from enregard.translate.glossary.csv_file import read_glossary

    path = publication.translate / "glossary.csv"
    problems = read_glossary(path)[1]
    for problem in problems:
        report.problem(problem)
    if problems:
        raise EnregardError(
            _("no draft is redone while the glossary has errors: fix it and run again"), path=path
        )


def model_info(publication: Publication) -> ModelInfo:
    """Return what the site says about the publication's model, and about others that may have drafted."""
    pins = [read_pin(path) for path in BUNDLED.values()]
    with suppress(EnregardError):
        pins.append(read_pin(publication.translate / PREVIOUS, follow_links=publication.follow_links))
    model, *others = (
        ModelInfo(pin.name, pin.version, pin.licence, pin.credit, pin.credit_fr)
        for pin in (_read_pin(publication), *pins)
    )
    different = {other.engine: other for other in others if other.engine != model.engine}
    return replace(model, others=tuple(different.values()))


def _read_pin(publication: Publication) -> Pin:
    return read_pin(publication.translate / "model.toml", follow_links=publication.follow_links)
