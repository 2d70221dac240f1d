"""Prove the way from a release of OPUS-MT to a package without its file, and measure what a big one costs.

* `same`: writes the network of the installed default model as a release, converts it, and compares the
  answers of both packages to the French of `--pairs`, normalised as OPUS-MT does: `same` is the share of
  equal ones.
* `cost`: converts a random network of the big model's shape, and lets it and the default model translate the
  same lines to answers of the same length, 1.2 pieces for each French one. `cpu_ratio` is how many times the
  default's processor time it takes, `words` how many French words each translates in a second of that time.
  `load` is the processor time of loading in seconds, `peak_mb` the largest resident memory, `installed_mb`
  the size of the package, and `convert_peak_mb` the largest resident memory of the converter.
"""

import json
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from bench._marian import (
    BASE,
    BIG,
    Shape,
    known_network,
    marian_file,
    random_network,
    release,
    tokenizer_file,
    vocabulary_file,
    write_release,
)
from bench._pairs import installed_model, limit_option, pairs_option, read_pairs
from bench.results import append
from enregard.article.article import Text
from enregard.translate.model import opus
from enregard.translate.model.engine import Engine
from enregard.translate.model.moses import normalise
from enregard.translate.model.network import BATCH_TOKENS, load_network
from enregard.translate.model.opus import make_opus_package
from enregard.translate.model.pin import BUNDLED, read_pin
from enregard.translate.model.vocabulary import english_pieces, read_vocabulary


def convert(folder: Path, package: Path, network: dict[str, Any], shape: Shape) -> Path:
    """Convert `network`, which has the vocabulary of `package`, as a release; return the new package."""
    pieces = read_vocabulary(package)
    members = release(
        marian_file(network, shape),
        vocabulary_file(pieces),
        (package / "sentencepiece.model").read_bytes(),
        tokenizer_file(english_pieces(package)),
    )
    network.clear()
    write_release(folder / "release.zip", members)
    members.clear()
    pin = replace(read_pin(BUNDLED["tc-big"]), name="known")
    make_opus_package(folder / "release.zip", folder, folder / "package", pin, space=1 << 40)
    return folder / "package"


@click.group()
def main() -> None:
    """Convert a release of OPUS-MT: same answers? What does a big one cost?"""


@main.command()
@pairs_option
@limit_option
def same(pairs: Path, limit: int | None) -> None:
    """Does a converted release answer like the package with the same weights?"""
    package = installed_model().path
    texts = [Text(normalise(french)) for french, _ in read_pairs(pairs, limit)]
    with tempfile.TemporaryDirectory() as name:
        converted = convert(Path(name), package, known_network(package), BASE)
        answers = []
        for path in (package, converted):
            with Engine(path) as engine:
                answers.append([text.plain for text in engine.translate(texts)])
        equal = sum(one == other for one, other in zip(*answers, strict=True))
        weights = [(path / "model" / "model.bin").stat().st_size for path in (package, converted)]
    result = {
        "pairs": pairs.name,
        "lines": len(texts),
        "same": round(equal / len(texts), 4),
        "weights_mb": [round(size / 1e6, 1) for size in weights],
    }
    append("model same", result)
    print(json.dumps(result))


@main.command()
@pairs_option
@limit_option
@click.option("--worker", type=click.Path(path_type=Path), hidden=True)
def cost(pairs: Path, limit: int | None, worker: Path | None) -> None:
    """How fast is a network of the big model's shape, and how much memory does it need?"""
    lines = [normalise(french) for french, _ in read_pairs(pairs, limit)]
    if worker:
        print(json.dumps(measure(worker, lines)))
        return
    package = installed_model().path
    with tempfile.TemporaryDirectory() as name:
        network = random_network(BIG, len(read_vocabulary(package)))
        status = Path(name, "status")
        opus._CONVERT += f"\nimport shutil\nshutil.copyfile('/proc/self/status', {str(status)!r})"
        big = convert(Path(name), package, network, BIG)
        convert_peak = peak(status)
        size = sum(path.stat().st_size for path in big.rglob("*") if path.is_file())
        found = {"default": run(package, pairs, limit), "big": run(big, pairs, limit)}
    ratio = found["big"].pop("cpu") / found["default"].pop("cpu")
    result = {
        "pairs": pairs.name,
        "lines": len(lines),
        **found,
        "cpu_ratio": round(ratio, 2),
        "installed_mb": round(size / 1e6),
        "convert_peak_mb": convert_peak,
    }
    append("model cost", result)
    print(json.dumps(result))


def run(package: Path, pairs: Path, limit: int | None) -> dict[str, Any]:
    """Measure a package in a process of its own."""
    command = [
        sys.executable,
        "-m",
        "bench",
        "model",
        "cost",
        "--pairs",
        str(pairs),
        "--worker",
        str(package),
    ]
    command += ["--limit", str(limit)] if limit else []
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return found


def measure(package: Path, lines: list[str]) -> dict[str, Any]:
    """Translate `lines` with a package to answers of known length."""
    begun = time.process_time()
    network = load_network(package)
    loaded = time.process_time()
    french = sorted((network.tokenizer.encode(line, out_type=str) for line in lines), key=len)
    for start in range(0, len(french), 16):
        batch = french[start : start + 16]
        length = round(1.2 * len(batch[-1]))
        network.translator.translate_batch(
            batch,
            beam_size=4,
            min_decoding_length=length,
            max_decoding_length=length,
            max_batch_size=BATCH_TOKENS,
            batch_type="tokens",
            use_vmap=network.has_map,
        )
    cpu = time.process_time() - loaded
    return {
        "cpu": cpu,
        "words": round(sum(len(line.split()) for line in lines) / cpu, 1),
        "load": round(loaded - begun, 2),
        "peak_mb": peak(),
    }


def peak(status: Path = Path("/proc/self/status")) -> int:
    """Return the largest resident memory of a process in MB; getrusage would count its parent's too."""
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text("utf-8"))
    return int(found[1]) // 1024 if found else 0
