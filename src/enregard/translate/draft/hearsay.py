"""Reword the conditional of hearsay: the model takes `le navire aurait coulé` for what did not happen."""

import re
from collections.abc import Iterator

from enregard.article.edits import Edit
from enregard.translate.draft.idioms import Rewording

_RUMOUR = re.compile(
    r"\A(?:(?:Lundi|Mardi|Mercredi|Jeudi|Vendredi|Samedi|Dimanche|Hier|Ce\smatin|Dans\sla\snuit|À\s[A-ZÀ-ÖØ-Þ][\w-]+|En\s\w+"
    r"|Le\s\d{1,2}(?:er)?\s[^\W\d_]+)(?:\s[^\W_]{2,15}){0,2},\s)?"
    r"(?P<first>(?:[Ll]['’]|[Ll]es?\s|[Ll]a\s|[Uu]ne?\s|[Dd]es\s|(?:[Dd]eux|[Tt]rois|[Pp]lusieurs|Son|Sa|Ses|Quelque|Près\sde"
    r"|Plus\sde|Environ|Au\smoins|Quatre|Cinq|Six|Dix|\d{1,3})\s)(?=[^\W_])|(?P<who>Il|Elle|Ils|Elles)\s"
    r"|(?P<name>(?:M\.\s|Mme\s|Mlle\s)?[A-ZÀ-ÖØ-Þ][^\W\d_]+(?:[ -][A-ZÀ-ÖØ-Þ][^\W\d_]+){0,2}\s))"
    r"(?P<subject>(?(who)|(?(name)|(?:[^\W_][^\W_'’-]*[ '’-]){1,6}?)))(?P<not>n['’]|ne\s)?(?P<self>se\s)?"
    r"(?P<verb>aurait|auraient|serait|seraient)\s+"
    r"(?P<adverb>(?:déjà|encore|toujours|même|aussi|ainsi|également|depuis|pas|jamais|rien|plus)\s+)?(?P<next>[^\W\d_]+)"
)
_SIMPLE = re.compile(
    r"\A(?:L['’]|Les?\s|La\s|Deux\s|Trois\s|Plusieurs\s)(?P<subject>(?:[^\W\d_][^\W\d_'’-]*[ '’-]){1,6}?)"
    r"(?P<verb>(?:détiendrai|réclamerai|négocierai|envisagerai|posséderai|possèderai|souffrirai"
    r"|s['’]apprêterai)(?:en)?t)\s"
)
_TOLL = re.compile(
    r"\A(?:Il\sy\s|Le\sbilan\s)(?P<verb>aurait|serait)(?=\s[^.;:!?]{0,40}\b(?:blessé|disparu|mort|otage|survivant|victime)e?s?\b)"
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
_EVENTS = re.compile(
    r"(?:acheté|agi|agressé|aperçu|arrêté|assassiné|attaqué|averti|avoué|blessé|braqué|caché|cambriolé"
    r"|capturé|commis|consommé|contracté|convoqué|demandé|dérobé|détourné|détruit|dissimulé|disparu|disputé|échappé"
    r"|effondré|emparé|emporté|encaissé|enfui|enlevé|entendu|enterré|étranglé|exécuté|falsifié|filmé|frappé|fui|fuité|heurté"
    r"|identifié|incendié|inhalé|interpellé|introduit|licencié|loué|menacé|noyé|payé|perçu|percuté"
    r"|poignardé|produit|quitté|reçu|reconnu|refusé|rencontré|rendu|renversé|repéré|respecté|retrouvé|séquestré|signé"
    r"|soustrait|succombé|suicidé|tenté|tiré|torturé|touché|tué|utilisé|vendu|versé|victime|visé|violé|volé)(?:e?s?)"
)
"""Participles of what is reported rather than imagined."""

_IMAGINED = re.compile(r"(?:évité|inutile|apprécié|souhaité|préféré|accueilli|possible|perçu|vécu)(?:e?s?)")
_FACTS = frozenset(
    """
    âgé âgée âgés âgées blessé blessée blessés blessées caché cachée cachés décédé décédée décédés détenu
    détenue impliqué impliquée impliqués mort morte morts originaire originaires recherché recherchée
    recherchés réfugié réfugiée soupçonné soupçonnée soupçonnés
    """.split()  # noqa: SIM905
)
"""What follows `serait` where the subject says little: a pronoun, a name, `un homme`."""
_AT_LARGE = re.compile(
    r"\s+(?:en\s+(?:fuite|garde|détention|cavale)|hors\s+de\s+danger|dans\s+le\s+coma|d['’]origine)\b"
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

    Only a sentence that begins with its subject, or with when or where, and states no condition is taken
    for hearsay. After `elle` or a negation, the model needs the indicative: `elle a, dit-on, fui`.
    """
    if "rai" not in plain or _CONDITIONAL.search(plain):
        return
    simple = _SIMPLE.match(plain)
    if simple and _RELATIVE.search(plain, 0, simple.end("subject")):
        return
    if simple := simple or _TOLL.match(plain):
        yield Rewording(simple.span(), (Edit(simple.end("verb"), simple.end("verb"), ", dit-on,"),))
        return
    match = _RUMOUR.match(plain)
    if (
        match is None
        or _RELATIVE.search(plain, match.start("first"), match.end("subject"))
        or not _is_hearsay(plain, match)
    ):
        return
    start, end = match.span("verb")
    new = match["verb"]
    hers = match["who"] in ("Elle", "Elles") and not match["self"]
    if match["not"] or hers or (match["who"] and _AT_LARGE.match(plain, end)):
        new = _STATED[new]
        if match["self"]:
            start, new = match.start("self"), "s'est" if new == "est" else f"se {new}"
    yield Rewording((start, end), (Edit(start, end, f"{new}, dit-on,"),))


def _is_hearsay(plain: str, match: re.Match[str]) -> bool:
    """Return whether what follows `aurait` or `serait` is reported, not imagined."""
    following = match["next"].lower()
    vague = match["who"] or match["name"] or match["first"].strip().lower() in ("un", "une", "des")
    if match["self"]:
        return _EVENTS.fullmatch(following) is not None
    if match["verb"].startswith("aurai"):
        if following == "été":
            been = _BEEN.match(plain, match.end("next"))
            done = been[0].strip() if been else ""
            return (
                bool(done) and not _IMAGINED.fullmatch(done) and not (vague and not _EVENTS.fullmatch(done))
            )
        if vague or match["not"]:
            return _EVENTS.fullmatch(following) is not None
        return _PARTICIPLE.search(following) is not None and following not in _HYPOTHETICAL
    if _AT_LARGE.match(plain, match.end("verb")):
        return True
    if vague or match["not"]:
        return following in _FACTS
    return following in _STATES or _IDENTITY.match(plain, match.end("verb")) is not None
