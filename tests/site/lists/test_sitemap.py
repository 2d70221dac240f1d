"""Sitemaps: valid by schema, with every page once and mutual alternates, and split if too large."""

from pathlib import Path

import pytest
from lxml import etree

from enregard.site.addresses import localised_path
from enregard.site.lists import sitemap as module
from enregard.site.lists.sitemap import robots, sitemap, sitemap_parts
from tests.site.builders import JULY, build_site, everything, simple
from tests.site.lists.test_feeds import tagged
from tests.validators import xml_schema

BASE = "https://example.org/presse/"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def addresses(data: bytes) -> list[str]:
    return [str(node.text) for node in etree.fromstring(data).findall(".//s:loc", NAMES)]


def test_every_page_is_in_it_once(tmp_path: Path) -> None:
    articles = [simple(f"a{number:03}", date=JULY, source="AFP") for number in range(230)]
    made = build_site(tmp_path, *articles, tagged("tag", ("C++", "C++")), everything(), base_url=BASE)
    data = (made / "sitemap.xml").read_bytes()
    assert xml_schema("sitemap.xsd", data) == []
    found = addresses(data)
    assert len(found) == len(set(found))
    pages = {path.relative_to(made).as_posix() for path in made.rglob("index.html")}
    assert {BASE + page.removesuffix("index.html") for page in pages} == set(found)
    for page in pages:
        assert f'<link rel="canonical" href="{BASE}{page.removesuffix("index.html")}">' in (
            made / page
        ).read_text("utf-8")
    assert (made / "robots.txt").read_text() == f"User-agent: *\nAllow: /\n\nSitemap: {BASE}sitemap.xml\n"


def test_translations_are_mutual_in_sitemap_and_pages(tmp_path: Path) -> None:
    made = build_site(tmp_path, simple("un"), simple("deux"), base_url=BASE)
    said = {}
    for url in etree.fromstring((made / "sitemap.xml").read_bytes()).findall("s:url", NAMES):
        links = {link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMES)}
        said[url.findtext("s:loc", namespaces=NAMES)] = links
    assert len(said) == len(list(made.rglob("index.html"))) > 6
    for place, links in said.items():
        assert set(links) == {"fr", "en", "x-default"}
        assert place in links.values()
        for other in links.values():
            assert said[other] == links
        page = etree.HTML((made / place.removeprefix(BASE) / "index.html").read_bytes())
        head = page.findall(".//link[@hreflang]")
        assert {link.get("hreflang"): link.get("href") for link in head} == links


def links(slug: str) -> dict[str, str]:
    return {view: f"{view}/{slug}/index.html" for view in ("facing", "en", "fr")}


def both(place: str) -> dict[str, str]:
    return {lang: localised_path(place, lang) for lang in ("en", "fr")}


def test_more_than_fifty_thousand_addresses_need_several_files() -> None:
    articles = [links(f"a{number}") for number in range(16_666)]
    assert [path for path, _ in sitemap_parts(BASE, [*articles, both("index.html")])] == ["sitemap.xml"]
    parts = sitemap_parts(BASE, [*articles, links("more"), both("index.html")])
    assert [path for path, _ in parts] == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]
    files = {path: "".join(sitemap(BASE, part)).encode() for path, part in parts}
    for data in files.values():
        assert xml_schema("sitemap.xsd", data) == []
        assert len(data) <= module.MOST_BYTES
    assert addresses(files["sitemap.xml"]) == [f"{BASE}sitemap-1.xml", f"{BASE}sitemap-2.xml"]
    assert len(addresses(files["sitemap-1.xml"])) == 49_998
    assert len(addresses(files["sitemap-2.xml"])) == 5


def test_long_addresses_make_smaller_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 60_000)
    base = "https://example.org/" + "long/" * 100
    articles = [links("é&" * 30 + str(number)) for number in range(40)]
    parts = sitemap_parts(base, [*articles, both("index.html")])
    files = {path: "".join(sitemap(base, part)).encode() for path, part in parts}
    assert len(files) > 4
    assert max(map(len, files.values())) <= 60_000
    listed = [place for path, data in files.items() if path != "sitemap.xml" for place in addresses(data)]
    assert len(listed) == len(set(listed)) == 122


def test_a_new_article_does_not_change_earlier_parts() -> None:
    articles = [links(f"a{number}") for number in range(40_000)]
    before = dict(sitemap_parts(BASE, [*articles, both("index.html")]))
    after = dict(sitemap_parts(BASE, [*articles, links("new"), both("index.html")]))
    assert [path for path in before if before[path] != after[path]] == ["sitemap-3.xml"]


def test_robots() -> None:
    assert robots("https://e.org").endswith("Sitemap: https://e.org/sitemap.xml\n")
