"""Redirects: their pages, the paths they may have, and the list for servers."""

from pathlib import Path

import pytest

from enregard.output.manifest import MANIFEST
from enregard.publication.publication import Publication, Settings
from enregard.site.pages import Site
from enregard.site.redirects import is_reserved, redirect_list, slug_of_page
from enregard.site.summary import links
from enregard.testing import render
from tests.conftest import ROOT
from tests.output.writing import SiteWriter
from tests.site.sites import tree
from tests.validators import nu

PAGES = {path: links("new")[view] for view, path in links("former").items()} | {
    "2019/03/été/index.html": "articles/new/index.html",
    "old.html": "articles/new/index.html",
}


def site(root: Path, base_url: str = "") -> dict[str, str]:
    """Write a site with nothing but redirects."""
    root.mkdir(exist_ok=True)
    settings = Settings(title="The Review", title_fr="La Revue", base_url=base_url)
    with SiteWriter(root / "build") as writer:
        Site(Publication(root, settings), writer, model=None).write_redirects(PAGES, PAGES)
    return tree(root / "build")


def test_each_redirect_leads_to_the_same_view_in_its_language(tmp_path: Path) -> None:
    pages = site(tmp_path, "https://example.org/presse/")
    for view, lang, titled, words in (
        ("articles", "en", "This article has moved · The Review", ("Go to its", "Aller à sa")),
        ("en", "en", "This article has moved · The Review", ("Go to its",)),
        ("fr", "fr", "Cet article a changé d’adresse · La Revue", ("Aller à sa",)),
    ):
        page = pages[f"{view}/former/index.html"]
        there = f"../../{view}/new/index.html"
        assert f'<html lang="{lang}">' in page
        assert f'<meta http-equiv="refresh" content="0; url={there}">' in page
        assert f'<link rel="canonical" href="https://example.org/presse/{view}/new/">' in page
        assert '<meta name="robots" content="noindex">' in page
        assert f"<title>{titled}</title>" in page
        assert page.count(f'<a href="{there}">') == len(words)
        assert all(said in page for said in words)
        assert "<script" not in page
        assert "default-src 'none'" in page
    assert '<p lang="fr">' in pages["articles/former/index.html"]
    assert 'url=articles/new/index.html"' in pages["old.html"]
    assert 'url=../../../articles/new/index.html"' in pages["2019/03/été/index.html"]


def test_redirects_work_without_a_base_url(tmp_path: Path) -> None:
    assert '<link rel="canonical" href="../../fr/new/index.html">' in site(tmp_path)["fr/former/index.html"]


@pytest.mark.parametrize(("base_url", "root"), [("", ""), ("https://example.org/p%20q/", "/p%20q")])
def test_servers_get_a_line_per_redirect(base_url: str, root: str) -> None:
    assert list(redirect_list(base_url, PAGES)) == [
        f"{root}/2019/03/%C3%A9t%C3%A9/ {root}/articles/new/ 301\n",
        f"{root}/articles/former/ {root}/articles/new/ 301\n",
        f"{root}/en/former/ {root}/en/new/ 301\n",
        f"{root}/fr/former/ {root}/fr/new/ 301\n",
        f"{root}/old.html {root}/articles/new/ 301\n",
    ]


def test_the_html_is_valid(tmp_path: Path) -> None:
    site(tmp_path / "a")
    site(tmp_path / "b", "https://example.org/presse/")
    assert nu(tmp_path) == []


@pytest.mark.parametrize("name", ["rich", "press", "empty"])
def test_files_of_the_site_cannot_be_aliases(tmp_path: Path, name: str) -> None:
    assert render(ROOT / "tests/publications" / name, tmp_path / "site") == []
    paths = [path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*.*")]
    assert len(paths) > 5
    for path in paths:
        assert is_reserved(path) or slug_of_page(path) or path == MANIFEST, path


@pytest.mark.parametrize(
    "path", ["search/fr/1/pagefind.js", "report/index.html", "_redirects", "sitemap-2.xml"]
)
def test_files_that_only_some_sites_have_cannot_be_aliases(path: str) -> None:
    assert is_reserved(path)


@pytest.mark.parametrize(
    "path", ["INDEX.html", "Static/x.html", "SiteMap.xml", "articles/index.html", "fr/x.html"]
)
def test_case_does_not_matter(path: str) -> None:
    assert is_reserved(path)


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("en/a-b/index.html", "a-b"),
        ("EN/A-B/Index.html", "a-b"),
        ("en/a/b/index.html", ""),
        ("en/a.html", ""),
        ("en/index.html", ""),
        ("old/a/index.html", ""),
    ],
)
def test_paths_of_articles_pages_are_recognised(path: str, slug: str) -> None:
    assert slug_of_page(path) == slug


@pytest.mark.parametrize(
    "path", ["en/a/index.html", "2019/a.html", "tags.html", "en/2019/a/index.html", "a/tags/x.html"]
)
def test_other_paths_are_free(path: str) -> None:
    assert not is_reserved(path)
