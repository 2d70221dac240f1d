"""The people behind a translation: those who translated it, and those who reviewed it."""

from dataclasses import dataclass

from enregard.article.article import Article
from enregard.article.header_values import people
from enregard.publication.publication import Settings
from enregard.site.labels import Tally


@dataclass(frozen=True, slots=True)
class Credits:
    """Names of people; the engines of drafts are in the tally."""

    translators: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()


def credits_of(article: Article, settings: Settings, tally: Tally) -> Credits:
    """Return who translated and reviewed `article`: those in its headers, else those of the publication.

    The publication's people are only named if they reviewed at least one sentence.
    """
    worked = tally.reviewed > 0
    return Credits(
        people(article.headers, "translator") or (settings.translators if worked else ()),
        people(article.headers, "reviewer") or (settings.reviewers if worked else ()),
    )
