"""Small publications to import into, and what stands in their records."""

from pathlib import Path
from typing import NamedTuple

import polib
from click.testing import CliRunner, Result

from enregard import cli
from enregard.article.article import Sentence, Text
from enregard.importing.pairs import Pair
from enregard.translate.record.record import Record, open_record


class Entry(NamedTuple):
    """What matters of an entry of a PO file."""

    msgid: str
    msgstr: str
    fuzzy: bool


def publication(root: Path, **seeds: str) -> Path:
    """A publication with these seeds: `a="…"` becomes `a.md`."""
    (root / "seeds").mkdir(parents=True)
    (root / "translate").mkdir()
    for name, text in seeds.items():
        (root / "seeds" / f"{name}.md").write_text(text, "utf-8")
    return root


def run(*arguments: str | Path) -> Result:
    """`enregard import` with these arguments."""
    return CliRunner().invoke(cli.main, ["import", *map(str, arguments)])


def entries(path: Path) -> list[Entry]:
    """The entries of a PO file that are in use."""
    return [
        Entry(entry.msgid, entry.msgstr, entry.fuzzy)
        for entry in polib.pofile(str(path))
        if not entry.obsolete
    ]


def comment(path: Path, msgid: str) -> str:
    """The program's comment on an entry, on one line."""
    entry = polib.pofile(str(path)).find(msgid)
    assert entry is not None
    return " ".join(entry.comment.split())


def record(folder: Path, *texts: Text | str) -> Record:
    """The record of an article with these sentences, without a file yet."""
    sentences = [Sentence(text if isinstance(text, Text) else Text(text), 1) for text in texts]
    return open_record(folder / "a.po", "translate/a.po", sentences)


def said(pairs: list[list[Pair]]) -> list[tuple[str, str, bool]]:
    """French, English and whether it is reviewed, of all pairs."""
    from enregard.importing.pairs import bare

    return [(bare(pair.source), bare(pair.target), pair.reviewed) for unit in pairs for pair in unit]
