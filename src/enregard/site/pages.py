"""Make the pages of a site: three for each article, then those about all of them.

The names given to the templates (`site`, `page`, `t`, `article`, …) are what a publication's own templates
build on: keep them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from enregard.article.article import ArticleDate, FacingArticle
from enregard.publication.publication import ABOUT, Publication
from enregard.site.about import about
from enregard.site.addresses import LANGUAGES, address, in_language
from enregard.site.article.body import Body, BodyOptions, body
from enregard.site.article.facts import Fact, facts
from enregard.site.article.findings import Note, notes
from enregard.site.labels import Label, label
from enregard.site.lists.feed_scopes import feed_links
from enregard.site.lists.feeds import FEEDS
from enregard.site.lists.index_json import entry, index_json
from enregard.site.lists.listings import alphabetical
from enregard.site.lists.machine_files import write_for_programs
from enregard.site.lists.overview import Overview, Writer
from enregard.site.metadata import Metadata, of_article, of_home, of_page
from enregard.site.model import ModelInfo
from enregard.site.page import Feeds, Page, article_page, common_page
from enregard.site.redirects import LIST, redirect_list, view_of
from enregard.site.report import FlaggedArticle, Kept, flagged
from enregard.site.search.search import part_count, parts, searchable
from enregard.site.summary import Summary, links, newest_first, summary, told_apart
from enregard.site.theming import Theme
from enregard.site.words.dates import in_words
from enregard.site.words.strings import STRINGS
from enregard.site.words.typography import typeset

__all__ = ["ArticlePage", "ModelInfo", "Page", "Site"]

_ALONE = frozenset({"report/index.html", "404.html"})
"""The pages that are in English alone, or in both languages at once."""
_LONG_TITLE = 140  # characters; four lines of a large title in a column


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article as its three templates show it."""

    title: Markup
    target_title: Markup
    target_lang: str
    body: Body
    links: dict[str, str]
    facts: dict[str, tuple[Fact, ...]]
    labels: dict[str, Label]
    notes: tuple[Note, ...]
    """What the checks found, where readers are to see it."""
    long: bool
    """Whether a title is too long to be set large."""


class Site:
    """Writes the pages of a publication, article by article; keeps no more of each than its summary.

    `model` is None where the publication names none; `report` asks for the page of what the checks found.
    Raises EnregardError where a template of the publication fails or its `about.md` cannot be read.
    """

    def __init__(
        self,
        publication: Publication,
        writer: Writer,
        *,
        model: ModelInfo | None,
        report: bool = False,
    ) -> None:
        self._publication = publication
        self._settings = publication.settings
        self._shown = BodyOptions(
            self._settings.allow_html, self._settings.remote_images, self._settings.show_findings
        )
        self._searchable = searchable(self._settings)
        self._writer = writer
        self._model = model
        self._theme = Theme(publication.site)
        self._summaries: list[Summary] = []
        self._report = report
        self._flagged: list[FlaggedArticle] = []
        self._has_feeds = False

    def prepare(self) -> None:
        """Read what every article's pages need, before processes share it."""
        for template in ("article.html", "reading.html"):
            self._theme.load(template)
        for lang in STRINGS:
            in_words(ArticleDate("2000-01-01", 2000, 1, 1), lang)

    def include(self, article: Kept) -> None:
        """List an article, whose pages are written elsewhere, on the pages about all articles."""
        self._summaries.append(article.summary)
        if article.flagged:
            self._flagged.append(article.flagged)

    def write(self, article: FacingArticle) -> Kept:
        """Write the facing, the English and the French page of `article`."""
        kept = summary(article)
        title, target_title = typeset(article.title, "fr"), typeset(article.target_title, kept.target_lang)
        shown = ArticlePage(
            title=escape(title),
            target_title=escape(target_title),
            target_lang=kept.target_lang,
            body=body(article, self._shown),
            links=kept.links,
            facts={lang: facts(article, lang) for lang in ("fr", "en")},
            labels={lang: label(kept.tally, lang) for lang in ("fr", "en")},
            notes=notes(article) if self._shown.findings else (),
            long=max(len(title), len(target_title)) > _LONG_TITLE,
        )
        both = title if title == target_title else f"{title} — {target_title}"
        metadata = of_article(self._settings, article, kept)
        for view, lang, name in (("facing", "en", both), ("en", "en", target_title), ("fr", "fr", title)):
            page = self._article_page(kept, view, lang, name, metadata[view])
            template = "article.html" if view == "facing" else "reading.html"
            context = self._context(page) | {"article": shown}
            self._writer.write(page.path, self._theme.render(template, **context))
        return Kept(kept, flagged(article) if self._report else None, entry(kept))

    def write_redirects(self, pages: Mapping[str, str], listed: Mapping[str, str]) -> None:
        """Write `pages`, each of which leads to that of an article, and the list of them for servers.

        Both are paths of such pages and of those that they lead to; an empty list is not written.
        """
        for path, target in pages.items():
            view = view_of(target)
            lang = "fr" if view == "fr" else "en"
            page = Page(path, lang, STRINGS[lang].moved, view, address(self._settings.base_url, target))
            context = self._context(page) | {"target": page.root + target}
            self._writer.write(path, self._theme.render("redirect.html", **context))
        if listed:
            self._writer.write(LIST, redirect_list(self._settings.base_url, listed))

    def finish(self, entries: Iterable[str]) -> None:
        """Write the pages about all articles, the index for programs, and the static files.

        `entries` are those of `index.json`, newest first.
        """
        articles = told_apart(newest_first(self._summaries))
        self._has_feeds = self._feeds_with(articles)
        overview = Overview(self._settings, self._writer, self._show, articles)
        overview.write()
        for lang, template in (("en", "about.html"), ("fr", "about.fr.html")):
            words = about(self._publication.site / ABOUT[lang], remote_images=self._settings.remote_images)
            self._show(template, "about/index.html", lang, STRINGS[lang].about, {"about": words})
        places = [*overview.places, "about/index.html", *["search/index.html"] * self._searchable]
        write_for_programs(self._settings, self._writer, self._show, articles, overview.followed, places)
        if self._searchable:
            form = self._search_form(articles)
            for lang in LANGUAGES:
                self._show("search.html", "search/index.html", lang, STRINGS[lang].search, form)
        if self._report:
            self._show(
                "report.html",
                "report/index.html",
                "en",
                "What the checks found",
                {
                    "flagged": sorted(self._flagged, key=lambda article: article.seed),
                    "findings": sum(article.findings for article in self._flagged),
                    "count": len(articles),
                },
            )
        self._writer.write("index.json", index_json(self._settings, self._model, entries))
        for path, data in self._theme.static_files():
            if self._searchable or path != "static/search.js":
                self._writer.write(path, data)

    def _search_form(self, articles: list[Summary]) -> dict[str, object]:
        """What can be asked of the search, and where its index is."""
        return {
            "parts": parts((article.slug for article in articles), part_count(len(articles))),
            "sources": sorted({article.source for article in articles if article.source}, key=alphabetical),
            "years": sorted(
                {f"{article.date.year:04}" for article in articles if article.date}, reverse=True
            ),
        }

    def _show(
        self,
        template: str,
        place: str,
        lang: str,
        title: str,
        context: Mapping[str, object],
        /,
        *,
        feeds: Feeds = (),
        root: str = "",
    ) -> None:
        """Write a page about the site or more than one article (see `overview.Show`)."""
        page = self._page(place, lang, title, feeds, root)
        context = {"feeds": feeds, **context}
        self._writer.write(page.path, self._theme.pieces(template, **(self._context(page) | context)))

    def _context(self, page: Page) -> dict[str, object]:
        """What every template may use."""
        site = self._settings
        return {
            "site": site,
            "site_title": site.title_in(page.lang),
            "site_author": site.author_in(page.lang),
            "site_description": site.description_in(page.lang),
            "model": self._model,
            "page": page,
            "root": page.root,
            "to": page.to,
            "t": STRINGS[page.lang],
            "strings": STRINGS,
            "search": self._searchable,
        }

    def _page(self, place: str, lang: str, title: str, feeds: Feeds, root: str) -> Page:
        """A page about the site or more than one article."""
        settings = self._settings
        if self._has_feeds:
            feeds += feed_links(FEEDS, settings, lang)
        alone = place in _ALONE
        if place == "index.html":
            metadata = of_home(settings, lang)
        else:
            metadata = of_page(settings, in_language(place, lang), title, lang, twin=not alone)
        page = common_page(place, lang, title, metadata, settings.base_url, feeds)
        return replace(page, alternates=(), twin="fr/index.html", base=root) if alone else page

    def _article_page(self, kept: Summary, view: str, lang: str, title: str, metadata: Metadata) -> Page:
        """The page of an article that shows `view`."""
        feeds = feed_links(FEEDS, self._settings, lang) if self._feeds_with([kept]) else ()
        return article_page(links(kept.slug), view, lang, title, metadata, self._settings.base_url, feeds)

    def _feeds_with(self, articles: list[Summary]) -> bool:
        """Whether the site has feeds, as far as `articles` show it."""
        return bool(self._settings.base_url) and any(article.date for article in articles[:1])
