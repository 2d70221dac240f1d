"""The static files of the theme, and a publication's overrides."""

import json
import re
from pathlib import Path

import pytest

from enregard.errors import EnregardError
from enregard.site import static
from enregard.site.article.body import GROUPS, HIGHLIGHTED
from enregard.site.words.scripts import ReadingWords, ResultWords
from enregard.site.words.strings import Word
from tests.site.builders import build_site


def test_static_files_replace_the_themes(tmp_path: Path) -> None:
    static = tmp_path / "site" / "static"
    (static / "img").mkdir(parents=True)
    (static / ".git").mkdir()
    (static / ".git/x").write_text("hidden")
    (static / ".hidden").write_text("hidden")
    (static / "img/a.bin").write_bytes(b"\0")
    (static / "style.css").write_text("body {}")
    made = build_site(tmp_path, search=False)
    names = sorted(
        path.relative_to(made).as_posix() for path in (made / "static").rglob("*") if path.is_file()
    )
    assert names == [
        "static/icon.svg",
        "static/img/a.bin",
        "static/reading.js",
        "static/style.css",
        "static/tools.css",
        "static/tools.js",
    ]
    assert (made / "static/style.css").read_text() == "body {}"


@pytest.mark.parametrize(
    ("aim", "what"),
    [
        ("secret.txt", "is a link to a file outside the publication: .* pass --follow-links if you trust it"),
        ("/etc/passwd", "is a link to a file outside the publication"),
        ("publication/.git/config", "is a link to a file outside the publication"),
        ("publication/absent", "which does not exist"),
        ("publication/site", "is a link to the folder"),
        ("publication/site/static/a/link", "is a link to itself"),
    ],
)
def test_links_out_of_static_are_refused(tmp_path: Path, aim: str, what: str) -> None:
    root = tmp_path / "publication"
    (root / "site/static/a").mkdir(parents=True)
    (root / ".git").mkdir()
    (root / ".git/config").write_text("secret")
    (tmp_path / "secret.txt").write_text("secret")
    (root / "site/static/a/link").symlink_to(tmp_path / aim)
    with pytest.raises(EnregardError, match=what) as caught:
        build_site(root)
    assert str(caught.value).startswith(f"{root}/site/static/a/link: ")
    assert "\n" not in str(caught.value)
    assert not (root / "build").exists()


def test_links_within_the_publication_are_followed(tmp_path: Path) -> None:
    static = tmp_path / "site" / "static"
    static.mkdir(parents=True)
    (tmp_path / "logo.svg").write_text("<svg/>")
    (static / "link.svg").symlink_to(tmp_path / "logo.svg")
    assert (build_site(tmp_path) / "static/link.svg").read_text() == "<svg/>"


def test_static_must_be_in_the_publication(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "publication/site").mkdir(parents=True)
    (tmp_path / "publication/site/static").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(EnregardError, match="is a link to a folder outside the publication"):
        build_site(tmp_path / "publication")


def test_the_style_sheet_highlights_all_numbered_sentences() -> None:
    css = dict(static.theme_files())["static/style.css"].decode()
    numbers = {
        int(number)
        for number in re.findall(r"\.row:has\(\.n(\d+):is\(:hover,:focus,:target,\.lit\)\) \.n\1\b", css)
    }
    assert numbers == set(range(1, HIGHLIGHTED + 1))
    groups = re.findall(r"\.row:not\(:has\(\.g(\d+):is\(:hover,:focus,:target,\.lit\)\)\) \.g\1\b", css)
    assert [int(number) for number in groups] == list(range(1, GROUPS))
    assert css.count("{") == css.count("}")


def test_the_tools_have_all_their_parts_and_words() -> None:
    script = dict(static.theme_files())["static/tools.js"].decode()
    parts = sorted((Path(static.__file__).parent / "theme/script").iterdir())
    assert len(parts) > 3
    for part in parts:
        lines = map(str.strip, part.read_text("utf-8").splitlines())
        code = "".join([f"{line}\n" for line in lines if line and not line.startswith("//")])
        assert code in script, part.name
    words = {name for name, word in vars(ReadingWords).items() if isinstance(word, Word)}
    assert set(re.findall(r"\bwords\.(\w+)", script)) == words


def test_the_search_script_has_its_words() -> None:
    script = dict(static.theme_files())["static/search.js"].decode()
    start, words = script.splitlines()[0].removesuffix(";").split(" = ", 1)
    assert start == "const WORDS"
    french = json.loads(words)["fr"]
    assert french["none"] == "Aucun résultat."
    forms, indices = french["in_english"]
    counted = [forms[int(indices[count])] for count in (0, 1, 2, 199)]
    assert counted == ["{count} article en anglais"] * 2 + ["{count} articles en anglais"] * 2
    named = {name for name in vars(ResultWords) if not name.startswith("_")}
    assert set(re.findall(r"\bt\.(\w+)", script)) == named == french.keys()


def test_the_style_sheets_have_all_their_parts() -> None:
    files = dict(static.theme_files())
    css = (files["static/style.css"] + files["static/tools.css"]).decode()
    parts = sorted((Path(static.__file__).parent / "theme/style").iterdir())
    assert len(parts) > 8
    for part in parts:
        last = part.read_text("utf-8").rstrip().removesuffix("}").rstrip().splitlines()[-1].strip()
        assert re.sub(r"([:,;{]) | (?={)", r"\1", last) in css, part.name
