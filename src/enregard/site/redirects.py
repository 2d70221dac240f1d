"""Where pages that lead on to others may stand in a site, and the list of them for servers."""

from collections.abc import Iterator, Mapping
from urllib.parse import quote, urlsplit

from enregard.site.summary import links

LIST = "_redirects"
"""A line for each page that leads on, `/from /to 301`: Cloudflare and Netlify understand that, and Apache."""

_VIEWS = {path.partition("/")[0]: view for view, path in links("").items()}
_OWN = frozenset(
    """
    index.html index.json 404.html robots.txt _redirects about feeds links media months pages report search
    sources static tags
    """.split()  # noqa: SIM905
)


def is_own(path: str) -> bool:
    """Whether the file `path` could be in the way of what the site has, or will have with other articles.

    The pages of articles are not among that: which there are, `slug_of_page` tells.
    """
    top, _, rest = path.casefold().partition("/")
    if top in _VIEWS:
        return "/" not in rest or rest.startswith("-/")  # the first page and the lists in French
    return top in _OWN or top.startswith("sitemap")


def slug_of_page(path: str) -> str:
    """The slug of the article that would have `path` as its page; empty for other paths."""
    slug = path.casefold().removesuffix("/index.html").partition("/")[2]
    return slug if slug and "/" not in slug and path.casefold() in links(slug).values() else ""


def view_of(path: str) -> str:
    """The view of an article, such as `facing`, that its page `path` shows."""
    return _VIEWS[path.partition("/")[0]]


def redirect_list(base_url: str, pages: Mapping[str, str]) -> Iterator[str]:
    """`LIST`, from the path of each page and of the one that it leads to."""
    root = urlsplit(base_url).path.rstrip("/")
    for path in sorted(pages):
        here, there = (quote(name.removesuffix("index.html")) for name in (path, pages[path]))
        yield f"{root}/{here} {root}/{there} 301\n"
