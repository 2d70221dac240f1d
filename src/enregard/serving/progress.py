"""The page that shows how far the review of each article has come."""

from math import ceil
from urllib.parse import quote

from enregard.build.progress import Order, Row, Totals
from enregard.build.state import STATE, open_progress
from enregard.messages import _, marked, ngettext, number
from enregard.publication.publication import Publication
from enregard.serving.words import environment
from enregard.site.summary import links

PER_PAGE = 100
"""Articles on a page."""

_ORDERS = {
    Order.DOUBTFUL: marked("Most doubtful first"),
    Order.OPEN: marked("Nearly finished first"),
    Order.NEWEST: marked("Newest first"),
}


def progress_page(publication: Publication, order: str, page: str) -> str:
    """Return the HTML of a page of articles, from the state of the last build. No PO file is read.

    `order` and `page` come from the address; invalid ones count as the first.
    """
    chosen = next((one for one in Order if one.value == order), Order.DOUBTFUL)
    with open_progress(publication.cache / STATE) as progress:
        totals = progress.totals() if progress else None
        pages = max(1, ceil((totals.articles if totals else 0) / PER_PAGE))
        wanted = min(int(page), pages) if page.isascii() and page.isdecimal() and len(page) < 10 else 1
        start = (max(1, wanted) - 1) * PER_PAGE
        rows = [*progress.rows(chosen, start, PER_PAGE)] if progress else []
    made = environment()
    made.filters.update(describe=_describe, address=_address, summarise=_summarise)
    return made.get_template("progress.html").render(
        totals=totals,
        rows=rows,
        order=chosen,
        orders=_ORDERS,
        page=start // PER_PAGE + 1,
        pages=pages,
        start=start + 1,
    )


def _address(row: Row) -> str:
    """Return the address of an article's first sentence to review."""
    first = "#enregard-first" if row.draft or row.missing else ""
    return f"/{quote(links(row.slug)['facing'].removesuffix('index.html'))}{first}"


def _describe(row: Row) -> str:
    """Return the numbers of an article in words."""
    parts = [_reviewed(row.reviewed, row.total)]
    if row.draft:
        parts.append(_drafts(row.draft, row.doubtful) if row.doubtful else _count_drafts(row.draft))
    if row.missing:
        parts.append(_missing(row.missing))
    if row.findings:
        parts.append(ngettext("{count} finding", "{count} findings", row.findings))
    return ", ".join(parts)


def _summarise(totals: Totals) -> str:
    """Return the numbers of all articles in words."""
    parts = [
        _reviewed(totals.reviewed, totals.total),
        _drafts(totals.draft, totals.doubtful),
        _missing(totals.missing),
        ngettext("{count} finding", "{count} findings", totals.findings),
    ]
    articles = ngettext("{count} article", "{count} articles", totals.articles)
    finished = number(totals.finished)
    numbers = ", ".join(parts)
    return _(
        "{numbers}. {finished} of {articles} finished.", numbers=numbers, finished=finished, articles=articles
    )


def _reviewed(count: int, total: int) -> str:
    sentences = ngettext("{count} sentence", "{count} sentences", total)
    return _("{reviewed} of {sentences} reviewed", reviewed=number(count), sentences=sentences)


def _count_drafts(count: int) -> str:
    return ngettext("{count} draft", "{count} drafts", count)


def _drafts(count: int, doubtful: int) -> str:
    return _("{drafts} ({doubtful} doubtful)", drafts=_count_drafts(count), doubtful=number(doubtful))


def _missing(count: int) -> str:
    return ngettext("{count} not translated", "{count} not translated", count)
