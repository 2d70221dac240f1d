"""Superscripts and subscripts in words, and their English."""

from pathlib import PurePosixPath

import pytest

from enregard.article.article import Text
from enregard.seeds.read import read_article
from enregard.translate.markup.align import Alignment
from enregard.translate.markup.placeholders import PlaceholderError, from_placeholders, with_placeholders
from enregard.translate.markup.scripts import transfer_all
from enregard.translate.markup.transfer import bare_words


def french(source: str) -> Text:
    """Return the text of a paragraph of Markdown."""
    text = read_article([source], PurePosixPath("a.md")).blocks[0].text
    assert text is not None
    return text


def english(source: str, words: str) -> str:
    """Return the transfer of the markup of `source` to its English `words`, word by word."""
    text = french(source)
    spans = [[], []]  # type: list[list[tuple[int, int]]]
    for found, plain in zip(spans, (bare_words(text), words), strict=True):
        at = 0
        for word in plain.split(" "):
            found.append((at, at + len(word)))
            at += len(word) + 1
    rows = [[float(one == other) for one in range(len(spans[0]))] for other in range(len(spans[1]))]
    target = transfer_all(text, Alignment(words, spans[0], spans[1], rows)).whole()
    return with_placeholders(target, text.marks)


@pytest.mark.parametrize(
    ("source", "words", "expected"),
    [
        ("De l'H<sub>2</sub>O.", "Some H2O.", "Some H<1>2</1>O."),
        ("Du CO~2~ et 5 m^2^", "Some CO2 and 5 m2", "Some CO<1>2</1> and 5 m<2>2</2>"),
        ("Le 1<sup>er</sup> mai", "The 1st May", "The 1<1>st</1> May"),
        ("Le 1<sup>er</sup> mai", "May 1", "May 1"),
        (
            "Au XIX<sup>e</sup>, le 2<sup>e</sup>",
            "In the 19th, the 2nd",
            "In the 19<1>th</1>, the 2<2>nd</2>",
        ),
        ("M<sup>me</sup> Roy au 3<sup>e</sup>", "Ms. Roy on 3rd", "Ms. Roy on 3<1>rd</1>"),
        ("Le n<sup>o</sup> 5", "Number 5", "Number 5"),
        ("Ici x<sup>n</sup> + x<sub>i</sub>", "Here xn + xi", "Here x<1>n</1> + x<2>i</2>"),
        ("Un **mot** m<sup>2</sup>", "A word m2", "A <1>word</1> m<2>2</2>"),
        ("Un **m<sup>2</sup>**", "A m2", "A <1>m<2>2</2></1>"),
    ],
)
def test_english(source: str, words: str, expected: str) -> None:
    assert english(source, words) == expected


def test_a_translation_may_lack_the_end_of_an_abbreviation_but_no_other_mark() -> None:
    marks = french("M<sup>me</sup> Roy a 5 m<sup>2</sup>").marks
    assert from_placeholders("Ms Roy has 5 m<2>2</2>", marks).plain == "Ms Roy has 5 m2"
    with pytest.raises(PlaceholderError, match="<2>…</2> is missing"):
        from_placeholders("Ms Roy has 5 m2", marks)


def test_a_title_in_front_matter_is_without_tags() -> None:
    lines = ["---", "title: L'eau du XIX<sup>e</sup> siècle &amp; <votre nom>", "---", "Mot."]
    assert read_article(lines, PurePosixPath("a.md")).title == "L'eau du XIXe siècle & <votre nom>"
