"""Links between words are written in little space, and only believed if they fit the texts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.article.edits import Span
from enregard.article.word_links import decode, encode, fits, words_of
from enregard.site.words.typography import typeset

TEXTS = st.text(alphabet="aé1 '’-_.\ufffcœ²\u0301", max_size=60)


def span(text: str, word: str) -> Span:
    return text.index(word), text.index(word) + len(word)


def test_links_are_numbers_of_words() -> None:
    french, english = "L’hôtel-de-ville, 2,5 M.", "The “city hall”: 2.5"
    links = encode(
        french,
        english,
        [
            (span(french, "hôtel-de-ville"), span(english, "hall")),
            (span(french, "2,5"), span(english, "2.5")),
        ],
    )
    one, other = words_of(french), words_of(english)
    assert one == ["L", "hôtel", "de", "ville", "2", "5", "M"]
    assert [(one[ours], other[theirs]) for ours, theirs in decode(links)] == [
        ("hôtel", "hall"),
        ("de", "hall"),
        ("ville", "hall"),
        ("2", "2"),
        ("2", "5"),
        ("5", "2"),
        ("5", "5"),
    ]
    assert encode("a " * 973, "a", [((0, 1), (0, 1))]) == ""
    long = "a " * 972
    assert encode(long, long, [((at, at + 1), (at, at + 1)) for at in (70, 72, 1942)]) == "zzA0A0ZzZz"
    assert decode("zzA0A0ZzZz") == [(35, 35), (36, 36), (971, 971)]


@given(TEXTS, TEXTS, st.data())
def test_what_is_written_fits(french: str, english: str, data: st.DataObject) -> None:
    one, other = ([match.span() for match in re.finditer(r"\S+", text)] for text in (french, english))
    pairs = [(here, there) for here in one for there in other]
    chosen = data.draw(st.lists(st.sampled_from(pairs))) if pairs else []
    assert fits(encode(french, english, chosen), french, english)


@pytest.mark.parametrize(
    "links",
    ["0", "02", "20", "zz", "A00A", "AA00", "0000", "1000", "00 11", "é0", "٠٠", "0011" * 9],
)
def test_other_links_do_not_fit(links: str) -> None:
    assert not fits(links, "Il pleut", "It rains")


@given(st.text(alphabet="aé1 '’-_.\"<«»:!", max_size=60), st.sampled_from(["fr", "en"]))
def test_typography_keeps_the_words(text: str, lang: str) -> None:
    assert words_of(typeset(text, lang)) == words_of(text)
