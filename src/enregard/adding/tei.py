"""Read TEI, the XML of scholarly editions (https://tei-c.org/guidelines/p5/)."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from enregard.adding import metadata
from enregard.adding.document import (
    Document,
    Headers,
    Losses,
    Node,
    figure,
    heading,
    image,
    link,
    paragraph,
    styled,
    table,
    text,
)
from enregard.adding.limits import parse_xml
from enregard.errors import EnregardError
from enregard.messages import _, marked

_PARAGRAPHS = frozenset(
    """
    p ab opener closer salute signed dateline byline trailer stage argument docTitle docAuthor docDate
    docImprint docEdition imprimatur titlePart bibl label speaker lem castItem
    """.split()  # noqa: SIM905
)
_DIVISIONS = frozenset(
    """
    text body front back group div div0 div1 div2 div3 div4 div5 div6 div7 titlePage sp floatingText epigraph
    cit castList listBibl postscript spGrp
    """.split()  # noqa: SIM905
)
_BLOCKS = (
    _PARAGRAPHS | _DIVISIONS | {"head", "lg", "l", "list", "table", "figure", "quote", "q", "eg", "milestone"}
)
_DROPPED = frozenset(
    "fw pb cb gb anchor index del surplus orig sic abbr am teiHeader note".split()  # noqa: SIM905
)
_CHOICES = {"choice": ("reg", "corr", "expan", "unclear"), "app": ("lem",), "subst": ("add",)}
_STYLES = {
    "Emph": ("i", "it", "ital", "italic", "italics", "italique"),
    "Strong": ("b", "bold", "gras", "strong"),
    "Superscript": ("sup", "super", "superscript", "exposant"),
    "Subscript": ("sub", "subscript", "indice"),
    "Underline": ("u", "underline", "souligne"),
    "Strikeout": ("s", "strike", "strikethrough"),
}
_BY_NAME = {name: kind for kind, names in _STYLES.items() for name in names}
_EMPHATIC = frozenset({"emph", "title", "foreign", "mentioned", "soCalled"})
_BLANK = re.compile(r"[^\S\u00a0\u202f]+")
_WORD = re.compile(r"[\w-]+")
_LONGEST_MARK = 4  # characters of a reference to a footnote
_ANALYTIC = frozenset({"a", "s", "j", "u"})


def read_tei(data: bytes, picture: Callable[[str], bytes]) -> list[Document]:
    """Read the text, or each text of a corpus. Raises EnregardError, without a path."""
    root = parse_xml(data)
    found = [*root.iter("TEI"), *root.iter("TEI.2")]
    if not found:
        raise EnregardError(_("is not TEI: its root should be <TEI>"))
    documents = []
    for number, element in enumerate(found, 1):
        header = element.find("teiHeader")
        headers = _headers(header if header is not None else Element("teiHeader"))
        body = next(element.iter("text"), None)
        if body is None:
            continue
        headers["lang"] = body.get("lang", element.get("lang", str(headers.get("lang", ""))))
        reader = _Reader(picture, {note.get("id", ""): note for note in element.iter("note")})
        blocks = reader.blocks(body, 1)
        is_one = len(found) == 1
        documents.append(
            Document(
                blocks,
                headers,
                name="" if is_one else f"{number:02} {headers['title'] or ''}".strip(),
                part="" if is_one else element.get("id", str(number)),
                pictures=reader.pictures,
                losses=reader.losses,
            )
        )
    return documents


def _headers(header: Element) -> Headers:
    """Return front matter from a TEI header."""
    names = header.iterfind("fileDesc/titleStmt/title")
    titles = [title for title in names if title.get("type", "main") in ("main", "full", "statement")]
    places = ("profileDesc/creation//date", "fileDesc/sourceDesc//date", "fileDesc/publicationStmt//date")
    dates = [each for place in places for each in header.iterfind(place)]
    when = (each.get("when") or _words(each) for each in dates)
    publisher = header.find("fileDesc/sourceDesc//publisher")
    if publisher is None:
        publisher = header.find("fileDesc/publicationStmt/publisher")
    address = header.find("fileDesc/publicationStmt//idno[@type='URL']")
    language = header.find("profileDesc/langUsage/language")
    return {
        "title": " ".join(_words(title) for title in titles[:1]),
        "author": [_name(author) for author in header.iterfind("fileDesc/titleStmt/author")],
        "date": next(filter(None, map(metadata.date, when)), ""),
        "source": "" if publisher is None else _words(publisher),
        "url": "" if address is None else _words(address),
        "lang": "" if language is None else language.get("ident", ""),
        "tags": [_words(term) for term in header.iterfind("profileDesc/textClass/keywords//term")],
        "description": " ".join(_words(each) for each in header.iterfind("profileDesc/abstract")),
    }


def _name(author: Element) -> str:
    """Return the name of an author: the words, or the key of an authority file, `Gide, André (1869-1951)`."""
    last, _, first = author.get("key", "").partition("(")[0].partition(",")
    return _words(author) or metadata.one_line(f"{first} {last}" if last.istitle() or first else "")


def _words(element: Element) -> str:
    return metadata.one_line("".join(element.itertext()))


@dataclass(slots=True)
class _Reader:
    picture: Callable[[str], bytes]
    notes: dict[str, Element]
    """The notes by their ids, which references may lead to."""
    used: set[int] = field(default_factory=set)
    """The notes that have been read where a reference leads to them."""
    pictures: dict[str, bytes] = field(default_factory=dict)
    losses: Losses = field(default_factory=Losses)

    def blocks(self, element: Element, level: int) -> list[Node]:
        """Return the blocks in a division at a level of headings; loose text becomes paragraphs."""
        found: list[Node] = []
        loose: list[Node] = []

        def close() -> None:
            inlines = _trimmed(loose)
            if inlines:
                found.append(paragraph(inlines))
            loose.clear()

        loose += _text(element.text)
        for child in element:
            if child.tag in _BLOCKS and not (child.tag in ("q", "quote") and not self._has_blocks(child)):
                close()
                found += self._block(child, level)
            elif child.tag in ("pb", "lb", "cb"):
                loose += [{"t": "Space"}]
            else:
                loose += self._inline(child)
            loose += _text(child.tail)
        close()
        return found

    def _has_blocks(self, element: Element) -> bool:
        return any(child.tag in _BLOCKS for child in element)

    def _block(self, element: Element, level: int) -> list[Node]:
        name = element.tag
        if name in (
            "text",
            "body",
            "front",
            "back",
            "group",
            "titlePage",
            "sp",
            "cit",
            "epigraph",
            "castList",
        ):
            return self.blocks(element, level)
        if name in _DIVISIONS:
            return self.blocks(element, level + 1)
        if name == "head":
            return self._head(element, level)
        if name == "lg":
            return [*self._verse(element)]
        if name == "list":
            return self._list(element, level)
        if name == "table":
            return self._table(element, level)
        if name == "figure":
            return self._figure(element, level)
        if name in ("quote", "q"):
            return [{"t": "BlockQuote", "c": self.blocks(element, level)}]
        if name == "eg":
            return [{"t": "CodeBlock", "c": [["", [], []], "".join(element.itertext()).strip("\n")]}]
        if name == "milestone":
            return [{"t": "HorizontalRule"}] if element.get("unit") in ("section", "hr", "rule") else []
        if name == "l":
            return [paragraph(self.inlines(element))]
        if self._has_blocks(element):
            return self.blocks(element, level)
        inlines = self.inlines(element)
        if name == "speaker":
            inlines = [styled("Strong", inlines)]
        elif name == "stage":
            inlines = [styled("Emph", inlines)]
        return [paragraph(inlines)] if inlines else []

    def _head(self, element: Element, level: int) -> list[Node]:
        inlines = self.inlines(element)
        return [heading(min(6, max(1, level - 1)), inlines)] if inlines else []

    def _verse(self, element: Element) -> Iterator[Node]:
        """Yield the stanzas of a group of verses."""
        lines: list[list[Node]] = []
        for child in element:
            if child.tag == "l":
                lines.append(self.inlines(child))
            elif child.tag not in _DROPPED:
                yield from _stanza(lines)
                lines = []
                yield from self._block(child, 6)
        yield from _stanza(lines)

    def _list(self, element: Element, level: int) -> list[Node]:
        items = []
        term: Element | None = None
        terms = []
        found = self._head(element.find("head") or Element("head"), level)
        for child in element:
            if child.tag == "label":
                term = child
            elif child.tag == "item" and term is not None:
                terms.append([self.inlines(term), [self.blocks(child, level)]])
                term = None
            elif child.tag == "item":
                items.append(self.blocks(child, level))
        if terms:
            found.append({"t": "DefinitionList", "c": terms})
        if items and element.get("rend", element.get("type", "")) in ("numbered", "ordered"):
            found.append({"t": "OrderedList", "c": [[1, {"t": "Decimal"}, {"t": "Period"}], items]})
        elif items:
            found.append({"t": "BulletList", "c": items})
        return found

    def _table(self, element: Element, level: int) -> list[Node]:
        rows = [
            [self.blocks(cell, level) for cell in row.iterfind("cell")] for row in element.iterfind("row")
        ]
        head = element.find("row")
        is_headed = head is not None and head.get("role") == "label"
        found = self._head(element.find("head") or Element("head"), level)
        return [*found, table(rows, head=int(is_headed))] if rows else found

    def _figure(self, element: Element, level: int) -> list[Node]:
        described = element.find("figDesc")
        words = text(_words(described)) if described is not None else []
        inner: list[Node] = [
            paragraph([image(self._address(graphic), words)]) for graphic in element.iterfind("graphic")
        ]
        caption: list[Node] = []
        for child in element:
            if child.tag in ("head", "p", "ab"):
                caption += [paragraph(self.inlines(child))]
            elif child.tag in _BLOCKS:
                inner += self._block(child, level)
        return [figure(inner, caption)] if inner else caption

    def _address(self, graphic: Element) -> str:
        address = graphic.get("url", "")
        if address not in self.pictures and (content := self.picture(address)):
            self.pictures[address] = content
        return address

    def inlines(self, element: Element) -> list[Node]:
        """Return the words in an element, without blanks at their ends."""
        return _trimmed(self._inlines(element))

    def _inlines(self, element: Element) -> list[Node]:
        found = _text(element.text)
        for child in element:
            found += self._inline(child)
            found += _text(child.tail)
        return found

    def _inline(self, element: Element) -> list[Node]:
        name = element.tag
        if name == "note":
            return [] if id(element) in self.used else [{"t": "Note", "c": self.blocks(element, 6)}]
        if name in ("lb", "br"):
            if element.get("break") == "no":
                return []
            return [{"t": "LineBreak"}] if element.get("rend") == "break" else [{"t": "Space"}]
        if name == "gap":
            self.losses.dropped[marked("gap* in the text, marked with […]")] += 1
            return text("[…]")
        if name in _CHOICES:
            return self._choice(element, _CHOICES[name])
        if name in _DROPPED:
            return []
        if name == "graphic":
            return [image(self._address(element), [])]
        if name in ("ref", "ptr"):
            return self._reference(element)
        if name in ("code", "formula"):
            return [{"t": "Code", "c": [["", [], []], _words(element)]}]
        inner = self._inlines(element)
        if name == "hi":
            for word in _WORD.findall(element.get("rend", element.get("rendition", "")).lower()):
                inner = [styled(_BY_NAME[word], inner)] if word in _BY_NAME else inner
            return inner
        if name == "q" or (name == "quote" and "".join(element.itertext()).strip()):
            return inner
        return (
            [styled("Emph", inner)] if name in _EMPHATIC and element.get("level") not in _ANALYTIC else inner
        )

    def _choice(self, element: Element, names: Iterable[str]) -> list[Node]:
        chosen = next((child for name in names if (child := element.find(name)) is not None), None)
        if chosen is None:
            chosen = next(iter(element), None)
        return self._inlines(chosen) if chosen is not None else []

    def _reference(self, element: Element) -> list[Node]:
        target = element.get("target", "")
        note = self.notes.get(target[1:]) if target.startswith("#") else None
        if note is not None and id(note) not in self.used and len(_words(element)) <= _LONGEST_MARK:
            self.used.add(id(note))
            return [{"t": "Note", "c": self.blocks(note, 6)}]
        words = self._inlines(element)
        return [link(words or text(target), target)] if target and not target.startswith("#") else words


def _stanza(lines: list[list[Node]]) -> Iterator[Node]:
    if any(lines):
        yield {"t": "LineBlock", "c": [line for line in lines if line]}


def _text(words: str | None) -> list[Node]:
    return text(_BLANK.sub(" ", words)) if words else []


def _trimmed(inlines: list[Node]) -> list[Node]:
    """Return inlines without blanks at their ends and without doubled ones."""
    found: list[Node] = []
    for node in inlines:
        words = " " if node["t"] == "Space" else str(node["c"]) if node["t"] == "Str" else None
        if words is not None and (not found or _ends_blank(found[-1])):
            words = words.lstrip(" ")
        if words is None:
            found.append(node)
        elif words:
            found += text(words)
    while found and found[-1]["t"] == "Str" and not found[-1]["c"].strip(" "):
        found.pop()
    if found and found[-1]["t"] == "Str":
        found[-1] = text(found[-1]["c"].rstrip(" "))[0]
    return found


def _ends_blank(node: Node) -> bool:
    return bool(node["t"] == "Str" and node["c"].endswith(" "))
