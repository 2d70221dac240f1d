"""Unpublished articles: never in the site, removed when withdrawn, and shown with --all."""

import gzip
from pathlib import Path, PurePosixPath

import polib
import pytest

from enregard.build import render
from enregard.errors import EnregardError
from enregard.export.export import export
from enregard.pipeline import build, model_info
from enregard.publication.publication import open_publication, read_settings
from enregard.seeds.read import read_seed
from enregard.translate.draft.drafter import Drafter
from tests.incremental import built, files, reported, write
from tests.stand_in import Collected

DRAFT = "---\ndraft: true\ntags: [Secret]\n---\n# Le brouillon\n\nUn mot ici.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path / "seeds/a.txt", "date 2021-07\n\nUn mot ici. Deux mots là.\n")
    write(tmp_path / "seeds/b.md", DRAFT)
    write(tmp_path / "site/site.toml", 'base_url = "https://example.org/"\n')
    return tmp_path


def all_content(root: Path) -> str:
    """Return the names and contents of all files of the site."""
    return "\n".join(
        f"{name}\n{content.decode('utf-8', 'replace')}" for name, content in files(root / "build").items()
    )


def review(path: Path, count: int | None = None) -> None:
    """Mark the first `count` sentences of a PO file, or all, as reviewed."""
    po = polib.pofile(str(path))
    for entry in po[:count]:
        entry.flags = []
    po.save()


def fresh(root: Path, copy: Path) -> dict[str, bytes]:
    """Return the site that a fresh build of the publication in `root` gives."""
    for name in ("seeds", "translate", "site"):
        for path, content in files(root / name).items():
            write(copy / name / path, content)
    built(copy)
    return files(copy / "build")


def test_nothing_in_the_site_reveals_a_draft(root: Path) -> None:
    report = reported(root)
    content = all_content(root)
    assert "articles/a/index.html" in content
    for words in ("articles/b/", "en/b/", "Le brouillon", "Secret", "secret"):
        assert words not in content
    assert "1 unpublished article (seeds/b.md: draft): --all includes it" in report.notes
    assert not report.problems


def test_a_draft_is_translated(root: Path) -> None:
    built(root)
    assert [entry.msgid for entry in polib.pofile(str(root / "translate/b.po"))][-1] == "Un mot ici."


def test_published_withdrawn_and_published_again(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for number, text in enumerate(
        (DRAFT.replace("true", "false"), DRAFT, DRAFT.replace("draft: true\n", ""))
    ):
        write(root / "seeds/b.md", text)
        built(root)
        assert ("articles/b/index.html" in files(root / "build")) is (number != 1)
        assert "<dt>draft" not in all_content(root)
        assert files(root / "build") == fresh(root, tmp_path_factory.mktemp("fresh"))


def test_a_removed_draft_is_not_reported(root: Path) -> None:
    built(root)
    (root / "seeds/b.md").unlink()
    assert not [note for note in reported(root).notes if "unpublished" in note]


def test_unpublished_articles_are_not_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(root)
    built(root)  # the first build wrote the PO file, and did not record it

    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(render.Renderer, "__init__", never)
    assert any("unpublished" in note for note in reported(root).notes)


def test_all_articles_are_published_on_request(root: Path) -> None:
    built(root)
    report = Collected()
    for everything in (True, False):
        publication = open_publication(root, everything=everything)
        with Drafter(lambda: pytest.fail("nothing is to be translated"), report) as drafter:
            build(publication, drafter, model_info(publication), report, jobs=1)
        assert ("articles/b/index.html" in files(root / "build")) is everything


def test_a_link_to_an_unpublished_article_is_reported(root: Path) -> None:
    write(root / "seeds/c.md", "Voir [ici](b.md).\n")
    message = "warning: seeds/c.md:1: 'b.md' links to an unpublished article"
    assert any(note.startswith(message) for note in reported(root).notes)


@pytest.mark.parametrize(("least", "reviewed", "shown"), [(50, 0, False), (50, 1, True), (51, 1, False)])
def test_an_article_is_published_when_enough_is_reviewed(
    root: Path, tmp_path_factory: pytest.TempPathFactory, least: int, reviewed: int, shown: bool
) -> None:
    write(root / "site/site.toml", f"least_reviewed = {least}\n")
    built(root)
    assert "articles/a/index.html" not in files(root / "build")
    review(root / "translate/a.po", reviewed)
    report = reported(root)
    assert ("articles/a/index.html" in files(root / "build")) is shown
    assert any(f"seeds/a.txt: {reviewed * 50} % reviewed" in note for note in report.notes) is not shown
    assert files(root / "build") == fresh(root, tmp_path_factory.mktemp("fresh"))


@pytest.mark.parametrize("value", ["101", "-1", "true", '"all"', "50.0"])
def test_an_invalid_share_is_an_error(tmp_path: Path, value: str) -> None:
    write(tmp_path / "site.toml", f"least_reviewed = {value}\n")
    with pytest.raises(
        EnregardError, match=r"'least_reviewed' must be (a percentage, from 0 to 100|a whole number), not"
    ):
        read_settings(tmp_path / "site.toml")


@pytest.mark.parametrize(
    ("name", "text", "draft"),
    [
        ("x.md", "---\ndraft: yes\n---\nUn mot.\n", True),
        ("x.md", "---\ndraft: False\n---\nUn mot.\n", False),
        ("x.md", "---\ndraft:\n---\nUn mot.\n", False),
        ("x.md", "---\nbrouillon: oui\n---\nUn mot.\n", True),
        ("x.txt", "draft: true\n\nUn mot.\n", True),
        ("x.txt", "Titre : Un\nBrouillon : non\n\nUn mot.\n", False),
    ],
)
def test_values_of_the_draft_header(tmp_path: Path, name: str, text: str, draft: bool) -> None:
    write(tmp_path / name, text)
    assert read_seed(tmp_path, PurePosixPath(name)).held == ("draft" if draft else "")


def test_an_invalid_draft_header_is_an_error(root: Path) -> None:
    write(root / "seeds/b.md", DRAFT.replace("true", "peut-être"))
    assert built(root) == ["seeds/b.md:2: draft is 'peut-être': write true to keep it unpublished, or false"]
    assert "articles/b/index.html" not in files(root / "build")


@pytest.mark.parametrize("form", ["epub", "jsonl"])
@pytest.mark.parametrize("everything", [False, True])
def test_exports_leave_out_drafts(root: Path, form: str, everything: bool) -> None:
    built(root)
    publication = open_publication(root, everything=everything)
    done = export(publication, model_info(publication), form, root / "out", Collected())
    assert done.articles == 1 + everything


def test_search_forgets_a_draft(root: Path) -> None:
    pytest.importorskip("pagefind_bin", reason="there is no search without Pagefind")
    found = []
    for draft in ("false", "true"):
        write(root / "seeds/b.md", DRAFT.replace("true", draft).replace("ici", "zinzolin"))
        reported(root, search=True)
        index = files(root / "build/search")
        found.append(any(b"zinzolin" in plain(content) for content in index.values()))
    assert found == [True, False]


def plain(content: bytes) -> bytes:
    """Return the uncompressed content of a search file."""
    return gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content


@pytest.mark.parametrize(
    ("header", "why"),
    [
        ("Draft: True", "draft"),
        ("draft: y", "draft"),
        ("published: false", "published: false"),
        ("published: true", ""),
        ("published: 2021-07-25", ""),
        ("publish: no", "publish: no"),
        ("dg-publish: false", "dg-publish: false"),
        ("online: false", "online: false"),
        ("private: true", "private: true"),
        ("hidden: 1", "hidden: 1"),
        ("headless: true", "headless: true"),
        ("headless: false", ""),
        ("wip: oui", "wip: oui"),
        ("visible: 2 km", ""),
        ("visible: false", "visible: false"),
        ("password: abc", "password"),
        ("status: draft", "status: draft"),
        ("post_status: future", "status: future"),
        ("status: [new, Private]", "status: new, Private"),
        ("status: publish", ""),
        ("Statut: à relire", "status: à relire"),
        ("visibility: private", "visibility: private"),
        ("status: closed", ""),
        ("status: ouvert", ""),
        ("visibility: public", ""),
        ("access: members", "access: members"),
        ("access: par la rue", ""),
        ("permalink: false", "permalink: false"),
        ("permalink: /a/", ""),
        ("build: {render: never}", "build: render: never"),
        ("_build: {list: false}", "_build: list: false"),
        ("build: {list: always}", ""),
        ("tags: [a, Brouillon]", "tag Brouillon"),
        ("date: 2020-05-04\npublishDate: 2999-05-04", "publishDate 2999-05-04"),
        ("date: 2020-05-04\npublishDate: 2020-05-04T10:00:00Z", ""),
        ("publish_date: 2020-05", "publish_date 2020-05"),
        ("embargo: true", "embargo true"),
        ("scheduled: false", ""),
        ("date: 2020\nexpiryDate: 2019-01-01", "expiryDate 2019-01-01"),
    ],
)
def test_conventions_that_hold_an_article_back(tmp_path: Path, header: str, why: str) -> None:
    write(tmp_path / "x.md", f"---\n{header}\n---\nUn mot.\n")
    assert read_seed(tmp_path, PurePosixPath("x.md")).held == why


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("_drafts/a.md", "in _drafts/"),
        ("2021/Brouillons/a.txt", "in Brouillons/"),
        ("_posts/a.md", ""),
        ("a.draft.md", "named .draft"),
        ("draft.md", ""),
        ("_a.md", "its name begins with _"),
        ("b/_index.md", ""),
        ("b/_index.fr.md", ""),
    ],
)
def test_names_that_hold_an_article_back(tmp_path: Path, name: str, why: str) -> None:
    write(tmp_path / name, "Un mot.\n")
    assert read_seed(tmp_path, PurePosixPath(name)).held == why


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("hidden: presque", "hidden is 'presque': write true to keep it unpublished, or false"),
        (
            "published: bientôt",
            "published is 'bientôt': write false to keep it unpublished, or true",
        ),
        ("status: archivé", "status is 'archivé': write draft to keep it unpublished, or published"),
        ("visibility: closed", "visibility is 'closed': write draft to keep it unpublished, or published"),
        ("embargo: lundi", "embargo is 'lundi', not a date such as 2021-07-25: correct or remove it"),
    ],
)
def test_a_value_that_is_not_understood_is_an_error(root: Path, header: str, message: str) -> None:
    write(root / "seeds/b.md", f"---\n{header}\n---\nUn mot ici.\n")
    assert built(root) == [f"seeds/b.md:2: {message}"]
    assert "articles/b/index.html" not in files(root / "build")
