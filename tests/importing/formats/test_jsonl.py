"""Codes in the HTML of JSON Lines."""

import json
from pathlib import Path

import pytest

from enregard.article.edits import Step
from enregard.importing.formats.detect import read_units
from enregard.importing.pairs import Piece, Tag


def english(tmp_path: Path, html: str) -> tuple[Piece, ...]:
    row = {"fr": "a", "en": "b", "html": {"fr": "a", "en": html}}
    (tmp_path / "a.jsonl").write_text(json.dumps(row), "utf-8")
    ((pair,),) = read_units(tmp_path / "a.jsonl", "a.jsonl")
    return pair.target


@pytest.mark.parametrize("code", ["<!-- > -->", "<!---->", '<img alt="<>">', "<br>", "[^note]"])
def test_a_code_is_one_tag(tmp_path: Path, code: str) -> None:
    assert english(tmp_path, f"b{code}c") == ("b", Tag(Step.ATOM, "", code), "c")


@pytest.mark.parametrize("words", ["b <!-- c", "b <!-- c <!-- d", '<a "b c', "b -->"])
def test_what_does_not_end_is_words(tmp_path: Path, words: str) -> None:
    assert english(tmp_path, words) == (words,)
