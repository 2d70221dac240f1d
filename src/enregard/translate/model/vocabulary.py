"""Read the model's vocabulary, and restrict the output to its English half.

OPUS-MT joins the pieces of its French and its English SentencePiece model into one vocabulary. Training only
ever targeted the English pieces, so scoring the others costs a quarter of the time and gains nothing.

`english_pieces.bin` marks the English pieces. It holds the SHA-256 of the vocabulary it is for, then one
bit for each piece, starting with the lowest bit of the first byte.
"""

import hashlib
import json
import struct
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from enregard.errors import EnregardError
from enregard.messages import _, number
from enregard.system.files import open_file, read_file

BUNDLED = Path(__file__).with_name("english_pieces.bin")
"""Written by `python -m bench vocabulary`."""

ENGLISH_TOKENIZER = "target.spm"
"""The SentencePiece model for English, in packages built from a release of OPUS-MT."""

_HASH_BYTES = 32
_LARGEST = 8_000_000_000  # bytes of a file of the model
_LARGEST_VOCABULARY = 100_000_000  # bytes
_ALWAYS = ("</s>", "<unk>")  # decoding needs them
_EMBEDDINGS = b"decoder/embeddings/weight\0"
_MOST_UNKNOWN = 0.1  # of the tokenizer's pieces; in OPUS-MT's models, 3 of 32,000 are not in the vocabulary


def damaged(path: Path, reason: object) -> EnregardError:
    """Compose the message for a file of a model that cannot be used."""
    what = " ".join(str(reason).split()) or type(reason).__name__
    return EnregardError(
        _(
            "the model cannot be used ({what}): run `enregard model verify`, or set ENREGARD_MODEL "
            "to another model",
            what=str(what)[:200],
        ),
        path=path,
    )


def model_files(package: Path) -> dict[str, bytes] | None:
    """Return the files of a package's model, plus a vocabulary map, for CTranslate2 to load from memory.

    The map allows English pieces only. Returns None if they are not known.
    """
    english = _known_english(package)
    if not english:
        return None
    files = {
        path.name: read_file(path, _LARGEST)
        for path in sorted((package / "model").iterdir())
        if path.is_file()
    }
    # An empty key applies to every sentence. The pieces include </s> and <unk>, which decoding needs.
    files["vmap.txt"] = ("\t" + " ".join(english) + "\n").encode("utf-8")
    return files


def read_vocabulary(package: Path) -> list[str]:
    """Return the pieces of a package's model by id; empty if its languages do not share a vocabulary.

    Raises EnregardError if the file is not a vocabulary.
    """
    path = package / "model" / "shared_vocabulary.json"
    if path.exists():
        try:
            pieces = json.loads(read_file(path, _LARGEST_VOCABULARY))
        except (OSError, ValueError, RecursionError) as error:
            raise damaged(path, error) from error
        if not isinstance(pieces, list) or not pieces or not all(isinstance(piece, str) for piece in pieces):
            raise damaged(path, _("it is not a list of pieces of words"))
        return pieces
    path = path.with_suffix(".txt")  # from older converters
    try:
        return read_file(path, _LARGEST_VOCABULARY).decode().splitlines() if path.is_file() else []
    except (OSError, ValueError) as error:
        raise damaged(path, error) from error


def english_pieces(package: Path) -> list[str]:
    """Return the pieces that a package's model writes in English, by falling frequency.

    They are all its pieces if it is not known which are English. Raises EnregardError if its languages do not
    share a vocabulary.
    """
    pieces = read_vocabulary(package)
    if not pieces:
        raise damaged(package / "model", _("its languages do not share a vocabulary"))
    return _known_english(package) or pieces


def _known_english(package: Path) -> list[str]:
    """Return the English pieces of a vocabulary that both languages share; empty if unknown.

    The package has a tokenizer for English, or `english_pieces.bin` is for its vocabulary.
    """
    pieces, path = read_vocabulary(package), package / ENGLISH_TOKENIZER
    if not pieces or not path.is_file():
        return select_english(pieces, BUNDLED.read_bytes())
    tokenizer = read_tokenizer(path)
    english = {tokenizer.id_to_piece(number) for number in range(tokenizer.get_piece_size())}
    return [piece for piece in pieces if piece in english or piece in _ALWAYS]


def read_tokenizer(path: Path) -> Any:
    """Load the SentencePiece model in the file `path`. Raises EnregardError if it is not one."""
    from sentencepiece import SentencePieceProcessor

    try:
        return SentencePieceProcessor(model_proto=read_file(path, _LARGEST_VOCABULARY))
    except (OSError, RuntimeError) as error:
        raise damaged(path, error) from error


def check_vocabulary(package: Path, tokens: Iterable[str]) -> None:
    """Raise EnregardError if the vocabulary of a package is that of another model.

    `tokens` are all pieces that the tokenizer writes.
    """
    vocabulary = read_vocabulary(package)
    if not vocabulary:
        return
    path = next((package / "model").glob("shared_vocabulary.*"))
    count = _count_pieces(package / "model" / "model.bin")
    if count not in (None, len(vocabulary)):
        raise damaged(
            path,
            _(
                "it has {pieces} pieces, and the model {count}",
                pieces=number(len(vocabulary)),
                count=number(count),
            ),
        )
    known, pieces = set(vocabulary), list(tokens)
    if sum(piece not in known for piece in pieces) > _MOST_UNKNOWN * len(pieces):
        raise damaged(path, _("it does not have the pieces of sentencepiece.model"))


def _count_pieces(path: Path) -> int | None:
    """Return how many pieces the weights in a file of CTranslate2 are for; None if it does not say."""
    try:
        with open_file(path) as file:
            _read(file, "I")  # the format's version
            file.seek(_read(file, "H")[0], 1)  # the name of the architecture
            _, variables = _read(file, "II")  # its revision
            for _ in range(variables):
                name = file.read(_read(file, "H")[0])
                shape = _read(file, "I" * _read(file, "B")[0])
                if name == _EMBEDDINGS:
                    return shape[0] if shape else None
                _, size = _read(file, "BI")
                file.seek(size, 1)
    except (OSError, struct.error):
        pass  # CTranslate2 will say what is wrong
    return None


def _read(file: BinaryIO, kinds: str) -> tuple[int, ...]:
    layout = struct.Struct(f"<{kinds}")
    return layout.unpack(file.read(layout.size))


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
