"""Find credits: parentheses and bylines that say who reported, wrote or translated an article."""

import re
from collections.abc import Sequence
from dataclasses import replace

from enregard.article.article import Block, BlockKind
from enregard.article.blanks import BLANKS
from enregard.article.edits import slice_text, splits_mark, strip_text
from enregard.article.typography import simplify
from enregard.seeds.dateline import CAPITALS
from enregard.seeds.dates import is_date_line

# How a credit starts. "Avec" and "Par" start many sentences too, so a name or an agency must follow.
_OPENS = re.compile(
    rf"""(?i:reportages?|version\ fran[çc]aise|[ée]dit[ée]e?\ p|r[ée]dig[ée]e?\ p|r[ée]daction
          |traduit|traduction|service|bureau|contributions?|[ée]crit\ par|propos\ recueillis
          |textes?|photos?)\b
        |[Aa]vec\ (?:l['’]|la\ |les\ |notre\ |nos\ )?(?:[{CAPITALS}]|agences?\b|correspondant)
        |[Pp]ar\ [{CAPITALS}]""",
    re.VERBOSE,
)
# A credit that starts with a name must contain one of these.
_CONTAINS = re.compile(
    r"(?i)\b(?:version fran[çc]aise|[ée]dit[ée] p(?:ar|our)|(?:pour le|du) service|propos recueillis"
    r"|r[ée]dig[ée] par|traduit (?:par|de)|reportages? (?:de|du|d['’])|avec la contribution)"
)
_VERB = re.compile(
    r"\b(?:a|ont|avait|avaient|aura|auront|est|sont|était|étaient|sera|seront|fut|furent|n['’]|qui|que|il|elle)\b"
)
_BYLINE = re.compile(
    rf"Par(?:\s+(?:[{CAPITALS}][\w.'’-]*|et|avec|à|au|en|de|du|des|la|le|les|pour|d['’]\w+|l['’]\w+),?)+"
)
_INTERVIEWER = re.compile(
    rf"(?:Propos|Entretien|Interview|Témoignages?) (?:recueillis?|réalisée?|menée?) par [{CAPITALS}].*"
)
_BREADCRUMBS = re.compile(r"[^\W_][^>›]*(?: [>›] [^\W_][^>›]*){2,9}|Accueil [>›] [^>›]+")
_AFTER = '.!?…»”")]'
_LONGEST = 400
_LONGEST_BYLINE = 100
_LONGEST_LINE = 400  # with invisible characters and many blanks
_MOST = 8


def is_byline_or_date(plain: str) -> bool:
    """Return whether a paragraph is only a date, or a byline such as `Par Jean Dupont, à Kaboul`."""
    if len(plain) > _LONGEST_LINE:
        return False
    plain = simplify(plain)[0]
    if len(plain) - plain.count(" ") - plain.count("\u00a0") > _LONGEST_BYLINE:
        return False  # before the words are split, as in most paragraphs
    plain = " ".join(plain.split())
    is_short = len(plain) <= _LONGEST_BYLINE
    is_byline = is_short and (
        _BYLINE.fullmatch(plain) is not None
        or (plain[-1:] not in (".", "!", "?") and _INTERVIEWER.fullmatch(plain) is not None)
    )
    return is_byline or is_date_line(plain)


def is_breadcrumbs(plain: str) -> bool:
    """Return whether a line says where on a website the text was: `Accueil > Régions > Bourgogne`."""
    may_be = len(plain) <= _LONGEST_LINE and (">" in plain or "›" in plain)
    return may_be and _BREADCRUMBS.fullmatch(_with_spaces(plain)) is not None


def extract_credits(blocks: Sequence[Block]) -> list[Block]:
    """Return `blocks` with each credit in a block of its own.

    A parenthesis with the words of a credit becomes one if it is a whole paragraph other than the first, or
    follows the last sentence of the last paragraph. So do the breadcrumbs of a website at the very start.
    """
    result: list[Block] = []
    for index, block in enumerate(blocks):
        plain = block.text.plain if block.kind is BlockKind.PARAGRAPH and block.text is not None else ""
        is_other = _credit_start(plain) == 0 if index else is_breadcrumbs(plain)
        is_credit = is_byline_or_date(plain) or is_other
        result.append(replace(block, kind=BlockKind.CREDIT) if is_credit else block)
    # Credits and footnotes may follow the last paragraph.
    passed = (BlockKind.CREDIT, BlockKind.FOOTNOTE)
    last = next((n for n in reversed(range(len(result))) if result[n].kind not in passed), None)
    if last is not None:
        result[last : last + 1] = _split_credits(result[last])
    return result


def _split_credits(block: Block) -> list[Block]:
    """Return `block` without the credits at its end, followed by each credit as a block."""
    found: list[Block] = []
    while block.kind is BlockKind.PARAGRAPH and block.text is not None and len(found) < _MOST:
        start = _credit_start(block.text.plain) or 0
        before, credit = (
            strip_text(slice_text(block.text, *span), BLANKS)
            for span in ((0, start), (start, len(block.text.plain)))
        )
        # If a mark covers both the parenthesis and words before it, they belong together.
        if not before.plain or before.plain[-1] not in _AFTER or splits_mark(block.text, start):
            break
        found.append(replace(block, kind=BlockKind.CREDIT, text=credit))
        block = replace(block, text=before)
    return [block, *reversed(found)]


def _credit_start(plain: str) -> int | None:
    """Return the start of the parenthesis at the end of `plain`, or None if it is not a credit."""
    end = len(plain.rstrip(" .\xa0"))
    if not plain[:end].endswith(")"):
        return None
    depth = 0
    for at in range(end - 1, max(end - _LONGEST, 0) - 1, -1):
        depth += {")": 1, "(": -1}.get(plain[at], 0)
        if depth == 0:
            inner = plain[at + 1 : end - 1].strip(BLANKS)
            return at if _is_credit(inner) else None
    return None


def _is_credit(inner: str) -> bool:
    """Return whether the words in a parenthesis credit somebody."""
    inner = _with_spaces(inner)
    if _VERB.search(inner):
        return False
    return bool(_OPENS.match(inner) or (inner[:1].isupper() and _CONTAINS.search(inner)))


def _with_spaces(plain: str) -> str:
    """Return `plain` without invisible characters, and with single spaces for its blanks."""
    return " ".join(simplify(plain)[0].split())
