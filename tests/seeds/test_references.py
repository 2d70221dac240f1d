"""References of articles: to articles and files under `seeds/`, and nothing else."""

import os
import unicodedata
from pathlib import Path, PurePosixPath
from typing import Literal

import pytest

from enregard.build.media import pieces
from enregard.errors import EnregardError
from enregard.seeds.read import read_seed
from enregard.seeds.references import ReferenceKind, english_name, references, resolve

PLAIN = '<svg xmlns="http://www.w3.org/2000/svg"><style>a { fill: url(#b) }</style><path d="M0 0"/></svg>'


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    for name, text in {
        "a.md": "",
        "2021/b.txt": "Un.",
        "2021/b.jpg": "j",
        "2021/sous/c été.PDF": "p",
        "2021/page.html": "<script>",
        "2021/sans": "x",
        "2021/plan.svg.gz": "x",
        "2021/a.HTML.tgz": "x",
        "2021/a.csv.gz": "x",
        "2021/a-2.0.gz": "x",
        "2021/a.tar.gz": "x",
        "2021/.caché.jpg": "x",
        ".git/config.csv": "x",
        "plan.svg": PLAIN,
        "plan.en.svg": "<script/>",
        "2021/d.jpg": "j",
        "2021/d.en.jpg": "j",
        "2021/été.fr.png": "x",
        "2021/été.en.png": "x",
        "2021/.en.csv": "x",
        "2021/seul.en.png": "x",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    (tmp_path / "secret.csv").write_text("x")
    return folder


@pytest.mark.parametrize(
    ("seed", "address", "published"),
    [
        ("a.md", "2021/b.jpg", "../../media/2021/b.jpg"),
        ("2021/x.md", "b.jpg", "../../media/2021/b.jpg"),
        ("2021/x.md", "./sous/../b.jpg?x=1#y", "../../media/2021/b.jpg?x=1#y"),
        ("2021/sous/x.md", "../b.jpg", "../../media/2021/b.jpg"),
        ("2021/x.md", "sous/c%20%C3%A9t%C3%A9.PDF", "../../media/2021/sous/c%20%C3%A9t%C3%A9.PDF"),
        ("2021/x.md", "sous%5Cc été.PDF", "../../media/2021/sous/c%20%C3%A9t%C3%A9.PDF"),
        ("a.md", "2021/b.txt", "../b/index.html"),
        ("2021/x.md", "../a.md#fr-3", "../a/index.html#fr-3"),
        ("a.md", "plan.svg", "../../media/plan.svg"),
        ("2021/x.md", "a.csv.gz", "../../media/2021/a.csv.gz"),
        ("2021/x.md", "a-2.0.gz", "../../media/2021/a-2.0.gz"),
        ("2021/x.md", "a.tar.gz", "../../media/2021/a.tar.gz"),
    ],
)
def test_existing_files_are_published(seeds: Path, seed: str, address: str, published: str) -> None:
    found = resolve(seeds, PurePosixPath(seed), address, 7)
    assert (found.problem, found.published) == ("", published)


@pytest.mark.parametrize(
    ("address", "english"),
    [
        ("d.jpg?x#y", "../../media/2021/d.en.jpg?x#y"),
        ("%C3%A9t%C3%A9.fr.png", "../../media/2021/%C3%A9t%C3%A9.en.png"),
        ("sous/c%20%C3%A9t%C3%A9.PDF", None),
        ("d.en.jpg", None),
        ("seul.png", None),
        ("b.txt", None),
        ("../a.md", None),
        ("../plan.svg", "../plan.en.svg"),
    ],
)
def test_english_counterparts_are_published_too(seeds: Path, address: str, english: str | None) -> None:
    (seeds / "2021/x.md").write_text(f"Voir [ici]({address}).", "utf-8")
    (seeds / "2021/b.en.txt").write_text("Deux.")
    first, *others = references(seeds, read_seed(seeds, PurePosixPath("2021/x.md")))
    assert first.address == address
    assert [other.published for other in others] == ([] if english is None else [english])
    assert [other.kind for other in others if other.address.endswith("svg")] in ([], [ReferenceKind.WRONG])


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("a.png", "a.en.png"),
        ("d.x/a.b.png", "d.x/a.b.en.png"),
        ("a.fr.png", "a.en.png"),
        ("a.en.png", ""),
        ("d.x/a", ""),
        ("d/.png", ""),
        (".png", ""),
        (".fr.png", ""),
        ("", ""),
    ],
)
def test_the_name_of_the_english_file(name: str, english: str) -> None:
    assert english_name(name) == english


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("c.jpg", "does not exist: add it, or correct the address"),
        ("2021/B.JPG", "does not exist, but 'b.jpg' does: match its capitals"),
        ("../secret.csv", "points outside seeds/: "),
        ("2021/../../secret.csv", "points outside seeds/: "),
        ("%2e%2e/secret.csv", "points outside seeds/: "),
        ("..%5Csecret.csv", "points outside seeds/: "),
        ("2021%2F..%2F..%2F..%2F..%2Fetc%2Fpasswd", "points outside seeds/: "),
        (".git/config.csv", "is hidden: put the file next to the article, under a name without a dot"),
        ("2021/.cach%C3%A9.jpg", "is hidden: "),
        ("2021", "is a folder: link to a file in it"),
        ("2021/page.html", "is not published, because a .html file may run in a reader's browser: "),
        ("2021/sans", "is not published, because a file without a suffix may run"),
        ("2021/plan.svg.gz", "is not published, because a .svg.gz file may run in a reader's browser: "),
        ("2021/a.HTML.tgz", "is not published, because a .html.tgz file may run in a reader's browser: "),
        ("a%5cb.jpg", "does not exist"),
        ("a%00.jpg", "contains characters that file names cannot have: "),
        ("a%0Ab.jpg", "contains characters that file names cannot have: "),
        ("%FF.jpg", "contains characters that file names cannot have: "),
        ("x/" * 3000, "does not exist"),
        ("x" * 5000 + ".jpg", "does not exist"),
        ("link.jpg", "is a link to a file outside seeds/: replace it with the file itself, or pass --follow"),
        ("folder/secret.csv", "is a link to a file outside seeds/: "),
        ("hidden.csv", "is a link to a file outside seeds/: "),
        ("loop.jpg", "is a link to itself: "),
        ("pipe.jpg", "cannot be read: "),
    ],
)
def test_problems_are_reported_and_addresses_left_unchanged(seeds: Path, address: str, problem: str) -> None:
    (seeds / "link.jpg").symlink_to("/etc/passwd")
    (seeds / "folder").symlink_to(seeds.parent)
    (seeds / "hidden.csv").symlink_to(".git/config.csv")
    (seeds / "loop.jpg").symlink_to("loop.jpg")
    os.mkfifo(seeds / "pipe.jpg")
    found = resolve(seeds, PurePosixPath("a.md"), address, 7)
    assert found.kind is ReferenceKind.WRONG
    assert found.problem.startswith(problem)
    assert found.published == address


def test_a_link_that_stays_inside_is_followed(seeds: Path) -> None:
    (seeds / "link.jpg").symlink_to("2021/b.jpg")
    (seeds / "autre").symlink_to("2021")
    assert resolve(seeds, PurePosixPath("a.md"), "link.jpg", 1).published == "../../media/link.jpg"
    assert b"".join(pieces(seeds, "autre/b.jpg")) == b"j"


def test_a_link_that_leads_out_may_be_followed_on_request(seeds: Path, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"outside")
    (seeds / "photo.jpg").symlink_to(tmp_path / "photo.jpg")
    found = resolve(seeds, PurePosixPath("a.md"), "photo.jpg", 1, follow_links=True)
    assert found.published == "../../media/photo.jpg"
    assert b"".join(pieces(seeds, "photo.jpg", follow_links=True)) == b"outside"


def test_a_file_that_became_a_link_is_not_read(seeds: Path, tmp_path: Path) -> None:
    (seeds / "2021/b.jpg").unlink()
    (seeds / "2021/b.jpg").symlink_to(tmp_path / "secret.csv")
    with pytest.raises(
        EnregardError,
        match=r"seeds/2021/b.jpg: cannot be read \(it no longer exists\): .* remove it from the article$",
    ):
        list(pieces(seeds, "2021/b.jpg"))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_are_found_in_either_unicode_form(seeds: Path, form: Literal["NFC", "NFD"]) -> None:
    (seeds / unicodedata.normalize(form, "été.png")).write_text("x")
    forms: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")
    for given in forms:
        assert resolve(seeds, PurePosixPath("a.md"), unicodedata.normalize(given, "été.png"), 1).problem == ""


def test_only_relative_addresses_are_resolved(seeds: Path) -> None:
    (seeds / "a.md").write_text(
        "[a](https://x.org/b.jpg) [b](/b.jpg) [c](//x/b.jpg) [e](mailto:a@b.fr) [f](?b) [g](<>) "
        "[h](file:///etc/passwd)\n\n> * ![i](2021/b.jpg 'Titre') et [j](2021/b.jpg)\n\n[k][r]\n\n[r]: b%2F.md"
    )
    found = references(seeds, read_seed(seeds, PurePosixPath("a.md")))
    assert [(it.address, it.line) for it in found] == [("2021/b.jpg", 3), ("b%2F.md", 5)]
