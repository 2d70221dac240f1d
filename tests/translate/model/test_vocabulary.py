"""The output is restricted to English pieces if the vocabulary is known, and unrestricted otherwise."""

import json
import re
import struct
from math import exp
from pathlib import Path
from typing import Any

import ctranslate2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.article.article import Text
from enregard.errors import EnregardError
from enregard.translate.model import vocabulary
from enregard.translate.model.engine import Engine
from enregard.translate.model.install import Installed
from enregard.translate.model.pin import Decoding
from enregard.translate.model.vocabulary import (
    check_vocabulary,
    mark_english,
    model_files,
    read_vocabulary,
    select_english,
)

PIECES = ["</s>", "<unk>", "▁le", "▁chat", "▁the", "▁cat", "s", "▁de", "t", "▁\N{NO-BREAK SPACE}"]
ENGLISH = {"</s>", "<unk>", "<s>", "▁the", "▁cat", "s", "▁\N{NO-BREAK SPACE}"}
FRENCH = [
    "Le général a promis \"un soutien logistique à l'armée de l'air\".",
    "Il est né en 1867 à Saint-Étienne-du-Rouvray, près de Rouen (Seine-Maritime).",
    "Les pêcheurs d’Équihen vendent « à la criée » 3 482 kg de maquereaux.",
]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "shared_vocabulary.json").write_text(json.dumps(PIECES), "utf-8")
    (tmp_path / "model" / "model.bin").write_bytes(b"weights")
    return tmp_path


@pytest.fixture
def marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bundled file for PIECES."""
    path = tmp_path / "english_pieces.bin"
    path.write_bytes(mark_english(PIECES, ENGLISH))
    monkeypatch.setattr(vocabulary, "BUNDLED", path)
    return path


@given(st.lists(st.text(min_size=1), unique=True, max_size=40), st.sets(st.integers(0, 39)))
def test_marked_pieces_are_selected_in_the_order_of_the_vocabulary(pieces: list[str], at: set[int]) -> None:
    english = {piece for number, piece in enumerate(pieces) if number in at}
    marked = mark_english(pieces, english)
    assert len(marked) == 32 + (len(pieces) + 7) // 8
    assert select_english(pieces, marked) == [piece for piece in pieces if piece in english]


@pytest.mark.parametrize("other", [PIECES[::-1], PIECES[:-1], [*PIECES, "more"], []])
def test_nothing_is_selected_from_another_vocabulary(other: list[str]) -> None:
    assert select_english(other, mark_english(PIECES, ENGLISH)) == []


@pytest.mark.usefixtures("marked")
def test_the_map_allows_english_pieces_after_any_source(package: Path) -> None:
    files = model_files(package)
    assert files is not None
    assert set(files) == {"model.bin", "shared_vocabulary.json", "vmap.txt"}
    line = "\t</s> <unk> ▁the ▁cat s ▁\N{NO-BREAK SPACE}\n"
    assert files["vmap.txt"].decode() == line
    assert not (package / "model" / "vmap.txt").exists()


@pytest.mark.usefixtures("marked")
def test_a_vocabulary_in_lines_is_the_same_vocabulary(package: Path) -> None:
    (package / "model" / "shared_vocabulary.json").unlink()
    (package / "model" / "shared_vocabulary.txt").write_text("\n".join(PIECES) + "\n", "utf-8")
    assert read_vocabulary(package) == PIECES
    assert model_files(package) is not None


def test_without_the_known_vocabulary_there_is_no_map(package: Path) -> None:
    assert model_files(package) is None
    (package / "model" / "shared_vocabulary.json").unlink()
    assert model_files(package) is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"[]", "it is not a list of pieces of words"),
        (b"{}", "it is not a list of pieces of words"),
        (b"null", "it is not a list of pieces of words"),
        (b"[1, 2]", "it is not a list of pieces of words"),
        (b"", "Expecting value: line 1 column 1 (char 0)"),
        (b'["\xff"]', "'utf-8' codec can't decode byte 0xff in position 2: invalid start byte"),
        (b"[" * 100_000, "maximum recursion depth exceeded"),
    ],
)
def test_a_file_that_is_no_vocabulary_is_named(package: Path, content: bytes, reason: str) -> None:
    path = package / "model" / "shared_vocabulary.json"
    path.write_bytes(content)
    with pytest.raises(EnregardError) as caught:
        read_vocabulary(package)
    assert str(caught.value).startswith(f"{path}: the model cannot be used ({reason}")
    assert str(caught.value).endswith("run `enregard model verify`, or set ENREGARD_MODEL to another model")


def weights(name: bytes, pieces: int) -> bytes:
    """Write the weights of a model as CTranslate2 does: another variable, then those of the pieces."""
    begin = struct.pack("<IH", 6, 4) + b"Spec" + struct.pack("<II", 7, 2)
    other = struct.pack("<H", 6) + b"other\0" + struct.pack("<BIBI", 1, 3, 0, 12) + b"x" * 12
    return begin + other + struct.pack("<H", len(name)) + name + struct.pack("<BIIBI", 2, pieces, 8, 1, 0)


@pytest.mark.parametrize(
    ("content", "tokens", "reason"),
    [
        (weights(b"decoder/embeddings/weight\0", len(PIECES)), PIECES, ""),
        (weights(b"decoder/embeddings/weight\0", 11), PIECES, "it has 10 pieces, and the model 11"),
        (weights(b"decoder/something/else\0", 11), PIECES, ""),
        (b"", PIECES, ""),  # CTranslate2 says what is wrong with it
        (b"", PIECES + list("abc"), "it does not have the pieces of sentencepiece.model"),
        (b"", PIECES * 10 + ["a"], ""),
    ],
)
def test_the_vocabulary_belongs_to_the_model(
    package: Path, content: bytes, tokens: list[str], reason: str
) -> None:
    (package / "model" / "model.bin").write_bytes(content)
    if not reason:
        check_vocabulary(package, tokens)
        return
    with pytest.raises(EnregardError, match=rf"shared_vocabulary\.json: the model cannot be used \({reason}"):
        check_vocabulary(package, tokens)


def test_a_package_without_a_shared_vocabulary_is_not_checked(package: Path) -> None:
    (package / "model" / "shared_vocabulary.json").unlink()
    check_vocabulary(package, ["a"])


@pytest.mark.parametrize(
    ("kind", "reason", "file"),
    [
        (ValueError, "Invalid token ID 47", "model/model.bin"),
        (IndexError, "variable a not found", "model/model.bin"),
        (RuntimeError, "[json.exception.parse_error.101] at line 1", "model/config.json"),
    ],
)
@pytest.mark.parametrize("late", [True, False])
def test_whatever_the_model_fails_with_names_its_file(
    package: Path, monkeypatch: pytest.MonkeyPatch, kind: type[Exception], reason: str, file: str, late: bool
) -> None:
    from enregard.translate.model import network as network_module

    class Translator:
        def __init__(self, *_: object, **__: object) -> None:
            if not late:
                raise kind(reason)

        def translate_batch(self, batch: list[Any], **_: object) -> list["Translator"]:
            return [self] * len(batch)

        def result(self) -> None:
            raise kind(reason)

        def unload_model(self) -> None: ...

    monkeypatch.setattr(ctranslate2, "Translator", Translator)
    monkeypatch.setattr(network_module, "_tokenizer", lambda _: Tokenizer())
    with pytest.raises(EnregardError, match=re.escape(reason)) as caught, Engine(package) as engine:
        engine.translate([Text("le chat")])
    assert caught.value.path == package / ("model/model.bin" if late else file)


class Tokenizer:
    """Always writes the same two pieces."""

    def encode(self, words: str, return_type: str) -> dict[str, Any]:
        return {"pieces": ["▁le", "▁chat"], "offsets": [(0, 2), (3, 7)]}


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.usefixtures("marked")
def test_the_engine_restricts_the_output_if_the_vocabulary_is_known(
    package: Path, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    from enregard.translate.model import network as network_module

    if not known:
        (package / "model" / "shared_vocabulary.json").write_text(json.dumps(PIECES[::-1]), "utf-8")
    seen: dict[str, Any] = {}

    class Translator:
        def __init__(self, path: str, **options: Any) -> None:
            seen.update(options)

        def translate_batch(self, batch: list[list[str]], **options: Any) -> list[Any]:
            seen.update(options)

            class Answer:
                hypotheses = (("▁the", "▁cat"),)
                scores = (-3.0 / 3 ** Decoding().length_penalty,)
                attention = ()

                def result(self) -> "Answer":
                    return self

            return [Answer() for _ in batch]

        def unload_model(self) -> None: ...

    monkeypatch.setattr(ctranslate2, "Translator", Translator)
    monkeypatch.setattr(network_module, "_tokenizer", lambda _: Tokenizer())
    with Engine(package) as engine:
        ((_, draft),) = engine.stream([("a", Text("le chat"))])
    assert draft.text == Text("the cat")
    assert draft.score is not None
    assert draft.score.pieces == 3  # with the end of the sentence
    assert draft.score.log_probability == pytest.approx(-3)
    assert draft.score.certainty == pytest.approx(exp(-1))
    assert seen["return_scores"]
    assert seen["use_vmap"] is known
    assert (seen["files"] is not None) is known


@pytest.mark.model
def test_the_model_answers_in_english_pieces(model: Installed) -> None:
    english = set(select_english(read_vocabulary(model.path), vocabulary.BUNDLED.read_bytes()))
    assert len(english) == 31_989
    assert {"</s>", "<unk>"} <= english
    answers: list[str] = []

    class Recording(Engine):
        """Keeps the pieces of every answer."""

        def _submit(self, batch: Any, count: int) -> Any:
            submitted = list(super()._submit(batch, count))
            for answer in submitted:
                for hypothesis in answer.result().hypotheses:
                    answers.extend(hypothesis)
            return submitted

    with Recording(model.path) as engine:
        found = dict(engine.alternatives(enumerate(map(Text, FRENCH)), 8))
    assert len(found) == len(FRENCH)
    assert answers
    assert set(answers) <= english
