"""The words of the tools for readers in both languages; the theme's script gets them."""

from enregard.site.addresses import LANGUAGES
from enregard.site.words.bilingual import Word, Words


class ReadingWords(Words):
    """The words of one language; `words` in the script."""

    # Cover one column
    cover = Word("Cover", "Cacher")
    cover_fr = Word("Cover the French", "Cacher le français")
    cover_en = Word("Cover the English", "Cacher l’anglais")
    covered = Word("Covered sentence", "Phrase cachée")
    fr_covered = Word(
        "The French is covered. Choose a sentence to uncover it.",
        "Le français est caché. Choisissez une phrase pour la découvrir.",
    )
    en_covered = Word(
        "The English is covered. Choose a sentence to uncover it.",
        "L’anglais est caché. Choisissez une phrase pour la découvrir.",
    )
    uncovered = Word("Nothing is covered.", "Plus rien n’est caché.")
    # Listen
    listen = Word("Listen", "Écouter")
    listen_fr = Word("Listen to the French", "Écouter le français")
    listen_en = Word("Listen to the English", "Écouter l’anglais")
    # How to cite the article
    copy = Word("Copy", "Copier")
    copied = Word("Copied", "Copié")
    # The menu on a sentence
    menu = Word("This sentence", "Cette phrase")
    by_word = Word("Word by word", "Mot à mot")
    word_keys = Word(
        "Arrow keys: other words, other language. Escape: end.",
        "Touches fléchées : autres mots, autre langue. Échap : fin.",
    )
    copy_address = Word("Copy link to sentence", "Copier le lien vers la phrase")
    copy_both = Word("Copy French and English", "Copier le français et l’anglais")
    copy_sentence = Word("Copy sentence", "Copier la phrase")
    address_copied = Word("Link copied", "Lien copié")
    both_copied = Word("French and English copied", "Français et anglais copiés")
    sentence_copied = Word("Sentence copied", "Phrase copiée")
    copy_yourself = Word("Copy this:", "À copier :")
    suggest = Word("Suggest a better translation", "Proposer une meilleure traduction")
    suggestion = Word("Translation", "Traduction")
    better = Word("Better", "Mieux")


def reading_words() -> dict[str, dict[str, str]]:
    """Return all words by language and name."""
    names = [name for name, value in vars(ReadingWords).items() if isinstance(value, Word)]
    tables = {lang: ReadingWords(lang) for lang in LANGUAGES}
    return {lang: {name: getattr(table, name) for name in names} for lang, table in tables.items()}
