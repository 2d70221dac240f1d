"""Properties of every seed, whatever it contains."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from hypothesis import given, settings
from hypothesis import strategies as st

from enregard.article.article import ATOMS, OBJECT, Article, Block, BlockKind, Text
from enregard.article.blanks import BLANKS, without_invisible
from enregard.article.header_names import _NAMES
from enregard.errors import EnregardError
from enregard.seeds.files import split_lines
from enregard.seeds.read import read_article

TEXT, MARKDOWN = PurePosixPath("a.txt"), PurePosixPath("a.md")

WORDS = st.sampled_from(
    [
        *(
            "le",
            "Gouvernement",
            "date",
            "2021-07",
            "2021-13",
            "source",
            "rubrique:",
            "Rubrique",
            ":",
            "lang",
            "fr",
            "M.",
            "KABOUL,",
        ),
        *("25", "juillet", "(Reuters)", "-", "«Oui»", "(Avec", "AFP)", "Etats-", "in\xad", "—", "•", "1."),
        *("J.-C.", "!", "?", "…", "etc."),
    ]
)
LINES = st.lists(WORDS, max_size=8).map(" ".join)
PROSE = st.lists(LINES, max_size=12).map("\n".join)
PIECES = st.sampled_from(
    [
        *(
            "\n",
            "\n\n",
            "*",
            "**",
            "_",
            "~~",
            "`",
            "``",
            "[",
            "](x)",
            "][r]",
            "![",
            "](y 'z')",
            "[^a]",
            "^[",
            "]",
        ),
        *("> ", "- ", "1. ", "# ", "\n---\n", "\n===\n", "    ", "\t", "\n```\n", "\n|a|b|\n|-|:-:|\n|", "|"),
        *(
            "\n\n[^a]: ",
            "\n\n[^b]: ",
            "\n\n[r]: z\n\n",
            "<b>",
            "<div>\n",
            "<!--",
            "<",
            ">",
            "(",
            ")",
            "---\n",
        ),
        *("<http://x.y>", "javascript:", "&nbsp;", "&#65532;", "\\", "\\\n", "  \n", "\u200b", "a: ", OBJECT),
    ]
)
MARKUP = st.lists(st.one_of(WORDS, PIECES), max_size=40).map("".join)
ANY = st.text(max_size=200)


def check(text: Text) -> None:
    """Check the invariants of `article.Text` and `article.Mark`."""
    assert text.plain.strip(BLANKS) == text.plain
    assert not re.search(r"[\t\n\r]", text.plain)
    open_ends: list[int] = []
    last = 0
    atoms = set()
    for mark in text.marks:
        assert 0 <= mark.start < mark.end <= len(text.plain)
        assert mark.start >= last
        last = mark.start
        while open_ends and open_ends[-1] <= mark.start:
            open_ends.pop()
        assert not open_ends or mark.end <= open_ends[-1]
        open_ends.append(mark.end)
        if mark.kind in ATOMS:
            assert text.plain[mark.start : mark.end] == OBJECT
            atoms.add(mark.start)
    assert {place for place, character in enumerate(text.plain) if character == OBJECT} == atoms


def every_block(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        yield from every_block(block.children)


def check_article(article: Article, lines: int) -> None:
    assert article.title
    assert article.title.strip(BLANKS) == article.title
    assert article.blocks
    for block in every_block(article.blocks):
        assert 1 <= block.line <= lines
        assert block.text is None or not block.children
        if block.text is not None:
            assert block.text.plain or block.kind is BlockKind.TABLE_CELL
            check(block.text)
    if article.dateline is not None:
        first = next(block for block in article.blocks if block.kind is BlockKind.PARAGRAPH)
        assert first.text is not None
        assert first.text.plain.startswith(article.dateline.text)


def read(source: str, path: PurePosixPath, *, allow_html: bool = False) -> Article | None:
    """Return the checked article, or None if reading raised a one-line EnregardError."""
    try:
        lines = split_lines(source)
        article = read_article(lines, path, allow_html=allow_html)
    except EnregardError as error:
        if len(str(error).splitlines()) != 1:
            raise
        return None
    check_article(article, len(lines))
    return article


def words(text: str) -> list[str]:
    """Return the words of `text`, whatever separates them."""
    return re.findall(r"[^\W_]+", without_invisible(text.replace("\xad\n", "")))


def words_of(article: Article) -> list[str]:
    """Return the words of an article's headers and blocks, in reading order."""
    parts = [f"{header.name} {header.value}" for header in article.headers]
    parts += [leaf.text.plain for leaf in article.leaves() if leaf.text is not None]
    return words(" ".join(parts).casefold())


@given(st.one_of(ANY, PROSE))
@settings(max_examples=400)
def test_text_loses_no_word(source: str) -> None:
    article = read(source, TEXT)
    translated_names = any(form != name and form in source.casefold() for form, name in _NAMES.items())
    if article is not None and not translated_names:
        found = words_of(article)
        expected = words(source.casefold())
        if len("".join(found)) < len("".join(expected)):  # a heading became the title
            found = words_of(article)
            place = len(words(" ".join(f"{header.name} {header.value}" for header in article.headers)))
            found[place:place] = words(article.title.casefold())
        if "\xad" in source or "-" in source:  # whether it continues a word depends on the lines
            assert "".join(found) == "".join(expected)
        else:
            assert found == expected


@given(st.one_of(ANY, MARKUP), st.booleans())
@settings(max_examples=600)
def test_any_markdown_is_read(source: str, allow_html: bool) -> None:
    read(source, MARKDOWN, allow_html=allow_html)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "# ", "## ", "> ", "- ", "1. ", "> - ", "[^n]: "]),
            st.lists(
                st.tuples(
                    st.sampled_from(
                        [
                            "{}",
                            "*{}*",
                            "**{}**",
                            "~~{}~~",
                            "`{}`",
                            "[{}](u)",
                            "^[{}]",
                            "[*{}*](u)",
                            "***{}***",
                        ]
                    ),
                    st.from_regex(r"[a-zéà]{4,8}", fullmatch=True),
                ),
                min_size=1,
                max_size=6,
            ),
        ),
        min_size=1,
        max_size=6,
    )
)
@settings(max_examples=300)
def test_markdown_loses_no_word(blocks: list[tuple[str, list[tuple[str, str]]]]) -> None:
    note = 0
    lines = []
    for prefix, pieces in blocks:
        if prefix.startswith("[^"):  # labels must differ
            note += 1
            prefix = f"[^n{note}]: "
        lines.append(prefix + " ".join(form.format(word) for form, word in pieces))
    article = read("\n\n".join(lines), MARKDOWN)
    assert article is not None
    found = sorted(words_of(article))
    expected = sorted(word for _, pieces in blocks for _, word in pieces)
    if len(found) < len(expected):
        found = sorted([*found, *words(article.title)])
    assert found == expected
