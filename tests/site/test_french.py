"""Every site page has a French twin, at a path that no article can have."""

import os
import re
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.article.slugs import slug_of
from enregard.site.addresses import localised_path
from enregard.site.summary import is_article_page, links
from enregard.site.words.strings import STRINGS, Word
from tests.site.balance import Page
from tests.site.builders import JULY, build_site, publication, simple
from tests.site.lists.test_feeds import tagged
from tests.site.lists.test_listing_pages import linking, pages, words

BASE = "https://example.org/presse/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a page of every kind, and articles named like its listing pages."""
    root = tmp_path_factory.mktemp("site")
    (root / "site").mkdir()
    (root / "site/about.md").write_text("We are *us*.", "utf-8")
    (root / "site/about.fr.md").write_text("Nous sommes *nous*.", "utf-8")
    return build_site(
        root,
        *(simple(f"a{number:03}", date=JULY, source="AFP") for number in range(130)),
        *(simple(name) for name in ("months", "sources", "tags", "about", "search", "index", "fr", "feeds")),
        tagged("mots", ("économie", "economy")),
        linking("liens", "https://a.example/", *(f"https://b.example/{n}" for n in range(120))),
        title="The Review",
        title_fr="La Revue",
        author="The association",
        author_fr="L’association",
        description="About",
        description_fr="Au sujet",
    )


def common(site: Path) -> dict[str, Page]:
    """Return the pages that are not of a single article."""
    return {path: page for path, page in pages(site).items() if not is_article_page(path)}


def test_every_english_page_and_its_french_twin_link_to_each_other(site: Path) -> None:
    found = common(site)
    english = {path for path in found if not path.startswith("fr/")}
    assert set(found) == {localised_path(path, lang) for path in english for lang in ("en", "fr")}
    assert {"months/2021-07/1/index.html", "pages/1/index.html", "links/2/index.html"} <= english
    for path in english:
        twin = localised_path(path, "fr")
        assert found[path].named("html") == [{"lang": "en"}]
        assert found[twin].named("html") == [{"lang": "fr"}]
        for here in (path, twin):
            alternates = {
                attrs["hreflang"]: aim(here, attrs["href"])
                for attrs in found[here].named("link")
                if "hreflang" in attrs
            }
            assert alternates == {"fr": twin, "en": path, "x-default": path}
            switch = next(attrs for attrs in found[here].named("a") if attrs.get("hreflang"))
            assert aim(here, switch["href"]) == (twin if here == path else path)
            assert switch["lang"] == switch["hreflang"] == ("fr" if here == path else "en")


def aim(path: str, href: str) -> str:
    return os.path.normpath((PurePosixPath(path).parent / href).as_posix())


def test_the_language_switch_of_an_article_links_to_its_other_page(site: Path) -> None:
    found = pages(site)
    for view, aimed in (("facing", "fr"), ("en", "fr"), ("fr", "en")):
        path = links("a001")[view]
        page = found[path]
        switch = next(attrs for attrs in page.named("a") if attrs.get("hreflang"))
        assert aim(path, switch["href"]) == links("a001")[aimed]
        assert switch["hreflang"] == aimed


def test_french_pages_link_to_french_pages(site: Path) -> None:
    found = pages(site)
    for path, page in found.items():
        if not path.startswith("fr/"):
            continue
        # What leads to English is the switch, and what says that it does: the other views of articles.
        for attrs in page.named("a"):
            href = attrs.get("href", "#")  # else an anchor
            if href.startswith(("#", "https:")) or attrs.get("hreflang") == "en":
                continue
            place = aim(path, href.partition("#")[0])
            assert place.startswith(("fr/", "articles/")) or place == "index.json", f"{path}: {href}"
            assert place == "index.json" or place in found, f"{path}: {href}"


def test_titles_link_to_the_french_or_the_facing_page(site: Path) -> None:
    found = pages(site)
    for path, view in (("fr/-/sources/afp/index.html", "fr"), ("sources/afp/index.html", "articles")):
        titles = [aim(path, a["href"]) for a in found[path].named("a") if a.get("class") == "titles"]
        assert len(titles) == 100
        assert all(title.startswith(f"{view}/a") for title in titles)


def test_french_pages_are_in_french(site: Path) -> None:
    shown = words(common(site)["fr/-/sources/afp/index.html"])
    assert "Sources AFP 130 articles" in shown
    assert "Juillet 2021 Titre français English title juillet 2021 AFP Traduction automatique" in shown
    assert "En regard English" in shown
    assert "Les 100 articles les plus récents sur 130" in shown
    assert "Articles plus anciens" in shown
    assert "L’association" in shown
    english = [text for text in said_in("en") if text not in said_in("fr")]
    assert len(english) > 60
    for path, page in common(site).items():
        if path.startswith("fr/"):
            text = words(page)
            own = text.replace("English title", "").replace("English", "")
            found = [each for each in english if re.search(rf"(?<!\w){re.escape(each)}(?!\w)", own)]
            assert found == [], path


def said_in(lang: str) -> set[str]:
    """Yield the theme's words, without placeholders."""
    strings = STRINGS[lang]
    words = {
        getattr(group, name)
        for group in (strings, strings.lists, strings.searching)
        for name, word in vars(type(group)).items()
        if isinstance(word, Word) and isinstance(getattr(group, name), str)
    }
    counted = {strings.lists.facing(2), strings.lists.links_lead(3)}
    return {str(word) for word in words | counted if len(word) > 3 and "{" not in word}


def test_the_publication_describes_itself_in_each_language(site: Path, tmp_path: Path) -> None:
    found = pages(site)
    assert "We are us." in words(found["about/index.html"])
    assert "Nous sommes" not in words(found["about/index.html"])
    french = words(found["fr/-/about/index.html"])
    assert "À propos de « La Revue »" in french
    assert "Nous sommes nous." in french
    page = (site / "fr/-/about/index.html").read_text("utf-8")
    assert "<dt>Publié par</dt><dd>L’association</dd>" in page
    assert "Au sujet" in words(found["fr/index.html"])
    assert "About" not in words(found["fr/index.html"])
    alone = (build_site(tmp_path, simple()) / "fr/-/about/index.html").read_text("utf-8")
    assert 'rel="license">CC-BY 4.0</a>' in alone, "the model's, though the publication says nothing"
    assert '<dt>Crédit</dt><dd lang="en">Made by them</dd>' in alone


def test_a_french_home_page_without_articles_says_what_to_do(tmp_path: Path) -> None:
    shown = words(pages(build_site(tmp_path))["fr/index.html"])
    assert "Aucun article pour l’instant." in shown


@given(st.text(min_size=1, max_size=120).filter(lambda name: "/" not in name and "\0" not in name))
def test_no_article_has_the_path_of_a_french_listing_page(name: str) -> None:
    path = links(slug_of(PurePosixPath(f"{name}.txt")))["fr"]
    assert is_article_page(path)
    assert path != "fr/index.html"
    assert not path.startswith("fr/-/")


def test_articles_named_like_listing_pages_have_their_pages(site: Path) -> None:
    for name in ("months", "sources", "index", "fr"):
        assert "Une phrase." in (site / "fr" / name / "index.html").read_text("utf-8")
    assert "Juillet 2021" in (site / "fr/-/months/2021-07/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("count", "english", "french"),
    [
        (0, "0 articles", "0 article"),
        (1, "1 article", "1 article"),
        (2, "2 articles", "2 articles"),
        (1234567, "1,234,567 articles", "1\u202f234\u202f567 articles"),
    ],
)
def test_counting(count: int, english: str, french: str) -> None:
    assert STRINGS["en"].lists.articles(count) == english
    assert STRINGS["fr"].lists.articles(count) == french


def test_words_that_differ_by_language() -> None:
    it = publication(Path(), title="T", author="A", description="D").settings
    assert (it.title_in("fr"), it.author_in("fr"), it.description_in("fr")) == ("T", "A", "")
