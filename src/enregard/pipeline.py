"""The flow of the program: read, segment, translate, render."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from enregard.article import FacingArticle
from enregard.errors import EnregardError
from enregard.facing import Segmented, face, segment_article
from enregard.publication import Publication
from enregard.report import Report
from enregard.seeds.read import read_seeds
from enregard.site.pages import ModelInfo, Site
from enregard.site.writer import SiteWriter
from enregard.translate.drafting import Drafter
from enregard.translate.model import Report as InstallReport
from enregard.translate.model import read_pin
from enregard.translate.record import Record, open_record
from enregard.translate.source import Options, model_source


class RunReport(Report, InstallReport, Protocol):
    """Receives what happens in a run, the installation of a model included."""


def build(publication: Publication, drafter: Drafter, model: ModelInfo, report: Report) -> int:
    """Translate what is new and render the site. Returns the number of articles in it."""
    articles = 0
    with SiteWriter(publication.build) as writer:
        site = Site(publication, writer, model=model)
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


def run(publication: Publication, options: Options, report: RunReport, *, render: bool) -> Outcome:
    """Translate what is new with the pinned model and, if asked, render the site."""
    pin = read_pin(publication.translate / "model.toml")
    with Drafter(model_source(pin, publication.cache, options, report), report) as drafter:
        if render:
            articles = build(publication, drafter, model_info(publication), report)
        else:
            articles = sum(1 for _ in translate(publication, drafter, report))
    return Outcome(articles, drafter.drafted)


def model_info(publication: Publication) -> ModelInfo:
    """What readers are told about the model that the publication is pinned to."""
    pin = read_pin(publication.translate / "model.toml")
    return ModelInfo(pin.name, pin.version, pin.licence, pin.credit)
