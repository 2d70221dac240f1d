"""Find the names of French streets, which stay French: `rue de la Soif` is no "Soif Street".

A name has a capital. After `place`, which has many meanings, it must be one that squares usually have.
"""

import re
from collections.abc import Iterator

from enregard.translate.draft.signs import Kept

_UPPER = "A-ZÀ-ÖØ-ÞŒ"
_PARTICLE = r"(?:de la |de l['’]|du |des |de |d['’]|aux? |à la )?"
_WORD = (
    rf"(?:[{_UPPER}][\w’'.-]{{0,40}}|[0-9]{{1,2}}(?:er)?[ -][{_UPPER}a-zéû][\w-]{{0,40}}(?: [12][0-9]{{3}})?)"
)
_MORE = rf"(?: (?:de |d['’])?[{_UPPER}][\w-]{{0,40}}){{0,3}}"
_STREET = re.compile(
    r"\b(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Qq]uai|[Aa]llées?|[Ii]mpasse|[Ss]quare|[Ff]aubourg|[Vv]enelle|[Ee]splanade)"
    rf" {_PARTICLE}{_WORD}{_MORE}"
    rf"|\b(?:[Cc]ours|[Cc]orniche|[Mm]ail) (?!Élém|Moyen|Prép|Sup)[{_UPPER}][\w’'-]{{1,40}}{_MORE}"
    r"|\b(?:[Bb]d\.?|[Bb]oul\.|[Bb]ld|[Aa]v\.|[Pp]l\.|[Ff]g|[Ii]mp\.|[Aa]ll\.|[Rr]te)"
    rf" (?!J[.-]){_PARTICLE}{_WORD}{_MORE}"
    r"|(?:(?<=\d )|(?<=, )|(?<=bis )|(?<=ter )|(?<!.))(?:[Rr]oute|[Cc]hemin|[Pp]assage|[Rr]ond-point"
    r"|[Pp]romenade|[Mm]ontée|[Rr]uelle|[Cc]ité|[Ss]entier|[Tt]raverse|Z\.?A\.?C?\.?|[Zz]one artisanale)"
    rf" {_PARTICLE}{_WORD}{_MORE}(?=,|\s*\Z)"
)
_SQUARE = re.compile(
    r"\b(?:(?<=la )(?<!à la )place|Place) (?:"
    r"(?:de la |de l['’]|du |des |de |d['’])?(?:Armes|Bastille|Bourse|Capitole|Carmes|Clichy|Comédie|Concorde"
    r"|Étoile|Fêtes|Gare|Halles|Hôtel-de-Ville|Italie|Jacobins|Libération|Liberté|Mairie|Marché|Martyrs|Nation|Opéra|Palais"
    r"|République|Terreaux|Tertre|Victoires|Vosges)"
    rf"|(?:du )?(?:Général|Maréchal|Docteur|Colonel|Commandant|Président)[ -][\w-]{{1,40}}{_MORE}"
    r"|(?:Bellecour|Stanislas|Vendôme|Beauvau|Pigalle|Gambetta|Kléber|Foch|Masséna|Plumereau|Graslin|Wilson)"
    rf"|[{_UPPER}][a-zà-ÿ]{{1,20}}(?:-[{_UPPER}][a-zà-ÿ]{{1,20}}){{1,3}})(?![\w-])"
)
_FOREIGN = re.compile(r"[Pp]lace Saint(?:-Pierre|-Marc)\b|[Rr]ue Sésame\b")
_END = re.compile(r"[.'’-]+\Z")


def street_names(plain: str) -> list[Kept]:
    """Return the names of streets and squares in a French text, in order."""
    return sorted(_names(plain))


def _names(plain: str) -> Iterator[Kept]:
    for pattern in (_STREET, _SQUARE):
        for match in pattern.finditer(plain):
            if _FOREIGN.match(match[0]):
                continue
            name = _END.sub("", match[0])
            yield Kept((match.start(), match.start() + len(name)), name)
