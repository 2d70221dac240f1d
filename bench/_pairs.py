"""Sentence pairs and the installed model, for benches that translate."""

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import TypeVar

import click

from enregard.article.article import Text
from enregard.translate.model.install import Installed, find, read_pin
from enregard.translate.model.translator import Draft

Key = TypeVar("Key")

pairs_option = click.option(
    "--pairs",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="UTF-8: French, tab, English.",
)
limit_option = click.option("--limit", type=click.IntRange(min=1), help="Only the first lines.")


def read_pairs(path: Path, limit: int | None) -> list[tuple[str, str]]:
    """Return French and English of each line that has both."""
    with path.open(encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in islice(file, limit)]
    return [(" ".join(row[0].split()), row[1]) for row in rows if len(row) > 1 and row[0].strip()]


def texts_of(drafts: Iterable[tuple[Key, Draft]]) -> dict[Key, Text]:
    """Return the texts of drafts by their keys."""
    return {key: draft.text for key, draft in drafts}


def installed_model() -> Installed:
    """Return the model that the publication here pins; raises ClickException if it is not installed."""
    package = find(read_pin(Path("translate/model.toml")))
    if package is None:
        raise click.ClickException("no model is installed: run `enregard model install`")
    return package
