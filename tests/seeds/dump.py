"""Print an article as text, for fixtures: `python -m tests.seeds.dump FILE`."""

import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from enregard.article.article import Article, Block
from enregard.seeds.read import read_seed


def dump(article: Article) -> str:
    """Return everything an article contains, as text."""
    return "\n".join(_lines(article)) + "\n"


def _lines(article: Article) -> Iterator[str]:
    yield f"title ({article.title_origin}): {article.title}"
    if article.date:
        yield f"date: {article.date.iso} from {article.date.verbatim!r}"
    if article.source:
        yield f"source: {article.source}"
    if article.dateline:
        line = article.dateline
        yield f"dateline: place {line.place!r}, day {line.day!r}, agency {line.agency!r} in {line.text!r}"
    for header in article.headers:
        yield f"header, line {header.line}: {header.name!r} = {header.value!r}"
    for block in article.blocks:
        yield from _block(block, 0)


def _block(block: Block, depth: int) -> Iterator[str]:
    indent = "    " * depth
    attrs = "".join(f" {name}={value!r}" for name, value in block.attrs.items())
    yield f"{indent}{block.line:>3} {block.kind}{attrs}"
    if block.text is not None:
        yield f"{indent}    |{block.text.plain}|"
        for mark in block.text.marks:
            covered = block.text.plain[mark.start : mark.end]
            attrs = "".join(f" {name}={value!r}" for name, value in mark.attrs.items())
            yield f"{indent}      {mark.kind} {mark.start}-{mark.end} |{covered}|{attrs}"
    for line in block.literal.splitlines():
        yield f"{indent}    :{line}"
    for child in block.children:
        yield from _block(child, depth + 1)


if __name__ == "__main__":
    file = Path(sys.argv[1])
    sys.stdout.write(dump(read_seed(file.parent, PurePosixPath(file.name))))
