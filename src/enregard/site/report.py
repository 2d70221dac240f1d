"""The report page: what the checks found, and the most doubtful drafts, article by article."""

from dataclasses import dataclass
from itertools import chain

from enregard.article.article import Facing, FacingArticle, Finding
from enregard.article.doubt import most_doubtful
from enregard.site.summary import Summary, links


@dataclass(frozen=True, slots=True)
class FlaggedSentence:
    """A doubtful sentence; `href` leads to it on the facing page."""

    href: str
    line: int
    source: str
    target: str
    findings: tuple[Finding, ...]
    certainty: float | None = None


@dataclass(frozen=True, slots=True)
class FlaggedArticle:
    """An article with doubtful sentences.

    `sentences` have findings; `doubtful` have none, but the model is not certain of them, least of the first.
    """

    seed: str
    title: str
    href: str
    sentences: tuple[FlaggedSentence, ...]
    doubtful: tuple[FlaggedSentence, ...] = ()

    @property
    def findings(self) -> int:
        """The number of findings."""
        return sum(len(sentence.findings) for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """What listing pages need to know about an article whose pages are written."""

    summary: Summary
    flagged: FlaggedArticle | None
    entry: str = ""
    """Its entry in `index.json`, which is not kept in memory."""


def flag(article: FacingArticle) -> FlaggedArticle | None:
    """Return the sentences of `article` with findings, and its most doubtful ones; None if there are none."""
    page = links(article.article.slug)["facing"]
    in_head = ((page, facing) for facings in article.fields.values() for facing in facings)
    in_body = enumerate(chain.from_iterable(article.leaves), 1)
    linked = [*in_head, *((f"{page}#en-{number}", facing) for number, facing in in_body)]
    sentences = tuple(_flagged(href, facing) for href, facing in linked if facing.findings)
    hrefs = {id(facing): href for href, facing in linked}
    doubtful = tuple(
        _flagged(hrefs[id(facing)], facing)
        for facing in most_doubtful(facing for _, facing in linked)
        if not facing.findings
    )
    if not sentences and not doubtful:
        return None
    return FlaggedArticle(f"seeds/{article.article.path}", article.title, page, sentences, doubtful)


def _flagged(href: str, facing: Facing) -> FlaggedSentence:
    source, target = facing.sentence.text.plain, facing.target.plain
    return FlaggedSentence(href, facing.sentence.line, source, target, facing.findings, facing.certainty)
