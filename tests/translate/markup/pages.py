"""A Markdown seed and its PO file as the text of its pages, without the frame of a page.

`python -m tests.translate.markup.pages SEED` prints what the fixture `SEED.html` must be: the facts of
the English page, then each block in English.
"""

import sys
from dataclasses import replace
from pathlib import Path, PurePosixPath

from enregard.article.article import FacingArticle
from enregard.publication.publication import Settings
from enregard.seeds.files import split_lines
from enregard.seeds.read import read_article
from enregard.site.article.body import body
from enregard.site.article.facts import facts
from enregard.translate.record.record import Record, open_record
from enregard.translate.segment.facing import face, segment_article


def open_fixture(seed: Path) -> tuple[Record, FacingArticle]:
    """The record in the PO file beside `seed`, and the article facing what is in it.

    The name of the file is not taken for a title.
    """
    article = read_article(split_lines(seed.read_text("utf-8")), PurePosixPath("1.md"))
    segmented = segment_article(replace(article, path=PurePosixPath(seed.name)))
    path = seed.with_suffix(".po")
    record = open_record(path, f"translate/{path.name}", segmented.sentences(), f"seeds/{seed.name}")
    facings, errors = record.facings()
    assert not errors
    return record, face(segmented, facings)


def page(article: FacingArticle) -> str:
    """The English of `article`: title, facts and blocks."""
    shown = body(article, Settings())
    heading = shown.heading.en if shown.heading else article.target_title
    lines = [f"<title>{heading}</title>"]
    lines += [f"{fact.name}: {fact.value} | {fact.given}" for fact in facts(article, "en")]
    return "\n".join(lines) + "\n" + "".join(row.en for row in shown.rows)


if __name__ == "__main__":
    print(page(open_fixture(Path(sys.argv[1]))[1]), end="")  # noqa: T201
