"""Quotation marks: around speech that has none in French, inside others, and in pairs.

Without quotation marks, the model drops what follows `!` or `?`: `Viens ! dit-elle.` becomes "Come!".
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from enregard.article.edits import Edit, Span, strip_span

_SAYING = frozenset(
    """
    aboie aboya ajouta ajoutait ajoute annonce annonça appela appelle approuva articula avertit avoua
    balbutia bougonna bredouilla bégaya chanta chantait chante chuchota chuchote clama commanda commença
    conclut confia confirma coupa cria criaient criait crie crièrent demanda demandait demande
    demandèrent dirent disaient disait disent dit déclara déclare enchaîna exclama exclame exclamèrent
    exigea expliqua explique faisait fait firent fit fulmina grinça grogna grogne gronda gronde gémit
    haleta hasarda hurla hurlait hurle hurlèrent implora insista insiste interrogea interrompit
    intervint invita jeta jura lance lancèrent lança lançait lâcha marmonna martela maugréa miaula moqua
    murmura murmurait murmure nota objecta observa ordonna ordonnait ordonne persifla pesta plaisanta
    pleura pria prévient prévint proclama promit proposa protesta rappela rectifia redit refusa
    remarqua renchérit reprit rétorqua rétorque
    ricana riposta ronchonna rugit râla réclama répliqua réplique répond répondait répondent répondirent
    répondit répète répéta répétait répétèrent résuma sanglota scanda siffla souffla soupira soupire
    sourit suggéra supplia susurra tempêta tonna trancha tranche vociféra ébaucha éclata écria écrièrent
    s'écria s'écrie s'enquit s'étonna s'étonne s'exclama s'exclame s'indigna s'inquiéta
    """.split()  # noqa: SIM905
)
"""Verbs of saying, in the third person."""

_QUOTES = re.compile('[«»“”„"‹›]')
_CLAUSE = re.compile(
    r"[!?…](?P<gap>\s+)(?:(?:leur|lui|me|nous|se|te|vous)\s+)?(?P<verb>(?:s['’])?[^\W\d_]{2,20})"
    r"(?:(?P<turned>(?:-t)?-(?:elles?|ils?|je|nous|on|tu|vous)\b)|\s+(?=(?:l['’]|(?:ce|cet|cette|des|la|le|les|leurs?"
    r"|ma|mes|mon|notre|nos|sa|ses|son|ta|tes|ton|une?|votre|vos|M\.|Mme|Mlle|[A-ZÀ-ÖØ-Þ]\w*)\b)))"
)
_PAST = re.compile(r"(?!(?:cela|déjà|voilà|holà|hourra)\Z)(?:s['’])?[^\W\d_]{3,}(?:a|èrent|irent)")
"""Other verbs in the simple past."""

_PLAINER = {
    **{"fait": "dit", "fit": "dit", "faisait": "disait", "firent": "dirent", "s'enquit": "demanda"},
    **{"bredouilla": "balbutia", "bredouille": "dit", "prévint": "dit", "prévient": "dit"},
    **{"jeta": "lança", "lance": "dit", "réclama": "demanda", "souffla": "murmura", "souffle": "murmure"},
}
"""What the model gets for verbs after speech that it takes literally: `fait` for "makes"."""

_PROMISED = re.compile(
    r"(?P<gap>),\s+(?:(?:leur|lui|me|nous|te|vous)\s+)?(?P<verb>(?:s['’])?[^\W\d_]{2,20}(?:a|it|ut|èrent|irent))"
    r"(?:(?:-t)?-(?:elles?|ils?|on)\b|\s+(?:l['’]|(?:ce|cet|cette|des|la|le|les|leurs?|ma|mes|mon|sa|ses|son|une?)\s|M\.\s|Mme\s"
    r"|(?=[A-ZÀ-ÖØ-Þ]))[^.,;:!?«»]{2,40})\s*\.?\s*\Z"
)
"""A clause in the simple past, at the end, that says who spoke: `Je reviendrai, promit le soldat.`"""

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
        return
    start = len(plain) - len(plain.lstrip())
    dashed = plain[start : start + 1] in _DASHES
    if dashed or ("!" not in plain and "?" not in plain and "…" not in plain):
        found = _promised(plain, start, dashed=dashed)
        yield from found
        return
    for match in _CLAUSE.finditer(plain):
        verb = match["verb"].replace("’", "'")
        asked = plain.rstrip().endswith("?")
        past = _PAST.fullmatch(verb) is not None and not asked
        if verb in _SAYING or past or (match["turned"] and verb[0].islower() and not asked):
            yield Edit(start, start, "« ")
            yield Edit(match.start("gap"), match.start("gap"), " »")
            if verb in _PLAINER:
                yield Edit(*match.span("verb"), _PLAINER[verb])
            return


def _promised(plain: str, start: int, *, dashed: bool) -> Iterator[Edit]:
    """Yield edits for speech without `!` or `?` before who speaks, or after a dash.

    The model takes `Je reviendrai, promit le soldat` for an order to promise.
    """
    clause = _CLAUSE.search(plain) if dashed else _PROMISED.search(plain)
    if clause is None:
        return
    verb = clause["verb"].replace("’", "'")
    if not dashed and verb in _SAYING and _DIRECT.search(plain, start, clause.start()):
        yield Edit(start, start, "« ")
        yield Edit(clause.start("gap"), clause.start("gap"), " »")
    if dashed and plain[start] == "-" and (verb in _SAYING or _PAST.fullmatch(verb)):
        opening = len(plain) - len(plain[start + 1 :].lstrip())
        yield Edit(start, opening, "« ")
        yield Edit(clause.start("gap"), clause.start("gap"), " »")
    if verb in _PLAINER:
        yield Edit(*clause.span("verb"), _PLAINER[verb])


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
    if '"' not in english:
        return
    ours = [at for at, character in enumerate(english) if character == '"']
    if len(ours) == 1 and not _ANY.search(french):
        yield from _without_lone(english, ours[0])
        return
    theirs = quotes(french)
    if not any(quote.depth > 1 for quote in theirs):
        return
    if edits := list(_nested(french, english, theirs, ours)):
        yield from edits
    elif "'" not in _APOSTROPHE.sub("", english):
        yield from _around(
            english, quoted, all_left_out=len(ours) == sum(quote.depth == 1 for quote in theirs)
        )


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
