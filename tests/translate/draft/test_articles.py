"""Acronyms have the right article."""

import pytest

from enregard.article.article import Text
from enregard.article.edits import edit_text
from enregard.translate.draft import articles


@pytest.mark.parametrize(
    ("french", "english", "expected"),
    [
        ("C'est un SUV.", "It's a SUV.", "It's an SUV."),
        ("un MP3, une URL", "an MP3, an URL", "an MP3, a URL"),
        ("un HLM et un élu MRSL", "a HLM and a MRSL", "an HLM and an MRSL"),
        ("une base OTAN, un test NASA", "a NATO base, an NASA test", "a NATO base, a NASA test"),
        ("une FAQ", "a FAQ and an FAQ", "a FAQ and an FAQ"),
        ("un ADN", "a ADN", "an ADN"),
        ("Vitamine A", "Vitamin A SUVx", "Vitamin A SUVx"),
        ("Une LED clignote.", "LED flashes.", "An LED flashes."),
        ("Il le fait avec un GPS.", "He does it with GPS.", "He does it with a GPS."),
        ("Un GPS, une LED", "The GPS, some LED", "The GPS, some LED"),
        ("Les LED clignotent.", "LED flashes.", "LED flashes."),
    ],
)
def test_articles_before_acronyms(french: str, english: str, expected: str) -> None:
    assert edit_text(Text(english), list(articles.in_english(french, english))).plain == expected


@pytest.mark.parametrize(
    ("words", "article"),
    [
        *[(word, "an") for word in ("abortion", "8 km", "11", "18%", "SNCF", "État", "₽80", "iPhone")],
        *[(word, "a") for word in ("university", "unit", "euro", "10⁹", "110", "café", "NATO", "one-way")],
    ],
)
def test_what_replaces_a_mask_has_the_right_article(words: str, article: str) -> None:
    for before in ("a", "an"):
        plain = f"It is {before} NX1."
        edits = articles.before(plain, len(plain) - 4, words)
        assert edit_text(Text(plain), list(edits)).plain == f"It is {article} NX1."
