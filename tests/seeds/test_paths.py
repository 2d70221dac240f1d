"""Which seeds become articles, and what they are called if another has their slug."""

from pathlib import Path

import pytest

from enregard.seeds.paths import list_articles
from tests.incremental import write


def listed(
    root: Path, *names: str, empty: tuple[str, ...] = ()
) -> tuple[list[str], dict[str, str], list[str]]:
    """List seeds with these names; those in `empty` have headers only."""
    for name in names:
        write(root / name, "---\ntitle: Un\n---\n" if name in empty else "Un mot.\n")
    errors: list[str] = []
    found = list_articles(root, on_error=lambda error: errors.append(str(error)))
    return found.names, dict(found.slugs), errors


@pytest.mark.parametrize(
    ("names", "slugs"),
    [
        (("2020-01-01-a.md", "2021-01-01-a.md"), {"2021-01-01-a.md": "2021-01-01-a"}),
        (("2020-01-01-a.md", "a.md"), {"2020-01-01-a.md": "2020-01-01-a"}),
        (("a/index.md", "b/a/index.md", "c/a/README.md"), {"b/a/index.md": "b-a", "c/a/README.md": "c-a"}),
        (("a.md", "a/index.md", "b/index.md"), {"a/index.md": "a-index"}),
        (("README.md", "x/README.md"), {}),
        (("b/un.md", "c/un.md", "d/b/un.txt"), {"c/un.md": "c-un", "d/b/un.txt": "b-un"}),
        (("b/un.md", "un.md"), {"b/un.md": "b-un"}),
        (("2020-01-01-a.md", "b/a.md"), {"2020-01-01-a.md": "2020-01-01-a"}),
    ],
)
def test_another_slug_if_the_first_choice_is_taken(
    tmp_path: Path, names: tuple[str, ...], slugs: dict[str, str]
) -> None:
    found, given, errors = listed(tmp_path, *names)
    assert (found, given, errors) == (sorted(names, key=lambda name: name.replace("/", "\0")), slugs, [])


def test_one_po_file_cannot_serve_two_articles(tmp_path: Path) -> None:
    found, _, errors = listed(tmp_path, "2020-01-01-a.markdown", "2020-01-01-a.md")
    assert found == ["2020-01-01-a.markdown"]
    assert [error.partition(": has")[0] for error in errors] == ["seeds/2020-01-01-a.md"]


def test_a_name_in_capitals_at_the_top_has_no_other_slug(tmp_path: Path) -> None:
    found, _, errors = listed(tmp_path, "Un.txt", "un.md")
    assert found == ["Un.txt"]
    assert errors == [
        "seeds/un.md: has the slug 'un', as does seeds/Un.txt: rename one, such as to un-2.md",
    ]


def test_a_seed_without_an_article_gives_its_slug_to_the_next(tmp_path: Path) -> None:
    found, slugs, errors = listed(
        tmp_path, "a/_index.md", "a/index.md", "b/un.md", "c/un.md", empty=("a/_index.md", "b/un.md")
    )
    assert not errors
    assert not slugs
    assert len(found) == 4
