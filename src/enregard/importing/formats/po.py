"""Reads PO files: of another copy of the publication, from Weblate or an editor, or from po4a.

A file of po4a has a paragraph in each entry, with its Markdown as it is: such an entry is also given with the
markup read.
"""

from collections.abc import Iterator
from pathlib import Path

from enregard.errors import EnregardError
from enregard.importing.pairs import Pair, Pieces, of_text
from enregard.seeds.markdown import read_blocks
from enregard.translate.record.comments import engine_of
from enregard.translate.record.po import parse_po, read_bytes

_MARKDOWN = frozenset("*_`[]<\\&~")


def units(path: Path, file: str) -> Iterator[list[Pair]]:
    """The French and English of each entry that has both, those that are in use before obsolete ones."""
    content = read_bytes(path, str(path))
    found = parse_po(content, path, str(path))
    if found is None:
        raise EnregardError("is not there: name a file", path=path)
    for entry in sorted(found, key=lambda entry: bool(entry.obsolete)):
        if not entry.msgid or not entry.msgstr.strip():
            continue
        notes = tuple(filter(None, (line.strip() for line in entry.tcomment.splitlines())))
        engine = engine_of(entry.comment) if entry.fuzzy else ""

        def pair(source: Pieces, target: Pieces) -> Pair:
            return Pair(
                source,
                target,
                file,
                entry.linenum or 1,  # noqa: B023 - called at once
                reviewed=not entry.fuzzy,  # noqa: B023
                engine=engine,  # noqa: B023
                notes=notes,  # noqa: B023
            )

        made = [pair((entry.msgid,), (entry.msgstr,))]
        if not _MARKDOWN.isdisjoint(entry.msgid):
            source, target = _markdown(entry.msgid, "fr "), _markdown(entry.msgstr, "en ")
            if source and target:
                made.append(pair(source, target))
        yield made


def _markdown(string: str, before: str) -> Pieces:
    """A paragraph of Markdown as words and codes; nothing where it is more, or less.

    The keys of codes have `before` them the language, since nothing ties those of the two.
    """
    try:
        blocks = read_blocks(string.split("\n"), 1, allow_html=False)
    except EnregardError:
        return ()
    if len(blocks) != 1 or blocks[0].text is None:
        return ()
    return of_text(blocks[0].text, before)
