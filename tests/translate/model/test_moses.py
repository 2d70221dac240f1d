"""Punctuation is what OPUS-MT's models were trained on."""

import pytest

from enregard.translate.model.moses import normalise


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Il a dit : « Oui ! » (ou non) – peut-être…", 'Il a dit: "Oui!" (ou non) - peut-être...'),
        ("Le prix—haut", "Le prix - haut"),
        ("A(b )c ( d).", "A (b) c (d)."),
        ('"Oui." Il part. "Non."', '"Oui". Il part. "Non."'),
        ('"Oui," dit-il.', '"Oui", dit-il.'),
        ("12\u00a0000 euros, 5 % et 3 %", "12 000 euros, 5% et 3%"),
        ("un\u200bdeux\x07 trois  quatre ", "undeux trois quatre"),
        ("''Oui'' et ´´non´´ ， 《x》", '"Oui" et "non" , "x"'),
        ("", ""),
    ],
)
def test_sentences_are_normalised(given: str, expected: str) -> None:
    assert normalise(given) == expected


@pytest.mark.parametrize("sign", ["«", " ", "(", '."', ") ", "'", "."])
def test_hostile_sentences_take_no_time(sign: str) -> None:
    assert len(normalise(sign * 100_000)) < 400_000
