"""Whatever a sentence holds, its marks and what must not be translated come out of it once."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.article.article import OBJECT, VERBATIM, Mark, MarkKind, Text
from enregard.translate.draft.pipeline import ProcessingTranslator
from enregard.translate.draft.postprocess import postprocess
from enregard.translate.draft.preprocess import Reason, preprocess
from enregard.translate.glossary.csv_file import parse_glossary
from enregard.translate.glossary.glossary import Glossary
from enregard.translate.markup.align import Alignment
from enregard.translate.markup.placeholders import from_placeholders, with_placeholders
from enregard.translate.markup.transfer import bare_words, transfer_markup
from enregard.translate.markup.unplaced import Transferred
from enregard.translate.model.engine import Engine
from enregard.translate.model.install import Installed
from enregard.translate.model.translator import Draft
from tests.article.texts import texts
from tests.translate.markup.test_transfer import aligned

NONE = Glossary()
TERMS, _ = parse_glossary(
    "French,English\nversion française …,French version by …\nfrappe aérienne,air strike\nLe Monde,\n",
    "g.csv",
)


def through(plain: str, english: str, terms: Glossary = NONE) -> str:
    """What becomes of the answer `english` where the words of each mark answer those at the same place."""
    prepared = preprocess(Text(plain), terms)
    source = [match.span() for match in re.finditer(r" ?\w+| ?[^\w ]", bare_words(prepared.text))]
    target = [match.span() for match in re.finditer(r" ?\w+| ?[^\w ]", english)]
    attention = [[float(t == s) for s in range(len(source))] for t in range(len(target))]
    return postprocess(
        prepared, transfer_markup(prepared.text, Alignment(english, source, target, attention))
    ).plain


def echo(plain: str, terms: Glossary = NONE) -> str:
    """What becomes of `plain` where the model says what it is given."""
    prepared = preprocess(Text(plain), terms)
    return postprocess(prepared, Transferred(prepared.text)).plain


ECHOES = {
    "Voir https://a.fr/b_c?x=1,5.": "Voir https://a.fr/b_c?x=1,5.",
    "« 12 000 » : {name} !": '"12,000": {name}!',
    "L’ami 😀 de @x_y": "L'ami 😀 de @x_y",
    "KABOUL, 25 juillet": "KABOUL, 25 juillet",
    "LES TALIBANS VOIENT www.a.fr": "LES TALIBANS VOIENT www.a.fr",
    "1. Le mot": "1. Le mot",
    "à 14 h 30, %s": "à 14:30, %s",
}


@pytest.mark.parametrize("plain", ECHOES)
def test_what_the_model_says_again(plain: str) -> None:
    assert echo(plain) == ECHOES[plain]


def test_the_model_is_given_words_it_knows() -> None:
    assert preprocess(Text("KABOUL, l’ami : https://a.fr."), NONE).text.plain == "Kaboul, l'ami : NX1."
    assert preprocess(Text("L'OTAN À KABOUL DÉSORMAIS"), NONE).text.plain == "L'OTAN à Kaboul désormais"


def test_capitals_come_back_on_the_words_that_answer_them() -> None:
    assert through("KABOUL, 25 juillet", "Kabul, 25 July") == "KABUL, 25 July"
    assert through("LES TALIBANS PRENNENT KABOUL", "The Taliban take Kabul") == "THE TALIBAN TAKE KABUL"


def test_a_term_is_put_in_where_the_model_has_another() -> None:
    said = through("une frappe aérienne", "an aerial attack", TERMS)
    assert said == "an air strike"
    assert through("des frappes aériennes", "some aerial attacks", TERMS) == "some air strikes"
    assert through("Frappe aérienne hier", "Aerial attack yesterday", TERMS) == "Air strike yesterday"
    assert (
        through("une frappe aérienne", "one airstrike or air-strike", TERMS) == "one airstrike or air-strike"
    )
    assert (
        through("version française Ann Lee", "English version Ann Lee", TERMS) == "French version by Ann Lee"
    )


def test_the_article_before_a_term_suits_it() -> None:
    terms, _ = parse_glossary("French,English\nchat,owl\noie,goose\n", "g.csv")
    assert through("un chat", "a cat", terms) == "an owl"
    assert through("une oie", "an ostrich", terms) == "a goose"


def test_what_is_not_translated_is_left() -> None:
    assert through("dans Le Monde", "in NX1", TERMS) == "in Le Monde"
    assert through("dans Le Monde", "in world", TERMS) == "in Le Monde"


@pytest.mark.parametrize(
    ("plain", "english", "expected"),
    [
        ("11) Le mot", "(11) The word", "11) The word"),
        ("11) Le mot", "The word", "11) The word"),
        ("a) Le mot", "(a) The word", "a) The word"),
        ("• Le mot", "The word", "• The word"),
        ("– Le mot", "- The word", "– The word"),
        ("– Tu viens ? dit-il.", '"Coming?" he said.', '"Coming?" he said.'),
        ("– Tu viens ?", '"Coming?', "– Coming?"),
        ("3 mots", "3 words", "3 words"),
        ("»» Lire la suite", '"" Read more', "»» Read more"),
        ("A. Les mots", "Words", "A. Words"),
        ("I. Introduction", "Introduction", "I. Introduction"),
        ("A. Martin", "Martin", "Martin"),
        ("À demain", "See you tomorrow.", "See you tomorrow"),
        ("Il part.", "He leaves.", "He leaves."),
        ("Il part", "He leaves etc.", "He leaves etc."),
    ],
)
def test_the_list_number_is_that_of_the_french(plain: str, english: str, expected: str) -> None:
    assert postprocess(preprocess(Text(plain), NONE), Transferred(Text(english))).plain == expected


def test_a_stand_in_said_twice_is_said_once() -> None:
    prepared = preprocess(Text("Voir www.a.fr."), NONE)
    twice = Text("See NX1 NX1.", (Mark(MarkKind.CODE, 4, 7, dict(prepared.text.marks[0].attrs)),))
    assert postprocess(prepared, Transferred(twice)).plain == "See www.a.fr."


def test_what_the_model_dropped_stands_at_the_end() -> None:
    prepared = preprocess(Text("Voir www.a.fr et www.b.fr."), NONE)
    english = transfer_markup(prepared.text, Alignment("See.", [(0, 4)], [(0, 3), (3, 4)], [[1.0], [1.0]]))
    assert postprocess(prepared, english).plain == "See www.a.fr www.b.fr."


def test_what_the_model_dropped_does_not_end_up_in_code() -> None:
    prepared = preprocess(Text(", www.a.fr", (Mark(MarkKind.CODE, 0, 2),)), NONE)
    english = transfer_markup(prepared.text, Alignment("", [(0, 3)], [], []))
    assert postprocess(prepared, english) == Text(",  www.a.fr", (Mark(MarkKind.CODE, 0, 2),))


def test_a_translator_without_marks_loses_nothing() -> None:
    prepared = preprocess(Text("Voir www.a.fr et www.b.fr."), NONE)
    assert postprocess(prepared, Transferred(Text("See NX2."))).plain == "See www.b.fr www.a.fr."
    assert postprocess(prepared, Transferred(Text(""))).plain.split() == ["www.a.fr", "www.b.fr"]


def test_code_is_held_and_stays_code() -> None:
    text = from_placeholders("Tapez <1>le prix = 1,5</1> ici", [Mark(MarkKind.CODE, 0, 0)])
    prepared = preprocess(text, NONE)
    assert prepared.text.plain == "Tapez NX1 ici"
    said = transfer_markup(
        prepared.text,
        Alignment("Type it", [(0, 5), (5, 9), (9, 13)], [(0, 4), (4, 7)], [[1, 0, 0], [0, 1, 0]]),
    )
    assert with_placeholders(postprocess(prepared, said)) == "Type <1>le prix = 1,5</1>"


def test_what_is_kept_goes_to_the_model_as_a_stand_in_and_comes_back_with_its_markup() -> None:
    marks = [Mark(MarkKind.NOT_TRANSLATED, 0, 0), Mark(MarkKind.EMPHASIS, 0, 0), Mark(MarkKind.STRONG, 0, 0)]
    text = from_placeholders("Il a vu <1>Gloire au <2>Bras</2> : 1,5</1> <3>hier</3>.", marks)
    prepared = preprocess(text, NONE)
    assert bare_words(prepared.text) == "Il a vu NX1 hier."
    english = "Yesterday he saw NX1."
    said = aligned(prepared.text, english, {0: 4, 1: 0, 2: 1, 3: 2, 4: 3, 5: 5})
    target = postprocess(prepared, transfer_markup(prepared.text, said))
    assert (
        with_placeholders(target, text.marks) == "<3>Yesterday</3> he saw <1>Gloire au <2>Bras</2> : 1,5</1>."
    )


def test_a_term_with_markup_inside_is_left_to_the_model() -> None:
    text = from_placeholders("une frappe <1>aérienne</1>", [Mark(MarkKind.STRONG, 0, 0)])
    assert not preprocess(text, TERMS).anchors


PIECES = st.sampled_from(
    ["Le", "chat", " ", ", ", ".", " : ", "«\u00a0", "\u00a0»", "’", "KABOUL", "LES", "www.a.fr", "{x}", "😀",
     "12 000", "1,5", "à 14 h 30", "1. ", "– ", "Le Monde", "frappes aériennes", "version française Ann Lee",
     "#mot", "NX1", "…"]
)  # fmt: skip


@st.composite
def sentences(draw: st.DrawFn) -> Text:
    """French with all that is held in it, and marks of all kinds over it."""
    plain = "".join(draw(st.lists(PIECES, min_size=1, max_size=12)))
    edges = sorted(draw(st.sets(st.integers(0, len(plain)), max_size=6)))
    kinds = st.sampled_from([MarkKind.STRONG, MarkKind.LINK, MarkKind.CODE, MarkKind.NOT_TRANSLATED])
    return Text(
        plain,
        tuple(
            Mark(draw(kinds), start, end, {"href": str(start)})
            for start, end in zip(edges[::2], edges[1::2], strict=False)
        ),
    )


def assert_whole(source: Text, target: Text) -> None:
    """Every mark of the source is in the target, and no other; code and what is kept as they were."""
    assert sorted((m.kind, str(m.attrs)) for m in target.marks) == sorted(
        (m.kind, str(m.attrs)) for m in source.marks
    )
    for mark in source.marks:
        if mark.kind in VERBATIM:
            words = source.plain[mark.start : mark.end]
            assert words in [target.plain[m.start : m.end] for m in target.marks if m.kind is mark.kind]
    assert target.plain.count(OBJECT) == source.plain.count(OBJECT)


@given(sentences())
def test_marks_and_held_words_come_out_of_an_echo(text: Text) -> None:
    prepared = preprocess(text, TERMS)
    target = postprocess(prepared, Transferred(prepared.text))
    assert_whole(text, target)
    for anchor in prepared.anchors:
        if anchor.reason is Reason.VERBATIM:
            assert anchor.words in target.plain


@given(
    sentences(),
    st.lists(st.sampled_from(["a", "the", "NX1", "NX2", "Kabul", ",", "."]), max_size=8),
    st.data(),
)
def test_marks_and_held_words_come_out_of_any_answer(
    text: Text, words: list[str], data: st.DataObject
) -> None:
    prepared = preprocess(text, TERMS)
    english = " ".join(words)
    source = [match.span() for match in re.finditer(r"\S+", bare_words(prepared.text))]
    target = [match.span() for match in re.finditer(r"\S+", english)]
    attention = [[float(data.draw(st.integers(0, 3)) == 0) for _ in source] if source else [] for _ in target]
    said = transfer_markup(prepared.text, Alignment(english, source, target, attention))
    finished = postprocess(prepared, said)
    assert_whole(text, finished)
    for anchor in prepared.anchors:
        if anchor.reason is Reason.VERBATIM:
            assert finished.plain.count(anchor.words) >= 1


@given(texts())
def test_any_marks_come_out_of_an_echo(text: Text) -> None:
    prepared = preprocess(text, NONE)
    target = postprocess(prepared, Transferred(prepared.text))
    assert sorted((m.kind, str(m.attrs)) for m in target.marks) == sorted(
        (m.kind, str(m.attrs)) for m in text.marks
    )


Key = TypeVar("Key")


class Echo:
    """Says what it is given, in the wrong order."""

    def alternatives(
        self, texts: Iterable[tuple[Key, Text]], count: int
    ) -> Iterator[tuple[Key, list[Transferred]]]:
        for key, text in reversed(list(texts)):
            yield key, [Transferred(text)] * count


def test_each_answer_is_finished_under_its_key() -> None:
    given_texts = [("a", Text("Voir www.a.fr")), ("b", Text("« oui »"))]
    wanted = {"a": Text("Voir www.a.fr"), "b": Text('"oui"')}
    preparing = ProcessingTranslator(Echo())
    assert dict(preparing.stream(given_texts)) == {key: Draft(text) for key, text in wanted.items()}
    assert dict(preparing.alternatives(given_texts, 3)) == {
        key: [Draft(text)] for key, text in wanted.items()
    }


class Fixed:
    """Says one thing whatever it is given, and notes what that was."""

    def __init__(self, english: str) -> None:
        self.english = english
        self.given: list[Text] = []

    def alternatives(
        self, texts: Iterable[tuple[Key, Text]], count: int
    ) -> Iterator[tuple[Key, list[Transferred]]]:
        place = (0, len(self.english))
        for key, text in texts:
            self.given.append(text)
            alignment = Alignment(self.english, [(0, len(bare_words(text)))], [place], [[1.0]])
            yield key, [transfer_markup(text, alignment)] * count


@pytest.mark.parametrize(
    ("english", "expected", "times"), [("air strikes", "air strikes", 1), ("raids", "air strikes", 2)]
)
def test_only_what_does_not_honour_a_term_is_translated_again(
    english: str, expected: str, times: int
) -> None:
    engine = Fixed(english)
    assert dict(ProcessingTranslator(engine, TERMS).stream([("a", Text("frappes aériennes"))])) == {
        "a": Draft(Text(expected))
    }
    assert len(engine.given) == times
    assert not engine.given[0].marks


MODEL = {
    "KABOUL, 25 juillet (Reuters) -": "KABUL, 25 July (Reuters) -",
    "LES TALIBANS PRENNENT KABOUL": "TALIBAN TAKE KABUL",
    "Voir https://example.org/a_b?x=1,5.": "See https://example.org/a_b?x=1,5.",
}


@pytest.mark.model
def test_the_model_is_helped(model: Installed) -> None:
    with Engine(model.path) as engine:
        said = dict(ProcessingTranslator(engine).stream((plain, Text(plain)) for plain in MODEL))
    assert {plain: draft.text.plain for plain, draft in said.items()} == MODEL


KEPT = (
    "Le nouveau film de Jean Dupont, <1>Gloire au Bras d'honneur</1>, sort demain dans les salles.",
    "Il a lu <1>Le Rouge et le Noir</1> et <2>Voyage au bout de la nuit</2> pendant l'été.",
    "<1>Liberté, égalité, fraternité</1> est gravé sur la façade de la mairie.",
)


@pytest.mark.model
def test_the_model_leaves_alone_what_is_kept(model: Installed) -> None:
    marks = [Mark(MarkKind.NOT_TRANSLATED, 0, 0)] * 2
    texts = [(french, from_placeholders(french, marks[: french.count("</")])) for french in KEPT]
    with Engine(model.path) as engine:
        said = dict(ProcessingTranslator(engine).stream(texts))
    kept = re.compile(r"<(\d)>.*?</\1>")
    for french, draft in said.items():
        english = with_placeholders(draft.text)
        assert sorted(kept.findall(english)) == sorted(kept.findall(french))
        assert all(match[0] in english for match in kept.finditer(french)), english
        assert kept.sub("", english) != kept.sub("", french)


@pytest.mark.model
def test_the_credit_of_the_second_seed_is_true(model: Installed) -> None:
    from enregard.translate.glossary.csv_file import read_glossary

    terms, _ = read_glossary(Path(__file__).parents[3] / "translate" / "glossary.csv")
    credit = "(Reportage du bureau de Kaboul, version française Benjamin Mallet)"
    with Engine(model.path) as engine:
        said = dict(ProcessingTranslator(engine, terms).stream([(0, Text(credit))]))[0].text.plain
    assert said == "(Reporting by the Kabul bureau, French version by Benjamin Mallet)"


def test_joined_emoji_are_one_anchor() -> None:
    family = "👨\u200d👩\u200d👧"
    assert [anchor.words for anchor in preprocess(Text(f"Elle rit {family} ici."), NONE).anchors] == [family]
