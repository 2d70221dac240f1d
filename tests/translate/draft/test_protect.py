"""What is no language is found whole, without the punctuation around it, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.translate.draft.protect import masks, protected

FOUND = {
    "Voir https://example.org/a_b?x=1,5. Fin": ["https://example.org/a_b?x=1,5"],
    "(http://a.fr/b_(c)) et « www.lemonde.fr/ »": ["http://a.fr/b_(c)", "www.lemonde.fr/"],
    'Le site "exemple.fr", oui': ["exemple.fr"],
    "jean.dupont@exemple.gouv.fr, ou @jean_dupont !": ["jean.dupont@exemple.gouv.fr", "@jean_dupont"],
    "#Kaboul2021 et #élections": ["#Kaboul2021", "#élections"],
    "mon_rapport-final.pdf puis /etc/passwd, C:\\Temp\\a.txt": [
        "mon_rapport-final.pdf",
        "/etc/passwd",
        "C:\\Temp\\a.txt",
    ],
    "{name}, %d, %(n)s, {{ x }}, $x, %1$s, &nbsp;": [
        "{name}",
        "%d",
        "%(n)s",
        "{{ x }}",
        "$x",
        "%1$s",
        "&nbsp;",
    ],
    "192.168.0.1 et v1.2.3 et doi:10.1000/xyz1.": ["192.168.0.1", "v1.2.3", "doi:10.1000/xyz1"],
    "😀 🇫🇷 👨‍👩‍👧 1️⃣ →": ["😀", "🇫🇷", "👨‍👩‍👧", "1️⃣", "→"],
    "Le président Владимир Путин": ["Владимир Путин"],
    "De Žatec à Łódź, d'Österreich à Hà Nội-Est": ["Łódź", "Nội-Est"],
    "On a $x^2 + y_1$ et $$a$$, \\(f(x)\\) pour 5 $ ou $10.": ["$x^2 + y_1$", "$$a$$", "\\(f(x)\\)"],
    "[x] fait et [ ] à faire": ["[x]", "[ ]"],
    "L'option --dry-run, ou foo()": ["--dry-run", "foo()"],
}

WORDS = [
    "100 % des 5 $US, soit 50 %d'entre eux",
    "C'est fini.de plus M.le président a dit",
    "km/h et/ou n° 3, 24/07/2021, 3,5 et 12.500",
    "il dit --pourtant-- que R&D et C# et #3",
    "J.-C., U.S., p.ex., a.m. et etc.",
    "L’homme a dit : oui… « non » (peut-être)",
    "1 < 2 et 3 > 2 ; x = y",
]


@pytest.mark.parametrize("plain", FOUND)
def test_it_is_found_whole(plain: str) -> None:
    assert [plain[start:end] for start, end in protected(plain)] == FOUND[plain]


@pytest.mark.parametrize("plain", WORDS)
def test_words_are_left_to_the_model(plain: str) -> None:
    assert protected(plain) == []


@given(st.text("ab1 .@#{}%$_/\\:-()<>&é😀я\u200d,»", max_size=60))
def test_spans_are_apart_and_in_order(plain: str) -> None:
    last = 0
    for start, end in protected(plain):
        assert last <= start < end <= len(plain)
        assert plain[start:end] == plain[start:end].strip()
        last = end


def test_a_stand_in_is_none_of_the_words() -> None:
    codes = masks("NX1 et NX3")
    assert [next(codes), next(codes)] == ["NX2", "NX4"]
