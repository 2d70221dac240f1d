"""Markup follows the words that answer its words, and none of it is ever lost."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.article.article import ATOMS, OBJECT, Mark, MarkKind, Text
from enregard.translate.markup.align import Alignment, join_alignments
from enregard.translate.markup.placeholders import from_placeholders, with_placeholders
from enregard.translate.markup.transfer import bare_words, transfer_markup
from tests.article.texts import texts

KINDS = {
    "k": MarkKind.NOT_TRANSLATED,
    "b": MarkKind.STRONG,
    "e": MarkKind.EMPHASIS,
    "a": MarkKind.LINK,
    "c": MarkKind.CODE,
}
ATOM_KINDS = {"i": MarkKind.IMAGE, "f": MarkKind.FOOTNOTE, "r": MarkKind.BREAK}


def marked(string: str, kinds: str) -> Text:
    """The text with placeholders `string`; `kinds` has a letter for each."""
    return from_placeholders(string, [Mark((KINDS | ATOM_KINDS)[kind], 0, 0) for kind in kinds])


def spans(plain: str) -> list[tuple[int, int]]:
    """The spans of the words of `plain`, each with the blank before it, as the tokenizer cuts."""
    return [match.span() for match in re.finditer(r" ?\w+| ?[^\w ]| +", plain)]


def aligned(text: Text, english: str, links: dict[int, int]) -> Alignment:
    """English whose word t answers the French word `links[t]`, or t where none is given."""
    source, target = spans(bare_words(text)), spans(english)
    attention = [[float(links.get(t, t) == s) for s in range(len(source))] for t in range(len(target))]
    return Alignment(english, source, target, attention)


@pytest.mark.parametrize(
    ("french", "kinds", "english", "links", "expected"),
    [
        (
            "Le <1>chat</1> noir dort",
            "b",
            "The black cat sleeps",
            {1: 2, 2: 1},
            "The black <1>cat</1> sleeps",
        ),
        (
            "Le <1><2>chat</2> noir</1> dort",
            "be",
            "The black cat sleeps",
            {1: 2, 2: 1},
            "The <1>black <2>cat</2></1> sleeps",
        ),
        ("<1>chat</1> <2>noir</2>", "ab", "black cat", {0: 1, 1: 0}, "<2>black</2> <1>cat</1>"),
        ("Lancez <1>ls -l</1> ici", "c", "Run there ls -l", {1: 3, 2: 1, 3: 2}, "Run there <1>ls -l</1>"),
        ("Lancez <1>chat</1> ici", "c", "Run cat here", {}, "Run <1>chat</1> here"),
        ("Oui<1/> mais non", "f", "Yes but no", {}, "Yes<1/> but no"),
        ("<1/> Oui", "i", "Yes", {}, "<1/> Yes"),
        ("Oui <1/>", "i", "Yes", {}, "Yes <1/>"),
        ("Oui <1/> non", "i", "Yes no", {}, "Yes <1/> no"),
        ("Oui<1/>non", "r", "Yes no", {}, "Yes<1/>no"),
        ("Un <1><2/></1> lien", "ai", "A link", {}, "A <1><2/></1> link"),
        ("Le <1>chat</1>, enfin", "b", "The cat, finally", {}, "The <1>cat</1>, finally"),
        ("Dit <1>« oui »</1> !", "b", 'Says "yes"!', {1: 1, 2: 2, 3: 3, 4: 4}, 'Says <1>"yes"</1>!'),
        (
            "Le <1>président de Mali</1>.",
            "a",
            "Mali's president.",
            {0: 3, 1: 3, 2: 2, 3: 1},
            "<1>Mali's president</1>.",
        ),
        (
            "Le roi de <1>Mali</1> dort",
            "a",
            "Mali's king sleeps",
            {0: 3, 1: 2, 2: 2, 3: 1, 4: 4},
            "<1>Mali</1>'s king sleeps",
        ),
        # an article of its own, or none
        ("Voici <1>le chat</1>", "b", "Here is the cat", {0: 0, 1: 0, 2: 2, 3: 2}, "Here is <1>the cat</1>"),
        ("Voici le <1>chat</1>", "b", "Here is the cat", {0: 0, 1: 0, 2: 2, 3: 2}, "Here is the <1>cat</1>"),
        ("Les <1>chats</1>", "b", "Cats", {0: 0}, "<1>Cats</1>"),
        # all of a sentence, with its sign
        ("<1>Le chat dort.</1>", "b", "A nap.", {0: 0, 1: 1, 2: 3}, "<1>A nap.</1>"),
        # what an outer mark holds, out of its reach
        (
            "<1>Hier un <2>chat</2></1> dort",
            "ba",
            "A cat sleeps yesterday",
            {0: 1, 1: 2, 2: 3, 3: 0},
            "<1>A <2>cat</2></1> sleeps yesterday",
        ),
        (
            "<1>Hier soir un tout <2>chat</2></1> dort",
            "ba",
            "Cat sleeps last night quite",
            {0: 4, 1: 5, 2: 0, 3: 1, 4: 3},
            "<2>Cat</2> sleeps <1>last night quite</1>",
        ),
        # no word of its own
        ("Un <1>beau</1> <2>chat</2>", "eb", "A cat", {1: 2}, "A <1><2>cat</2></1>"),
        ("Un <1>beau</1> <2>chat</2>", "ca", "A cat", {1: 2}, "A <2>cat</2> [<1>beau</1>]"),
        ("<1>Gloire</1> <2>belle</2>", "kb", "Beautiful", {0: 1}, "<2>Beautiful</2> [<1>Gloire</1>]"),
        ("<1>Gloire <2>à</2></1> belle", "kb", "Beauty", {0: 1}, "Beauty [<1>Gloire <2>à</2></1>]"),
        # between the words that answer those around it
        ("Une ligne <1/> fin.", "i", "A line end.", {}, "A line <1/> end."),
        ("Une ligne <1/>.", "i", "A line.", {}, "A line <1/>."),
        ("Un chat noir<1/>, ici", "f", "A black cat, here", {1: 2, 2: 1}, "A black cat<1/>, here"),
        ("Un chat,<1/> ici", "f", "A cat, here", {}, "A cat,<1/> here"),
        (
            "Vu par Mali<1/> hier",
            "f",
            "Yesterday Mali's view",
            {0: 3, 1: 2, 2: 2, 3: 0},
            "Yesterday Mali's<1/> view",
        ),
        ("Un, <1/>deux", "i", "One, two", {}, "One, <1/>two"),
        ("Un, <1/> deux", "i", "One, two", {}, "One, <1/> two"),
        ("Un lien,<1/>une ligne <2/> fin.", "ri", "A link, a line end.", {}, "A link,<1/>a line <2/> end."),
    ],
)
def test_markup_follows_its_words(
    french: str, kinds: str, english: str, links: dict[int, int], expected: str
) -> None:
    text = marked(french, kinds)
    carried = transfer_markup(text, aligned(text, english, links)).whole()
    assert with_placeholders(carried, text.marks) == expected


def test_a_link_that_shows_its_address_keeps_it() -> None:
    for words, address in [("https://a.fr/été", "https://a.fr/%C3%A9t%C3%A9"), ("a@b.fr", "mailto:a@b.fr")]:
        text = from_placeholders(f"Voir <1>{words}</1>", [Mark(MarkKind.LINK, 0, 0, {"href": address})])
        source = [(0, 4), (5, len(text.plain))]
        alignment = Alignment("See summer.", source, [(0, 3), (4, 10), (10, 11)], [[1, 0], [0, 1], [0, 0]])
        assert with_placeholders(transfer_markup(text, alignment).whole()) == f"See <1>{words}</1>."


def test_many_marks_are_no_matter() -> None:
    count = 2000
    marks = [Mark(MarkKind.LINK, 0, 0, {"href": str(number)}) for number in range(count)]
    text = from_placeholders(" ".join(f"<{n}>mot{n}</{n}>" for n in range(1, count + 1)), marks)
    english = text.plain.replace("mot", "word")
    rows = [[0.0] * at + [1.0] for at in range(count)]
    carried = transfer_markup(text, Alignment(english, spans(text.plain), spans(english), rows))
    assert [mark.attrs["href"] for mark in carried.text.marks] == [str(number) for number in range(count)]
    assert not carried.unplaced


def test_raw_tags_keep_their_order() -> None:
    marks = [Mark(MarkKind.HTML, 0, 0, {"html": html}) for html in ("<kbd>", "</kbd>")]
    text = from_placeholders("Un <1/>chat<2/> noir", marks)
    carried = transfer_markup(text, aligned(text, "black cat", {0: 2, 1: 1}))
    assert [mark.attrs["html"] for mark in carried.text.marks] == ["<kbd>", "</kbd>"]


@st.composite
def alignments(draw: st.DrawFn) -> tuple[Text, Alignment]:
    text = draw(texts())
    english = draw(st.text(st.sampled_from("ab 12,.é"), max_size=20))
    source, target = spans(bare_words(text)), spans(english)
    shares = st.floats(0, 1)
    attention = [[draw(shares) for _ in source] for _ in target]
    return text, Alignment(english, source, target, attention)


@given(alignments())
def test_every_mark_is_there_once_and_well_nested(case: tuple[Text, Alignment]) -> None:
    text, alignment = case
    carried = transfer_markup(text, alignment).whole()

    def census(text: Text) -> Counter[tuple[str, str]]:
        return Counter((mark.kind, mark.attrs.get("href", "")) for mark in text.marks)

    assert census(carried) == census(text)
    assert from_placeholders(with_placeholders(carried), carried.marks) == carried
    for one in carried.marks:
        assert (carried.plain[one.start : one.end] == OBJECT) == (
            one.kind in ATOMS
        ) or one.end - one.start > 0
        for other in carried.marks:
            crossing = one.start < other.start < one.end < other.end
            assert not crossing

    assert codes(carried) == codes(text)


def codes(text: Text) -> Counter[str]:
    """The code in `text`, but for code with atoms in it, which moves as a whole."""
    marked = (text.plain[mark.start : mark.end] for mark in text.marks if mark.kind is MarkKind.CODE)
    return Counter(words.strip() for words in marked if OBJECT not in words)


def test_the_parts_of_a_long_sentence_take_room_in_proportion_to_it() -> None:
    parts = [
        Alignment(f"word{at}", [(9 * at, 9 * at + 8)], [(0, len(f"word{at}"))], [[1.0]])
        for at in range(1000, 3000)
    ]
    plain = " " * 9000 + " ".join(f"mot_{at}" for at in range(1000, 3000))
    joined = join_alignments(parts)
    assert sum(map(len, joined.attention)) == len(parts)
    start, end = plain.index("mot_1500"), plain.index("mot_1502") + 8
    target = transfer_markup(Text(plain, (Mark(MarkKind.STRONG, start, end),)), joined).text
    (mark,) = target.marks
    assert target.plain[mark.start : mark.end] == "word1500 word1501 word1502"
