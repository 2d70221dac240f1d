"""Translation memories in TMX 1.4b (LISA, 2005), which every translation program reads.

One <tu> a pair. Markup stands in <bpt>, <ept> and <ph>, in its HTML form. TMX has no attribute for the state
of a pair: the property `x-state` says `translated` (a draft) or `reviewed`, and a draft names in `creationid`
what made it. What the checks found is a <note>.
"""

from collections.abc import Iterable, Iterator

from enregard.article.article import MarkKind, State, Text
from enregard.export.codes import Code, Role, numbers, pieces
from enregard.export.colophon import Colophon
from enregard.export.units import Item, Unit
from enregard.system.xml import xml_text, xml_value

_TYPES = {
    MarkKind.EMPHASIS: "italic",
    MarkKind.STRONG: "bold",
    MarkKind.LINK: "link",
    MarkKind.IMAGE: "image",
    MarkKind.FOOTNOTE: "fnote",
    MarkKind.BREAK: "lb",
}
"""The standard's own words; others begin with `x-`."""


def tmx(articles: Iterable[tuple[Item, list[Unit]]], colophon: Colophon, version: str) -> Iterator[str]:
    """The memory of `articles`, piece by piece. Sentences without a translation or words are left out."""
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
        f'<header creationtool="enregard" creationtoolversion="{xml_value(version)}" segtype="sentence" '
        'o-tmf="gettext PO" adminlang="en" srclang="fr" datatype="html">\n'
    )
    for name, said in colophon.facts():
        yield _prop(name, said)
    yield "</header>\n<body>\n"
    for item, units in articles:
        props = _of_article(item)
        for unit in units:
            yield _unit(item, unit, props)
    yield "</body>\n</tmx>\n"


def _prop(name: str, said: str) -> str:
    return f'<prop type="x-{name}">{xml_text(said)}</prop>\n'


def _of_article(item: Item) -> str:
    """What each pair of an article says of it."""
    facing = item.article
    article = facing.article
    said = [("file", f"seeds/{article.path.as_posix()}"), ("title", facing.title)]
    said += [("date", article.date.iso)] if article.date else []
    said += [("source", article.source)] if article.source else []
    return "".join(_prop(name, what) for name, what in said)


def _unit(item: Item, unit: Unit, props: str) -> str:
    facing = unit.facing
    source, target = facing.sentence.text, facing.target
    reviewed = facing.state is State.REVIEWED
    # the standard wants no white space in a tuid
    place = "%20".join(f"seeds/{item.article.article.path.as_posix()}".split())
    notes = "".join(
        f"<note>{xml_text(f'{found.kind}: {found.reason}')}</note>\n" for found in facing.findings
    )
    maker = f' creationid="{xml_value(facing.engine)}"' if facing.engine and not reviewed else ""
    return (
        f'<tu tuid="{xml_value(place)}#{unit.number}">\n{notes}{props}'
        + _prop("place", unit.place)
        + _prop("state", "reviewed" if reviewed else "translated")
        + f'<tuv xml:lang="fr"><seg>{_segment(source, range(1, len(source.marks) + 1))}</seg></tuv>\n'
        f'<tuv xml:lang="en"{maker}><seg>{_segment(target, numbers(source, target))}</seg></tuv>\n'
        "</tu>\n"
    )


def _segment(content: Text, numbered: Iterable[int]) -> str:
    """A text with its codes. `x` ties those of the two languages, `i` the two ends of a pair."""
    if not content.marks:
        return xml_text(content.plain)
    return "".join(
        xml_text(piece) if isinstance(piece, str) else _code(piece)
        for piece in pieces(content, list(numbered))
    )


def _code(code: Code) -> str:
    inside = xml_text(code.native)
    if code.role is Role.CLOSE:
        return f'<ept i="{code.number}">{inside}</ept>'
    kind = _TYPES.get(code.mark.kind, f"x-{code.mark.kind.value}")
    if code.role is Role.OPEN:
        return f'<bpt i="{code.number}" x="{code.number}" type="{kind}">{inside}</bpt>'
    return f'<ph x="{code.number}" type="{kind}">{inside}</ph>'
