"""The words of the pages about all articles, in both languages; templates know them as `t.lists`."""

from dataclasses import dataclass

from markupsafe import Markup

from enregard.site.words.counts import Counted


@dataclass(frozen=True, slots=True)
class ListWords:
    """The words of one language."""

    # The first page
    facing: Counted
    drafts: str
    """Stands out; `drafts_but` goes on from it."""
    drafts_but: str
    reviewed: str
    how: str
    nothing_yet: Markup
    # What leads to lists, and to feeds
    lists: str
    by_month: str
    by_source: str
    by_tag: str
    elsewhere: str
    feeds: str
    feed: str
    """Of what is in the feed."""
    feed_names: dict[str, str]
    """What is in the feed of each view."""
    # Lists
    tags: str
    links: str
    months_lead: str
    sources_lead: str
    tags_lead: str
    links_lead: Counted
    articles: Counted
    more: Counted
    page: str
    """The title of a page behind the first."""
    pages: str
    newest: str
    numbered: str
    newer: str
    older: str
    before: str
    after: str


LIST_WORDS = {
    "en": ListWords(
        facing=Counted(
            "en",
            "{count} French article facing its English translation.",
            "{count} French articles facing their English translation.",
        ),
        drafts="The English is machine translation",
        drafts_but=", except where a page says that a person has reviewed it.",
        reviewed="A person has reviewed the English.",
        how="How it is made",
        nothing_yet=Markup(
            "There are no articles yet. Put French articles, as <code>.txt</code> or <code>.md</code> "
            "files, into the folder <code>seeds</code>, and run <code>enregard build</code> again."
        ),
        lists="Lists of articles",
        by_month="By month",
        by_source="By source",
        by_tag="By tag",
        elsewhere="Links to other sites",
        feeds="Feeds",
        feed="Feed, {name}",
        feed_names={"facing": "French and English", "en": "English", "fr": "French"},
        tags="Tags",
        links="Links",
        months_lead="The articles by the month that they state.",
        sources_lead="The articles by the source that they state.",
        tags_lead="The articles by their tags, French facing English.",
        links_lead=Counted(
            "en",
            "{count} address on other sites to which the articles link, as they give it.",
            "{count} addresses on other sites to which the articles link, as they give them.",
        ),
        articles=Counted("en", "{count} article", "{count} articles"),
        more=Counted("en", "and {count} more", "and {count} more"),
        page="{head}, page {number}",
        pages="Pages",
        newest="The newest {shown} of {count} articles.",
        numbered="Articles {first} to {last}, counted from the oldest.",
        newer="Newer articles",
        older="Older articles",
        before="Previous page",
        after="Next page",
    ),
    "fr": ListWords(
        facing=Counted(
            "fr",
            "{count} article français en regard de sa traduction anglaise.",
            "{count} articles français en regard de leur traduction anglaise.",
        ),
        drafts="L’anglais est une traduction automatique",
        drafts_but=", sauf là où une page indique qu’une personne l’a relu.",
        reviewed="Une personne a relu l’anglais.",
        how="Comment il est traduit",
        nothing_yet=Markup(
            "Il n’y a pas encore d’articles. Mettez des articles français, en fichiers <code>.txt</code> "
            "ou <code>.md</code>, dans le dossier <code>seeds</code>, puis relancez "
            "<code>enregard build</code>."
        ),
        lists="Listes d’articles",
        by_month="Par mois",
        by_source="Par source",
        by_tag="Par mot-clé",
        elsewhere="Liens vers d’autres sites",
        feeds="Flux",
        feed="Flux, {name}",
        feed_names={"facing": "français et anglais", "en": "anglais", "fr": "français"},
        tags="Mots-clés",
        links="Liens",
        months_lead="Les articles selon le mois qu’ils indiquent.",
        sources_lead="Les articles selon la source qu’ils indiquent.",
        tags_lead="Les articles selon leurs mots-clés, en français et en anglais.",
        links_lead=Counted(
            "fr",
            "{count} adresse d’un autre site, à laquelle renvoient les articles, telle qu’ils la donnent.",
            "{count} adresses d’autres sites, auxquelles renvoient les articles, telles qu’ils les donnent.",
        ),
        articles=Counted("fr", "{count} article", "{count} articles"),
        more=Counted("fr", "et {count} autre", "et {count} autres"),
        page="{head}, page {number}",
        pages="Pages",
        newest="Les {shown} plus récents de {count} articles.",
        numbered="Articles {first} à {last}, comptés depuis le plus ancien.",
        newer="Articles plus récents",
        older="Articles plus anciens",
        before="Page précédente",
        after="Page suivante",
    ),
}
