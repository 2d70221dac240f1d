"""Small publications to import into, and the contents of their records."""

from pathlib import Path
from typing import NamedTuple

import polib
from click.testing import CliRunner, Result

from enregard import cli
from enregard.article.article import Sentence, Text
from enregard.importing.pairs import Pair, words_in
from enregard.translate.record.record import Record, open_record


class Entry(NamedTuple):
    """The main fields of an entry of a PO file."""

    msgid: str
    msgstr: str
    fuzzy: bool


def publication(root: Path, **seeds: str) -> Path:
    """Make a publication with these seeds: `a="…"` becomes `a.md`."""
    (root / "seeds").mkdir(parents=True)
    (root / "translate").mkdir()
    for name, text in seeds.items():
        (root / "seeds" / f"{name}.md").write_text(text, "utf-8")
    return root


def run(*arguments: str | Path) -> Result:
    """Run `enregard import` with these arguments."""
    return CliRunner().invoke(cli.main, ["import", *map(str, arguments)])


def entries(path: Path) -> list[Entry]:
    """Return the entries of a PO file that are not obsolete."""
    return [
        Entry(entry.msgid, entry.msgstr, entry.fuzzy)
        for entry in polib.pofile(str(path))
        if not entry.obsolete
    ]


def comment(path: Path, msgid: str) -> str:
    """Return the program's comment on an entry, on one line."""
    entry = polib.pofile(str(path)).find(msgid)
    assert entry is not None
    return " ".join(entry.comment.split())


def record(folder: Path, *texts: Text | str) -> Record:
    """Open the record of an article with these sentences that has no file yet."""
    sentences = [Sentence(text if isinstance(text, Text) else Text(text), 1) for text in texts]
    return open_record(folder / "a.po", "translate/a.po", sentences)


def texts_of(pairs: list[list[Pair]]) -> list[tuple[str, str, bool]]:
    """Return the French and English of every pair, and whether it is reviewed."""
    return [(words_in(pair.source), words_in(pair.target), pair.reviewed) for unit in pairs for pair in unit]
