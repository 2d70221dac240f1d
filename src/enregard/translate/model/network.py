"""Load a package: its network in CTranslate2, and its tokenizer."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from enregard.errors import EnregardError
from enregard.system.cores import available_cores
from enregard.translate.model.vocabulary import (
    ENGLISH_TOKENIZER,
    check_vocabulary,
    damaged,
    model_files,
    read_tokenizer,
)

BATCH_TOKENS = 1024
"""Pieces in one batch, padding included. Larger batches gain nothing on two cores and cost memory."""

_ARGOS_FOLDERS = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "ARGOS_PACKAGES_DIR")


@dataclass(frozen=True, slots=True)
class Network:
    """A loaded model. `threads` is the number of batches that it works on in parallel."""

    package: Path
    tokenizer: Any
    translator: Any
    threads: int
    has_map: bool
    """Whether its output can be restricted to the pieces of English."""
    is_opus: bool = False
    """Whether it was built from a release of OPUS-MT, which was trained on normalised punctuation."""

    @property
    def file(self) -> Path:
        """The file with the weights."""
        return self.package / "model" / "model.bin"


def batch_tokens(lengths: Iterable[int]) -> int:
    """Return how many pieces a batch of sentences of these `lengths` may have.

    A few sentences are parted in two, so that two threads have work. This does not depend on the number of
    threads, since the words of a draft may depend on its batch.
    """
    return min(BATCH_TOKENS, -(-sum(lengths) // 2))


def load_network(package: Path, *, threads: int = 0, device: str = "cpu") -> Network:
    """Load the model in the folder of an Argos package.

    `threads` is the number of batches in parallel, 0 for one on each core available to the process. `device`
    is CTranslate2's: "cpu" or "cuda". Raises EnregardError if the model cannot be loaded.
    """
    import ctranslate2

    threads = threads or available_cores()
    at = package / "sentencepiece.model"
    try:
        tokenizer = _tokenizer(package)
        is_opus = (package / ENGLISH_TOKENIZER).is_file()
        files = model_files(package)
        at = package / "model" / "model.bin"
        translator = ctranslate2.Translator(
            str(package / "model"), device=device, inter_threads=threads, intra_threads=1, files=files
        )
    except EnregardError:
        raise
    except Exception as error:  # damaged files raise errors of any kind
        at = at.with_name("config.json") if "json.exception" in str(error) else at
        raise damaged(at if device == "cpu" else package, error) from error
    return Network(package, tokenizer, translator, threads, files is not None, is_opus)


def _tokenizer(package: Path) -> Any:
    """Open the package's SentencePiece tokenizer for French, with argostranslate if it is installed.

    Raises EnregardError if its vocabulary is not the one of its model and tokenizer.
    """
    opened = None if (package / ENGLISH_TOKENIZER).is_file() else _argos_package(package)
    if opened is None:
        tokenizer = read_tokenizer(package / "sentencepiece.model")
    else:
        tokenizer = opened.tokenizer.lazy_processor()
    check_vocabulary(package, map(tokenizer.id_to_piece, range(tokenizer.get_piece_size())))
    return tokenizer


def _argos_package(package: Path) -> Any:
    """Open the package with argostranslate, whose import would create folders in the user's home.

    Returns None if argostranslate is not installed.
    """
    before = {name: os.environ.get(name) for name in _ARGOS_FOLDERS}
    with TemporaryDirectory() as temporary:
        os.environ.update(dict.fromkeys(_ARGOS_FOLDERS, temporary))
        try:
            from argostranslate.package import Package
        except ImportError:
            return None
        finally:
            for name, value in before.items():
                os.environ.pop(name)
                if value is not None:
                    os.environ[name] = value
    return Package(package)
