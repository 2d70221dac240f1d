"""Write the files that need the address of the site: feeds, sitemap, robots.txt and 404.html.

They are left out without a `base_url`. There are three feeds per tag and source, so only changed ones are
written.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from urllib.parse import urlsplit

from enregard.messages import marked
from enregard.site.addresses import LANGUAGES, localised_path
from enregard.site.digests import digest
from enregard.site.lists.feed_scopes import GROUP_ENTRIES, group_feeds
from enregard.site.lists.feeds import FEEDS, atom, in_feeds
from enregard.site.lists.listings import Group
from enregard.site.lists.sitemap import robots, sitemap, sitemap_parts
from enregard.site.summary import Summary
from enregard.site.words.strings import STRINGS
from enregard.site.writer import PageWriter

WITHOUT_ADDRESS = marked(
    "no feeds and no sitemap before site/site.toml has the site's address, such as "
    'base_url = "https://example.org/presse/"'
)


def write_machine_files(
    pages: PageWriter, articles: Sequence[Summary], with_feeds: Iterable[Group], places: Iterable[str]
) -> None:
    """Write the files for `articles`, newest first.

    `with_feeds` are the tags and sources with feeds, `places` the site-wide pages.
    """
    base, writer = pages.settings.base_url, pages.writer
    if not base:
        return
    _write_feeds(pages, articles, with_feeds)
    links = [article.links for article in reversed(articles)]
    others = [{lang: localised_path(place, lang) for lang in LANGUAGES} for place in places]
    for path, part in sitemap_parts(base, [*links, *others]):
        if not writer.is_current(path, digest(base, part)):
            writer.write(path, sitemap(base, part))
    writer.write("robots.txt", robots(base))
    root = (urlsplit(base).path.rstrip("/") or "") + "/"
    pages.write_place("404.html", "404.html", "en", STRINGS["en"].not_found, {}, root=root)


def _write_feeds(pages: PageWriter, articles: Sequence[Summary], with_feeds: Iterable[Group]) -> None:
    """Write the feeds of the site, and of each tag and source."""
    digests: dict[str, bytes] = {}
    of_groups = ((group_feeds(group), in_feeds(group.articles, GROUP_ENTRIES)) for group in with_feeds)
    for feeds, entries in chain([(FEEDS, in_feeds(articles))], of_groups):
        for article in entries:
            if article.slug not in digests:
                digests[article.slug] = _feed_digest(article)
        source = digest(feeds, *(digests[article.slug] for article in entries))
        for feed in feeds if entries else ():
            if not pages.writer.is_current(feed.path, source):
                pages.writer.write(feed.path, atom(feed, pages.settings, entries))


def _feed_digest(it: Summary) -> bytes:
    """Digest what feeds show of an article."""
    texts = it.title, it.target_title, it.teaser, it.target_teaser
    return digest(it.slug, it.first_slug, it.date, it.source, it.authors, it.tags, texts)
