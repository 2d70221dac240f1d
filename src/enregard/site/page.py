"""One page of the site, as templates know it: what it is, where it stands, and where its twins are."""

from collections.abc import Mapping
from dataclasses import dataclass

from enregard.site.addresses import address, in_language
from enregard.site.metadata import NOTHING, Metadata

Feeds = tuple[tuple[str, str, str], ...]
"""The titles of feeds, where they stand in the site, and what is in them."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its path in the site, its language, and where its other languages are."""

    path: str
    lang: str
    title: str
    view: str = ""
    """Which of an article's pages this is: `facing`, `en` or `fr`; empty for other pages."""
    canonical: str = ""
    """The page's full address; empty where the publication does not know its own."""
    alternates: tuple[tuple[str, str], ...] = ()
    """The pages that say the same by language code, as `hreflang` wants them."""
    metadata: Metadata = NOTHING
    """What the page's head says to programs."""
    feeds: Feeds = ()
    place: str = ""
    """The path of the same page in English, where it is about the site or more than one article."""
    twin: str = "fr/index.html"
    """The path of the page in the other language; the first page of that where there is none."""
    base: str = ""
    """The way to the site's folder, where the page's path does not tell."""

    @property
    def root(self) -> str:
        """The way from this page to the site's folder."""
        return self.base or "../" * self.path.count("/")

    def to(self, place: str) -> str:
        """The way from here to the page `place` about all articles, in the language of this page."""
        return self.root + in_language(place, self.lang)


def article_page(
    links: Mapping[str, str],
    view: str,
    lang: str,
    title: str,
    metadata: Metadata,
    base_url: str,
    feeds: Feeds,
) -> Page:
    """The page of an article that shows `view`; `links` are all of them."""
    path = links[view]
    pages = {"fr": links["fr"], "en": links["en"], "x-default": links["facing"]}
    twin = links["en"] if view == "fr" else links["fr"]
    return Page(
        path,
        lang,
        title,
        view,
        address(base_url, path),
        _alternates(path, pages, base_url),
        metadata,
        feeds,
        twin=twin,
    )


def common_page(place: str, lang: str, title: str, metadata: Metadata, base_url: str, feeds: Feeds) -> Page:
    """The page `place` about the site or more than one article, in the language `lang`."""
    path = in_language(place, lang)
    pages = {"fr": in_language(place, "fr"), "en": place, "x-default": place}
    return Page(
        path,
        lang,
        title,
        "",
        address(base_url, path),
        _alternates(path, pages, base_url),
        metadata,
        feeds,
        place=place,
        twin=pages["en" if lang == "fr" else "fr"],
    )


def _alternates(path: str, pages: Mapping[str, str], base_url: str) -> tuple[tuple[str, str], ...]:
    root = "../" * path.count("/")
    return tuple((code, address(base_url, other) or root + other) for code, other in pages.items())
