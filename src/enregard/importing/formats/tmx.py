"""Read translation memories in TMX 1.1 to 1.4, from any program, one unit at a time."""

from collections.abc import Iterable, Iterator

from enregard.importing.formats.inline_xml import note_texts, read_content
from enregard.importing.formats.xml_stream import Found
from enregard.importing.pairs import Pair, unit_number
from enregard.translate.record.comments import note_of

NAMES = frozenset({"tu", "header"})
"""The elements to read."""

_OWN = "enregard"
_CONFIRMED = frozenset({"approvedtranslation", "approvedsignoff", "reviewed", "final", "signed-off"})


def read(elements: Iterable[Found], name: str, languages: set[str]) -> Iterator[list[Pair]]:
    """Read each unit as pairs of its French with each of its English texts. Add to `languages`."""
    is_own = False
    for found in elements:
        if found.element.tag == "header":
            is_own = found.element.get("creationtool") == _OWN
        elif found.element.tag == "tu":
            languages.update(variant.get("lang", "") for variant in found.element.iter("tuv"))
            yield list(_unit(found, name, is_own))


def _unit(found: Found, name: str, is_own: bool) -> Iterator[Pair]:
    unit = found.element
    french, english = (
        [variant for variant in unit.iter("tuv") if variant.get("lang", "").lower().startswith(language)]
        for language in ("fr", "en")
    )
    if not french or not english:
        return
    props = {prop.get("type", "").lower(): (prop.text or "").strip() for prop in unit.iter("prop")}
    seed, _, number = unit.get("tuid", "").rpartition("#") if is_own else ("", "", "")
    notes = note_texts(unit.iter("note"))
    if is_own:  # the others are findings, which an import determines again
        notes = tuple(note for note in notes if note_of(note))
    states = {props.get(name, "").lower() for name in ("x-state", "x-confirmationlevel")}
    source = read_content(french[0].find("seg"))
    for variant in english:
        yield Pair(
            source,
            read_content(variant.find("seg")),
            name,
            found.line,
            reviewed=bool(states & _CONFIRMED),
            engine=variant.get("creationid", "") if is_own else "",
            seed=seed,
            number=unit_number(number),
            changed=variant.get("changedate") or unit.get("changedate") or unit.get("creationdate") or "",
            notes=notes,
        )
