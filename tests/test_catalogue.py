"""What is remembered of articles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.article import ArticleDate
from enregard.catalogue import row_of
from enregard.fingerprints import Fingerprints
from enregard.site.labels import Tally
from enregard.site.report import Kept
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
        memory.catalogue.note(row_of(Kept(each, None)) for each in given_)
        found = [kept.summary for kept in memory.catalogue.all(newest)]
    assert [each.slug for each in found] == sorted(each.slug for each in given_)
    shown = [each.slug for each in newest_first(given_) if each.date][:newest]
    assert {each.slug for each in found if each.teaser and each.target_teaser} == set(shown)
    assert [each.date for each in found] == dates
