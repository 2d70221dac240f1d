"""Reword concessions, which the model takes for something else.

It takes `on a beau chercher` for a search, `bien que` for "well that", and drops `pour autant`.
"""

import re
from collections.abc import Iterator

from enregard.article.edits import Edit
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
    r"(?P<before>(?:\A|(?<=[.;:«]\s)|(?<=\b[Ee]t\s)|(?<=\b[Mm]ais\s)|(?<=\b[Oo]r\s)|(?<=,\s)(?=qui\s))"
    r"(?P<first>(?:[^\W\d_]+ |[^\W\d_]['’]))(?:[^\W_][\w'’-]* ){0,8}?)"
    r"(?P<has>ai|as|a|avons|avez|ont|avais|avait|avions|aviez|avaient|aurai|auras|aura|aurons|aurez|auront"
    r"|eus|eut|eurent|(?:ai|as|a|avons|avez|ont)\s+eu)\s+beau\s+"
    r"(?P<clitics>(?:(?:me|te|se|nous|vous|le|la|les|lui|leur|y|en|[mtsl]['’])\s?){0,2})"
    r"(?P<verb>[^\W\d_]+(?:er|ir|re))\b(?=[^.;:!?]{0,200},)"
)
_HERS = re.compile(r"(?:[Ll]a|[Uu]ne|[Cc]ette|Mme)\s")
_ARTICLES = frozenset("le la les l' un une des du ce cet cette ces son sa ses leur leurs mon ma mes".split())  # noqa: SIM905
_PRONOUNS = frozenset("je j' tu il elle on nous vous ils elles".split())  # noqa: SIM905
_REGULAR = {
    "ipre": ("e", "es", "e", "ons", "ez", "ent"),
    "iimp": ("ais", "ais", "ait", "ions", "iez", "aient"),
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
_WITHAL = re.compile(
    r"(?:(?<=pas )|(?<=plus )|(?<=jamais ))pour autant|\bpour autant(?=\s*(?:[.;!]|\Z))", re.IGNORECASE
)
_DENIED = re.compile(r"\b(?:ne\s|n['’])")
_HOWEVER = re.compile(
    r"\b(?P<all>[Tt]oute?s?|[Ss]i)\s(?P<what>[^\W\d_]{3,})\s(?:qu['’](?P<who>elles?|ils?)\s(?P<verb>est|sont|était|étaient|soit|soient)"
    r"|(?P<turned>soi(?:t|ent))-(?P<whom>elles?|ils?))(?=,)"
)
_OFFICES = frozenset(
    """
    champion champions chef directeur député députée docteur élu élue étranger étrangère juge maire médecin
    ministre patron patronne préfet préfète président présidente prince professeur reine roi sénateur
    sénatrice star vedette
    """.split()  # noqa: SIM905
)
_NO_LESS = re.compile(
    r"\A[Pp]our\sêtre\s(?P<what>[^,.;:!?]{3,40}),\s(?P<who>elles?|ils?)\sn['’]en\s(?P<be>est|sont|était|étaient)"
    r"\spas\smoins\s"
)
_IF = {"i": "s'", "e": "si "}
_IF_NEED_BE = re.compile(r"\AQuitte\sà\s(?=[^\W\d_]+(?:er|ir|re)\b)")
_AT_THE_RISK = re.compile(
    r"\b(?P<even>[Qq]uitte)\sà\s(?=(?:s['’]|se\s)?(?:aliéner|braquer|choquer|compromettre|décevoir|déplaire|fâcher|froisser|heurter|irriter"
    r"|mécontenter|perdre|provoquer|sacrifier|tromper|vexer)\b)"
)
_JUST_TO = re.compile(
    r"(?P<before>\A|,\s)(?P<just>[Hh]istoire)\s(?P<of>d(?:e\s|['’]))(?=(?:ne\spas\s|se\s|s['’])?[^\W\d_]{2,}(?:er|ir|re)\b)"
)
_STILL = re.compile(r"\AReste\s(?=qu(?:e\s|['’])(?!à\b|faire\b))")
_MIND_YOU = re.compile(r"\bencore\sfaut-il\s", re.IGNORECASE)


def for_model(plain: str) -> Iterator[Rewording]:
    """Yield the rewordings of the French `plain`."""
    yield from _in_vain(plain)
    yield from _although(plain)
    yield from _nonetheless(plain)


def _in_vain(plain: str) -> Iterator[Rewording]:
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
        if small == "qui":
            first = small = "elle" if _HERS.match(plain) else "il"
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
    if re.search(
        r"(?:[cgy]|e[^\W\d_aeiou]|e[bcdfgkptv][lr]|é[^\W\d_aeiou]{1,2})er$", verb
    ) or not verb.endswith("er"):
        return None
    return verb.removesuffix("er") + _REGULAR[tense][PERSONS.index(person)]


def _although(plain: str) -> Iterator[Rewording]:
    """Put a comma before `bien que` if the subjunctive shows that it is `although`, not `well`."""
    for match in _ALTHOUGH.finditer(plain) if "bien" in plain else ():
        if match["verb"].lower() not in _WELL:
            at = match.start("at")
            yield Rewording((at, match.end("at")), (Edit(at, at, ","),))


def _nonetheless(plain: str) -> Iterator[Rewording]:
    """Reword concessions: `n'a pas renoncé pour autant`, `tout riche qu'il est`, `encore faut-il`."""
    for match in _WITHAL.finditer(plain) if "pour autant" in plain and _DENIED.search(plain) else ():
        yield Rewording(match.span(), (Edit(*match.span(), "malgré cela"),))
    for match in _HOWEVER.finditer(plain):
        who = match["who"] or match["whom"]
        verb = match["verb"] or match["turned"]
        verb = {"soit": "est", "soient": "sont"}.get(verb, verb)
        even = "Même" if match["all"][0].isupper() else "même"
        very = "" if match["what"] in _OFFICES else "très "
        new = f"{even} {_IF[who[0]]}{who} {verb} {very}{match['what']}"
        yield Rewording(match.span(), (Edit(*match.span(), new),))
    for match in _NO_LESS.finditer(plain):
        who, be = match["who"], match["be"]
        new = f"Même {_IF[who[0]]}{who} {be} {match['what']}, {who} {be} "
        yield Rewording(match.span(), (Edit(*match.span(), new),))
    for match in _STILL.finditer(plain):
        yield Rewording(match.span(), (Edit(*match.span(), "Il n'en demeure pas moins "),))
    for match in _JUST_TO.finditer(plain):
        span = match.start("just"), match.end()
        yield Rewording(span, (Edit(*span, "Pour " if match["just"][0] == "H" else "pour "),))
    risks = list(_AT_THE_RISK.finditer(plain))
    for match in risks:
        new = "Au risque de " if match["even"][0] == "Q" else "au risque de "
        yield Rewording(match.span(), (Edit(*match.span(), new),))
    for match in _IF_NEED_BE.finditer(plain) if not risks else ():
        yield Rewording(match.span(), (Edit(*match.span(), "S'il faut "),))
    for match in _MIND_YOU.finditer(plain):
        new = "Mais il faut " if match[0][0].isupper() else "mais il faut "
        yield Rewording(match.span(), (Edit(*match.span(), new),))
