"""Documents of Pandoc's model are written as Markdown that reads back as the same blocks."""

from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enregard.adding.document import Node, figure, heading, image, link, paragraph, styled, table, text
from enregard.adding.markdown import write
from enregard.article.article import Block, BlockKind, MarkKind
from enregard.seeds.credits import is_breadcrumbs
from enregard.seeds.read import read_article

HEAD = "---\ntitle: Titre\n---\n\n"


def written(*blocks: Node) -> str:
    return write(blocks, lambda address: address).text


def read_back(*blocks: Node) -> tuple[Block, ...]:
    return read_article((HEAD + written(*blocks)).split("\n"), PurePosixPath("x.md")).blocks


def bullets(*items: list[Node]) -> Node:
    return {"t": "BulletList", "c": [*items]}


def numbers(start: int, *items: list[Node], style: str = "Decimal") -> Node:
    return {"t": "OrderedList", "c": [[start, {"t": style}, {"t": "Period"}], [*items]]}


def note(*blocks: Node) -> Node:
    return {"t": "Note", "c": [*blocks]}


SIGNS = [
    *(
        "*",
        "**",
        "_",
        "`",
        "[",
        "]",
        "(",
        ")",
        "<",
        ">",
        "<b>",
        "<!-- x -->",
        "&amp;",
        "&",
        "\\",
        "\\newpage",
    ),
    *(
        "==",
        "== x ==",
        "=",
        "++",
        "++k++",
        "+",
        "^",
        "^^x^^",
        "~",
        "~~x~~",
        "$",
        "$$",
        "$x_1$",
        "{",
        "}",
        "{{< x >}}",
    ),
    *(
        "{translate=no}",
        "{: .x }",
        "{%",
        "%}",
        "%%",
        "%% x %%",
        "[[Page]]",
        "[TOC]",
        "[^1]",
        "[x]",
        "[…]",
        "![[a]]",
    ),
    *(
        ":smile:",
        ":::",
        "::: tip",
        ":",
        "!!! note",
        "??? x",
        "?>",
        "!>",
        "#",
        "##",
        "-",
        "1.",
        "2)",
        "|",
        "---",
    ),
    *(
        "import a",
        "export b",
        "Table: x",
        "*[HTML]: x",
        "http://a.b/c_d",
        "a_b",
        "«",
        "»",
        "’",
        "…",
        "!",
        "?",
        ";",
    ),
]
WORDS = st.lists(st.sampled_from([*SIGNS, "mot", "Été", "x", "12", "é"]), min_size=1, max_size=6)
STYLES = {
    "Strong": MarkKind.STRONG,
    "Emph": MarkKind.EMPHASIS,
    "Strikeout": MarkKind.STRIKETHROUGH,
    "Underline": MarkKind.UNDERLINE,
    "Superscript": MarkKind.SUPERSCRIPT,
    "Subscript": MarkKind.SUBSCRIPT,
}


def as_text(parts: tuple[list[str], bool]) -> list[Node]:
    return text((" " if parts[1] else "").join(parts[0]))


TEXTS = st.tuples(WORDS, st.booleans()).map(as_text)


def inlines(inner: st.SearchStrategy[list[Node]]) -> st.SearchStrategy[list[Node]]:
    one = st.tuples(st.sampled_from([*STYLES]), inner).map(lambda it: [styled(*it)])
    return st.lists(st.one_of(one, TEXTS, st.just([{"t": "Space"}])), min_size=1, max_size=4).map(
        lambda found: [node for part in found for node in part]
    )


INLINES = inlines(st.one_of(TEXTS, inlines(TEXTS)))


def letters(nodes: list[Node], inside: frozenset[str] = frozenset()) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each character that is not blank, with the styles it has."""
    for node in nodes:
        kind, content = node["t"], node.get("c")
        if kind == "Str":
            yield from ((sign, inside) for sign in str(content) if not sign.isspace())
        elif kind in STYLES and isinstance(content, list):
            yield from letters(content, inside | {STYLES[kind]})


def read_letters(block: Block) -> Iterator[tuple[str, frozenset[str]]]:
    assert block.text is not None
    for at, sign in enumerate(block.text.plain):
        if not sign.isspace():
            marks = [mark.kind for mark in block.text.marks if mark.start <= at < mark.end]
            yield sign, frozenset(marks)


@settings(max_examples=30)
@given(INLINES)
def test_any_words_in_any_style_read_back_as_they_are(nodes: list[Node]) -> None:
    (block,) = read_back(paragraph([*text("Mot "), *nodes]))
    assert block.text is not None
    leads = is_breadcrumbs(block.text.plain)
    assert block.kind is (BlockKind.CREDIT if leads else BlockKind.PARAGRAPH)
    assert [*read_letters(block)] == [*letters([*text("Mot "), *nodes])]


@settings(max_examples=30)
@given(TEXTS)
def test_any_words_begin_a_paragraph_a_heading_an_item_and_a_cell(nodes: list[Node]) -> None:
    expected = "".join(nodes[0]["c"].split())
    cells = [[paragraph(nodes)], [paragraph(nodes)]]
    blocks = read_back(
        paragraph(nodes),
        heading(2, nodes),
        bullets([paragraph(nodes)]),
        table([cells, cells]),
        paragraph(nodes),
    )
    found = [
        "".join((leaf.text.plain if leaf.text else "").split()) for block in blocks for leaf in block.leaves()
    ]
    assert found == [expected] * 8


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([bullets([paragraph(text("a"))]), bullets([paragraph(text("b"))])], "- a\n\n* b"),
        ([numbers(3, [paragraph(text("a"))], [paragraph(text("b"))])], "3. a\n4. b"),
        ([bullets([paragraph(text("a")), numbers(1, [paragraph(text("b"))])])], "- a\n  1. b"),
        ([bullets([paragraph(text("a")), paragraph(text("b"))])], "- a\n\n  b"),
        ([paragraph([*text("a"), note(paragraph(text("b"))), *text(".")])], "a[^1].\n\n[^1]: b"),
        ([paragraph([link(text("a"), "javascript:alert(1)"), link(text("b"), "file:///c/d")])], "ab"),
        ([paragraph([link(text("a"), "b (c).html")])], "[a](b%20%28c%29.html)"),
        (
            [paragraph([link(text("a"), "#x"), link(text("b"), "#y")]), heading(2, text("c"), "x")],
            "[a](#x)b\n\n## c {#x}",
        ),
        ([paragraph([*text("Oh!"), link(text("a"), "b")])], "Oh\\![a](b)"),
        ([paragraph([styled("Strong", text("a ")), *text("b")])], "**a** b"),
        ([paragraph([link(text("a"), "b"), link(text("c"), "b"), link(text("d"), "e")])], "[ac](b)[d](e)"),
        ([paragraph([styled("SmallCaps", text("xvii")), *text(" x")])], "XVII x"),
        ([paragraph([styled("SmallCaps", text("Molière"))])], "Molière"),
        ([paragraph(text("\uf0e0 Elu \uf0fc"))], "→ Elu ✓"),
        ([heading(1, [image("a.png", text("b"))])], "![b](a.png)"),
        ([paragraph([image("a.png", text("https://b.org/c d.jpg"))])], "![https://b.org/c d.jpg](a.png)"),
        ([paragraph([image("a.png", text("http://b.org/c.jpg"))])], "![](a.png)"),
        ([paragraph([image("a.png", text("IMG_12.JPG"))])], "![](a.png)"),
        (
            [paragraph([image("a.png", text("Un chat, Description générée automatiquement"))])],
            "![Un chat](a.png)",
        ),
        ([paragraph([styled("Strong", text("1.")), *text("Le")])], "<strong>1.</strong>Le"),
        ([paragraph([styled("Strong", text("a")), styled("Strong", text("b"))])], "**ab**"),
        ([paragraph([styled("Strong", [styled("Emph", text("a"))])])], "***a***"),
        ([table([[[paragraph(text("a"))], []]])], "| a |  |\n| --- | --- |"),
        ([table([[[paragraph(text("a"))]]], head=0)], "a"),
        ([figure([paragraph([image("a.png", text("b"))])], [])], "![b](a.png)"),
        ([{"t": "RawBlock", "c": ["html", "<script>"]}], ""),
        ([{"t": "CodeBlock", "c": [["", ["python"], []], "```\nx"]}], "````python\n```\nx\n````"),
        ([paragraph([{"t": "Code", "c": [None, "a`b"]}])], "``a`b``"),
    ],
)
def test_blocks_and_inlines_have_a_form(blocks: list[Node], expected: str) -> None:
    assert written(*blocks).strip("\n") == expected


def test_figures_lists_and_tables_read_back() -> None:
    drawing = figure([paragraph([image("a.png", text("Une carte"))])], [paragraph(text("La légende"))])
    rows = [[[paragraph(text("a | b"))], [paragraph(text("c")), paragraph(text("d"))]]] * 2
    blocks = read_back(drawing, table(rows), {"t": "BlockQuote", "c": [bullets([paragraph(text("x"))])]})
    assert [block.kind for block in blocks] == [BlockKind.FIGURE, BlockKind.TABLE, BlockKind.BLOCK_QUOTE]
    words = [leaf.text.plain for block in blocks for leaf in block.leaves() if leaf.text]
    assert words == ["\ufffc", "La légende", "a | b", "c\ufffcd", "a | b", "c\ufffcd", "x"]


def test_attributes_after_a_backslash_are_words_of_a_heading() -> None:
    (block,) = read_back(heading(2, text("Mot {: .x }")))
    assert block.text is not None
    assert block.text.plain == "Mot {: .x }"


def test_a_table_without_a_head_stays_one() -> None:
    rows = [[[paragraph(text("Lyon"))], [paragraph(text("12"))]], [[], [paragraph(text("13"))]]]
    (block,) = read_back(table(rows, head=0))
    assert block.attrs["head"] == "false"
    words = [[cell.text.plain for cell in row.children if cell.text] for row in block.children]
    assert words == [["Lyon", "12"], ["", "13"]]
    (empty_head,) = read_back(table([[[], []], *rows]))
    assert empty_head.children == block.children
