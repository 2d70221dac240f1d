"""The mark for words that are not to be translated affects nothing else."""

import re
from itertools import pairwise
from pathlib import PurePosixPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from enregard.article.article import MarkKind
from enregard.article.flatten import flatten_with_marks
from enregard.errors import EnregardError
from enregard.seeds import markdown
from enregard.seeds.read import read_article

from .test_properties import ANY, MARKUP, check

MARK = "{translate=no}"
NEARLY = st.sampled_from(
    ["{translate=no", "{translate=yes}", "{.a}", "{#b}", "{translate=no .a}", "{}", "]{translate=no=x}"]
) | st.sampled_from(["translate=no}", "[a]{", "]{", "{translate= no}", "{Translate=no}"])


def has_mark(source: str) -> bool:
    """Return whether `source` contains a valid mark."""
    return re.search(r"\{[ \t]*translate=(no|'no'|\"no\")[ \t]*\}", source) is not None


def marked_words(source: str) -> list[str]:
    """Return the marked words in the article `source`."""
    article = read_article(source.split("\n"), PurePosixPath("a.md"))
    return [
        leaf.text.plain[mark.start : mark.end]
        for leaf in article.leaves()
        if leaf.text
        for mark in leaf.text.marks
        if mark.kind is MarkKind.NOT_TRANSLATED
    ]


@given(st.lists(st.one_of(MARKUP, NEARLY, ANY), max_size=6).map("".join))
@example("[a]{translate=no onclick=x}")
def test_text_without_the_mark_is_plain_commonmark(source: str) -> None:
    if has_mark(source):
        return
    plain = markdown._parser(marked=False)
    marking = markdown._parser(marked=True)
    try:
        expected = [token.as_dict() for token in plain.parse(source, {"numbers": range(1, 1000)})]
    except EnregardError:
        return
    assert [token.as_dict() for token in marking.parse(source, {"numbers": range(1, 1000)})] == expected


@given(st.lists(st.one_of(MARKUP, st.sampled_from([MARK, f"]{MARK}", f"\n\n{MARK}\n"])), max_size=9))
def test_the_mark_may_stand_anywhere(pieces: list[str]) -> None:
    try:
        article = read_article("".join(pieces).split("\n"), PurePosixPath("a.md"))
    except EnregardError:
        return
    for leaf in article.leaves():
        assert leaf.text
        check(leaf.text)
        spans = [(m.start, m.end) for m in leaf.text.marks if m.kind is MarkKind.NOT_TRANSLATED]
        assert all(one[1] <= two[0] for one, two in pairwise(spans)), "one in another"
        check(flatten_with_marks(leaf.text))


@given(st.text(st.sampled_from("ab ='\"<>{}[]()onclik!*_`\\"), max_size=30))
def test_other_attributes_are_ignored(inside: str) -> None:
    source = f"Il a vu [un film]{{{inside}}} hier."
    if not has_mark(source):
        assert marked_words(source) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Vu [a *b* c]{translate=no}.", ["a b c"]),
        ("Vu [a [b]{translate=no} c]{translate=no}.", ["a b c"]),
        ("Vu [[b](c) d]{translate='no'}.", ["b d"]),
        ("Vu [a]{translate=no}[b]{translate=no}", ["a", "b"]),
        ("[a]: /x\n\nVu [a]{translate=no}.", ["a"]),
        ("Vu [a\nb]{translate=no}.", ["a b"]),
        ("Vu [a]{ translate='no'\t}.", ["a"]),
        ("Vu [a]{translate=no onclick=x}.", []),
        ("Vu [a]{translate=no .b}.", []),
        ("Vu [a]{translate=\"no'}.", []),
        ('Vu [a]{translate="no" onclick="x"}.', []),
        ("*Vu [a*]{translate=no}.", ["a*"]),
        ("{translate=no}\n\n\nUn.\n\nDeux.", ["Un."]),
        ("{translate=no}\n> Un.\n>\n> Deux.\n\nTrois.", ["Un.", "Deux."]),
        ("> {translate=no}\n> Un.\n\nDeux.", ["Un."]),
        ("{translate=no}\n- Un\n\n  > Deux\n- Trois", ["Un", "Deux", "Trois"]),
        ("{translate=no}\n```\nx\n```\n\nDeux.", []),
        ("Un.\n\n# Deux {translate=no} #\n\nTrois.", ["Deux"]),
        ("Un.\n\nDeux {translate=no}\n===\n\nTrois.", ["Deux"]),
        ("Un.\n\n# {translate=no}\n\nTrois.", []),
        ("Un {translate=no}", []),
        ("Un.\n{translate=no}\nDeux.", []),
        ("`[a]{translate=no}`\n\n    {translate=no}\n", []),
    ],
)
def test_marked_words(source: str, expected: list[str]) -> None:
    assert marked_words(source) == expected


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("Un.\n\n{translate=no}\n", 3),
        ("> Un.\n>\n> {translate=no}\n\nDeux.", 3),
        ("- {translate=no}\n- Deux", 1),
    ],
)
def test_a_mark_without_a_block_is_an_error(source: str, line: int) -> None:
    with pytest.raises(
        EnregardError, match=re.escape("no block follows {translate=no}: put it above")
    ) as caught:
        marked_words(source)
    assert caught.value.line == line


def test_many_brackets_are_not_slow() -> None:
    brackets = "[a]{" * 2000
    assert marked_words(f"{brackets} [b]{MARK}") == ["b"]
