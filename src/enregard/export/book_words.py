"""The words of a book in its own language: French in a book of the French texts, else English."""

from enregard.site.addresses import LANGUAGES
from enregard.site.words.bilingual import Word, Words

VIEWS = ("facing", "en", "fr")
"""What a book holds of each article: both languages, or one."""


class BookWords(Words):
    """The words of one language."""

    contents = Word("Contents", "Sommaire")
    undated = Word("Undated", "Sans date")
    about = Word("About this book", "À propos de ce livre")
    title = Word("{title} (English)", "{title} (français)")
    """The title of a book in one language."""
    holds = Word(
        {"facing": "in French and English", "en": "translated from French"}, {"fr": "dans le texte original"}
    )
    how = Word(
        {
            "facing": "Each article appears in French, unchanged, next to its English translation. ",
            "en": "Each article is an English translation from French. ",
        },
        {"fr": "Les articles sont dans leur texte original, inchangé."},
    )
    drafts = Word(
        "Each sentence is first translated by a machine, which can be wrong: when it matters, rely on the "
        "French. Each article says whether a person has reviewed its translation; if only in part, ✓ marks "
        "the reviewed sentences.",
        "",
    )
    model = Word("Model", "Modèle")
    model_licence = Word("Licence of the model", "Licence du modèle")
    credit = Word("Credit", "Crédit")
    publisher = Word("Published by", "Publié par")
    licence = Word("Licence", "Licence")
    website = Word("Website", "Site web")


_WORDS = {lang: BookWords(lang) for lang in LANGUAGES}


def language(view: str) -> str:
    """Return the language of the words of a book itself."""
    return "fr" if view == "fr" else "en"


def book_words(view: str) -> BookWords:
    """Return the words of a book."""
    return _WORDS[language(view)]
