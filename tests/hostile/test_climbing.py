"""Nothing is read from outside a publication, and nothing is written outside its build."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from enregard.errors import EnregardError
from enregard.pipeline import build, model_info
from enregard.publication.publication import open_publication
from enregard.translate.draft.drafter import Drafter
from tests.stand_in import Collected, shouting_source

SECRET = "Le mot de passe est tournesol"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "publication/seeds/sous").mkdir(parents=True)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.txt").write_text(SECRET + ".", "utf-8")
    (tmp_path / "outside/secret.md").write_text(SECRET + ".", "utf-8")
    (tmp_path / "outside/secret.jpg").write_text(SECRET, "utf-8")
    (tmp_path / "outside/secret.html").write_text(SECRET, "utf-8")
    (tmp_path / "outside/secret.po").write_text(f'msgid "Un texte."\nmsgstr "{SECRET}"\n', "utf-8")
    return tmp_path / "publication"


def built(root: Path) -> Collected:
    """Build, check that nothing outside was read or changed, and return the report."""
    outside = {path: path.read_bytes() for path in tree(root.parent / "outside")}
    report = Collected()

    publication = open_publication(root)
    with Drafter(lambda: shouting_source(root / ".enregard/memory"), report) as drafter:
        build(publication, drafter, model_info(publication), report, jobs=1)
    assert outside == {path: path.read_bytes() for path in tree(root.parent / "outside")}
    assert sorted(path.name for path in root.parent.iterdir()) == ["outside", "publication"]
    for path in tree(root / "build"):
        assert not path.is_symlink()
        content = path.read_bytes()
        assert SECRET.encode() not in content, path
        assert SECRET.upper().encode() not in content, path
    return report


def tree(folder: Path) -> Iterator[Path]:
    for parent, _, names in os.walk(folder):
        yield from (Path(parent, name) for name in names)


def seed(root: Path, name: str, text: str = "Un texte.") -> None:
    (root / "seeds" / name).parent.mkdir(parents=True, exist_ok=True)
    (root / "seeds" / name).write_text(text, "utf-8")


@pytest.mark.parametrize(
    "name",
    [
        *("..txt", "....md", "..\\..\\a.txt", "%2e%2e%2fa.txt", "~.txt", "$HOME.md", "a;rm -rf x.md"),
        *("-rf.txt", "con.md", "CON .txt", "a..b.txt"),
    ],
)
def test_the_name_of_a_seed_cannot_climb_out(root: Path, name: str) -> None:
    seed(root, name)
    built(root)
    lists = {root / "build/fr/-", root / "build/fr/index.html"}
    found = {path for view in ("articles", "en", "fr") for path in (root / "build" / view).glob("*")}
    slugs = [path.name for path in found - lists]
    assert len(slugs) in (0, 3)  # a hidden file is none
    assert all(slug.replace("-", "").isalnum() and slug.isascii() for slug in slugs)


PATHS = ("../../../outside/secret", "/etc/passwd", "..", "a/../../..", "%2e%2e%2f", "\\\\x\\y", "con")


@pytest.mark.parametrize("value", PATHS)
@pytest.mark.parametrize("header", ["slug", "url", "permalink", "redirect_from"])
def test_a_header_with_an_address_only_adds_a_redirect_in_the_site(
    root: Path, header: str, value: str
) -> None:
    seed(root, "a.md", "Un texte.")
    built(root)
    before = set(tree(root / "build"))
    seed(root, "a.md", f"---\n{header}: '{value}'\n---\nUn texte.")
    built(root)
    added = set(tree(root / "build")) - before - {root / "build/_redirects"}
    assert all('http-equiv="refresh"' in path.read_text("utf-8") for path in added)


@pytest.mark.parametrize("value", PATHS)
@pytest.mark.parametrize("header", ["source", "tags", "title", "author", "template", "layout"])
def test_no_header_creates_a_file(root: Path, header: str, value: str) -> None:
    seed(root, "a.md", f"---\n{header}: '{value}'\n---\nUn texte.")
    built(root)
    tops = {path.name for path in (root / "build").iterdir()}
    seed(root, "a.md", f"---\n{header}: 'Un mot'\n---\nUn texte.")
    built(root)
    assert tops == {path.name for path in (root / "build").iterdir()}


@pytest.mark.parametrize("target", ["../outside/secret.txt", "/etc/passwd", "../../outside", "../seeds"])
def test_a_seed_that_links_outside_is_not_read(root: Path, target: str) -> None:
    seed(root, "a.txt")
    (root / "seeds/b.txt").symlink_to(target)
    (root / "seeds/sous/c").symlink_to("../" + target if not target.startswith("/") else target)
    report = built(root)
    assert report.problems
    assert not (root / "build/fr/b").exists()


def test_a_linked_folder_is_not_walked(root: Path) -> None:
    seed(root, "a.txt")
    (root / "seeds/dehors").symlink_to(root.parent / "outside")
    report = built(root)
    assert [problem for problem in report.problems if "seeds/dehors" in problem]


@pytest.mark.parametrize(
    "way", ["../../outside/secret.jpg", "lien.jpg", "dossier/secret.jpg", "../translate/x.jpg"]
)
def test_no_file_from_outside_is_published(root: Path, way: str) -> None:
    seed(root, "a.md", f"![image]({way}) et [lien]({way}#x) Texte.")
    (root / "translate").mkdir()
    (root / "translate/x.jpg").write_text(SECRET)
    (root / "seeds/lien.jpg").symlink_to(root.parent / "outside/secret.jpg")
    (root / "seeds/dossier").symlink_to(root.parent / "outside")
    report = built(root)
    assert any(note.startswith(f"warning: seeds/a.md:1: '{way}") for note in report.notes)
    assert not (root / "build/media").exists()


def test_a_po_file_that_links_outside_is_not_written(root: Path) -> None:
    seed(root, "a.txt")
    (root / "translate").mkdir()
    (root / "translate/a.po").symlink_to(root.parent / "outside/secret.po")
    try:
        built(root)
    except EnregardError as error:
        assert "link" in str(error)  # noqa: PT017


@pytest.mark.parametrize(
    "name", ["theme/../../../../outside/secret.html", "../../../outside/secret.html", "/etc/passwd"]
)
@pytest.mark.parametrize("how", ["include", "extends", "import"])
def test_a_template_includes_nothing_from_outside(root: Path, how: str, name: str) -> None:
    seed(root, "a.txt")
    (root / "site/templates").mkdir(parents=True)
    tag = {
        "include": "{{% include '{}' %}}",
        "extends": "{{% extends '{}' %}}",
        "import": "{{% import '{}' as x %}}",
    }[how]
    (root / "site/templates/reading.html").write_text(tag.format(name))
    with pytest.raises(EnregardError):
        built(root)


@pytest.mark.parametrize("name", ["secret.html", "style.css"])
def test_static_and_template_links_are_not_followed(root: Path, name: str) -> None:
    seed(root, "a.txt")
    (root / "site/static").mkdir(parents=True)
    (root / "site/templates").mkdir()
    (root / "site/static" / name).symlink_to(root.parent / "outside/secret.html")
    (root / "site/templates/reading.html").symlink_to(root.parent / "outside/secret.html")
    try:
        built(root)
    except EnregardError as error:
        assert "link" in str(error)  # noqa: PT017
