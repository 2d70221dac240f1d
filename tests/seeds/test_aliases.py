"""The header `aliases`: valid addresses, and the file of the site that serves each."""

from pathlib import Path, PurePosixPath

import pytest

from enregard.article.article import Alias, Header
from enregard.errors import EnregardError
from enregard.seeds.aliases import read_aliases
from enregard.seeds.read import read_seed


def paths(value: str) -> list[str]:
    """The files that serve the aliases in a header."""
    return [alias.path for alias in read_aliases([Header("aliases", value, 3)])]


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ("/2019/03/old-name/", "2019/03/old-name/index.html"),
        ("/2019/03/old-name", "2019/03/old-name/index.html"),
        ("old-name.html", "old-name.html"),
        ("/archives/old.HTM", "archives/old.HTM"),
        ("/2019/%C3%A9t%C3%A9/", "2019/été/index.html"),
        ("/2019/e\u0301te\u0301/", "2019/été/index.html"),
        ("/un article/", "un article/index.html"),
        ("/article.php", "article.php/index.html"),
        ("/a%2C b/", "a, b/index.html"),
        ("/", "index.html"),
    ],
)
def test_a_file_serves_each_alias(given: str, path: str) -> None:
    assert paths(given) == [path]


def test_commas_separate_aliases_and_duplicates_are_dropped() -> None:
    assert paths("/a/, b.html ,, /a, /c/index.html, /c/") == ["a/index.html", "b.html", "c/index.html"]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("https://old.example/2019/", "is not a path on this site: write it without the host"),
        ("//old.example/2019/", "is not a path on this site"),
        ("javascript:alert(1)", "is not a path on this site"),
        ("/index.php?id=3", "contains ? or #, which no file can match: redirect it on your server"),
        ("/page/#oben", "contains ? or #"),
        ("../outside/", "has a part that is empty, or starts or ends with a dot"),
        ("/a/../../b.html", "has a part that is empty"),
        ("/%2e%2e/b.html", "has a part that is empty"),
        ("/a%2f..%2f..%2fb/", "has a part that is empty"),
        ("/a//b/", "has a part that is empty"),
        ("/./a/", "has a part that is empty"),
        ("/.htaccess", "has a part that is empty"),
        ("/.well-known/x/", "has a part that is empty"),
        ("/a./b/", "has a part that is empty"),
        ("/a/Aux.html", "contains 'Aux.html', which cannot be a file on Windows: redirect it on your server"),
        ("/..\\b/", "contains a character that file names cannot have"),
        ("/a%00b/", "contains a character that file names cannot have"),
        ("/a%0Ab/", "contains a character that file names cannot have"),
        ("/%FF/", "contains a character that file names cannot have"),
        ("/old/*", "contains a character that file names cannot have"),
        ("/<script>/", "contains a character that file names cannot have"),
        ("/old.html/more/", "has a folder named like a page"),
        ("/old.html/", "has a folder named like a page"),
        ("/" + "a" * 201 + "/", "is too long for a file name: redirect it on your server"),
        ("/" + "é" * 101 + "/", "is too long for a file name"),
        ("/" + "abcdefgh/" * 101, "is too long for a file name"),
    ],
)
def test_an_alias_that_is_not_the_path_of_a_file_is_an_error(given: str, why: str) -> None:
    with pytest.raises(EnregardError) as caught:
        paths(f"/fine/, {given}")
    assert caught.value.line == 3
    assert why in caught.value.what
    assert "fine" not in caught.value.what


def test_an_article_may_have_a_thousand_aliases() -> None:
    assert len(paths(", ".join(f"/{number}/" for number in range(1000)))) == 1000
    with pytest.raises(EnregardError, match="more than 1,000 aliases: keep the ones still in use"):
        paths(", ".join(f"/{number}/" for number in range(1001)))


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("x.md", "---\ntitle: A\naliases:\n- /a/\n- b.html\n---\nUn mot.\n", 3),
        ("x.md", "---\naliases: [/a/, b.html]\n---\nUn mot.\n", 2),
        ("x.txt", "date 2021\naliases: /a/, b.html\n\nUn mot.\n", 2),
        ("x.txt", "Titre : A\nAnciennes adresses : /a/, b.html\n\nUn mot.\n", 2),
    ],
)
def test_markdown_and_text_may_have_aliases(tmp_path: Path, name: str, text: str, line: int) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    article = read_seed(tmp_path, PurePosixPath(name))
    assert article.aliases == (Alias("a/index.html", line), Alias("b.html", line))


def test_the_error_names_the_line_of_a_wrong_alias(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("---\ntitle: A\naliases:\n- /../a/\n---\nUn mot.\n", "utf-8")
    with pytest.raises(EnregardError) as caught:
        read_seed(tmp_path, PurePosixPath("x.md"))
    assert str(caught.value).startswith("seeds/x.md:3: the alias '/../a/' has a part that is empty")


def test_the_word_alias_in_prose_is_not_a_header(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("Alias : Carlos, dit le Chacal\n\nUn mot.\n", "utf-8")
    assert read_seed(tmp_path, PurePosixPath("x.txt")).aliases == ()
