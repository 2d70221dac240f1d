"""Records are matched to articles by the sentences that they share, all together."""

import random

import pytest

from enregard.moves.assignment import assign
from enregard.translate.record.outline import Outline


def ids(letters: str) -> frozenset[int]:
    return frozenset(map(ord, letters))


def matched(articles: dict[str, str], records: dict[str, str]) -> dict[str, str]:
    """Match articles and records given by letters, one for each sentence; after `|` come obsolete ones."""
    outlines = {}
    for path, letters in records.items():
        active, _, obsolete = letters.partition("|")
        outlines[path] = Outline(ids(active), ids(obsolete))
    return assign({path: ids(letters) for path, letters in articles.items()}, outlines)


@pytest.mark.parametrize(
    ("articles", "records", "expected"),
    [
        pytest.param({"a": "klmn", "b": "abcd"}, {"a": "abcd", "b": "klmn"}, {"a": "b", "b": "a"}, id="swap"),
        pytest.param(
            {"1": "xyz", "2": "abc", "3": "klm"}, {"1": "abc", "2": "klm"}, {"2": "1", "3": "2"}, id="shift"
        ),
        pytest.param(
            {"a": "ghi", "b": "abc", "c": "def"},
            {"a": "abc", "b": "def", "c": "ghi"},
            {"a": "c", "b": "a", "c": "b"},
            id="circle",
        ),
        pytest.param({"n": "abxyz"}, {"o": "abcde"}, {"n": "o"}, id="renamed and edited"),
        pytest.param({"n": "axyzw"}, {"o": "abcde"}, {}, id="another article"),
        pytest.param({"n": "abcd"}, {"o": "a|bcd"}, {"n": "o"}, id="cut, then restored"),
        pytest.param({"a": "abcxy", "n": "abcde"}, {"a": "abcde"}, {"a": "a"}, id="a copy of an edited one"),
        pytest.param({"a": "a", "n": "bcdefgh"}, {"a": "abcdefgh"}, {"a": "a"}, id="most of it cut off"),
        pytest.param({"a": "abcdefghijkl"}, {"a": "ab", "o": "cdefghijkl"}, {"a": "a"}, id="merged"),
        pytest.param({"n": "abc", "m": "def"}, {"o": "abcdef"}, {"m": "o"}, id="split"),
        pytest.param(
            {"x": "HEADabc", "y": "HEADdef"},
            {"x": "HEADdef", "y": "HEADabc"},
            {"x": "y", "y": "x"},
            id="swap despite common sentences",
        ),
        pytest.param({"a": "", "n": "ab"}, {"a": "ab"}, {"a": "a"}, id="emptied"),
        pytest.param({"a": "xyz"}, {"a": "abc"}, {}, id="rewritten"),
        pytest.param({"n": "a"}, {"o": "a", "p": "a"}, {"n": "o"}, id="one sentence"),
        pytest.param({"n/2": "a"}, {"o/1": "a", "o/2": "a"}, {"n/2": "o/2"}, id="by name"),
        pytest.param(
            {"x": "abcdefghij", "y": "abcdefgh12"},
            {"r": "abcdefghi3", "s": "klmnopjxyz"},
            {"x": "r"},
            id="the larger share",
        ),
    ],
)
def test_each_record_goes_where_it_belongs(
    articles: dict[str, str], records: dict[str, str], expected: dict[str, str]
) -> None:
    assert matched(articles, records) == expected


def test_the_total_share_counts() -> None:
    # the best record of the first article is the only one for the second
    articles = {"x": "abcdef" + "ghij", "y": "abcdef" + "kl"}
    records = {"r": "abcdefg", "s": "ghijmn"}
    assert matched(articles, records) == {"x": "s", "y": "r"}


def test_the_order_makes_no_difference() -> None:
    chance = random.Random(3)  # noqa: S311 - not a secret
    letters = "abcdefghijklmnopqrstuvwxyz"
    articles = {f"n{at}": "".join(chance.sample(letters, 6)) for at in range(30)}
    records = {f"o{at}": "".join(chance.sample(letters, 6)) for at in range(30)}
    expected = matched(articles, records)
    for _ in range(5):
        shuffled = [dict(chance.sample(sorted(one.items()), len(one))) for one in (articles, records)]
        assert matched(*shuffled) == expected
    assert len(set(expected.values())) == len(expected)


def test_many_moved_articles_take_time_in_proportion() -> None:
    common = frozenset(range(-10, 0))
    articles = {f"n/{at}": common | frozenset(range(at * 9, at * 9 + 8)) for at in range(2000)}
    records = {f"o/{at}": Outline(common | frozenset(range(at * 9, at * 9 + 7))) for at in range(2000)}
    assert assign(articles, records) == {f"n/{at}": f"o/{at}" for at in range(2000)}
