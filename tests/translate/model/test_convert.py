"""Packages are built from OPUS-MT's weights."""

import io
import json
import os
import pickle
import re
import struct
import subprocess
import sys
import zipfile
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enregard.errors import EnregardError
from enregard.translate.model.archive import write_archive
from enregard.translate.model.convert import make_package
from enregard.translate.model.pin import read_pin
from enregard.translate.model.tensors import read_weights
from tests.translate.model.weights import CONFIG, TOKENS, tensors, torch_file, write_weights

SHARED = Path(__file__).parents[3] / "../shared"
KNOWN_PACKAGE = SHARED / "models/translate-fr_en-1_9-opus.argosmodel"
SENTENCES = SHARED / "eval/flores-dev.fr-en.tsv"
PIN = read_pin(None)

INSTALL = """
import sys
from enregard.translate.model.install import install, read_pin
class Report:
    def step(self, text): print(text, file=sys.stderr)
    def advance(self, done, total): pass
print(install(read_pin(None), report=Report(), only="wheels").path)
"""


class Evil:
    """Pickles as a call of `os.mkdir`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return os.mkdir, (str(self.path),)


def test_weights_are_read_and_stay_shared(tmp_path: Path) -> None:
    given_tensors = tensors()
    (tmp_path / "w").write_bytes(torch_file(given_tensors))
    read = read_weights(tmp_path / "w")
    assert list(read) == list(given_tensors)
    assert all(np.array_equal(read[name], array) for name, array in given_tensors.items())
    shared = "model.shared.weight", "model.decoder.embed_tokens.weight"
    assert np.shares_memory(read[shared[0]], read[shared[1]])


def test_weights_that_call_something_are_refused(tmp_path: Path) -> None:
    (tmp_path / "w").write_bytes(torch_file({"a": np.zeros(3)}, extra=Evil(tmp_path / "called")))
    with pytest.raises(EnregardError, match=r"w: .* it calls (posix|nt)\.mkdir, which weights do not need$"):
        read_weights(tmp_path / "w")
    assert not (tmp_path / "called").exists()


@pytest.mark.parametrize("before", range(3))
def test_the_small_pickles_may_call_nothing_at_all(tmp_path: Path, before: int) -> None:
    parts = [pickle.dumps(value, 2) for value in (0x1950A86A20F9469CFC6C, 1001)][:before]
    parts.append(pickle.dumps(OrderedDict(), 2))  # harmless, and allowed in the table of tensors
    (tmp_path / "w").write_bytes(b"".join(parts))
    with pytest.raises(EnregardError, match=r"it calls collections\.OrderedDict"):
        read_weights(tmp_path / "w")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "Ran out of input"),
        (b"<html>", "is not a usable file of weights"),
        (b"PK\x03\x04 and so on", "newer zip format"),
        (pickle.dumps(1, 2) + pickle.dumps(1001, 2), "does not start like PyTorch's files"),
        (torch_file({"a": np.zeros(3)})[:-1], "ends before its numbers"),
        (torch_file({"a": np.zeros(3)}) + b"\0", "has extra bytes after its numbers"),
        (
            torch_file({"a": np.zeros(3)}).replace(struct.pack("<q", 3), struct.pack("<q", -1)),
            "ends before its numbers",
        ),
        (torch_file({}, extra="a text"), "contains something other than tensors"),
        (torch_file({"a": np.zeros((3, 2), np.float32).T}), "not stored in row order"),
    ],
)
def test_a_file_other_than_weights_causes_a_one_line_error(tmp_path: Path, body: bytes, reason: str) -> None:
    (tmp_path / "w").write_bytes(body)
    with pytest.raises(EnregardError, match=re.escape(reason)) as caught:
        read_weights(tmp_path / "w")
    assert "\n" not in str(caught.value)


@settings(deadline=None)
@given(st.data())
def test_damaged_weights_cause_a_one_line_error_or_numbers(
    tmp_path_factory: pytest.TempPathFactory, data: Any
) -> None:
    body = bytearray(torch_file({"a": np.ones((2, 3), np.float32), "b": np.zeros(2, np.float32)}))
    for place in data.draw(st.lists(st.integers(0, len(body) - 1), min_size=1, max_size=3)):
        body[place] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("damaged") / "w"
    path.write_bytes(body)
    message, weights = "", {}
    try:
        weights = read_weights(path)
    except EnregardError as error:
        message = str(error)
    assert "\n" not in message
    assert all(array.dtype == np.float32 for array in weights.values())


def test_packages_are_reproducible(tmp_path: Path) -> None:
    write_weights(tmp_path)
    for number in "12":
        make_package(tmp_path, tmp_path / number / "translate-fr_en-1_9", PIN)
        write_archive(tmp_path / number / "translate-fr_en-1_9", tmp_path / f"{number}.argosmodel")
    assert (tmp_path / "1.argosmodel").read_bytes() == (tmp_path / "2.argosmodel").read_bytes()
    folder = tmp_path / "1" / "translate-fr_en-1_9"
    assert json.loads((folder / "model" / "shared_vocabulary.json").read_bytes()) == list(TOKENS[:-1])
    config = json.loads((folder / "model" / "config.json").read_bytes())
    assert (config["add_source_eos"], config["decoder_start_token"]) == (True, "</s>")
    assert "CC-BY 4.0" in (folder / "README.md").read_text(encoding="utf-8")


def test_a_built_package_can_be_loaded(tmp_path: Path) -> None:
    import ctranslate2

    write_weights(tmp_path)
    make_package(tmp_path, tmp_path / "made", PIN)
    translator = ctranslate2.Translator(str(tmp_path / "made" / "model"), inter_threads=1, intra_threads=1)
    (result,) = translator.translate_batch([list(TOKENS[2:5])], max_decoding_length=5, return_attention=True)
    assert set(result.hypotheses[0]) <= set(TOKENS[:-1])
    assert {len(row) for row in result.attention[0]} <= {3, 4}


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"config_json": b"{"}, "config.json: is not JSON: Expecting property name"),
        ({"config_json": b"[]"}, "config.json: is not a JSON object"),
        (
            {"config_json": json.dumps({**CONFIG, "normalize_before": True}).encode()},
            "config.json: 'normalize_before' is True: only networks with False are supported",
        ),
        (
            {"config_json": json.dumps({**CONFIG, "encoder_layers": 2}).encode()},
            "pytorch_model.bin: 'model.encoder.layers.1.self_attn.q_proj.weight' is missing",
        ),
        ({"vocab_json": b'{"<pad>": 1, "a": 3}'}, "vocab.json: must number its tokens from 0 on"),
        ({"vocab_json": b'{"a": 0, "b": 1}'}, "vocab.json: must number its tokens from 0 on"),
        ({"vocab_json": b'{"a": 0, "b": "x", "<pad>": []}'}, "vocab.json: must number its tokens from 0 on"),
        (
            {"vocab_json": json.dumps({f"{n}": n for n in range(50)} | {"<pad>": 50}).encode()},
            "does not match the vocabulary or itself: ",
        ),
    ],
)
def test_weights_of_another_kind_cause_a_one_line_error(
    tmp_path: Path, other: dict[str, bytes], reason: str
) -> None:
    write_weights(tmp_path, **other)
    with pytest.raises(EnregardError, match=re.escape(reason)) as caught:
        make_package(tmp_path, tmp_path / "made", PIN)
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "made").exists()


@pytest.mark.model
@pytest.mark.network
@pytest.mark.skipif(not KNOWN_PACKAGE.exists(), reason="the known package is beside the checkout, not in it")
def test_the_package_built_from_the_wheels_is_the_known_one(tmp_path: Path) -> None:
    environment = os.environ | {"ENREGARD_DATA_DIR": str(tmp_path / "data"), "ENREGARD_MODEL": ""}
    run = subprocess.run([sys.executable, "-c", INSTALL], env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    made = Path(run.stdout.strip())
    known = io.BytesIO(KNOWN_PACKAGE.read_bytes())
    with zipfile.ZipFile(known) as archive:
        archive.extractall(tmp_path / "known")
    (other,) = (tmp_path / "known").iterdir()
    for name in ("model/shared_vocabulary.json", "sentencepiece.model"):
        assert (made / name).read_bytes() == (other / name).read_bytes(), name
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()[:60]
    sentences = [line.split("\t")[0] for line in lines]
    assert translate(made, sentences) == translate(other, sentences)


def translate(package: Path, sentences: list[str]) -> list[str]:
    """Translate the sentences with Argos's decoding."""
    import ctranslate2
    import sentencepiece

    pieces = sentencepiece.SentencePieceProcessor(model_file=str(package / "sentencepiece.model"))
    translator = ctranslate2.Translator(str(package / "model"), inter_threads=2, intra_threads=1)
    results = translator.translate_batch(
        [pieces.encode(sentence, out_type=str) for sentence in sentences],
        beam_size=4,
        length_penalty=0.2,
        batch_type="tokens",
        max_batch_size=1024,
    )
    return [pieces.decode_pieces(result.hypotheses[0]) for result in results]
