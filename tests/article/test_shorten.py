"""Shortened titles."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from enregard.article.shorten import shorten


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Un titre.", "Un titre."),
        ("  Un\n titre ", "Un titre"),
        ("", ""),
        (
            "Les talibans ont intensifié leur offensive ces dernières semaines, prenant les districts ruraux",
            "Les talibans ont intensifié leur offensive ces dernières semaines…",
        ),
        (
            "Les Etats-Unis continueront de mener des frappes aériennes pour soutenir les forces de Kaboul",
            "Les Etats-Unis continueront de mener des frappes aériennes…",
        ),
        (
            "The United States will continue to carry out air strikes to support Afghan forces against them",
            "The United States will continue to carry out air strikes to support Afghan forces…",
        ),
        (
            "Le prix du pain est passé de 1,50 à 2,75 euros la semaine dernière : tout le monde en parle ici",
            "Le prix du pain est passé de 1,50 à 2,75 euros la semaine dernière…",
        ),
        (
            "The States will continue to conduct airstrikes to support Afghan forces in the face of attacks",
            "The States will continue to conduct airstrikes to support Afghan forces…",
        ),
        # A quotation is not left open where a cut before it does
        (
            "Le ministre de l'intérieur a déclaré hier, « devant la presse, devant tous, et sans sourire »",
            "Le ministre de l'intérieur a déclaré hier…",
        ),
        # Without clauses, between words, and not after a word that leans on the next
        (
            "Cinq mille sept cent vingt-huit habitants très mécontents réclament maintenant tous les droits",
            "Cinq mille sept cent vingt-huit habitants très mécontents réclament maintenant tous…",
        ),
        ("A" * 100, "A" * 89 + "…"),
    ],
)
def test_examples(text: str, expected: str) -> None:
    assert shorten(text) == expected


WORDS = st.lists(st.text("abcdeé'-«»(),.;:…", min_size=1, max_size=12), max_size=40).map(" ".join)


@given(WORDS, st.integers(2, 120))
@example(":::::a 'a :", 10)
def test_a_short_beginning_that_cuts_no_word(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    if len(text) <= limit:
        assert short == text
        return
    assert short.endswith("…")
    assert text.startswith(short[:-1])
    rest = text[len(short) - 1 :].lstrip(" ,;:.!?…–—-")
    boundary = len(text) - len(rest)
    assert text[boundary - 1] in " ,;:.!?…–—-" or not rest or len(text.split()[0]) >= limit


@given(st.text(max_size=300), st.integers(2, 50))
def test_any_text(text: str, limit: int) -> None:
    assert len(shorten(text, limit)) <= limit
