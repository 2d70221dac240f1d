"""JSON Lines: each line is a complete pair."""

import json
from pathlib import Path
from typing import Any

from hypothesis import given

from enregard.article.article import Mark, MarkKind, State, Text
from enregard.export.jsonl import jsonl
from enregard.export.units import units
from tests.export.examples import COLOPHON, NOTE, one, rich, texts, written


def lines(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.decode("utf-8").split("\n")[:-1]]


def test_lines_are_complete(tmp_path: Path) -> None:
    found = lines(written("jsonl", tmp_path / "a.jsonl"))
    [line] = [line for line in found if line["en"] == "In July."]
    assert line == {
        "fr": "Le 31 juillet.",
        "en": "In July.",
        "state": "draft",
        "place": "paragraph",
        "number": 4,
        "line": 1,
        "engine": "translate-fr_en 1.9",
        "findings": [
            {"kind": "numbers", "reason": "“31” is not in the <translation>"},
            {"kind": "names", "reason": "“Kaboul” is lost"},
        ],
        "note": NOTE,
        "article": {
            "seed": "seeds/deux.txt",
            "date": "2021",
            "source": None,
            "title": {"fr": "Titre français", "en": "English title"},
        },
        "publication": {"title": "Essai & <Cie>", "author": "Nous", "licence": "CC-BY-SA 4.0"},
        "model": {
            "name": "translate-fr_en",
            "version": "1.9",
            "licence": "CC-BY 4.0",
            "credit": "Made by them",
        },
    }


def test_every_sentence_with_words_has_a_line(tmp_path: Path) -> None:
    found = lines(written("jsonl", tmp_path / "a.jsonl"))
    wanted = [unit.facing for item in rich() for unit in units(item)]
    assert [line["state"] for line in found] == [f.state for f in wanted if f.state is not State.ALIKE]
    [missing] = [line for line in found if line["state"] == "missing" and line["fr"] == "Manque."]
    assert missing["en"] is None


def test_markup_is_separate_from_words(tmp_path: Path) -> None:
    found = lines(written("jsonl", tmp_path / "a.jsonl"))
    [line] = [line for line in found if line["fr"] == "em fort"]
    assert line["html"]["fr"].startswith('<a href="https://example.org/" title="là"><em>em</em>')
    assert sum("html" in line for line in found) == 2


def test_kept_words_are_marked(tmp_path: Path) -> None:
    french = Text("Vu Gloire ici.", (Mark(MarkKind.NOT_TRANSLATED, 3, 9),))
    english = Text("Saw Gloire here.", (Mark(MarkKind.NOT_TRANSLATED, 4, 10),))
    [line] = lines(written("jsonl", tmp_path / "a.jsonl", one(french, english)))
    assert line["html"]["en"] == 'Saw <span lang="fr" translate="no">Gloire</span> here.'


def test_reviewed_selects_reviewed_pairs(tmp_path: Path) -> None:
    found = lines(written("jsonl", tmp_path / "a.jsonl", reviewed=True))
    assert {line["state"] for line in found} == {"reviewed"}
    assert {line["place"] for line in found} >= {"heading", "paragraph", "markup"}


@given(texts(), texts())
def test_any_text_is_one_line(source: Text, target: Text) -> None:
    articles = [(item, units(item)) for item in one(source, target)]
    [line] = lines("".join(jsonl(articles, COLOPHON)).encode())
    if not source.marks:
        assert line["fr"] == source.plain.encode("utf-8", "replace").decode()
