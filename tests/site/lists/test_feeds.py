"""Atom feeds: valid by schema, understood by a feed reader, and independent of the clock."""

from pathlib import Path
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from enregard.article.article import ArticleDate, FacingArticle, Header, State
from enregard.publication.publication import Settings
from enregard.site.labels import Tally
from enregard.site.lists.feeds import ENTRIES, FEEDS, atom, timestamp
from enregard.site.summary import Summary, Tag
from tests.site.builders import JULY, build_site, everything, pair, simple
from tests.validators import relax_ng

BASE = "https://example.org/presse"
DAY = ArticleDate("2021-07-03", 2021, 7, 3)
AUTHOR = (Header("author", "A. B", 1),)
BAD = "a]]>\x00\x0b\ufffe<b>&amp;\"' \U0001f600"


def tagged(slug: str, *tags: tuple[str, str], **given: Any) -> FacingArticle:
    return simple(slug, fields={"tags": tuple(pair(*tag) for tag in tags)}, **given)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return build_site(
        tmp_path,
        tagged(
            "jour", ("économie", "economy"), date=DAY, source="AFP", headers=(Header("author", "A. B", 1),)
        ),
        simple("mois", date=JULY, title=BAD, target_title=BAD),
        simple("annee", State.MISSING, date=ArticleDate("2020", 2020), title="Un", target_title="Un"),
        simple("jamais"),
        everything(),
        title="The Review",
        title_fr="La Revue",
        description="Texts & translations",
        description_fr="Textes & traductions",
        licence="CC <BY>",
        base_url=BASE,
    )


def test_feeds_are_valid(site: Path) -> None:
    for feed in FEEDS:
        data = (site / feed.path).read_bytes()
        assert relax_ng("atom.rng", data) == [], feed.path
        root = etree.fromstring(data)
        entries = root.findall("{*}entry")
        identifiers = [entry.findtext("{*}id") for entry in entries]
        assert len(identifiers) == len(set(identifiers)) == 4
        for entry in entries:  # RFC 4287, 4.1.2
            links = [it.get("rel") for it in entry.findall("{*}link")]
            assert links == ["alternate", "related", "related"]
            assert entry.findtext("{*}summary")


def test_the_schema_detects_errors(site: Path) -> None:
    data = (site / "feeds/fr.xml").read_bytes()
    assert relax_ng("atom.rng", data.replace(b"<updated>2021-07-03T00:00:00Z", b"<updated>2021-07-03"))
    assert relax_ng("atom.rng", data.replace(BASE.encode(), b""))
    assert relax_ng("atom.rng", data.replace(b"<author>", b"<!--").replace(b"</author>", b"-->"))


def test_a_feed_reader_understands_them(site: Path) -> None:
    read = {feed.view: feedparser.parse((site / feed.path).read_bytes()) for feed in FEEDS}
    assert not any(feed.bozo for feed in read.values())
    assert [read[view].feed.title for view in ("facing", "en", "fr")] == [
        "The Review (French and English)",
        "The Review (English)",
        "La Revue (français)",
    ]
    facing, en, fr = (read[view].entries[0] for view in ("facing", "en", "fr"))
    assert (facing.title, en.title, fr.title) == (
        "Titre français — English title",
        "English title",
        "Titre français",
    )
    assert en.link == f"{BASE}/en/jour/"
    assert fr.link == f"{BASE}/fr/jour/"
    assert en.summary == "A sentence."
    assert (fr.updated, fr.published, fr.author) == ("2021-07-03T00:00:00Z", "2021-07-03", "A. B")
    assert [(tag.term, tag.label) for tag in facing.tags] == [("economie", "économie / economy")]
    assert read["en"].entries[3].title == "Un", "in French where there is no English"
    assert read["en"].feed.updated == "2021-07-03T00:00:00Z"
    month = read["fr"].entries[2]
    assert (month.updated, month.published) == ("2021-07-01T00:00:00Z", "2021-07"), "no day is invented"
    assert month.title.replace(" ", "") == "a]]><b>&amp;\"'\U0001f600"


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (ArticleDate("2021", 2021), "2021-01-01T00:00:00Z"),
        (JULY, "2021-07-01T00:00:00Z"),
        (DAY, "2021-07-03T00:00:00Z"),
        (ArticleDate("2021-07-03T10:20:30+02:00", 2021, 7, 3), "2021-07-03T10:20:30+02:00"),
        (ArticleDate("2021-07-03 10:20:30Z", 2021, 7, 3), "2021-07-03T10:20:30Z"),
        (ArticleDate("2021-07-03T10:20", 2021, 7, 3), "2021-07-03T00:00:00Z"),
        (ArticleDate("0001", 1), "0001-01-01T00:00:00Z"),
    ],
)
def test_timestamps(date: ArticleDate, expected: str) -> None:
    assert timestamp(date) == expected


def test_only_the_newest_articles_with_dates(tmp_path: Path) -> None:
    dates = [ArticleDate(f"{year}", year) for year in range(1900, 1900 + ENTRIES + 5)]
    articles = [simple(f"a{date.year}", date=date) for date in dates]
    made = build_site(tmp_path, *articles, simple("sans"), base_url=BASE)
    entries = feedparser.parse((made / "feeds/en.xml").read_bytes()).entries
    assert [entry.link for entry in entries] == [
        f"{BASE}/en/a{date.year}/" for date in reversed(dates[-ENTRIES:])
    ]


def test_without_dates_or_base_url_there_are_no_feeds(tmp_path: Path) -> None:
    for name, article, base in (("dates", simple("un"), BASE), ("address", simple("un", date=DAY), "")):
        (tmp_path / name).mkdir()
        made = build_site(tmp_path / name, article, base_url=base)
        assert not (made / "feeds").exists()
        for page in made.rglob("*.html"):
            assert "atom+xml" not in page.read_text("utf-8"), page


def test_pages_link_to_feeds(site: Path) -> None:
    for path in ("index.html", "articles/jour/index.html", "sources/index.html", "about/index.html"):
        assert (site / path).read_text("utf-8").count(
            '<link rel="alternate" type="application/atom+xml"'
        ) == 3
    assert "atom+xml" not in (site / "fr/jamais/index.html").read_text("utf-8"), "what it cannot know"


TEXT = st.text(st.characters(exclude_categories=()), max_size=20)


@given(TEXT.filter(str.strip), TEXT, TEXT, TEXT, st.lists(TEXT.filter(str.strip), max_size=3))
def test_feeds_are_valid_whatever_articles_contain(
    title: str, source: str, author: str, teaser: str, tags: list[str]
) -> None:
    tally = Tally(1, 0, 0, ())
    labels = tuple(Tag(tag, author) for tag in tags)
    start = ("un", "seeds/un.txt", JULY, source or None, title, teaser, "en", tally, labels, ())
    article = Summary(*start, (author, author), teaser, source)
    settings = Settings(title=title, author=author, licence=teaser, description=source, base_url=BASE)
    for feed in FEEDS:
        data = "".join(atom(feed, settings, [article])).encode("utf-8", "replace")
        assert relax_ng("atom.rng", data) == []


def test_each_feed_describes_the_site_in_its_language(site: Path) -> None:
    said = [feedparser.parse((site / feed.path).read_bytes()).feed.get("subtitle") for feed in FEEDS]
    assert dict(zip([feed.view for feed in FEEDS], said, strict=True)) == {
        "facing": "Texts & translations",
        "en": "Texts & translations",
        "fr": "Textes & traductions",
    }
    for path, lead in (("index", "Texts &amp; translations"), ("fr/index", "Textes &amp; traductions")):
        assert f'<p class="standfirst">{lead}</p>' in (site / f"{path}.html").read_text("utf-8")
