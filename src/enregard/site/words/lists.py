"""The words of the listing pages in both languages."""

from markupsafe import Markup

from enregard.site.words.bilingual import Word, Words
from enregard.site.words.counts import Counted


def _counted(one: str, some: str, un: str, plusieurs: str) -> Word[Counted]:
    return Word(Counted("en", one, some), Counted("fr", un, plusieurs))


class ListWords(Words):
    """The words of one language; `t.lists` in templates."""

    # The first page
    facing = _counted(
        "{count} French article with its English translation",
        "{count} French articles with their English translations",
        "{count} article français avec sa traduction anglaise en regard",
        "{count} articles français avec leur traduction anglaise en regard",
    )
    drafts = Word("The English is machine-translated", "L’anglais est une traduction automatique")
    """In bold; `drafts_but` follows."""
    drafts_but = Word(", unless a page says otherwise.", ", sauf indication contraire.")
    reviewed = Word("The English has been reviewed.", "La traduction anglaise a été relue.")
    how = Word("How the translation is made", "Comment la traduction est faite")
    nothing_yet = Word(
        Markup(
            "No articles yet. Put French articles (<code>.txt</code> or <code>.md</code>) in the "
            "<code>seeds</code> folder and run <code>enregard build</code> again."
        ),
        Markup(
            "Aucun article pour l’instant. Mettez des articles français (<code>.txt</code> ou "
            "<code>.md</code>) dans le dossier <code>seeds</code>, puis relancez <code>enregard build</code>."
        ),
    )
    # Links to lists and feeds
    lists = Word("Browse articles", "Parcourir les articles")
    by_month = Word("By month", "Par mois")
    by_source = Word("By source", "Par source")
    by_tag = Word("By tag", "Par mot-clé")
    elsewhere = Word("External links", "Liens externes")
    feeds = Word("Feeds", "Flux")
    feed = Word("{name} feed", "Flux {name}")
    """The link to the feed that contains `{name}`."""
    book = Word("E-book: {name}", "Livre numérique\u202f: {name}")
    """The link to the book that contains `{name}`."""
    feed_names = Word(
        {"facing": "French and English", "en": "English", "fr": "French"},
        {"facing": "français et anglais", "en": "anglais", "fr": "français"},
    )
    """What the feed and the book of each view contain."""
    # Lists
    tags = Word("Tags", "Mots-clés")
    links = Word("Links", "Liens")
    months_lead = Word("Articles by month", "Articles par mois")
    sources_lead = Word("Articles by source", "Articles par source")
    tags_lead = Word(
        "Articles by tag, in French and English", "Articles par mot-clé, en français et en anglais"
    )
    links_lead = _counted(
        "{count} external address linked from the articles",
        "{count} external addresses linked from the articles",
        "{count} adresse externe citée dans les articles",
        "{count} adresses externes citées dans les articles",
    )
    articles = _counted("{count} article", "{count} articles", "{count} article", "{count} articles")
    more = _counted("and {count} more", "and {count} more", "et {count} autre", "et {count} autres")
    page = Word("{head}, page {number}", "{head}, page {number}")
    """The title of any page after the first."""
    pages = Word("Pages", "Pages")
    newest = Word("Newest {shown} of {count} articles", "Les {shown} articles les plus récents sur {count}")
    numbered = Word(
        "Articles {first} to {last}, numbered from the oldest",
        "Articles {first} à {last}, numérotés depuis le plus ancien",
    )
    newer = Word("Newer articles", "Articles plus récents")
    older = Word("Older articles", "Articles plus anciens")
    before = Word("Previous page", "Page précédente")
    after = Word("Next page", "Page suivante")
