"""The words of the listing pages in both languages."""

from dataclasses import dataclass

from markupsafe import Markup

from enregard.site.words.counts import Counted


@dataclass(frozen=True, slots=True)
class ListWords:
    """The words of one language; `t.lists` in templates."""

    # The first page
    facing: Counted
    drafts: str
    """In bold; `drafts_but` follows."""
    drafts_but: str
    reviewed: str
    how: str
    nothing_yet: Markup
    # Links to lists and feeds
    lists: str
    by_month: str
    by_source: str
    by_tag: str
    elsewhere: str
    feeds: str
    feed: str
    """The link to the feed that contains `{name}`."""
    feed_names: dict[str, str]
    """What the feed of each view contains."""
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
    """The title of any page after the first."""
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
            "{count} French article with its English translation",
            "{count} French articles with their English translations",
        ),
        drafts="The English is machine-translated",
        drafts_but=", unless a page says otherwise.",
        reviewed="The English has been reviewed.",
        how="How the translation is made",
        nothing_yet=Markup(
            "No articles yet. Put French articles (<code>.txt</code> or <code>.md</code>) in the "
            "<code>seeds</code> folder and run <code>enregard build</code> again."
        ),
        lists="Browse articles",
        by_month="By month",
        by_source="By source",
        by_tag="By tag",
        elsewhere="External links",
        feeds="Feeds",
        feed="{name} feed",
        feed_names={"facing": "French and English", "en": "English", "fr": "French"},
        tags="Tags",
        links="Links",
        months_lead="Articles by month",
        sources_lead="Articles by source",
        tags_lead="Articles by tag, in French and English",
        links_lead=Counted(
            "en",
            "{count} external address linked from the articles",
            "{count} external addresses linked from the articles",
        ),
        articles=Counted("en", "{count} article", "{count} articles"),
        more=Counted("en", "and {count} more", "and {count} more"),
        page="{head}, page {number}",
        pages="Pages",
        newest="Newest {shown} of {count} articles",
        numbered="Articles {first} to {last}, numbered from the oldest",
        newer="Newer articles",
        older="Older articles",
        before="Previous page",
        after="Next page",
    ),
    "fr": ListWords(
        facing=Counted(
            "fr",
            "{count} article français avec sa traduction anglaise en regard",
            "{count} articles français avec leur traduction anglaise en regard",
        ),
        drafts="L’anglais est une traduction automatique",
        drafts_but=", sauf indication contraire.",
        reviewed="La traduction anglaise a été relue.",
        how="Comment la traduction est faite",
        nothing_yet=Markup(
            "Aucun article pour l’instant. Mettez des articles français (<code>.txt</code> ou "
            "<code>.md</code>) dans le dossier <code>seeds</code>, puis relancez <code>enregard build</code>."
        ),
        lists="Parcourir les articles",
        by_month="Par mois",
        by_source="Par source",
        by_tag="Par mot-clé",
        elsewhere="Liens externes",
        feeds="Flux",
        feed="Flux {name}",
        feed_names={"facing": "français et anglais", "en": "anglais", "fr": "français"},
        tags="Mots-clés",
        links="Liens",
        months_lead="Articles par mois",
        sources_lead="Articles par source",
        tags_lead="Articles par mot-clé, en français et en anglais",
        links_lead=Counted(
            "fr",
            "{count} adresse externe citée dans les articles",
            "{count} adresses externes citées dans les articles",
        ),
        articles=Counted("fr", "{count} article", "{count} articles"),
        more=Counted("fr", "et {count} autre", "et {count} autres"),
        page="{head}, page {number}",
        pages="Pages",
        newest="Les {shown} articles les plus récents sur {count}",
        numbered="Articles {first} à {last}, numérotés depuis le plus ancien",
        newer="Articles plus récents",
        older="Articles plus anciens",
        before="Page précédente",
        after="Page suivante",
    ),
}
