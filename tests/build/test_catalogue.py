"""What the build state records of articles."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.article.article import ArticleDate
from enregard.build.catalogue import row_of
from enregard.build.state import BuildState
from enregard.site.labels import Tally
from enregard.site.lists import feed_scopes
from enregard.site.lists.feeds import in_feeds
from enregard.site.lists.listings import by_source, by_tag
from enregard.site.report import ListedArticle
from enregard.site.summary import Summary, Tag, newest_first

_DATES = st.one_of(
    st.none(),
    st.builds(lambda year: ArticleDate(f"{year}", year), st.integers(1, 9999)),
    st.builds(
        lambda year, month: ArticleDate("given", year, month), st.integers(2020, 2022), st.integers(1, 12)
    ),
    st.builds(
        lambda month, day: ArticleDate("given", 2021, month, day), st.integers(1, 12), st.integers(1, 28)
    ),
)


_SOURCES = st.sampled_from([None, "AFP", "afp", "ATS"])
_TAGS = st.lists(st.sampled_from(["un", "Un", "deux", "C++"]), max_size=3, unique=True)


def summary(number: int, given: tuple[ArticleDate | None, str | None, list[str]]) -> Summary:
    date, source, tags = given
    return Summary(
        f"a-{number:02}",
        f"seeds/a-{number:02}.txt",
        date,
        source,
        "Un titre",
        "A title",
        "en",
        Tally(2, 0, 0, ("engine", "")),
        tags=tuple(Tag(tag, "") for tag in tags),
        teaser="Il a plu.",
        target_teaser="It rained.",
    )


@given(
    given_=st.lists(st.tuples(_DATES, _SOURCES, _TAGS), max_size=12),
    entries=st.integers(0, 9),
    group_entries=st.integers(0, 3),
)
def test_only_articles_in_feeds_keep_their_teasers(
    tmp_path_factory: pytest.TempPathFactory,
    given_: list[tuple[ArticleDate | None, str | None, list[str]]],
    entries: int,
    group_entries: int,
) -> None:
    articles = [summary(number, each) for number, each in enumerate(given_)]
    with BuildState(tmp_path_factory.getbasetemp() / "newest.sqlite") as state:
        state.clear()
        state.catalogue.record(row_of(ListedArticle(each, None)) for each in articles)
        with patch.multiple(feed_scopes, ENTRIES=entries, GROUP_ENTRIES=group_entries):
            found = [article.summary for article in state.catalogue.all(feeds=True)]
        without = [article.summary for article in state.catalogue.all(feeds=False)]
    ordered = newest_first(articles)
    shown = {each.slug for each in in_feeds(ordered, entries)}
    for group in (*by_source(ordered), *by_tag(ordered)):
        if group.may_have_feeds:
            shown |= {each.slug for each in in_feeds(group.articles, group_entries)}
    assert {each.slug for each in found if each.teaser and each.target_teaser} == shown
    assert not any(each.teaser or each.target_teaser for each in without)
    for read in (found, without):
        assert [each._replace(teaser="", target_teaser="") for each in ordered] == [
            each._replace(teaser="", target_teaser="") for each in read
        ]
