"""Headers on the pages: which are shown, the picture of the headers, several authors."""

import json
import re
from pathlib import Path

import pytest

from tests.incremental import built, files, reported, write


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path / "seeds/a.md", "Un mot.\n")
    write(tmp_path / "site/site.toml", 'base_url = "https://example.org/"\n')
    return tmp_path


def page(root: Path, path: str = "fr/a/index.html") -> str:
    return files(root / "build")[path].decode()


@pytest.mark.parametrize("image", ["images/x.jpg", "/images/x.jpg"])
def test_the_picture_of_the_headers_is_published(root: Path, image: str) -> None:
    write(root / "seeds/2021/a.md", f"---\nimage: {image}\n---\nUn mot.\n")
    (root / "seeds/a.md").unlink()
    write(root / "seeds/images/x.jpg", b"\xff\xd8")
    assert not built(root)
    assert "media/images/x.jpg" in files(root / "build")
    assert '<meta property="og:image" content="https://example.org/media/images/x.jpg">' in page(root)
    assert "<dt>image" not in page(root)


def test_the_default_source_is_that_of_articles_that_state_none(root: Path) -> None:
    write(root / "seeds/b.md", "---\nsource: Reuters\n---\nUn mot.\n")
    write(root / "site/site.toml", 'base_url = "https://example.org/"\nsource = "Le Lavoir"\n')
    assert not built(root)
    assert "Le Lavoir" in page(root)
    assert "not stated" not in page(root, "en/a/index.html").split("Source")[1][:200]
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page(root), re.S)[0])
    assert "Le Lavoir" in json.dumps(data, ensure_ascii=False)
    assert "Le Lavoir" not in page(root, "fr/b/index.html")


@pytest.mark.parametrize("address", ["x.jpg", "/images/x.jpg"])
@pytest.mark.parametrize(
    "form", ['![Le lavoir]({} "En été")', '{{{{< figure src="{}" alt="Le lavoir" caption="En été" >}}}}']
)
def test_a_missing_picture_is_reported_once_and_its_words_stay(root: Path, form: str, address: str) -> None:
    write(root / "seeds/a.md", f"Un mot.\n\n{form.format(address)}\n")
    notes = [note for note in reported(root).notes if "x.jpg" in note]
    assert len(notes) == 1
    assert f"seeds/a.md:3: '{address}' does not exist" in notes[0]
    assert "<img" not in page(root)
    assert "Le lavoir" in page(root)
    assert "En été" in page(root)
    write(root / "seeds/images/x.jpg", b"\xff\xd8")
    write(root / "seeds/x.jpg", b"\xff\xd8")
    assert not [note for note in reported(root).notes if "does not exist" in note]
    assert '<img src="../../media/' in page(root)


def test_a_picture_that_is_elsewhere_is_no_problem(root: Path) -> None:
    write(root / "seeds/a.md", "---\ncover: /img/x.jpg\nslug: b\n---\nUn mot.\n")
    report = reported(root)
    assert not report.problems
    assert not [note for note in report.notes if "x.jpg" in note]
    assert "og:image" not in page(root)
    assert "b/index.html" in files(root / "build")


def test_several_authors_and_the_day_of_the_last_change(root: Path) -> None:
    write(
        root / "seeds/a.md",
        "---\nauthors: [Jeanne, Paul]\ndate: 2024-05-13\nlastmod: 2024-06-01\nlayout: x\n---\nUn mot.\n",
    )
    assert not built(root)
    content = page(root)
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', content)[0])
    assert [it["name"] for it in data["author"]] == ["Jeanne", "Paul"]
    assert "<dd>Jeanne, Paul" in content
    assert re.search(r"<dt>Mis à jour</dt>\s*<dd>.*1er juin 2024", content)
    assert "layout" not in content
    feed = page(root, "feeds/fr.xml")
    assert re.findall("<name>(Jeanne|Paul)</name>", feed) == ["Jeanne", "Paul"]


def test_the_setting_chooses_headers(root: Path) -> None:
    write(root / "seeds/a.md", "---\nlieu: Kaboul\nlayout: fin\nville: Herat\nauthor: J\n---\nUn mot.\n")
    write(root / "site/site.toml", 'headers = ["layout", "lieu"]\n')
    assert not built(root)
    assert re.findall("<dt>(lieu|layout|ville|Auteur)</dt>", page(root)) == ["Auteur", "layout", "lieu"]
