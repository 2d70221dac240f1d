"""The page that shows how far the review of each article has come."""

from math import ceil
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from enregard.build.progress import Order, Row
from enregard.build.state import STATE, open_progress
from enregard.publication.publication import Publication
from enregard.report import counted
from enregard.site.summary import links

PER_PAGE = 100
"""Articles on a page."""

_ORDERS = {
    Order.DOUBTFUL: "Most doubtful first",
    Order.OPEN: "Nearly finished first",
    Order.NEWEST: "Newest first",
}


def progress_page(publication: Publication, order: str, page: str) -> str:
    """Return the HTML of a page of articles, from the state of the last build. No PO file is read.

    `order` and `page` come from the address; invalid ones count as the first.
    """
    chosen = next((one for one in Order if one.value == order), Order.DOUBTFUL)
    with open_progress(publication.cache / STATE) as progress:
        totals = progress.totals() if progress else None
        pages = max(1, ceil((totals.articles if totals else 0) / PER_PAGE))
        number = min(int(page), pages) if page.isascii() and page.isdecimal() and len(page) < 10 else 1
        start = (max(1, number) - 1) * PER_PAGE
        rows = [*progress.rows(chosen, start, PER_PAGE)] if progress else []
    return (
        _environment()
        .get_template("progress.html")
        .render(
            totals=totals,
            rows=rows,
            order=chosen,
            orders=_ORDERS,
            page=start // PER_PAGE + 1,
            pages=pages,
            start=start + 1,
        )
    )


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("enregard.serving"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["describe"] = _describe
    environment.filters["address"] = _address
    environment.filters["counted"] = counted
    return environment


def _address(row: Row) -> str:
    """Return the address of an article's first sentence to review."""
    first = "#enregard-first" if row.draft or row.missing else ""
    return f"/{quote(links(row.slug)['facing'].removesuffix('index.html'))}{first}"


def _describe(row: Row) -> str:
    """Return the numbers of an article in words."""
    parts = [f"{row.reviewed:,} of {counted(row.total, 'sentence')} reviewed"]
    if row.draft:
        parts.append(counted(row.draft, "draft") + (f" ({row.doubtful:,} doubtful)" if row.doubtful else ""))
    if row.missing:
        parts.append(f"{row.missing:,} not translated")
    if row.findings:
        parts.append(counted(row.findings, "finding"))
    return ", ".join(parts)
