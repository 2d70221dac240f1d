"""Read PO files: from another copy of the publication, Weblate, an editor or po4a.

Entries of po4a are whole paragraphs of Markdown, so entries are also read as Markdown.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from enregard.errors import EnregardError
from enregard.importing.pairs import Pair, Pieces, pieces_of
from enregard.seeds.markdown import read_blocks
from enregard.seeds.notes import Notes
from enregard.translate.markup.placeholders import is_untranslated
from enregard.translate.record.comments import engine_of, with_joined
from enregard.translate.record.joins import joined_sources
from enregard.translate.record.po import parse_po, read_bytes

_MARKDOWN = frozenset("*_`[]<\\&~")


def read(path: Path, name: str, languages: set[str]) -> Iterator[list[Pair]]:
    """Read each translated entry, obsolete ones last; none if the file is in a language other than English.

    The languages of the file are added to `languages`; it is from French unless it says otherwise.
    """
    file = parse_po(read_bytes(path, str(path)), str(path))
    language = file.metadata.get("Language", "").strip() if file is not None else ""
    if file is not None:
        languages.update({language or "en", file.metadata.get("X-Source-Language", "").strip() or "fr"})
    if file is None or not (language or "en").lower().startswith("en"):  # None only if just deleted
        return
    entries = sorted(file, key=lambda entry: bool(entry.obsolete))
    joined = joined_sources(entries)
    for at, entry in enumerate(entries):
        if not entry.msgid or is_untranslated(entry.msgstr, entry.msgid):
            continue
        pair = Pair(
            (joined.get(at, entry.msgid),),
            (entry.msgstr,),
            name,
            entry.linenum or 1,
            reviewed=not entry.fuzzy,
            engine=engine_of(entry.comment) if entry.fuzzy else "",
            notes=tuple(filter(None, map(str.strip, with_joined(entry.tcomment, None).splitlines()))),
            first=entry.msgid if at in joined else "",
        )
        unit = [pair]
        if at not in joined and not _MARKDOWN.isdisjoint(entry.msgid):
            source, target = _markdown(entry.msgid, "fr "), _markdown(entry.msgstr, "en ")
            if source and target:
                unit.append(replace(pair, source=source, target=target))
        yield unit


def _markdown(string: str, prefix: str) -> Pieces:
    """Split a paragraph of Markdown into words and codes; return () if it is not one paragraph.

    `prefix` distinguishes the codes of the two languages, which nothing links.
    """
    try:
        blocks = read_blocks(string.split("\n"), 1, Notes(), allow_html=False)
    except EnregardError:
        return ()
    if len(blocks) != 1 or blocks[0].text is None:
        return ()
    return pieces_of(blocks[0].text, prefix)
