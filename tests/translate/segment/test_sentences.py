"""Sentence ends: the cases of `sentences.txt`, and what holds for every text."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.translate.segment import breaks
from enregard.translate.segment.sentences import LONGEST, sentence_ends, split_sentences

CASES = Path(__file__).with_name("sentences.txt")


def cases() -> list[tuple[str, int, str]]:
    """The heading, the line number and the line of each case."""
    lines = []
    heading = ""
    for number, line in enumerate(CASES.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("## "):
            heading = line.removeprefix("## ")
        elif line and not line.startswith("#"):
            lines.append((heading, number, line))
    return lines


def expected(line: str) -> str:
    return " | ".join(piece.strip() for piece in line.split("|"))


def found(line: str) -> str:
    return " | ".join(split_sentences(line.replace(" | ", " ").replace("|", "")))


@pytest.mark.parametrize("line", [pytest.param(line, id=f"{rule}:{n}") for rule, n, line in cases()])
def test_case(line: str) -> None:
    assert found(line) == expected(line)


@pytest.mark.parametrize("rule", [rule.__name__ for rule in (*breaks.JOINS, *breaks.SPLITS)])
def test_every_rule_is_needed_by_its_cases(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for rules in ("JOINS", "SPLITS"):
        others = tuple(other for other in getattr(breaks, rules) if other.__name__ != rule)
        monkeypatch.setattr(breaks, rules, others)
    lines = [line for heading, _, line in cases() if heading == rule]
    assert any(found(line) != expected(line) for line in lines)


def test_no_text_has_no_ends() -> None:
    assert sentence_ends("") == []
    assert split_sentences(" \n ") == []


def test_blanks_at_the_end_belong_to_the_last_sentence() -> None:
    assert sentence_ends("Il vient. Elle part.  ") == [9, 22]


PIECES = [*"aœ.…?!;«»()'—😀1M", "Il vient", "Le", "J.-C", "etc", "[1]", "http://a.b"]
BLANKS_AND_ODDITIES = [" ", " ", "\n", "\u00a0", "\u2028", "\x00", "\ud800", "\ufffc", '"']
french = st.lists(st.sampled_from([*PIECES, *BLANKS_AND_ODDITIES]), max_size=60).map("".join)


@given(st.one_of(french, st.text(max_size=80)))
def test_ends_rise_to_the_end_of_the_text(plain: str) -> None:
    ends = sentence_ends(plain)
    assert all(a < b for a, b in pairwise([0, *ends]))
    assert (ends[-1] if ends else 0) == len(plain)


@given(st.one_of(french, st.text(max_size=80)))
def test_sentences_hold_the_whole_text(plain: str) -> None:
    pieces = split_sentences(plain)
    assert all(piece == piece.strip() and piece for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(plain.split())


def test_the_library_is_imported_late() -> None:
    code = "import sys, enregard.translate.segment.segment; sys.exit('sentencex' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("space", "\u00a0\u202f\u2009\u3000\u1680\u2028\u2003\x85")
def test_a_wide_space_behind_an_abbreviation(space: str) -> None:
    assert split_sentences(f"M{space}. Il part.") == [f"M{space}.", "Il part."]
    assert sentence_ends(f"Un mot{space}.{space}Deux.")[-1] == 14


def test_a_sentence_of_ordinary_length_is_not_cut() -> None:
    plain = "un mot, " * (LONGEST // 8 - 1) + "fin."
    assert split_sentences(plain) == [plain]


@pytest.mark.parametrize(
    ("clause", "end"), [("un mot ; deux mots, et trois ", ";"), ("un mot, et deux ", ","), ("des mots ", "s")]
)
def test_a_sentence_without_end_is_cut_at_the_best_blank(clause: str, end: str) -> None:
    sentences = split_sentences(clause * (3 * LONGEST // len(clause)))
    assert all(LONGEST // 2 < len(sentence) <= LONGEST for sentence in sentences[:-1])
    assert all(sentence.endswith(end) for sentence in sentences[:-1])
    assert " ".join(sentences) == (clause * (3 * LONGEST // len(clause))).strip()


def test_a_word_without_end_is_not_cut() -> None:
    word = "a" * 3 * LONGEST
    assert split_sentences(f"un {word} mot") == [f"un {word}", "mot"]


def test_a_paragraph_without_end_is_segmented_like_short_ones() -> None:
    short = "Il est venu de la ville. Le Dr. Durand l’a vu à 14 h ! Est-il parti ? "
    assert split_sentences(short * 500) == split_sentences(short) * 500
