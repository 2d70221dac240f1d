"""The sitemap for search engines (sitemaps.org), and robots.txt, which leads to it.

No page has a time of its last change here: what the program knows are the dates of articles, not of pages.
"""

from collections.abc import Iterable, Iterator

from enregard.site.addresses import address
from enregard.system.xml import element, xml_value

SITEMAP = "sitemap.xml"
MOST_ADDRESSES = 50_000
"""In one file, as the protocol has it."""
MOST_BYTES = 52_428_800
"""In one file, as the protocol has it."""

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
Same = dict[str, str]
"""Pages that say the same: those of an article by view, `facing`, `en` and `fr`, or of a list by language."""
Entries = tuple[Same, ...] | tuple[str, ...]
"""What a file lists: pages, or, if it is an index, the paths of the other files."""


def sitemap_parts(base_url: str, pages: Iterable[Same]) -> list[tuple[str, Entries]]:
    """The files of the sitemap of `pages`: their paths, and what `sitemap` is to list in each.

    Where all addresses do not go into one file, `SITEMAP` is an index, which lists the paths of the parts.
    """
    entries = list(pages)
    longest = max((len(path) for entry in entries for path in entry.values()), default=0)
    # Of an article's address there are four in its entry. One byte of it may become three in an address.
    room = min(MOST_ADDRESSES, MOST_BYTES // (4 * (len(base_url) + 3 * longest) + 400))
    parts: list[list[Same]] = [[]]
    count = 0
    for entry in entries:
        count += len(entry)
        if count > room and parts[-1]:
            parts.append([])
            count = len(entry)
        parts[-1].append(entry)
    if len(parts) == 1:
        return [(SITEMAP, tuple(entries))]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    return [(SITEMAP, tuple(names)), *zip(names, map(tuple, parts), strict=True)]


def sitemap(base_url: str, entries: Entries) -> Iterator[str]:
    """The file of the sitemap that lists `entries`; an index where these are other files of the sitemap."""
    pages = [entry for entry in entries if not isinstance(entry, str)]
    if entries and not pages:
        yield f"{_DECLARATION}<sitemapindex {_NAMESPACE}>\n"
        for name in entries:
            yield f"<sitemap>\n{element('loc', address(base_url, str(name)))}</sitemap>\n"
        yield "</sitemapindex>\n"
        return
    yield f'{_DECLARATION}<urlset {_NAMESPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    for same in pages:
        places = {view: xml_value(address(base_url, path)) for view, path in same.items()}
        # All say the same, themselves included: alternates count only where they are mutual.
        default = "facing" if "facing" in places else "en"
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{lang}" href="{places[view]}"/>\n'
            for lang, view in (("fr", "fr"), ("en", "en"), ("x-default", default))
        )
        for place in places.values():
            yield f"<url>\n<loc>{place}</loc>\n{others}</url>\n"
    yield "</urlset>\n"


def robots(base_url: str) -> str:
    """`robots.txt`: everything may be read. It counts at the root of a host only."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {address(base_url, SITEMAP)}\n"
