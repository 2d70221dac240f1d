"""Names of files as generators read them: dates, indexes, suffixes, and pages without text."""

import re
from pathlib import Path

import pytest

from tests.incremental import built, files, reported, write


def page(root: Path, path: str) -> str:
    return files(root / "build")[path].decode()


def test_a_date_in_the_name(tmp_path: Path) -> None:
    write(tmp_path / "seeds/2021-03-04-le-lavoir.md", "Le lavoir est peint.\n")
    write(tmp_path / "seeds/_posts/2019-11-30-la-neige.md", "---\ndate: 2019-12-02\n---\nLa neige.\n")
    assert not built(tmp_path)
    content = page(tmp_path, "fr/le-lavoir/index.html")
    assert re.search(r'datetime="2021-03-04".*\n?.*d’après le nom du fichier', content)
    assert 'datetime="2019-12-02"' in page(tmp_path, "fr/la-neige/index.html")
    assert "le-lavoir/index.html" in page(tmp_path, "articles/2021-03-04-le-lavoir/index.html")
    report = reported(tmp_path)
    assert not report.problems
    assert not [note for note in report.notes if "address" in note]


def test_a_record_from_before_redirects_and_keeps_its_identity(tmp_path: Path) -> None:
    write(tmp_path / "seeds/2021-03-04-a.md", "Un mot.\n")
    write(tmp_path / "site/site.toml", 'base_url = "https://example.org/"\n')
    assert not built(tmp_path)
    record = tmp_path / "translate/2021-03-04-a.po"
    text = record.read_text("utf-8")
    assert "X-Enregard-Slugs: a\\n" in text
    record.write_text(text.replace("X-Enregard-Slugs: a\\n", "X-Enregard-Slugs: 2021-03-04-a\\n"), "utf-8")
    assert not built(tmp_path)
    assert "X-Enregard-Slugs: a 2021-03-04-a\\n" in record.read_text("utf-8")
    assert "<id>https://example.org/fr/2021-03-04-a/" in page(tmp_path, "feeds/fr.xml")


def test_two_articles_with_the_same_name(tmp_path: Path) -> None:
    write(tmp_path / "seeds/2020-01-01-a.md", "Un mot.\n")
    write(tmp_path / "seeds/b.md", "Voir [un](2020-01-01-a.md) et [deux](2021-01-01-a.md).\n")
    assert not built(tmp_path)
    write(tmp_path / "seeds/2021-01-01-a.md", "Deux mots.\n")
    assert not built(tmp_path)
    content = page(tmp_path, "fr/b/index.html")
    assert "../a/index.html" in content
    assert "../2021-01-01-a/index.html" in content
    assert "Deux mots." in page(tmp_path, "fr/2021-01-01-a/index.html")
    (tmp_path / "seeds/2020-01-01-a.md").unlink()
    assert not built(tmp_path)
    assert "Deux mots." in page(tmp_path, "fr/a/index.html")


def test_the_article_of_a_folder(tmp_path: Path) -> None:
    write(
        tmp_path / "seeds/guide/README.md",
        "# Guide\n\nVoir [la cuisine](cuisine/) ou [elle](cuisine/index.md).\n",
    )
    write(tmp_path / "seeds/guide/cuisine/index.md", "![](pain.png)\n\nUne soupe, [retour](../README.md).\n")
    write(tmp_path / "seeds/guide/cuisine/pain.png", b"\x89PNG")
    assert not built(tmp_path)
    assert page(tmp_path, "fr/guide/index.html").count("../cuisine/index.html") == 2
    assert "../guide/index.html" in page(tmp_path, "fr/cuisine/index.html")
    assert "media/guide/cuisine/pain.png" in files(tmp_path / "build")


@pytest.mark.parametrize("suffix", ["markdown", "mdown", "mkd", "MDX", "qmd", "Rmd"])
def test_suffixes_of_markdown(tmp_path: Path, suffix: str) -> None:
    write(tmp_path / f"seeds/a.{suffix}", "---\ntitle: Le *pain*\n---\nUn *mot*.\n")
    write(tmp_path / "seeds/b.text", "Un *mot*.\n")
    assert not built(tmp_path)
    assert "Un <em>mot</em>" in page(tmp_path, "fr/a/index.html")
    assert "Un *mot*" in page(tmp_path, "fr/b/index.html")


def test_a_page_without_text_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "seeds/ecole/_index.md", "---\ntitle: École\n---\n")
    write(tmp_path / "seeds/ecole/index.md", "Une école.\n")
    write(tmp_path / "seeds/plan.md", "---\ntitle: Plan\n---\n{% include plan.html %}\n")
    for _ in range(2):
        report = reported(tmp_path)
        assert not report.problems
        found = [note for note in report.notes if "plan.md" in note or "_index" in note]
        assert "warning: seeds/plan.md:1: has headers but no text, so it gets no page" in found
        assert not [note for note in report.notes if "_index" in note or "unpublished" in note]
    assert "École" not in "".join(map(str, files(tmp_path / "build")))
    write(tmp_path / "seeds/plan.md", "---\ntitle: Plan\n---\nUn plan.\n")
    assert not built(tmp_path)
    assert "Un plan." in page(tmp_path, "fr/plan/index.html")
