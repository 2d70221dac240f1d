"""No link leads out of a publication, unless the person at the command line says so."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from enregard.cli import main
from enregard.errors import EnregardError
from enregard.output.manifest import MANIFEST
from enregard.publication.publication import open_publication
from enregard.translate.glossary.csv_file import read_glossary
from enregard.translate.model.pin import DEFAULT, read_pin
from tests.hostile.test_special_files import built

SECRET = "tournesol"
FILES = {
    "seeds/b.txt": f"Le mot est {SECRET}.\n",
    "seeds/x.png": SECRET,
    "translate/a.po": f'msgid "Un texte <1/>."\nmsgstr "{SECRET} <1/>"\n',
    "translate/glossary.csv": f"French,English\ntexte,{SECRET}\n",
    "translate/model.toml": DEFAULT.read_text("utf-8"),
    "site/site.toml": f'title = "{SECRET}"\n',
    "site/about.md": SECRET,
    "site/about.fr.md": SECRET,
    "site/templates/article.html": SECRET,
    "site/static/logo.txt": SECRET,
    ".enregard/site.sqlite": SECRET,
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "publication"
    (root / "seeds").mkdir(parents=True)
    (root / "seeds/a.md").write_text("Un texte ![](x.png).\n", "utf-8")
    (tmp_path / "outside").mkdir()
    return root


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def lead_out(root: Path, place: str) -> dict[str, bytes]:
    """Put a file outside, and a link to it at `place`. Returns everything outside."""
    outside = root.parent / "outside" / Path(place).name
    outside.write_text(FILES[place], "utf-8")
    (root / place).parent.mkdir(parents=True, exist_ok=True)
    (root / place).symlink_to(outside)
    return everything(outside.parent)


@pytest.mark.parametrize("place", FILES)
def test_no_file_outside_is_read_or_written(root: Path, place: str) -> None:
    before = lead_out(root, place)
    for _ in range(2):
        said = built(root)
        assert Path(place).name in said
        assert "--follow-links" in said or place.startswith(".enregard")
        assert everything(root.parent / "outside") == before
        site = everything(root / "build") if (root / "build").exists() else {}
        assert not any(SECRET.encode() in content.lower() for content in site.values())


@pytest.mark.parametrize(
    "place", ["translate/glossary.csv", "site/about.md", "seeds/b.txt", "translate/a.po"]
)
def test_the_rest_is_built(root: Path, place: str) -> None:
    (root / "seeds/c.txt").write_text("Un autre texte.\n", "utf-8")
    lead_out(root, place)
    built(root)
    assert (root / "build/articles/c/index.html").exists()


@pytest.mark.parametrize(
    "place", sorted(FILES.keys() - {"site/templates/article.html", ".enregard/site.sqlite"})
)
def test_links_are_followed_on_request(root: Path, place: str) -> None:
    lead_out(root, place)
    said = built(root, follow_links=True)
    assert "--follow-links" not in said
    if place not in ("translate/glossary.csv", "translate/model.toml"):
        assert any(SECRET.encode() in content.lower() for content in everything(root / "build").values())


@pytest.mark.parametrize("part", ["seeds", "translate", "site", ".enregard", "site/templates", "site/static"])
def test_no_folder_outside_is_read_or_written(root: Path, part: str) -> None:
    built(root)
    outside = root.parent / "outside/folder"
    (root / part).mkdir(parents=True, exist_ok=True)
    shutil.move(root / part, outside)
    (outside / "mine.txt").write_text("mine")
    (root / part).symlink_to(outside)
    before = everything(outside)
    said = built(root)
    assert f"{part}: is a link to a folder outside the publication: replace it with the folder" in said
    assert "--follow-links" in said
    assert everything(outside) == before
    (outside / "mine.txt").unlink()
    if part == "seeds":
        (outside / "d.txt").write_text("Un texte.\n", "utf-8")
    assert "error" not in built(root, follow_links=True)
    if part == "translate":
        assert (outside / "a.po").exists()


def test_records_outside_are_written_through_links_on_request(root: Path) -> None:
    outside = root.parent / "outside/2021"
    outside.mkdir()
    (root / "translate").mkdir()
    (root / "translate/2021").symlink_to(outside)
    (root / "seeds/2021").mkdir()
    (root / "seeds/2021/d.txt").write_text("Un texte.\n", "utf-8")
    assert "translate/2021/d.po: is a link to a file outside the publication" in built(root)
    assert list(outside.iterdir()) == []
    built(root, follow_links=True)
    assert [path.name for path in outside.iterdir()] == ["d.po"]
    assert (root / "translate/2021").is_symlink()


def test_the_publication_itself_may_be_a_link(root: Path) -> None:
    link = root.parent / "link"
    link.symlink_to(root)
    assert "error" not in built(link)
    assert (root / "build" / MANIFEST).exists()
    assert (root / "translate/a.po").exists()


def test_links_within_the_publication_are_followed(root: Path) -> None:
    (root / "texts").mkdir()
    (root / "texts/a.md").write_text(f"À propos : {SECRET}.", "utf-8")
    (root / "site").mkdir()
    (root / "site/about.md").symlink_to("../texts/a.md")
    assert "error" not in built(root)
    assert SECRET in (root / "build/about/index.html").read_text("utf-8")


def test_a_link_to_a_hidden_file_of_the_publication_is_refused(root: Path) -> None:
    (root / ".git").mkdir()
    (root / ".git/config").write_text(SECRET)
    (root / "site").mkdir()
    (root / "site/about.md").symlink_to("../.git/config")
    assert "site/about.md: is a link to a file outside the publication" in built(root)
    assert SECRET not in (root / "build/about/index.html").read_text("utf-8")


def test_a_link_in_the_site_is_not_written_through(root: Path) -> None:
    built(root)
    outside = root.parent / "outside"
    shutil.move(root / "build/articles", outside / "articles")
    (root / "build/articles").symlink_to(outside / "articles")
    (root / "seeds/a.md").write_text("Un autre texte.\n", "utf-8")
    before = everything(outside)
    assert "contains 'articles', which enregard did not write" in built(root)
    assert everything(outside) == before


def test_the_glossary_and_the_pin_of_the_working_directory_follow_the_rule(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead_out(root, "translate/glossary.csv")
    lead_out(root, "translate/model.toml")
    monkeypatch.chdir(root)
    terms, (error,) = read_glossary(Path("translate/glossary.csv"))
    assert not terms.terms
    assert str(error).startswith("translate/glossary.csv: is a link to a file outside the publication")
    assert read_glossary(Path("translate/glossary.csv"), follow_links=True)[0].terms
    with pytest.raises(EnregardError, match=r"translate/model\.toml: is a link to a file outside"):
        read_pin(Path("translate/model.toml"))
    assert read_pin(Path("translate/model.toml"), follow_links=True) == read_pin(None)


@pytest.mark.parametrize(
    "name", ["build", "serve", "translate", "check", "status", "export", "import", "text"]
)
def test_each_command_that_reads_a_publication_has_the_option(name: str) -> None:
    assert "--follow-links" in {word for option in main.commands[name].params for word in option.opts}


@pytest.mark.parametrize(
    "words", [["status"], ["check"], ["export", "jsonl", "-o", "-"], ["translate", "--offline"]]
)
def test_the_option_reaches_the_publication(root: Path, words: list[str]) -> None:
    lead_out(root, "seeds/b.txt")
    lead_out(root, "translate/a.po")
    command, *options = words
    refused = CliRunner().invoke(main, [command, *options, str(root)])
    assert "seeds/b.txt: is a link to a file outside seeds/" in refused.output
    assert refused.exit_code == 1
    followed = CliRunner().invoke(main, [command, *options, str(root), "--follow-links"])
    assert "is a link" not in followed.output


def test_no_setting_follows_links(root: Path) -> None:
    (root / "site").mkdir()
    (root / "site/site.toml").write_text("follow_links = true\n")
    with pytest.raises(EnregardError, match="unknown key 'follow_links'"):
        open_publication(root)
