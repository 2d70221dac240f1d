"""What is remembered between builds."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.article import ArticleDate
from enregard.fingerprints import Fingerprints, row_of
from enregard.site.labels import Tally
from enregard.site.report import Kept
from enregard.site.staging import Written
from enregard.site.summary import Summary, newest_first

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


def summary(slug: str, date: ArticleDate | None) -> Summary:
    return Summary(
        slug,
        f"seeds/{slug}.txt",
        date,
        None,
        "Un titre",
        "A title",
        "en",
        Tally(1, 0, 0, ("engine",)),
        teaser="Il a plu.",
        target_teaser="It rained.",
    )


@given(dates=st.lists(_DATES, max_size=8), newest=st.integers(0, 9))
def test_the_newest_articles_keep_their_teasers(
    tmp_path_factory: pytest.TempPathFactory, dates: list[ArticleDate | None], newest: int
) -> None:
    given_ = [summary(f"a-{number}", date) for number, date in enumerate(dates)]
    with Fingerprints(tmp_path_factory.getbasetemp() / "newest.sqlite") as memory:
        memory.forget_everything()
        memory.note_articles(row_of(Kept(each, None)) for each in given_)
        found = [kept.summary for kept in memory.articles(newest)]
    assert [each.slug for each in found] == sorted(each.slug for each in given_)
    shown = [each.slug for each in newest_first(given_) if each.date][:newest]
    assert {each.slug for each in found if each.teaser and each.target_teaser} == set(shown)
    assert [each.date for each in found] == dates


def test_the_top_of_the_site_is_known(tmp_path: Path) -> None:
    paths = [
        *("about/index.html", "articles/a/index.html", "articles/b/index.html", "articles-x", "articles0"),
        *("a", "index.html", "index.json/x", "en/a/b/c", "é/x"),
    ]
    with Fingerprints(tmp_path / "site.sqlite") as memory:
        assert memory.tops() == set()
        memory.note_written(Written(path, 1, b"", (1, 1, 1, 1)) for path in paths)
        assert memory.tops() == {path.partition("/")[0] for path in paths}
