"""Write releases of OPUS-MT: a Marian network with its vocabulary and tokenizers, random or known."""

import io
import json
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

MODEL, VOCABULARY = "opus.spm-spm.transformer.model1.npz.best-perplexity.npz", "opus.spm-spm.vocab.yml"
_KINDS = {0: "<f4", 1: "<i1", 2: "<i2", 3: "<i4", 4: "<f2"}
_CONTROL, _UNKNOWN = 3, 2
"""Types of pieces in a SentencePiece model."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of a network: layers of encoder and decoder, width, heads, and inner width."""

    layers: int
    width: int
    heads: int
    inner: int


BASE, BIG = Shape(6, 512, 8, 2048), Shape(6, 1024, 16, 4096)


def random_network(shape: Shape, pieces: int) -> dict[str, Any]:
    """Return a network with Marian's names and pseudo-random numbers."""
    random = np.random.default_rng(1)
    found: dict[str, Any] = {}

    def add(name: str, *size: int) -> None:
        found[name] = random.standard_normal(size, dtype=np.float32) / np.float32(size[0] ** 0.5)

    def norm(name: str) -> None:
        found[f"{name}_ln_scale"] = np.ones((1, shape.width), np.float32)
        found[f"{name}_ln_bias"] = np.zeros((1, shape.width), np.float32)

    add("Wemb", pieces, shape.width)
    add("decoder_ff_logit_out_b", 1, pieces)
    for side in ("encoder", "decoder"):
        for number in range(1, shape.layers + 1):
            name = f"{side}_l{number}"
            for attention in ("self", "context")[: 2 if side == "decoder" else 1]:
                for part in "qkvo":
                    add(f"{name}_{attention}_W{part}", shape.width, shape.width)
                    add(f"{name}_{attention}_b{part}", 1, shape.width)
                norm(f"{name}_{attention}_Wo")
            add(f"{name}_ffn_W1", shape.width, shape.inner)
            add(f"{name}_ffn_b1", 1, shape.inner)
            add(f"{name}_ffn_W2", shape.inner, shape.width)
            add(f"{name}_ffn_b2", 1, shape.width)
            norm(f"{name}_ffn_ffn")
    return found


def known_network(package: Path) -> dict[str, Any]:
    """Return the network of an installed package with Marian's names, its integers turned into numbers."""
    with (package / "model" / "model.bin").open("rb") as file:
        values = _read_variables(file)

    def value(name: str) -> Any:
        found = values[name].astype(np.float32)
        if f"{name}_scale" in values:
            found /= values[f"{name}_scale"].reshape(-1, 1)
        return found

    found = {
        "Wemb": value("decoder/embeddings/weight"),
        "decoder_ff_logit_out_b": value("decoder/projection/bias").reshape(1, -1),
    }

    def linear(source: str, target: str, parts: str) -> None:
        weights = np.split(value(f"{source}/weight"), len(parts))
        biases = np.split(value(f"{source}/bias"), len(parts))
        for part, weight, bias in zip(parts, weights, biases, strict=True):
            found[f"{target}_W{part}"] = weight.T.copy()
            found[f"{target}_b{part}"] = bias.reshape(1, -1)

    def norm(source: str, target: str) -> None:
        found[f"{target}_ln_scale"] = value(f"{source}/layer_norm/gamma").reshape(1, -1)
        found[f"{target}_ln_bias"] = value(f"{source}/layer_norm/beta").reshape(1, -1)

    for side in ("encoder", "decoder"):
        number = 0
        while f"{side}/layer_{number}/ffn/linear_0/weight" in values:
            source, target = f"{side}/layer_{number}", f"{side}_l{number + 1}"
            linear(f"{source}/self_attention/linear_0", f"{target}_self", "qkv")
            linear(f"{source}/self_attention/linear_1", f"{target}_self", "o")
            norm(f"{source}/self_attention", f"{target}_self_Wo")
            if side == "decoder":
                linear(f"{source}/attention/linear_0", f"{target}_context", "q")
                linear(f"{source}/attention/linear_1", f"{target}_context", "kv")
                linear(f"{source}/attention/linear_2", f"{target}_context", "o")
                norm(f"{source}/attention", f"{target}_context_Wo")
            linear(f"{source}/ffn/linear_0", f"{target}_ffn", "1")
            linear(f"{source}/ffn/linear_1", f"{target}_ffn", "2")
            norm(f"{source}/ffn", f"{target}_ffn_ffn")
            number += 1
    return found


def _read_variables(file: BinaryIO) -> dict[str, Any]:
    """Read the variables of a model in CTranslate2's form."""

    def numbers(kinds: str) -> tuple[Any, ...]:
        layout = struct.Struct(f"<{kinds}")
        return layout.unpack(file.read(layout.size))

    def name() -> str:
        return file.read(numbers("H")[0]).rstrip(b"\0").decode()

    numbers("I")
    name()
    _, count = numbers("II")
    found: dict[str, Any] = {}
    for _ in range(count):
        key = name()
        shape = numbers("I" * numbers("B")[0])
        kind, size = numbers("BI")
        found[key] = np.frombuffer(file.read(size), _KINDS[kind]).reshape(shape)
    for _ in range(numbers("I")[0]):
        key = name()
        found[key] = found[name()]
    return found


def marian_file(network: Mapping[str, Any], shape: Shape) -> bytes:
    """Return the `.npz` that Marian writes for a network."""
    settings = {
        "type": "transformer",
        "enc-depth": shape.layers,
        "dec-depth": shape.layers,
        "dim-emb": shape.width,
        "transformer-heads": shape.heads,
        "transformer-dim-ffn": shape.inner,
        "transformer-ffn-activation": "swish",
        "transformer-preprocess": "",
        "transformer-postprocess": "dan",
        "transformer-postprocess-emb": "d",
        "transformer-decoder-autoreg": "self-attention",
        "transformer-no-projection": False,
        "transformer-guided-alignment-layer": "last",
    }
    text = "\n".join(f"{key}: {json.dumps(value)}" for key, value in settings.items())
    written = io.BytesIO()
    special = np.frombuffer(text.encode() + b"\0", np.int8)
    np.savez(written, **{"special:model.yml": special, **network})
    return written.getvalue()


def vocabulary_file(pieces: Sequence[str]) -> bytes:
    """Return the YAML that Marian writes for a vocabulary."""
    lines = (
        '"' + piece.replace("\\", "\\\\").replace('"', '\\"') + f'": {at}' for at, piece in enumerate(pieces)
    )
    return ("\n".join(lines) + "\n").encode()


def tokenizer_file(pieces: Sequence[str]) -> bytes:
    """Return a SentencePiece model whose pieces are likelier the earlier they come."""

    def field(number: int, content: bytes) -> bytes:
        size, length = len(content), b""
        while size > 127:
            length += bytes([size & 127 | 128])
            size >>= 7
        return bytes([number << 3 | 2]) + length + bytes([size]) + content

    model = b""
    for at, piece in enumerate(pieces):
        kind = {"</s>": _CONTROL, "<unk>": _UNKNOWN}.get(piece, 1)
        score = b"\x15" + struct.pack("<f", -np.log(at + 50.0))
        model += field(1, field(1, piece.encode()) + score + bytes([0x18, kind]))
    return model


def release(network: bytes, vocabulary: bytes, source: bytes, target: bytes) -> dict[str, bytes]:
    """Return the members of a release."""
    decoder = (
        f"models:\n  - {MODEL}\nvocabs:\n  - {VOCABULARY}\n  - {VOCABULARY}\nbeam-size: 6\nnormalize: 1\n"
    )
    return {
        MODEL: network,
        VOCABULARY: vocabulary,
        "decoder.yml": decoder.encode(),
        "source.spm": source,
        "target.spm": target,
        "LICENSE": b"CC-BY 4.0\n",
        "README.md": b"# a release\n",
        "preprocess.sh": b"exit 1\n",
    }


def write_release(path: Path, members: Mapping[str, bytes]) -> None:
    """Write a release to the new file `path`."""
    with zipfile.ZipFile(path, "x", zipfile.ZIP_STORED) as archive:
        for name, body in members.items():
            archive.writestr(zipfile.ZipInfo(name), body)
