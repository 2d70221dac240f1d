"""Write the pages of a site: three for each article, then listing pages and the rest."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from enregard.article.article import ArticleDate, FacingArticle
from enregard.errors import EnregardError
from enregard.publication.publication import ABOUT, Publication
from enregard.site.about import about
from enregard.site.addresses import LANGUAGES, absolute_url
from enregard.site.article.body import Body, body
from enregard.site.article.citation import Citation, citations
from enregard.site.article.credits import credits_of
from enregard.site.article.facts import Fact, facts
from enregard.site.article.findings import Note, notes
from enregard.site.labels import Label, label
from enregard.site.lists.feed_scopes import feed_links
from enregard.site.lists.feeds import FEEDS, has_feeds
from enregard.site.lists.index_json import index_entry, index_json
from enregard.site.lists.listing_pages import ListingPages
from enregard.site.lists.listings import sort_key
from enregard.site.lists.machine_files import write_machine_files
from enregard.site.metadata import article_metadata
from enregard.site.model import ModelInfo
from enregard.site.offline import offline_files
from enregard.site.page import Page, make_page
from enregard.site.redirects import REDIRECTS, redirect_list, view_of
from enregard.site.report import FlaggedArticle, ListedArticle, flag
from enregard.site.search.search import part_count, parts
from enregard.site.static import static_files
from enregard.site.summary import Summary, drop_taken_slugs, newest_first, summarise
from enregard.site.words.dates import date_in_words
from enregard.site.words.strings import STRINGS
from enregard.site.words.typography import typeset
from enregard.site.writer import PageWriter, Writer

_LONG_TITLE = 140  # characters; four lines of a large title in a column


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article, as templates see it."""

    title: Markup
    target_title: Markup
    target_lang: str
    seed: str
    """The path of its seed in the publication."""
    body: Body
    links: dict[str, str]
    facts: dict[str, tuple[Fact, ...]]
    citations: dict[str, Citation]
    """How to cite each view."""
    labels: dict[str, Label]
    notes: tuple[Note, ...]
    """The findings, if the publication shows them to readers."""
    long: bool
    """Whether a title is too long for large type."""


class Site:
    """Writes the pages of a publication, article by article, and keeps only a summary of each.

    `model` is None if unknown; `report` adds a page with the findings of the checks. Methods raise
    EnregardError if a template of the publication fails.
    """

    def __init__(
        self, publication: Publication, writer: Writer, *, model: ModelInfo | None, report: bool = False
    ) -> None:
        self._publication = publication
        self._settings = publication.settings
        self._writer = writer
        self._pages = PageWriter(publication, writer, model)
        self._summaries: list[Summary] = []
        self._report = report
        self._flagged: list[FlaggedArticle] = []

    def prepare(self) -> None:
        """Load what every article page needs, before processes share it."""
        for template in ("article.html", "reading.html"):
            self._pages.theme.load(template)
        for lang in LANGUAGES:
            date_in_words(ArticleDate("2000-01-01", 2000, 1, 1), lang)

    def include(self, article: ListedArticle) -> None:
        """Add an article to the listing pages; its own pages exist already."""
        self._summaries.append(article.summary)
        if article.flagged:
            self._flagged.append(article.flagged)

    def write(self, article: FacingArticle) -> ListedArticle:
        """Write the facing, English and French pages of `article`."""
        settings = self._settings
        summary = summarise(article)
        title, target_title = typeset(article.title, "fr"), typeset(article.target_title, summary.target_lang)
        paths = summary.links
        credits = credits_of(article.article, settings, summary.tally)
        content = ArticlePage(
            title=escape(title),
            target_title=escape(target_title),
            target_lang=summary.target_lang,
            seed=summary.seed,
            body=body(article, settings),
            links=paths,
            facts={lang: facts(article, lang, settings.headers, credits) for lang in LANGUAGES},
            citations=citations(settings, summary, credits),
            labels={lang: label(summary.tally, lang) for lang in LANGUAGES},
            notes=notes(article) if settings.show_findings else (),
            long=max(len(title), len(target_title)) > _LONG_TITLE,
        )
        both = title if title == target_title else f"{title} — {target_title}"
        metadata = article_metadata(settings, article, summary, credits)
        pages = {"fr": paths["fr"], "en": paths["en"], "x-default": paths["facing"]}
        for view, lang, name in (("facing", "en", both), ("en", "en", target_title), ("fr", "fr", title)):
            feeds = feed_links(FEEDS, settings, lang) if has_feeds(settings, [summary]) else ()
            page = make_page(
                paths[view], lang, name, metadata[view], settings.base_url, feeds, pages, view=view
            )
            template = "article.html" if view == "facing" else "reading.html"
            self._pages.write(template, page, article=content)
        return ListedArticle(summary, flag(article) if self._report else None, index_entry(summary))

    def write_redirects(self, pages: Mapping[str, str], listed: Mapping[str, str]) -> None:
        """Write a redirect for each of `pages`, and the list for servers unless `listed` is empty.

        Both map the path of a redirect to that of an article's page.
        """
        base_url = self._settings.base_url
        for path, target in pages.items():
            view = view_of(target)
            lang = "fr" if view == "fr" else "en"
            page = Page(path, lang, STRINGS[lang].moved, view, absolute_url(base_url, target))
            self._pages.write("redirect.html", page, target=page.root + target)
        if listed:
            self._writer.write(REDIRECTS, redirect_list(base_url, listed))

    def finish(self, entries: Iterable[str], on_error: Callable[[EnregardError], None]) -> None:
        """Write everything that belongs to the whole site: listing pages, feeds, index, static files.

        `entries` are the entries of `index.json`, newest first. If an `about.md` cannot be read, its error
        goes to `on_error`, and the page does without it.
        """
        pages, settings = self._pages, self._settings
        articles = drop_taken_slugs(newest_first(self._summaries))
        pages.has_feeds = has_feeds(settings, articles)
        listings = ListingPages(pages, articles)
        listings.write()
        engines = [engine for article in articles for engine in article.tally.machines]
        models = pages.model.used(engines) if pages.model else []
        others = [model for model in models if model != pages.model]
        for lang in LANGUAGES:
            about = {"about": self._about(lang, on_error), "models": others}
            pages.write_place("about.html", "about/index.html", lang, STRINGS[lang].about, about)
        places = [*listings.places, "about/index.html", *["search/index.html"] * pages.searchable]
        write_machine_files(pages, articles, listings.with_feeds, places)
        if pages.searchable:
            form = _search_form(articles)
            for lang in LANGUAGES:
                pages.write_place("search.html", "search/index.html", lang, STRINGS[lang].search, form)
        if self._report:
            listed = sorted(self._flagged, key=lambda article: article.seed)
            found = {
                "listed": listed,
                "flagged": [article for article in listed if article.sentences],
                "uncertain": any(article.doubtful for article in listed),
                "findings": sum(article.findings for article in self._flagged),
                "count": len(articles),
            }
            pages.write_place("report.html", "report/index.html", "en", STRINGS["en"].findings, found)
        self._writer.write("index.json", index_json(settings, pages.model, others, entries))
        if settings.offline:
            for path, content in offline_files(settings, articles):
                self._writer.write(path, content)
        publication = self._publication
        scripts = {"static/search.js": pages.searchable, "static/offline.js": settings.offline}
        left_out = {path for path, used in scripts.items() if not used}
        for path, data in static_files(publication.site / "static", follow_links=publication.follow_links):
            if path not in left_out:
                self._writer.write(path, data)

    def _about(self, lang: str, on_error: Callable[[EnregardError], None]) -> Markup:
        publication = self._publication
        try:
            return about(
                publication.site / ABOUT[lang],
                remote_images=self._settings.remote_images,
                follow_links=publication.follow_links,
            )
        except EnregardError as error:
            on_error(error)
            return Markup()


def _search_form(articles: list[Summary]) -> dict[str, object]:
    """Return the choices of the search form, and the parts of the index."""
    return {
        "parts": parts((article.slug for article in articles), part_count(len(articles))),
        "sources": sorted({article.source for article in articles if article.source}, key=sort_key),
        "years": sorted({f"{article.date.year:04}" for article in articles if article.date}, reverse=True),
    }
