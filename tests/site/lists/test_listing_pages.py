"""Listing pages: valid HTML, complete and linked, whatever the articles contain."""

import os
from pathlib import Path, PurePosixPath
from urllib.parse import urldefrag, urlsplit

import pytest

from enregard.article.article import FacingArticle, Mark, MarkKind, State, Text
from tests.site.balance import Page
from tests.site.builders import JULY, Builder, build_site, everything, pair, simple
from tests.site.lists.test_feeds import tagged
from tests.site.test_pages import evil
from tests.validators import nu

BASE = "https://example.org/presse/"
LONG = "Un titre de cinq cents signes, " * 16 + "enfin"


def linking(slug: str, *addresses: str) -> FacingArticle:
    build = Builder()
    marks = tuple(Mark(MarkKind.LINK, at, at + 1, {"href": href}) for at, href in enumerate(addresses))
    text = Text("x" * len(addresses), marks)
    return build.article(build.paragraph(pair(text, text)), slug=slug, title=f"Titre de {slug}")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of what is hard to list."""
    return build_site(
        tmp_path_factory.mktemp("site"),
        *(simple(f"a{number:03}", date=JULY, source="AFP") for number in range(203)),
        tagged("tags", *((f"étiquette {n}", f"tag {n}") for n in range(300))),
        tagged("variants", ("Étiquette 1", "Tag 1"), ("C++", "C++"), ("<b>&", "<b>&"), ("C#", "C#")),
        simple("long", title=LONG, target_title=LONG, source="Source " * 60),
        simple("manque", State.MISSING, fields={"tags": (pair("seul", state=State.MISSING),)}),
        linking("liens", "https://a.example/?a=b&c", "http://www.b.example/é", "#p1", "mailto:a@b.example"),
        linking("mauvais", "javascript:alert(1)", "https://[", "https://", "//c.example", "ftp://d.example"),
        linking("beaucoup", *(f"https://b.example/{n}" for n in range(120))),
        evil(),
        everything(),
        base_url=BASE,
        description="Tout",
    )


@pytest.fixture(scope="module")
def found(site: Path) -> dict[str, Page]:
    return pages(site)


def pages(site: Path) -> dict[str, Page]:
    return {
        path.relative_to(site).as_posix(): Page(path.read_text("utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


def words(page: Page) -> str:
    return " ".join(page.words.split())


def test_the_html_is_valid(site: Path) -> None:
    lists = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    tags = {path for path in lists if path.startswith("tags/etiquette")}
    articles = {path for path in lists if path.split("/")[0] in ("articles", "en", "fr") and "/a" in path}
    # Of what is alike a few are enough. What articles put into addresses is theirs.
    chosen = (
        lists
        - tags
        - articles
        - {path for path in lists if "evil" in path or "mauvais" in path}
        - {"links/index.html"}
    )
    assert len(chosen) > 30
    assert nu(site, sorted(chosen) + sorted(tags)[:3]) == []


def test_every_link_resolves(site: Path, found: dict[str, Page]) -> None:
    reached = {"404.html", "index.html"}
    for path, page in found.items():
        for address in page.attributes("href"):
            if path == "404.html":
                assert address.startswith(("/presse/", "#")) or "example.org" in address
                address = address.removeprefix("/presse/")
            if address.startswith(("https:", "http:", "mailto:", "ftp:", "//")) or "<script>" in address:
                continue
            place, fragment = urldefrag(address)
            aim = os.path.normpath((PurePosixPath(path).parent / place).as_posix()) if place else path
            assert (site / aim).is_file(), f"{path}: {address}"
            if fragment and aim in found:
                assert fragment in found[aim].attributes("id"), f"{path}: {address}"
            reached.add(aim)
    assert set(found) <= reached, "every page is reached from another"


def test_lists_have_a_hundred_articles_per_page(found: dict[str, Page]) -> None:
    assert "204 articles" in words(found["months/2021-07/index.html"])
    entries = {
        path: sum("titles" in attrs.get("class", "") for _, attrs in page.tags)
        for path, page in found.items()
        if path.startswith("sources/afp/")
    }
    assert entries == {
        "sources/afp/index.html": 100,
        "sources/afp/1/index.html": 100,
        "sources/afp/2/index.html": 4,
    }
    second = words(found["sources/afp/2/index.html"])
    assert "Newer articles Older articles" in second
    assert "Articles 101 to 104" in second


def test_each_entry_shows_titles_date_and_source(found: dict[str, Page]) -> None:
    shown = words(found["months/2021-07/index.html"])
    assert "Titre français English title July 2021 AFP Machine translation English Français" in shown


def test_tags(found: dict[str, Page]) -> None:
    tag = found["tags/etiquette-1/index.html"]
    assert tag.named("h1") == [{"class": "row"}]
    assert "étiquette 1 tag 1 2 articles" in words(tag) or "Étiquette 1 Tag 1 2 articles" in words(tag)
    assert "étiquette 299 tag 299 1 article" in words(found["tags/index.html"])
    article = found["articles/variants/index.html"]
    assert "Mots-clés Étiquette 1, C++, <b>&, C# Tags Tag 1, C++, <b>&, C#" in words(article)
    assert "../../tags/etiquette-1/index.html" in article.attributes("href")
    french = found["fr/variants/index.html"]
    assert "Mots-clés Étiquette 1, C++, <b>&, C#" in words(french)
    alone = found["en/manque/index.html"]
    assert "Tags seul" in words(alone)


def test_links_to_other_sites(found: dict[str, Page]) -> None:
    first, second = found["links/index.html"], found["links/2/index.html"]
    assert "123 external addresses" in words(first)
    assert [attrs["href"] for attrs in first.named("a") if attrs.get("rel") == "external"][:2] == [
        "https://a.example/?a=b&c",
        "http://www.b.example/é",
    ]
    assert "b.example https://b.example/" in words(second)
    addresses = [a["href"] for page in (first, second) for a in page.named("a") if a.get("rel") == "external"]
    assert len(addresses) == len(set(addresses)) == 123
    assert not any(address.startswith(("javascript", "mailto", "ftp")) for address in addresses)


def test_without_tags_and_links_there_are_no_pages_of_them(tmp_path: Path) -> None:
    made = build_site(tmp_path, simple())
    assert not (made / "tags").exists()
    assert not (made / "links").exists()
    assert "By tag" not in (made / "index.html").read_text("utf-8")


def test_an_empty_publication_explains_what_to_do(tmp_path: Path) -> None:
    made = build_site(tmp_path, base_url=BASE)
    shown = pages(made)
    for path in ("index.html", "months/index.html", "sources/index.html"):
        assert "No articles yet. Put French articles" in words(shown[path])
    assert not (made / "feeds").exists()
    assert nu(made) == []


def test_files_that_need_a_base_url_are_left_out_without_one(tmp_path: Path) -> None:
    made = build_site(tmp_path, simple(date=JULY))
    for path in ("feeds", "sitemap.xml", "robots.txt", "404.html"):
        assert not (made / path).exists()
    for page in pages(made).values():
        assert not any(attrs["rel"] == "canonical" for attrs in page.named("link"))


@pytest.mark.parametrize("base", ["https://e.org", "https://e.org/", "http://localhost:8000/a%20b/c"])
def test_the_404_page_works_at_any_depth(tmp_path: Path, base: str) -> None:
    page = pages(build_site(tmp_path, simple(), base_url=base))["404.html"]
    root = urlsplit(base).path.rstrip("/") + "/"
    assert root + "index.html" in page.attributes("href")
    assert root + "static/style.css" in page.attributes("href")
    assert {"name": "robots", "content": "noindex"} in page.named("meta")
