"""Read XLIFF 2.x and 1.2, with the extensions of Trados and memoQ, one unit at a time."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from enregard.importing.formats.inline_xml import note_texts, read_content
from enregard.importing.formats.xml_stream import Found
from enregard.importing.pairs import Pair, Pieces, unit_number
from enregard.translate.record.comments import note_of

NAMES = frozenset({"unit", "trans-unit"})
"""The elements to read."""

_REVIEWED = frozenset({"reviewed", "final", "signed-off"})
_REVIEWED_ELSEWHERE = frozenset(
    {"approvedtranslation", "approvedsignoff", "proofread", "reviewer1confirmed", "reviewer2confirmed"}
)
"""What Trados (`conf`) and memoQ (`status`) call a sentence that a second person approved."""

_OWN = "enregard:"


def read(elements: Iterable[Found], name: str, languages: set[str]) -> Iterator[list[Pair]]:
    """Read the segments of each unit, and the whole unit if it has several. Add to `languages`.

    Units in a language other than English, and those that are not to be translated, are left out.
    """
    for found in elements:
        languages.update(_languages(found))
        if not _is_english(found) or _inherited(found, "translate") == "no":
            continue
        if found.element.tag == "unit":
            yield list(_unit(found, name))
        elif found.element.tag == "trans-unit":
            yield list(_trans_unit(found, name))


def _is_english(found: Found) -> bool:
    """Return whether the surrounding elements name English as the target language, or no language.

    The source language does not matter: Translate Toolkit calls every source English, and only French texts
    match a sentence.
    """
    target = _inherited(found, "trgLang") or _inherited(found, "target-language") or "en"
    return target.lower().startswith("en")


def _languages(found: Found) -> set[str]:
    names = ("srcLang", "trgLang", "source-language", "target-language")
    return {_inherited(found, name) for name in names}


def _inherited(found: Found, name: str) -> str:
    """Return an attribute of an element or, if it has none, of the nearest element around it; else empty."""
    every = (found.element.attrib, *(attributes for _, attributes in reversed(found.around)))
    return next((attributes[name] for attributes in every if name in attributes), "")


def _unit(found: Found, name: str) -> Iterator[Pair]:
    """Read a <unit> of XLIFF 2."""
    unit = found.element
    data = {each.get("id", ""): "".join(each.itertext()) for each in unit.iterfind("originalData/data")}
    is_own = any(tag == "group" and attrs.get("type", "").startswith(_OWN) for tag, attrs in found.around)
    notes = note_texts(unit.iterfind("notes/note"))
    if is_own:  # the others are findings, which an import determines again
        notes = tuple(note for note in notes if note_of(note))
    seed, number = "", 0
    if is_own:
        seed = next((attrs.get("original", "") for tag, attrs in found.around if tag == "file"), "")
        number = unit_number(unit.get("id", "").removeprefix("u"))
    segments, parts = [], []
    for part in unit:
        if part.tag not in ("segment", "ignorable"):
            continue
        state = part.get("subState", "")
        source, target = part.find("source"), part.find("target")
        pair = Pair(
            read_content(source, data),
            read_content(target if target is not None or part.tag == "segment" else source, data),
            name,
            found.line,
            reviewed=part.get("state") in _REVIEWED,
            engine=re.sub(r"-(?=\d[^-]*$)", " ", state.removeprefix(_OWN)) if state.startswith(_OWN) else "",
            seed=seed,
            number=number,
            notes=notes,
        )
        parts.append(pair)
        if part.tag == "segment":
            segments.append(pair)
    yield from (pair for pair in segments if pair.target)
    if len(segments) > 1 and all(pair.target for pair in segments):
        yield replace(
            segments[0],
            source=tuple(piece for pair in parts for piece in pair.source),
            target=tuple(piece for pair in parts for piece in pair.target),
            reviewed=all(pair.reviewed for pair in segments),
        )


def _trans_unit(found: Found, name: str) -> Iterator[Pair]:
    """Read a <trans-unit> of XLIFF 1.2: its segments, if any, and the whole unit."""
    unit = found.element
    source, target = unit.find("source"), unit.find("target")
    if source is None or target is None:
        return
    whole = Pair(
        read_content(source),
        read_content(target),
        name,
        found.line,
        reviewed=unit.get("approved") == "yes"
        or target.get("state") in _REVIEWED
        or unit.get("status", "").lower() in _REVIEWED_ELSEWHERE,
        notes=note_texts(unit.iterfind("note")),
    )
    french, english = _segments(unit.find("seg-source")), _segments(target)
    states = {seg.get("id", ""): seg.get("conf", "").lower() for seg in unit.iter("seg")}
    segments = [
        replace(
            whole,
            source=french[mid],
            target=english[mid],
            reviewed=whole.reviewed or states.get(mid, "") in _REVIEWED_ELSEWHERE,
        )
        for mid in french
        if english.get(mid)
    ]
    yield from segments
    if whole.target and not (len(segments) == 1 and segments[0].target == whole.target):
        yield whole


def _segments(element: Element | None) -> dict[str, Pieces]:
    """Return the content of each segment by its id."""
    if element is None:
        return {}
    return {
        mark.get("mid", ""): read_content(mark) for mark in element.iter("mrk") if mark.get("mtype") == "seg"
    }
