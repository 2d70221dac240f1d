"""Reword the conditional of hearsay: the model takes `le navire aurait coulé` for what did not happen."""

import re
from collections.abc import Iterator

from enregard.article.edits import Edit
from enregard.translate.draft.idioms import Rewording

_RUMOUR = re.compile(
    r"\A(?P<first>L['’]|Les?\s|La\s|Une?\s|Des\s|Deux\s|Trois\s|Plusieurs\s|Son\s|Sa\s|Ses\s)"
    r"(?P<subject>(?:[^\W\d_][^\W\d_'’-]*[ '’-]){1,6}?)(?P<verb>aurait|auraient|serait|seraient)\s+"
    r"(?P<adverb>(?:déjà|encore|toujours|même|aussi|ainsi|également|depuis)\s+)?(?P<next>[^\W\d_]+)"
)
_CONDITIONAL = re.compile(
    r"\b(?:si|s['’]ils?|sinon|sans|autrement|selon|d['’]après|mieux|plutôt|dit-on|paraît|semble|peut-être"
    r"|probablement|sûrement|certainement|pourrait|devrait|voudrait|faudrait|permettrait)\b|[?!]",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?:que|qui|dont|où|quand|ne|n['’]|ni|tel|telle|idéal|objectif|but|solution|idée|mesure|réforme|loi)\b|qu['’]"
)
_HYPOTHETICAL = frozenset(
    """
    aimé apprécié coûté cru dû empêché été évité fallu gagné intérêt mérité mieux pensé permis plu préféré
    pu souhaité suffi tort valu voulu besoin droit
    """.split()  # noqa: SIM905
)
_IDENTITY = re.compile(
    r"\s+(?:une?\s+(?:ancien(?:ne)?|proche|ex-?)\b|l['’](?:auteure?|autrice|un|une)\b|(?:le|la)\s+(?:fils|fille|frère|sœur|mari|femme"
    r"|père|mère|neveu|nièce|cousine?|compagn\w+)\b)"
)
_ACCORDING = re.compile(
    r"\A(?:selon|d['’]après)\s[^,.;:!?«»]{2,60},\s(?:l['’]|les?\s|la\s|une?\s|des\s|deux\s|trois\s|son\s|sa\s|ses\s|il\s|elles?\s|ils\s)"
    r"(?:[^\W\d_][^\W\d_'’-]*[ '’-]){0,6}?(?P<verb>aurait|auraient|serait|seraient)\b(?=[^,;:!?«»]{1,120}\Z)",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\s+([^\W\d_]+)")
_STATED = {"aurait": "a", "auraient": "ont", "serait": "est", "seraient": "sont"}
_PARTICIPLE = re.compile(r"(?:é|i|u|s|t)(?:e?s?)$")
_BEEN = re.compile(r"\s+[^\W\d_]{2,}(?:é|i|u|is|us|it|rt)(?:e?s?)(?![\w'’-])")
_STATES = frozenset(
    """
    bloqué bloquée bloqués bloquées blessé blessée blessés blessées dû due dus dues enceinte enceintes
    gravement impliquées introuvable introuvables ivre ivres lié liée liés liées malade malades prêt prête
    prêts prêtes propriétaire propriétaires recherché recherchée soupçonné soupçonnée suspecté suspectée
    à actuellement âgé âgée âgés âgées au aux caché cachée cachés cachées dans décédé décédée détenu
    détenue détenus détenues en gravement hors impliqué impliqués impliquée mort morte morts né née
    originaire parti partie partis réfugié réfugiée réfugiés retenu retenue retenus retenues sous sur
    vivant vivante vivants
    """.split()  # noqa: SIM905
)


def for_model(plain: str) -> Iterator[Rewording]:
    """Yield the rewordings of the French `plain`."""
    yield from _attributed(plain)
    yield from _rumours(plain)


def _attributed(plain: str) -> Iterator[Rewording]:
    """Reword `selon la police, il aurait avoué` as `selon la police, il a avoué`: the source is named."""
    if "rai" not in plain:
        return
    if (match := _ACCORDING.match(plain)) and not re.search(r"\bsi\b|s['’]ils?\b", plain):
        following = _NEXT.match(plain, match.end("verb"))
        if following is None or following[1].lower() not in _HYPOTHETICAL - {"été"}:
            yield Rewording(match.span("verb"), (Edit(*match.span("verb"), _STATED[match["verb"].lower()]),))


def _rumours(plain: str) -> Iterator[Rewording]:
    """Add `dit-on` to the conditional of hearsay: `le navire aurait, dit-on, coulé`.

    Only a sentence that begins with its subject and states no condition is taken for hearsay.
    """
    if "rai" not in plain or _CONDITIONAL.search(plain):
        return
    match = _RUMOUR.match(plain)
    if (
        match is None
        or match["first"].strip().lower() in ("un", "une", "des")
        or _RELATIVE.search(plain, 0, match.end("verb"))
    ):
        return
    following = match["next"].lower()
    if match["verb"].startswith("aurai"):
        if following == "été":
            certain = _BEEN.match(plain, match.end("next")) is not None
        else:
            certain = _PARTICIPLE.search(following) is not None and following not in _HYPOTHETICAL
    else:
        certain = following in _STATES or _IDENTITY.match(plain, match.end("verb")) is not None
    if certain:
        at = match.end("verb")
        yield Rewording((match.start("verb"), at), (Edit(at, at, ", dit-on,"),))
