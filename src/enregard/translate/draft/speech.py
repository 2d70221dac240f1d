"""Quotation marks: around speech that has none in French, inside others, and in pairs.

Without quotation marks, the model drops what follows `!` or `?`: `Viens ! dit-elle.` becomes "Come!".
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from enregard.article.edits import Edit, Span, strip_span
from enregard.translate.checks.pair import fold
from enregard.translate.checks.wordlists import persons
from enregard.translate.draft import saying
from enregard.translate.draft.phrases import is_run

_QUOTES = re.compile('[«»“”„"‹›‘]')
_SUBJECT = (
    r"(?:l['’]|(?:ce|cet|cette|des|la|le|les|leurs?|ma|mes|mon|notre|nos|sa|ses|son|ta|tes|ton|une?|votre|vos|M\.|Mme|Mlle"
    r"|[A-ZÀ-ÖØ-Þ]\w*)\b)"
)
_VERB = (
    r"(?:(?:l['’]|(?:la|les?|leur|lui|me|nous|te|vous)\s+))?(?:(?P<aux>a|ont|avait|avaient|s['’]est|se\ssont|s['’]était)\s+)?"
    r"(?P<verb>(?:s['’]|se\s)?[^\W\d_]{2,20})"
)
_HOW = (
    r"(?:\s+(?:[^\W\d_]{3,15}ment|alors|aussitôt|encore|enfin|ensuite|soudain|tout\sbas|à\svoix\sbasse|à\smi-voix"
    r"|en\schœur))?"
)
_CLAUSE = re.compile(
    rf"[!?…](?P<gap>\s+){_VERB}"
    rf"(?:(?P<turned>(?:-t)?-(?:elles?|ils?|je|nous|on|tu|vous)\b)|{_HOW}\s+(?={_SUBJECT}))"
)
_PAST = re.compile(r"(?!(?:cela|déjà|voilà|holà|hourra)\Z)(?:s'|se )?[^\W\d_]{3,}(?:a|èrent|irent)")
"""Other verbs in the simple past."""

_SAID = re.compile(
    rf"(?P<gap>),\s+{_VERB}(?:(?P<turned>(?:-t)?-(?:elles?|ils?)\b)[^.,;:!?«»]{{0,60}}"
    rf"|{_HOW}\s+(?P<who>(?={_SUBJECT})(?:M\.\s)?[^.,;:!?«»]{{2,80}}))(?:,\s+(?:avant|avec|d['’]une?|depuis|devant|en|l['’]air|la\s(?:voix|gorge|tête|main)|le\s(?:regard|poing|doigt"
    r"|front|sourire|visage)|les\s(?:yeux|bras|larmes|mains|poings)|qui|sans|sous|une?|visiblement|[^\W\d_]+ant)\b"
    r"[^.;:!?«»]{0,80})?\s*\.?\s*\Z"
)
"""A clause at the end that says who spoke: `Je reviendrai, promit le soldat.`"""

_TRANSITIVE = frozenset(
    """
    accuser alerter appeler avertir commencer conseiller continuer couper gronder implorer interroger
    interrompre juger prier prévenir questionner rassurer reprendre refuser regretter supplier écrire
    siffler
    """.split()  # noqa: SIM905
)
"""Verbs that may have the person as their object: `Elle sort, appelle le voisin.`"""

_SPEAKERS = frozenset(
    """
    académie agence agneau ambassade association chat chien cigale club comité commission conseil corbeau
    coq corneille dame defense direction dragon département echo elu elue enfant enfants fantome
    federation fee femmes fille fourmi gendarmerie gens gouvernement grenouille groupe hommes inconnu
    lapin lion loup mairie mamie mere ministere metropole ogre oiseau ours parquet police poule
    prefecture presse reine renard residente resident region riverain riveraine rectorat syndicat temoin
    tribunal troll vache vieille vieux ville voix ane autruche chevre mouton canard cheval souris tortue
    choeur guepard hibou patron pluie tambours horloge cloche
    """.split()  # noqa: SIM905
)
_NOUN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NAMED = re.compile(r"(?:M\.|Mme|Mlle|[A-ZÀ-ÖØ-Þ])")
_GREETING = 4  # words
_NICKNAME = re.compile(r"(?:l['’]|l[ae]s?\s)[A-ZÀ-ÖØ-Þ]")
_TURNED_OR_SUBJECT = rf"(?=(?:-t)?-(?:elles?|ils?)\b|{_HOW}\s+{_SUBJECT})"
_AFTER_QUOTE = re.compile(rf"[»”\"]\s?,?(?P<gap>\s){_VERB}{_TURNED_OR_SUBJECT}")
_ANYWHERE = re.compile(rf"[»”\",!?…](?P<gap>\s){_VERB}{_TURNED_OR_SUBJECT}")
_PASTS = {
    **{"answer": "answered", "ask": "asked", "assure": "assured", "call": "called", "command": "commanded"},
    **{
        "cry": "cried",
        "do": "did",
        "grimace": "grimaced",
        "make": "made",
        "order": "ordered",
        "reply": "replied",
    },
    **{"say": "said", "shout": "shouted", "sing": "sang", "sum up": "summed up", "tell": "told"},
    **{"laugh": "laughed", "repeat": "repeated", "explain": "explained", "swear": "swore", "warn": "warned"},
    **{
        "add": "added",
        "announce": "announced",
        "list": "listed",
        "promise": "promised",
        "reassure": "reassured",
    },
}
_BARE_VERB = re.compile(
    rf"(?<=[,!?]\s|[\"']\s)(?P<verb>{'|'.join(_PASTS)})(?= (?:the|an?|his|her|my|our|their|[A-Z]\w*)\b)",
    re.IGNORECASE,
)

_DIRECT = re.compile(
    r"(?<!\w)(?:je|j['’]|me|m['’]|moi|mes|ma|mon|tu|te|t['’]|toi|ton|ta|tes|nous|vous|notre|votre)(?!\w)",
    re.IGNORECASE,
)

_DASHES = "-–—―"

_OPENING = "«“„‹"
_CLOSING = {"»": "«", "”": "“„", "›": "‹"}
_ANY = re.compile('[«»“”„‟‚"‹›‘‛`´′″]')
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_FOUR = 4
_INNER = 2
_SIGNS = re.compile('[«»“”„"‹›‘’]')


class Quote(NamedTuple):
    """A quotation mark: where it is, and how many quotations it is in, its own included."""

    at: int
    depth: int


def for_model(plain: str) -> Iterator[Edit]:
    """Yield edits that put guillemets around the speech in the French `plain`: `Viens ! dit-elle.`

    A sentence with quotation marks or a dialogue dash needs none.
    """
    if _QUOTES.search(plain):
        yield from nested(plain)
        return
    start = len(plain) - len(plain.lstrip())
    if plain[start : start + 1] in _DASHES:
        yield from _dashed(plain, start)
    elif clause := _speech(plain, start):
        yield Edit(start, start, "« ")
        yield Edit(clause.start("gap"), clause.start("gap"), " »")
        yield from _plainer(clause)


def _speech(plain: str, start: int) -> re.Match[str] | None:
    """Return the clause that says who spoke, in a sentence without quotation marks."""
    asked = plain.rstrip().endswith("?")
    for clause in _CLAUSE.finditer(plain):
        verb = _form(clause)
        past = _PAST.fullmatch(verb) is not None and not asked
        turned = clause["turned"] and verb[0].islower() and not asked
        if (not clause["aux"] and (past or turned)) or _is_saying(clause):
            return clause
    said = _SAID.search(plain)
    return said if said is not None and _is_said(said, plain[start : said.start()]) else None


def _is_said(clause: re.Match[str], before: str) -> bool:
    """Return whether a clause after a comma says who spoke what is `before`."""
    sulked = clause["verb"].startswith("s") and _PAST.fullmatch(_form(clause)) and not clause["aux"]
    if not _is_saying(clause) and not (sulked and _DIRECT.search(before)):
        return False
    verb = saying.verbs().get(_form(clause))
    direct = _DIRECT.search(before) is not None
    infinitive = verb.infinitive if verb else ""
    if infinitive == "faire":
        is_speaker = clause["turned"] or _is_speaker(clause["who"])
        return is_speaker and len(before.split()) <= _GREETING
    if clause["turned"] or sulked or is_run(before):
        return True
    if direct and verb and saying.PAST in verb.slots:
        return True
    if infinitive in _TRANSITIVE and not direct:
        return False
    return _is_speaker(clause["who"]) and not _NICKNAME.match(clause["who"])


def _is_speaker(who: str) -> bool:
    if _NAMED.match(who):
        return True
    women, men, either = persons()
    for noun in _NOUN.findall(who)[:4]:
        word = fold(noun)
        one = word.removesuffix("s")
        if any(form in group for form in (word, one) for group in (women, men, either, _SPEAKERS)):
            return True
    return False


def _form(clause: re.Match[str]) -> str:
    return " ".join(clause["verb"].replace("’", "'").split())


def _is_saying(clause: re.Match[str]) -> bool:
    """Return whether the verb of a clause is one of saying; a participle has its auxiliary."""
    form, aux = _form(clause), clause["aux"]
    known = saying.verbs()
    if aux and aux[0] == "s":
        return f"s'{form}" in known or f"se {form}" in known
    verb = known.get(form)
    return verb is not None and any((slot == saying.PARTICIPLE) == bool(aux) for slot in verb.slots)


def _plainer(clause: re.Match[str]) -> Iterator[Edit]:
    """Yield the edit that puts a plainer verb into a clause that says who spoke."""
    aux = clause["aux"]
    plain = saying.plainer(_form(clause), compound=aux is not None)
    told = clause.string[clause.end("gap") : clause.start("aux" if aux else "verb")].strip(" ,\u00a0")
    if plain is None or (told and plain.startswith("s")):
        return
    start, end = clause.span("verb")
    following = clause.string[end : end + 4]
    if following.startswith("-t-") and plain[-1] in "dt":
        end += 2  # `lâche-t-il`, but `dit-il`
    elif following.startswith(("-il", "-el", "-on")) and plain[-1] in "ae":
        plain += "-t"
    yield Edit(start, end, plain)


def _dashed(plain: str, start: int) -> Iterator[Edit]:
    """Yield edits for speech after a dash, which the model takes for a quotation mark."""
    clause = _CLAUSE.search(plain)
    if clause is not None and plain[start] == "-" and (_is_saying(clause) or _PAST.fullmatch(_form(clause))):
        opening = len(plain) - len(plain[start + 1 :].lstrip())
        yield Edit(start, opening, "« ")
        yield Edit(clause.start("gap"), clause.start("gap"), " »")
    if clause := clause or _SAID.search(plain):
        yield from _plainer(clause)


def after_quotation(plain: str) -> Iterator[Edit]:
    """Yield edits that put plainer verbs after quotations in the French `plain`: `» jubila Paul`."""
    for clause in _AFTER_QUOTE.finditer(plain) if _QUOTES.search(plain) else ():
        if _is_saying(clause):
            yield from _plainer(clause)


def nested(plain: str) -> Iterator[Edit]:
    """Yield edits that give the model single quotes for quotations in others, and guillemets around these.

    It keeps both apart: of `« Il crie "non" »`, it would drop one mark.
    """
    found = quotes(plain) if "‘" in plain or len(_SIGNS.findall(plain)) >= _FOUR else []
    unusual = any(quote.depth > 1 or plain[quote.at] == "‘" for quote in found)
    if not unusual or any(quote.depth > _INNER for quote in found):
        return
    opened: list[int] = []
    for quote in found:
        opens = len(opened) < quote.depth
        if opens:
            opened.append(quote.at)
        else:
            opened.pop()
        start, end = quote.at, quote.at + 1
        while opens and end < len(plain) and plain[end].isspace():
            end += 1
        while not opens and plain[start - 1].isspace():
            start -= 1
        sign = "'" if quote.depth == _INNER else "« " if opens else " »"
        yield Edit(start, end, sign)


def inner_quotations(plain: str) -> Iterator[Span]:
    """Yield the span of each quotation that is in another one, without its quotation marks."""
    opened = None
    for quote in quotes(plain) if len(_SIGNS.findall(plain)) >= _FOUR else ():
        if quote.depth == 2:
            if opened is not None:
                yield strip_span(plain, opened + 1, quote.at)
            opened = quote.at if opened is None else None


def in_english(french: str, english: str, quoted: Sequence[Span] = ()) -> Iterator[Edit]:
    """Yield edits that correct the straight quotes in `english`: inner ones are single, and none is alone.

    `quoted` are the spans of the English of `inner_quotations`.
    """
    yield from _agreeing(french, english)
    if '"' not in english:
        if "'" in english and _is_one_quotation(french):
            yield from _around_all(english)
        return
    ours = [at for at, character in enumerate(english) if character == '"']
    if not _ANY.search(french) and _is_reported(french):
        for at in ours:
            yield Edit(at, at + 1, "")
        return
    if len(ours) == 1 and not _ANY.search(french):
        yield from _without_lone(english, ours[0])
        return
    theirs = quotes(french)
    if not any(quote.depth > 1 for quote in theirs):
        return
    if edits := list(_nested(french, english, theirs, ours)):
        yield from edits
    elif "'" not in _APOSTROPHE.sub("", english):
        all_left_out = len(ours) == sum(quote.depth == 1 for quote in theirs)
        edits = list(_around(english, quoted, all_left_out=all_left_out))
        yield from edits
        if len(edits) == len(ours) and _is_one_quotation(french):
            yield from _around_all(english)


def _around_all(english: str) -> Iterator[Edit]:
    yield Edit(0, 0, '"')
    yield Edit(len(english), len(english), '"')


def _is_one_quotation(french: str) -> bool:
    """Return whether all of a sentence is one quotation with others in it."""
    found = quotes(french.strip())
    ends = found and found[0].at == 0 and found[-1].at == len(french.strip()) - 1
    return (
        bool(ends)
        and any(quote.depth == _INNER for quote in found)
        and sum(quote.depth == 1 for quote in found) == 2
    )


def _is_reported(french: str) -> bool:
    """Return whether only the model got quotation marks: `Tout est prêt, assure le maire.`"""
    start = len(french) - len(french.lstrip())
    clause = _speech(french, start) if french[start : start + 1] not in _DASHES else None
    return clause is not None and clause.re is _SAID and not _DIRECT.search(french, start, clause.start())


def _agreeing(french: str, english: str) -> Iterator[Edit]:
    """Yield edits that put a verb after speech in the third person: `say the cow` is "says the cow"."""
    for match in _BARE_VERB.finditer(english):
        clauses = [clause for clause in _ANYWHERE.finditer(french) if _is_saying(clause)]
        if len(clauses) != 1 or (verb := saying.verbs().get(_form(clauses[0]))) is None:
            return
        bare = match["verb"].lower()
        if clauses[0]["aux"] or saying.PRESENT not in verb.slots:
            plural = verb.slots == (saying.PRESENT_PLURAL,)
            new = bare if plural else _PASTS[bare]
        else:
            first, _, rest = bare.partition(" ")
            first = f"{first[:-1]}ies" if first == "cry" else f"{first}es" if first == "do" else f"{first}s"
            new = f"{first} {rest}".rstrip()
        yield Edit(*match.span(), new)


def _around(english: str, quoted: Sequence[Span], *, all_left_out: bool) -> Iterator[Edit]:
    """Yield edits that put single quotes around what is `quoted`, in place of the quotes there."""
    for start, end in quoted:
        left = english.rfind('"', max(0, start - 1), start + 1)
        right = english.find('"', max(start, end - 1), end + 2)
        if left >= 0 and right >= 0:
            yield Edit(left, left + 1, "'")
            yield Edit(right, right + 1, "'")
        elif all_left_out:
            yield Edit(start, start, "'")
            yield Edit(end, end, "'")


def quotes(plain: str) -> list[Quote]:
    """Return the quotation marks in `plain` in order, or none if they do not pair up."""
    found: list[Quote] = []
    opened: list[str] = []
    for match in _SIGNS.finditer(plain):
        sign, at = match[0], match.start()
        if sign == "’" and not (opened and opened[-1] == "‘"):
            continue  # an apostrophe
        if sign == "’" and plain[at - 1 : at].isalpha() and plain[at + 1 : at + 2].isalpha():
            continue
        if sign in _OPENING or sign == "‘" or (sign == '"' and '"' not in opened):
            opened.append(sign)
            found.append(Quote(at, len(opened)))
            continue
        if not opened or opened[-1] not in _CLOSING.get(sign, "‘" if sign == "’" else sign):
            return []
        found.append(Quote(at, len(opened)))
        opened.pop()
    return [] if opened else found


def _without_lone(english: str, at: int) -> Iterator[Edit]:
    """Yield the edit that pairs or removes the only quotation mark in `english`.

    It gets its other half if it closes speech: `I will not go," she replied.`
    """
    before, after = english[:at], english[at + 1 :]
    if before.endswith((",", "!", "?")) and after[:1] == " " and after[1:2].isalpha() and before[0].isalnum():
        yield Edit(0, 0, '"')
    elif not before[-1:].isdigit():  # inches
        blank = not before.strip() and after[:1] == " "
        yield Edit(at, at + 1 + blank, "")


def _nested(french: str, english: str, theirs: Sequence[Quote], ours: Sequence[int]) -> Iterator[Edit]:
    """Yield edits that write the quotes within quotes as single ones, if all can be told apart."""
    depths = [[quote.depth] for quote in theirs]
    if len(ours) < len(theirs):  # the model writes one mark where two meet
        depths = []
        last: Quote | None = None
        for quote in theirs:
            if last and not french[last.at + 1 : quote.at].strip() and last.depth != quote.depth:
                depths[-1].append(quote.depth)
            else:
                depths.append([quote.depth])
            last = quote
    if len(ours) == len(depths):
        for at, levels in zip(ours, depths, strict=True):
            signs = "".join("'" if level % 2 == 0 else '"' for level in levels)
            if signs != '"':
                yield Edit(at, at + 1, signs)
