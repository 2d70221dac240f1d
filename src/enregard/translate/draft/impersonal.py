"""Put the real subject before the verb: the model takes `il est né trois veaux` for a man's birth."""

import re
from collections.abc import Iterator

from enregard.article.edits import Edit
from enregard.translate.draft.idioms import Rewording

_MANY = (
    r"(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante|cinquante"
    r"|soixante|cent|mille|plusieurs|quelque|quelques|près\sde|plus\sde|\d[\d\s]{0,8}(?<!\s))"
)
_TIMES = (
    r"(?!\s(?:ans?|années?|jours?|heures?|minutes?|secondes?|semaines?|mois|fois|siècles?|euros?|francs?|dollars?"
    r"|millions?|milliards?|points?|buts?|mètres|kilomètres|km|matins?|soirs?|nuits?|étages?|rangs?|places?|beau|dimanche|lundi|\d+)\b|\s?[€$£%])"
)
_WHAT = (
    rf"(?P<what>(?:(?P<many>{_MANY}{_TIMES}|des{_TIMES})|une?{_TIMES})(?:\s(?!(?:à|au|aux|avec|cette|chaque|contre|dans|depuis|devant"
    r"|en|entre|et|hier|lors|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|par|parmi|pendant|pour|près"
    r"|sous|sur|que|qui|vers)\b)[\w'’-]+){1,6})"
)
_FOUND = (
    "brûlé|commis|constaté|construit|créé|découvert|dénombré|déposé|détruit|distribué|enregistré|installé|observé"
    "|planté|prélevé|proposé|recensé|relevé|retrouvé|saisi|servi|signé|tiré|trouvé|vendu|volé"
)
_PASSIVE = re.compile(
    rf"\b(?P<il>[Ii]l)\s(?P<has>a|avait|aura)\s(?P<adverb>(?:aussi|déjà|également|encore|ensuite)\s)?été\s(?P<done>{_FOUND})\s{_WHAT}"
)
_COMES = re.compile(
    rf"\b(?P<il>[Ii]l)\s(?P<verb>est\sné|est\svenu|est\smort|s['’]est\svendu|se\svend|se\svendait)\s{_WHAT}"
)
_CAME = {
    **{"est né": "sont nés", "est venu": "sont venus", "est mort": "sont morts"},
    **{"s'est vendu": "se sont vendus", "se vend": "se vendent", "se vendait": "se vendaient"},
}
_PASSES = re.compile(
    rf"\b(?P<il>[Ii]l)\s(?:y\s)?(?P<verb>passe|passait)\s(?P<what>{_MANY}\s(?:avions?|bateaux|bus|camions|clients|cyclistes"
    r"|personnes|piétons|poids\slourds|promeneurs|trains|touristes|véhicules|vélos|visiteurs|voitures))\b"
)
_FELL = re.compile(
    rf"\b(?P<il>[Ii]l)\s(?P<verb>est\stombé|tombe|tombera)\s(?P<what>{_MANY}\s(?:milli|centi)mètres?(?:\s(?:de\s|d['’])[^\W\d_]+)?)(?![\w'’])"
)
_THERE = re.compile(
    r"\b(?P<il>[Ii]l)\s(?P<verb>circule|circulait|court|courait|flotte|flottait|souffle|soufflait)\s"
    r"(?=(?:bien\s)?(?:des|une?|d['’]étranges)\s(?:[^\W\d_]+\s){0,2}(?:air|bruits?|histoires?|odeur|parfum|pétition|rumeurs?|vent|vidéos?)\b)"
)
_WHISPERED = re.compile(r"\b(?P<il>[Ii]l)\sse\s(?:chuchote|murmure|raconte)(?=\squ(?:e\s|['’]))")
_FALLEN = {"est tombé": "sont tombés", "tombe": "tombent", "tombera": "tomberont"}
_HAVE = {"a": "ont", "avait": "avaient", "aura": "auront"}


def for_model(plain: str) -> Iterator[Rewording]:
    """Yield the rewordings of the French `plain`."""
    if "il " not in plain and "Il " not in plain:
        return
    for match in _PASSIVE.finditer(plain):
        many = "s" if match["many"] else ""
        has = _HAVE[match["has"]] if many else match["has"]
        verb = f"{has} {match['adverb'] or ''}été {match['done']}{many}"
        yield _turned(match, verb)
    for match in _COMES.finditer(plain):
        verb = match["verb"].replace("’", "'")
        yield _turned(match, _CAME[verb] if match["many"] else verb)
    for match in _PASSES.finditer(plain):
        yield _turned(match, {"passe": "passent", "passait": "passaient"}[match["verb"]])
    for match in _FELL.finditer(plain):
        yield _turned(match, _FALLEN[match["verb"]])
    for match in _THERE.finditer(plain):
        verb = "y avait " if match["verb"].endswith("ait") else "y a "
        yield Rewording(match.span("verb"), (Edit(match.start("verb"), match.end(), verb),))
    for match in _WHISPERED.finditer(plain):
        who = "On" if match["il"] == "Il" else "on"
        yield Rewording(match.span(), (Edit(*match.span(), f"{who} dit"),))


def _turned(match: re.Match[str], verb: str) -> Rewording:
    what = match["what"]
    if match["il"] == "Il":
        what = what[0].upper() + what[1:]
    return Rewording(match.span(), (Edit(*match.span(), f"{what} {verb}"),))
