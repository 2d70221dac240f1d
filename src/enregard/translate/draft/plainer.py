"""All that is said to the model in plainer French than the author's: idioms, and the constructions here.

The model takes `on a beau chercher` for a search, `le navire aurait coulé` for what did not happen, and
`a dit à un ami Jean Blanc` for what was said to Jean Blanc.
"""

import re
from collections.abc import Iterator

from enregard.article.edits import Edit, Spans
from enregard.translate.draft import idioms, phrases
from enregard.translate.draft.conjugation import PERSONS, conjugation, is_known
from enregard.translate.draft.idioms import Rewording

VERBS = frozenset(
    """
    agir apercevoir apprendre atteindre attendre avertir bâtir choisir comprendre conduire connaître
    construire convaincre courir croire décrire défendre démentir descendre devenir devoir dire dormir
    écrire entendre faire finir fournir fuir garantir interdire investir lire maintenir mentir mettre
    mourir offrir ouvrir paraître partir perdre permettre plaindre prédire prendre prétendre prévenir
    produire promettre répondre reprendre réduire réfléchir remplir réunir réussir revenir rire savoir
    sentir servir sortir souffrir soutenir suivre tenir vendre venir vivre voir vouloir appeler essayer
    jeter payer acheter lever répéter espérer changer voyager nager menacer annoncer avancer crier
    """.split()  # noqa: SIM905
)
"""Verbs with an irregular present that may follow `avoir beau`."""

_BEAU = re.compile(
    r"(?P<before>(?:\A|(?<=[.;:«]\s)|(?<=\b[Ee]t\s)|(?<=\b[Mm]ais\s)|(?<=\b[Oo]r\s))"
    r"(?P<first>(?:[^\W\d_]+ |[^\W\d_]['’]))(?:[^\W_][\w'’-]* ){0,8}?)"
    r"(?P<has>ai|as|a|avons|avez|ont|avais|avait|avions|aviez|avaient|aurai|auras|aura|aurons|aurez|auront"
    r"|eus|eut|eurent|(?:ai|as|a|avons|avez|ont)\s+eu)\s+beau\s+"
    r"(?P<clitics>(?:(?:me|te|se|nous|vous|le|la|les|lui|leur|y|en|[mtsl]['’])\s?){0,2})"
    r"(?P<verb>[^\W\d_]+(?:er|ir|re))\b(?=[^.;:!?]{0,200},)"
)
_ARTICLES = frozenset("le la les l' un une des du ce cet cette ces son sa ses leur leurs mon ma mes".split())  # noqa: SIM905
_PRONOUNS = frozenset("je j' tu il elle on nous vous ils elles".split())  # noqa: SIM905
_REGULAR = {
    "ipre": ("e", "es", "e", "ons", "ez", "ent"),
    "iimp": ("ais", "ais", "ait", "ions", "iez", "aient"),
}

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

_SAID_TO = {"assure": "affirme", "confie": "dit", "confiait": "disait", "lance": "dit"}
"""What is said of one who speaks to somebody."""

_TENS = {
    **{"dizaine": "dix", "quinzaine": "quinze", "vingtaine": "vingt", "trentaine": "trente"},
    **{"quarantaine": "quarante", "cinquantaine": "cinquante", "soixantaine": "soixante", "centaine": "cent"},
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
_PERSONS_AGED = {
    **{"le": "l'homme", "un": "un homme", "ce": "cet homme", "cet": "cet homme"},
    **{"la": "la femme", "une": "une femme", "cette": "cette femme"},
}

_ALTHOUGH = re.compile(
    r"(?P<verb>\b[^\W\d_]{1,40})(?P<at>\s)bien\s+qu(?:e\s|['’])[^,.;:!?«»()]{0,60}?(?<![\w'’-])(?:a(?:ie|it|ient|yons|yez)"
    r"|soi(?:t|s|ent)|so(?:yons|yez)|fasse(?:nt)?|puisse(?:nt)?|doive(?:nt)?|veuille(?:nt)?|sache(?:nt)?"
    r"|aille(?:nt)?|vienne(?:nt)?|tienne(?:nt)?|prenne(?:nt)?)(?!\w)"
)
_WELL = frozenset(
    """
    aime aimerais aimerait aimerions arrive assez aussi autant car combien comme comprend comprendre
    comprends comprenez comprennent comprenons compris crois croire croit croyez croyons dire dis disent
    dit dites donc doute entendu es espère espèrent espérait espérer espérons est et faire fallait fallu
    faudra faudrait faut fort fut imagine mais montre montrent montré moins note ou où paraît parce pense
    pensent penser pensez pensons peut plus pourrait prouve prouvent pu puis que rappelle sais sait savaient
    savait savent savez savoir savons semble sera serait si sont souviens su suppose supposons tant trop très
    veulent veut veux voient voir vois voit voudrais voudrait voulait vouloir voulu voyez voyons vu était
    étaient
    """.split()  # noqa: SIM905
)
"""Words before `bien que` that `bien` may belong to: `il faut bien que`, `aussi bien que`."""

_PROTESTS = re.compile(
    r"(?<=[A-Z]{2}\s)(?P<verb>manifeste|alerte)(?:(?P<on>\ssur)\b|(?=\s*(?:[.,;!]|\Z))|(?=\s(?:à|contre|dans|devant|en|pour)\b))"
)
_PROTESTED = {"manifeste": "proteste", "alerte": "lance l'alerte", "alerte sur": "met en garde contre"}
_WITHAL = re.compile(
    r"(?:(?<=pas )|(?<=plus )|(?<=jamais ))pour autant|\bpour autant(?=\s*(?:[.;!]|\Z))", re.IGNORECASE
)
_DENIED = re.compile(r"\b(?:ne\s|n['’])")
_HOWEVER = re.compile(
    r"\b(?P<all>[Tt]oute?s?|[Ss]i)\s(?P<what>[^\W\d_]{3,})\s(?:qu['’](?P<who>elles?|ils?)\s(?P<verb>est|sont|était|étaient|soit|soient)"
    r"|(?P<turned>soi(?:t|ent))-(?P<whom>elles?|ils?))(?=,)"
)
_IF = {"i": "s'", "e": "si "}
_AT_ONCE = re.compile(
    r"\b(?P<at>[ÀA]\speine)\s(?P<aux>[ée]tai(?:t|ent)|avai(?:t|ent)|a|est|fut|eut)-(?:t-)?(?P<who>elles?|ils?|on)\s(?P<done>[^\W\d_]{2,}"
    r"(?:\s[^,.;:!?]{1,40}?)?),?\squ(?:e\s|['’])"
)
_FAILING = re.compile(
    r"\AManquent?\s(?=(?:une?|des|deux|trois|quatre|cinq|six|plusieurs|encore|quelques|\d+)\s)"
)
_IF_NEED_BE = re.compile(r"\AQuitte\sà\s(?=[^\W\d_]+(?:er|ir|re)\b)")
_MIND_YOU = re.compile(r"\bencore\sfaut-il\s", re.IGNORECASE)
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

_SPOKEN = {
    **{
        "balaie": "répond",
        "balaye": "répond",
        "cingle": "lance",
        "fulmine": "s'insurge",
        "peste": "s'insurge",
    },
    **{"s'étrangle": "s'insurge", "souffle": "murmure", "tacle": "lance", "tempère": "relativise"},
    **{"tonne": "s'exclame", "tranche": "déclare"},
}
_AFTER_SPEECH = re.compile(
    r"[»\"”]\s?,?\s(?P<verb>balaie|balaye|cingle|fulmine|peste|s['’]étrangle|souffle|tacle|tempère|tonne|tranche)"
    r"(?=-t-|\s(?:[A-ZÀ-ÖØ-Þ]|l['’]|(?:ce|cette|la|le|les|mon|ma|notre|nos|son|sa|ses|leur|leurs|une?)\s))"
)

_WHOLE = {
    "hors taxes": "taxes non comprises",
    "hors taxe": "taxes non comprises",
    "défavorable": "avis défavorable",
}
_DENY = re.compile(r"\bnient\s+(?P<aux>avoir|être)\b(?=\s+[^\W\d_]+(?:é|i|u|s|t)(?:e?s?)\b)")

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
    """Yield the rewordings of the French `plain`; they do not overlap."""
    taken = Spans()
    for rule in (
        _concessions,
        _reported,
        _phrases,
        _although,
        _sources,
        _spoken,
        _roads,
        _numbers,
        _ages,
        _denials,
        _attributed,
        _trains,
        _inverted,
        _withal,
        _protests,
        idioms.for_model,
        _rumours,
        phrases.for_model,
    ):
        for rewording in rule(plain):
            if not taken.overlap(rewording.span):
                taken.add(rewording.span)
                yield rewording


def _concessions(plain: str) -> Iterator[Rewording]:
    """Reword `on a beau chercher, …` as `même si on cherche, …`."""
    if " beau " not in plain:
        return
    for match in _BEAU.finditer(plain):
        has, first = match["has"], match["first"].strip()
        slot = _slot(has)
        form = _form(match["verb"], *slot)
        if form is None:
            continue
        if match["verb"] == "dire" and match["before"].count(" ") == 1:
            form = f"le {form}"
        small = first.lower().replace("’", "'")
        if small == "j'":
            first = "je " if not re.match("[aeiouéèêh]", match["clitics"] or form) else "j'"
            small = "je"
        subject = first if small not in _ARTICLES | _PRONOUNS else first[0].lower() + first[1:]
        start = match.start("first")
        si = "s'" if small in ("il", "ils") else "si "
        concession = f"{'Même' if plain[start].isupper() else 'même'} {si}{subject}"
        edits = [Edit(start, start + len(match["first"].strip()), concession)]
        edits.append(Edit(match.start("has"), match.start("clitics"), ""))
        edits.append(Edit(*match.span("verb"), form))
        yield Rewording((start, match.end("verb")), tuple(edits))


def _slot(has: str) -> tuple[str, str]:
    """Return the tense and person of what replaces an infinitive after a form of `avoir`."""
    had = has.split()[0] if has.endswith("eu") else has
    for tense, new in (("ipre", "ipre"), ("iimp", "iimp"), ("ifut", "ipre"), ("ipsi", "iimp")):
        for person in (*PERSONS[2:], *PERSONS[:2]):
            if conjugation("avoir")[f"{tense} {person}"] == had:
                return "iimp" if had != has else new, person
    raise AssertionError(has)


def _form(verb: str, tense: str, person: str) -> str | None:
    """Return the form of `verb` in the present or imperfect; None if it is not known."""
    if is_known(verb):
        return conjugation(verb).get(f"{tense} {person}")
    if re.search(r"(?:[cg]|y|[eé][^\W\d_aeiou]{1,2})er$", verb) or not verb.endswith("er"):
        return None
    return verb.removesuffix("er") + _REGULAR[tense][PERSONS.index(person)]


def _reported(plain: str) -> Iterator[Rewording]:
    """Put the subject of `a dit à un ami Jean Blanc` before the person addressed."""
    for match in _TOLD.finditer(plain) if " à " in plain or " au" in plain else ():
        what = match["what"] or ""
        verb = _SAID_TO.get(match["verb"], match["verb"])
        new = f"{verb} {match['who']}{what}{',' if what else ''} {match['to']}{match['when'] or ''}"
        stop = match.end("what") if match["what"] else match.end("who")
        yield Rewording((match.start(), stop), (Edit(match.start(), stop, new),))


def _phrases(plain: str) -> Iterator[Rewording]:
    """Reword set phrases that the model knows in other words."""
    whole = plain.strip().rstrip(".").strip()
    if new := _WHOLE.get(whole.lower()):
        start = plain.index(whole)
        new = new[0].upper() + new[1:] if whole[0].isupper() else new
        yield Rewording((start, start + len(whole)), (Edit(start, start + len(whole), new),))


def _although(plain: str) -> Iterator[Rewording]:
    """Put a comma before `bien que` if the subjunctive shows that it is `although`, not `well`."""
    for match in _ALTHOUGH.finditer(plain) if "bien" in plain else ():
        if match["verb"].lower() not in _WELL:
            at = match.start("at")
            yield Rewording((at, match.end("at")), (Edit(at, at, ","),))


def _sources(plain: str) -> Iterator[Rewording]:
    """Reword `explique-t-on à la mairie` as `explique la mairie`: nothing was said to it."""
    for match in _SOURCES.finditer(plain) if "-on" in plain else ():
        at = match["at"].replace("’", "'").lower()
        article = "le " if at.startswith("au") else "l'" if at.endswith("'") else "la "
        new = f"{match['verb'].removesuffix('-t')} {article}"
        yield Rewording(match.span(), (Edit(match.start(), match.start("body"), new),))


def _spoken(plain: str) -> Iterator[Rewording]:
    """Reword verbs after a quotation that the model does not take for "says": `» tempère le maire`."""
    for match in _AFTER_SPEECH.finditer(plain):
        new = _SPOKEN[match["verb"].replace("’", "'")]
        yield Rewording(match.span("verb"), (Edit(*match.span("verb"), new),))


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
    for match in _AT_ONCE.finditer(plain):
        who = match["who"].capitalize() if match["at"][0] in "ÀA" else match["who"]
        new = f"{who} {match['aux']} à peine {match['done']} quand "
        yield Rewording(match.span(), (Edit(*match.span(), new),))


def _protests(plain: str) -> Iterator[Rewording]:
    """Reword verbs after an acronym that the model takes for adjectives: `La CGT manifeste.`"""
    for match in _PROTESTS.finditer(plain):
        new = _PROTESTED[match["verb"] if match["verb"] != "alerte" or not match["on"] else "alerte sur"]
        yield Rewording(match.span(), (Edit(*match.span(), new),))


def _withal(plain: str) -> Iterator[Rewording]:
    """Reword concessions: `n'a pas renoncé pour autant`, `tout riche qu'il est`, `encore faut-il`."""
    for match in _WITHAL.finditer(plain) if "pour autant" in plain and _DENIED.search(plain) else ():
        yield Rewording(match.span(), (Edit(*match.span(), "malgré cela"),))
    for match in _HOWEVER.finditer(plain):
        who = match["who"] or match["whom"]
        verb = match["verb"] or match["turned"]
        verb = {"soit": "est", "soient": "sont"}.get(verb, verb)
        even = "Même" if match["all"][0].isupper() else "même"
        new = f"{even} {_IF[who[0]]}{who} {verb} très {match['what']}"
        yield Rewording(match.span(), (Edit(*match.span(), new),))
    for match in _IF_NEED_BE.finditer(plain):
        yield Rewording(match.span(), (Edit(*match.span(), "S'il faut "),))
    for match in _MIND_YOU.finditer(plain):
        new = "Mais il faut " if match[0][0].isupper() else "mais il faut "
        yield Rewording(match.span(), (Edit(*match.span(), new),))


def _numbers(plain: str) -> Iterator[Rewording]:
    """Reword `la trentaine de vaches` as `les quelque trente vaches`, and `un petit millier`."""
    if "aine" not in plain and "millier" not in plain:
        return
    for match in _FORTNIGHT.finditer(plain):
        new = (
            "de deux semaines"
            if match["of"]
            else "Deux semaines"
            if match["one"] == "Une"
            else "deux semaines"
        )
        yield Rewording(match.span(), (Edit(*match.span(), new),))
    for match in _SIZED.finditer(plain):
        new = f"{'près' if match['size'].startswith('petit') else 'plus'} d'{match['one'].lower()} "
        new = f"de {new}" if match["of"] else new[0].upper() + new[1:] if match["one"][0] == "U" else new
        yield Rewording(match.span(), (Edit(*match.span(), new),))
    for match in _ABOUT.finditer(plain):
        article = _PLURAL[match["article"].lower()]
        article = article.capitalize() if match["article"][0].isupper() else article
        new = f"{article} quelque {_TENS[match['ten']]} "
        yield Rewording(match.span(), (Edit(*match.span(), new),))


def _ages(plain: str) -> Iterator[Rewording]:
    """Reword `le quinquagénaire` as `l'homme dans la cinquantaine`."""
    for match in _IN_THE.finditer(plain) if "aine" in plain else ():
        new = f"{match['has']}une {match['ten']} d'années"
        yield Rewording(match.span(), (Edit(*match.span(), new),))
    for match in _WEEK.finditer(plain) if "aine" in plain else ():
        before = match["before"].replace("Sous", "Dans une").replace("sous", "dans une")
        weeks = "semaine" if match["span"] == "huitaine" else "quinzaine de jours"
        yield Rewording(match.span(), (Edit(*match.span(), f"{before} {weeks}"),))
    if "naire" not in plain:
        return
    for match in _AGED.finditer(plain):
        if match["age"].lower() == "trent" and "trentenaire" not in match[0].lower():
            continue
        # `dans la quarantaine` would be in quarantine
        old = _OLD.get(match["age"].lower())
        kind = _AGES.get(match["age"].lower(), "")
        if old:
            age = f"de plus de {old} ans"
        else:
            age = f"d'une {kind} d'années" if kind == "quarantaine" else f"dans la {kind}"
        article = (match["article"] or "").lower()
        if old == "cent" and (
            article not in ("un", "une", "la", "les", "deux", "trois")
            or not _CENTENARIAN.match(plain, match.end())
        ):
            continue
        if match["elided"]:
            new = f"la personne {age}"
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


def _denials(plain: str) -> Iterator[Rewording]:
    """Reword `nient avoir vendu` as `nient qu'ils ont vendu`, which the model leaves in the present."""
    for match in _DENY.finditer(plain):
        new = f"nient qu'ils {'ont' if match['aux'] == 'avoir' else 'sont'}"
        yield Rewording(match.span(), (Edit(*match.span(), new),))


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
