"""Unreadable seeds: each error is one line that says where, what, and what to do."""

import os
from pathlib import Path, PurePosixPath

import pytest
from markdown_it import MarkdownIt

from enregard.errors import EnregardError
from enregard.seeds.files import LIMIT
from enregard.seeds.paths import article_paths
from enregard.seeds.read import read_seed, read_seeds

FORMS = "write it as 2021, 2021-07, 2021-07-25, 25/07/2021 (the day first) or 25 juillet 2021"


def error(folder: Path, name: str, *, allow_html: bool = False) -> str:
    """Return the one-line error of reading the seed `name`."""
    with pytest.raises(EnregardError) as caught:
        read_seed(folder, PurePosixPath(name), allow_html=allow_html)
    line = str(caught.value)
    assert len(line.splitlines()) == 1
    return line


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", b"", "seeds/a.txt: is empty: write the article, or remove the file"),
        ("a.md", b"\xef\xbb\xbf \r\n\xc2\xa0\n", "seeds/a.md: is empty: write"),
        ("a.txt", b"date 2021-07\nsource AFP\n", "seeds/a.txt: has headers but no text: write"),
        ("a.md", b"---\ndate: 2021-07\n---\n\n***\n", "seeds/a.md: has headers but no text: write"),
        ("a.md", b"&nbsp;\n", "seeds/a.md: has no text: write"),
        ("a.txt", b"un\ndeux \xe9t\xe9\n", "seeds/a.txt:2: is not UTF-8 at byte 8, but probably WIN"),
        ("a.txt", b"\xef\xbb\xbfa\xff", "seeds/a.txt:1: is not UTF-8 at byte 4: save it as UTF-8"),
        ("a.txt", "été".encode("utf-16"), "seeds/a.txt:1: is not UTF-8 at byte 0, but probably UTF-16"),
        ("a.txt", b"un\r\ndeux\rtr\0is\n", "seeds/a.txt:3: contains a NUL character, so it is not plain"),
        ("a.txt", "un\nl\x92été\n".encode(), "seeds/a.txt:2: contains U+0092, left by a faulty "),
        ("a.txt", b"x" * (LIMIT + 1), "seeds/a.txt: is larger than 8 MB: split it"),
        ("a.txt", b"date 2021-13 Texte.", f"seeds/a.txt:1: invalid month in date '2021-13': {FORMS}"),
        ("a.txt", b"\ndate: 2021-02-30\n", "seeds/a.txt:2: date '2021-02-30' does not exist: correct it"),
        ("a.txt", b"date 2021-07-00 x", "seeds/a.txt:1: date '2021-07-00' does not exist: correct it"),
        ("a.txt", b"date 0000 x", f"seeds/a.txt:1: invalid year in date '0000': {FORMS}"),
        ("a.txt", b"date 21/07/21 x", f"seeds/a.txt:1: date '21/07/21 x' is not a date: {FORMS}"),
        ("a.txt", b"date juillet\n", f"seeds/a.txt:1: date 'juillet' is not a date: {FORMS}"),
        ("a.txt", b"date 14 juillet, x", f"seeds/a.txt:1: date '14 juillet, x' is not a date: {FORMS}"),
        ("a.txt", b"date 07/25/2021", f"seeds/a.txt:1: invalid month in date '07/25/2021': {FORMS}"),
        ("a.txt", b"Date : 31 avril 2021", "seeds/a.txt:1: date '31 avril 2021' does not exist: correct it"),
        ("a.txt", "Publié le : hier\n".encode(), f"seeds/a.txt:1: date 'hier' is not a date: {FORMS}"),
        ("a.txt", b"date: hier\n", f"seeds/a.txt:1: date 'hier' is not a date: {FORMS}"),
        ("a.txt", b"date 2021-7\n", f"seeds/a.txt:1: date '2021-7' is not a date: {FORMS}"),
        ("a.txt", b"date 2021\ndate 2022\nx", "seeds/a.txt:2: a second date, '2022', contradicts line 1: "),
        ("a.txt", b"title A\ntitle B\nx", "seeds/a.txt:2: a second title, 'B', contradicts line 1: keep"),
        ("a.txt", b"lang en Hello.", "seeds/a.txt:1: lang is 'en', but this publication "),
        ("a.md", b"---\nlang: de\n---\nx", "seeds/a.md:2: lang is 'de', but this publication "),
        ("a.md", b"---\ndate: 2021-13\n---\nx", f"seeds/a.md:2: invalid month in date '2021-13': {FORMS}"),
        ("a.md", b"---\ndate: |\n  a\n  b\n---\nx", f"seeds/a.md:2: date 'a b' is not a date: {FORMS}"),
        ("a.md", b"\n---\na: b\n", "seeds/a.md:2: the front matter is not closed: end it with a --- line"),
        ("a.md", b"---\na: 1\nb: c: d\n---\nx", "seeds/a.md:3: the header on this line cannot be read ("),
        ("a.md", b"---\n- a\n---\nx", "seeds/a.md:2: the front matter must consist of 'name: value' "),
        ("a.md", b"---\nun texte\n---\nx", "seeds/a.md:2: the front matter must consist of 'name: value' "),
        ("a.md", b"---\na: &x [b]\nc: *x\n---\nx", "seeds/a.md:3: the front matter uses a YAML alias: write"),
        (
            "a.md",
            b"---\na: " + b"[" * 30 + b"]" * 30 + b"\n---\nx",
            "seeds/a.md:2: the front matter is nested more than 20 levels deep: simplify it",
        ),
        ("a.md", b"un\n\n" + b">" * 10_000 + b" x", "seeds/a.md:3: blocks are nested more than 20 "),
        ("a.md", b"un\n\n" + b"- " * 10_000 + b"x", "seeds/a.md:3: blocks are nested more than 20 "),
        ("a.md", b"un\n\n" + b"*" * 999 + b"x" + b"*" * 999, "seeds/a.md:3: markup is nested more than "),
        ("a.md", b"x[^a]\n\n[^a]: un\n\n[^a]: deux\n", "seeds/a.md:5: a second footnote [^a] (the first is"),
    ],
)  # fmt: skip
def test_bad_seed(tmp_path: Path, name: str, data: bytes, expected: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert error(tmp_path, name).startswith(expected)


def test_file_that_vanished(tmp_path: Path) -> None:
    assert error(tmp_path, "2021/a.txt") == (
        "seeds/2021/a.txt: cannot be read (No such file or directory): "
        "make it readable, or move it out of seeds/"
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_file_without_read_permission(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch(mode=0o000)
    assert (
        error(tmp_path, "a.txt")
        == "seeds/a.txt: cannot be read (Permission denied): make it readable, or move it out of seeds/"
    )


def test_folder_with_the_name_of_a_seed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    assert error(tmp_path, "a.txt").startswith("seeds/a.txt: is a folder, not an article: move ")


def test_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert error(tmp_path, "a.txt") == (
        "seeds/a.txt: is a named pipe, not a regular file: replace it with a file, or remove it"
    )


def test_links(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    (seeds / "2021").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("Un secret.")
    (seeds / "2021" / "a.txt").write_text("Un texte.")
    (seeds / "b.txt").symlink_to("2021/a.txt")
    (seeds / "out.txt").symlink_to(tmp_path / "secret.txt")
    (seeds / "loop.txt").symlink_to("loop.txt")
    (seeds / "gone.txt").symlink_to("nowhere.txt")
    (seeds / "folder").symlink_to("2021")
    assert read_seed(seeds, PurePosixPath("b.txt")).title == "Un texte."
    assert read_seed(seeds, PurePosixPath("out.txt"), follow_links=True).title == "Un secret."
    assert error(seeds, "out.txt") == (
        "seeds/out.txt: is a link to a file outside seeds/: replace it with the file itself, or pass "
        "--follow-links if you trust it"
    )
    assert error(seeds, "../secret.txt").startswith("seeds/../secret.txt: is a link to a file outside seeds/")
    assert error(seeds, "loop.txt") == "seeds/loop.txt: is a link to itself: replace it with the file"
    assert error(seeds, "gone.txt").startswith("seeds/gone.txt: cannot be read (No such file or directory): ")
    assert error(seeds, "folder").startswith("seeds/folder: is a link to a folder, not an article: ")


def test_names_that_cannot_be_shown(tmp_path: Path) -> None:
    (tmp_path / "a\nb.txt").write_text("Un texte.")
    assert error(tmp_path, "a\nb.txt") == (
        "seeds/a\\x0ab.txt: the file name contains a control character: rename the file"
    )
    name = os.fsdecode(b"\xe9t\xe9.txt")
    (tmp_path / name).write_text("Un texte.")
    assert error(tmp_path, name) == "seeds/\\xe9t\\xe9.txt: the file name is not UTF-8: rename the file"


def test_one_bad_seed_does_not_stop_the_others(tmp_path: Path) -> None:
    for name, text in {
        "a.txt": "Premier.",
        "b.txt": "",
        "d/x.md": "Deuxième.",
        "d/x.txt": "Troisième.",
        "e.txt": "date 2021-13 Quatrième.",
        "f.md": "Cinquième.",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    errors: list[EnregardError] = []
    paths = article_paths(tmp_path, on_error=errors.append)
    titles = [article.title for article in read_seeds(tmp_path, paths, on_error=errors.append)]
    assert titles == ["Premier.", "Deuxième.", "Cinquième."]
    assert [str(error) for error in errors] == [
        "seeds/d/x.txt: has the slug 'x', as does seeds/d/x.md: rename one, such as to x-d.txt",
        "seeds/b.txt: is empty: write the article, or remove the file",
        f"seeds/e.txt:1: invalid month in date '2021-13': {FORMS}",
    ]


def test_articles_are_read_one_at_a_time(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Premier.")
    (tmp_path / "b.txt").write_text("Deuxième.")
    paths = [PurePosixPath("a.txt"), PurePosixPath("b.txt")]
    articles = read_seeds(tmp_path, paths, on_error=lambda error: None)
    assert next(articles).title == "Premier."
    (tmp_path / "b.txt").write_text("Réécrit.")
    assert next(articles).title == "Réécrit."


def test_markup_too_deep_for_the_parser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(MarkdownIt, "parse", parse)  # today, the nesting limits come first
    (tmp_path / "a.md").write_text("Un texte.")
    assert error(tmp_path, "a.md") == "seeds/a.md:1: markup is nested too deeply to read: simplify it"


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (
            "l\x92été".encode(),
            "contains U+0092, left by a faulty conversion from Windows-1252: convert the original",
        ),
        (b"---\na: b: c\n---\nx", "): put values with a colon or a quote in quotes"),
        (b"---\na: " + b"[" * 30 + b"]" * 30 + b"\n---\nx", "nested more than 20 levels deep: simplify it"),
    ],
)
def test_the_error_says_what_to_do(tmp_path: Path, data: bytes, advice: str) -> None:
    (tmp_path / "a.md").write_bytes(data)
    assert advice in error(tmp_path, "a.md")
