"""The words about how to cite an article, in both languages."""

from enregard.site.words.bilingual import Word, Words


class CitingWords(Words):
    """The words of one language; `t.citing` in templates."""

    cite = Word("Cite this article", "Citer cet article")
    quoted = Word("“{title}”", "«\u202f{title}\u202f»")
    translated_by = Word("Translated by {names}", "Traduit par {names}")
    machine_by = Word("Machine translation by {engines}", "Traduction automatique par {engines}")
    reviewed_by = Word("reviewed by {names}", "relue par {names}")
    only_reviewed_by = Word("Translation reviewed by {names}", "Traduction relue par {names}")
    undated = Word("n.d.", "s. d.")
