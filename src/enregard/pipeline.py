"""The flow of the program: read, segment, translate, render."""

from collections.abc import Iterator
from dataclasses import dataclass

from enregard.article import FacingArticle
from enregard.errors import EnregardError
from enregard.facing import Segmented, face, segment_article
from enregard.publication import Publication
from enregard.report import Report
from enregard.seeds.read import read_seeds
from enregard.site.pages import ModelInfo, Site
from enregard.site.writer import SiteWriter
from enregard.translate.drafting import Drafter, Source
from enregard.translate.model import read_pin
from enregard.translate.options import Options, RunReport
from enregard.translate.record import Record, open_record


def build(
    publication: Publication, drafter: Drafter, model: ModelInfo, report: Report, *, findings: bool = False
) -> int:
    """Translate what is new and render the site. Returns the number of articles in it.

    `findings` asks for the page of what the checks found, as recorded in the PO files.
    """
    articles = 0
    with SiteWriter(publication.build) as writer:
        site = Site(publication, writer, model=model, report=findings)
        for article in translate(publication, drafter, report):
            site.add(article)
            articles += 1
        site.finish()
    return articles


def translate(publication: Publication, drafter: Drafter, report: Report) -> Iterator[FacingArticle]:
    """Every article of the publication facing its translation, in the order in which they are ready."""
    for segmented, record in drafter.fill(records(publication, report)):
        facings, problems = record.facings()
        for problem in problems:
            report.problem(problem)
        yield face(segmented, facings)


def records(publication: Publication, report: Report) -> Iterator[tuple[Segmented, Record]]:
    """Every article with its record as it stands. What cannot be read is reported and left out."""
    for article in read_seeds(
        publication.seeds, allow_html=publication.settings.allow_html, on_error=report.problem
    ):
        segmented = segment_article(article)
        path = article.path.with_suffix(".po")
        shown, seed = f"translate/{path}", f"seeds/{article.path}"
        try:
            record = open_record(publication.translate / path, shown, segmented.sentences(), seed)
        except EnregardError as error:
            report.problem(error)
            continue
        if record.lost:
            report.problem(
                EnregardError(
                    f"{record.lost} entries were taken out of this file and are drafted anew: "
                    "if that was not meant, take back an older version of it",
                    path=record.shown,
                )
            )
        yield segmented, record


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did: articles gone through, sentences newly drafted."""

    articles: int
    drafted: int


def run(
    publication: Publication, options: Options, report: RunReport, *, render: bool, findings: bool = False
) -> Outcome:
    """Translate what is new with the pinned model and, if asked, render the site.

    `findings` asks for its page of what the checks found.
    """
    pin = read_pin(publication.translate / "model.toml")

    def find_source() -> Source:
        from enregard.translate.source import model_source  # only a run with something new pays for it

        return model_source(pin, publication.translate / "glossary.csv", publication.cache, options, report)

    with Drafter(find_source, report) as drafter:
        if render:
            articles = build(publication, drafter, model_info(publication), report, findings=findings)
        else:
            articles = sum(1 for _ in translate(publication, drafter, report))
    return Outcome(articles, drafter.drafted)


def model_info(publication: Publication) -> ModelInfo:
    """What readers are told about the model that the publication is pinned to."""
    pin = read_pin(publication.translate / "model.toml")
    return ModelInfo(pin.name, pin.version, pin.licence, pin.credit)
