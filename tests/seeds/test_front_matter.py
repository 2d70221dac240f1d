"""Front matter of every kind: what is read, from which line, and what is reported."""

from pathlib import PurePosixPath

import pytest

from enregard.article.article import Header
from enregard.errors import EnregardError
from enregard.seeds.front_matter import split_front_matter
from enregard.seeds.read import read_article


def heads(source: str) -> tuple[dict[str, str], int]:
    """Return the headers at the head of `source`, and the number of lines that they take."""
    headers, taken = split_front_matter(source.split("\n"))
    return {header.name: header.value for header in headers}, taken


def header(source: str, name: str) -> Header:
    return next(it for it in split_front_matter(source.split("\n"))[0] if it.name == name)


YAML = "---\ntitle: Un\ndate: 2021-07\n---\n"
TOML = "+++\ntitle = 'Un'\ndate = 2021-07-25\n+++\n"
JSON = '{\n  "title": "Un",\n  "date": "2021-07"\n}\n'


@pytest.mark.parametrize(
    "before", ["", "\n\n", "<!-- un modèle -->\n", "<!--\nun\nmodèle\n-->\n\n<!-- x -->\n"]
)
@pytest.mark.parametrize(
    "front",
    [
        YAML,
        YAML.replace("\n---\n", "\n...\n"),
        YAML.replace("---\n", "--- yaml\n", 1),
        TOML,
        JSON,
        "---json\n" + JSON + "---\n",
        ';;;\n"title": "Un", "date": "2021-07"\n;;;\n',
        "title: Un\ndate: 2021-07\n",
        "title: Un\ndate: 2021-07\n---\n",
        "% Un\n% Jeanne; Paul\n% 2021-07\n",
        "<!--\n.. title: Un\n.. date: 2021-07\n-->\n",
    ],
)
def test_every_form_gives_the_same_headers(before: str, front: str) -> None:
    found, taken = heads(f"{before}{front}\nLe texte.\n")
    assert found["title"] == "Un"
    assert found["date"].startswith("2021-07")
    assert taken == (before + front).count("\n")


@pytest.mark.parametrize(
    "source",
    [
        "---\n\nLe texte.\n",
        "<!-- x -->\n---\nUn texte.\n---\n",
        "+++\nLe texte.\n+++\n",
        "{{< figure >}}\n",
        "{ un mot }\n",
        "{: .classe }\n# Un\n",
        "Note: ceci est un texte.\nEt ceci aussi.\n",
        "Titre : le mot « titre » en tête.\n",
        "Source: [Reuters](https://example.org)\n\nLe texte.\n",
        "Source: les faits sont là,\net la phrase va plus loin.\n",
        "%50 de plus\n",
        "<!-- un mot --> et du texte\n",
        "<!-- jamais fermé\ntitle: Un\n",
    ],
)
def test_text_is_not_front_matter(source: str) -> None:
    assert heads(source) == ({}, 0)


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        (
            "+++\ntitle = Un\n+++\nx",
            2,
            "the front matter is not valid TOML (Invalid value): put texts in quotes",
        ),
        ("+++\ntitle = 'Un'\nx", 1, "the front matter is not closed: end it with a +++ line"),
        (
            '{\n"title": "Un"\n"a": 1\n}\nx',
            3,
            "the front matter is not valid JSON (Expecting ',' delimiter): check",
        ),
        ('{"title": "Un"} x', 1, "text follows the front matter on its last line: put it on a new line"),
        ('{"a": ' * 99_999, 1, "the front matter is nested more than 20 levels deep"),
        ('{"a": ' * 30 + "1" + "}" * 30, 1, "the front matter is nested more than 20 levels deep"),
        (
            "---js\n{title: 1}\n---\nx",
            1,
            "the front matter is a program (js), which is never run: write it as YAML",
        ),
        (
            "---\na: 1\n\tb: 2\n---\nx",
            3,
            "the front matter has a tab at the start of a line, which YAML forbids",
        ),
        (
            "---\ntitle: a: b\n---\nx",
            2,
            "the header on this line cannot be read (mapping values are not allowed",
        ),
        ("title: Un\ndate: demain\n\nx", 2, "date 'demain' is not a date"),
        ("title: Un\ndraft: peut-être\n\nx", 2, "draft is 'peut-être'"),
    ],
)
def test_front_matter_that_cannot_be_read(source: str, line: int, message: str) -> None:
    with pytest.raises(EnregardError) as caught:
        read_article(source.split("\n"), PurePosixPath("a.md"))
    assert (caught.value.line, caught.value.what[: len(message)]) == (line, message)


def test_lines_of_names_and_values() -> None:
    source = "Title: Un billet\nSummary: Il va\n  plus loin\nTags:\n  - fête\n  - bal\nLe texte.\n"
    assert heads(source) == ({"title": "Un billet", "description": "Il va plus loin", "tags": "fête, bal"}, 6)
    assert header(source, "tags").items == ("fête", "bal")
    assert heads("date: 2021\ncouleur : bleu\nimage : a.jpg\n\nLe texte.\n")[0] == {
        "date": "2021",
        "couleur": "bleu",
        "image": "a.jpg",
    }
    assert heads("date: 2021\nUkraine : la guerre\n") == ({}, 0)
    assert heads("draft: true\nLe texte.\n") == ({"draft": "true"}, 1)


@pytest.mark.parametrize(
    "source",
    [
        "---\na: [x, 'y, z']\nb: {c: 1}\nauthors:\n- name: Jeanne\n  url: u\n- Paul\n---\n",
        "+++\na = ['x', 'y, z']\nb = {c = 1}\nauthors = [{name = 'Jeanne', url = 'u'}, 'Paul']\n+++\n",
        '{"a": ["x", "y, z"], "b": {"c": 1},\n"authors": [{"name": "Jeanne", "url": "u"}, "Paul"]}\n',
    ],
)
def test_lists_and_mappings(source: str) -> None:
    assert header(source, "a").items == ("x", "y, z")
    assert [(it.name, it.value) for it in header(source, "b").children] == [("c", "1")]
    assert header(source, "author").items == ("Jeanne", "Paul")
    assert header(source, "b").value == "c: 1"


def test_values_of_toml_and_json_as_they_are_written() -> None:
    source = "+++\nx = true\ny = 1.50\nz = 2021-07-25T10:00:00+02:00\n+++\n"
    assert heads(source)[0] == {"x": "true", "y": "1.50", "z": "2021-07-25T10:00:00+02:00"}
    assert heads('{"x": false, "y": 1.50, "z": null}\n')[0] == {"x": "false", "y": "1.50", "z": ""}


@pytest.mark.parametrize(
    "source",
    [
        '---\ntitle: "a\\u202eb\\0c"\ntags: ["x\\x07\\u200by"]\n---\n',
        '+++\ntitle = "a\\u202eb\\u0000c"\ntags = ["x\\u0007\\u200by"]\n+++\n',
        '{"title": "a\\u202eb\\ud800c", "tags": ["x\\u0007\\u200by"]}\n',
    ],
)
def test_escapes_give_no_characters_that_a_file_may_not_have(source: str) -> None:
    assert heads(source)[0]["title"] == "ab c"
    assert header(source, "tags").items == ("x y",)


def test_groups_of_headers() -> None:
    source = (
        "+++\ntitle = 'Un'\n[taxonomies]\ntags = ['a']\n[extra]\ntitle = 'Deux'\nauthor = 'J'\nx = 1\n+++\n"
    )
    found = heads(source)[0]
    assert (found["title"], found["tags"], found["author"]) == ("Un", "a", "J")
    assert "x" not in found
    assert header(source, "tags").line == 4
    held = read_article(["---", "params:", "  draft: true", "---", "x"], PurePosixPath("a.md")).held
    assert held == "draft"
