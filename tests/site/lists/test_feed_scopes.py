"""Feeds of tags and sources: valid, with the right articles, linked from their pages, updated on change."""

from pathlib import Path
from typing import Any

import feedparser
import pytest

from enregard.article.article import ArticleDate
from enregard.site.addresses import slugify
from enregard.site.lists.feed_scopes import GROUP_ENTRIES
from tests.incremental import article, built, change, compare_with_fresh, touched, write
from tests.site.balance import Page
from tests.site.builders import JULY, build_site
from tests.site.lists.test_feeds import BASE, DAY, tagged
from tests.validators import relax_ng

ECONOMY = ("économie", "economy")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(
        tmp_path_factory.mktemp("site"),
        tagged("un", ECONOMY, ("C++", "C++"), date=DAY, source="AFP"),
        tagged("deux", ("Économie", "Economy"), date=JULY, source="afp"),
        tagged("trois", ("sans date", "undated"), ECONOMY, source="ATS"),
        tagged("quatre", date=JULY),
        title="The Review",
        title_fr="La Revue",
        author="The association",
        author_fr="L’association",
        base_url=BASE,
    )


def read(site: Path, path: str) -> Any:
    data = (site / path).read_bytes()
    assert relax_ng("atom.rng", data) == [], path
    feed = feedparser.parse(data)
    assert not feed.bozo, path
    return feed


def feeds(site: Path, folder: str) -> set[str]:
    return {path.relative_to(site / folder).as_posix() for path in (site / folder).rglob("*.xml")}


def test_each_tag_and_source_with_dates_has_three_feeds(site: Path) -> None:
    tags = (slugify(tag) for tag in ("économie", "C++"))  # nothing with the third has a date
    assert feeds(site, "feeds/tags") == {
        f"{tag}/{view}.xml" for tag in tags for view in ("facing", "en", "fr")
    }
    assert feeds(site, "feeds/sources") == {f"afp/{view}.xml" for view in ("facing", "en", "fr")}
    for path in (site / "feeds").rglob("*.xml"):
        read(site, path.relative_to(site).as_posix())


def test_feeds_name_their_scope_and_contain_its_articles(site: Path) -> None:
    found = {view: read(site, f"feeds/tags/economie/{view}.xml") for view in ("facing", "en", "fr")}
    assert [feed.feed.title for feed in found.values()] == [
        "The Review: économie / economy (French and English)",
        "The Review: economy (English)",
        "La Revue\u202f: économie (français)",
    ]
    assert [feed.feed.author for feed in found.values()] == [
        "The association",
        "The association",
        "L’association",
    ]
    assert [feed.feed.link for feed in found.values()] == [
        f"{BASE}/tags/economie/",
        f"{BASE}/tags/economie/",
        f"{BASE}/fr/-/tags/economie/",
    ]
    assert [entry.link for entry in found["fr"].entries] == [f"{BASE}/fr/un/", f"{BASE}/fr/deux/"]
    assert found["fr"].entries[0].summary == "Une phrase."
    source = read(site, "feeds/sources/afp/en.xml")
    assert source.feed.title == "The Review: AFP (English)"
    assert [entry.link for entry in source.entries] == [f"{BASE}/en/un/", f"{BASE}/en/deux/"]


def test_pages_link_to_their_own_feeds_first(site: Path) -> None:
    told = {}
    for path in ("tags/economie/index.html", "fr/-/tags/economie/index.html", "sources/ats/index.html"):
        page = Page((site / path).read_text("utf-8"))
        links = [a for a in page.named("link") if a.get("type") == "application/atom+xml"]
        told[path] = [(a["href"].replace("../", ""), a["title"]) for a in links]
        shown = [a["href"] for a in page.named("a") if a.get("type") == "application/atom+xml"]
        assert shown == [a["href"] for a in links if "/tags/" in a["href"]], path
    assert told == {
        "tags/economie/index.html": [
            ("feeds/tags/economie/facing.xml", "The Review: économie / economy (French and English)"),
            ("feeds/tags/economie/en.xml", "The Review: economy (English)"),
            ("feeds/tags/economie/fr.xml", "The Review: économie (French)"),
            ("feeds/facing.xml", "The Review (French and English)"),
            ("feeds/en.xml", "The Review (English)"),
            ("feeds/fr.xml", "The Review (French)"),
        ],
        "fr/-/tags/economie/index.html": [
            ("feeds/tags/economie/fr.xml", "La Revue\u202f: économie (français)"),
            (
                "feeds/tags/economie/facing.xml",
                "La Revue\u202f: économie / economy (français et anglais)",
            ),
            ("feeds/tags/economie/en.xml", "La Revue\u202f: economy (anglais)"),
            ("feeds/fr.xml", "La Revue (français)"),
            ("feeds/facing.xml", "La Revue (français et anglais)"),
            ("feeds/en.xml", "La Revue (anglais)"),
        ],
        "sources/ats/index.html": [  # whose one article has no date
            ("feeds/facing.xml", "The Review (French and English)"),
            ("feeds/en.xml", "The Review (English)"),
            ("feeds/fr.xml", "The Review (French)"),
        ],
    }


def test_only_the_newest_articles(tmp_path: Path) -> None:
    dates = [ArticleDate(f"{year}", year) for year in range(1900, 1900 + GROUP_ENTRIES + 5)]
    made = build_site(
        tmp_path, *(tagged(f"a{date.year}", ECONOMY, date=date) for date in dates), base_url=BASE
    )
    entries = read(made, "feeds/tags/economie/en.xml").entries
    assert [entry.link for entry in entries] == [
        f"{BASE}/en/a{date.year}/" for date in reversed(dates[-GROUP_ENTRIES:])
    ]


def test_without_a_base_url_there_are_no_feeds(tmp_path: Path) -> None:
    made = build_site(tmp_path, tagged("un", ECONOMY, date=DAY))
    assert not (made / "feeds").exists()
    assert "atom+xml" not in (made / "tags/economie/index.html").read_text("utf-8")


def seed(tag: str, date: str, words: str) -> str:
    return f"---\ndate: {date}\ntitle: Titre\ntags: [{tag}]\n---\n\n{words} ici. Deux.\n"


def test_a_correction_only_writes_the_feeds_of_its_tags(tmp_path: Path) -> None:
    root = tmp_path / "publication"
    for number in range(GROUP_ENTRIES + 3):
        write(root / f"seeds/a{number:02}.md", seed("Un", f"20{number:02}", f"Mot {number}"))
    write(root / "seeds/b.md", seed("Autre", "2001-02", "Chose"))
    write(root / "seeds/c.md", seed("Rare", "1901", "Loin"))
    write(root / "site/site.toml", 'base_url = "https://example.org/"')
    built(root)
    built(root)
    site_wide = {f"feeds/{view}.xml" for view in ("facing", "en")}
    change(root / "translate/b.po", "CHOSE ICI.", "A thing here.")
    assert touched(root) == site_wide | (article("b") - {"fr/b/index.html"}) | {
        f"feeds/tags/autre/{view}.xml" for view in ("facing", "en")
    }
    compare_with_fresh(root, findings=False)
    change(root / "translate/a00.po", "MOT 0 ICI.", "Word 0 here.")  # too old for the feed of its tag
    assert touched(root) == site_wide | (article("a00") - {"fr/a00/index.html"})
    change(root / "seeds/c.md", "1901", "1902")
    found = touched(root)
    assert {f"feeds/tags/rare/{view}.xml" for view in ("facing", "en", "fr")} <= found
    assert not any(path.startswith("feeds/tags/un/") for path in found)
    change(root / "seeds/c.md", "tags: [Rare]", "tags: [Autre]")
    found = touched(root)
    assert {"feeds/tags/rare/en.xml", "feeds/tags/autre/en.xml", "fr/-/tags/rare/index.html"} <= found
    assert not (root / "build/feeds/tags/rare").exists()
    compare_with_fresh(root, findings=False)
    change(root / "seeds/b.md", "date: 2001-02\n", "")
    change(root / "seeds/c.md", "date: 1902\n", "")
    compare_with_fresh(root, findings=False)
    assert not (root / "build/feeds/tags/autre").exists()
