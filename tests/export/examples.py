"""Articles to export, and texts with any characters and markup."""

from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st

from enregard.article.article import (
    ATOMS,
    OBJECT,
    ArticleDate,
    BlockKind,
    FacingArticle,
    Finding,
    Mark,
    MarkKind,
    State,
    Text,
    TitleOrigin,
)
from enregard.export.colophon import Colophon
from enregard.export.export import write_articles
from tests.site.builders import MODEL, Builder, everything, holder, pair

COLOPHON = Colophon(
    "Essai & <Cie>", MODEL, "Essai", "Ce que c'est", "Nous", "CC-BY-SA 4.0", "https://example.org/presse/"
)
FOUND = (Finding("numbers", "“31” is not in the <translation>"), Finding("names", "“Kaboul” is lost"))
NOTE = "See <b> & ]]> \x00 'it'."
NASTY = "a\x00b\x08c\x1f d\x7fe\x85f\ufffe g\ud800h & <b> \"'\u2028 ]]> \U0001f600 \u202e e\u0301 fin"

_VALUES = {"href": "https://example.org/a?b=c&d", "src": "i.png", "alt": "texte", "label": "n", "html": "<b>"}
_KINDS = {
    MarkKind.LINK: ("href",),
    MarkKind.IMAGE: ("src", "alt"),
    MarkKind.FOOTNOTE: ("label",),
    MarkKind.HTML: ("html",),
}


def attributes(kind: MarkKind) -> dict[str, str]:
    """Return the attributes of a mark of this kind."""
    return {name: _VALUES[name] for name in _KINDS.get(kind, ())}


def rich() -> list[FacingArticle]:
    """Return articles with every kind of block, markup and state, nasty characters and odd titles."""
    build = Builder()
    flawed = replace(pair("Le 31 juillet.", "In July."), findings=FOUND, note=NOTE)
    alike = replace(pair("***", "***", State.ALIKE), engine="")
    titled = build.article(
        build.paragraph(pair("Une phrase relue.", "A reviewed sentence.", State.REVIEWED), flawed),
        build.paragraph(alike),
        holder(BlockKind.FOOTNOTE, build.paragraph(pair("Note.", "Note.")), label="a"),
        holder(BlockKind.FOOTNOTE, build.paragraph(pair("Encore.", "Again.")), label="a"),
        slug="deux",
        date=ArticleDate("2021", 2021),
        fields={
            "title": (replace(pair("Titre français", "English title"), note="On it."),),
            "tags": (pair("guerre", "war"),),
        },
    )
    build = Builder()
    marked = Text(
        f"Voir {OBJECT} et là, {OBJECT} ou ici : code ; fin",
        (
            Mark(MarkKind.IMAGE, 5, 6, {"src": "/carte.png", "alt": NASTY}),
            Mark(MarkKind.LINK, 10, 12, {"href": "relatif.html"}),
            Mark(MarkKind.FOOTNOTE, 14, 15, {"label": "nulle part"}),
            Mark(MarkKind.LINK, 19, 22, {"href": "https://exa mple.org/«é»?q= [x]"}),
            Mark(MarkKind.CODE, 25, 29),
        ),
    )
    nasty = build.article(
        build.paragraph(pair(NASTY, NASTY), pair(marked, marked)),
        build.paragraph(pair("Manque : rien.", state=State.MISSING)),
        slug="trois",
        title=NASTY,
        title_origin=TitleOrigin.HEADER,
        target_title="x" * 500,
        source=NASTY,
    )
    empty = Builder().article(slug="vide")
    image = pair("une image", "a picture", State.REVIEWED)
    return [replace(everything(), attributes=(image,)), titled, nasty, empty]


def written(
    form: str, path: Path, articles: list[FacingArticle] | None = None, *, reviewed: bool = False
) -> bytes:
    """Export `articles`, or the rich ones, and return the content."""
    write_articles(form, rich() if articles is None else articles, COLOPHON, path, reviewed=reviewed)
    return path.read_bytes()


def one(source: Text, target: Text) -> list[FacingArticle]:
    """Return an article of one sentence."""
    build = Builder()
    return [build.article(build.paragraph(pair(source, target)))]


@st.composite
def texts(draw: st.DrawFn, characters: str | None = None) -> Text:
    """Draw any text with well-nested marks of any kind."""
    letters = st.text(st.characters(blacklist_characters=OBJECT), max_size=6)

    def inside(depth: int, start: int) -> tuple[str, list[Mark]]:
        plain, marks = draw(letters), []
        for _ in range(draw(st.integers(0, 2 if depth else 0))):
            kind = draw(st.sampled_from(list(MarkKind)))
            at = start + len(plain)
            if kind in ATOMS:
                plain += OBJECT
                marks.append(Mark(kind, at, at + 1, attributes(kind)))
                continue
            words, inner = inside(depth - 1, at)
            if words:
                marks += [Mark(kind, at, at + len(words), attributes(kind)), *inner]
                plain += words
            plain += draw(letters)
        return plain, marks

    plain, marks = inside(3, 0)
    return Text(plain, tuple(marks))
