"""Which feeds there are: of the whole site, and of each tag and source, for who follows only these."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from enregard.publication.publication import Settings
from enregard.site.addresses import name_in_address
from enregard.site.lists.feeds import ENTRIES, FEEDS, Feed, feed_title, in_feeds
from enregard.site.lists.listings import Group
from enregard.site.page import Feeds
from enregard.site.words.strings import STRINGS

GROUP_ENTRIES = 20
"""At most, in the feeds of a tag or a source: there may be hundreds of them."""


def feeds_about(group: Group) -> tuple[Feed, ...]:
    """The feeds of a tag or a source; none where it cannot be followed, or has no article with a date."""
    if not group.followed or not in_feeds(group.articles, GROUP_ENTRIES):
        return ()
    folder = f"feeds/{group.page.removesuffix('index.html')}"
    both = " / ".join(dict.fromkeys([group.heads["fr"], group.heads["en"]]))
    about = {"facing": both, **group.heads}
    return tuple(
        replace(feed, path=f"{folder}{feed.view}.xml", page=group.page, about=about[feed.view])
        for feed in FEEDS
    )


def feed_links(feeds: Sequence[Feed], settings: Settings, lang: str) -> Feeds:
    """How a page in the language `lang` leads to `feeds`; on a French one, to the French one first."""
    names = STRINGS[lang].lists.feed_names
    ordered = sorted(feeds, key=lambda feed: feed.lang != lang) if lang == "fr" else feeds
    return tuple(
        (feed_title(replace(feed, lang=lang, name=names[feed.view]), settings), feed.path, names[feed.view])
        for feed in ordered
    )


def in_any_feed(articles: Iterable[tuple[str, str | None, Iterable[str]]]) -> set[str]:
    """Which of `articles` any feed shows; they have dates, and are ordered newest first.

    Of each there is a name, by which it is given back, its source, and its French tags.
    """
    room: defaultdict[tuple[str, str], int] = defaultdict(lambda: GROUP_ENTRIES)
    found = set()
    for number, (name, source, tags) in enumerate(articles):
        topics = {("tag", name_in_address(tag)) for tag in tags}
        if source is not None:
            topics.add(("source", name_in_address(source)))
        shown = number < ENTRIES
        for topic in topics:
            if room[topic]:
                room[topic] -= 1
                shown = True
        if shown:
            found.add(name)
    return found
