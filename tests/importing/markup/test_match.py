"""Markup of the French on existing English: each mark once, and no word lost."""

import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from enregard.article.article import ATOMS, OBJECT, Mark, MarkKind, Text
from enregard.export.codes import words
from enregard.importing.markup.match import mark_text
from enregard.importing.markup.place import place_missing
from enregard.seeds.markdown import read_blocks
from enregard.seeds.notes import Notes
from enregard.translate.markup.placeholders import from_placeholders, with_placeholders
from enregard.translate.markup.unplaced import Transferred
from tests.export.examples import texts


def markdown(string: str) -> Text:
    [block] = read_blocks([string], 1, Notes(), allow_html=False)[:1]
    assert block.text is not None
    return block.text


def english(french: str, words: str, reference: str = "") -> tuple[str, str]:
    """Return the English in Markdown with the markup of the French, and what is doubtful in it."""
    source = markdown(french)
    found = mark_text(
        markdown(words), source, from_placeholders(reference, source.marks) if reference else None
    )
    assert found is not None
    from_placeholders(found.string, source.marks)  # raises where a mark is missing
    return found.string, found.doubt


@pytest.mark.parametrize(
    ("french", "words", "string"),
    [
        ("Un *mot* et **deux**.", "**Two** and a *word*.", "<2>Two</2> and a <1>word</1>."),
        ("Un *mot* et *deux*.", "A *word* and *two*.", "A <1>word</1> and <2>two</2>."),
        (
            "[a](https://x.org/a) et [b](https://x.org/b)",
            "[b](https://x.org/b) and [a](https://x.org/a)",
            "<2>b</2> and <1>a</1>",
        ),
        ("Un ***mot*** là", "A ***word*** there", "A <1><2>word</2></1> there"),
        ("Voir `x = 1` ici", "See `x = 1` here", "See <1>x = 1</1> here"),
        ("Le **tout**", "**It** all", "<1>It</1> all"),
        ("a < 1 <2>", "a < 1 <2>", "a < 1 <\\2>"),
        ("a < 1", "a < 1 <2>", "a < 1 <\\2>"),
    ],
)
def test_markup_that_both_have(french: str, words: str, string: str) -> None:
    assert english(french, words) == (string, "")


@pytest.mark.parametrize(
    ("french", "words", "reference", "string"),
    [
        ("**Tout.**", "All of it.", "", "<1>All of it.</1>"),
        (
            "Le journal *Le Monde* dit non.",
            "The newspaper Le Monde says no.",
            "",
            "The newspaper <1>Le Monde</1> says no.",
        ),
        (
            "Le [président](https://x.org/) a parlé.",
            "Then the president made a speech.",
            "The <1>president</1> spoke.",
            "Then the <1>president</1> made a speech.",
        ),
        (
            "Le [rapport du ministre](https://x.org/) est là.",
            "The report that the minister wrote is here.",
            "The <1>report of the minister</1> is here.",
            "The <1>report that the minister</1> wrote is here.",
        ),
        ("Il vient.[^1]\n\n[^1]: x", "He is coming.", "", "He is coming.<1/>"),
    ],
)
def test_markup_that_the_english_lacks_finds_its_words(
    french: str, words: str, reference: str, string: str
) -> None:
    source = read_blocks(french.split("\n"), 1, Notes(), allow_html=False)[0].text
    assert source is not None
    found = mark_text(Text(words), source, from_placeholders(reference, source.marks) if reference else None)
    assert found is not None
    assert (found.string, found.doubt) == (string, "")


@pytest.mark.parametrize(
    ("french", "words", "string", "doubt"),
    [
        ("Un *mot* rare", "A word", "A word [<1>mot</1>]", "stands behind it"),
        ("Un mot", "A [word](https://x.org/)", "A word", 'the French has no <a href="https://x.org/">'),
        (
            "Un [mot](https://fr.x.org/)",
            "A [word](https://en.x.org/)",
            "A <1>word</1>",
            'the French has other than <a href="https://en.x.org/">',
        ),
    ],
)
def test_markup_that_does_not_match_is_doubtful(french: str, words: str, string: str, doubt: str) -> None:
    found = english(french, words)
    assert found[0] == string
    assert doubt in found[1]


def test_a_text_without_words_is_none() -> None:
    source = markdown("Un *mot*")
    assert mark_text(Text(" \n"), source) is None


IMAGE = Mark(MarkKind.IMAGE, 0, 1, {"src": "i.png", "alt": ""})
NOTE = Mark(MarkKind.FOOTNOTE, 1, 2, {"label": "n"})
EMPHASIS = Mark(MarkKind.EMPHASIS, 0, 1)


@example(Text("<"), Text("0", (EMPHASIS,)))
@example(Text("0", (EMPHASIS,)), Text(" 0", (EMPHASIS,)))
@example(Text(OBJECT, (EMPHASIS, IMAGE)), Text(f"{OBJECT}0", (IMAGE,)))
@example(
    Text(OBJECT * 2, (replace(EMPHASIS, end=2), IMAGE, Mark(MarkKind.EMPHASIS, 1, 2), NOTE)),
    Text(f"0{OBJECT}", (NOTE,)),
)
@given(texts(), texts())
def test_each_mark_of_the_french_is_there_once_and_all_words(source: Text, target: Text) -> None:
    found = mark_text(target, source)
    expected = re.sub(r"\W", "", words(target))
    if found is None:
        assert not expected
        return
    read = from_placeholders(found.string, source.marks)
    assert re.sub(r"\W", "", words(read)).startswith(expected)


@given(texts(), st.text(st.characters(blacklist_characters=OBJECT), min_size=1))
def test_missing_marks_change_no_word(source: Text, plain: str) -> None:
    numbers = list(range(1, len(source.marks) + 1))
    found = place_missing(Text(plain), numbers, source, None)
    from_placeholders(with_placeholders(found.whole(), source.marks), source.marks)
    atoms = sum(mark.kind in ATOMS for mark in found.text.marks)
    assert found.text.plain.count(OBJECT) == atoms
    assert found.text.plain.replace(OBJECT, "") == plain


def test_a_mark_is_not_set_across_another() -> None:
    source = Text("Jean Paul Sartre", (Mark(MarkKind.EMPHASIS, 0, 9), Mark(MarkKind.STRONG, 5, 9)))
    text = Text("Jean Paul Sartre", (Mark(MarkKind.EMPHASIS, 0, 9),))
    assert place_missing(text, [2], source, None) == Transferred(source)
