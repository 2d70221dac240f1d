"""Build small publications and compare with the expected sites.

`pytest tests/test_publications.py --update-sites` accepts the current sites as the expected ones.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from enregard.messages import using
from enregard.testing import differences, render
from tests.conftest import ROOT

PUBLICATIONS = Path(__file__).with_name("publications")
NAMES = sorted(path.name for path in PUBLICATIONS.iterdir() if (path / "seeds").is_dir())


@pytest.mark.parametrize("name", NAMES)
def test_the_site_is_the_expected_one(check_site: Callable[[Path, Path], None], name: str) -> None:
    check_site(PUBLICATIONS / name, PUBLICATIONS / name / "expected")


def test_pages_do_not_depend_on_the_reader_s_language(check_site: Callable[[Path, Path], None]) -> None:
    with using(["fr"]):
        check_site(PUBLICATIONS / "press", PUBLICATIONS / "press" / "expected")


def test_the_site_of_this_publication_is_the_expected_one(check_site: Callable[[Path, Path], None]) -> None:
    check_site(ROOT, PUBLICATIONS / "own" / "expected")


def test_the_two_articles_are_byte_for_byte_as_received() -> None:
    shared = ROOT.parent / "shared" / "seeds"
    if not shared.is_dir():
        pytest.skip(f"the articles as received are not here: {shared}")
    for path in shared.iterdir():
        assert (ROOT / "seeds" / path.name).read_bytes() == path.read_bytes()


def test_every_translation_of_this_publication_is_complete() -> None:
    import polib

    for seed in (ROOT / "seeds").glob("*.txt"):
        po = polib.pofile(str(ROOT / "translate" / seed.with_suffix(".po").name), encoding="utf-8")
        assert [entry.msgid for entry in po if not entry.msgstr] == []
        assert len(po) > 5


def test_differences_are_readable(tmp_path: Path) -> None:
    for name, files in {
        "a": {"x": "one\ntwo\n", "y": "same\n"},
        "b": {"x": "one\nzwei\n", "z": "new\n"},
    }.items():
        (tmp_path / name).mkdir()
        for file, text in files.items():
            (tmp_path / name / file).write_text(text)
    assert list(differences(tmp_path / "a", tmp_path / "b")) == [
        "--- expected/x",
        "+++ x",
        "@@ -1,2 +1,2 @@",
        " one",
        "-two",
        "+zwei",
        "missing: y",
        "not expected: z",
    ]


def test_a_changed_word_is_found(tmp_path: Path) -> None:
    assert render(PUBLICATIONS / "overrides", tmp_path / "site") == []
    expected = tmp_path / "expected"
    shutil.copytree(PUBLICATIONS / "overrides" / "expected", expected)
    page = expected / "index.html"
    page.write_text(page.read_text("utf-8").replace("Le premier mot", "Le dernier mot"), "utf-8")
    assert any("Le dernier mot" in line for line in differences(expected, tmp_path / "site"))


def test_a_changed_style_sheet_is_found(
    check_site: Callable[[Path, Path], None], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if request.config.getoption("--update-sites"):
        pytest.skip("the current sites are accepted as expected")
    publication = tmp_path / "publication"
    shutil.copytree(PUBLICATIONS / "overrides", publication)
    (publication / "site/static/style.css").write_text("body {}")
    with pytest.raises(pytest.fail.Exception, match=r"not expected: static/style\.css$"):
        check_site(publication, PUBLICATIONS / "overrides" / "expected")


def test_a_missing_translation_fails_the_comparison(
    check_site: Callable[[Path, Path], None], tmp_path: Path
) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text("Un mot.", "utf-8")
    with pytest.raises(pytest.fail.Exception, match="run `enregard translate` first"):
        check_site(tmp_path, tmp_path / "expected")
