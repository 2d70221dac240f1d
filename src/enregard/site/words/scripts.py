"""The words of the theme's scripts, in both languages."""

import json

from enregard.messages import in_language
from enregard.site.addresses import LANGUAGES
from enregard.site.words.strings import Counted, Word, Words


class ReadingWords(Words):
    """The words of the tools for readers; `words` in their script."""

    # Cover one column
    cover = Word("Cover")
    cover_fr = Word("Cover the French")
    cover_en = Word("Cover the English")
    covered = Word("Covered sentence")
    fr_covered = Word("The French is covered. Choose a sentence to uncover it.")
    en_covered = Word("The English is covered. Choose a sentence to uncover it.")
    uncovered = Word("Nothing is covered.")
    # Listen
    listen = Word("Listen")
    listen_fr = Word("Listen to the French")
    listen_en = Word("Listen to the English")
    # How to cite the article
    copy = Word("Copy")
    copied = Word("Copied")
    # The menu on a sentence
    menu = Word("This sentence")
    by_word = Word("Word by word")
    word_keys = Word("Arrow keys: other words, other language. Escape: end.")
    copy_address = Word("Copy link to sentence")
    copy_both = Word("Copy French and English")
    copy_sentence = Word("Copy sentence")
    address_copied = Word("Link copied")
    both_copied = Word("French and English copied")
    sentence_copied = Word("Sentence copied")
    copy_yourself = Word("Copy this:")
    suggest = Word("Suggest a better translation")
    suggestion = Word("Translation")
    better = Word("Better")


class ResultWords(Words):
    """The words of search results."""

    in_french = Counted("{count} article in French", "{count} articles in French")
    in_english = Counted("{count} article in English", "{count} articles in English")
    some = Word("Found {counts}.")
    none = Word("No results.")
    undated = Word("undated")
    more = Word("Show more")
    failed = Word("The search index failed to load: reload the page.")


def words_for_script(kind: type[Words]) -> str:
    """Return the constant `WORDS` for a script: words by language and name.

    If they count something, they are their forms, and the index of the form for each number.
    """
    tables = {
        lang: {
            name: getattr(kind(lang), name)
            if isinstance(word, Word)
            else in_language(lang).forms(*word.forms)
            for name, word in vars(kind).items()
            if isinstance(word, Word | Counted)
        }
        for lang in LANGUAGES
    }
    return f"const WORDS = {json.dumps(tables, ensure_ascii=False, separators=(',', ':'))};\n"
