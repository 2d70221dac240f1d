"""The words of the search form in both languages; those of the results are in `static/search.js`."""

from enregard.site.words.bilingual import Word, Words


class SearchWords(Words):
    """The words of one language; `t.searching` in templates."""

    needs = Word(
        "Search needs JavaScript and a web server. You can also browse articles",
        "La recherche nécessite JavaScript et un serveur web. Vous pouvez aussi parcourir les articles",
    )
    """Shown without a script; the links `by_month`, `by_source` and `in_list` follow."""
    by_month = Word("by month", "par mois")
    by_source = Word("by source", "par source")
    last = Word("or", "ou")
    """Precedes the last link."""
    in_list = Word("in the list", "dans la liste")
    words = Word("Search for", "Rechercher")
    lang = Word("Language", "Langue")
    both = Word("French and English", "français et anglais")
    french = Word("French", "français")
    english = Word("English", "anglais")
    year = Word("Year", "Année")
    any = Word("any", "toutes")
    """Any source, any year."""
    hint = Word(
        "Finds all forms of a word; put words in quotes to find them exactly.",
        "La recherche trouve toutes les formes d’un mot\u202f; entre guillemets, la forme exacte.",
    )
