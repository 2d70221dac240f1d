"""The report page: what the checks found, article by article."""

from dataclasses import dataclass
from itertools import chain

from enregard.article.article import FacingArticle, Finding
from enregard.site.summary import Summary, links


@dataclass(frozen=True, slots=True)
class FlaggedSentence:
    """A sentence with findings; `href` leads to it on the facing page."""

    href: str
    line: int
    source: str
    target: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class FlaggedArticle:
    """An article with findings."""

    seed: str
    title: str
    href: str
    sentences: tuple[FlaggedSentence, ...]

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
    """Return the sentences of `article` with findings; None if there are none."""
    page = links(article.article.slug)["facing"]
    in_head = ((page, facing) for facings in article.fields.values() for facing in facings)
    in_body = enumerate(chain.from_iterable(article.leaves), 1)
    linked = chain(in_head, ((f"{page}#en-{number}", facing) for number, facing in in_body))
    sentences = tuple(
        FlaggedSentence(
            href, facing.sentence.line, facing.sentence.text.plain, facing.target.plain, facing.findings
        )
        for href, facing in linked
        if facing.findings
    )
    if not sentences:
        return None
    return FlaggedArticle(f"seeds/{article.article.path}", article.title, page, sentences)
