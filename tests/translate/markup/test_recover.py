"""Wrong placeholders: the words are kept, and the markup is where it plainly was meant."""

from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from enregard.article.article import ATOMS, OBJECT, Mark, MarkKind, Text
from enregard.translate.markup.placeholders import (
    PlaceholderError,
    from_placeholders,
    with_placeholders,
    without_placeholders,
)
from enregard.translate.markup.recover import recover, suggestion
from tests.article.texts import texts
from tests.seeds.test_properties import check
from tests.translate.markup.test_transfer import ATOM_KINDS, KINDS


def french(string: str, kinds: str) -> Text:
    """The sentence with placeholders `string`; `kinds` has a letter for each, and no two are alike."""
    named = KINDS | ATOM_KINDS
    return from_placeholders(string, [Mark(named[kind], 0, 0, {"n": str(n)}) for n, kind in enumerate(kinds)])


ONE, TWO = "Le <1>modèle</1> marche.", "Le <1>un</1> et <2>deux</2>."


@pytest.mark.parametrize(
    ("source", "kinds", "typed", "shown", "said"),
    [
        # half of a pair
        (ONE, "a", "The <1>model works.", "The <1>model</1> works.", "<1> ends after “model”"),
        (ONE, "a", "The model</1> works.", "The <1>model</1> works.", "<1> starts before “model”"),
        (ONE, "a", "The <1><1/>model works.", "The <1>model</1> works.", "<1> ends after “model”"),
        (
            "Le <1>grand modèle</1> marche.",
            "a",
            "The <1>great model works.",
            "The <1>great model</1> works.",
            "<1> ends after “great model”",
        ),
        (
            "Il voit <1>la grande maison rouge</1>.",
            "b",
            "He sees <1>the big red country house.",
            "He sees <1>the big red country house</1>.",
            "<1> ends after “the big red country house”",
        ),
        (
            "<1>Hier soir</1>, il dort.",
            "b",
            "Late last night</1>, he sleeps.",
            "<1>Late last night</1>, he sleeps.",
            "<1> starts before “Late last night”",
        ),
        (TWO, "ab", "<1>One and <2>two</2>.", "<1>One</1> and <2>two</2>.", "<1> ends after “One”"),
        (TWO, "ab", "One <1>and</1> two</2>.", "One <1>and</1> <2>two</2>.", "<2> starts before “two”"),
        (
            "<1>Un <2>deux</2> trois</1> quatre",
            "ab",
            "<1>One <2>two</2> three four",
            "<1>One <2>two</2> three</1> four",
            "<1> ends after “One two three”",
        ),
        (
            "Lancez <1>ls -l</1> ici.",
            "c",
            "Run <1>ls -l here.",
            "Run <1>ls -l</1> here.",
            "<1> ends after “ls -l”",
        ),
        # signs mistaken
        (ONE, "a", "The <1>model<1> works.", "The <1>model</1> works.", ""),
        (ONE, "a", "The </1>model<1> works.", "The <1>model</1> works.", ""),
        (ONE, "a", "The < 1>model</ 1> works.", "The <1>model</1> works.", ""),
        (ONE, "a", "The < 1> model </1> < 2> works.", "The  <1>model</1>  < 2> works.", ""),
        ("Un<1/>, ici.", "f", "One<1>, here</1>.", "One<1/>, here.", ""),
        (ONE, "a", "The <7>model</7> works.", "The <1>model</1> works.", "<7> is read as <1>"),
        (TWO, "ab", "<1>One <2>and</1> two</2>.", "<1>One and</1> <2>two</2>.", "<2> starts after <1>"),
        (
            "Le <1>un <2>deux</2></1>.",
            "ae",
            "<1>One <2>two</1> three</2>.",
            "<1>One <2>two</2></1> three.",
            "<2> ends with <1>",
        ),
        (ONE, "a", "<1>Model</1> and <1>model</1>", "<1>Model</1> and model", "<1> marks “Model”"),
        # nothing left of it
        (ONE, "b", "The model works.", "The model works.", "<1> is left out"),
        (ONE, "a", "The model works.", "The model works. <1>modèle</1>", "<1> follows the sentence"),
        (
            TWO,
            "ba",
            "<3>One</3> <4>two</4>",
            "One two <2>deux</2>",
            "<3> is left out; <4> is left out; <1> is left out; <2> follows the sentence",
        ),
        (
            "Lire <1>Le Monde</1>.",
            "a",
            "Le Monde is read.",
            "<1>Le Monde</1> is read.",
            "<1> marks “Le Monde”",
        ),
        ("Vu <1>ici</1>.", "k", "Seen ici there.", "Seen <1>ici</1> there.", "<1> marks “ici”"),
        (
            "Vu <1>ici</1>.",
            "k",
            "ici and ici.",
            "ici and ici. <1>ici</1>",
            "<1> follows the sentence",
        ),
        ("Un <1><2/></1>.", "ai", "One.", "One. <1><2/></1>", "<1> follows the sentence"),
        (
            "<1><2/></1> Un <3>mot</3>.",
            "aib",
            "<1><2/></1> One <3>word.",
            "<1><2/></1> One <3>word</3>.",
            "<3> ends after “word”",
        ),
        ("Un.", "", "<1>One</1>.", "One.", "<1> is left out"),
    ],
)
def test_what_is_shown(source: str, kinds: str, typed: str, shown: str, said: str) -> None:
    sentence = french(source, kinds)
    with pytest.raises(PlaceholderError):
        from_placeholders(typed, sentence.marks)
    text, words = recover(typed, sentence)
    assert with_placeholders(text, sentence.marks) == shown
    assert words == said or (not said and words == "it is shown as it was probably meant")


SIGNS = st.sampled_from(
    ["<1>", "</1>", "<2>", "</2>", "<3>", "</3>", "<1/>", "<2/>", "<9>", "< 1>", "</ 2 >"]
)
TYPED = st.lists(SIGNS | st.sampled_from(["a word", " ", "A", "<", "é.", OBJECT, "<\\1>"]), max_size=12)


@given(TYPED.map("".join), texts())
@example("<2>", Text("<" + OBJECT, (Mark(MarkKind.LINK, 0, 2, {}), Mark(MarkKind.BREAK, 1, 2))))
def test_every_word_is_kept_and_no_mark_is_doubled(typed: str, source: Text) -> None:
    text, said = recover(typed, source)
    assert said
    assert len(said.splitlines()) == 1
    letters = [sign for sign in without_placeholders(typed) if sign.isalpha()]
    assert [sign for sign in text.plain if sign.isalpha()][: len(letters)] == letters
    assert not Counter(map(known, text.marks)) - Counter(map(known, source.marks))
    whole = Text(f"|{text.plain}|", tuple(Mark(m.kind, m.start + 1, m.end + 1, m.attrs) for m in text.marks))
    if "\n" not in whole.plain:
        check(whole)
    kept = {MarkKind.LINK, MarkKind.CODE, MarkKind.NOT_TRANSLATED}
    outer = [mark for mark in source.marks if mark.kind in kept or mark.kind in ATOMS - {MarkKind.BREAK}]
    if not any(one is not two and one.start <= two.start < one.end for one in source.marks for two in outer):
        assert Counter(map(known, outer)) - Counter(map(known, text.marks)) == Counter()


@given(TYPED.map("".join), texts())
def test_what_is_suggested_is_right_and_in_the_same_words(typed: str, source: Text) -> None:
    if suggested := suggestion(typed, source):
        text = from_placeholders(suggested, source.marks)
        letters = [sign for sign in text.plain if sign.isalpha()]
        assert letters == [sign for sign in without_placeholders(typed) if sign.isalpha()]


def known(mark: Mark) -> tuple[str, str]:
    """What a mark and its counterpart have in common."""
    return mark.kind, str(mark.attrs)


@given(texts())
def test_what_is_right_stays_as_it_is(text: Text) -> None:
    if text.plain == text.plain.strip() and all(
        text.plain[m.start : m.end] == text.plain[m.start : m.end].strip() for m in text.marks
    ):
        assert recover(with_placeholders(text), text)[0] == text
