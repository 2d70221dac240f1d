"""Find negations that vanished or appeared."""

import re
from collections.abc import Iterator

from enregard.article.article import Finding
from enregard.translate.checks.pair import Pair

_FRENCH_NEGATION = re.compile(
    r"""\b(?:ne\ |n['’])(?:(?!qu(?:e\ |['’]))[\w'’-]+\ ){1,6}?
    (?P<word>pas|jamais|rien|aucune?|personne|nullement)\b
    (?!\ (?:seulement|uniquement|simplement|non\ plus\ oubli|que|moins|tant|mal|cess|manqu|tard|dout|étrang
    |d['’]autres?\ que|sauf|hormis|excepté
    |chang)\w*)""",
    re.IGNORECASE | re.VERBOSE,
)
"""Certain French negations. "Ne … que", "ne cesse pas", "pas mal" and the like do not negate."""

_NOT_NEGATED = re.compile(
    r"""\b(?:ne|n['’])\ ?(?:\w+\ )?(?:cess|manqu|dout|arrêt|empêch|ignor|désarm|désempl
    |décol[éè]r|démord)\w*|n['’](?:est|était)\ pas\ rien\b
    |n['’]est-(?:ce|elle|il)|-t?-?(?:il|elle|on|vous|tu|nous)\ (?:pas|jamais)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Double negations, and questions that expect a yes. Sentences with one of these are not checked."""

_LITOTES = re.compile(
    r"""[nN](?:e\ |['’])(?:\w+\ )?(?:hésit|oubli|néglig|renonc|abandonn|dérog)\w*\ pas\b
    |y\ a\ pas\ (?:si\ )?longtemps|rien\ d['’]autres?\b
    |pas\ (?:(?:du\ tout|si|toujours|vraiment|pour|lui|leur|les?|la|y|d['’])\ |l['’]){0,2}
    (?:sans\ (?:savoir|rappeler)|rare|inconnu|impossible|inutile|indifférent|insensible|négligeable|mauvais
    |insignifiant|dénué|dépourvu|improbable|inhabituel|anodin|oubli|hésit|néglig|déplai|exclu)""",
    re.VERBOSE,
)
_UNNEGATED = re.compile(
    r"""\b(?:forg[eo]t|overlook|neglect|hesitat|abandon|renounc|rare\b|uncommon|unknown|impossib|useless|indifferent
    |insensit|negligible|bad\b|insignif|devoid|unlikely|unusual|displeas|dislik|long\b|without|other\b|else\b
    |something)""",
    re.IGNORECASE | re.VERBOSE,
)
"""Negations of a negative word, and that word in English, without which no negation is needed."""

_BEFORE, _AFTER = 80, 30
"""How many characters around a negation are read."""

_ASKED = re.compile(
    r"(?:\best-ce qu|\bdemand\w*(?: [^.;:!?]{0,60})? s(?:i |['’]ils? ))[^.;:!?]*\Z", re.IGNORECASE
)
"""What comes before a question that expects a yes: "demandons s'il ne vaudrait pas mieux"."""

_MOST = re.compile(r"\b(?:plus|moins|meilleure?s?|pires?|mieux)\b[^.;:!?]*\bqu[^.;:!?]*\Z", re.IGNORECASE)
"""What comes before a "jamais" that means "ever": "la plus belle que je n'ai jamais vue"."""

_WHILE = re.compile(r"\btant qu[^.;:!?]*\Z", re.IGNORECASE)
_YET = " encore"
_UNTIL = re.compile(r"\b(?:until|till|unless|before|once|pending|yet to)\b", re.IGNORECASE)
"""What English has for "tant que … ne … pas" and "pas encore"."""

_AND = re.compile(r"(?:\b(?:et|ou|ni|mais)\b|,)[^.;:!?]*\Z")
_OR = re.compile(r"\bor\b", re.IGNORECASE)
"""English negates two actions once: "doesn't sell bread or give credit"."""

NEGATIVE = re.compile(
    r"""\b(?:not|cannot|no|never|none|nobody|nothing|nowhere|neither|nor|without|non|unclear)\b|n['’]t\b
    |\b(?:can|do|does|did|is|are|was|were|has|have|had|would|could|should)nt\b""",
    re.IGNORECASE | re.VERBOSE,
)
_IMPLIED = re.compile(
    r"\b(?:hardly|scarcely|barely|rarely|seldom|fail\w*|refus\w*|unable|unknown|difficult\w*|impossible"
    r"|but for)\b",
    re.IGNORECASE,
)
"""Words that imply a negation; they count if they are at most half a sentence from its place."""

_SIMILAR = re.compile(
    r"""\b(?:little|few|lack\w*|miss(?:ing|es|ed)
    |den(?:y|ie[sd]|ying|ial)|unless|avoid\w*|prevent\w*|instead|rather|absen\w*|exclud\w*|reject\w*|ignor\w*
    |neglect\w*|un(?!i[tvqof]|der|til|cle|anim|fortunat)\w{3,}
    |in(?:capab|suffic|adeq|visib|abil|complet|valid|conclu|differ|explic|access|correct|appropr|toler|effic|consist|signif|evit|decis|sens)\w*
    |im(?:poss|perf|mature|proper|practic|polite|mune|prob)\w*|ir(?:relev|respons|regul|revers)\w*|il(?:leg|log)\w*
    |dis(?:agree|like|appro|satis|comf|regard|miss|pens|trust|believ|honest|appoint)\w*|exempt|devoid|forbid\w*
    |prohibit\w*|ban(?:ned|s)?|loath|stop\w*|\w{3,}less|less|far\ from|depriv\w*|zero|except
    |deficien\w*|hard|bad|conceal\w*|withh[eo]ld\w*|dead-end|remember|sure)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words that may translate a negation if they are near its place in the sentence."""

_OPPOSED = re.compile(r"\b(?:small|limited|poor\w*|differ\w*|wrong\w*|outside)\b", re.IGNORECASE)
_OWN = re.compile(
    r"petit|faible|limit|pauvre|différ|\bmal\b|erreur|faux|tort\b|hors|extérieur|tiers", re.IGNORECASE
)
"""Such words that do so only if the French does not have them too."""

_ADDED = re.compile(
    r"""(?<!\bif\ )(?<!\bor\ )\b(?:not|never|cannot)\b
    (?!\ (?:only|just|least|necessarily|to\ mention|until|without|far|in\ vain|(?:be\ )?over(?:st|est|emph)\w+
    |(?:all|so|too|that)\ bad|un(?!til|der|i[tvq])\w{3,}))|n['’]t\b(?!\ until)""",
    re.IGNORECASE | re.VERBOSE,
)
"""English negations that the French must have. "Not bad", "not until" and "if not" do not negate."""
_TRACE = re.compile(
    r"""\b(?:ne|ni|pas|non|sans|aucune?s?|jamais|rien|personne|peu|guère|mal|contre|contrairement|loin|trop
    |seule?(?:ment)?s?|refus\w*|rejet\w*|manqu\w*|ignor\w*|éch[oe]u\w*|im[pm]\w+|in[acdefhijlnopqsuv]\w+|irr\w+|ill\w+
    |d[ée]s?[aeiouhé]\w+|oubli\w*|évit\w*|emp[êe]ch\w*|interdi\w*|abs\w+|faux|fausse\w*|avant|pourquoi|plutôt
    |difficil\w*|difficult\w*|sauf|rare\w*|moins|sinon|ailleurs|tort|cess\w*|nul\w*|exclu\w*|exce\w*|hors|privée?s?|dout\w*
    |préf(?:ère\w*|érer\w*|érons|érez)|nuire|nuis\w*|nuit\ aux?|nuit\ à|voire|au\ lieu
    |plus|égal)\b|\bn['’]|\?""",
    re.IGNORECASE | re.VERBOSE,
)
"""French words that English may express as a negation."""

_NOBODY = re.compile(
    r"(?:\A|[,;:«»(—–]\s?|\b(?:et|mais|car|que|où)\s)(?:personne|rien|nul|nulle|aucune?\s[\w'’-]{2,30}(?:\s[\w'’-]{2,30})?"
    r"|ni\s[^.,;:!?]{2,40}\sni\s[^.,;:!?]{2,40})\s(?:ne\s|n['’])(?!\w+\s(?:que|qu['’])|empêche|va\splus|ignor|échapp|manqu)",
    re.IGNORECASE,
)
_NO_LONGER = re.compile(
    r"\b(?:ne\s|n['’])(?!(?:cess|manqu|dout)\w*)[\w'’-]+\splus(?=\s*(?:[.,;!]|\Z)|\s(?:à|au|aux|dans|depuis|en|le|la|les|un|une)\b)",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"\b(?:any ?more|abandon\w*|ceas\w*|done|dropped|end(?:ed|s|ing)?|former\w*|finish\w*|gave|give[ns]?|gone"
    r"|last|left|lost|once|only|out of|over|quit\w*|retire\w*|stop\w*|used to|until|too|away|off|less|dead"
    r"|died|enough|just|more)\b",
    re.IGNORECASE,
)
"""What English may have for `ne … plus` besides a negation."""
_FAR, _NEARER, _NEAR = 1.0, 0.5, 0.15
"""The maximum distance of NEGATIVE, _IMPLIED and _SIMILAR words, as a share of the sentence."""

_NEARLY = 25
"""Places up to this many characters apart always count as the same, even in a short sentence."""


def negation(pair: Pair) -> Iterator[Finding]:
    """Negations stay, and no new ones appear: "il ne viendra pas" must not become "he will come"."""
    french, english = pair.french.plain, pair.english.plain
    negations = list(_FRENCH_NEGATION.finditer(french))
    if negations:
        if not _NOT_NEGATED.search(french) and (lost := _first_lost(negations, french, english)):
            yield Finding("negation", f"“{lost[0]}” is not denied in the translation")
    elif lost := _lost_subject(french, english):
        yield Finding("negation", f"“{lost[0].strip()}” is not denied in the translation")
    elif (added := _ADDED.search(english)) and not (_TRACE.search(french) or _ADDED.search(french)):
        yield Finding("negation", f"“{added[0]}”: the original has no negation")


def _lost_subject(french: str, english: str) -> re.Match[str] | None:
    """Return a negation that begins a clause, or that ends what was, if the English denies nothing."""
    if NEGATIVE.search(english) or _IMPLIED.search(english) or _SIMILAR.search(english):
        return None
    if match := _NOBODY.search(french):
        return match
    return None if _ENDED.search(english) else _NO_LONGER.search(french)


def _negates(match: re.Match[str], english: str) -> bool:
    """Return whether a translation must have this negation."""
    litotes = _LITOTES.search(match.string, match.start(), match.end() + _AFTER)
    if litotes and not _UNNEGATED.search(english):
        return False
    before = _context(match)
    return not (_ASKED.search(before) or (match["word"].lower() == "jamais" and _MOST.search(before)))


def _context(match: re.Match[str]) -> str:
    """Return what comes before a negation."""
    return match.string[max(match.start() - _BEFORE, 0) : match.start()]


def _first_lost(negations: list[re.Match[str]], french: str, english: str) -> re.Match[str] | None:
    """Return the first negation without a counterpart in the English."""
    length = max(1, len(english))
    slack = _NEARLY / length
    rows = [(NEGATIVE, _FAR), (_IMPLIED, _NEARER), (_SIMILAR, _NEAR)]
    if not _OWN.search(french):
        rows.append((_OPPOSED, _NEAR))
    candidates = [
        ([match.start() / length for match in words.finditer(english)], max(reach, slack))
        for words, reach in rows
    ]
    first = min(candidates[0][0], default=1.0)
    if len(negations) > 2 and first < 1:
        return None  # an enumeration, which English negates once
    joined = any(match.start() / length > first for match in _OR.finditer(english))
    for number, match in enumerate(negations):
        place = match.start("word") / len(french)
        if any(_take_nearest(places, place, reach) for places, reach in candidates):
            continue
        if joined and number and _AND.search(_context(match)):
            continue
        not_yet = french.startswith(_YET, match.end()) or _WHILE.search(_context(match))
        if not (not_yet and _UNTIL.search(english)) and _negates(match, english):
            return match
    return None


def _take_nearest(places: list[float], place: float, reach: float) -> bool:
    """Remove the one of `places` nearest to `place`, if within `reach`; return whether one was removed."""
    nearest = min(places, key=lambda other: abs(other - place), default=None)
    if nearest is None or abs(nearest - place) > reach:
        return False
    places.remove(nearest)
    return True
