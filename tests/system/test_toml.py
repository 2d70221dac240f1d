"""TOML files become dataclasses, and a wrong key is named with its line."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from enregard.errors import EnregardError
from enregard.system.toml import Rules, load_toml


@dataclass(frozen=True)
class Part:
    size: int
    name: str = ""


@dataclass(frozen=True)
class Whole:
    title: str
    draft: bool = False
    tags: tuple[str, ...] = ()
    part: Part | None = None
    parts: tuple[Part, ...] = ()
    named: Mapping[str, Part] | None = None


GOOD = """\
title = "a"
draft = true
tags = ["b", "c"]
parts = [{ size = 3 }, { size = 4 }]

[part]
size = 1
name = "d"

[named]
"e.f" = { size = 2 }
"""


def test_tables_become_dataclasses(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(GOOD)
    part = Part(1, "d")
    assert load_toml(Whole, path) == Whole("a", True, ("b", "c"), part, (Part(3), Part(4)), {"e.f": Part(2)})
    path.write_text("title = 'a'")
    assert load_toml(Whole, path) == Whole("a")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('title = "a"', "# title", "'title' is missing"),
        ("draft", "drift", ":2: unknown key 'drift': did you mean 'draft'?"),
        ("draft = true", "draft = 1", ":2: 'draft' must be true or false, not 1"),
        ('["b", "c"]', "'b'", ":3: 'tags' must be a list, not 'b'"),
        ('"c"', "2", ":3: 'tags' must be text in quotes, not 2"),
        ("size = 3", "size = '3'", ":4: 'parts.size' must be a whole number, not '3'"),
        ("[part]", "[[part]]", ":6: 'part' must be a table, not [{'size': 1, 'name': 'd'}]"),
        ("size = 1", "# size", ":6: 'part.size' is missing"),
        ("size = 1", "size = true", ":7: 'part.size' must be a whole number, not True"),
        ('name = "d"', "nume = 2", ":8: unknown key 'part.nume': did you mean 'name'?"),
        ('name = "d"', 'name = "bad"', ":8: 'part.name' must be good, not 'bad'"),
        ("size = 2", "length = 2", ":11: unknown key 'named.\"e.f\".length': the known keys are size, name"),
        ("[part]", "[title]", "is not TOML: "),
        (
            'title = "a"',
            '[draft]\ntitle = "a"',
            ":1: the keys under [draft] belong one level up: remove the line [draft]",
        ),
    ],
)
def test_a_wrong_key_is_named_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in GOOD
    path = tmp_path / "a.toml"
    path.write_text(GOOD.replace(old, new, 1))
    rules: Rules = {"name": lambda name: "good" if name == "bad" else ""}
    with pytest.raises(EnregardError, match=r"a\.toml(:\d+)?: ") as caught:
        load_toml(Whole, path, rules)
    assert said in str(caught.value)


def test_all_wrong_keys_are_named_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(GOOD.replace("draft", "drift").replace('"c"', "2").replace("size = 1", "size = true"))
    with pytest.raises(EnregardError) as caught:
        load_toml(Whole, path)
    assert [(error.line, error.what.split(":")[0]) for error in caught.value.each()] == [
        (2, "unknown key 'drift'"),
        (3, "'tags' must be text in quotes, not 2"),
        (7, "'part.size' must be a whole number, not True"),
    ]


@pytest.mark.parametrize("end", ['title = "abc', "title = ", 'title = """\nabc\n\n', "list = [1,\n", "[part"])
def test_an_error_at_the_end_of_the_file_has_a_line(tmp_path: Path, end: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(f"# one\n\n{end}")
    with pytest.raises(EnregardError) as caught:
        load_toml(Whole, path)
    assert caught.value.line == 3 + end.rstrip().count("\n")
    assert "end of document" not in str(caught.value)
