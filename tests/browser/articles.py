"""Articles that are too long to keep as files."""

from itertools import cycle, islice

import polib

from enregard.article.article import Facing, FacingArticle
from enregard.translate.record.word_links import read_links
from tests.conftest import ROOT
from tests.site.builders import Builder, pair


def _sentences() -> list[Facing]:
    """Return the sentences of the two seeds from their PO files."""
    found = []
    for path in sorted((ROOT / "translate").glob("*.po")):
        found += [pair(entry.msgid, entry.msgstr) for entry in polib.pofile(str(path), encoding="utf-8")]
    return found


def long_article(paragraphs: int) -> FacingArticle:
    """Return an article of that many paragraphs of two sentences."""
    build = Builder()
    sentences = cycle(_sentences())
    return build.article(*(build.paragraph(*islice(sentences, 2)) for _ in range(paragraphs)), slug="long")


def dense_article(sentences: int) -> FacingArticle:
    """Return an article with that many sentences in its second paragraph."""
    build = Builder()
    first, *rest = islice(cycle(_sentences()), sentences + 1)
    return build.article(build.paragraph(first), build.paragraph(*rest), slug="dense")


def words_article(words: int, *, linked: bool = False) -> FacingArticle:
    """Return an article of at least that many French words, in paragraphs of three sentences.

    If `linked`, its words are linked to those of the translation.
    """
    build = Builder()
    found = _sentences()
    if linked:
        for path in sorted((ROOT / "translate").glob("*.links")):
            found = read_links(path, path.name).added_to(found)
    sentences = cycle(found)
    blocks = []
    count = 0
    while count < words:
        facings = list(islice(sentences, 3))
        blocks.append(build.paragraph(*facings))
        count += sum(len(facing.sentence.text.plain.split()) for facing in facings)
    return build.article(*blocks, slug="words")
