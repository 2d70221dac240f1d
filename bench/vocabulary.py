"""Build the list of English pieces that the model's output is restricted to.

The English SentencePiece model is the file `target.spm` in the weights' repository (see `model.toml`).
Its SHA-256 is 173e9f493a668fe396d599e28d414a201193094e6ffd7a4678e5aab0f6d3d838. Argos packages omit it.
"""

import hashlib
import json
from pathlib import Path

import click

from enregard.translate.model.install import find, read_pin
from enregard.translate.model.vocabulary import BUNDLED, mark_english, read_vocabulary


@click.command()
@click.option(
    "--english",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="English SentencePiece model (target.spm).",
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), default=BUNDLED, help="File to write."
)
def main(english: Path, out: Path) -> None:
    """Mark the English pieces in the vocabulary of the installed model."""
    import sentencepiece

    package = find(read_pin(Path("translate/model.toml")))
    if package is None:
        raise click.ClickException("no model is installed: run `enregard model install`")
    tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(english))
    pieces = {tokenizer.id_to_piece(number) for number in range(tokenizer.get_piece_size())}
    vocabulary = read_vocabulary(package.path)
    marked = mark_english(vocabulary, pieces)
    out.write_bytes(marked)
    print(
        json.dumps(
            {
                "pieces": len(vocabulary),
                "english": len(pieces.intersection(vocabulary)),
                "bytes": len(marked),
                "sha256": hashlib.sha256(marked).hexdigest(),
            }
        )
    )
