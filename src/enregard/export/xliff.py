"""Write XLIFF 2.0 (OASIS, 2014; the core of XLIFF 2.1), for translation programs.

There is one <file> per article and one <group> per block. Each sentence is an entry of the record, so it has
its own <unit> with one <segment>, which cannot be joined with others; those that the record joins share one.
`state` is `initial` (not translated), `translated` (a draft), `reviewed`, or `final` (nothing to translate).
Markup is <pc> and <ph>, whose HTML is in <originalData>. Words that stay French are <mrk translate="no">,
findings and editor's notes are <note>, and facts about the article are <mda:metadata>.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from enregard import __version__
from enregard.article.article import FacingArticle, MarkKind, State, Text
from enregard.article.edits import Step
from enregard.export.codes import Code, numbers, pieces
from enregard.export.colophon import Colophon
from enregard.export.units import Unit
from enregard.system.xml import xml_text, xml_value
from enregard.translate.record.comments import tagged_note

_STATES = {
    State.MISSING: "initial",
    State.DRAFT: "translated",
    State.REVIEWED: "reviewed",
    State.ALIKE: "final",
}
_TYPES = {
    MarkKind.EMPHASIS: ("fmt", "xlf:i"),
    MarkKind.STRONG: ("fmt", "xlf:b"),
    MarkKind.BREAK: ("fmt", "xlf:lb"),
    MarkKind.LINK: ("link", ""),
    MarkKind.IMAGE: ("image", ""),
    MarkKind.UNDERLINE: ("fmt", "xlf:u"),
    MarkKind.FOOTNOTE: ("other", "enregard:footnote"),
    MarkKind.HTML: ("other", "enregard:html"),
}


def xliff(articles: Iterable[tuple[FacingArticle, list[Unit]]], colophon: Colophon) -> Iterator[str]:
    """Yield `articles`, each with at least one unit, piece by piece."""
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" '
        'xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0" '
        'version="2.0" srcLang="fr" trgLang="en" xml:space="preserve">\n'
    )
    publication = _metas("publication", [*colophon.facts(), ("made-by", f"enregard {__version__}")])
    for number, (article, units) in enumerate(articles, 1):
        seed = xml_value(f"seeds/{article.article.path}")
        yield f'<file id="f{number}" original="{seed}">\n'
        yield f"<mda:metadata>\n{_metas('article', _facts(article))}{publication}</mda:metadata>\n"
        for group, members in groupby(units, key=lambda unit: (unit.group, unit.place)):
            yield f'<group id="g{group[0]}" type="enregard:{xml_value(_token(group[1]))}">\n'
            yield from map(_unit, members)
            yield "</group>\n"
        yield "</file>\n"
    yield "</xliff>\n"


def _facts(article: FacingArticle) -> list[tuple[str, str]]:
    date, source = article.article.date, article.article.source
    facts = [("title-fr", article.title), ("title-en", article.target_title)]
    facts += [("date", date.iso)] if date else []
    facts += [("source", source)] if source else []
    return facts


def _metas(category: str, facts: Iterable[tuple[str, str]]) -> str:
    inside = "".join(f'<mda:meta type="{name}">{xml_text(content)}</mda:meta>\n' for name, content in facts)
    return f'<mda:metaGroup category="{category}">\n{inside}</mda:metaGroup>\n'


def _token(word: str) -> str:
    """Return `word` as it may follow the colon in a `type` or `subState`."""
    return re.sub(r"[^\w.-]+", "-", word)


def _unit(unit: Unit) -> str:
    facing = unit.facing
    source, target = facing.sentence.text, facing.target
    data: dict[str, str] = {}
    inside = f'<source xml:lang="fr">{_inline(source, None, data)}</source>\n'
    if facing.state is not State.MISSING:
        inside += f'<target xml:lang="en">{_inline(target, numbers(source, target), data)}</target>\n'
    notes = "".join(
        f'<note id="n{number}" category="{xml_value(found.kind)}" appliesTo="target">'
        f"{xml_text(found.reason)}</note>\n"
        for number, found in enumerate(facing.findings, 1)
    )
    if facing.note:
        words = xml_text(tagged_note(facing.note))
        notes += f'<note id="n0" category="editor" appliesTo="target">{words}</note>\n'
    originals = "".join(
        f'<data id="{name}">{xml_text(native, _cp)}</data>\n' for native, name in data.items()
    )
    sub = f' subState="enregard:{xml_value(_token(facing.engine))}"' if facing.engine else ""
    return (
        f'<unit id="u{unit.number}"{_FIXED if facing.state is State.ALIKE else ""}>\n'
        + (f"<notes>\n{notes}</notes>\n" if notes else "")
        + (f"<originalData>\n{originals}</originalData>\n" if originals else "")
        + f'<segment state="{_STATES[facing.state]}"{sub}>\n{inside}</segment>\n</unit>\n'
    )


_FIXED = ' translate="no"'


def _inline(content: Text, numbered: Sequence[int] | None, data: dict[str, str]) -> str:
    """Render a text with its codes. `data` receives the HTML of each code, mapped to a name."""
    out: list[str] = []
    opened: list[int] = []  # the index in `out` of each open pair
    for piece in pieces(content, numbered):
        if isinstance(piece, str):
            out.append(xml_text(piece, _cp))
        elif piece.role is Step.ATOM:
            out.append(f'<ph id="{piece.number}" dataRef="{_name(piece, data)}"{_type(piece)}/>')
        elif piece.mark.kind is MarkKind.NOT_TRANSLATED:
            opens = piece.role is Step.OPEN
            out.append(f'<mrk id="{piece.number}"{_FIXED}>' if opens else "</mrk>")
        elif piece.role is Step.OPEN:
            opened.append(len(out))
            out.append(f'<pc id="{piece.number}" dataRefStart="{_name(piece, data)}"{_type(piece)}')
        else:
            out[opened.pop()] += f' dataRefEnd="{_name(piece, data)}">'
            out.append("</pc>")
    return "".join(out)


def _name(code: Code, data: dict[str, str]) -> str:
    return data.setdefault(code.native, f"d{len(data) + 1}")


def _type(code: Code) -> str:
    kind, sub = _TYPES.get(code.mark.kind, ("fmt", f"enregard:{code.mark.kind.value}"))
    return f' type="{kind}"' + (f' subType="{sub}"' if sub else "")


def _cp(found: re.Match[str]) -> str:
    """Encode a character that XML does not allow as XLIFF does."""
    return f'<cp hex="{ord(found[0]):04X}"/>'
