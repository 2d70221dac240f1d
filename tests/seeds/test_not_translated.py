"""The mark for what is not to be translated takes nothing else with it."""

import re
from itertools import pairwise
from pathlib import PurePosixPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from enregard.article.article import MarkKind
from enregard.errors import EnregardError
from enregard.seeds import markdown
from enregard.seeds.inline import flatten_with_marks
from enregard.seeds.read import read_article

from .test_properties import ANY, MARKUP, check

MARK = "{translate=no}"
NEARLY = st.sampled_from(
    ["{translate=no", "{translate=yes}", "{.a}", "{#b}", "{translate=no .a}", "{}", "]{translate=no=x}"]
) | st.sampled_from(["translate=no}", "[a]{", "]{", "{translate= no}", "{Translate=no}"])


def has_mark(source: str) -> bool:
    """Whether `source` holds the mark as it may be written, and nothing beside it."""
    return re.search(r"\{[ \t]*translate=(no|'no'|\"no\")[ \t]*\}", source) is not None


def kept(source: str) -> list[str]:
    """The words that are kept, in the article that `source` is."""
    article = read_article(source.split("\n"), PurePosixPath("a.md"))
    return [
        leaf.text.plain[mark.start : mark.end]
        for leaf in article.leaves()
        if leaf.text
        for mark in leaf.text.marks
        if mark.kind is MarkKind.KEPT
    ]


@given(st.lists(st.one_of(MARKUP, NEARLY, ANY), max_size=6).map("".join), st.booleans())
@example("[a]{translate=no onclick=x}", False)
def test_a_text_without_the_mark_is_read_as_if_there_were_none(source: str, allow_html: bool) -> None:
    if has_mark(source):
        return
    plain = markdown._parser(allow_html, marked=False)
    marking = markdown._parser(allow_html, marked=True)
    try:
        expected = [token.as_dict() for token in plain.parse(source, {})]
    except markdown._TooDeepError:
        return
    assert [token.as_dict() for token in marking.parse(source, {})] == expected


@given(st.lists(st.one_of(MARKUP, st.sampled_from([MARK, f"]{MARK}", f"\n\n{MARK}\n"])), max_size=9))
def test_the_mark_may_stand_anywhere(pieces: list[str]) -> None:
    try:
        article = read_article("".join(pieces).split("\n"), PurePosixPath("a.md"))
    except EnregardError:
        return
    for leaf in article.leaves():
        assert leaf.text
        check(leaf.text)
        spans = [(m.start, m.end) for m in leaf.text.marks if m.kind is MarkKind.KEPT]
        assert all(one[1] <= two[0] for one, two in pairwise(spans)), "one in another"
        check(flatten_with_marks(leaf.text))


@given(st.text(st.sampled_from("ab ='\"<>{}[]()onclik!*_`\\"), max_size=30))
def test_nothing_else_in_braces_is_taken(inside: str) -> None:
    source = f"Il a vu [un film]{{{inside}}} hier."
    if not has_mark(source):
        assert kept(source) == []


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
def test_what_is_kept(source: str, expected: list[str]) -> None:
    assert kept(source) == expected


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("Un.\n\n{translate=no}\n", 3),
        ("> Un.\n>\n> {translate=no}\n\nDeux.", 3),
        ("- {translate=no}\n- Deux", 1),
    ],
)
def test_a_mark_that_no_block_follows_is_named(source: str, line: int) -> None:
    with pytest.raises(
        EnregardError, match=re.escape("no block follows {translate=no}: set it above")
    ) as caught:
        kept(source)
    assert caught.value.line == line


def test_many_brackets_take_no_longer_than_without() -> None:
    brackets = "[a]{" * 2000
    assert kept(f"{brackets} [b]{MARK}") == ["b"]
