"""Labels of translations, and dates in words."""

from typing import Any

import pytest

from enregard.article.article import ArticleDate, State
from enregard.site.labels import Label, Tally, label, tally
from enregard.site.words.dates import date_in_words, month
from enregard.site.words.strings import STRINGS
from tests.site.builders import ENGINE, Builder, pair


def said(found: Label) -> str:
    """Join headline and detail of a label."""
    return found.headline + found.joint + found.detail


@pytest.mark.parametrize(
    ("counts", "state", "english"),
    [
        ((3, 0, 0, ("m 1",)), "draft", "Machine translation by m 1, not reviewed."),
        ((3, 0, 0, ("m 1", "n 2")), "draft", "Machine translation by m 1, n 2, not reviewed."),
        (
            (3, 0, 0, ("translate-fr_en 1.9", "n 2")),
            "draft",
            "Machine translation by Argos Translate fr–en 1.9, n 2, not reviewed.",
        ),
        ((3, 0, 0, ()), "draft", "Draft translation. Not reviewed."),
        (
            (3, 0, 0, ("m 1", "")),
            "draft",
            "Draft translation partly by machine (m 1), not reviewed.",
        ),
        (
            (3, 1, 0, ("", "m 1")),
            "mixed",
            "1 of 4 sentences reviewed. The rest are drafts, partly by machine (m 1). "
            "✓ marks reviewed sentences.",
        ),
        ((0, 2, 0, ()), "reviewed", "Reviewed translation. A person has reviewed every sentence."),
        ((0, 0, 2, ()), "missing", "Not translated yet."),
        ((0, 0, 0, ()), "empty", "Nothing to translate."),
        (
            (18, 12, 0, ("m 1",)),
            "mixed",
            "12 of 30 sentences reviewed. The rest is machine translation by m 1. "
            "✓ marks reviewed sentences.",
        ),
        (
            (0, 1, 1, ()),
            "mixed",
            "1 of 2 sentences reviewed. One sentence is not translated yet. ✓ marks reviewed sentences.",
        ),
        (
            (5, 0, 2, ("m 1",)),
            "draft",
            "Machine translation by m 1, not reviewed. 2 sentences are not translated yet.",
        ),
    ],
)
def test_labels(counts: Any, state: str, english: str) -> None:
    found = label(Tally(*counts), "en")
    assert found.state == state
    assert said(found) == english
    assert label(Tally(*counts), "fr").headline != found.headline


@pytest.mark.parametrize("counts", [(18, 12, 0, ("m 1",)), (0, 2, 0, ()), (0, 0, 2, ()), (3, 0, 0, ("m 1",))])
def test_labels_fit_narrow_screens(counts: Any) -> None:
    for lang in STRINGS:
        found = label(Tally(*counts), lang)
        brief = found.brief or found.headline
        assert max(len(word) for word in brief.split(" ")) <= 12, "which is as wide as the bar can give"
        assert len(brief.split(" ")) <= 2, "of as many lines as the bar has"


def test_tally_counts_translated_headers_and_names_engines_of_drafts_only() -> None:
    build = Builder()
    article = build.article(
        build.paragraph(pair("A", "A"), pair("B", "B", State.REVIEWED), pair("C", state=State.MISSING)),
        build.paragraph(pair("D", "D", engine="other 2"), pair("E", "E", engine="")),
        fields={"title": (pair("T", "T", State.REVIEWED),)},
    )
    assert tally(article) == Tally(draft=3, reviewed=2, missing=1, engines=(ENGINE, "other 2", ""))


def test_drafts_without_an_engine_are_not_called_machine_translation() -> None:
    build = Builder()
    article = build.article(build.paragraph(pair("A", "A", engine="")))
    assert tally(article) == Tally(draft=1, reviewed=0, missing=0, engines=())
    assert said(label(tally(article), "en")) == "Draft translation. Not reviewed."


@pytest.mark.parametrize(
    ("date", "french", "english"),
    [
        (ArticleDate("2021", 2021), "2021", "2021"),
        (ArticleDate("2021-07", 2021, 7), "juillet 2021", "July 2021"),
        (ArticleDate("2021-07-25", 2021, 7, 25), "25 juillet 2021", "25 July 2021"),
        (ArticleDate("2021-08-01", 2021, 8, 1), "1er août 2021", "1 August 2021"),
        (ArticleDate("2021-08-11", 2021, 8, 11), "11 août 2021", "11 August 2021"),
    ],
)
def test_dates_in_words(date: ArticleDate, french: str, english: str) -> None:
    assert date_in_words(date, "fr") == french
    assert date_in_words(date, "en") == english


def test_months_to_group_by() -> None:
    assert month(ArticleDate("le 25", 2021, 7, 25)) == month(ArticleDate("2021-07", 2021, 7))
    assert month(ArticleDate("2021", 2021)).iso == "2021"
