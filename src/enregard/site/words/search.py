"""The words of the search page, in both languages; templates know them as `t.searching`.

What `static/search.js` says of what it finds stands there, in both languages too.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SearchWords:
    """The words of one language."""

    needs: str
    """Without a script; then follow the ways to find articles, `by_month`, `by_source` and `in_list`."""
    by_month: str
    by_source: str
    last: str
    """Stands before the last of them."""
    in_list: str
    words: str
    lang: str
    both: str
    french: str
    english: str
    year: str
    any: str
    """Of sources, and of years."""
    hint: str


SEARCH_WORDS = {
    "en": SearchWords(
        needs="Searching needs a script, and a site that stands on a web server. Without them, articles "
        "are found",
        by_month="by month",
        by_source="by source",
        last="and",
        in_list="in the list",
        words="Words",
        lang="In",
        both="French and English",
        french="French",
        english="English",
        year="Year",
        any="any",
        hint="Forms of a word are found by any other; words between quotes are found as they are.",
    ),
    "fr": SearchWords(
        needs="La recherche demande un script, et un site posé sur un serveur. Sans eux, les articles se "
        "trouvent",
        by_month="par mois",
        by_source="par source",
        last="et",
        in_list="dans la liste",
        words="Mots",
        lang="Langue",
        both="français et anglais",
        french="français",
        english="anglais",
        year="Année",
        any="toutes",
        hint="Un mot se trouve sous toutes ses formes\u202f; entre guillemets, il se trouve tel quel.",
    ),
}
