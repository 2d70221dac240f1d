"""What headers mean, in the names and forms that generators use."""

from pathlib import PurePosixPath

import pytest

from enregard.article.article import Article
from enregard.article.header_values import image, people, rows, standfirst, tags
from enregard.errors import EnregardError
from enregard.seeds.read import read_article


def article(front: str, name: str = "a.md") -> Article:
    source = f"---\n{front}\n---\nUn mot.\n" if name.endswith(".md") else f"{front}\n\nUn mot.\n"
    return read_article(source.split("\n"), PurePosixPath(name))


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("author: Jeanne", ("Jeanne",)),
        ("Author: Dupont, Jean", ("Dupont, Jean",)),
        ("authors: Jeanne, Paul", ("Jeanne", "Paul")),
        ("author: Jeanne; Paul", ("Jeanne", "Paul")),
        ("authors: [Jeanne, Paul, Jeanne]", ("Jeanne", "Paul")),
        ("authors:\n- name: Jeanne\n  orcid: 1\n- name: Paul", ("Jeanne", "Paul")),
        ("author: {name: Jeanne, url: u}", ("Jeanne",)),
        ("creator: Jeanne\nby: Paul", ("Jeanne", "Paul")),
        ("authors: []", ()),
    ],
)
def test_authors(front: str, expected: tuple[str, ...]) -> None:
    assert people(article(front).headers) == expected


def test_authors_of_a_text() -> None:
    assert people(article("Auteurs : Jeanne, Paul", "a.txt").headers) == ("Jeanne", "Paul")


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("tags: [a, 'b, c']", ["a", "b, c"]),
        ("tags: a, b\ncategories: [B, a]\nkeywords: c; d", ["a", "b", "B", "c", "d"]),
        ("categories: [[a, b], [a, c]]", ["a", "b", "c"]),
        ("tags: ['#a']", ["a"]),
        ("tags: []", []),
        ("taxonomies:\n  tags: [a]", ["a"]),
    ],
)
def test_tags(front: str, expected: list[str]) -> None:
    assert list(tags(article(front).headers)) == expected


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_a_line_of_hashtags_is_tags_and_others_are_words(name: str) -> None:
    source = "Un mot pour #tous et\n\n#lavoir #fête-2\n\n#1 #2\n\nLa suite vient demain."
    found = read_article(source.split("\n"), PurePosixPath(name))
    assert list(tags(found.headers)) == ["lavoir", "fête-2"]
    words = " ".join([found.title, *(leaf.text.plain for leaf in found.leaves() if leaf.text)])
    assert "#tous" in words
    assert "#1 #2" in words
    assert "lavoir" not in words


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("excerpt: Un.\nsubtitle: Deux", ["Deux", "Un."]),
        ("summary: Un.\ndescription: Un.", ["Un."]),
        ("chapo: Un.\nsummary: Deux.\nsubtitle: Trois", ["Trois", "Un."]),
        ("description:\nabstract: |\n  Un\n  mot.", ["Un mot."]),
    ],
)
def test_the_standfirst(front: str, expected: list[str]) -> None:
    assert [" ".join(it.value.split()) for it in standfirst(article(front).headers)] == expected


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("cover: a.jpg", "a.jpg"),
        ("featured_image: {src: a.jpg, alt: b}", "a.jpg"),
        ("ogImage:\n  url: a.jpg", "a.jpg"),
        ("image: [a.jpg, b.jpg]", "a.jpg"),
        ("images: [a.jpg, b.jpg]", "a.jpg"),
        ("image: {alt: b}", ""),
        ("thumbnail:", ""),
    ],
)
def test_the_picture(front: str, expected: str) -> None:
    assert image(article(front).headers)[0] == expected


@pytest.mark.parametrize(
    ("front", "iso"),
    [
        ("date: 2021-07\npubDate: 2020", "2021-07"),
        ("created: 2019\npub_date: 2020-01-02T03:04:05Z", "2020-01-02"),
        ("published: true\ncreated: 2019-03-04", "2019-03-04"),
        ("date: 2021-7-5 10:00:00", "2021-07-05"),
    ],
)
def test_the_date(front: str, iso: str) -> None:
    found = article(front).date
    assert found is not None
    assert found.iso == iso


def test_what_readers_see() -> None:
    front = (
        "layout: post\nRubrique: Lieux\nnav_order: 3\nlieu: Kaboul\nvide:\nliste: []\nx: {y: 1}\ntoc: true\n"
        "foo: false\nauthor: J\nurl: /a/\nmots: [un, deux]\nimage: a.jpg\nhide: [toc]\nstatus: published\n"
        "vignette: /img/a.png\nverseLength: 4\nLastModifierDisplayName: A\nGitHub: jean\n"
        "menu_secondaire: [{titre: Lieux, adresse: /lieux.html}]"
    )
    shown = [(it.name, it.value) for it in rows(article(front))]
    assert shown == [("Rubrique", "Lieux"), ("lieu", "Kaboul"), ("mots", "un, deux"), ("GitHub", "jean")]
    assert [it.name for it in rows(article(front), ("Lieu", "nav-order", "x", "vide"))] == [
        "lieu",
        "nav_order",
    ]
    assert len(article(front).headers) == front.count("\n") + 1, "nothing is lost"
    assert [it.name for it in rows(article("status: draft\npublish: true"))] == ["status", "publish"]


@pytest.mark.parametrize(
    ("front", "paths"),
    [
        ("permalink: /2024/ancien/", ["2024/ancien/index.html"]),
        ("slug: ancien", ["ancien/index.html"]),
        ("redirect_from: [/a/, b.html]", ["a/index.html", "b.html"]),
        ("url: /a.html", ["a.html"]),
        ("url: https://example.org/a/", []),
        ("permalink: /:year/:title/", []),
        ("permalink: pretty", []),
        ("permalink: '/{{ title | slug }}/'", []),
        ("slug: /", []),
        ("redirect_from: /a/../b/", []),
        ("aliases: /a/\nslug: a", ["a/index.html"]),
    ],
)
def test_addresses_in_other_generators(front: str, paths: list[str]) -> None:
    found = article(front).aliases
    assert [alias.path for alias in found] == paths
    assert all(alias.optional is not front.startswith("aliases") for alias in found)


def test_only_aliases_are_strict() -> None:
    with pytest.raises(EnregardError, match="the alias 'a//b'"):
        article("aliases: a//b")
