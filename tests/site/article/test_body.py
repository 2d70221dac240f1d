"""Blocks as HTML: the same structure and sentence numbers in both languages."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.article.article import OBJECT, Block, BlockKind, Mark, MarkKind, State, Text, TitleOrigin
from enregard.publication.publication import Settings
from enregard.site.article.body import GROUPS, HIGHLIGHTED, body
from tests.site.balance import Page
from tests.site.builders import Builder, everything, holder, pair


def html(article_body: object, lang: str) -> str:
    """Join the rows of one language."""
    return "".join(getattr(row, lang) for row in article_body.rows)  # type: ignore[attr-defined]


def test_every_kind_of_block() -> None:
    made = body(everything(), Settings())
    assert made.heading is not None
    assert str(made.heading.en) == '<span class="s n1 reviewed" id="en-1" tabindex="-1">English title</span>'
    assert [row.kind for row in made.rows] == [
        "paragraph",
        "heading",
        "list",
        "list",
        "block_quote",
        "thematic_break",
        "code_block",
        "html_block",
        "table",
        "credit",
        "footnote",
    ]
    english = html(made, "en")
    assert '<h2><span class="s n1 draft" id="en-4" tabindex="-1">Sub-heading</span></h2>' in english
    assert '<ol start="4">\n<li><span class="s n1 draft" id="en-5" tabindex="-1">One</span>\n</li>' in english
    assert '<ul class="loose">\n<li><p>' in english
    assert '<blockquote dir="auto">\n<p>' in english
    assert "<hr>" in english
    assert (
        '<code class="language-python">if a &lt; b &amp;&amp; c: print(&quot;x&quot;)\n</code></pre>'
        in english
    )
    assert "<pre>&lt;aside&gt;brut&lt;/aside&gt;\n</pre>" in english
    assert '<thead>\n<tr><th scope="col" class="right">' in english
    assert "<tbody>\n<tr><td><span" in english
    assert '<p class="credit">' in english
    assert '<div class="footnote" id="en-note-1">' in english
    assert '<a href="#en-note-1" id="en-ref-1" role="doc-noteref">1</a>' in english
    assert 'href="#en-ref-1" role="doc-backlink"' in english


def test_both_sides_have_the_same_structure() -> None:
    for row in body(everything(), Settings()).rows:
        sides = [[tag for tag, _ in Page(side).tags if tag != "small"] for side in (row.fr, row.en)]
        assert sides[0] == sides[1]


def test_raw_html_blocks_if_allowed() -> None:
    assert "<aside>brut</aside>" in html(body(everything(), Settings(allow_html=True)), "en")


def test_a_missing_sentence_shows_the_french_with_a_note() -> None:
    build = Builder()
    made = body(build.article(build.paragraph(pair("Où ?", state=State.MISSING))), Settings())
    assert str(made.rows[0].en) == (
        '<p><span class="s n1 missing" id="en-1" tabindex="-1" lang="fr">Où\u202f?</span> '
        '<small class="note">[not translated yet]</small></p>\n'
    )
    assert str(made.rows[0].fr) == '<p><span class="s n1" id="fr-1" tabindex="-1">Où\u202f?</span></p>\n'


def test_sentences_are_joined_by_a_space_and_numbered_by_row() -> None:
    build = Builder()
    article = build.article(
        build.paragraph(pair("A.", "A."), pair("B.", "B.")), build.paragraph(pair("C.", "C."))
    )
    rows = body(article, Settings()).rows
    assert Page(rows[0].en).words == "A. B.\n"
    assert 'class="s n1 draft" id="en-3" tabindex="-1"' in rows[1].en


def test_the_lasting_id_of_a_sentence_only_depends_on_its_french() -> None:
    build = Builder()
    first = build.paragraph(pair("Un.", "One."), pair("Deux.", "Two."), pair("Un.", "Other."))
    before = re.findall(r'id="([^"]+)"', body(build.article(first), Settings()).rows[0].ids)
    assert before[2] == f"{before[0]}-2"
    assert re.fullmatch("s-[a-z2-7]{6}", before[0])
    build = Builder()
    rows = [build.paragraph(pair("Zéro.", "Zero.")), build.paragraph(pair("Deux.", "2.", State.REVIEWED))]
    after = body(build.article(*rows), Settings()).rows
    assert f'id="{before[1]}"' in after[1].ids


def test_only_the_title_heading_moves_into_the_head() -> None:
    build = Builder()
    heading = build.leaf(BlockKind.HEADING, pair("Un", "One"), level="1")
    for title, origin, rows in (
        ("Un", TitleOrigin.HEADING, 0),
        ("Un", TitleOrigin.HEADER, 1),
        ("Deux", TitleOrigin.HEADING, 1),  # the title was another heading, which is gone
    ):
        made = build.article(heading, title=title, title_origin=origin)
        assert len(body(made, Settings()).rows) == rows


@pytest.mark.parametrize(
    ("given_levels", "expected"),
    [
        ("2", "2"),
        ("111", "222"),
        ("135", "234"),
        ("31", "22"),
        ("24232", "23232"),
        ("123456", "234566"),
        ("1x9", "223"),  # what is no number counts as the first level
    ],
)
def test_heading_levels_follow_the_title(given_levels: str, expected: str) -> None:
    build = Builder()
    blocks = [build.leaf(BlockKind.HEADING, pair("T", "T"), level=level) for level in given_levels]
    tags = [tag for tag, _ in Page(html(body(build.article(*blocks), Settings()), "en")).tags]
    assert "".join(tag[1] for tag in tags if tag.startswith("h")) == expected


@given(st.lists(st.integers(1, 6), min_size=1, max_size=12))
def test_no_heading_level_is_skipped(levels: list[int]) -> None:
    build = Builder()
    blocks = [build.leaf(BlockKind.HEADING, pair("T", "T"), level=str(level)) for level in levels]
    tags = [tag for tag, _ in Page(html(body(build.article(*blocks), Settings()), "en")).tags]
    shown = [1] + [int(tag[1]) for tag in tags if tag.startswith("h")]
    assert all(after <= before + 1 for before, after in pairwise(shown))
    assert all(level >= 2 for level in shown[1:])


def test_footnotes_with_odd_references() -> None:
    def reference(label: str) -> Text:
        return Text("\ufffc", (Mark(MarkKind.FOOTNOTE, 0, 1, {"label": label}),))

    build = Builder()
    article = build.article(
        build.paragraph(*(pair(reference(label), reference(label)) for label in ("a", "a", "absent"))),
        holder(BlockKind.FOOTNOTE, build.paragraph(pair("Un.", "One.")), label="a"),
        holder(BlockKind.FOOTNOTE, build.paragraph(pair("Deux.", "Two.")), label="a"),
        holder(BlockKind.FOOTNOTE, build.paragraph(pair("Trois.", "Three.")), label="b"),
    )
    page = Page(html(body(article, Settings()), "en"))
    ids = page.attributes("id")
    assert len(ids) == len(set(ids))
    assert [i for i in ids if "ref" in i] == ["en-ref-1", "en-ref-1-2"]
    assert [i for i in ids if "note" in i] == ["en-note-1", "en-note-2"]
    assert all(href[1:] in ids for href in page.attributes("href"))
    assert page.attributes("href").count("#en-ref-2") == 0


def test_each_sentence_of_a_row_has_unique_classes_up_to_a_limit() -> None:
    build = Builder()
    most = HIGHLIGHTED * GROUPS
    article = build.article(build.paragraph(*(pair(f"{i}.", f"{i}.") for i in range(most + 2))))
    french, english = (
        re.findall(r'<span class="s ?((?:n\d+)?(?: g g\d+)?)[" ]', side)
        for side in (body(article, Settings()).rows[0].fr, body(article, Settings()).rows[0].en)
    )
    assert french == english
    assert french[:2] == ["n1", "n2"]
    assert french[HIGHLIGHTED - 1 : HIGHLIGHTED + 1] == [f"n{HIGHLIGHTED}", "n1 g g1"]
    assert len(set(french[:most])) == most
    assert french[most:] == ["", ""]


def test_passages_are_numbered_and_other_rows_are_not() -> None:
    rows = body(everything(), Settings()).rows
    assert [row.number for row in rows] == [1, 0, 2, 3, 4, 0, 5, 6, 7, 8, 0]


def test_deep_nesting() -> None:
    build = Builder()
    block: Block = build.paragraph(pair("Au fond.", "Down there."))
    for _ in range(60):
        block = holder(BlockKind.LIST, holder(BlockKind.ITEM, block), ordered="false", tight="false")
    assert "Down there." in Page(html(body(build.article(block), Settings()), "en")).words


def picture(source: str, title: str = "") -> Text:
    """Return a sentence that is a picture."""
    attrs = {"src": source, "alt": "Alt"} | ({"title": title} if title else {})
    return Text(OBJECT, (Mark(MarkKind.IMAGE, 0, 1, attrs),))


def test_a_lone_picture_has_its_title_as_caption() -> None:
    build = Builder()
    facing = pair(picture("a.png", "L'aube : 5 h"), picture("a.png", "The dawn's light"))
    (row,) = body(build.article(build.paragraph(facing)), Settings()).rows
    image = '<img src="a.png" alt="Alt" loading="lazy">'
    assert f"{image}</span><figcaption>L’aube\u202f: 5\u00a0h</figcaption></figure>" in row.fr
    assert f"{image}</span><figcaption>The dawn’s light</figcaption></figure>" in row.en
    assert row.kind == "picture"


def test_a_picture_among_words_has_no_caption() -> None:
    build = Builder()
    words = Text(f"Voir {OBJECT}", (Mark(MarkKind.IMAGE, 5, 6, {"src": "a.png", "alt": "", "title": "T"}),))
    among, other, listed = body(
        build.article(
            build.paragraph(pair(words, "See.")),
            build.paragraph(pair(picture("a.png"), picture("b.png"))),
            holder(
                BlockKind.LIST,
                holder(BlockKind.ITEM, build.paragraph(pair(picture("a.png"), picture("a.png")))),
            ),
        ),
        Settings(),
    ).rows
    assert among.kind == other.kind == "paragraph"
    assert listed.kind == "list"
    assert "<figure>" not in among.fr + other.fr
    assert 'title="T"' in among.fr


def test_boxes_figures_definitions_and_tasks() -> None:
    kind, build = BlockKind, Builder()
    blocks = (
        replace(
            holder(
                kind.BOX,
                build.leaf(kind.CAPTION, pair("Attention au chien", "Beware of the dog")),
                build.paragraph(pair("Il mord.", "It bites.")),
            ),
            attrs={"kind": "warning"},
        ),
        Block(
            kind.BOX, 1, children=(build.paragraph(pair("Sans titre.", "No title.")),), attrs={"kind": 'x" y'}
        ),
        holder(
            kind.FIGURE,
            build.paragraph(pair("Une vue.", "A view.")),
            build.leaf(kind.CAPTION, pair("La place", "The square")),
        ),
        holder(
            kind.DEFINITION_LIST,
            build.leaf(kind.TERM, pair("Levain", "Sourdough")),
            holder(kind.DEFINITION, build.paragraph(pair("De la farine.", "Flour.")), tight="true"),
        ),
        holder(
            kind.LIST,
            holder(kind.ITEM, build.paragraph(pair("Acheter", "Buy")), checked="false"),
            holder(kind.ITEM, build.paragraph(pair("Vendre", "Sell")), checked="true"),
            ordered="false",
            tight="true",
        ),
    )
    made = body(build.article(*blocks), Settings())
    french, english = (re.sub(r"</?span[^<>]*>", "", html(made, lang)) for lang in ("fr", "en"))
    assert (
        '<div class="box box-warning">\n<p class="caption">Beware of the dog</p>\n<p>It bites.</p>' in english
    )
    assert '<div class="box box-note">\n<p class="caption">Note</p>\n<p>No title.</p>' in english
    assert "<figure>\n<p>A view.</p>\n<figcaption>The square</figcaption>\n</figure>" in english
    assert "<dl>\n<dt>Sourdough</dt>\n<dd>Flour.\n</dd>\n</dl>" in english
    assert "☐ Buy" in english
    assert 'aria-label="Done:">☑</span> ' in html(made, "en")
    assert 'aria-label="Fait\u202f:">☑</span> ' in html(made, "fr")
    assert "☑ Vendre" in french
    Page(html(made, "fr") + html(made, "en"))


def test_links_between_words_are_those_of_words_on_the_page() -> None:
    build = Builder()
    broken = Text("Mot\ufffcsuite", (Mark(MarkKind.BREAK, 3, 4),))
    noted = Text("Mot\ufffc suite", (Mark(MarkKind.FOOTNOTE, 3, 4, {"label": "n"}),))
    bold = Text("Mot suite", (Mark(MarkKind.STRONG, 0, 2),))
    raw = Text("Mot\ufffc suite", (Mark(MarkKind.HTML, 3, 4, {"html": "<wbr>"}),))
    article = build.article(
        build.paragraph(
            pair("Rien.", "Nothing."),
            *(pair(text, bold, links="11") for text in (broken, noted, bold, raw)),
            pair("Manque.", state=State.MISSING, links="00"),
        ),
        holder(BlockKind.FOOTNOTE, build.paragraph(pair("Une", "One", links="00")), label="n"),
    )
    assert body(article, Settings()).words == ",11,11,11,,,00"
    assert body(article, Settings(allow_html=True)).words == ",11,11,11,11,,00"
    assert body(everything(), Settings()).words == ""
