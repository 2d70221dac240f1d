"""Metadata: JSON-LD in schema.org's vocabulary, OpenGraph, and nothing that could run."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from enregard.article.article import ArticleDate, Header, State
from enregard.site.summary import is_article_page
from tests.incremental import built, write
from tests.site.balance import Page
from tests.site.builders import JULY, build_site, everything, simple
from tests.site.lists.test_feeds import tagged
from tests.site.test_pages import evil
from tests.validators import json_ld

BASE = "https://example.org/presse/"
HEADERS = (Header("author", "A. B", 1), Header("url", "https://afp.example/1", 2))
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def data(site: Path, path: str) -> dict[str, Any]:
    found = DATA.findall((site / path).read_text("utf-8"))
    assert len(found) == 1, path
    node = json.loads(found[0])
    assert isinstance(node, dict)
    return node


def properties(site: Path, path: str) -> dict[str, str]:
    page = Page((site / path).read_text("utf-8"))
    return {attrs["property"]: attrs["content"] for attrs in page.named("meta") if "property" in attrs}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return build_site(
        tmp_path,
        tagged("un", ("économie", "economy"), date=JULY, source="AFP", headers=HEADERS),
        simple("manque", State.MISSING, title="Même", target_title="Même"),
        simple("vu", State.REVIEWED, date=ArticleDate("2021-07-03", 2021, 7, 3)),
        everything(),
        evil(),
        title="The Review",
        title_fr="La Revue",
        author="The association",
        description="About",
        base_url=BASE,
    )


def test_every_page_has_valid_json_ld(site: Path) -> None:
    seen = 0
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        if is_article_page(name) or name in ("index.html", "fr/index.html"):
            assert json_ld(data(site, name)), name
            seen += 1
    assert seen == 17


def test_the_original(site: Path) -> None:
    french = f"{BASE}fr/un/"
    assert json_ld(data(site, "fr/un/index.html")) == sorted(
        [
            (french, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "NewsArticle"),
            (french, "url", french),
            (french, "headline", "Titre français"),
            (french, "inLanguage", "fr"),
            (french, "datePublished", "2021-07"),
            (french, "description", "Une phrase."),
            (french, "isBasedOn", "https://afp.example/1"),
            (french, "keywords", "économie"),
            (french, "author", "_"),
            (french, "sourceOrganization", "_"),
            (french, "publisher", "_"),
            (french, "workTranslation", f"{BASE}en/un/"),
            (f"{BASE}en/un/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "NewsArticle"),
            (f"{BASE}en/un/", "url", f"{BASE}en/un/"),
            (f"{BASE}en/un/", "inLanguage", "en"),
            ("_", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "Person"),
            ("_", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "Organization"),
            ("_", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "Organization"),
            ("_", "name", "A. B"),
            ("_", "name", "AFP"),
            ("_", "name", "The association"),
        ]
    )


def test_the_translation_names_original_and_translator(site: Path) -> None:
    node = data(site, "en/un/index.html")
    assert node["translationOfWork"]["@id"] == node["isBasedOn"] == f"{BASE}fr/un/"
    assert node["translationOfWork"]["datePublished"] == "2021-07"
    assert node["translator"] == [{"@type": "SoftwareApplication", "name": "translate-fr_en 1.9"}]
    assert "datePublished" not in node, "the date is the original's"
    assert "translator" not in data(site, "en/vu/index.html"), "a person stands behind it; who is not known"
    assert "translator" not in data(site, "en/manque/index.html")
    both = data(site, "articles/un/index.html")
    assert both["inLanguage"] == ["fr", "en"]
    assert [work["@id"] for work in both["mainEntity"]] == [f"{BASE}fr/un/", f"{BASE}en/un/"]
    assert data(site, "index.html") == {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "description": "About",
        "inLanguage": ["fr", "en"],
        "name": "The Review",
        "publisher": {"@type": "Organization", "name": "The association"},
        "url": BASE,
    }


def test_the_home_page_and_the_publisher_in_french(tmp_path: Path) -> None:
    made = build_site(
        tmp_path,
        simple(),
        title="The Review",
        title_fr="La Revue",
        author="The association",
        author_fr="L’association",
        description_fr="Au sujet",
        base_url=BASE,
    )
    french = {
        "@type": "Organization",
        "name": "L’association",
        "alternateName": "The association",
    }
    assert data(made, "fr/index.html") == {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "description": "Au sujet",
        "inLanguage": ["fr", "en"],
        "name": "La Revue",
        "publisher": french,
        "url": f"{BASE}fr/",
    }
    assert json_ld(data(made, "fr/index.html"))
    assert data(made, "fr/un/index.html")["publisher"] == french
    assert data(made, "en/un/index.html")["publisher"]["name"] == "The association"
    assert properties(made, "fr/-/about/index.html") == {
        "og:locale": "fr_FR",
        "og:locale:alternate": "en_GB",
        "og:site_name": "La Revue",
        "og:title": "À propos",
        "og:type": "website",
        "og:url": f"{BASE}fr/-/about/",
    }
    assert "og:locale:alternate" not in properties(made, "404.html")


def test_data_cannot_break_out_of_its_element(site: Path) -> None:
    for path in ("articles/evil/index.html", "en/evil/index.html", "fr/evil/index.html"):
        html = (site / path).read_text("utf-8")
        text = DATA.findall(html)[0]
        assert not set("<>&\u2028\u2029") & set(text), path
        assert "<script>alert(1)</script>" in json.dumps(json.loads(text)), path


def test_without_a_base_url_there_are_no_full_addresses(tmp_path: Path) -> None:
    made = build_site(tmp_path, simple("un", date=JULY))
    for path in ("articles/un/index.html", "en/un/index.html", "fr/un/index.html", "index.html"):
        assert json_ld(data(made, path))
        assert not re.search(r'"(?:@id|url|isBasedOn)"', json.dumps(data(made, path))), path
        assert "og:url" not in properties(made, path)
    assert data(made, "en/un/index.html")["translationOfWork"]["headline"] == "Titre français"


def test_open_graph(site: Path) -> None:
    assert properties(site, "fr/vu/index.html") == {
        "article:published_time": "2021-07-03",
        "og:description": "Une phrase.",
        "og:locale": "fr_FR",
        "og:locale:alternate": "en_GB",
        "og:site_name": "La Revue",
        "og:title": "Titre français",
        "og:type": "article",
        "og:url": f"{BASE}fr/vu/",
    }
    facing = properties(site, "articles/un/index.html")
    assert facing["og:title"] == "Titre français — English title"
    assert "article:published_time" not in facing, "a month is no moment"
    assert properties(site, "sources/afp/index.html")["og:title"] == "AFP"
    assert properties(site, "index.html")["og:description"] == "About"
    for path in site.rglob("*.html"):
        assert {"og:title", "og:type", "og:url"} <= properties(site, path.relative_to(site).as_posix()).keys()


def test_unknown_properties_are_detected() -> None:
    for node in ({"@type": "NewsArticle", "heading": "x"}, {"@type": "Newsarticle", "headline": "x"}):
        with pytest.raises(AssertionError, match="not in schema"):
            json_ld({"@context": "https://schema.org", **node})


def test_the_first_published_picture_is_named(tmp_path: Path) -> None:
    for name in ("b.svg", "été 1.PNG", "c.jpg"):
        write(tmp_path / "seeds/d" / name, "<svg xmlns='http://www.w3.org/2000/svg'/>")
    write(
        tmp_path / "seeds/d/a.md",
        "![](https://a.example/x.png) ![](rien.png) ![](b.svg) ![](%C3%A9t%C3%A9%201.PNG) ![](c.jpg) mot.\n",
    )
    write(tmp_path / "seeds/d/sans.md", "Un mot ![](b.svg) et [un fichier](c.jpg).\n")
    for base, wanted in ((BASE, f"{BASE}media/d/%C3%A9t%C3%A9%201.PNG"), ("", None)):
        write(tmp_path / "site/site.toml", f'base_url = "{base}"\n')
        built(tmp_path)
        for view in ("articles", "fr", "en"):
            assert properties(tmp_path / "build", f"{view}/a/index.html").get("og:image") == wanted
            assert "og:image" not in properties(tmp_path / "build", f"{view}/sans/index.html")


def test_the_english_page_names_the_picture_for_english_readers(tmp_path: Path) -> None:
    for name in ("b.png", "b.en.png"):
        write(tmp_path / "seeds" / name, "b")
    write(tmp_path / "seeds/a.md", "Voir ![](b.png).\n")
    write(tmp_path / "site/site.toml", f'base_url = "{BASE}"\n')
    built(tmp_path)
    named = {
        view: properties(tmp_path / "build", f"{view}/a/index.html")["og:image"].removeprefix(f"{BASE}media/")
        for view in ("articles", "fr", "en")
    }
    assert named == {"articles": "b.png", "fr": "b.png", "en": "b.en.png"}
