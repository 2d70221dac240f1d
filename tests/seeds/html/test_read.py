"""Raw HTML in Markdown is read as what it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.article.article import BlockKind
from enregard.errors import EnregardError
from enregard.seeds.html.elements import KNOWN
from tests.seeds.outlines import marked, outline, read
from tests.seeds.test_properties import check


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("H<sub>2</sub>O<br>et x<sup>2</sup>", "Hsubscript(2)Obreak(\ufffc)et xsuperscript(2)"),
        ("<b>a</b> <i>b</i> <u>c</u> <s>d</s>", "strong(a) emphasis(b) underline(c) strikethrough(d)"),
        ("<kbd>S</kbd>, <code>a *b*</code>", "keyboard(S), code(a b)"),
        ("<mark>a</mark> <small>b</small> <q>c</q>", "highlight(a) small(b) quote(c)"),
        ('<abbr title="Vélo">V</abbr> <cite>Le Rouge</cite>', "abbreviation(V) cite(Le Rouge)"),
        ('<a href="x.html">ici</a>, <a name="y">là</a>', "link(ici), là"),
        ('<span style="color:red">rouge</span> <font size=2>petit</font>', "rouge petit"),
        ("*a <b>b* c</b> d", "emphasis(a strong(b))strong( c) d"),
        ("**a <sup>b</sup>**", "strong(a superscript(b))"),
        ("un &lt;b&gt; et `<b>`", "un <b> et code(<b>)"),
        ("Si a<b et c>d, alors", "Si a<b et c>d, alors"),
        ("Écrire à <votre nom>, puis à <Nom>", "Écrire à <votre nom>, puis à <Nom>"),
        ("<b>jamais fermé", "strong(jamais fermé)"),
        ("fermé</b> sans ouvrir", "fermé sans ouvrir"),
        ("<Link to='/a'>la suite</Link> <my-icon></my-icon>ici", "la suite ici"),
        ('<iframe src="https://e.org/v" title="Le film"></iframe>', "link(Le film)"),
        ('<video controls><source src="f.mp4"></video>', "link(f.mp4)"),
        ('<img src="a.png" alt="Vue" width="9">', "image(\ufffc)"),
        ("avant <script>var n = '<b>';</script> après", "avant après"),
        ("avant <script>var jamais fermé", "avant"),
        ('un <span hidden>secret</span><i style="display: none">caché</i> mot', "un mot"),
    ],
)
def test_html_in_a_line(source: str, expected: str) -> None:
    article = read(f"Titre.\n\n{source}\n")
    leaves = [leaf.text for leaf in article.leaves() if leaf.text is not None]
    assert [marked(text) for text in leaves][1:] == [expected]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            '<figure>\n<img src="a.png" alt="Vue">\n<figcaption>La <em>place</em></figcaption>\n</figure>',
            [["figure", ["paragraph", "image(\ufffc)"], ["caption", "La emphasis(place)"]]],
        ),
        (
            "<details>\n<summary>Résumé</summary>\n\nUn *mot*.\n\n- a\n\n</details>\n\nAprès.",
            [
                [
                    "box",
                    ["caption", "Résumé"],
                    ["paragraph", "Un emphasis(mot)."],
                    ["list", ["item", ["paragraph", "a"]]],
                ],
                ["paragraph", "Après."],
            ],
        ),
        ("<div class='x'>\n\n## Titre\n\nMot.\n\n</div>", [["heading", "Titre"], ["paragraph", "Mot."]]),
        (
            "<div>\nUn\n<p>Deux\n<p>Trois",
            [["paragraph", "Un"], ["paragraph", "Deux"], ["paragraph", "Trois"]],
        ),
        ("<center>Un<br><br>Deux</center>", [["paragraph", "Un"], ["paragraph", "Deux"]]),
        (
            "<ul><li>a<li>b<ul><li>c</ul></ul>",
            [
                [
                    "list",
                    ["item", ["paragraph", "a"]],
                    ["item", ["paragraph", "b"], ["list", ["item", ["paragraph", "c"]]]],
                ]
            ],
        ),
        (
            "<dl><dt>Levain</dt><dd>De la farine.</dd></dl>",
            [["definition_list", ["term", "Levain"], ["definition", ["paragraph", "De la farine."]]]],
        ),
        (
            "<table><tr><th>A<th>B<tr><td>1<td><b>2</b></table>",
            [
                [
                    "table",
                    ["table_row", ["table_cell", "A"], ["table_cell", "B"]],
                    ["table_row", ["table_cell", "1"], ["table_cell", "strong(2)"]],
                ]
            ],
        ),
        (
            "<table><tr><td><h2>Titre</h2><td><p>Mot.</table>",
            [["heading", "Titre"], ["paragraph", "Mot."]],
        ),
        (
            "<blockquote><p>Un</p>Deux</blockquote>",
            [["block_quote", ["paragraph", "Un"], ["paragraph", "Deux"]]],
        ),
        ('<pre><code class="language-py">a <b>b</b>\nc</code></pre>', [["code_block", "a b\nc\n"]]),
        ('<object data="a.pdf" width = "9"></object>', [["paragraph", "link(a.pdf)"]]),
        ("<hr>\n\n<h3>Un<br>deux</h3>", [["thematic_break"], ["heading", "Unbreak(\ufffc)deux"]]),
        ("<form><input> texte</form>\n\nMot.", [["paragraph", "Mot."]]),
        ("<form>\n\nMot.\n\n</form>", [["paragraph", "Mot."]]),
        ("<style>\np { color: red }\n</style>\n\nMot.", [["paragraph", "Mot."]]),
        ("<b>\n\nUn.\n\n</b>\n\nDeux.", [["paragraph", "strong(Un.)"], ["paragraph", "Deux."]]),
        ("<b>\n\nUn.\n\nDeux.", [["paragraph", "Un."], ["paragraph", "Deux."]]),
        ("<?php echo 'a > b'; ?>\n\nMot.", [["paragraph", "Mot."]]),
        ("[<p>Un</p>](x) *<div>deux*", [["paragraph", "link(Un)"], ["paragraph", "emphasis(deux)"]]),
        ("<plaintext>\n\nMot.", [["paragraph", "<plaintext>"], ["paragraph", "Mot."]]),
        (
            "- a <div>b</div>\n- c",
            [["list", ["item", *[["paragraph", x] for x in "ab"]], ["item", ["paragraph", "c"]]]],
        ),
    ],
)
def test_blocks_of_html(source: str, expected: list[object]) -> None:
    article = read(f"---\ntitle: T\n---\n\n{source}\n")
    assert outline(article.blocks) == expected


def test_what_is_left_out_is_noted_once_per_kind_with_its_line() -> None:
    article = read("---\ntitle: T\n---\n\nUn.\n\n<script>x</script>\n\nDeux <form>y</form> <form>z</form>.\n")
    assert [(note.line, note.what) for note in article.notes] == [
        (
            7,
            "<script>, <form> (3 times): left out: remove it, or set allow_html in site.toml "
            "to keep raw HTML",
        )
    ]
    article = read("Un <i hidden>secret</i> mot.\n\n<title>x</title>\n")
    assert [(note.line, note.what.partition(":")[0]) for note in article.notes] == [(1, "<i>")]
    assert "because it is hidden" in article.notes[0].what
    [note] = read("Un.\n\n<dialog>x</dialog><frameset>\n", allow_html=True).notes or [None]
    assert note is None or "because it belongs to a whole page" in note.what


def test_lines_of_blocks_in_html() -> None:
    article = read("<div>\n<p>Un.</p>\n\n<p>Deux</p>\n</div>\n\nTrois\n")
    assert [(block.line, block.text and block.text.plain) for block in article.leaves()] == [
        (2, "Un."),
        (4, "Deux"),
        (7, "Trois"),
    ]


def test_too_deep() -> None:
    with pytest.raises(EnregardError, match="HTML is nested more than 100 levels deep"):
        read("<span>" * 200 + "mot" + "</span>" * 200)


def test_allowed_html_stays_and_its_words_are_read() -> None:
    source = (
        '<div class="x">\n\nUn *mot*.\n\n</div>\n\n<p style="color:red">Rouge</p>\n\n'
        'Un <span class="y">mot</span> <b>gras</b>.\n\n<iframe src="v"></iframe>\n'
    )
    article = read(source, allow_html=True)
    assert outline(article.blocks) == [
        ["html_block", ["paragraph", "Un emphasis(mot)."]],
        ["paragraph", "Rouge"],
        ["paragraph", "Un html(\ufffc)mothtml(\ufffc) strong(gras)."],
        ["html_block", '<iframe src="v"></iframe>\n'],
    ]
    assert article.blocks[0].attrs == {"start": '<div class="x">', "end": "</div>"}
    assert article.blocks[1].attrs == {"html": ' style="color:red"'}


def test_allowed_html_cannot_speak_for_the_page() -> None:
    source = (
        'Un.\n\n<meta http-equiv="refresh" content="0"> <base href="//e.org"><title>x</title>\n\n<link>\n'
    )
    article = read(source, allow_html=True)
    assert outline(article.blocks) == [["paragraph", "Un."]]


PIECES = st.one_of(
    st.sampled_from(sorted(KNOWN)).flatmap(
        lambda name: st.sampled_from([f"<{name}>", f"</{name}>", f'<{name} class="a" title=b>', f"<{name}/>"])
    ),
    st.sampled_from(
        [
            "\n\n",
            "\n",
            "mot ",
            "*a*",
            "**",
            "- ",
            "> ",
            "| a | b |\n|---|---|\n",
            "`",
            "<!--",
            "-->",
            "[a](b)",
        ]
    ),
    st.text(max_size=3),
)


@given(st.lists(PIECES, max_size=12), st.booleans())
def test_any_html_can_be_read(pieces: list[str], allow_html: bool) -> None:
    try:
        article = read("".join(pieces), allow_html=allow_html)
    except EnregardError:
        return
    for leaf in article.leaves():
        assert leaf.text is not None
        check(leaf.text)
    kinds = [block.kind for block in article.blocks]
    assert allow_html or BlockKind.HTML_BLOCK not in kinds
