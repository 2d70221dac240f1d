"""A page of the site, as templates see it: its path, its language and its counterparts."""

from collections.abc import Mapping
from dataclasses import dataclass

from enregard.site.addresses import absolute_url, localised_path
from enregard.site.metadata import NO_METADATA, Metadata

Feeds = tuple[tuple[str, str, str], ...]
"""The title, path and content of each feed."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site."""

    path: str
    lang: str
    title: str
    view: str = ""
    """Which of an article's pages this is: `facing`, `en` or `fr`; empty for other pages."""
    canonical: str = ""
    """The page's full address; empty without a `base_url`."""
    alternates: tuple[tuple[str, str], ...] = ()
    """The page in each language, by `hreflang` code."""
    metadata: Metadata = NO_METADATA
    """The metadata in the page's head."""
    feeds: Feeds = ()
    place: str = ""
    """The path of this page in English; empty for the pages of articles."""
    twin: str = "fr/index.html"
    """The path of this page in the other language, or of the first page in that language."""
    base: str = ""
    """The path to the root of the site, if it does not follow from the page's path."""

    @property
    def root(self) -> str:
        """The relative path from this page to the root of the site."""
        return self.base or "../" * self.path.count("/")

    def to(self, place: str) -> str:
        """Return the relative path to the page `place`, in the language of this page."""
        return self.root + localised_path(place, self.lang)


def article_page(
    links: Mapping[str, str],
    view: str,
    lang: str,
    title: str,
    metadata: Metadata,
    base_url: str,
    feeds: Feeds,
) -> Page:
    """Return the page of an article for `view`; `links` are the paths of all views."""
    path = links[view]
    pages = {"fr": links["fr"], "en": links["en"], "x-default": links["facing"]}
    twin = links["en"] if view == "fr" else links["fr"]
    return Page(
        path,
        lang,
        title,
        view,
        absolute_url(base_url, path),
        _alternates(path, pages, base_url),
        metadata,
        feeds,
        twin=twin,
    )


def site_page(place: str, lang: str, title: str, metadata: Metadata, base_url: str, feeds: Feeds) -> Page:
    """Return the page `place`, which is not of a single article, in the language `lang`."""
    path = localised_path(place, lang)
    pages = {"fr": localised_path(place, "fr"), "en": place, "x-default": place}
    return Page(
        path,
        lang,
        title,
        "",
        absolute_url(base_url, path),
        _alternates(path, pages, base_url),
        metadata,
        feeds,
        place=place,
        twin=pages["en" if lang == "fr" else "fr"],
    )


def _alternates(path: str, pages: Mapping[str, str], base_url: str) -> tuple[tuple[str, str], ...]:
    root = "../" * path.count("/")
    return tuple((code, absolute_url(base_url, other) or root + other) for code, other in pages.items())
