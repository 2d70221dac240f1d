"""The feeds of a site: of all articles, and of each tag and source."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from enregard.publication.publication import Settings
from enregard.site.addresses import slugify
from enregard.site.lists.feeds import ENTRIES, FEEDS, Feed, feed_title, in_feeds
from enregard.site.lists.listings import Group
from enregard.site.page import Feeds
from enregard.site.words.strings import STRINGS

GROUP_ENTRIES = 20
"""The most articles in a feed of a tag or source, since there may be hundreds of feeds."""


def group_feeds(group: Group) -> tuple[Feed, ...]:
    """Return the feeds of a tag or source, or () if it may not have feeds or has no dated articles."""
    if not group.may_have_feeds or not in_feeds(group.articles, GROUP_ENTRIES):
        return ()
    folder = f"feeds/{group.page.removesuffix('index.html')}"
    both = " / ".join(dict.fromkeys([group.heads["fr"], group.heads["en"]]))
    about = {"facing": both, **group.heads}
    return tuple(
        replace(feed, path=f"{folder}{feed.view}.xml", page=group.page, about=about[feed.view])
        for feed in FEEDS
    )


def feed_links(feeds: Sequence[Feed], settings: Settings, lang: str) -> Feeds:
    """Return the links from a page in `lang` to `feeds`; a French page links to the French feed first."""
    names = STRINGS[lang].languages
    ordered = sorted(feeds, key=lambda feed: feed.lang != lang) if lang == "fr" else feeds
    return tuple(
        (feed_title(replace(feed, lang=lang), settings), feed.path, names[feed.view]) for feed in ordered
    )


def in_any_feed(articles: Iterable[tuple[str, str | None, Iterable[str]]]) -> set[str]:
    """Return the names of the `articles` that appear in at least one feed.

    All have dates, and the newest comes first. Each is a tuple of name, source and French tags.
    """
    room: defaultdict[tuple[str, str], int] = defaultdict(lambda: GROUP_ENTRIES)
    found = set()
    for number, (name, source, tags) in enumerate(articles):
        topics = {("tag", slugify(tag)) for tag in tags}
        if source is not None:
            topics.add(("source", slugify(source)))
        in_feed = number < ENTRIES
        for topic in topics:
            if room[topic]:
                room[topic] -= 1
                in_feed = True
        if in_feed:
            found.add(name)
    return found
