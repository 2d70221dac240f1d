"""Read the headers of an e-mail that was saved as plain text, without showing who wrote to whom."""

import re
from collections.abc import Iterator, Sequence

from enregard.article.article import Header
from enregard.article.blanks import BLANKS, one_line
from enregard.article.header_names import NAMED, canonical_name, fold, is_known
from enregard.seeds.dates import date_end, not_a_date

_SENDERS = frozenset("de from expediteur expeditrice sender".split())  # noqa: SIM905
_RECIPIENTS = frozenset(
    "a to cc cci bcc copie copiea copiecarbone destinataire destinataires recipient recipients".split()  # noqa: SIM905
)
_SUBJECTS = frozenset("objet subject sujet".split())  # noqa: SIM905
_DATES = frozenset("date envoye envoyele datedenvoi sent".split())  # noqa: SIM905
_OTHERS = frozenset(
    """
    archivedat arcauthenticationresults arcmessagesignature arcseal attachments authenticationresults
    autosubmitted contentdisposition contentlanguage contenttransferencoding contenttype deliveredto
    dkimsignature errorsto importance inreplyto listarchive listhelp listid listowner listpost listsubscribe
    listunsubscribe messageid mimeversion organisation organization piecejointe piecesjointes precedence
    priorite priority received receivedspf references repondrea replyto returnpath sensitivity threadindex
    threadtopic useragent
    """.split()  # noqa: SIM905
)
_PEOPLE = _SENDERS | _RECIPIENTS
_FORWARDED = re.compile(r"-{2,}[^-]{0,20}message[^-]{0,30}-{2,}", re.IGNORECASE)
_REPLY = re.compile(r"(?:(?:re|ré|rép|tr|fw|fwd|transf)[ \u00a0]?:\s*)*", re.IGNORECASE)
_NO_NAME = re.compile(r"[@<>\[\]()/\d]")


def read_mail_headers(lines: Sequence[str]) -> tuple[list[Header], int] | None:
    """Return the headers of the e-mail at the start of `lines`, and how many lines they take; None if absent.

    An e-mail starts with who wrote to whom, and with a subject or an address. The subject is the title, and a
    sender without an address the author; whatever else e-mails have is dropped. Raises EnregardError for an
    invalid date.
    """
    first = next((at for at, line in enumerate(lines) if line.strip(BLANKS)), len(lines))
    if first < len(lines) and _FORWARDED.fullmatch(lines[first].strip(BLANKS)):
        first = next((at for at in range(first + 1, len(lines)) if lines[at].strip(BLANKS)), len(lines))
    found = list(_fields(lines, first))
    names = {fold(name) for name, _, _ in found}
    has_address = any("@" in value for _, value, _ in found)
    if not (names & _PEOPLE and (names & _SUBJECTS or has_address)):
        return None
    end = first + sum(value.count("\n") + 1 for _, value, _ in found)
    return list(_headers(found)), end


def _fields(lines: Sequence[str], first: int) -> Iterator[tuple[str, str, int]]:
    """Yield the name and value of each field from index `first`, and the number of its line.

    A value may go on in indented lines, and people also after a comma.
    """
    at = first
    while at < len(lines) and (match := NAMED.match(lines[at].strip(BLANKS))):
        name, start = match[1], at
        if not (_is_field(name) or is_known(name)):
            return
        values = [lines[at].strip(BLANKS)[match.end() :]]
        at += 1
        while at < len(lines) and (lines[at][:1] in (" ", "\t") or _goes_on(name, values[-1])):
            if not (more := lines[at].strip(BLANKS)):
                break
            values.append(more)
            at += 1
        yield name, "\n".join(values), start + 1


def _is_field(name: str) -> bool:
    return fold(name) in _PEOPLE | _SUBJECTS | _DATES | _OTHERS or name.lower().startswith("x-")


def _goes_on(name: str, value: str) -> bool:
    """Return whether the people in `value` go on in the next line."""
    return fold(name) in _PEOPLE and value.endswith((",", ";"))


def _headers(found: Sequence[tuple[str, str, int]]) -> Iterator[Header]:
    """Yield what readers may see of the fields in `found`."""
    given = {canonical_name(name) for name, _, _ in found if not _is_field(name)}
    for name, value, line in found:
        folded, value = fold(name), one_line(value)
        if folded in _SUBJECTS:
            canonical, value = "title", _REPLY.sub("", value, count=1)
        elif folded in _DATES:
            canonical, value = "date", _date(value, line)
        elif folded in _SENDERS:
            canonical, value = "author", "" if _NO_NAME.search(value) else value.strip("\"'")
        elif _is_field(name):
            continue
        else:
            yield Header(canonical_name(name), value, line)
            continue
        if value and canonical not in given:
            given.add(canonical)
            yield Header(canonical, value, line)


def _date(value: str, line: int) -> str:
    """Return the date that `value` begins with; comments such as `(CET)` may follow."""
    end = date_end(value)
    if value and not end:
        raise not_a_date(value, line)
    return value[:end]
