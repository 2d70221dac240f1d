"""The words of the search form in both languages; those of the results are in `static/search.js`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SearchWords:
    """The words of one language; `t.searching` in templates."""

    needs: str
    """Shown without a script; the links `by_month`, `by_source` and `in_list` follow."""
    by_month: str
    by_source: str
    last: str
    """Comes before the last of them."""
    in_list: str
    words: str
    lang: str
    both: str
    french: str
    english: str
    year: str
    any: str
    """Any source, any year."""
    hint: str


SEARCH_WORDS = {
    "en": SearchWords(
        needs="Search needs JavaScript and a web server. You can also browse articles",
        by_month="by month",
        by_source="by source",
        last="or",
        in_list="in the list",
        words="Search for",
        lang="Language",
        both="French and English",
        french="French",
        english="English",
        year="Year",
        any="any",
        hint="Finds all forms of a word; put words in quotes to find them exactly.",
    ),
    "fr": SearchWords(
        needs="La recherche nécessite JavaScript et un serveur web. Vous pouvez aussi parcourir les articles",
        by_month="par mois",
        by_source="par source",
        last="ou",
        in_list="dans la liste",
        words="Rechercher",
        lang="Langue",
        both="français et anglais",
        french="français",
        english="anglais",
        year="Année",
        any="toutes",
        hint="La recherche trouve toutes les formes d’un mot\u202f; entre guillemets, la forme exacte.",
    ),
}
