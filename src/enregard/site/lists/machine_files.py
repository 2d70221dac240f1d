"""Write what the site holds for other programs: feeds, the sitemap, the page for addresses where nothing is.

They need the site's address, and are left out where that is not known. A feed is written only where what it
says is not what it said before: there are three of each tag and source.
"""

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from enregard.publication.publication import Settings
from enregard.site.addresses import LANGUAGES, in_language
from enregard.site.digests import digest
from enregard.site.lists.feed_scopes import GROUP_ENTRIES, feeds_about
from enregard.site.lists.feeds import FEEDS, Feed, atom, in_feeds
from enregard.site.lists.listings import Group
from enregard.site.lists.overview import Show, Writer
from enregard.site.lists.sitemap import robots, sitemap, sitemap_parts
from enregard.site.summary import Summary

WITHOUT_ADDRESS = (
    "site/site.toml has no base_url, so feeds, sitemap.xml, robots.txt, 404.html and full addresses in pages "
    'are left out: set it to the address of the site, such as base_url = "https://example.org/presse/"'
)


def write_for_programs(
    settings: Settings,
    writer: Writer,
    show: Show,
    articles: Sequence[Summary],
    followed: Iterable[Group],
    places: Iterable[str],
) -> None:
    """Write it for `articles`, which are ordered newest first.

    `followed` are the tags and sources with feeds, `places` the pages that are about no single article.
    """
    base = settings.base_url
    if not base:
        return
    _write_feeds(settings, writer, articles, followed)
    links = [article.links for article in reversed(articles)]
    pages = [{lang: in_language(place, lang) for lang in LANGUAGES} for place in places]
    for path, part in sitemap_parts(base, [*links, *pages]):
        if not writer.stands(path, digest(base, part)):
            writer.write(path, sitemap(base, part))
    writer.write("robots.txt", robots(base))
    root = (urlsplit(base).path.rstrip("/") or "") + "/"
    show("404.html", "404.html", "en", "Page not found", {}, root=root)


def _write_feeds(
    settings: Settings, writer: Writer, articles: Sequence[Summary], followed: Iterable[Group]
) -> None:
    """The feeds of the site, and of each tag and source."""
    keys: dict[str, bytes] = {}

    def write(feeds: Sequence[Feed], shown: Sequence[Summary]) -> None:
        for article in shown:
            if article.slug not in keys:
                keys[article.slug] = _key(article)
        source = digest(feeds, *(keys[article.slug] for article in shown))
        for feed in feeds if shown else ():
            if not writer.stands(feed.path, source):
                writer.write(feed.path, atom(feed, settings, shown))

    write(FEEDS, in_feeds(articles))
    for group in followed:
        write(feeds_about(group), in_feeds(group.articles, GROUP_ENTRIES))


def _key(article: Summary) -> bytes:
    """Says the same as long as feeds show the article the same way."""
    it = article
    return digest(
        it.slug,
        it.first_slug,
        it.date,
        it.source,
        it.author,
        it.title,
        it.target_title,
        it.tags,
        it.teaser,
        it.target_teaser,
    )
