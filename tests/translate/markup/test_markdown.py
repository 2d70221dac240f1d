"""Every construct of Markdown, in French, in its PO file and on its English page.

A fixture in `markdown/` is a seed, its PO file as a person left it, and the English that is shown, in
`.html`. To add one, write the seed and its PO file, write what
`python -m tests.translate.markup.pages SEED` prints to the `.html`, and read that with care.
"""

import json
import re
import shutil
import subprocess
import sys
import tarfile
from collections import Counter
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enregard.article.article import FacingArticle, Text
from enregard.errors import EnregardError
from enregard.publication.publication import Settings
from enregard.seeds.read import read_article
from enregard.site.article.body import body
from enregard.translate.markup.align import Alignment
from enregard.translate.markup.transfer import bare_words, transfer_markup
from enregard.translate.record.record import open_record, save_record
from enregard.translate.segment.facing import face, segment_article
from tests.site.balance import Page
from tests.stand_in import Shouting
from tests.translate.markup.pages import open_fixture, page
from tests.translate.markup.test_transfer import spans

FIXTURES = Path(__file__).with_name("markdown")
SEEDS = sorted(FIXTURES.glob("*.md"))
INLINE = frozenset({"span", "a", "em", "strong", "s", "code", "img", "br", "sup", "small"})
NOWHERE = Path("/nonexistent/a.po")


def test_every_expectation_has_its_seed() -> None:
    assert {path.stem for path in FIXTURES.iterdir()} == {seed.stem for seed in SEEDS}


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_fixture(seed: Path, tmp_path: Path) -> None:
    for suffix in (".md", ".po"):
        shutil.copy(seed.with_suffix(suffix), tmp_path)
    record, article = open_fixture(tmp_path / seed.name)
    assert not record.missing()
    assert not record.obsolete
    assert page(article) == seed.with_suffix(".html").read_text("utf-8")
    assert not save_record(record), "the PO file is not as the program writes it"


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_both_pages_of_a_fixture_have_the_same_blocks(seed: Path) -> None:
    same_structure(open_fixture(seed)[1])


def same_structure(article: FacingArticle, *, html: bool = False) -> None:
    """Both languages have the same blocks in the same order, and the same markup in each."""
    for row in body(article, Settings(allow_html=html)).rows:
        french, english = Page(row.fr), Page(row.en)
        assert blocks(french) == blocks(english)
        assert inline(french, row.fr) == inline(english, row.en)


def blocks(side: Page) -> list[tuple[str, str | None]]:
    """The block elements, in order, with what their attributes say of the list or the cell."""
    return [(tag, attrs.get("start") or attrs.get("class")) for tag, attrs in side.tags if tag not in INLINE]


def inline(side: Page, html: str) -> Counter[tuple[str, str, str]]:
    """The inline elements with their addresses, in any order; those of footnotes without their language."""

    def neutral(value: str) -> str:
        return value.removeprefix("#").removeprefix("en-").removeprefix("fr-")

    found = Counter(
        (tag, neutral(attrs.get("href", "")), attrs.get("src", ""))
        for tag, attrs in side.tags
        if tag in INLINE and tag != "small"
    )
    for code in html.split('<code translate="no">')[1:]:
        found["code", code.split("</code>")[0], ""] += 1
    return found


def translated(markdown: str, translate: "Translate", *, html: bool = False) -> FacingArticle:
    """The article of `markdown`, each sentence translated, by way of its record."""
    segmented = segment_article(read_article(markdown.split("\n"), PurePosixPath("a.md"), allow_html=html))
    record = open_record(NOWHERE, "a.po", segmented.sentences())
    for index in record.missing():
        record.draft(index, translate(record.sentences[index].text), "model 1", "abcd")
    facings, errors = record.facings()
    assert not errors
    return face(segmented, facings)


class Translate:
    """Translates at random: any number of words, answering any words of the French."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def __call__(self, text: Text) -> Text:
        source = spans(bare_words(text))
        words = self.random.choices(
            ["one", "two,", "Kabul", "3", "(so)", "it's", "."], k=self.random.randrange(7)
        )
        english = " ".join(words)
        target = spans(english)
        rows = [[self.random.random() ** 4 for _ in source] for _ in target]
        if not text.marks:
            return Text(english or "x")
        return transfer_markup(text, Alignment(english, source, target, rows)).whole()


class Shout(Translate):
    """Translates by writing in capitals."""

    def __init__(self) -> None: ...

    def __call__(self, text: Text) -> Text:
        return next(Shouting().stream([("", text)]))[1].text


WORDS = st.sampled_from(
    ["chat", "Kaboul", "l'eau", "3 000", "« oui »", "fin.", "(vu)", "a_b", "[1]", "<2>", "*"]
)
INLINES = st.recursive(
    WORDS
    | st.sampled_from(["`code`", "![image](a.png 'titre')", "[^n]", "\\\n", "<a@b.fr>", "``x ` y``", "**"]),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        .map(" ".join)
        .flatmap(
            lambda words: st.sampled_from(
                [
                    f"*{words}*",
                    f"**{words}**",
                    f"~~{words}~~",
                    f"[{words}](b.html)",
                    f"[{words}](c 'Un titre')",
                    f"***{words}***",
                ]
            )
        )
    ),
    max_leaves=8,
)
LINES = st.lists(INLINES, min_size=1, max_size=5).map(" ".join)
BLOCKS = st.recursive(
    LINES
    | LINES.map(lambda line: "## " + line.replace("\n", " "))
    | LINES.map(lambda line: f"| a | {line.replace('|', '').replace(chr(10), ' ')} |\n|---|---|\n| b | c |")
    | st.sampled_from(["---", "```\nchat\n```", "    chat", "[^n]: Une *note*."]),
    lambda inner: st.lists(inner, min_size=1, max_size=3).flatmap(
        lambda found: st.sampled_from(
            [
                "\n".join("> " + line for block in found for line in [*block.split("\n"), ""]),
                "\n".join("- " + block.replace("\n", "\n  ") for block in found),
                "\n\n".join("2. " + block.replace("\n", "\n   ") for block in found),
            ]
        )
    ),
    max_leaves=5,
)
ARTICLES = st.lists(BLOCKS, min_size=1, max_size=4).map("\n\n".join)


@settings(max_examples=150, deadline=None)
@given(ARTICLES, st.randoms(use_true_random=False))
def test_whatever_the_text_and_its_english_the_structure_is_the_same(markdown: str, random: Random) -> None:
    try:
        article = translated(markdown, Translate(random))
    except EnregardError as error:
        assert re.search("has no text|second footnote|front matter|header on this line", error.what)  # noqa: PT017
        return
    same_structure(article)


@given(st.text(st.sampled_from("a\n \t*_`[]()<>!^#-+1.|>~\\:&;\"'/=€é"), max_size=60))
def test_whatever_the_markdown_the_structure_is_the_same(markdown: str) -> None:
    try:
        article = translated(markdown, Shout())
    except EnregardError:
        return
    same_structure(article)


DEEP = 10_000


@pytest.mark.parametrize(
    "markdown",
    [
        "> " * DEEP + "x",
        "- " * DEEP + "x",
        "1. " * DEEP + "x",
        "*" * DEEP + "x" + "*" * DEEP,
        "*a **b " * DEEP + "b** a* " * DEEP,
    ],
)
def test_what_is_nested_too_deep_is_named(markdown: str) -> None:
    with pytest.raises(EnregardError, match="levels deep: simplify"):
        translated(markdown, Shout())


@pytest.mark.parametrize(
    "markdown",
    [
        "[" * DEEP + "x" + "]" * DEEP,
        "[" * DEEP + "x" + "](a)" * DEEP,
        "x " + "![" * DEEP,
        "*a " * DEEP,
        "***a" * 2000,
        "~~a " * DEEP,
        "`" * DEEP + "x",
        "```\nx",
        "~~~~\nx\n~~~",
        "<a " * DEEP,
        "x <!-- x",
        "[a](<b " * 2000,
        '[a](b "c' * 2000,
        "^[a " * 1000,
        "x[^a",
        "|a" * 2000 + "|\n" + "|-" * 2000 + "|\n|x",
        "**a *b ~~c [d `e ![f ^[g <h " * 500,
        "# a\n- b\n  > c **d\n\n```e",
    ],
    ids=range(18),
)
def test_what_is_never_closed_is_text(markdown: str) -> None:
    same_structure(translated(markdown, Shout()))


@pytest.mark.network
@pytest.mark.parametrize("html", [False, True])
def test_the_examples_of_the_specification_have_the_same_blocks(tmp_path: Path, html: bool) -> None:
    """CommonMark's own examples (CC-BY-SA 4.0) come with the sources of the parser, and are not kept here."""
    name = f"markdown-it-py=={version('markdown-it-py')}"
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-binary", ":all:", "-q", name]
    subprocess.run(command, cwd=tmp_path, check=True)
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as archive:
        member = next(name for name in archive.getnames() if name.endswith("test_cmark_spec/commonmark.json"))
        file = archive.extractfile(member)
        assert file is not None
        examples = [example["markdown"] for example in json.load(file)]
    assert len(examples) > 600
    without_words = []
    for example in examples:
        try:
            # Front matter of its own, since three dashes at the very start would be some.
            article = translated(f"---\nlang: fr\n---\n{example}", Shout(), html=html)
        except EnregardError as error:
            assert "headers but no text" in error.what  # noqa: PT017
            without_words.append(example)
            continue
        if not html:
            same_structure(article)
    # What is left of the others is definitions of links, and HTML that is left out.
    rest = [example for example in without_words if ":" not in example and "<" not in example]
    assert not any(any(map(str.isalpha, example)) for example in rest)
    assert len(without_words) <= 40
