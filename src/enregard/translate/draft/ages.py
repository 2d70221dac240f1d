"""Reword round numbers and ages of persons: `une bonne trentaine`, `le quinquagénaire`, `sous huitaine`."""

import re
from collections.abc import Iterator

from enregard.article.edits import Edit
from enregard.translate.draft.idioms import Rewording

_TENS = {
    **{"dizaine": "dix", "quinzaine": "quinze", "vingtaine": "vingt", "trentaine": "trente"},
    **{"quarantaine": "quarante", "cinquantaine": "cinquante", "soixantaine": "soixante", "centaine": "100"},
}
_ABOUT = re.compile(
    rf"(?<!\bà )\b(?P<article>[Ll]a|[Cc]ette|[Ss]a|[Ll]eur)\s+(?P<ten>{'|'.join(_TENS)})\s+(?:de\s+|d['’])"
    r"(?!années?\b|ans\b|personnes\s+d)(?=[^\W\d_]{3})"
)
_PLURAL = {"la": "les", "cette": "ces", "sa": "ses", "leur": "leurs"}
_SIZED = re.compile(
    rf"\b(?P<of>d['’])?(?P<one>[Uu]ne?)\s+(?P<size>petite?|bon(?:ne)?)\s+(?=(?:millier|douzaine|{'|'.join(_TENS)})\b)"
)
_FORTNIGHT = re.compile(
    r"\b(?P<of>d['’])?(?P<one>[Uu]ne)\s+quinzaine(?:\s+de\s+jours\b|(?=\s+(?:plus\s+t[aô]rd|plus\s+tôt|après|avant)\b))"
)
_AGES = {
    "trent": "trentaine",
    "quadragé": "quarantaine",
    "quinquagé": "cinquantaine",
    "sexagé": "soixantaine",
}
_OLD = {"septuagé": "soixante-dix", "octogé": "quatre-vingts", "nonagé": "quatre-vingt-dix", "cente": "cent"}
_CENTENARIAN = re.compile(r"\s+(?:a|ont|est|sont|fête|fêtent|qui|dit|raconte)\b|\s*(?:[.,]|\Z)")
_IN_THE = re.compile(
    r"(?P<has>\b(?:a|ai|as|avait|ont|avaient|aura)\s(?:déjà\s|bien\s|largement\s)?)la\s(?P<ten>trentaine|quarantaine"
    r"|cinquantaine|soixantaine)\b(?!\sd)"
)
_WEEK = re.compile(
    r"\b(?P<before>[Ss]ous|(?:[Dd]ans|[Ii]l\sy\sa)\sune)\s(?P<span>huitaine|quinzaine)\b(?:\sde\sjours\b)?(?!\sd)"
)
_AGED = re.compile(
    r"(?:\b(?P<article>les?|la|une?|des|ce|cette|ces|cet|deux|trois|plusieurs)\s+|\b(?P<elided>l['’]))?"
    r"(?:\b|(?<=['’]))(?P<age>trent|quadragé|quinquagé|sexagé|septuagé|octogé|nonagé|cente)e?naire(?P<many>s?)\b",
    re.IGNORECASE,
)
_BE = r"(?:est|était|fut|sera|a été|avait été|s['’]est)"
_HERS_OR_HIS = re.compile(
    rf"\b(?:(?P<hers>elle|seule|veuve|retraitée|née|connue|{_BE} (?:morte|[^\W\d_]+(?:ée|ie|ue)))"
    rf"|seul|veuf|retraité|né|connu|{_BE} (?:mort|[^\W\d_]+(?:é|i|u)))\b"
)
"""What tells that `l'octogénaire` is a woman, or a man."""
_FAR = 160  # characters after it
_PERSONS_AGED = {
    **{"le": "l'homme", "un": "un homme", "ce": "cet homme", "cet": "cet homme"},
    **{"la": "la femme", "une": "une femme", "cette": "cette femme"},
}


def for_model(plain: str) -> Iterator[Rewording]:
    """Yield the rewordings of the French `plain`."""
    yield from _round_numbers(plain)
    yield from _ages(plain)


def _round_numbers(plain: str) -> Iterator[Rewording]:
    """Reword `la trentaine de vaches` as `les quelque trente vaches`, and `un petit millier`."""
    if "aine" not in plain and "millier" not in plain:
        return
    for match in _FORTNIGHT.finditer(plain):
        two = "de deux" if match["of"] else "Deux" if match["one"] == "Une" else "deux"
        yield Rewording(match.span(), (Edit(*match.span(), f"{two} semaines"),))
    for match in _SIZED.finditer(plain):
        new = f"{'près' if match['size'].startswith('petit') else 'plus'} d'{match['one'].lower()} "
        new = f"de {new}" if match["of"] else new[0].upper() + new[1:] if match["one"][0] == "U" else new
        yield Rewording(match.span(), (Edit(*match.span(), new),))
    for match in _ABOUT.finditer(plain):
        article = _PLURAL[match["article"].lower()]
        article = article.capitalize() if match["article"][0].isupper() else article
        new = f"{article} quelque {_TENS[match['ten']]} "
        yield Rewording(match.span(), (Edit(*match.span(), new),))
    for match in _WEEK.finditer(plain):
        before = match["before"].replace("Sous", "Dans une").replace("sous", "dans une")
        weeks = "semaine" if match["span"] == "huitaine" else "quinzaine de jours"
        yield Rewording(match.span(), (Edit(*match.span(), f"{before} {weeks}"),))


def _ages(plain: str) -> Iterator[Rewording]:
    """Reword `le quinquagénaire` as `l'homme dans la cinquantaine`."""
    for match in _IN_THE.finditer(plain) if "aine" in plain else ():
        new = f"{match['has']}une {match['ten']} d'années"
        yield Rewording(match.span(), (Edit(*match.span(), new),))
    if "naire" not in plain:
        return
    for match in _AGED.finditer(plain):
        if match["age"].lower() == "trent" and "trentenaire" not in match[0].lower():
            continue
        old = _OLD.get(match["age"].lower())
        kind = _AGES.get(match["age"].lower(), "")
        if old:
            age = f"de plus de {old} ans"
        else:  # `dans la quarantaine` would be in quarantine
            age = f"d'une {kind} d'années" if kind == "quarantaine" else f"dans la {kind}"
        article = (match["article"] or "").lower()
        if old == "cent" and (
            article not in ("un", "une", "la", "les", "deux", "trois")
            or not _CENTENARIAN.match(plain, match.end())
        ):
            continue
        if match["elided"]:
            told = _HERS_OR_HIS.search(plain, match.end(), match.end() + _FAR)
            who = "la personne" if told is None else "la femme" if told["hers"] else "l'homme"
            new = f"{who} {age}"
            new = new.capitalize() if match[0][0].isupper() else new
            yield Rewording(match.span(), (Edit(*match.span(), new),))
            continue
        if match["many"] and article:
            new = f"{match['article']} personnes {age}"
        elif article in _PERSONS_AGED:
            person = _PERSONS_AGED[article]
            new = f"{person[0].upper() + person[1:] if match[0][0].isupper() else person} {age}"
        elif match["article"] or match[0][0].isupper():
            continue
        else:
            new = age
        yield Rewording(match.span(), (Edit(*match.span(), new),))
