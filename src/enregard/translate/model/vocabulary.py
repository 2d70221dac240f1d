"""Restrict the model's output to the English half of its vocabulary.

OPUS-MT joins the pieces of its French and its English SentencePiece model into one vocabulary. Training only
ever targeted the English pieces, so scoring the others costs a quarter of the time and gains nothing.

`english_pieces.bin` marks the English pieces. It holds the SHA-256 of the vocabulary it is for, then one
bit for each piece, starting with the lowest bit of the first byte.
"""

import hashlib
import json
from collections.abc import Collection, Sequence
from pathlib import Path

BUNDLED = Path(__file__).with_name("english_pieces.bin")
"""Written by `python -m bench vocabulary`."""

_HASH_BYTES = 32


def model_files(package: Path) -> dict[str, bytes] | None:
    """Return the files of a package's model, plus a vocabulary map, for CTranslate2 to load from memory.

    The map allows English pieces only. Returns None if `english_pieces.bin` is for another vocabulary.
    """
    english = select_english(read_vocabulary(package), BUNDLED.read_bytes())
    if not english:
        return None
    files = {path.name: path.read_bytes() for path in sorted((package / "model").iterdir()) if path.is_file()}
    # An empty key applies to every sentence. The pieces include </s> and <unk>, which decoding needs.
    files["vmap.txt"] = ("\t" + " ".join(english) + "\n").encode("utf-8")
    return files


def read_vocabulary(package: Path) -> list[str]:
    """Return the pieces of a package's model by id; empty if its languages do not share a vocabulary."""
    path = package / "model" / "shared_vocabulary.json"
    if path.is_file():
        return list(json.loads(path.read_text("utf-8")))
    path = path.with_suffix(".txt")  # from older converters
    return path.read_text("utf-8").splitlines() if path.is_file() else []


def mark_english(vocabulary: Sequence[str], english: Collection[str]) -> bytes:
    """Return the content of `english_pieces.bin` for a vocabulary and the pieces of the English model."""
    bits = sum(1 << number for number, piece in enumerate(vocabulary) if piece in english)
    return _hash(vocabulary) + bits.to_bytes((len(vocabulary) + 7) // 8, "little")


def select_english(vocabulary: Sequence[str], marked: bytes) -> list[str]:
    """Return the pieces that `marked` marks as English; empty if it was built for another vocabulary."""
    if _hash(vocabulary) != marked[:_HASH_BYTES]:
        return []
    bits = marked[_HASH_BYTES:]
    return [piece for number, piece in enumerate(vocabulary) if bits[number // 8] >> number % 8 & 1]


def _hash(vocabulary: Sequence[str]) -> bytes:
    """Hash the pieces; the result is the same whether the model's vocabulary file is JSON or plain lines."""
    return hashlib.sha256("\n".join(vocabulary).encode("utf-8", "surrogatepass")).digest()
