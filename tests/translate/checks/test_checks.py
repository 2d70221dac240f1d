"""What each check finds, and what it ignores."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enregard.article.article import OBJECT, Mark, MarkKind, Text
from enregard.translate.checks import BLOCKING, CHECKS, KINDS, check
from enregard.translate.checks.pair import fold
from enregard.translate.checks.wordlists import common_words, english_words, exonyms, lexicon, shared_words
from enregard.translate.glossary.csv_file import parse_glossary

CASES = [
    case.split("\n")
    for case in (Path(__file__).parent / "checks.txt").read_text(encoding="utf-8").strip().split("\n\n")[1:]
]
LINK = Mark(MarkKind.LINK, 0, 2, {"href": "https://exemple.fr/"})


def kinds(french: str, english: str) -> list[str]:
    return sorted({finding.kind for finding in check(Text(french), Text(english))})


@pytest.mark.parametrize(("expected", "french", "english"), CASES, ids=[case[1][:40] for case in CASES])
def test_findings_match_the_fixture(expected: str, french: str, english: str) -> None:
    assert kinds(french, english) == sorted(set(expected.split()) - {"-"})


def test_every_kind_but_markup_and_glossary_has_a_fixture() -> None:
    assert {kind for case in CASES for kind in case[0].split()} == {*KINDS, "-"} - {"markup", "glossary"}


@pytest.mark.parametrize(
    ("original", "translation", "found"),
    [
        ((LINK,), (LINK,), 0),
        ((LINK,), (), 1),
        ((LINK,), (LINK, Mark(MarkKind.LINK, 3, 5, LINK.attrs)), 1),
        ((LINK,), (Mark(MarkKind.LINK, 0, 2, {"href": "https://exemple.org/"}),), 2),
        ((Mark(MarkKind.STRONG, 0, 2),), (Mark(MarkKind.EMPHASIS, 0, 2),), 2),
        ((Mark(MarkKind.CODE, 0, 2),), (Mark(MarkKind.CODE, 3, 5),), 2),
        ((Mark(MarkKind.NOT_TRANSLATED, 0, 2),), (Mark(MarkKind.NOT_TRANSLATED, 0, 2),), 2),
    ],
)
def test_finds_marks_lost_doubled_or_changed(
    original: tuple[Mark, ...], translation: tuple[Mark, ...], found: int
) -> None:
    findings = check(Text("Il va bien.", original), Text("He is well.", translation))
    assert [finding.kind for finding in findings] == ["markup"] * found


def test_an_image_alone_is_not_empty() -> None:
    image = Text(OBJECT, (Mark(MarkKind.IMAGE, 0, 1, {"src": "a.png", "alt": ""}),))
    assert check(image, image) == []


def test_words_in_code_are_not_left_over_french() -> None:
    french = Text("Tapez ls dans le terminal.", (Mark(MarkKind.CODE, 6, 8),))
    english = Text("Type ls in the terminal.", (Mark(MarkKind.CODE, 5, 7),))
    assert check(french, english) == []


def test_words_kept_in_french_are_not_reported() -> None:
    phrase = "la vie est belle, « 1,5 » ou rien"
    french = Text(f"Il a vu {phrase} en salle.", (Mark(MarkKind.NOT_TRANSLATED, 8, 8 + len(phrase)),))
    words = f"He saw {phrase} in the theatre."
    assert check(french, Text(words, (Mark(MarkKind.NOT_TRANSLATED, 7, 7 + len(phrase)),))) == []
    assert "french" in {finding.kind for finding in check(Text(french.plain), Text(words))}


def test_glossary_terms_must_be_followed() -> None:
    glossary, errors = parse_glossary("french,english,note\nhuissier,bailiff,\nla Une,,\n", "glossary.csv")
    assert not errors
    found = check(Text("Un huissier est venu."), Text("An usher came."), glossary)
    assert [(finding.kind, finding.reason) for finding in found] == [
        ("glossary", "“huissier” should be translated as “bailiff”")
    ]
    assert check(Text("Un huissier est venu."), Text("A bailiff came."), glossary) == []


@pytest.mark.parametrize(
    ("french", "english", "found"),
    [
        ("Hier, M. Boulanger est venu.", "Mr Boulanger came yesterday.", 0),
        ("Elle a dîné au Moulin Boulanger.", "She dined at the Moulin Boulanger.", 0),
        ("Hier, le boulanger est venu.", "The boulanger came yesterday.", 1),
        ("Boulanger de métier, il est venu.", "Boulanger by trade, he came.", 1),
        ("Hier, le Boulanger est venu.", "The cook came yesterday.", 1),
    ],
)
def test_a_glossary_term_may_stay_in_a_name(french: str, english: str, found: int) -> None:
    glossary, _ = parse_glossary("french,english,note\nboulanger,baker,\n", "glossary.csv")
    findings = [
        finding for finding in check(Text(french), Text(english), glossary) if finding.kind == "glossary"
    ]
    assert len(findings) == found


def test_a_missing_translation_has_only_one_finding() -> None:
    french = "Le 3 juin, Emmanuel Macron n'a pas vu (hier) www.exemple.fr."
    assert kinds(french, "") == ["empty"]
    assert kinds(french, french) == ["untranslated"]


def test_reasons_quote_the_words() -> None:
    [finding] = check(Text("Il a vu Kenneth McKenzie."), Text("He saw Kenneth."))
    assert "McKenzie" in finding.reason
    assert "\n" not in finding.reason


def test_the_word_lists_are_folded() -> None:
    for words in (common_words(), english_words(), lexicon(), exonyms()):
        assert all(word == fold(word) for word in words)
        assert len(words) > 100
    assert all(word == word.lower() for word in shared_words())


def test_lists_and_babel_are_loaded_on_first_use() -> None:
    script = (
        "import sys, enregard.translate.checks as checks, enregard.translate.checks.wordlists as lists\n"
        "assert 'babel' not in sys.modules, 'babel'\n"
        "assert not lists.common_words.cache_info().currsize\n"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


ODD = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("aeÉ1٣²Ⅳ.,:;()«»\"'’ \u00a0\u202f-%{}$<>@#/…IVXLCn\n" + OBJECT),
    ),
    max_size=60,
)


@given(ODD, ODD)
@settings(max_examples=300)
def test_findings_of_any_text_are_deterministic_and_of_known_kinds(a: str, b: str) -> None:
    found = check(Text(a), Text(b))
    assert found == check(Text(a), Text(b))
    assert {finding.kind for finding in found} <= set(KINDS)
    assert all(finding.reason for finding in found)


@given(st.lists(st.sampled_from(["12", "1,5", "(Reuters)", "Doha", "{x}", "a@b.fr", "Macron"]), unique=True))
def test_identical_parts_are_not_reported(parts: list[str]) -> None:
    text = " ".join(parts)
    assert kinds(f"Selon {text} oui", f"According to {text} yes") == []


@pytest.mark.parametrize("each", [*BLOCKING, *CHECKS], ids=lambda each: str(each.__name__))
def test_every_check_has_a_docstring_of_one_line(each: object) -> None:
    assert each.__doc__
    assert each.__doc__.count("\n") == 0


@pytest.mark.parametrize(
    "piece", ["a.", "ne ", "n'a ", "1,", "(", "é@", "X", "le ", "{", "<b ", "Mot ", "La Voix du "]
)
def test_very_long_lines_can_be_checked(piece: str) -> None:
    long = Text(piece * 20_000)
    check(long, Text("Short."))
    check(long, long)
    check(Text("Court."), long)
