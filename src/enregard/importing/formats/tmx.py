"""Reads translation memories in TMX 1.1 to 1.4, from any program, one unit at a time."""

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from enregard.importing.formats.inline_xml import content, words_of
from enregard.importing.formats.xml_stream import Found
from enregard.importing.pairs import Pair, place_number

WANTED = frozenset({"tu", "header"})

_OWN = "enregard"
_CONFIRMED = frozenset({"approvedtranslation", "approvedsignoff", "reviewed", "final", "signed-off"})


def units(found: Iterable[Found], file: str) -> Iterator[list[Pair]]:
    """The French of each unit with each of its English texts. The elements `found` are those of `WANTED`."""
    own = False
    for each in found:
        if each.element.tag == "header":
            own = each.element.get("creationtool") == _OWN
        elif each.element.tag == "tu":
            yield list(_unit(each, file, own))


def _unit(found: Found, file: str, own: bool) -> Iterator[Pair]:
    unit = found.element
    french = [variant for variant in unit.iter("tuv") if _language(variant).startswith("fr")]
    english = [variant for variant in unit.iter("tuv") if _language(variant).startswith("en")]
    if not french or not english:
        return
    props = {prop.get("type", "").lower(): (prop.text or "").strip() for prop in unit.iter("prop")}
    seed, number = _place(unit.get("tuid", "")) if own else ("", 0)
    # what the checks found is written as notes by this program, and found again
    notes = () if own else words_of(unit.iter("note"))
    said = {props.get(name, "").lower() for name in ("x-state", "x-confirmationlevel")}
    source = content(french[0].find("seg"))
    for variant in english:
        yield Pair(
            source,
            content(variant.find("seg")),
            file,
            found.line,
            reviewed=bool(said & _CONFIRMED),
            engine=variant.get("creationid", "") if own else "",
            seed=seed,
            number=number,
            changed=variant.get("changedate") or unit.get("changedate") or unit.get("creationdate") or "",
            notes=notes,
        )


def _language(variant: Element) -> str:
    return variant.get("lang", "").lower()


def _place(tuid: str) -> tuple[str, int]:
    """The seed and the number of a sentence that this program exported."""
    seed, _, number = tuid.rpartition("#")
    return seed, place_number(number)
