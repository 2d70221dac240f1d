"""All that is said to the model in plainer French than the author's: idioms, and the constructions here.

The model takes `a dit à un ami Jean Blanc` for what was said to Jean Blanc. Concessions, hearsay and
ages have modules of their own.
"""

import re
from collections.abc import Iterator

from enregard.article.edits import Edit, Spans
from enregard.translate.draft import ages, concessions, hearsay, idioms, impersonal, phrases, speech
from enregard.translate.draft.idioms import Rewording

_WORD = r"[^\W\d_]+(?:[-'’][^\W\d_]+)*"
_NAME = r"[A-ZÀ-ÖØ-Þ][^\W\d_]+(?:[ -][A-ZÀ-ÖØ-Þ][^\W\d_]+){1,3}"
_TOLD = re.compile(
    r"(?P<verb>\b(?:a|ont|avait|avaient)\s+(?:affirmé|annoncé|assuré|avoué|confié|confirmé|déclaré|dit|écrit"
    r"|expliqué|glissé|indiqué|lancé|précisé|raconté|répondu|répété|soufflé)|(?<=[»”\"]\s)(?:affirme|annonce|assure|confie"
    r"|confiait|confirme|déclare|déclarait|disait|dit|explique|expliquait|glisse|indique|lance|précise|raconte|racontait"
    r"|répond)|(?<=[»”\"],\s)(?:affirme|annonce|assure|confie|confiait|confirme|déclare|déclarait|disait|dit|explique"
    r"|expliquait|glisse|indique|lance|précise|raconte|racontait|répond))(?P<when>\s+(?:hier|lundi|mardi|mercredi|jeudi"
    r"|vendredi|samedi|dimanche))?\s+"
    rf"(?P<to>(?:au|aux|à(?:\s+(?:un|une|des|la|son|sa|ses|leurs?|deux|trois|plusieurs)\b)?(?:\s+l['’])?)\s*{_WORD})\s+"
    rf"(?P<who>{_NAME})(?P<what>,\s+[^,.;:!?«»()]{{2,40}})?(?=[.,;!?»]|\s*\Z)"
)
_SAYS = (
    r"[»”\"],?\s(?P<verb>(?:a\s|ont\s)?(?:affirm|annonc|assur|avou|confi|confirm|déclar|expliqu|gliss|indiqu|lanc|précis|racont"
    r"|rapport|résum)(?:é|e|ent|ait|aient)|a\sdit|ont\sdit|dit|disent|a\srépondu|répond|répondent)\s"
    r"(?P<when>(?:hier|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s)?"
)
_WHO = (
    r"(?P<who>(?:l['’]|(?:des|la|les?|sa|son|une?)\s)(?!année\b|fois\b|jour\b|mois\b|semaine\b|soir\b)[^,.;:!?«»()]{3,60}"
    r"(?:,\s[A-ZÀ-ÖØ-Þ][^\W\d_]+(?:[ -][A-ZÀ-ÖØ-Þ][^\W\d_]+){1,3},?)?)"
)
_TOLD_NEWS = (
    re.compile(
        _SAYS + r"(?P<to>(?:à\sl['’]|à\s(?:la\s)?|aux?\s)"
        r"(?:[A-ZÀ-ÖØ-Þ][^\s,.;:!?«»()]*(?:\s[A-ZÀ-ÖØ-Þ][^\s,.;:!?«»()]*)?|(?:députés|élus|enquêteurs|gendarmes|habitants|journalistes|juges?|maire|policiers|préfet|presse|tribunal)\b))\s"
        + _WHO
        + r"(?=\s*(?:[.;]|\Z))"
    ),
    re.compile(
        _SAYS
        + _WHO.replace("{3,60}", "{3,60}?")
        + r"\s(?P<to>à\s(?:l['’])?(?:AFP|BFMTV|Franceinfo|Libération|Mediapart|Ouest-France|RTL|Reuters)"
        r"|au\s(?:Figaro|Monde|Parisien|Point))"
        r"(?=\s*(?:[.;]|\Z))"
    ),
)
_PAPERS = frozenset("Canard Figaro Monde Parisien Point Progrès Soir Télégramme Temps".split())  # noqa: SIM905
_FOLLOWED = re.compile(
    r"\A(?P<verb>Suiv(?:ra|ront|ent|it|irent|aient))\s(?P<what>[^,.;:!?«»()]{3,80}?)(?=\s*(?:\.|\Z))"
)
_SAID_TO = {"assure": "affirme", "confie": "dit", "confiait": "disait", "lance": "dit"}
"""What is said of one who speaks to somebody."""
_PROTESTS = re.compile(
    r"(?<=[A-Z]{2}\s)(?P<verb>manifeste|alerte)(?:(?P<on>\ssur)\b|(?=\s*(?:[.,;!]|\Z))|(?=\s(?:à|contre|dans|devant|en|pour)\b))"
)
_PROTESTED = {"manifeste": "proteste", "alerte": "lance l'alerte", "alerte sur": "met en garde contre"}
_AT_ONCE = re.compile(
    r"\b(?P<at>[ÀA]\speine)\s(?P<aux>[ée]tai(?:t|ent)|avai(?:t|ent)|a|est|fut|eut)-(?:t-)?(?P<who>elles?|ils?|on)\s(?P<done>[^\W\d_]{2,}"
    r"(?:\s[^,.;:!?]{1,40}?)?),?\squ(?:e\s|['’])"
)
_ALMOST = re.compile(
    r"(?<!\bne )\b(?P<verb>manqua|manquèrent|a manqué|ont manqué|avait manqué)"
    r"\sd(?:e\s|['’])(?=(?:se\s|s['’])?[^\W\d_]{2,}(?:er|ir|re)\b)"
)
_FAILED = {
    **{"manqua": "faillit", "manquèrent": "faillirent", "a manqué": "a failli", "ont manqué": "ont failli"},
    "avait manqué": "avait failli",
}
_IN_THE_END = re.compile(
    r"\b[Ii]l\s(?:lui\s|leur\s|nous\s|m['’]|n['’])?(?P<aura>aura)\s(?:donc\s|finalement\s|pas\s)?(?:fallu|suffi)\b"
)
_FAILING = re.compile(
    r"\AManquent?\s(?=(?:une?|des|deux|trois|quatre|cinq|six|plusieurs|encore|quelques|\d+)\s)"
)
_TRAFFIC = re.compile(
    r"\b(?:autobus|autocars?|avions?|bus|cars?|correspondances?|métros?|navettes?|RER|SNCF|TER|TGV|trains?|trams?|tramways?"
    r"|vols?)\b"
)
_DROPPED = re.compile(r"\bsupprim(?P<end>e|ent|er|era|eront|ait|aient|ée?s?)(?!\w)")
_FULL_UP = re.compile(
    r"\b(?P<be>est|sont|était|étaient|sera|seront|affiche|affichent)\s(?:déjà\s|tous\s|toutes\s)?(?P<full>compl(?:ets?|ètes?))(?=\s*(?:[.,;!]|\Z|le\b|jusqu))"
)
_CUT_OFF = re.compile(
    r"(?<=\b(?:est|ont|ste)\s)coup(?P<end>ée?s?)(?=\s*(?:[.,;]|à\b|dans\b|depuis\b|entre\b|en\b|par\b|jusqu|\Z))"
)
_ROAD_NUMBER = re.compile(r"\b(?:[ADN]|RD|RN)\s?\d{1,4}\b")
_PASSABLE = re.compile(r"\bpraticable(?P<many>s?)\b")
_ROADS = re.compile(
    r"\b(?:autoroutes?|axes?|chaussées?|chemins?|cols?|communications\s+routières|pistes?|réseau|routes?|rues?|sentiers?"
    r"|voies?\s+(?:rapides?|de))\b",
    re.IGNORECASE,
)
_BODIES = (
    "académie|agence|agglomération|ambassade|assemblée|association|cabinet|chancellerie|CHU|club|commissariat"
    "|commission|conseil|département|direction|élysée|entourage|entreprise|évêché|fédération|gendarmerie"
    "|gouvernement|groupe|hôpital|hôtel|mairie|ministère|métropole|palais|parquet|police|préfecture"
    "|présidence|quai|rectorat|région|RATP|sénat|siège|SNCF|sous-préfecture|syndicat|tribunal|université"
    "|état-major"
)
_SOURCES = re.compile(
    r"\b(?P<verb>admet|dit|promet|reconnaît|répond|soutient|(?:affirme|ajoute|annonce|assure|concède|confie|confirme"
    r"|estime|explique|indique|précise|rappelle|regrette|relativise|souligne)-t)-on\s+"
    rf"(?P<at>à\s+la\s|à\s+l['’]|au\s|dans\s+l['’])\s*(?P<body>(?:{_BODIES})\b)",
    re.IGNORECASE,
)
_WHOLE = {
    "hors taxes": "taxes non comprises",
    "hors taxe": "taxes non comprises",
    "défavorable": "avis défavorable",
}
_DENY = re.compile(r"\bnient\s+(?P<aux>avoir|être)\b(?=\s+[^\W\d_]+(?:é|i|u|s|t)(?:e?s?)\b)")


def for_model(plain: str) -> Iterator[Rewording]:
    """Yield the rewordings of the French `plain`; they do not overlap."""
    taken = Spans()
    for rule in (
        concessions.for_model,
        _reported,
        _told,
        _phrases,
        _sources,
        _spoken,
        _roads,
        ages.for_model,
        _denials,
        _trains,
        _inverted,
        impersonal.for_model,
        _nearly,
        _protests,
        idioms.for_model,
        hearsay.for_model,
        phrases.for_model,
    ):
        for rewording in rule(plain):
            if not taken.overlap(rewording.span):
                taken.add(rewording.span)
                yield rewording


def _reported(plain: str) -> Iterator[Rewording]:
    """Put the subject of `a dit à un ami Jean Blanc` before the person addressed."""
    for match in _TOLD.finditer(plain) if " à " in plain or " au" in plain else ():
        what = match["what"] or ""
        verb = _SAID_TO.get(match["verb"], match["verb"])
        new = f"{verb} {match['who']}{what}{',' if what else ''} {match['to']}{match['when'] or ''}"
        stop = match.end("what") if match["what"] else match.end("who")
        yield Rewording((match.start(), stop), (Edit(match.start(), stop, new),))


def _told(plain: str) -> Iterator[Rewording]:
    """Put the subject first in `a confié à l'AFP la maire`, which the model takes for the AFP's words."""
    for match in (match for pattern in _TOLD_NEWS for match in pattern.finditer(plain)):
        to = match["to"]
        head, _, name = to.partition(" ")
        if head == "au" and name.split()[0] in _PAPERS:
            to = f"au journal Le {name}"
        comma = "," if "," in match["who"] else ""
        verb = _SAID_TO.get(match["verb"], match["verb"])
        new = f"{match['who'].rstrip(',')}{comma} {verb} {match['when'] or ''}{to}"
        start, end = match.start("verb"), max(match.end("who"), match.end("to"))
        yield Rewording((start, end), (Edit(start, end, new),))


def _phrases(plain: str) -> Iterator[Rewording]:
    """Reword set phrases that the model knows in other words."""
    whole = plain.strip().rstrip(".").strip()
    if new := _WHOLE.get(whole.lower()):
        start = plain.index(whole)
        new = new[0].upper() + new[1:] if whole[0].isupper() else new
        yield Rewording((start, start + len(whole)), (Edit(start, start + len(whole), new),))


def _sources(plain: str) -> Iterator[Rewording]:
    """Reword `explique-t-on à la mairie` as `explique la mairie`: nothing was said to it."""
    for match in _SOURCES.finditer(plain) if "-on" in plain else ():
        at = match["at"].replace("’", "'").lower()
        article = "le " if at.startswith("au") else "l'" if at.endswith("'") else "la "
        new = f"{match['verb'].removesuffix('-t')} {article}"
        yield Rewording(match.span(), (Edit(match.start(), match.start("body"), new),))


def _spoken(plain: str) -> Iterator[Rewording]:
    """Reword verbs after a quotation that the model does not take for "says": `» tempère le maire`."""
    for edit in speech.after_quotation(plain):
        yield Rewording((edit.start, edit.end), (edit,))


def _roads(plain: str) -> Iterator[Rewording]:
    """Reword `praticable` as `utilisable`, and `coupé` as `fermé`, in a sentence with roads."""
    for match in _CUT_OFF.finditer(plain) if "coup" in plain else ():
        if _ROADS.search(plain) or _ROAD_NUMBER.search(plain):
            yield Rewording(match.span(), (Edit(*match.span(), f"ferm{match['end']}"),))
    for match in _PASSABLE.finditer(plain) if "praticable" in plain and _ROADS.search(plain) else ():
        yield Rewording(match.span(), (Edit(*match.span(), f"utilisable{match['many']}"),))


def _trains(plain: str) -> Iterator[Rewording]:
    """Reword `supprimer` and `complet` in a sentence with trains, which are cancelled, or full."""
    if not _TRAFFIC.search(plain):
        return
    for match in _DROPPED.finditer(plain):
        yield Rewording(match.span(), (Edit(*match.span(), f"annul{match['end']}"),))
    for match in _FULL_UP.finditer(plain):
        if not match["be"].startswith("affiche"):
            full = match["full"]
            new = f"plein{'e' * ('è' in full)}{'s' * full.endswith('s')}"
            yield Rewording(match.span("full"), (Edit(*match.span("full"), new),))


def _inverted(plain: str) -> Iterator[Rewording]:
    """Put in the usual order what the model takes for orders, or drops: `Manquent trois chaises`."""
    if match := _FAILING.match(plain):
        yield Rewording(match.span(), (Edit(*match.span(), "Il manque "),))
    if match := _FOLLOWED.match(plain):
        what = match["what"]
        new = f"{what[0].upper()}{what[1:]} {match['verb'].lower()}"
        yield Rewording(match.span(), (Edit(*match.span(), new),))
    for match in _AT_ONCE.finditer(plain):
        who = match["who"].capitalize() if match["at"][0] in "ÀA" else match["who"]
        new = f"{who} {match['aux']} à peine {match['done']} quand "
        yield Rewording(match.span(), (Edit(*match.span(), new),))


def _nearly(plain: str) -> Iterator[Rewording]:
    """Reword `manqua de tomber` as `faillit tomber`, and `il aura fallu` as `il a fallu`."""
    for match in _ALMOST.finditer(plain):
        new = _FAILED[match["verb"]]
        yield Rewording(match.span(), (Edit(*match.span(), f"{new} "),))
    for match in _IN_THE_END.finditer(plain):
        yield Rewording(match.span("aura"), (Edit(*match.span("aura"), "a"),))


def _protests(plain: str) -> Iterator[Rewording]:
    """Reword verbs after an acronym that the model takes for adjectives: `La CGT manifeste.`"""
    for match in _PROTESTS.finditer(plain):
        new = _PROTESTED[match["verb"] if match["verb"] != "alerte" or not match["on"] else "alerte sur"]
        yield Rewording(match.span(), (Edit(*match.span(), new),))


def _denials(plain: str) -> Iterator[Rewording]:
    """Reword `nient avoir vendu` as `nient qu'ils ont vendu`, which the model leaves in the present."""
    for match in _DENY.finditer(plain):
        new = f"nient qu'ils {'ont' if match['aux'] == 'avoir' else 'sont'}"
        yield Rewording(match.span(), (Edit(*match.span(), new),))
