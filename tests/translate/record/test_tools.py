"""What translators' tools write comes back: reviewed sentences, comments and drafts alike."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from click.testing import CliRunner

from enregard.api import build, open_publication, status
from enregard.api import check as check_all
from enregard.cli import main
from enregard.publication.new import start
from tests.conftest import ROOT

NEW = "One text and two languages"


@pytest.fixture
def presse(tmp_path: Path) -> Path:
    start(tmp_path / "presse")
    return tmp_path / "presse"


def with_translate_toolkit(path: Path) -> None:
    """Save a unit as Weblate does: with Translate Toolkit, and a header of its own."""
    from translate.storage.pypo import pofile

    store = pofile.parsefile(str(path))  # type: ignore[no-untyped-call]
    store.wrapper.width = 77
    (unit,) = (unit for unit in store.units if unit.source == "Un texte, deux langues")
    unit.target = NEW
    unit.markfuzzy(False)
    store.updateheader(
        add=True,
        last_translator="Ann <ann@example.org>",
        x_generator="Weblate 5.14",
        language="en",
        plural_forms="nplurals=2; plural=n != 1;",
        po_revision_date="2026-11-28 01:00+0000",
    )
    store.save()


def with_poedit(path: Path) -> None:
    """Save an entry as Poedit does: with gettext's own wrapping, and a header of its own."""
    po = polib.pofile(str(path), encoding="utf-8")
    entry = po.find("Un texte, deux langues")
    assert entry is not None
    entry.msgstr, entry.flags = NEW, []
    po.metadata |= {
        "X-Generator": "Poedit 3.2.2",
        "PO-Revision-Date": "2026-11-28 01:00+0100",
        "Last-Translator": "",
    }
    po.save(str(path))
    subprocess.run(["msgcat", "--width=79", "--force-po", "-o", path, path], check=True)


def with_carriage_returns(path: Path) -> None:
    """Save as an editor on Windows does."""
    with_translate_toolkit(path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))


def with_omegat(path: Path) -> None:
    """Translate a sentence in OmegaT's memory, create the translated documents, and import them.

    OmegaT empties the entries that it has no translation for, drafts included.
    """
    project = path.parents[1].with_name("omegat")
    for folder in ("source", "target", "glossary", "dictionary", "tm", "omegat"):
        (project / folder).mkdir(parents=True)
    shutil.copy(path, project / "source")
    (project / "omegat.project").write_text(
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<omegat><project version="1.0">'
        "<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>"
        "<glossary_dir>__DEFAULT__</glossary_dir><dictionary_dir>__DEFAULT__</dictionary_dir>"
        "<source_lang>FR</source_lang><target_lang>EN</target_lang>"
        "<sentence_seg>false</sentence_seg></project></omegat>\n",
        "utf-8",
    )
    (project / "omegat/project_save.tmx").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx11.dtd">\n<tmx version="1.1">\n'
        '<header creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US" datatype="plaintext" '
        'creationtoolversion="3.6" segtype="paragraph" srclang="FR"/>\n<body><tu>'
        '<tuv lang="FR"><seg>Un texte, deux langues</seg></tuv>'
        f'<tuv lang="EN"><seg>{NEW}</seg></tuv></tu></body></tmx>\n',
        "utf-8",
    )
    subprocess.run(
        ["omegat", "--mode=console-translate", str(project)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    result = CliRunner().invoke(main, ["import", str(project / "target"), str(path.parents[1])])
    assert result.exit_code == 0, result.output


def missing(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


@pytest.mark.parametrize(
    "save",
    [
        with_translate_toolkit,
        with_carriage_returns,
        pytest.param(with_poedit, marks=missing("msgcat")),
        pytest.param(with_omegat, marks=missing("omegat")),
    ],
)
def test_what_a_tool_saves_is_reviewed_and_nothing_else_changes(
    presse: Path, save: Callable[[Path], None]
) -> None:
    path = presse / "translate/bienvenue.po"
    before = {entry.msgid: entry for entry in polib.pofile(str(path), encoding="utf-8")}
    save(path)
    publication = open_publication(presse)
    assert build(publication).drafted == 0
    assert [(row.draft, row.reviewed, row.missing) for row in status(publication)] == [(15, 1, 0)]
    list(check_all(publication))
    after = {entry.msgid: entry for entry in polib.pofile(str(path), encoding="utf-8")}
    assert list(after) == list(before)
    for msgid, entry in after.items():
        if msgid == "Un texte, deux langues":
            assert (entry.msgstr, entry.fuzzy) == (NEW, False)
        else:
            assert (entry.msgstr, entry.fuzzy) == (before[msgid].msgstr, True)
            assert "Machine draft by" in entry.comment
    page = (presse / "build/en/bienvenue/index.html").read_text("utf-8")
    assert NEW in page


def test_the_recipe_for_weblate_matches_the_files_of_articles_only() -> None:
    text = (ROOT / "docs/translators.md").read_text("utf-8")
    recipe = dict(re.findall(r"^   \| (.+?) \| `(.+)` \|$", text, re.MULTILINE))
    match, language = (
        re.compile(recipe[name])
        for name in ("Regular expression to match translation files against", "Language filter")
    )
    for path, name in (("translate/a.po", "a"), ("translate/2021/b c.po", "2021/b c")):
        found = match.fullmatch(path)
        assert found
        assert found["component"] == name
        assert language.match(found["language"])
    assert not any(
        match.fullmatch(path) for path in ("build/a.po", "translate/model.toml", "x/translate/a.po")
    )
