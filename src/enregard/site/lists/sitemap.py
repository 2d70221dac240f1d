"""The sitemap for search engines (sitemaps.org), and robots.txt, which links to it.

It has no `lastmod`: the program knows when articles were written, not when pages changed.
"""

from collections.abc import Iterable, Iterator

from enregard.site.addresses import absolute_url
from enregard.system.xml import element, xml_value

SITEMAP = "sitemap.xml"
MOST_ADDRESSES = 50_000
"""The protocol's limit for one file."""
MOST_BYTES = 52_428_800
"""The protocol's limit for one file."""

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
Alternates = dict[str, str]
"""The paths of pages with the same content, by language, or for an article by view, such as `facing`."""
Entries = tuple[Alternates, ...] | tuple[str, ...]
"""The content of a sitemap file: pages, or in an index, the paths of the other files."""


def sitemap_parts(base_url: str, pages: Iterable[Alternates]) -> list[tuple[str, Entries]]:
    """Divide `pages` into the files of the sitemap; return the path and entries of each.

    If one file cannot hold all addresses, `SITEMAP` is an index that lists the paths of the others.
    """
    entries = list(pages)
    longest = max((len(path) for entry in entries for path in entry.values()), default=0)
    # Each entry has four addresses, and percent-encoding may triple the bytes of a path.
    room = min(MOST_ADDRESSES, MOST_BYTES // (4 * (len(base_url) + 3 * longest) + 400))
    parts: list[list[Alternates]] = [[]]
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
    """Yield the sitemap file that lists `entries`, or an index if they are other sitemap files."""
    pages = [entry for entry in entries if not isinstance(entry, str)]
    if entries and not pages:
        yield f"{_DECLARATION}<sitemapindex {_NAMESPACE}>\n"
        for name in entries:
            yield f"<sitemap>\n{element('loc', absolute_url(base_url, str(name)))}</sitemap>\n"
        yield "</sitemapindex>\n"
        return
    yield f'{_DECLARATION}<urlset {_NAMESPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    for alternates in pages:
        urls = {view: xml_value(absolute_url(base_url, path)) for view, path in alternates.items()}
        # Every page lists all alternates, itself included: search engines ignore one-way links.
        default = "facing" if "facing" in urls else "en"
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{lang}" href="{urls[view]}"/>\n'
            for lang, view in (("fr", "fr"), ("en", "en"), ("x-default", default))
        )
        for url in urls.values():
            yield f"<url>\n<loc>{url}</loc>\n{others}</url>\n"
    yield "</urlset>\n"


def robots(base_url: str) -> str:
    """Return `robots.txt`, which allows everything; it only has an effect at the root of a host."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {absolute_url(base_url, SITEMAP)}\n"
