"""The flow of the program: read, segment, translate, render."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from enregard import __version__
from enregard.article.article import FacingArticle
from enregard.build.build import build_site
from enregard.build.order import Order
from enregard.publication.publication import Publication
from enregard.report import Report
from enregard.seeds.paths import published_names, published_paths
from enregard.site.model import ModelInfo
from enregard.site.search.search import searchable
from enregard.translate.draft.drafter import Drafter, Source
from enregard.translate.model.options import Again, Options, RunReport
from enregard.translate.model.pin import read_pin
from enregard.translate.record.record import Record

if TYPE_CHECKING:
    from pathlib import Path

    from enregard.build.render import Rendered, Renderer
    from enregard.export.export import Exported
    from enregard.translate.segment.facing import Segmented

# What parses and renders is imported where it is needed: a build with nothing to do is done before.


def build(
    publication: Publication,
    drafter: Drafter,
    model: ModelInfo,
    report: Report,
    *,
    findings: bool = False,
    jobs: int = 0,
    search: bool = True,
) -> int:
    """Translate what is new and render the site. Returns the number of articles in it.

    `findings` asks for the page of what the checks found, as recorded in the PO files. `jobs` processes
    render; 0 stands for one on each core. Without `search` the index of what readers search may lag behind.
    """

    def long_way(renderer: "Renderer", paths: Sequence[PurePosixPath]) -> "Iterator[Rendered]":
        from enregard.records import face_record, open_records, rename_detector
        from enregard.translate.memory.memory import TranslationMemory

        found = open_records(
            publication, report, paths, detector=rename_detector(publication), unreadable=unreadable
        )
        drafter.expected += len(paths)
        with TranslationMemory(publication, [PurePosixPath(name) for name in names]) as reviewed:
            for segmented, record in drafter.fill(found, reviewed.recall):
                # What was only drafted is now as it stands in its file.
                rendered = renderer.plain(segmented.article.path)
                if rendered is None:
                    rendered = renderer.render(face_record(segmented, record, report))
                yield rendered

    unreadable: set[str] = set()
    others: list[PurePosixPath] = []
    names = published_names(publication.seeds, on_error=report.problem, others=others)
    if publication.settings.search and not searchable(publication.settings):
        report.note(
            "the site has no search: Pagefind is not there for this machine (pip install pagefind-bin)"
        )
    order = Order(
        publication,
        model,
        names,
        long_way,
        findings=findings,
        jobs=jobs,
        note=report.note,
        others=others,
        unreadable=unreadable,
        search=search,
        problem=report.problem,
    )
    return build_site(order)


def translate(
    publication: Publication, drafter: Drafter, report: Report, again: Again = Again.NOTHING
) -> Iterator[FacingArticle]:
    """Every article of the publication facing its translation, in the order in which they are ready.

    Machine drafts are made anew as far as `again` says; what a person reviewed never is.
    """
    from enregard.records import face_record, open_records, rename_detector
    from enregard.translate.memory.memory import TranslationMemory

    paths = published_paths(publication.seeds, on_error=report.problem)
    drafter.expected += len(paths)

    def reopened() -> "Iterator[tuple[Segmented, Record]]":
        for segmented, record in open_records(
            publication, report, paths, detector=rename_detector(publication)
        ):
            if again is not Again.NOTHING:
                record.reopen(only_faulty=again is Again.FINDINGS)
            yield segmented, record

    with TranslationMemory(publication, paths) as reviewed:
        for segmented, record in drafter.fill(reopened(), reviewed.recall):
            yield face_record(segmented, record, report)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did: articles gone through, sentences newly drafted."""

    articles: int
    drafted: int


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
    """Translate what is new with the pinned model and, if asked, render the site.

    `findings` asks for its page of what the checks found, `jobs` is how many processes render it. `again`
    says which machine drafts are made anew, where the site is not rendered.
    """
    from enregard.publication.lock import alone

    doing = "`enregard build`" if render else "`enregard translate`"
    drafting = Drafter(source_finder(publication, options, report), report)
    with alone(publication, doing, report), drafting as drafter:
        if render:
            model = model_info(publication)
            articles = build(publication, drafter, model, report, findings=findings, jobs=jobs)
        else:
            articles = sum(1 for _ in translate(publication, drafter, report, again))
    return Outcome(articles, drafter.drafted)


def source_finder(publication: Publication, options: Options, report: RunReport) -> Callable[[], Source]:
    """What finds the pinned model where drafts are wanted; only a run with something new pays for it.

    Wrong lines of the glossary are reported at once. Raises EnregardError where the pin cannot be used.
    """
    from enregard.translate.glossary.csv_file import usable_terms

    pin = read_pin(publication.translate / "model.toml")
    terms = usable_terms(publication.translate / "glossary.csv", report)

    def find_source() -> Source:
        from enregard.translate.draft.source import model_source

        return model_source(pin, terms, publication.cache, options, report)

    return find_source


def model_info(publication: Publication) -> ModelInfo:
    """What readers are told about the model that the publication is pinned to."""
    pin = read_pin(publication.translate / "model.toml")
    return ModelInfo(pin.name, pin.version, pin.licence, pin.credit, pin.credit_fr)


def export(
    publication: Publication, form: str, path: "Path | None", report: Report, *, reviewed: bool = False
) -> "Exported":
    """Write the publication as it stands in the format `form` to the file `path`, or to standard output.

    Nothing is translated, and nothing else is written. `reviewed` leaves out what no person has reviewed.
    Raises EnregardError where there is nothing to export or `path` cannot be written.
    """
    from enregard.build.unpublished import why_held
    from enregard.export.colophon import Colophon
    from enregard.export.export import export as export_items
    from enregard.export.units import Item
    from enregard.records import open_records, read_facings
    from enregard.translate.segment.facing import face, in_markup

    def items() -> Iterator[Item]:
        paths = published_paths(publication.seeds, on_error=report.problem)
        for done, (segmented, record) in enumerate(open_records(publication, report, paths), 1):
            facings = read_facings(record, report)
            facing = face(segmented, facings)
            if form != "epub" or not why_held(publication, facing):  # a book is published as a site is
                yield Item(facing, in_markup(segmented, facings))
            report.progress("articles", done, len(paths))

    settings = publication.settings
    colophon = Colophon(
        settings.title,
        model_info(publication),
        settings.title_fr,
        settings.description,
        settings.author,
        settings.licence,
        settings.base_url,
    )
    publication.check_export(path)
    return export_items(form, items(), colophon, path, __version__, reviewed=reviewed)
