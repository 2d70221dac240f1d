"""Lists of articles: a hundred per page, each article once, and pages of old articles that never change."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.article.article import ArticleDate
from enregard.site.addresses import NOT_STATED, slugify, source_page, tag_page
from enregard.site.labels import Tally
from enregard.site.lists.listings import (
    PAGE,
    ListPage,
    by_host,
    by_month,
    by_source,
    by_tag,
    paginate,
    paginate_hosts,
)
from enregard.site.summary import Summary, Tag


def article(number: int, **given: Any) -> Summary:
    start = (f"a{number:05}", f"seeds/a{number}.txt", None, None, f"T{number}", f"E{number}", "en")
    return Summary(*start, Tally(1, 0, 0, ()))._replace(**given)


def newest_first(count: int) -> list[Summary]:
    return [article(number) for number in range(count, 0, -1)]


@given(st.integers(0, 1000))
def test_each_article_is_once_in_order_on_pages_of_a_hundred(count: int) -> None:
    articles = newest_first(count)
    pages = list(paginate("x/index.html", articles))
    assert [it for part in pages for it in part.articles] == articles
    assert all(len(part.articles) <= PAGE for part in pages)
    assert [part.older for part in pages] == [part.path for part in pages[1:]] + [""]
    assert [part.newer for part in pages] == ["", *(part.path for part in pages[:-1])]
    for part in pages[1:]:
        assert part.path == f"x/{part.number}/index.html"
        assert [it.slug for it in part.articles] == [
            f"a{number:05}" for number in range(part.last, part.first - 1, -1)
        ]


@given(st.integers(0, 1000))
def test_a_new_article_changes_no_old_page(count: int) -> None:
    before: Sequence[ListPage] = list(paginate("x/index.html", newest_first(count)))
    after = list(paginate("x/index.html", newest_first(count + 1)))
    changed = {part.path for part in after} - {part.path for part in after if part in before}
    # The first page, the second, and, where that is new, the one behind it, which leads to it.
    assert len(changed) <= 3
    assert "x/index.html" in changed


def test_lists_of_the_whole_site_have_their_own_folder() -> None:
    pages = list(paginate("index.html", newest_first(201), "pages/"))
    assert [part.path for part in pages] == ["index.html", "pages/2/index.html", "pages/1/index.html"]


def test_undated_articles_come_after_all_months() -> None:
    dates = [
        ArticleDate("2021-07-03", 2021, 7, 3),
        ArticleDate("2021-07", 2021, 7),
        ArticleDate("2021", 2021),
    ]
    groups = by_month([article(n, date=date) for n, date in enumerate([*dates, None])])
    assert [(group.heads, group.page, len(group.articles)) for group in groups] == [
        ({"en": "July 2021", "fr": "Juillet 2021"}, "months/2021-07/index.html", 2),
        ({"en": "2021", "fr": "2021"}, "months/2021/index.html", 1),
        ({"en": "Undated", "fr": "Sans date"}, "months/undated/index.html", 1),
    ]


def test_sources_ignore_case() -> None:
    sources = ["L’Écho", "L'Echo", "L’Écho", None, "Not stated", "AFP"]
    groups = by_source([article(n, source=source) for n, source in enumerate(sources)])
    assert [(group.heads["en"], group.page, len(group.articles)) for group in groups] == [
        ("AFP", "sources/afp/index.html", 1),
        ("L’Écho", "sources/l-echo/index.html", 3),
        ("Not stated", source_page("Not stated"), 1),
        ("Not stated", f"sources/{NOT_STATED}/index.html", 1),
    ]


def test_tags_have_both_languages() -> None:
    tags = [
        (Tag("économie", "economy"), Tag("Économie", "ECONOMY")),
        (Tag("économie", "economics"),),
        (Tag("économie", "economy"), Tag("C++", "C++"), Tag("C#", "")),
    ]
    groups = by_tag([article(n, tags=those) for n, those in enumerate(tags)])
    assert [(group.tag, [it.slug for it in group.articles]) for group in groups] == [
        (Tag("C#", ""), ["a00002"]),
        (Tag("C++", "C++"), ["a00002"]),
        (Tag("économie", "economy"), ["a00000", "a00001", "a00002"]),
    ]
    assert len({group.page for group in groups}) == 3


def test_links_by_host() -> None:
    found = by_host(
        [
            article(1, outward=("https://www.b.org/2", "http://a.org/")),
            article(2, outward=("https://b.org/1", "https://www.b.org/2")),
        ]
    )
    assert [(host.name, [(href, len(those)) for href, those in host.addresses]) for host in found] == [
        ("a.org", [("http://a.org/", 1)]),
        ("b.org", [("https://b.org/1", 1), ("https://www.b.org/2", 2)]),
    ]


@given(st.lists(st.integers(1, 350), max_size=6))
def test_links_have_a_hundred_addresses_per_page(sizes: list[int]) -> None:
    hosts = by_host(
        [
            article(n, outward=tuple(f"https://h{n}.org/{i:03}" for i in range(size)))
            for n, size in enumerate(sizes)
        ]
    )
    pages = paginate_hosts(hosts)
    shown = [href for page in pages for host in page for href, _ in host.addresses]
    assert shown == [href for host in hosts for href, _ in host.addresses]
    counts = [sum(host.count for host in page) for page in pages]
    assert all(count == PAGE for count in counts[:-1])
    assert all(0 < count <= PAGE for count in counts)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Économie", "economie"),
        ("L’Île-de-France", "l-ile-de-france"),
        ("  a   b ", "a-b"),
        ("Œuvre", "oeuvre"),
        ("2021", "2021"),
        ("Nul", "nul-99e62427"),
    ],
)
def test_names_in_addresses(text: str, name: str) -> None:
    assert slugify(text) == name


@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_every_name_is_a_valid_slug(text: str) -> None:
    name = slugify(text)
    assert name.isascii()
    assert 0 < len(name) <= 80
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert name not in (NOT_STATED, "undated")


def test_texts_that_lose_characters_have_different_names() -> None:
    assert len({tag_page(tag) for tag in ("C", "C++", "C#", "経済", "経", "", "?", "x" * 90, "x" * 91)}) == 9
