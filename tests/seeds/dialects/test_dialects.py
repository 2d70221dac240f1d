"""What dialects of Markdown add is read as what it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.errors import EnregardError
from tests.seeds.outlines import marked, outline, read
from tests.seeds.test_properties import check

SAID = ["paragraph", "Un emphasis(mot)."]


def blocks(source: str) -> list[object]:
    return outline(read(f"---\ntitle: T\n---\n\n{source}\n").blocks)


def kinds(source: str) -> list[str]:
    """Return the kinds of the boxes in `source`."""
    return [
        block.attrs["kind"]
        for block in read(f"---\ntitle: T\n---\n\n{source}\n").blocks
        if "kind" in block.attrs
    ]


@pytest.mark.parametrize(
    ("source", "kind", "title"),
    [
        ('!!! warning "Attention"\n    Un *mot*.', "warning", "Attention"),
        ("!!! tip\n    Un *mot*.", "tip", ""),
        ('!!! note ""\n    Un *mot*.', "note", ""),
        ('!!!tip "Astuce"\n    Un *mot*.', "tip", "Astuce"),
        ('???example "Long"\n    Un *mot*.', "note", "Long"),
        ('??? info "Plus"\n\n    Un *mot*.', "note", "Plus"),
        ('???+ sais-tu "Plus"\n    Un *mot*.', "details", "Plus"),
        ("??? Plus de *mots*\nUn *mot*.\n???", "details", "Plus de emphasis(mots)"),
        ('???? note "Gare"\nUn *mot*.\n????', "note", "Gare"),
        ('=== "À pied"\n\n    Un *mot*.', "tab", "À pied"),
        ("::: tip Bon à savoir\nUn *mot*.\n:::", "tip", "Bon à savoir"),
        (":::danger[Vérifiez]\nUn *mot*.\n:::", "danger", "Vérifiez"),
        ("::: {.callout-warning title='Gare'}\nUn *mot*.\n:::", "warning", "Gare"),
        (":::{note} Titre\nUn *mot*.\n:::", "note", "Titre"),
        ("::: details\nUn *mot*.\n:::", "details", ""),
        ("::::note\nUn *mot*.\n::::", "note", ""),
        ("> [!NOTE]\n> Un *mot*.", "note", ""),
        ("> [!warning]- Gare\n> Un *mot*.", "warning", "Gare"),
        ("?> Un *mot*.", "note", ""),
        ("!> Un\n*mot*.", "warning", ""),
        ("[[information]]\n| Un *mot*.", "note", ""),
        ("[[attention | Gare]]\n|\n| Un *mot*.", "warning", "Gare"),
        ('{{% notice warning "Gare" %}}\nUn *mot*.\n{{% /notice %}}', "warning", "Gare"),
        ('{{< callout type="error" >}}Un *mot*.{{< /callout >}}', "danger", ""),
        ("{% note %}\nUn *mot*.\n{% endnote %}", "note", ""),
        ("<details>\n<summary>Plus</summary>\n\nUn *mot*.\n\n</details>", "details", "Plus"),
    ],
)
def test_boxes(source: str, kind: str, title: str) -> None:
    inside = [["caption", title], SAID] if title else [SAID]
    assert blocks(f"{source}\n\nFin.") == [["box", *inside], ["paragraph", "Fin."]]
    assert kinds(source) == [kind]


def test_boxes_in_boxes_lists_and_code() -> None:
    assert blocks("::: tip A\n\n::: warning B\nUn.\n:::\n\n```\n:::\n```\n\n:::\n\nFin.") == [
        [
            "box",
            ["caption", "A"],
            ["box", ["caption", "B"], ["paragraph", "Un."]],
            ["code_block", ":::\n"],
        ],
        ["paragraph", "Fin."],
    ]
    assert blocks("???? A\n??? B\n```\n{}\n```\n???\nUn.\n????\nFin.") == [
        [
            "box",
            ["caption", "A"],
            ["box", ["caption", "B"], ["code_block", "{}\n"]],
            ["paragraph", "Un."],
        ],
        ["paragraph", "Fin."],
    ]
    assert blocks("- a\n\n    ??? B\n    Un.\n    ???\n\n??? Quoi\n\nFin.")[0] == [
        "list",
        ["item", ["paragraph", "a"], ["box", ["caption", "B"], ["paragraph", "Un."]]],
    ]
    assert blocks("- a\n\n    !!! note\n        Un.\n\n- b")[0] == [
        "list",
        ["item", ["paragraph", "a"], ["box", ["paragraph", "Un."]]],
        ["item", ["paragraph", "b"]],
    ]
    assert blocks("::: columns\n\nUn.\n\n:::") == [["paragraph", "Un."]]
    assert blocks("Ah !!! Oui.\n\n===\n\n:::") == [
        ["paragraph", "Ah !!! Oui."],
        ["paragraph", "==="],
        ["paragraph", ":::"],
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Un $m$ et $E = mc^2$.", [["paragraph", "Un code(m) et code(E = mc^2)."]]),
        ("De 5 $ à 7 $, ou 5$ et 7$.", [["paragraph", "De 5 $ à 7 $, ou 5$ et 7$."]]),
        ("$$\na \\, b\n$$", [["code_block", "a \\, b\n"]]),
        (r"Un \(x^2\) et \(bis\).", [["paragraph", "Un code(x^2) et (bis)."]]),
        ("\\[\nx = 1\n\\]", [["code_block", "x = 1\n"]]),
        (
            "Levain\n: De la farine.",
            [["definition_list", ["term", "Levain"], ["definition", ["paragraph", "De la farine."]]]],
        ),
        (
            "- [x] fait\n- [ ] à faire",
            [["list", ["item", ["paragraph", "fait"]], ["item", ["paragraph", "à faire"]]]],
        ),
        ("Un :smile: mot à 10:30:00, :inconnu:.", [["paragraph", "Un 😄 mot à 10:30:00, :inconnu:."]]),
        (":fa-key: Clé :material-map:{ .x } et :fab fa-linux: Linux.", [["paragraph", "Clé et Linux."]]),
        ("Clé :fa fa-key: sûre, et 12:30:00.", [["paragraph", "Clé sûre, et 12:30:00."]]),
        ("\\index{mot@Mot (un)}\n\\newpage\nUn mot.\\label{a}", [["paragraph", "Un mot."]]),
        ("C:\\newpages\\a", [["paragraph", "C:\\newpages\\a"]]),
        (
            "\\begin{align*}\na &= b\n\\end{align*}",
            [["code_block", "\\begin{align*}\na &= b\n\\end{align*}\n"]],
        ),
        (
            "** Un mot ** et **`code`**, d**`x`**.",
            [["paragraph", "strong(Un mot) et strong(code(code)), dstrong(code(x))."]],
        ),
        ("**Un :**deux et **trois **quatre.", [["paragraph", "strong(Un :)deux et strong(trois) quatre."]]),
        ("**Un *mot **", [["paragraph", "strong(Un *mot)"]]),
        ("2 ** 3 ** 4 et a**b", [["paragraph", "2 ** 3 ** 4 et a**b"]]),
        (
            "Un ==mot *surligné*==, a==b et c==d.",
            [["paragraph", "Un highlight(mot emphasis(surligné)), a==b et c==d."]],
        ),
        (
            "[là](une page.md) ![plan](le plan.png) [23](Al (un) ; 2)",
            [["paragraph", "link(là) image(\ufffc) [23](Al (un) ; 2)"]],
        ),
        ("!!!Attention danger", [["paragraph", "!!!Attention danger"]]),
        ("Soit :\n$$ c(S) = 1 $$\nfin", [["paragraph", "Soit : code(c(S) = 1) fin"]]),
        ("Où $x\\in [0,9] $, de 5 $ à 7 $.", [["paragraph", "Où code(x\\in [0,9]), de 5 $ à 7 $."]]),
        ("####\u00a0Un\n\n-\u00a0deux", [["heading", "Un"], ["list", ["item", ["paragraph", "deux"]]]]),
        ('Un.\n\n+++ {"a": 1}\n\nDeux.\n\n+++', [["paragraph", "Un."], ["paragraph", "Deux."]]),
        (
            "<figure markdown>\n    ![a](b.png){ width=3 }\n    <figcaption>Un *mot*</figcaption>\n</figure>",
            [["figure", ["paragraph", "image(\ufffc)"], ["caption", "Un *mot*"]]],
        ),
        (
            "<details>\n<summary>Plus</summary>\n- un **mot**\n</details>",
            [["box", ["caption", "Plus"], ["list", ["item", ["paragraph", "un strong(mot)"]]]]],
        ),
        ("<pre>\n# un\n</pre>", [["code_block", "# un\n"]]),
        ("<iframe src='{% link a.html %}'></iframe>", [["paragraph", "link(a.html)"]]),
        ("== Un ==\nUn.\n\n=== Deux ===", [["heading", "Un"], ["paragraph", "Un."], ["heading", "Deux"]]),
        ("a == b == c", [["paragraph", "a == b == c"]]),
        ("![a](b.png) {.c .d}", [["paragraph", "image(\ufffc)"]]),
        (
            "<Note style={{ a: 1 }}>\nUn *mot*.\n</Note>\nDeux.",
            [["paragraph", "Un emphasis(mot)."], ["paragraph", "Deux."]],
        ),
        ("++ctrl+c++, ^^deux^^ et a++b++", [["paragraph", "keyboard(ctrl + c), inserted(deux) et a++b++"]]),
        ("Le HTML.\n\n*[HTML]: un langage\n*[CSS]: un autre", [["paragraph", "Le HTML."]]),
        ('{% code title="a" %}\n```py\nx\n```\n{% endcode %}', [["code_block", "x\n"]]),
        ("## Un {{#check A | deux}}\n\n{{#include a.rs}}", [["heading", "Un deux"]]),
        (
            "<figure><img src='a.png'><figcaption><p>Un *mot*</p></figcaption></figure>",
            [["figure", ["paragraph", "image(\ufffc)"], ["caption", "Un *mot*"]]],
        ),
        (
            "|a|b|\n|-|-|\n| `x|y` | z |",
            [
                [
                    "table",
                    ["table_row", ["table_cell", "a"], ["table_cell", "b"]],
                    ["table_row", ["table_cell", "code(x|y)"], ["table_cell", "z"]],
                ]
            ],
        ),
        (
            "|a|b|\n|-|-|\n| `x | y` |",
            [
                [
                    "table",
                    ["table_row", ["table_cell", "a"], ["table_cell", "b"]],
                    ["table_row", ["table_cell", "`x"], ["table_cell", "y`"]],
                ]
            ],
        ),
        (
            'Un.\n\n{{ component("card", {\n  title: "a"\n}) }}\n\nDeux.',
            [["paragraph", "Un."], ["paragraph", "Deux."]],
        ),
        ("[a](x){: .b }\n{: align=middle }", [["paragraph", "link(a)"]]),
        ("[a]{.petit} et **b**{#c .d}", [["paragraph", "a et strong(b)"]]),
        ("![a](x.png){width=50%}", [["paragraph", "image(\ufffc)"]]),
        ("Un.\n\n{.large}\n\nDeux {x} {#x.", [["paragraph", "Un."], ["paragraph", "Deux {x} {#x."]]),
        (
            "|a|b|\n|-|-|\n|c|d|\n{: .large }\n\nUn.",
            [
                [
                    "table",
                    ["table_row", ["table_cell", "a"], ["table_cell", "b"]],
                    ["table_row", ["table_cell", "c"], ["table_cell", "d"]],
                ],
                ["paragraph", "Un."],
            ],
        ),
        (
            "|a|\n|-|\n|b|\n\n: Les *prix* {#prix}\n\nUn.",
            [
                [
                    "figure",
                    ["table", ["table_row", ["table_cell", "a"]], ["table_row", ["table_cell", "b"]]],
                    ["caption", "Les emphasis(prix)"],
                ],
                ["paragraph", "Un."],
            ],
        ),
        (
            "> |a|\n> |-|\n> | {b=1} |\n> {.c}",
            [
                [
                    "block_quote",
                    [
                        "table",
                        ["table_row", ["table_cell", "a"]],
                        ["table_row", ["table_cell", "{b=1}"]],
                    ],
                ]
            ],
        ),
        ("<p>Un {{ mot }}.</p>", [["paragraph", "Un code({{ mot }})."]]),
        ("[TOC]\n\nUn.", [["paragraph", "Un."]]),
        ("[[toc]]\n\nUn.", [["paragraph", "Un."]]),
        ("* Sommaire\n{:toc}\n\nUn.", [["paragraph", "Un."]]),
        (
            "[[Page]], [[Page#Suite|ici]] et `[[non]]`",
            [["paragraph", "link(Page), link(ici) et code([[non]])"]],
        ),
        ("[[Un]][[@deux]], [[a]](b)", [["paragraph", "link(Un)link(@deux), link([a])"]]),
        ("![[plan.png|300]] et ![[Page]]", [["paragraph", "image(\ufffc) et link(Page)"]]),
        (
            '{{< figure src="a.png" caption="La *place*" >}}',
            [["figure", ["paragraph", "image(\ufffc)"], ["caption", "La *place*"]]],
        ),
        ("{{< youtube abc >}}", [["paragraph", "link(Vidéo)"]]),
        ('[a]({{< relref "b.md" >}}) [c]({{ site.baseurl }}/d)', [["paragraph", "link(a) link(c)"]]),
        ("{% highlight bash %}\necho `a`\n{% endhighlight %}", [["code_block", "echo `a`\n"]]),
        ("{{< highlight go >}}\na := 1\n{{< /highlight >}}", [["code_block", "a := 1\n"]]),
        ("{% include plan.html %}\n\nUn.", [["paragraph", "Un."]]),
        ("Le {% cite dupont %} mot.", [["paragraph", "Le code({% cite dupont %}) mot."]]),
        ("`{% x %}`\n\n```\n{{< y >}}\n```", [["paragraph", "code({% x %})"], ["code_block", "{{< y >}}\n"]]),
        ("```\n{% raw %}{{ a }}{% endraw %}\n```", [["code_block", "{{ a }}\n"]]),
    ],
)
def test_what_dialects_add(source: str, expected: list[object]) -> None:
    assert blocks(source) == expected


def test_more_signs_make_higher_headings_in_dokuwiki() -> None:
    found = read("---\ntitle: T\n---\n\n====== Un ======\n\n== Deux ==\n\nUn.").blocks
    assert [block.attrs["level"] for block in found if "level" in block.attrs] == ["1", "5"]


def test_attributes_of_headings_and_tasks() -> None:
    article = read("# Titre\n\n## Une partie {#la-partie .x}\n\n## Deux {: #deux }\n\n- [x] fait\n- rien\n")
    assert [block.attrs.get("id") for block in article.blocks[:2]] == ["la-partie", "deux"]
    assert [item.attrs.get("checked") for item in article.blocks[2].children] == ["true", None]


def test_what_only_a_generator_can_run_is_noted_once_per_kind() -> None:
    article = read("Un.\n\n{% include a.html %}\n\n{{< carte >}}\n\nLe {% cite x %} mot {{ page.auteur }}.\n")
    assert [note.line for note in article.notes] == [3, 7]
    assert "left out, because enregard cannot run it" in article.notes[0].what
    assert "shown as it is, because enregard cannot run it" in article.notes[1].what


SIGNS = """!!! ??? === ::: > [!NOTE] [[ ]] {{< >}} {{% %}} {% %} {{ }} $ $$
 \\( \\) \\[ \\] {: } {# {. :smile: [TOC]
- [x] : | ` ``` ~~~ <!-- --> %% highlight endhighlight figure src=a note tip"""
PIECES = st.one_of(
    st.sampled_from(SIGNS.split()),
    st.sampled_from(["\n", "\n\n", "\n    ", " ", "mot "]),
    st.text(max_size=2),
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_any_mixture_can_be_read(source: str) -> None:
    try:
        article = read(source)
    except EnregardError:
        return
    for leaf in article.leaves():
        assert leaf.text is not None
        check(leaf.text)


@pytest.mark.parametrize(
    "source",
    [
        "{% a " + '"" ' * 3000,
        "{{< a " + '"" ' * 3000,
        "{{<" + " " * 9000 + "a",
        "[mot]{.a" + " .b" * 3000,
        "[mot]{: " + " " * 9000 + "a",
    ],
    ids=range(5),
)
def test_tags_and_attributes_without_an_end_are_words(source: str) -> None:
    """With a pattern that can match in several ways, each of these would take for ever."""
    [leaf] = read(f"---\ntitle: T\n---\n\n{source}\n").leaves()
    assert leaf.text is not None
    assert leaf.text.plain.split() == source.split()


def test_a_tag_over_several_lines_and_one_before_it() -> None:
    [leaf] = read("---\ntitle: T\n---\n\n{% a %} {{< b\nc=d >}} mot\n").leaves()
    assert leaf.text is not None
    assert marked(leaf.text) == "code({% a %}) code({{< b c=d >}}) mot"
