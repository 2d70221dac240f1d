"""A tiny network in the form of OPUS-MT's weights, written without PyTorch."""

import io
import json
import pickle
import struct
from collections import OrderedDict
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

import numpy as np

WIDTH, INNER, POSITIONS = 8, 16, 32
TOKENS = ("</s>", "<unk>", *(f"\u2581mot{number}" for number in range(10)), "<pad>")
CONFIG = {
    "model_type": "marian",
    "activation_function": "swish",
    "normalize_before": False,
    "normalize_embedding": False,
    "add_final_layer_norm": False,
    "static_position_embeddings": True,
    "share_encoder_decoder_embeddings": True,
    "scale_embedding": True,
    "d_model": WIDTH,
    "encoder_layers": 1,
    "decoder_layers": 1,
    "encoder_attention_heads": 2,
}


class _Storage:
    def __init__(self, key: str, count: int) -> None:
        self.key, self.count = key, count


def torch_file(tensors: dict[str, Any], extra: object = None) -> bytes:
    """Return what `torch.save` of PyTorch 1.5 writes for `tensors`; repeated tensors are shared."""
    modules = {"torch": ModuleType("torch"), "torch._utils": ModuleType("torch._utils")}
    float_storage = type("FloatStorage", (), {"__module__": "torch"})

    def rebuild(*_: object) -> None:
        """Only its name is written."""

    rebuild.__module__, rebuild.__qualname__ = "torch._utils", "_rebuild_tensor_v2"
    setattr(modules["torch"], "FloatStorage", float_storage)  # noqa: B010 - a module has no such attribute
    setattr(modules["torch._utils"], "_rebuild_tensor_v2", rebuild)  # noqa: B010

    class Tensor:
        def __init__(self, storage: _Storage, array: Any) -> None:
            self.storage, self.array = storage, array

        def __reduce__(self) -> Any:
            shape = self.array.shape
            strides = tuple(stride // 4 for stride in self.array.strides)
            return rebuild, (self.storage, 0, shape, strides, False, OrderedDict())

    class Pickler(pickle.Pickler):
        def persistent_id(self, obj: Any) -> Any:
            if isinstance(obj, _Storage):
                return "storage", float_storage, obj.key, "cpu", obj.count, None
            return None

    arrays = {id(array): array for array in tensors.values()}
    storages = {key: _Storage(str(number), array.size) for number, (key, array) in enumerate(arrays.items())}
    table: Any = OrderedDict((name, Tensor(storages[id(array)], array)) for name, array in tensors.items())
    if extra is not None:
        table["extra"] = extra
    out = io.BytesIO()
    system = {
        "protocol_version": 1001,
        "little_endian": True,
        "type_sizes": {"short": 2, "int": 4, "long": 4},
    }
    for value in (0x1950A86A20F9469CFC6C, 1001, system):
        pickle.dump(value, out, 2)
    with mock.patch.dict("sys.modules", modules):
        Pickler(out, 2).dump(table)
    pickle.dump([storage.key for storage in storages.values()], out, 2)
    for array in arrays.values():
        out.write(struct.pack("<q", array.size) + array.astype("<f4").tobytes())
    return out.getvalue()


def tensors() -> dict[str, Any]:
    """Return a network with Hugging Face's names and pseudo-random numbers."""
    random = np.random.default_rng(1)
    made: dict[str, Any] = {}

    def add(name: str, *shape: int) -> None:
        made[name] = random.standard_normal(shape, dtype=np.float32)

    def layer(name: str, *attentions: str) -> None:
        for attention in attentions:
            for part in ("q_proj", "k_proj", "v_proj", "out_proj"):
                add(f"{name}.{attention}.{part}.weight", WIDTH, WIDTH)
                add(f"{name}.{attention}.{part}.bias", WIDTH)
        for norm in (*(f"{attention}_layer_norm" for attention in attentions), "final_layer_norm"):
            add(f"{name}.{norm}.weight", WIDTH)
            add(f"{name}.{norm}.bias", WIDTH)
        add(f"{name}.fc1.weight", INNER, WIDTH)
        add(f"{name}.fc1.bias", INNER)
        add(f"{name}.fc2.weight", WIDTH, INNER)
        add(f"{name}.fc2.bias", WIDTH)

    add("final_logits_bias", 1, len(TOKENS))
    add("model.shared.weight", len(TOKENS), WIDTH)
    made["model.encoder.embed_tokens.weight"] = made["model.shared.weight"]
    add("model.encoder.embed_positions.weight", POSITIONS, WIDTH)
    layer("model.encoder.layers.0", "self_attn")
    made["model.decoder.embed_tokens.weight"] = made["model.shared.weight"]
    made["model.decoder.embed_positions.weight"] = made["model.encoder.embed_positions.weight"]
    layer("model.decoder.layers.0", "self_attn", "encoder_attn")
    return made


def weight_files() -> dict[str, bytes]:
    """Return OPUS-MT's files for the tiny network, by name."""
    return {
        "config.json": json.dumps(CONFIG).encode(),
        "pytorch_model.bin": torch_file(tensors()),
        "source.spm": b"not read when a package is made",
        "vocab.json": json.dumps({token: number for number, token in enumerate(TOKENS)}).encode(),
    }


def write_weights(folder: Path, **other: bytes) -> None:
    """Write the files to `folder`; `other` replaces some, with `_` for the dot in their names."""
    for name, body in weight_files().items():
        (folder / name).write_bytes(other.get(name.replace(".", "_"), body))
