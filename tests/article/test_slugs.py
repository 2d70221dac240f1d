"""Slugs."""

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.article.slugs import date_in_name, other_slugs, slug_of


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("000_cc90b059fb36a085.txt", "000-cc90b059fb36a085"),
        ("2021/L'Été à Nîmes (2).md", "l-ete-a-nimes-2"),
        ("Cœur & Æther.TXT", "coeur-aether"),
        ("a.b.txt", "a-b"),
        ("---.txt", "article-cb3f91d5"),
        ("статья-1.txt", "1-bb817bc6"),
        ("статья.txt", "article-1347fb28"),
        ("статьи.txt", "article-cc48fc8c"),
        ("2021/Aux.md", "aux-6e1fde7a"),
        ("console.md", "console"),
    ],
)
def test_slug(path: str, expected: str) -> None:
    assert slug_of(PurePosixPath(path)) == expected


def test_a_name_has_one_slug_however_its_accents_are_written() -> None:
    assert slug_of(PurePosixPath("e\u0301t\u0435.txt")) == slug_of(PurePosixPath("\u00e9t\u0435.txt"))


@given(st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=200))
def test_slug_can_stand_in_any_address(name: str) -> None:
    made = slug_of(PurePosixPath(name))
    assert made.strip("-") == made
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert 1 <= len(made) <= 100


@pytest.mark.parametrize(
    ("path", "slug", "date", "others"),
    [
        ("2007-04-08-nom.md", "nom", "2007-04-08", ["2007-04-08-nom"]),
        ("_posts/2007-4-8_un nom.txt", "un-nom", "2007-4-8", ["2007-4-8-un-nom", "posts-2007-4-8-un-nom"]),
        ("2007-04-08.md", "2007-04-08", "2007-04-08", []),
        ("2007-04-08-.md", "2007-04-08", "", []),
        ("2007-13-08-nom.md", "2007-13-08-nom", "", []),
        ("20070408-nom.md", "20070408-nom", "", []),
        ("2007-04-nom.md", "2007-04-nom", "", []),
        ("index.md", "index", "", []),
        ("guide/README.md", "guide", "", ["guide-readme"]),
        ("a/Le Guide/_index.md", "le-guide", "", ["a-le-guide", "le-guide-index"]),
        ("2007-04-08-nom/Index.md", "nom", "2007-04-08", ["2007-04-08-nom", "2007-04-08-nom-index"]),
        ("index/un.md", "un", "", ["index-un"]),
        ("a/b/Le cours.md", "le-cours", "", ["b-le-cours", "a-b-le-cours"]),
    ],
)
def test_names_of_generators(path: str, slug: str, date: str, others: list[str]) -> None:
    assert (slug_of(path), date_in_name(path), [*other_slugs(path)]) == (slug, date, others)
