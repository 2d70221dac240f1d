"""Build an Argos package from OPUS-MT weights: the same network in CTranslate2's form, without PyTorch.

The Argos packages of many languages are converted OPUS-MT networks. This module does that conversion: it puts
Marian's tensors, named as in Hugging Face's `MarianMTModel`, where CTranslate2's `TransformerSpec` expects
them. They are quantised to 8-bit integers (one scale per row), and the folder has the layout of Argos's
packages.
"""

import json
import math
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from enregard.errors import EnregardError, cannot_read
from enregard.messages import _
from enregard.system.files import read_file
from enregard.translate.model.pin import WEIGHT_FILES, Pin
from enregard.translate.model.tensors import read_weights

if TYPE_CHECKING:
    from enregard.translate.model.tensors import Weights

_LARGEST = 100_000_000  # bytes of a JSON file
CONFIG, WEIGHTS, PIECES, VOCABULARY = WEIGHT_FILES

_SUPPORTED = {
    "model_type": "marian",
    "activation_function": "swish",
    "normalize_before": False,
    "normalize_embedding": False,
    "add_final_layer_norm": False,
    "static_position_embeddings": True,
    "share_encoder_decoder_embeddings": True,
    "scale_embedding": True,
}

_README = """\
# {pin.from_name} - {pin.to_name} version {pin.version}

The network of Argos Translate's {pin.name} {pin.version}, packaged again from the weights that package was made from:
{weights.release} ({weights.repository}, revision {weights.revision}),
converted with CTranslate2 {converter} to int8. pytorch_model.bin has SHA-256
{weights.sha256}.

Authors: {weights.authors}.
The OPUS-MT model is licensed {pin.licence}.
"""  # noqa: E501 - the known hash of the package depends on this text


def make_package(source: Path, target: Path, pin: Pin) -> None:
    """Build a package in the new folder `target` from the files WEIGHT_FILES in the folder `source`.

    The same files, pin and version of CTranslate2 give the same bytes. OPUS-MT's weights take two seconds and
    half a gigabyte of memory. Raises EnregardError if a file does not look like OPUS-MT's.
    """
    import ctranslate2

    config = _read_json(source / CONFIG)
    for key, value in _SUPPORTED.items():
        if config.get(key) != value:
            raise EnregardError(
                _(
                    "'{key}' is {found!r}: only networks with {supported!r} are supported",
                    key=key,
                    found=config.get(key),
                    supported=value,
                ),
                path=source / CONFIG,
            )
    tokens = _tokens(source / VOCABULARY)
    weights = read_weights(source / WEIGHTS)
    try:
        spec = _spec(config, weights, len(tokens))
        spec.register_source_vocabulary(tokens)
        spec.register_target_vocabulary(tokens)
        spec.validate()
    except KeyError as error:
        raise EnregardError(_("{name} is missing", name=error), path=source / WEIGHTS) from error
    except ValueError as error:
        what = _("does not match the vocabulary or itself: {problem}", problem=" ".join(str(error).split()))
        raise EnregardError(what, path=source / WEIGHTS) from error
    del weights  # frees memory: the spec has what it needs
    spec.optimize(quantization="int8")
    (target / "model").mkdir(parents=True)
    spec.save(str(target / "model"))
    shutil.copyfile(source / PIECES, target / "sentencepiece.model")
    _write_label(target, pin, ctranslate2.__version__)


def _write_label(target: Path, pin: Pin, converter: str) -> None:
    """Write the package's metadata and README."""
    metadata = {"package_version": pin.version, "argos_version": "1.9.0"}
    metadata |= {"from_code": pin.from_code, "from_name": pin.from_name}
    metadata |= {"to_code": pin.to_code, "to_name": pin.to_name}
    readme = _README.format(pin=pin, weights=pin.weights, converter=converter)
    (target / "README.md").write_text(readme, encoding="utf-8", newline="\n")
    (target / "metadata.json").write_text(json.dumps(metadata) + "\n", encoding="utf-8", newline="\n")


def _read_json(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(read_file(path, _LARGEST))
    except OSError as error:
        raise cannot_read(error, path) from error
    except (ValueError, RecursionError) as error:
        raise EnregardError(_("is not JSON: {problem}", problem=error), path=path) from error
    if not isinstance(value, dict):
        raise EnregardError(_("is not a JSON object"), path=path)
    return value


def _tokens(path: Path) -> list[str]:
    """Return the vocabulary by id, without `<pad>`, which Marian itself does not have."""
    numbers = _read_json(path)
    tokens = sorted(numbers, key=lambda token: str(numbers[token]).zfill(9))
    if [numbers[token] for token in tokens] != list(range(len(tokens))) or tokens[-1:] != ["<pad>"]:
        raise EnregardError(_("must number its tokens from 0 on and end with <pad>"), path=path)
    return tokens[:-1]


def _spec(config: Mapping[str, Any], weights: "Weights", tokens: int) -> Any:
    """Build the network, not yet quantised."""
    from ctranslate2.specs import TransformerSpec
    from ctranslate2.specs.common_spec import Activation

    spec = TransformerSpec.from_config(
        (config["encoder_layers"], config["decoder_layers"]),
        config["encoder_attention_heads"],
        pre_norm=False,
        activation=Activation.SWISH,
        alignment_layer=-1,
        alignment_heads=1,
    )
    embeddings = weights["model.shared.weight"][:tokens]
    for side, name in ((spec.encoder, "model.encoder"), (spec.decoder, "model.decoder")):
        side.scale_embeddings = math.sqrt(config["d_model"])
        side.position_encodings.encodings = weights[f"{name}.embed_positions.weight"]
        for number, layer in enumerate(side.layer):
            _fill_layer(layer, weights, f"{name}.layers.{number}")
    spec.encoder.embeddings[0].weight = embeddings
    spec.decoder.embeddings.weight = embeddings
    spec.decoder.projection.weight = embeddings
    spec.decoder.projection.bias = weights["final_logits_bias"].reshape(-1)[:tokens]
    spec.decoder.start_from_zero_embedding = True  # as Marian's decoder does, instead of from a token

    spec.config.add_source_eos = True  # Argos does not append </s>
    spec.config.decoder_start_token = spec.config.eos_token
    return spec


def _fill_layer(layer: Any, weights: "Weights", name: str) -> None:
    attention = layer.self_attention
    _fill_linear(attention.linear[0], weights, *(f"{name}.self_attn.{part}_proj" for part in "qkv"))
    _fill_linear(attention.linear[1], weights, f"{name}.self_attn.out_proj")
    _fill_norm(attention.layer_norm, weights, f"{name}.self_attn_layer_norm")
    if hasattr(layer, "attention"):  # decoder only: attention to the source
        attention = layer.attention
        _fill_linear(attention.linear[0], weights, f"{name}.encoder_attn.q_proj")
        _fill_linear(attention.linear[1], weights, *(f"{name}.encoder_attn.{part}_proj" for part in "kv"))
        _fill_linear(attention.linear[2], weights, f"{name}.encoder_attn.out_proj")
        _fill_norm(attention.layer_norm, weights, f"{name}.encoder_attn_layer_norm")
    _fill_linear(layer.ffn.linear_0, weights, f"{name}.fc1")
    _fill_linear(layer.ffn.linear_1, weights, f"{name}.fc2")
    _fill_norm(layer.ffn.layer_norm, weights, f"{name}.final_layer_norm")


def _fill_linear(spec: Any, weights: "Weights", *names: str) -> None:
    """Fill one linear layer with the layers `names`, concatenated."""
    import numpy as np

    for part in ("weight", "bias"):
        arrays = [weights[f"{name}.{part}"] for name in names]
        setattr(spec, part, np.concatenate(arrays) if len(arrays) > 1 else arrays[0])


def _fill_norm(spec: Any, weights: "Weights", name: str) -> None:
    spec.gamma = weights[f"{name}.weight"]
    spec.beta = weights[f"{name}.bias"]
