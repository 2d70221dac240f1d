"""Read documents in text formats that Pandoc knows: DocBook, JATS, MediaWiki, LaTeX, notebooks, RTF."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from enregard.adding import metadata, pandoc
from enregard.adding.complete import missing, words_in
from enregard.adding.document import Document, Losses
from enregard.adding.limits import scan_xml
from enregard.adding.markdown import texts
from enregard.adding.office import pictures_in
from enregard.errors import EnregardError
from enregard.messages import _
from enregard.system.encoding import decode_utf8

Pictures = Callable[[str], bytes]
"""Returns the picture at an address in a document; nothing if it has none."""

_FORMATS = {
    "docbook": "docbook",
    "jats": "jats",
    "mediawiki": "mediawiki",
    "latex": "latex",
    "ipynb": "ipynb",
    "rtf": "rtf",
}
_XML = ("docbook", "jats")
_CATEGORY = re.compile(r"(?:catégorie|category)\s*:\s*([^|]{1,100})", re.IGNORECASE)
_SKIPPED = frozenset(
    """
    fonttbl colortbl stylesheet info listtable listoverridetable rsidtbl generator xmlnstbl pict object
    fldinst themedata colorschememapping datastore latentstyles header headerl headerr headerf footer
    footerl footerr footerf bkmkstart bkmkend pgdsctbl listtext pntext mmathPr userprops shppict nonshppict
    """.split()  # noqa: SIM905
)
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.DOTALL
)
_ENDS = frozenset({b"par", b"cell", b"row", b"line", b"sect", b"page", b"tab"})


def read_markup(data: bytes, form: str, picture: Pictures) -> list[Document]:
    """Read a document in one of these formats. Raises EnregardError, without a path."""
    if form in _XML:
        scan_xml(data)
    elif form == "rtf":
        return [_read_rtf(data)]
    else:
        decode_utf8(data)
    found = pandoc.read(data, _FORMATS[form])
    categories = _take_wiki_links(found.get("blocks", [])) if form == "mediawiki" else []
    read = document(found, picture)
    return [replace(read, headers={**read.headers, "tags": categories}) if categories else read]


def _take_wiki_links(blocks: list[Any]) -> list[str]:
    """Put their words in the place of links to other pages of the wiki, and return the page's categories."""
    categories: list[str] = []
    pending: list[Any] = [blocks]
    while pending:
        at = pending.pop()
        if isinstance(at, dict):
            pending.append(at.get("c"))
        elif isinstance(at, list):
            found: list[Any] = []
            for item in at:
                if isinstance(item, dict) and item.get("t") == "Link" and "wikilink" in item["c"][0][1]:
                    _attributes, words, (address, _title) = item["c"]
                    category = _CATEGORY.fullmatch(address)
                    found += [] if category else words
                    categories += [category[1]] if category else []
                else:
                    found.append(item)
            at[:] = found
            pending += reversed(found)
    return categories


def document(found: dict[str, Any], picture: Pictures, losses: Losses | None = None) -> Document:
    """Return a document that Pandoc read, with its pictures."""
    blocks = found.get("blocks", [])
    pictures = {address: content for address in pictures_in(blocks) if (content := picture(address))}
    headers = metadata.from_pandoc(found.get("meta", {}))
    return Document(blocks, headers, pictures=pictures, losses=losses or Losses())


def _read_rtf(data: bytes) -> Document:
    """Read a rich text file. Raises EnregardError if Pandoc leaves out words, as it does with some files."""
    found = pandoc.read(data, "rtf")
    read = document(found, lambda _: b"")
    lost = [*missing(rtf_paragraphs(data), [*words_in(read.headers), *texts(read.blocks)])]
    if lost:
        raise EnregardError(
            _(
                "would lose words, such as “{words}”: open it in Word or LibreOffice and save it as "
                ".docx or .odt",
                words=str(lost[0].strip())[:60],
            )
        )
    return read


def rtf_paragraphs(data: bytes) -> list[str]:
    """Return the words of each paragraph of a rich text file."""
    found: list[str] = []
    words: list[str] = []
    groups: list[tuple[bool, int]] = []  # whether text is skipped, and how many bytes follow \\u
    skipped, fallback = False, 1
    codec, pending, starts = "cp1252", 0, False
    for match in _TOKEN.finditer(data):
        name, number, byte, sign, brace, text = match.groups()
        starting, starts = starts, brace == b"{"
        if brace == b"{":
            groups.append((skipped, fallback))
        elif brace == b"}":
            skipped, fallback = groups.pop() if groups else (False, 1)
        elif sign == b"*" and starting:
            skipped = True
        elif name in (b"ansicpg",):
            codec = _codec(number)
        elif name == b"uc":
            fallback = int(number or 1)
        elif name == b"footnote":  # LibreOffice marks them as if they could be ignored
            skipped = False
            found.append("".join(words))
            words = []
        elif skipped:
            continue
        elif name == b"u":
            words.append(_character(int(number or 0)))
            pending = fallback
        elif name in _ENDS:
            found.append("".join(words))
            words = []
        elif name is not None:
            skipped = starting and name.decode() in _SKIPPED
        elif byte is not None:
            if pending:
                pending -= 1
            else:
                words.append(bytes.fromhex(byte.decode()).decode(codec, "replace"))
        elif text is not None:
            plain = text[pending:]
            pending = max(0, pending - len(text))
            words.append(plain.decode(codec, "replace"))
        elif sign is not None and sign in b"~-_{}\\":
            words.append(" ")
    return [*found, "".join(words)]


def _codec(number: bytes | None) -> str:
    codec = f"cp{(number or b'1252').decode()}"
    try:
        "".encode(codec)
    except LookupError:
        return "cp1252"
    return codec


def _character(number: int) -> str:
    number %= 65536
    return " " if 0xD800 <= number < 0xE000 else chr(number)
