"""Shortcuts to build facing articles."""

from pathlib import Path, PurePosixPath
from typing import Any

from enregard.article.article import (
    Article,
    ArticleDate,
    Block,
    BlockKind,
    Dateline,
    Facing,
    FacingArticle,
    Header,
    Mark,
    MarkKind,
    Sentence,
    State,
    Text,
    TitleOrigin,
)
from enregard.errors import EnregardError
from enregard.publication.publication import Publication, Settings
from enregard.site.lists.index_json import index_entry
from enregard.site.model import ModelInfo
from enregard.site.pages import Site
from enregard.site.summary import newest_first
from tests.output.writing import SiteWriter

ENGINE = "translate-fr_en 1.9"
MODEL = ModelInfo("translate-fr_en", "1.9", "CC-BY 4.0", "Made by them")
JULY = ArticleDate("2021-07", 2021, 7)


def pair(
    source: str | Text,
    target: str | Text = "",
    state: State = State.DRAFT,
    engine: str = ENGINE,
    links: str = "",
) -> Facing:
    """Return a sentence with its translation, and the links of their words."""
    french = source if isinstance(source, Text) else Text(source)
    english = target if isinstance(target, Text) else Text(target)
    if state is State.MISSING:
        return Facing(Sentence(french, 1), french, state)
    return Facing(Sentence(french, 1), english, state, engine if state is State.DRAFT else "", links=links)


class Builder:
    """Collects the facing sentences of leaves; create leaves in reading order."""

    def __init__(self) -> None:
        self.leaves: list[tuple[Facing, ...]] = []

    def leaf(self, kind: BlockKind, *facings: Facing, **attrs: str) -> Block:
        """Return a block of the sentences `facings`."""
        self.leaves.append(facings)
        plain = " ".join(facing.sentence.text.plain for facing in facings)
        return Block(kind, 1, Text(plain), attrs=attrs)

    def paragraph(self, *facings: Facing) -> Block:
        """Return a paragraph of the sentences `facings`."""
        return self.leaf(BlockKind.PARAGRAPH, *facings)

    def article(self, *blocks: Block, slug: str = "un", **more: Any) -> FacingArticle:
        """Return an article of `blocks`; `more` are fields of Article, `target_title` and `fields`."""
        target_title = more.pop("target_title", "English title")
        translated = more.pop("fields", {})
        given: dict[str, Any] = {
            "path": PurePosixPath(f"{slug}.txt"),
            "title": "Titre français",
            "title_origin": TitleOrigin.HEADER,
        } | more
        article = Article(slug=slug, blocks=tuple(blocks), **given)
        return FacingArticle(article, article.title, target_title, tuple(self.leaves), translated)


def simple(slug: str = "un", state: State = State.DRAFT, **given: Any) -> FacingArticle:
    """Return an article of one sentence."""
    build = Builder()
    return build.article(build.paragraph(pair("Une phrase.", "A sentence.", state)), slug=slug, **given)


def holder(kind: BlockKind, *children: Block, **attrs: str) -> Block:
    """Return a block of other blocks."""
    return Block(kind, 1, children=children, attrs=attrs)


def everything() -> FacingArticle:
    """Return an article with every kind of block and markup, in every state."""
    kind, build = BlockKind, Builder()
    reviewed = State.REVIEWED
    marked = Text(
        "em fort \ufffc\ufffc\ufffc",
        (
            Mark(MarkKind.LINK, 0, 7, {"href": "https://example.org/", "title": "là"}),
            Mark(MarkKind.EMPHASIS, 0, 2),
            Mark(MarkKind.STRONG, 3, 7),
            Mark(MarkKind.FOOTNOTE, 8, 9, {"label": "n"}),
            Mark(MarkKind.BREAK, 9, 10),
            Mark(MarkKind.IMAGE, 10, 11, {"src": "https://example.org/i.png", "alt": "une image"}),
        ),
    )
    blocks = (
        build.leaf(kind.HEADING, pair("Titre français", "English title", reviewed), level="1"),
        build.paragraph(pair(marked, marked), pair("Manque.", state=State.MISSING)),
        build.leaf(kind.HEADING, pair("Sous-titre", "Sub-heading"), level="3"),
        holder(
            kind.LIST,
            holder(kind.ITEM, build.paragraph(pair("Un", "One"))),
            holder(kind.ITEM, build.paragraph(pair("Deux", "Two"))),
            ordered="true",
            tight="true",
            start="4",
        ),
        holder(kind.LIST, holder(kind.ITEM, build.paragraph(pair("A", "A"))), ordered="false", tight="false"),
        holder(kind.BLOCK_QUOTE, build.paragraph(pair("Cité.", "Quoted."))),
        Block(kind.THEMATIC_BREAK, 1),
        Block(kind.CODE_BLOCK, 1, literal='if a < b && c: print("x")\n', attrs={"info": "python x"}),
        Block(kind.HTML_BLOCK, 1, literal="<aside>brut</aside>\n"),
        holder(
            kind.TABLE,
            holder(kind.TABLE_ROW, build.leaf(kind.TABLE_CELL, pair("T", "H"), align="right")),
            holder(kind.TABLE_ROW, build.leaf(kind.TABLE_CELL, pair("C", "C"), align="bad")),
        ),
        build.leaf(kind.CREDIT, pair("(Par X)", "(By X)")),
        holder(kind.FOOTNOTE, build.paragraph(pair("Note.", "Note.", reviewed)), label="n"),
    )
    return build.article(
        *blocks,
        slug="tout",
        title_origin=TitleOrigin.HEADING,
        date=ArticleDate("2021-07-01", 2021, 7, 1),
        source="AFP",
        dateline=Dateline("KABOUL, 25 juillet (Reuters) -", "KABOUL", "25 juillet", "Reuters"),
        headers=(Header("date", "2021-07-01", 1), Header("source", "AFP", 2), Header("rubrique", "Monde", 3)),
    )


def publication(root: Path, **settings: Any) -> Publication:
    """Return a publication at `root`."""
    return Publication(root, Settings(**{"title": "Essai", **settings}))


def build_site(
    root: Path, *articles: FacingArticle, model: ModelInfo | None = MODEL, **settings: Any
) -> Path:
    """Build the site of `articles` and return its folder."""
    made = publication(root, **settings)
    with SiteWriter(made.build) as writer:
        site = Site(made, writer, model=model)
        written = [site.write(article) for article in articles]
        for article in written:
            site.include(article)
        site.finish(map(index_entry, newest_first(article.summary for article in written)), _fail)
    return made.build


def _fail(error: EnregardError) -> None:
    raise error
