"""Tags that are text go around the words that answer theirs, and come back as they were."""

import re
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from enregard.article.article import OBJECT, Mark, MarkKind, Text
from enregard.translate.draft.html_tags import lift_tags, restore_tags
from enregard.translate.draft.pipeline import ProcessingTranslator
from enregard.translate.draft.postprocess import postprocess
from enregard.translate.draft.preprocess import preprocess
from enregard.translate.glossary.glossary import Glossary
from enregard.translate.markup.align import Alignment
from enregard.translate.markup.placeholders import from_placeholders
from enregard.translate.markup.transfer import bare_words, transfer_markup
from enregard.translate.model.engine import Engine
from enregard.translate.model.install import Installed
from tests.site.article.test_html import texts
from tests.translate.markup.test_transfer import aligned

NONE = Glossary()


@pytest.mark.parametrize(
    ("plain", "read", "marks"),
    [
        ("Un mot en <b>gras</b>.", "Un mot en gras.", ["emphasis gras"]),
        ("<b><i>un</i> mot</b>", "un mot", ["emphasis un mot", "emphasis un"]),
        ("<b><i>un</i></b>", "un", ["emphasis un", "emphasis un"]),
        ("<b>un <i>mot</b> là</i>", f"un {OBJECT}mot là{OBJECT}", ["emphasis un *mot", "html *", "html *"]),
        ("<B class='x y'>un</b >", "un", ["emphasis un"]),
        ('Voir <a href="https://a.fr/?x=1">ici</a>.', "Voir ici.", ["emphasis ici"]),
        ('Un <img alt="😀"> ici', f"Un {OBJECT} ici", ["html *"]),
        ("Un<br>deux<hr/>", f"Un{OBJECT}deux{OBJECT}", ["break *", "break *"]),
        ("Un <b></b>mot", f"Un {OBJECT}{OBJECT}mot", ["html *", "html *"]),
        ("<p>Un mot", f"{OBJECT}Un mot", ["html *"]),
        ("Un mot.</p>", f"Un mot.{OBJECT}", ["html *"]),
        ("<!-- a --> Un", f"{OBJECT} Un", ["html *"]),
        # words
        ("La balise <strong> est là.", "La balise <strong> est là.", []),
        ("Il dit </b> et <b> aussi", "Il dit </b> et <b> aussi", []),
        ("H<sub>2</sub>O", "H<sub>2</sub>O", []),
        ("<b>L</b>iberté", "<b>L</b>iberté", []),
        ("3 < 5 et 7 > 2", "3 < 5 et 7 > 2", []),
        ("<é>mot</é>", "<é>mot</é>", []),
        ("$x = <b>y</b>$", "$x = <b>y</b>$", []),
        ("<b", "<b", []),
    ],
)
def test_what_is_lifted(plain: str, read: str, marks: list[str]) -> None:
    text, _ = lift_tags(Text(plain))
    assert text.plain == read
    assert [f"{m.kind} {text.plain[m.start : m.end].replace(OBJECT, '*')}" for m in text.marks] == marks


def test_tags_nest_with_the_markup_around_and_in_them() -> None:
    text = from_placeholders(
        "<1><b>un</b></1> <b><2>deux</2></b> <i><3>trois</i></3> <4><b></4>",
        [Mark(kind, 0, 0) for kind in (MarkKind.STRONG, MarkKind.LINK, MarkKind.STRONG, MarkKind.CODE)],
    )
    lifted, tags = lift_tags(text)
    assert lifted.plain == f"un deux {OBJECT}trois{OBJECT} <b>"
    kinds = [mark.kind.value for mark in lifted.marks]
    assert kinds == ["strong", "emphasis", "emphasis", "link", "html", "strong", "html", "code"]
    assert restore_tags(lifted, tags) == text


PIECES = st.sampled_from(["<b>", "</b>", "<i class='a'>", "</i>", "<br>", "<!-- x -->", "<a>", "</a>"]) | (
    st.sampled_from(["mot", " ", "H", "2", "<1>", "</1>", "é", ".", "<", ">", "$", "{", "}"])
)
TAGS = st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["<b>", "</b>"])), max_size=4)


@given(st.lists(PIECES, max_size=14).map("".join))
@example("<b></b>")
@example("<b><br></b>")
@example("<b><i> </i></b>")
def test_what_is_lifted_is_put_back(plain: str) -> None:
    lifted, tags = lift_tags(Text(plain))
    assert restore_tags(lifted, tags) == Text(plain)


@given(texts(nested=True), TAGS)
def test_what_is_lifted_from_a_marked_text_is_put_back(text: Text, tags: list[tuple[int, str]]) -> None:
    plain, marks = text.plain, list(text.marks)
    for place, tag in tags:
        at = min(place, len(plain))
        plain = plain[:at] + tag + plain[at:]
        marks = [
            Mark(m.kind, m.start + len(tag) * (m.start >= at), m.end + len(tag) * (m.end > at), m.attrs)
            for m in marks
        ]
    text = Text(plain, tuple(marks))
    lifted, lifted_tags = lift_tags(text)
    assert restore_tags(lifted, lifted_tags) == text


@given(st.lists(PIECES, min_size=1, max_size=12).map("".join), st.integers(0, 5), st.data())
def test_every_tag_comes_out_of_any_answer(plain: str, words: int, data: st.DataObject) -> None:
    prepared = preprocess(Text(plain), NONE)
    english = " ".join(["word"] * words)
    source = [match.span() for match in re.finditer(r"\S+", bare_words(prepared.text))]
    target = [match.span() for match in re.finditer(r"\S+", english)]
    attention = [[float(data.draw(st.integers(0, 3)) == 0) for _ in source] for _ in target]
    said = postprocess(
        prepared, transfer_markup(prepared.text, Alignment(english, source, target, attention))
    ).plain
    tags = re.compile(r"</?[a-z][^<>]*>|<!-- x -->")
    assert not Counter(tags.findall(plain)) - Counter(tags.findall(said))


def test_tags_go_where_their_words_went() -> None:
    text = Text('Le <b class="x">chat</b> noir<br>dort <i>ici</i>')
    prepared = preprocess(text, NONE)
    assert bare_words(prepared.text) == "Le chat noir dort ici"
    said = transfer_markup(prepared.text, aligned(prepared.text, "The black cat sleeps here", {1: 2, 2: 1}))
    assert postprocess(prepared, said).plain == 'The black <b class="x">cat</b><br>sleeps <i>here</i>'


MODEL = {
    "Un mot en <b>gras</b> dans la phrase.": "A word in <b>bold</b> in the sentence.",
    'Voir <a href="https://example.org/page?x=1">la page du ministère</a> pour en savoir plus.':
    'See <a href="https://example.org/page?x=1">the department\'s page</a> for more information.',
    "<p>Le gouvernement a annoncé une réforme.</p>": "<p>The government has announced a reform.</p>",
    "Le <b><i>grand</i> homme</b> est mort.": "The <b><i>great</i> man</b> is dead.",
    "L'eau est H<sub>2</sub>O, et x<sup>2</sup> est un carré.":
    "The water is H<sub>2</sub>O, and x<sup>2</sup> is a square.",
    'La <span style="color:red">voiture rouge</span> roule vite.':
    'The <span style="color:red">red car</span> runs fast.',
}  # fmt: skip


@pytest.mark.model
def test_the_model_translates_around_tags(model: Installed) -> None:
    with Engine(model.path) as engine:
        said = dict(ProcessingTranslator(engine).stream((plain, Text(plain)) for plain in MODEL))
    assert {plain: draft.text.plain for plain, draft in said.items()} == MODEL
