"""Reads XLIFF 2.x and 1.2, also as Trados and memoQ extend it, one unit at a time."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from enregard.importing.formats.inline_xml import content, words_of
from enregard.importing.formats.xml_stream import Found
from enregard.importing.pairs import Pair, Pieces, place_number

WANTED = frozenset({"unit", "trans-unit"})

_REVIEWED = frozenset({"reviewed", "final", "signed-off"})
_REVIEWED_ELSEWHERE = frozenset(
    {"approvedtranslation", "approvedsignoff", "proofread", "reviewer1confirmed", "reviewer2confirmed"}
)
"""What Trados (`conf`) and memoQ (`status`) call a sentence that a second person has approved."""

_OWN = "enregard:"


def units(found: Iterable[Found], file: str) -> Iterator[list[Pair]]:
    """The French and English of the segments of each unit, and of the whole where there are several.

    The elements `found` are those of `WANTED`. Units in another language than English are left out.
    """
    for each in found:
        if not _is_english(each):
            continue
        if each.element.tag == "unit":
            yield list(_unit(each, file))
        elif each.element.tag == "trans-unit":
            yield list(_trans_unit(each, file))


def _is_english(found: Found) -> bool:
    """Whether the elements around say that it is translated into English, or nothing of that.

    What they say of the source is not asked: Translate Toolkit calls every source English, and only a French
    text answers a sentence.
    """
    said: dict[str, str] = {}
    for _, attributes in found.around:
        said |= attributes
    target = said.get("trgLang") or said.get("target-language") or "en"
    return target.lower().startswith("en")


def _unit(found: Found, file: str) -> Iterator[Pair]:
    """What a <unit> of XLIFF 2 holds."""
    unit = found.element
    data = {each.get("id", ""): "".join(each.itertext()) for each in unit.iterfind("originalData/data")}
    own = any(name == "group" and said.get("type", "").startswith(_OWN) for name, said in found.around)
    notes = () if own else words_of(unit.iterfind("notes/note"))
    seed, number = _place(found) if own else ("", 0)
    parts = []
    for part in unit:
        if part.tag not in ("segment", "ignorable"):
            continue
        sub = part.get("subState", "")
        source, target = part.find("source"), part.find("target")
        pair = Pair(
            content(source, data),
            content(target if target is not None or part.tag == "segment" else source, data),
            file,
            found.line,
            reviewed=part.get("state") in _REVIEWED,
            engine=re.sub(r"-(?=\d[^-]*$)", " ", sub.removeprefix(_OWN)) if sub.startswith(_OWN) else "",
            seed=seed,
            number=number,
            notes=notes,
        )
        parts.append((part.tag, pair))
    yield from _with_whole([pair for tag, pair in parts if tag == "segment"], [pair for _, pair in parts])


def _with_whole(segments: list[Pair], parts: list[Pair]) -> Iterator[Pair]:
    """The segments, and all parts as one pair where there are several."""
    yield from (pair for pair in segments if pair.target)
    if len(segments) > 1 and all(pair.target for pair in segments):
        yield replace(
            segments[0],
            source=tuple(piece for pair in parts for piece in pair.source),
            target=tuple(piece for pair in parts for piece in pair.target),
            reviewed=all(pair.reviewed for pair in segments),
        )


def _place(found: Found) -> tuple[str, int]:
    """The seed and the number of a sentence that this program exported."""
    seed = next((said.get("original", "") for name, said in found.around if name == "file"), "")
    return seed, place_number(found.element.get("id", "").removeprefix("u"))


def _trans_unit(found: Found, file: str) -> Iterator[Pair]:
    """What a <trans-unit> of XLIFF 1.2 holds, by its own segments where it has some."""
    unit = found.element
    source, target = unit.find("source"), unit.find("target")
    if source is None or target is None:
        return
    whole = Pair(
        content(source),
        content(target),
        file,
        found.line,
        reviewed=unit.get("approved") == "yes"
        or target.get("state") in _REVIEWED
        or unit.get("status", "").lower() in _REVIEWED_ELSEWHERE,
        notes=words_of(unit.iterfind("note")),
    )
    cut = unit.find("seg-source")
    french, english = _segments(cut), _segments(target)
    conf = {seg.get("id", ""): seg.get("conf", "").lower() for seg in unit.iter("seg")}
    segments = [
        replace(
            whole,
            source=french[mid],
            target=english[mid],
            reviewed=whole.reviewed or conf.get(mid, "") in _REVIEWED_ELSEWHERE,
        )
        for mid in french
        if english.get(mid)
    ]
    yield from segments
    if whole.target and not (len(segments) == 1 and segments[0].target == whole.target):
        yield whole


def _segments(element: Element | None) -> dict[str, Pieces]:
    """The content of each segment by its name."""
    if element is None:
        return {}
    return {mark.get("mid", ""): content(mark) for mark in element.iter("mrk") if mark.get("mtype") == "seg"}
