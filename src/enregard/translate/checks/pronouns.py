"""Find pronouns of the other gender."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from enregard.article.article import Finding
from enregard.translate.checks.pair import Pair, Word
from enregard.translate.checks.untranslated import FRENCH
from enregard.translate.checks.wordlists import common_words, persons

_FEMININE = frozenset({"elle", "madame", "mme", "mlle", "mademoiselle"})
_MASCULINE = frozenset({"monsieur", "m", "mr"})
_OTHER_WOMEN = frozenset({"elles", "mmes", "celle", "celles"})
_OTHER_MEN = frozenset({"il", "ils", "eux", "mm", "messieurs", "celui", "ceux"})
"""Words that may stand for persons, but also for things, or for several."""

_FEMININE_ARTICLES = frozenset({"la", "une", "cette", "quelle", "chaque", "aucune"})
_MASCULINE_ARTICLES = frozenset({"le", "un", "ce", "cet", "du", "au", "quel"})
_POSSESSIVE = frozenset({"son", "sa", "ses"})
_OWN = _POSSESSIVE | {"leur", "mon", "ma", "ton", "ta", "notre", "votre"}
_HE, _SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
_SUBJECTS = frozenset({"he", "himself", "she", "hers", "herself"})
_VERBS = frozenset({"a", "avait", "aura", "est", "etait", "ne", "n", "pas", "plus", "y", "en"})
_LONGEST_SUBJECT = 4
_FIRST_WORDS = frozenset({"le", "la", "un", "une", "l", "cette", "ce", "cet"})


_WOMEN = frozenset(
    """
    adele agathe agnes alexandra alice amandine amelie anais andrea angele angelique anne annie antoinette
    apolline armelle audrey aurelie beatrice benedicte berengere bernadette brigitte caroline catherine
    cecile celine chantal charlene charlotte chloe christelle christiane christine clarisse clemence
    coralie corinne cynthia daniele danielle daphne delphine denise diane dorothee edith elise elisa
    elisabeth elodie elsa emilie emma emmanuelle estelle eugenie eva evelyne fabienne fanny florence
    francoise gabrielle geraldine germaine ghislaine helena helene henriette ingrid ines irene isabelle
    jacqueline jeanne jeannine jennifer jessica joelle josephine josiane julie juliette karine laetitia
    laura laure laurence lea leila leonie liliane louise lucie lucienne ludivine madeleine magali manon
    marguerite marianne marie marielle marina marion marlene martine maryse mathilde melanie melissa
    michele mireille monique morgane muriel myriam nadia nadine natacha nathalie nicole noemie odette
    odile oceane ophelie pascale patricia paule pauline perrine rachel raphaelle raymonde regine rosalie
    roselyne sabine sabrina samia sandra sandrine segolene severine simone solange sonia sophie stephanie
    suzanne sylvie sylviane therese tiphaine valerie vanessa veronique virginie viviane yasmine yolande
    yvette yvonne zoe
    """.split()  # noqa: SIM905
)
_MEN = frozenset(
    """
    adrien alain albert alexandre alexis alfred andre anthony antoine arnaud arthur aurelien axel baptiste
    bastien benjamin benoit bernard bertrand bruno cedric charles christian christophe clement cyril damien
    daniel david denis didier dimitri edouard emile emmanuel eric ernest etienne eugene fabien fabrice felix
    fernand florent florian francis franck francois frederic gabriel gaetan gaston georges gerald gerard
    ghislain gilbert gilles gregory gregoire guillaume guy henri herve hubert hugo jacques jean jerome
    jeremy joel jonathan joseph jules julien kevin laurent leon leonard lionel loic louis luc lucas lucien
    ludovic marc marcel mathieu matthieu maurice maxime michel mickael nicolas noel olivier patrice patrick
    paul philippe pierre quentin raoul raphael raymond remi rene robert rodolphe roger roland romain samuel
    sebastien serge simon stephane sylvain theo thibault thierry thomas vincent william xavier yann yannick
    yves yvon
    """.split()  # noqa: SIM905
)
"""First names of women and of men, folded; not those of both, nor those that are also words."""

_HALLOWED = frozenset(
    """
    avenue boulevard centre chapelle college cours cyclone ecole eglise espace fondation gare gymnase halle
    hopital impasse institut lycee maison mont ouragan parc place port pont porte prix quai quartier rue saint
    sainte salle square stade tempete theatre tour
    """.split()  # noqa: SIM905
)
"""Words before the names of saints, places and storms."""


_NATIVE = re.compile(r"(?!(?:Française|Marseillaise)\Z)[A-ZÉÎ][^\W\d_]{2,}(?:aise|ienne|oise|éenne|caine)")
"""Women by where they come from: "Ukrainienne", after an article."""


class Wrong(NamedTuple):
    """Pronouns in a translation that are not those of the only `person` in the original."""

    person: Word
    pronouns: tuple[Word, ...]
    feminine: bool | None
    """Whether the person is a woman; None if the French does not tell."""


def pronouns(pair: Pair) -> Iterator[Finding]:
    """Pronouns keep their gender: "la juge dit qu'elle" must not become "the judge says he"."""
    if (wrong := wrong_pronouns(pair)) is not None:
        pronoun = wrong.pronouns[0]
        if pronoun.fold == "its":
            yield Finding("pronouns", f"“{wrong.person.text}” is a person, but “its” is not a person's")
        else:
            yield Finding("pronouns", f"“{wrong.person.text}” became “{pronoun.text}”")


def wrong_pronouns(pair: Pair) -> Wrong | None:
    """Return the pronouns of the other gender, or "its", if they can only stand for one person."""
    french, english = pair.french.folds, pair.english.folds
    he, she = not english.isdisjoint(_HE), not english.isdisjoint(_SHE)
    if he == she:
        if not he and "its" in english and (noun := _owner(pair)):
            its = tuple(word for word in pair.english.words if word.fold == "its")
            return Wrong(noun, its, _is_woman(pair.french.words[0], noun))
        return None
    wrong = _HE if he else _SHE
    if french.isdisjoint(_POSSESSIVE):  # then "her" and "him" may be an object: `la juge le voit`
        wrong &= _SUBJECTS
    if "lui" in french or english.isdisjoint(wrong) or _has_other_names(pair.french.words):
        return None
    if (mine := _only_gender(pair.french.words, feminine=he)) is None:
        return None
    return Wrong(mine, tuple(word for word in pair.english.words if word.fold in wrong), feminine=he)


def _is_woman(article: Word, noun: Word) -> bool | None:
    """Return whether a noun for a person is feminine; None if neither it nor its article tells."""
    women, men, _ = persons()
    if noun.fold in women or noun.fold in _FEMININE or _is_native(noun, article.fold):
        return True
    if noun.fold in men or noun.fold in _MASCULINE:
        return False
    if article.fold in _FEMININE_ARTICLES:
        return True
    return False if article.fold in _MASCULINE_ARTICLES else None


def _only_gender(words: tuple[Word, ...], *, feminine: bool) -> Word | None:
    """Return a word for a woman, or for a man, if all the persons in the French are women, or men."""
    women, men, either = persons()
    found: Word | None = None
    before = article = ""
    for word in words:
        is_named = _is_first_name(word, before)
        is_woman = (
            word.fold in women
            or word.fold in _FEMININE
            or (is_named and word.fold in _WOMEN)
            or _is_native(word, before)
        )
        is_man = word.fold in men or word.fold in _MASCULINE or (is_named and word.fold in _MEN)
        if word.fold in either:
            is_woman, is_man = article not in _MASCULINE_ARTICLES, article not in _FEMININE_ARTICLES
        if (is_woman or is_man) and not _OWN.isdisjoint((before, article)):
            return None  # the owner may be of any gender: "his sister"
        if (is_man or word.fold in _OTHER_MEN) if feminine else (is_woman or word.fold in _OTHER_WOMEN):
            return None
        if is_woman or is_man:
            found = found or word
        before, article = article, word.fold
    return found


def _is_first_name(word: Word, before: str) -> bool:
    """Return whether a word is a person's first name, and not a saint's, such as that of a street."""
    return word.text[0].isupper() and before not in _HALLOWED and word.fold in _WOMEN | _MEN


def _is_native(word: Word, before: str) -> bool:
    """Return whether a word is a woman by where she comes from, after `la`, `une`, `cette` or `l'`."""
    after_article = before in _FEMININE_ARTICLES or (not before and word.first)
    return after_article and _NATIVE.fullmatch(word.text) is not None


@cache
def _known() -> frozenset[str]:
    return frozenset.union(*persons(), _FEMININE, _MASCULINE)


def _has_other_names(words: tuple[Word, ...]) -> bool:
    """Return whether a name may be another person's: any name that does not follow a person at once."""
    known = _known()
    before: Word | None = None
    for word in words:
        first = before.fold if before else ""
        named = _is_first_name(word, first) or _is_native(word, first)
        if word.text[0].isupper() and word.fold not in known and not named:
            is_name = not word.first or (word.fold not in common_words() and word.fold not in FRENCH)
            if is_name and (before is None or not (before.fold in known or before.text[0].isupper())):
                return True
        before = word
    return False


def _owner(pair: Pair) -> Word | None:
    """Return the person who starts a sentence and owns something in it: `Le facteur a perdu son vélo`.

    Only if there is no other noun in between.
    """
    words = pair.french.words
    if len(words) < 4 or words[0].fold not in _FIRST_WORDS:
        return None
    if words[1].fold not in _known() and not _is_native(words[1], words[0].fold):
        return None
    for at in range(2, min(len(words), 2 + _LONGEST_SUBJECT)):
        if words[at].fold in _POSSESSIVE:
            return words[1] if at > 2 else None
        if at > 3 and words[at].fold not in _VERBS and words[at - 1].fold not in _VERBS:
            return None
    return None
