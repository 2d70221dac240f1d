"""Find the acronyms and names that a draft changed, so that they can be kept from the model.

`QGIS FR` became "ISIS EN", and `M. Gris` "Mr. Grey". The sentence is then translated again with masks.
"""

import re
from collections.abc import Iterable, Iterator

from enregard.article.article import VERBATIM, Text
from enregard.article.edits import Span, Spans
from enregard.translate.checks.acronyms import find_acronyms, forms, stands
from enregard.translate.checks.names import may_transcribe, misspelt
from enregard.translate.checks.pair import fold, read_pair
from enregard.translate.checks.untranslated import FRENCH
from enregard.translate.checks.wordlists import common_words, exonyms, lexicon
from enregard.translate.draft.signs import Kept
from enregard.translate.draft.truecase import loud_spans
from enregard.translate.glossary.inflect import plural

_MANY = re.compile(
    r"(?:\b(?:aux|ces|certain[es]+|des|deux|différent[es]+|diverse?s|leurs|les|mes|nos|plusieurs|quelques|ses|tes|trois"
    r"|vos)|\d)\s+\Z",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(?:(?:[Cc]olonel|[Cc]ommandant|[Cc]ommissaire|[Dd]octeure?|[Gg]énéral|[Ll]ieutenant|[Mm]aître|[Pp]rofesseure?)"
    r"|(?:M|MM|Mme|Mlle|Me|Mgr|Dr|Dre|Pr|[Pp]rof|[Pp]r[ée]s|[Cc]ol|[Gg][ée]n|[Cc]ap|[Cc]apt|[Ll]t|[Ss]gt|[Cc]dt)"
    r"(?:\.|(?<=[er])))\s+(?P<name>[A-ZÀ-ÖØ-Þ][^\W\d_]+)(?![\w-]|\s+(?:[A-ZÀ-ÖØ-Þ]|d(?:es?|u)\s|d['’]))"
)
FIRST_NAMES = frozenset(
    """
    Agnès Aimé Alain Albert Alexandre Alice André Anne Annie Antoine Arnaud Arthur Auguste Aurore Bastien
    Baptiste Béatrice Benoît Bernard Blanche Brigitte Bruno Camille Carole Catherine Cécile Céline Charles
    Charlotte Chloé Christian Christine Christophe Claire Claude Clémence Clément Colette Constance
    Corinne Cyril Damien Daniel David Denis Denise Désiré Didier Dominique Édith Édouard Élise Élodie Éloi
    Émile Emma Emmanuel Éric Estelle Étienne Eugène Eva Ève Fabien Fabrice Félix Ferdinand Fernand Fleur
    Florence Florian France Francis Franck François Françoise Frédéric Gabriel Gaston Georges Gérard
    Germain Germaine Gilbert Gilles Grégoire Guillaume Gustave Guy Hélène Henri Hervé Honoré Hortense
    Hubert Hugo Inès Irène Isabelle Jacques Jade Jean Jeanne Jérôme Joël Joseph Juliette Jules Julie
    Julien Juste Laurence Laurent Léa Léon Léonie Line Lise Louis Louise Luc Lucas Lucie Lucien Lucienne
    Ludovic Manon Marc Marcel Margot Marguerite Marie Marine Marion Marius Martin Martine Mathieu Mathilde
    Maurice Max Maxime Michel Michèle Modeste Monique Nadine Narcisse Nathalie Nicolas Nicole Noé Noël
    Odette Odile Olive Olivier Pascal Pascale Patrice Patrick Paul Pauline Perrine Philippe Pierre
    Prosper Prudence Rachel Raoul Raphaël Raymond Régine Reine René Renée Robert Roger Roland Romain Rose
    Sabine Sébastien Serge Simon Simone Solange Sophie Stéphane Suzanne Sylvain Sylvie Théo Thérèse
    Thierry Thomas Valentin Valérie Véronique Victoire Victor Vincent Violette Virginie Viviane Xavier
    Yann Yves Yvette Yvonne Zoé
    """.split()  # noqa: SIM905
)
"""French first names, many of which are also words."""

_PLACE = re.compile(
    r"(?<![\w-])[A-ZÀ-ÞŒ][a-zß-ÿœ]+(?:-[A-ZÀ-ÞŒ][a-zß-ÿœ]+)?-(?:aux?|d['’]|de|de-la|des|du|en|et|la|le|les|lès|sous|sur)-?"
    r"(?:l['’])?[A-ZÀ-ÞŒ][a-zß-ÿœ]+(?:-[A-ZÀ-ÞŒ][a-zß-ÿœ]+)?(?![\w-])"
)
_TRANSLATED = frozenset(
    "Étienne Georges Guillaume Jacques Jean Jeanne Jules Luc Marie Matthieu Paul Pierre".split()  # noqa: SIM905
)
"""First names that the model likes to translate, as those of saints and kings."""

_HISTORIC = re.compile(
    r"(?:\b(?:apôtre|duc|empereur|frère|pape|prince|princesse|reine|roi|sainte?|vierge|[A-ZÀ-Þ]\w+)[ -]|-)\Z",
    re.IGNORECASE,
)
_EPITHET = re.compile(r"-|['’]|\s(?:[IVX]+\b|Ier|[A-ZÀ-Þ]|d['’]|de\b|du\b|l['’]|la\b|le\b|sans\b)")
NAMED = re.compile(
    r"(?<![\w'’-])(?P<first>[A-ZÀ-Þ][^\W\d_]+)(?:-[A-ZÀ-Þ][^\W\d_]+)?(?:\s(?P<name>[A-ZÀ-Þ][a-zß-ÿœ]+)(?![\w-]|['’]\w))?"
)
_CAPITALISED = re.compile(r"\b[A-ZÀ-ÖØ-Þ][^\W\d_]+")
_FOLLOWING = re.compile(r"(?: [A-Z][A-Z0-9]+)*(?: [0-9]{1,4}(?![\w.,]))?")


def lost_names(text: Text, english: str, taken: Iterable[Span] = ()) -> list[Kept]:
    """Return the acronyms and names in `text` that `english`, its translation, does not have.

    Each has the English to put in its place. Those in `taken` and in code are left out.
    """
    plain = text.plain
    shields = Spans([*taken, *(mark.span for mark in text.marks if mark.kind in VERBATIM)])
    found: list[Kept] = []
    lost = (_lost_acronyms, _lost_titled, _lost_named, _lost_places, _misspelt)
    for kept in (one for find in lost for one in find(plain, english)):
        if not shields.overlap(kept.span):
            found.append(kept)
            shields.add(kept.span)
    return sorted(found)


def _lost_acronyms(plain: str, english: str) -> Iterator[Kept]:
    spans = find_acronyms(plain)
    lost = {span for span in spans if not stands(plain[slice(*span)], english)}
    spans = _with_those_before(plain, spans, lost)
    loud = Spans(span for span, _ in loud_spans(plain)) if spans else Spans()
    for start, end in spans:
        acronym = plain[start:end]
        if loud.overlap((start, end)):
            continue
        new = forms(acronym)[0]
        following = _FOLLOWING.match(plain, end)
        if new == acronym and following and following[0]:
            yield Kept((start, following.end()), acronym + following[0])  # a name such as `QGIS FR 2021`
            continue
        if new != acronym and _MANY.search(plain, max(0, start - 20), start):
            new = new + "s" if new.isupper() else plural(new)
        yield Kept((start, end), new)


def _with_those_before(plain: str, spans: list[Span], lost: set[Span]) -> list[Span]:
    """Return the `lost` spans, and those directly before one: together, they are one name."""
    found: list[Span] = []
    for span in reversed(spans):
        follows = (
            found
            and plain[span[1] : found[-1][0]] == " "
            and forms(plain[slice(*span)])[0] == plain[slice(*span)]
        )
        if span in lost or follows:
            found.append(span)
    return found[::-1]


def _lost_titled(plain: str, english: str) -> Iterator[Kept]:
    """Find names after a title that were translated, such as `Gris` after `M.`."""
    for match in _TITLED.finditer(plain):
        name = match["name"]
        if name not in english and _is_word(name, english):
            yield Kept(match.span("name"), name)


def _lost_named(plain: str, english: str) -> Iterator[Kept]:
    """Find names after a first name that were translated, such as `Pierre Noir`."""
    for match in NAMED.finditer(plain):
        if match["first"] not in FIRST_NAMES or match[0] in english:
            continue
        before = _HISTORIC.search(plain, max(0, match.start() - 12), match.start())
        if match["name"]:
            if _is_word(match["name"], english):
                yield Kept(match.span(), match[0])
        elif match[0] in _TRANSLATED and not before and not _EPITHET.match(plain, match.end()):
            yield Kept(match.span(), match[0])


def _lost_places(plain: str, english: str) -> Iterator[Kept]:
    """Find the names of places of several words that were changed: `Aix-en-Provence`."""
    folded = fold(english)
    for match in _PLACE.finditer(plain):
        if fold(match[0].partition("-")[0]) in FRENCH:
            continue  # Tout-le-Monde
        forms = {fold(match[0]), *exonyms().get(fold(match[0]), ())}
        if not any(form in folded for form in forms):
            yield Kept(match.span(), match[0])


def _is_word(name: str, english: str) -> bool:
    """Return whether a French name is a word that was translated, and not a name that was transcribed."""
    small = fold(name)
    if small not in lexicon() and small not in common_words():
        return False
    return not any(may_transcribe(small, fold(word)) for word in _CAPITALISED.findall(english))


def _misspelt(plain: str, english: str) -> Iterator[Kept]:
    for word in misspelt(read_pair(Text(plain), Text(english))):
        span = word.start, word.start + len(word.text)
        if plain[slice(*span)] == word.text:
            yield Kept(span, word.text)
