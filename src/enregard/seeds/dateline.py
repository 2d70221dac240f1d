"""Read agency datelines: place, day and agency of `KABOUL, 25 juillet (Reuters) -`."""

import re

from enregard.article.article import Dateline
from enregard.seeds.dates import MONTHS, WEEKDAYS

_DAY = (
    rf"(?i:(?:(?:{WEEKDAYS})\s+)?(?:1er|[0-9]{{1,2}})\s+"
    rf"(?:{MONTHS})\b\.?(?:\s+[0-9]{{4}})?|[0-9]{{1,2}}/[0-9]{{1,2}}(?:/[0-9]{{2,4}})?"
    rf"|(?:{WEEKDAYS})\b)"
)
CAPITALS = "A-ZÀ-ÖØ-ÞŒ"
"""The capital letters of French, for a pattern."""

_DATELINE = re.compile(
    rf"""(?P<place>[{CAPITALS}](?:[^\W\d_]|[\s.'’/-]|,\s(?=[{CAPITALS}])){{1,60}}?
         (?:\s*\([^()]{{2,40}}\))??)            # a region, tried last: (AFP) alone is an agency
        (?:\s*,\s*(?:[Ll]e\s+)?(?P<day>{_DAY}))?
        (?:\s*,?\s*\((?P<agency>[^()]{{2,40}})\))?
        \s*(?:(?P<dash>(?<=[\s)])(?:--|[-–—])(?=[\s{CAPITALS}«"“]|$))|$)""",
    re.VERBOSE,
)
_AGENCY_OR_DASH = re.compile(r"[\s()](?:(?<=\()|[-–—])")
"""What every dateline has; most texts begin without."""
_AGENCIES = frozenset(
    # Agencies whose datelines appear in the French press, in lower case.
    """
    aa abp aci acp adn adnkronos afp agp aib aip ami anadolu ani anp ansa antara aof ap apa apanews aps ats
    awp belga bloomberg bta cnw ctk dpa efe fides interfax ips irna keystone-ats kuna kyodo lusa map mti ntb
    pana pap ria sana sda sputnik sta tanjug tap tasr tass upi wafa xinhua yonhap reuters
    """.split()  # noqa: SIM905
)
_PARTICLES = frozenset("à au aux d de des du en et l la le lès les lez près sous sur".split())  # noqa: SIM905
_LONGEST = 240


def find_dateline(plain: str) -> Dateline | None:
    """Return the dateline at the start of `plain`, the text of a first paragraph, or None.

    Prose can look similar, so the place must come with a day and an agency, or with a known agency (unlike
    `PARIS (Loire)`). A place in capitals may come with only a day. A dash must follow, unless the paragraph
    ends with the agency and has a day or a place in capitals.
    """
    head = plain[:_LONGEST]
    match = _DATELINE.match(head) if _AGENCY_OR_DASH.search(head) else None
    if match is None or (match["dash"] is None and len(plain) > _LONGEST):
        return None
    place, day, agency = match["place"], match["day"], match["agency"]
    name = re.sub(r"\s*\(.*", "", place)
    if agency is not None:
        sure = day is not None or (_is_agency(agency) and (match["dash"] is not None or name.isupper()))
    else:
        sure = day is not None and match["dash"] is not None and name.isupper()
    if not sure or not _is_place(name):
        return None
    return Dateline(text=match[0].rstrip(), place=place, day=day, agency=agency and agency.strip())


def _is_agency(text: str) -> bool:
    """Return whether `text` names at least one press agency."""
    parts = re.split(r"\s*(?:[/,+&]|\bet\b)\s*", text.lower())
    return text.startswith("Agence ") or any(part.strip() in _AGENCIES for part in parts)


def _is_place(name: str) -> bool:
    """Return whether every word fits a place name; prose has words in lower case."""
    words = re.findall(r"[^\W\d_]+", name)
    return 0 < len(words) <= 10 and all(word[0].isupper() or word in _PARTICLES for word in words)
