"""Find names that stay French in the English, with the small words in them: "Les Fleurs du mal".

Such a name is the same in the original. It begins with the kind of a street or of a body, or with an article
that has a capital within a sentence.
"""

from collections.abc import Iterable, Sequence

from enregard.translate.checks.pair import Pair, Word

STREETS = frozenset(
    """
    allée av avenue bd boulevard chemin cours esplanade faubourg gare impasse montée parvis passage pl place
    pont porte promenade quai route rue ruelle sentier square traverse venelle voie
    """.split()  # noqa: SIM905
)
"""Words that begin the name of a street or square, which stays French: "rue de la Fontaine"."""

_BODIES = frozenset(
    """
    amicale association ballet bibliotheque cahiers centre chant cinema cinematheque cite club college
    confederation francaise parti rassemblement secours stade
    comedie comite compagnie confrerie conservatoire ecole editions ensemble festival fete fondation
    fonds foyer galerie institut journal journees librairie ligue lycee maison mouvement musee nuit
    office opera orchestre palais prix radio revue salon societe syndicat theatre universite voix
    """.split()  # noqa: SIM905
)
"""What names of associations, institutions and papers begin with, folded."""

_ARTICLES = frozenset({"le", "la", "les", "un", "une", "a", "au", "aux", "des"})
_SMALL = frozenset("à au aux d de des du en et la le les l par pour sans sous sur".split())  # noqa: SIM905
_OTHERS = frozenset("a elle est il je ne nous on ont pas que qui se sont vous".split())  # noqa: SIM905
"""Words that are in no such name: a sentence goes on there."""

_CONTENT = 3
"""The maximum number of other words in small letters."""

_LONGEST = 8
"""The maximum number of words of such a name."""

_ENDS = '.!?…:«“"•(\n–—'


def kept_names(pair: Pair, left: Iterable[int]) -> set[int]:
    """Return the indices of English words in names kept in French, near those of `left`."""
    words = pair.english.words
    french, english = (side.plain.replace("’", "'") for side in (pair.french, pair.english))
    found: set[int] = set()
    for at in left:
        if at in found:
            continue
        for first in range(max(at - _LONGEST + 1, 0), at + 1):
            if _may_begin(words[first]) and (end := _end(words, first, french, english)) > at:
                found.update(range(first, end))
                break
    return found


def _may_begin(word: Word) -> bool:
    return word.text in STREETS or (
        word.text[0].isupper() and (word.fold in _BODIES or word.fold in _ARTICLES)
    )


def _end(words: Sequence[Word], first: int, french: str, english: str) -> int:
    """Return the index after the name that begins with the word `first`, or that index if there is none."""
    for last in range(min(first + _LONGEST, len(words)) - 1, first, -1):
        name = english[words[first].start : words[last].start + len(words[last].text)]
        place = french.find(name)
        if place >= 0:
            begins = place == 0 or french[max(place - 2, 0) : place].rstrip()[-1:] in _ENDS
            if _is_name(words[first : last + 1], begins_sentence=begins):
                return last + 1
    return first


def _is_name(words: Sequence[Word], *, begins_sentence: bool) -> bool:
    """Return whether these words may be a name: few small words, and none that ends it."""
    if words[0].text in STREETS:
        return words[-1].text[0].isupper() and _is_short(words[1:-1])
    if begins_sentence and not words[1].text[0].isupper():
        return False
    return words[-1].text not in _SMALL and _is_short(words[1:])


def _is_short(words: Sequence[Word]) -> bool:
    if any(word.text in _OTHERS for word in words):
        return False
    return sum(word.text[0].islower() and word.text not in _SMALL for word in words) <= _CONTENT
