"""Whether an article is withheld from readers, and why: a draft, or below the review threshold."""

from collections.abc import Mapping
from itertools import islice
from pathlib import PurePosixPath

from enregard.article.article import Article, FacingArticle
from enregard.messages import _, ngettext
from enregard.publication.publication import Publication
from enregard.seeds.files import display_path
from enregard.site.labels import tally

_NAMED = 3  # articles in a line


def why_held_back(publication: Publication, article: Article) -> str:
    """Return in a few words why its author holds the article back, however it is translated; else empty."""
    return "" if publication.everything else article.held


def why_unpublished(publication: Publication, facing: FacingArticle) -> str:
    """Return in a few words why the article is unpublished; empty if it is published.

    An article without sentences has nothing to review, so it is published.
    """
    if publication.everything:
        return ""
    if why := why_held_back(publication, facing.article):
        return why
    least = publication.settings.least_reviewed
    if least:
        count = tally(facing)
        if count.reviewed * 100 < least * count.total:
            # Translators: {share} is a percentage.
            return _("{share} % reviewed", share=count.reviewed * 100 // count.total)
    return ""


def unpublished_notice(found: Mapping[str, str]) -> str:
    """Return a line about unpublished articles: their seeds, and why."""
    named = [f"{display_path(PurePosixPath(seed))}: {why}" for seed, why in islice(found.items(), _NAMED)]
    return ngettext(
        "{count} unpublished article ({which}): --all includes it",
        "{count} unpublished articles ({which}): --all includes them",
        len(found),
        which=", ".join(named) + (", …" if len(found) > _NAMED else ""),
    )
