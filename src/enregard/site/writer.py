"""Render pages with the theme, and write them.

The names passed to templates (`site`, `page`, `t`, …) are a public interface for theme authors.
"""

from collections.abc import Iterable, Mapping
from typing import Protocol

from markupsafe import Markup

from enregard.messages import in_language
from enregard.publication.publication import Publication
from enregard.site.addresses import BOOKS, localised_path
from enregard.site.lists.feed_scopes import feed_links
from enregard.site.lists.feeds import FEEDS
from enregard.site.metadata import home_metadata, page_metadata
from enregard.site.model import ModelInfo
from enregard.site.page import Feeds, Page, make_page
from enregard.site.search.search import searchable
from enregard.site.theming import Theme
from enregard.site.words.strings import STRINGS

_ALONE = frozenset({"report/index.html", "404.html"})
"""The pages without a counterpart: in English, or in both languages together."""


class Writer(Protocol):
    """Writes the files of a site."""

    def write(self, path: str, content: str | bytes | Iterable[str | bytes], /) -> object:
        """Write the file `path`."""

    def is_current(self, path: str, source: bytes, /) -> bool:
        """Return whether the file `path` exists and was built from data with the digest `source`."""


class PageWriter:
    """Renders and writes the pages of a site.

    Methods raise EnregardError if a template of the publication fails.
    """

    def __init__(self, publication: Publication, writer: Writer, model: ModelInfo | None) -> None:
        self.settings = publication.settings
        self.writer = writer
        self.model = model
        self.theme = Theme(publication.site, follow_links=publication.follow_links)
        self.searchable = searchable(publication.settings)
        self.has_feeds = False
        """Whether site-wide pages link to the site's feeds."""
        self._places: dict[tuple[str, str], Markup] = {}

    def write(self, template: str, page: Page, **context: object) -> None:
        """Write a page of an article, or one that redirects to it."""
        self.writer.write(page.path, self.theme.render(template, **self._shared(page), **context))

    def write_place(
        self,
        template: str,
        place: str,
        lang: str,
        title: str,
        context: Mapping[str, object],
        *,
        feeds: Feeds = (),
        root: str = "",
    ) -> None:
        """Write the site-wide page `place` in the language `lang`.

        `feeds` are links to the feeds of its articles. `root` is the path to the root of the site, for a page
        that servers return at any address.
        """
        settings, path = self.settings, localised_path(place, lang)
        alone = place in _ALONE
        if place == "index.html":
            metadata = home_metadata(settings, lang)
        else:
            metadata = page_metadata(settings, path, title, lang, twin=not alone)
        every = feeds + (feed_links(FEEDS, settings, lang) if self.has_feeds else ())
        pages = {} if alone else {"fr": localised_path(place, "fr"), "en": place, "x-default": place}
        page = make_page(path, lang, title, metadata, settings.base_url, every, pages, place=place, base=root)
        self.writer.write(
            path, self.theme.pieces(template, **self._shared(page), **{"feeds": feeds, **context})
        )

    def _shared(self, page: Page) -> dict[str, object]:
        """Return what every template may use."""
        settings = self.settings
        shared: dict[str, object] = {
            "site": settings,
            "site_title": settings.title_in(page.lang),
            "site_author": settings.author_in(page.lang),
            "site_description": settings.description_in(page.lang),
            "model": self.model,
            "page": page,
            "root": page.root,
            "to": page.to,
            "t": STRINGS[page.lang],
            "_": in_language(page.lang).gettext,
            "strings": STRINGS,
            "search": self.searchable,
            "books": BOOKS if settings.epub else {},
        }
        return {**shared, "places": self._navigation(page, shared)}

    def _navigation(self, page: Page, shared: dict[str, object]) -> Markup:
        """Return the entries of the navigation, the same for all articles in one folder."""
        key = page.lang, page.root
        if not page.place and key in self._places:
            return self._places[key]
        places = Markup(self.theme.render("places.html", **shared))  # noqa: S704 - a template escapes
        if not page.place:
            self._places[key] = places
        return places
