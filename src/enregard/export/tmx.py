"""Write translation memories in TMX 1.4b (LISA, 2005), which every translation program reads.

There is one <tu> per pair. <bpt>, <ept> and <ph> hold markup as HTML. TMX has no attribute for the state of a
pair: the property `x-state` is `translated` (a draft) or `reviewed`, and the `creationid` of a draft is the
engine that made it. If the English answers several French sentences, they are one <seg>, and `x-joined` is
their number. Findings and editor's notes are <note> elements.
"""

from collections.abc import Iterable, Iterator, Sequence

from enregard import __version__
from enregard.article.article import FacingArticle, MarkKind, State, Text
from enregard.article.edits import Step
from enregard.export.codes import Code, numbers, pieces
from enregard.export.colophon import Colophon
from enregard.export.units import Unit
from enregard.system.xml import xml_text, xml_value
from enregard.translate.record.comments import tagged_note

_TYPES = {
    MarkKind.EMPHASIS: "italic",
    MarkKind.STRONG: "bold",
    MarkKind.LINK: "link",
    MarkKind.IMAGE: "image",
    MarkKind.FOOTNOTE: "fnote",
    MarkKind.BREAK: "lb",
}
"""The types that the standard defines; all others start with `x-`."""


def tmx(articles: Iterable[tuple[FacingArticle, list[Unit]]], colophon: Colophon) -> Iterator[str]:
    """Yield the memory of `articles` piece by piece. All units must be translated."""
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
        f'<header creationtool="enregard" creationtoolversion="{xml_value(__version__)}" segtype="sentence" '
        'o-tmf="gettext PO" adminlang="en" srclang="fr" datatype="html">\n'
    )
    for name, content in colophon.facts():
        yield _prop(name, content)
    yield "</header>\n<body>\n"
    for article, units in articles:
        props = _article_props(article)
        for unit in units:
            yield _unit(article, unit, props)
    yield "</body>\n</tmx>\n"


def _prop(name: str, content: str) -> str:
    return f'<prop type="x-{name}">{xml_text(content)}</prop>\n'


def _article_props(article: FacingArticle) -> str:
    """Return the properties of an article, which each of its pairs repeats."""
    date, source = article.article.date, article.article.source
    props = [("file", f"seeds/{article.article.path}"), ("title", article.title)]
    props += [("date", date.iso)] if date else []
    props += [("source", source)] if source else []
    return "".join(_prop(name, content) for name, content in props)


def _unit(article: FacingArticle, unit: Unit, props: str) -> str:
    facing = unit.facing
    source, target = facing.sentence.text, facing.target
    reviewed = facing.state is State.REVIEWED
    seed = "%20".join(f"seeds/{article.article.path}".split())  # the standard allows no white space in a tuid
    notes = "".join(
        f"<note>{xml_text(f'{found.kind}: {found.reason}')}</note>\n" for found in facing.findings
    )
    if facing.note:
        notes += f"<note>{xml_text(tagged_note(facing.note))}</note>\n"
    creator = f' creationid="{xml_value(facing.engine)}"' if facing.engine and not reviewed else ""
    return (
        f'<tu tuid="{xml_value(seed)}#{unit.number}">\n{notes}{props}'
        + _prop("place", unit.place)
        + _prop("state", "reviewed" if reviewed else "translated")
        + (_prop("joined", str(facing.sentence.count)) if facing.sentence.parts else "")
        + f'<tuv xml:lang="fr"><seg>{_segment(source)}</seg></tuv>\n'
        f'<tuv xml:lang="en"{creator}><seg>{_segment(target, numbers(source, target))}</seg></tuv>\n'
        "</tu>\n"
    )


def _segment(content: Text, numbered: Sequence[int] | None = None) -> str:
    """Render a text with its codes. `x` links a code to its counterpart, `i` the two ends of a pair."""
    return "".join(
        xml_text(piece) if isinstance(piece, str) else _code(piece) for piece in pieces(content, numbered)
    )


def _code(code: Code) -> str:
    inside = xml_text(code.native)
    if code.role is Step.CLOSE:
        return f'<ept i="{code.number}">{inside}</ept>'
    kind = _TYPES.get(code.mark.kind, f"x-{code.mark.kind.value}")
    if code.role is Step.OPEN:
        return f'<bpt i="{code.number}" x="{code.number}" type="{kind}">{inside}</bpt>'
    return f'<ph x="{code.number}" type="{kind}">{inside}</ph>'
