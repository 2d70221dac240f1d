"""What an incremental build writes, and what it reports."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from enregard.build import render
from enregard.site.addresses import LANGUAGES, localised_path
from enregard.translate.record.word_links import hash_of
from tests.incremental import (
    TEXTS,
    article,
    built,
    change,
    compare_with_fresh,
    files,
    recorded,
    remove,
    reported,
    same_times,
    touched,
    warnings,
    write,
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return recorded(tmp_path / "publication")


def test_nothing_is_written_if_nothing_changed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "read_seed", lambda *_, **__: pytest.fail("read"))
    assert touched(root) == set()


def both(*places: str) -> set[str]:
    """Return the paths of listing pages in both languages."""
    return {localised_path(place, lang) for place in places for lang in LANGUAGES}


def test_only_changed_pages_are_written(root: Path) -> None:
    change(root / "translate/a.po", '"UN MOT ICI."', '"One word."')
    lists = both("index.html", "months/2021-07/index.html", "sources/afp/index.html") | {"index.json"}
    assert touched(root) == {"articles/a/index.html", "en/a/index.html"} | lists  # it is also the title
    change(root / "translate/a.po", "DEUX", "Two")
    assert touched(root) == {"articles/a/index.html", "en/a/index.html"}
    write(root / "seeds/new.txt", TEXTS[2])
    lists = both("index.html", "months/index.html", "sources/index.html") | {"index.json"}
    lists |= both("months/2020-01/index.html", "sources/not-stated/index.html")
    assert touched(root) == article("new") | lists
    remove(root / "seeds/new.txt")
    assert touched(root) == article("new") | lists
    assert not (root / "build/fr/new").exists()
    assert not (root / "build/months/2020-01").exists()
    assert not (root / "build/fr/-/months/2020-01").exists()
    write(root / "site/about.md", "Nous.")
    assert touched(root) == {"about/index.html"}
    write(root / "site/about.fr.md", "Nous.")
    assert touched(root) == {"fr/-/about/index.html"}
    write(root / "site/static/x.css", "a")
    assert touched(root) == {"static/x.css"}
    shutil.rmtree(root / "site/static")
    assert touched(root) == {"static/x.css"}


def test_word_links_are_noticed(root: Path) -> None:
    links = root / "translate/a.links"
    entry = polib.pofile(str(root / "translate/a.po"))[0]
    line = hash_of(entry.msgid, entry.msgstr)

    def shown() -> str:
        page = (root / "build/articles/a/index.html").read_text("utf-8")
        return page.partition('data-words="')[2].partition('"')[0]

    write(links, f"# x\n{line} 00\n")
    assert touched(root) == {"articles/a/index.html"}
    assert shown() == "00"
    assert touched(root) == set()
    same_times(links, "00", "11")
    assert touched(root) == {"articles/a/index.html"}
    assert shown() == "11"
    write(links, f"# x\n{line} 1z\n")
    assert touched(root) == {"articles/a/index.html"}
    assert shown() == "", "there is no such word"
    write(links, f"# x\n{line} 11\n")
    built(root)
    remove(links)
    assert touched(root) == {"articles/a/index.html"}
    assert shown() == ""
    for make in (os.mkfifo, os.mkdir):
        make(links)
        assert touched(root) == set()
        remove(links) if make is os.mkfifo else links.rmdir()
    write(links, f"# x\n{line} 11\n")
    write(root / "site/site.toml", "word_links = false\n")
    built(root)
    assert shown() == ""
    compare_with_fresh(root, findings=False)


def test_referenced_files_are_published(root: Path) -> None:
    for view in ("articles", "en", "fr"):
        page = (root / "build" / view / "c/index.html").read_text("utf-8")
        assert '<img src="../../media/d/x.png"' in page
        assert '<a href="../a/index.html#fr-1">' in page
        assert '<a href="../x.png">' in page
    assert (root / "build/media/d/x.png").read_text("utf-8") == "png"
    missing = [
        "warning: seeds/d/c.md:1: '../x.png' does not exist: add it, or correct the address",
        "warning: seeds/d/c.md:1: 'b.txt' does not exist; readers get seeds/b.txt at that address: correct "
        "the link",
        "warning: seeds/d/c.md:1: 'pé.svg' does not exist: add it, or correct the address",
    ]
    assert warnings(reported(root)) == missing
    write(root / "seeds/x.png", "another")
    assert touched(root) == article("c") | {"media/x.png"}
    assert warnings(reported(root)) == missing[1:]
    write(root / "seeds/x.png", "changed")
    assert touched(root) == {"media/x.png"}
    write(root / "seeds/d/pé.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")
    assert "its line 1 has <script>" in warnings(reported(root))[1]
    write(root / "seeds/d/pé.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    assert touched(root) == article("c") | {"media/d/pé.svg"}
    change(root / "build/media/d/pé.svg", "<svg", "<gvs")
    assert touched(root) == {"media/d/pé.svg"}
    remove(root / "seeds/d/x.png")
    assert touched(root) == article("c") | {"media/d/x.png"}
    remove(root / "seeds/d/c.md")
    built(root)
    assert not (root / "build/media").exists()


def test_english_files_replace_others_in_the_english(root: Path) -> None:
    def shown() -> list[bool]:
        """Return for each part of the pages whether it shows the English picture."""
        pages = [
            (root / "build" / view / "c/index.html").read_text("utf-8") for view in ("articles", "en", "fr")
        ]
        parts = [*pages[0].split('lang="en">'), *pages[1:]]
        return ["x.en.png" in part for part in parts if 'src="../../media/d/x' in part]

    english = {"articles/c/index.html", "en/c/index.html", "media/d/x.en.png"}
    assert shown() == [False, False, False, False]
    write(root / "seeds/d/x.en.png", "english")
    assert touched(root) == english
    assert shown() == [False, True, True, False]
    assert (root / "build/media/d/x.en.png").read_text("utf-8") == "english"
    assert not [note for note in reported(root).notes if "not articles" in note]
    write(root / "seeds/d/x.en.png", "changed")
    assert touched(root) == {"media/d/x.en.png"}
    change(root / "build/media/d/x.en.png", "changed", "damaged")
    assert touched(root) == {"media/d/x.en.png"}
    remove(root / "seeds/d/x.en.png")
    assert touched(root) == english
    assert shown() == [False, False, False, False]
    (root / "seeds/d/x.en.png").mkdir()
    assert "warning: seeds/d/c.md:1: 'x.en.png' is a folder: link to a file in it" in warnings(reported(root))
    (root / "seeds/d/x.en.png").rmdir()
    write(root / "seeds/x.en.png", "not beside it")
    assert touched(root) == set()
    remove(root / "seeds/d/x.png")
    write(root / "seeds/d/x.en.png", "english")
    assert touched(root) == article("c") | {"media/d/x.png"}


def test_other_files_are_reported_in_one_line(root: Path) -> None:
    for name in ("a.docx", "d/page.html", "d/x.odt", "z.pdf", ".hidden.pdf", "Thumbs.db", "x.png", "notes"):
        write(root / "seeds" / name, "x")
    write(root / "seeds/x.md", "[Une page](d/page.html)")
    for _ in range(2):
        assert [note for note in reported(root).notes if "not articles" in note] == [
            "skipped: 4 files are not articles (seeds/a.docx, seeds/d/x.odt, seeds/notes, …): save texts as "
            ".txt or .md; files that articles link to are published with them"
        ]
    for name in ("d/x.odt", "notes", "z.pdf"):
        remove(root / "seeds" / name)
    assert [note[:41] for note in reported(root).notes if "not an article" in note] == [
        "skipped: 1 file is not an article (seeds/"
    ]


def test_a_link_follows_its_article(root: Path) -> None:
    write(root / "seeds/b.md", "[Un](b.txt) mot.")
    remove(root / "seeds/b.txt")
    built(root)
    assert '<a href="../b/index.html">' in (root / "build/fr/b/index.html").read_text("utf-8")
    write(root / "seeds/d/e.txt", "Autre.")
    change(root / "seeds/b.md", "b.txt", "d/e.txt")
    built(root)
    assert '<a href="../e/index.html">' in (root / "build/fr/b/index.html").read_text("utf-8")
    remove(root / "seeds/d/e.txt")
    assert len(warnings(reported(root))) == 4
    page = (root / "build/fr/b/index.html").read_text("utf-8")
    assert '<a href="../e/index.html">' in page  # redirects if the article comes back under another name


def test_listing_pages_of_old_articles_stay_unchanged(tmp_path: Path) -> None:
    root = tmp_path / "publication"
    for number in range(215):
        date = f"20{number // 12:02}-{number % 12 + 1:02}"
        write(root / f"seeds/{number:03}.txt", f"date {date}\nsource AFP\n\nMot {number}. Fin.\n")
    write(root / "site/site.toml", 'base_url = "https://example.org/"')
    built(root)
    built(root)
    always = both("index.html", "months/index.html", "sources/index.html") | {"index.json", "sitemap.xml"}
    always |= {f"feeds/{of}{view}.xml" for of in ("", "sources/afp/") for view in ("facing", "en", "fr")}
    write(root / "seeds/new.txt", "date 2030-01\nsource AFP\n\nMot.\n")
    moved = both("pages/2/index.html", "sources/afp/2/index.html", "sources/afp/index.html")
    assert touched(root) == article("new") | always | moved | both("months/2030-01/index.html")
    compare_with_fresh(root, findings=False)
    change(root / "translate/000.po", "MOT 0.", "Word 0.")
    lists = both("months/2000-01/index.html", "sources/afp/1/index.html", "pages/1/index.html")
    assert touched(root) == {"articles/000/index.html", "en/000/index.html", "index.json"} | lists
    change(root / "seeds/000.txt", "AFP", "ATS")
    found = touched(root)
    assert {"sources/ats/index.html", "sources/afp/1/index.html", "sources/index.html"} <= found
    assert "months/index.html" not in found
    compare_with_fresh(root, findings=False)
    change(root / "seeds/100.txt", "date 2008-05", "date 1999-01")
    assert {"months/1999-01/index.html", "months/2008-05/index.html", "months/index.html"} <= touched(root)
    assert not (root / "build/months/2008-05").exists()
    for number in range(12, 215):
        remove(root / f"seeds/{number:03}.txt")
    compare_with_fresh(root, findings=False)
    assert not (root / "build/pages").exists()


def test_the_first_date_adds_feeds_to_every_page(root: Path) -> None:
    for seed in ("a.txt", "b.txt", "d/c.md"):
        write(root / "seeds" / seed, "source AFP\n\nUn mot.\n")
    write(root / "site/site.toml", 'base_url = "https://example.org/"')
    compare_with_fresh(root, findings=False)
    assert not (root / "build/feeds").exists()
    write(root / "seeds/new.txt", "date 2030-01\nsource ATS\n\nMot.\n")
    compare_with_fresh(root, findings=False)
    assert "feeds/en.xml" in (root / "build/sources/afp/index.html").read_text("utf-8")
    remove(root / "seeds/new.txt")
    compare_with_fresh(root, findings=False)
    assert not (root / "build/feeds").exists()


def test_a_problem_is_reported_by_every_build(root: Path) -> None:
    write(root / "seeds/bad.txt", "")
    write(root / "translate/b.po", "nonsense")
    first = built(root)
    assert len(first) == 2
    assert built(root) == first
    assert touched(root, problems=2) == set()


def test_pages_stay_unchanged_while_the_record_is_unreadable(root: Path) -> None:
    whole = files(root / "build")
    record = (root / "translate/a.po").read_bytes()
    write(root / "translate/a.po", b"<<<<<<< HEAD\n" + record)
    write(root / "seeds/a.txt", "Tout autre chose.\n")
    (problem,) = built(root)
    assert problem.startswith("translate/a.po:1: cannot be parsed")
    assert files(root / "build") == whole
    write(root / "seeds/b.txt", "Et cela.\n")
    assert built(root) == [problem]
    assert (root / "build/fr/a/index.html").read_bytes() == whole["fr/a/index.html"]
    assert files(root / "build")["index.json"] != whole["index.json"]
    write(root / "translate/a.po", record)
    compare_with_fresh(root, findings=False)
    assert "Tout autre chose." in (root / "build/fr/a/index.html").read_text("utf-8")


@pytest.mark.parametrize("after", [None, b"", b"other"])
def test_so_do_the_files_that_only_these_pages_show(root: Path, after: bytes | None) -> None:
    record = (root / "translate/d/c.po").read_bytes()
    picture = (root / "build/media/d/x.png").read_bytes()
    write(root / "translate/d/c.po", "nonsense")
    if after is None:
        remove(root / "seeds/d/x.png")
    else:
        write(root / "seeds/d/x.png", after)
    for _ in range(2):
        (problem,) = built(root)
        assert problem.startswith("translate/d/c.po:1: cannot be parsed")
        assert (root / "build/media/d/x.png").read_bytes() == picture
    write(root / "translate/d/c.po", record)
    compare_with_fresh(root, findings=False)


def test_such_a_file_is_restored_if_it_is_damaged(root: Path) -> None:
    picture = root / "build/media/d/x.png"
    whole = picture.read_bytes()
    write(root / "translate/d/c.po", "nonsense")
    for damage in (b"zz", None):
        if damage is None:
            remove(picture)
        else:
            write(picture, damage)
        built(root)
        assert picture.read_bytes() == whole


def test_a_readable_article_does_not_need_the_picture_that_it_has_lost(root: Path) -> None:
    write(root / "seeds/d/e.md", "Voir ![image](x.png) ici.\n")
    built(root)
    built(root)
    write(root / "translate/d/c.po", "nonsense")
    remove(root / "seeds/d/x.png")
    (problem,) = built(root)
    assert problem.startswith("translate/d/c.po:1: cannot be parsed")


@pytest.mark.parametrize("cause", ["page", "seed", "all"])
def test_an_unreadable_record_removes_the_article_if_its_pages_cannot_stay(root: Path, cause: str) -> None:
    write(root / "translate/a.po", "nonsense")
    if cause == "page":
        remove(root / "build/fr/a/index.html")
    elif cause == "seed":
        remove(root / "seeds/a.txt")
    else:
        write(root / "site/site.toml", 'title = "Another"\n')
    built(root)
    assert not list((root / "build").glob("*/a/index.html"))
    assert '"slug": "a"' not in (root / "build/index.json").read_text("utf-8")
    compare_with_fresh(root, findings=False)


def test_a_build_with_nothing_to_do_imports_nothing_heavy(root: Path) -> None:
    reported(root, search=True)  # like the command
    script = (
        "import sys\n"
        "from enregard.cli import main\n"
        "main(['build', sys.argv[1], '--offline'], standalone_mode=False)\n"
        "heavy = {'jinja2', 'babel', 'markdown_it', 'sentencex', 'subprocess', 'yaml'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", script, str(root)], check=True, capture_output=True)
