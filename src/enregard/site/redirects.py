"""The paths that redirects may have in a site, and the list of redirects for servers."""

from collections.abc import Iterator, Mapping
from urllib.parse import quote, urlsplit

from enregard.site.summary import VIEWS, links

REDIRECTS = "_redirects"
"""The list for Cloudflare and Netlify, with one line per redirect: `/from /to 301`."""

_RESERVED = frozenset(
    """
    index.html index.json 404.html robots.txt _redirects about feeds links media months pages report search
    sources static tags
    """.split()  # noqa: SIM905
)


def is_reserved(path: str) -> bool:
    """Return whether the site itself may need `path`, now or with other articles.

    Pages of articles do not count; for these, see `slug_of_page`.
    """
    top, _, rest = path.casefold().partition("/")
    if top in VIEWS:
        return "/" not in rest or rest.startswith("-/")  # the home page and listing pages in French
    return top in _RESERVED or top.startswith("sitemap")


def slug_of_page(path: str) -> str:
    """Return the slug of the article whose page would be at `path`; "" for other paths."""
    slug = path.casefold().removesuffix("/index.html").partition("/")[2]
    return slug if slug and "/" not in slug and path.casefold() in links(slug).values() else ""


def view_of(path: str) -> str:
    """Return the view, such as `facing`, of the article page at `path`."""
    return VIEWS[path.partition("/")[0]]


def redirect_list(base_url: str, pages: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of `REDIRECTS`; `pages` maps paths to their targets."""
    root = urlsplit(base_url).path.rstrip("/")
    for path in sorted(pages):
        here, there = (quote(name.removesuffix("index.html")) for name in (path, pages[path]))
        yield f"{root}/{here} {root}/{there} 301\n"
