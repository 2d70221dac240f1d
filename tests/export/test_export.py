"""What all formats share: flat memory, the same bytes, and no file if there is nothing to export."""

import gc
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from enregard.article.article import FacingArticle
from enregard.errors import EnregardError
from enregard.export.export import write_articles
from enregard.export.units import units
from tests.export.examples import COLOPHON, rich, written
from tests.site.builders import Builder, pair, simple

FORMATS = ("tmx", "xliff", "epub", "jsonl")


def peak(form: str, path: Path, count: int) -> int:
    """Return the peak memory, in bytes, of exporting `count` articles of a few kilobytes."""

    def items() -> Iterator[FacingArticle]:
        for number in range(count):
            build = Builder()
            text = f"Phrase {number}. " * 100
            yield build.article(build.paragraph(pair(text, text)), slug=f"a{number}")

    gc.collect()  # not while memory is traced
    tracemalloc.start()
    try:
        write_articles(form, items(), COLOPHON, path, reviewed=False)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("form", FORMATS)
def test_articles_are_not_held_in_memory(tmp_path: Path, form: str) -> None:
    few, many = (peak(form, tmp_path / "a", count) for count in (100, 600))
    # a zip lists its entries at its end: some hundred bytes an article, not the 3,000 that each is made of
    assert many - few < 500 * (1000 if form == "epub" else 100)


@pytest.mark.parametrize("form", FORMATS)
def test_exports_are_reproducible(tmp_path: Path, form: str) -> None:
    assert written(form, tmp_path / "one") == written(form, tmp_path / "other")


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_to_export_writes_nothing(tmp_path: Path, form: str) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    with pytest.raises(EnregardError, match="put articles into seeds/"):
        written(form, path, [])
    none = "no article is fully reviewed yet" if form == "epub" else "no sentence is reviewed yet"
    with pytest.raises(EnregardError, match=f"there is nothing to export: {none}; leave out --reviewed"):
        written(form, path, [simple()], reviewed=True)
    assert path.read_bytes() == b"old"


def test_articles_and_sentences_are_counted(tmp_path: Path) -> None:
    done = write_articles("xliff", rich(), COLOPHON, tmp_path / "a", reviewed=False)
    assert done.articles == 3
    assert done.pairs == sum(len(units(item)) for item in rich())


def test_units_number_all_sentences_of_an_article() -> None:
    [first, *_] = rich()
    every = units(first)
    assert [unit.number for unit in every] == list(range(1, len(every) + 1))
    assert [unit.facing for unit in every] == list(first.facings())
