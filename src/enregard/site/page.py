"""A page of the site, as templates see it: its path, its language and its counterparts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from enregard.site.addresses import absolute_url, localised_path
from enregard.site.metadata import Metadata

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
    metadata: Metadata = field(default_factory=Metadata)
    """The metadata in the page's head."""
    feeds: Feeds = ()
    place: str = ""
    """The path of this page in English; empty for the pages of articles."""
    twin: str = "fr/index.html"
    """The path of this page in the other language, or of the home page in that language."""
    base: str = ""
    """The path to the root of the site, if it does not follow from the page's path."""

    @property
    def root(self) -> str:
        """The relative path from this page to the root of the site."""
        return self.base or "../" * self.path.count("/")

    def to(self, place: str) -> str:
        """Return the relative path to the page `place`, in the language of this page."""
        return self.root + localised_path(place, self.lang)


def make_page(
    path: str,
    lang: str,
    title: str,
    metadata: Metadata,
    base_url: str,
    feeds: Feeds,
    pages: Mapping[str, str],
    *,
    view: str = "",
    place: str = "",
    base: str = "",
) -> Page:
    """Return the page at `path`; `pages` has its path and those of its counterparts, by `hreflang` code."""
    root = "../" * path.count("/")
    alternates = tuple((code, absolute_url(base_url, other) or root + other) for code, other in pages.items())
    twin = pages.get("en" if lang == "fr" else "fr", "fr/index.html")
    canonical = absolute_url(base_url, path)
    return Page(path, lang, title, view, canonical, alternates, metadata, feeds, place, twin, base)
