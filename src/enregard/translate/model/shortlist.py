"""The output shortlist: for pieces of French, the English pieces that the model may answer them with.

The model's last layer weighs 59,513 pieces at each step, which is more than half of a decoder's work. Here it
weighs those that the words of the sentences in one batch are answered with, some thousands. The list comes
with the program, and fits one model: it is counted in that model's own translations
(`python -m bench shortlist`). CTranslate2 reads it as a vocabulary map, which is given to it in memory: no
folder of a model is altered.

The file is LZMA: a line of JSON, the header, then arrays of little-endian 16-bit numbers, low bytes first,
then high bytes, each after its length in four bytes. `sizes` (pieces in each key), `keys` (ids), `counts`
(candidates of each key), `gaps` (the candidates' ids in ascending order, each less the one before). A key of
no pieces has the candidates that are always there. Besides those a piece may always be answered with itself.
"""

import hashlib
import json
import lzma
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from enregard.errors import EnregardError

BUNDLED = Path(__file__).with_name("shortlist.xz")

_ARRAYS = ("sizes", "keys", "counts", "gaps")
_VOCABULARIES = ("shared_vocabulary.json", "shared_vocabulary.txt")

Rules = Mapping[tuple[int, ...], Iterable[int]]
"""For consecutive pieces of French the pieces of English, all by their places in the vocabulary."""


@dataclass(frozen=True, slots=True)
class Shortlist:
    """A list, and which models it was made for.

    `version` is the beginning of the file's SHA-256. `models` are SHA-256 sums: of packages, of their
    `model.bin`, or of the weights they were made from. `vocabulary` is that of the model's pieces.
    """

    version: str
    models: frozenset[str]
    vocabulary: str
    _arrays: tuple[Any, ...]

    def rules(self) -> dict[tuple[int, ...], list[int]]:
        """The list as it was packed."""
        sizes, keys, counts, gaps = self._arrays
        ends, lasts = np.cumsum(sizes).tolist(), np.cumsum(counts).tolist()
        total = np.cumsum(gaps)
        firsts = np.cumsum(counts) - counts
        ids = (total - np.repeat(np.concatenate([[0], total])[firsts], counts)).tolist()
        pieces = keys.tolist()
        rules = {}
        start = first = 0
        for end, last in zip(ends, lasts, strict=True):
            rules[tuple(pieces[start:end])] = ids[first:last]
            start, first = end, last
        return rules

    def vocabulary_map(self, vocabulary: Sequence[str]) -> bytes:
        """The list as CTranslate2 reads it, for a model with these pieces."""
        rules = self.rules()
        for number in range(len(vocabulary)):
            rules.setdefault((number,), [])
        lines = []
        for key, ids in rules.items():
            own = key if len(key) == 1 else ()
            lines.append(
                " ".join(vocabulary[piece] for piece in key)
                + "\t"
                + " ".join(vocabulary[piece] for piece in (*own, *ids))
            )
        return "\n".join(lines).encode("utf-8") + b"\n"


def pack(rules: Rules, models: Iterable[str], vocabulary: Sequence[str]) -> bytes:
    """The file of a list."""
    ordered = sorted((key, sorted(set(candidates))) for key, candidates in rules.items())
    arrays = {
        "sizes": [len(key) for key, _ in ordered],
        "keys": [piece for key, _ in ordered for piece in key],
        "counts": [len(ids) for _, ids in ordered],
        "gaps": [one - other for _, ids in ordered for one, other in zip(ids, [0, *ids[:-1]], strict=True)],
    }
    header = {"models": sorted(models), "vocabulary": vocabulary_sum(vocabulary)}
    body = bytearray(json.dumps(header).encode() + b"\n")
    for name in _ARRAYS:
        data = np.asarray(arrays[name], dtype="<u2")
        body += len(data).to_bytes(4, "little")
        body += (data & 255).astype(np.uint8).tobytes() + (data >> 8).astype(np.uint8).tobytes()
    return lzma.compress(bytes(body), preset=9 | lzma.PRESET_EXTREME)


def unpack(file: bytes) -> Shortlist:
    """The list in a file. Raises ValueError where it is none."""
    try:
        line, _, body = lzma.decompress(file).partition(b"\n")
        header = json.loads(line)
        arrays = []
        place = 0
        for _ in _ARRAYS:
            length = int.from_bytes(body[place : place + 4], "little")
            place += 4
            data = np.frombuffer(body, np.uint8, 2 * length, place).astype(np.int64)
            arrays.append(data[:length] + 256 * data[length:])
            place += 2 * length
        return Shortlist(
            hashlib.sha256(file).hexdigest()[:8],
            frozenset(header["models"]),
            header["vocabulary"],
            tuple(arrays),
        )
    except (lzma.LZMAError, ValueError, KeyError, TypeError) as error:
        raise ValueError("is not a shortlist") from error


@cache
def bundled() -> Shortlist:
    """The list that comes with the program."""
    return unpack(BUNDLED.read_bytes())


def read_vocabulary(package: Path) -> list[str]:
    """The pieces of the model in the folder of a package. Raises EnregardError where there are none."""
    for name in _VOCABULARIES:
        path = package / "model" / name
        if path.is_file():
            text = path.read_text("utf-8")
            return list(json.loads(text)) if name.endswith(".json") else text.splitlines()
    raise EnregardError("there is no vocabulary that both languages share", path=package / "model")


def vocabulary_sum(vocabulary: Sequence[str]) -> str:
    """The SHA-256 of the pieces, one a line, however a model's folder writes them."""
    return hashlib.sha256("\n".join(vocabulary).encode("utf-8", "surrogatepass")).hexdigest()


def fits(shortlist: Shortlist, package: Path, sums: Iterable[str]) -> bool:
    """Whether the list was made for the model in the folder `package`; `sums` are its SHA-256 sums."""
    if shortlist.models.isdisjoint(sums):
        return False
    try:
        return vocabulary_sum(read_vocabulary(package)) == shortlist.vocabulary
    except (EnregardError, OSError, ValueError):
        return False


def model_files(package: Path, shortlist: Shortlist) -> dict[str, Any]:
    """The files of the model in the folder `package`, the list among them, as CTranslate2 takes them."""
    files: dict[str, Any] = {
        path.name: path.read_bytes() for path in sorted((package / "model").iterdir()) if path.is_file()
    }
    files["vmap.txt"] = shortlist.vocabulary_map(read_vocabulary(package))
    return files
