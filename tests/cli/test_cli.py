"""Run the commands as users do: what they build, print and never do."""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, cast

import polib
import pytest
from click.testing import CliRunner, Result

from enregard import cli
from enregard.errors import EnregardError
from enregard.translate.draft import source
from enregard.translate.model import ready
from enregard.translate.model.pin import BUNDLED
from enregard.translate.model.ready import ReadyModel
from tests.conftest import ROOT
from tests.stand_in import Shouting

ARTICLE = "date 2021-07\nsource Reuters\n\nLe président a parlé. Il a dit non.\n\nLa suite demain.\n"

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command in this process, with an engine that writes capitals."""

    class Package:
        name, version, sha256, path = "shout", "1", "abcd" * 16, Path()

    def open_engine(*_: Any) -> AbstractContextManager[Shouting]:
        return nullcontext(Shouting())

    for module in (source, ready):
        monkeypatch.setattr(module, "ready_model", lambda *_: ReadyModel(cast(Any, Package())))
    monkeypatch.setattr(source, "open_translator", open_engine)

    def call(*arguments: str | Path, stdin: str | bytes = "") -> Result:
        result = CliRunner().invoke(cli.main, [str(argument) for argument in arguments], input=stdin)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call


@pytest.fixture
def publication(tmp_path: Path) -> Path:
    root = tmp_path / "publication"
    (root / "seeds" / "2021").mkdir(parents=True)
    (root / "seeds" / "2021" / "discours.txt").write_text(ARTICLE, "utf-8")
    (root / "seeds" / "note.md").write_text(
        "---\ndate: 2020-01-02\n---\n# Une note\n\nUn **mot** ici.\n", "utf-8"
    )
    (root / "site").mkdir()
    (root / "site" / "site.toml").write_text(
        'title = "publication"\nbase_url = "https://example.org/presse/"\n', "utf-8"
    )
    return root


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "site.sqlite"  # what is remembered of times
    }


def test_a_publication_is_translated_and_built(run: Run, publication: Path) -> None:
    result = run("build", publication)
    assert result.exit_code == 0, result.output
    assert "2 articles, 5 new drafts" in result.output
    page = (publication / "build" / "articles" / "discours" / "index.html").read_text("utf-8")
    assert "LE PRÉSIDENT A PARLÉ." in page
    assert (publication / "translate" / "2021" / "discours.po").exists()
    index = json.loads((publication / "build" / "index.json").read_text("utf-8"))
    assert json.dumps(index, ensure_ascii=False).count("UNE NOTE") == 1


def test_a_second_build_translates_nothing_and_gives_the_same_bytes(run: Run, publication: Path) -> None:
    run("build", publication)
    before = hashes(publication)
    result = run("build", publication)
    assert "2 articles, 0 new drafts" in result.output
    assert hashes(publication) == before


def test_a_site_does_not_depend_on_the_publications_folder(
    run: Run, publication: Path, tmp_path: Path
) -> None:
    (publication / "site").mkdir(exist_ok=True)
    (publication / "site" / "site.toml").write_text('title = "Presse"\n', "utf-8")
    run("build", publication)
    moved = tmp_path / "elsewhere" / "autre"
    shutil.copytree(publication, moved, ignore=shutil.ignore_patterns("build", ".enregard"))
    run("build", moved)
    assert hashes(moved / "build") == hashes(publication / "build")
    assert hashes(moved / "translate") == hashes(publication / "translate")


def test_a_build_with_nothing_new_loads_no_model(publication: Path, run: Run) -> None:
    run("build", publication)
    script = (
        "import sys\n"
        "from enregard.cli import main\n"
        "main(['build', sys.argv[1], '--offline'], standalone_mode=False)\n"
        "heavy = {'ctranslate2', 'argostranslate', 'sentencepiece', 'numpy', 'requests'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", script, str(publication)], check=True, capture_output=True)


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys\n"
        "from enregard.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        "heavy = {'ctranslate2', 'jinja2', 'babel', 'polib', 'rich', 'markdown_it'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)


def test_the_program_starts_as_a_command() -> None:
    command = Path(sys.executable).with_name("enregard")
    shown = subprocess.run([command, "--version"], check=True, capture_output=True, text=True)
    assert shown.stdout.startswith("enregard, version ")


def test_the_program_starts_as_a_module() -> None:
    command = [sys.executable, "-m", "enregard", "status", "--help"]
    shown = subprocess.run(command, check=True, capture_output=True, text=True)
    assert shown.stdout.startswith("Usage: enregard status ")


def test_no_short_help_is_truncated(run: Run) -> None:
    for group in ([], ["model"]):
        commands = run(*group, "--help").stdout.partition("Commands:")[2]
        assert len(commands.splitlines()) > 4
        assert "..." not in commands


def test_a_build_with_no_process_is_refused(run: Run, publication: Path) -> None:
    result = run("build", publication, "--jobs", "0")
    assert result.exit_code == 2
    assert result.output.endswith("Error: Invalid value for '--jobs': 0 is not in the range 1<=x<=1024.\n")
    assert not (publication / "build").exists()


def test_a_correction_is_labelled_reviewed_and_stays(run: Run, publication: Path) -> None:
    run("build", publication)
    po = publication / "translate" / "2021" / "discours.po"
    po.write_text(
        po.read_text("utf-8").replace(
            '#, fuzzy\nmsgid "Il a dit non."\nmsgstr "IL A DIT NON."',
            'msgid "Il a dit non."\nmsgstr "He refused."',
        ),
        "utf-8",
    )
    run("build", publication)
    page = publication / "build" / "articles" / "discours" / "index.html"
    assert "He refused." in page.read_text("utf-8")
    summary = json.loads(run("status", publication, "--json").output.splitlines()[0])
    assert (summary["reviewed"], summary["draft"]) == (1, 2)

    seed = publication / "seeds" / "2021" / "discours.txt"
    seed.write_text(
        "Un ajout.\n\n" + ARTICLE.replace("La suite demain.", "La suite lundi.").split("\n\n", 1)[1], "utf-8"
    )
    run("build", publication)
    assert "He refused." in page.read_text("utf-8")
    assert 'msgstr "He refused."' in po.read_text("utf-8")


def test_without_po_files_the_same_text_is_drafted_again(run: Run, publication: Path) -> None:
    run("build", publication)
    before = hashes(publication / "build"), hashes(publication / "translate")
    shutil.rmtree(publication / "translate")
    run("build", publication)
    assert (hashes(publication / "build"), hashes(publication / "translate")) == before


def test_a_renamed_article_keeps_its_corrections(run: Run, publication: Path) -> None:
    run("build", publication)
    old, new = publication / "translate/2021/discours.po", publication / "translate/parole.po"
    old.write_text(old.read_text("utf-8").replace("IL A DIT NON.", "He refused."), "utf-8")
    (publication / "seeds/2021/discours.txt").rename(publication / "seeds/parole.txt")
    assert run("status", publication).exit_code == 0
    assert old.exists()
    result = run("build", publication)
    assert "translate/parole.po was translate/2021/discours.po" in result.stderr
    assert "0 new drafts" in result.stdout
    assert not old.exists()
    assert "He refused." in new.read_text("utf-8")
    assert "He refused." in (publication / "build/articles/parole/index.html").read_text("utf-8")


def test_a_copied_article_leaves_the_others_record_alone(run: Run, publication: Path) -> None:
    run("build", publication)
    before = (publication / "translate/2021/discours.po").read_bytes()
    shutil.copy(publication / "seeds/2021/discours.txt", publication / "seeds/copie.txt")
    run("build", publication)
    assert (publication / "translate/2021/discours.po").read_bytes() == before


def test_translate_drafts_and_builds_nothing(run: Run, publication: Path) -> None:
    assert run("translate", publication).exit_code == 0
    assert not (publication / "build").exists()
    assert (publication / "translate" / "note.po").exists()


def test_status_counts_sentences_and_writes_nothing(run: Run, publication: Path) -> None:
    before = hashes(publication)
    result = run("status", publication)
    lines = result.output.splitlines()
    assert lines[1].split() == ["11", "3", "3", "0", "0", "0", "seeds/2021/discours.txt"]
    assert lines[-1].endswith("2 articles")
    assert hashes(publication) == before


def test_status_says_which_articles_are_unpublished(run: Run, publication: Path) -> None:
    note = publication / "seeds/note.md"
    note.write_text(note.read_text("utf-8").replace("---\n", "---\ndraft: true\n", 1), "utf-8")
    lines = run("status", publication).output.splitlines()
    assert [line.split("  ")[-1] for line in lines[1:]] == [
        "seeds/2021/discours.txt",
        "seeds/note.md (unpublished: draft)",
        "2 articles, 1 unpublished",
    ]
    (publication / "site/site.toml").write_text("least_reviewed = 50\n", "utf-8")
    run("build", publication)
    po = publication / "translate/2021/discours.po"
    po.write_text(po.read_text("utf-8").replace("#, fuzzy\n", "", 1), "utf-8")
    rows = [json.loads(line) for line in run("status", publication, "--json").output.splitlines()]
    assert [row["held"] for row in rows] == ["33 % reviewed", "draft"]
    (publication / "site/site.toml").write_text("least_reviewed = 33\n", "utf-8")
    rows = [json.loads(line) for line in run("status", publication, "--json").output.splitlines()]
    assert [row["held"] for row in rows] == [None, "draft"]


@pytest.fixture
def wrong_sum(run: Run, publication: Path) -> Path:
    """The PO file of an article whose only sentence was translated with another sum."""
    (publication / "seeds" / "sums.txt").write_text("Il a payé 31 euros le 3 mai.\n", "utf-8")
    run("build", publication)
    path = publication / "translate" / "sums.po"
    po = polib.pofile(str(path), encoding="utf-8")
    po[0].msgstr, po[0].flags, po[0].comment = "He paid 13 euros on 3 May.", [], ""
    po.save()
    return path


def test_a_wrong_placeholder_fails_neither_status_nor_export(
    run: Run, publication: Path, tmp_path: Path
) -> None:
    (publication / "seeds/link.md").write_text(
        "# Un titre\n\nUn *mot* ici ![](https://x.org/a.png) et là.\n", "utf-8"
    )
    run("build", publication)
    po = polib.pofile(str(publication / "translate/link.po"), encoding="utf-8")
    entry = next(entry for entry in po if "<2/>" in entry.msgstr)
    entry.msgstr = entry.msgstr.replace("<2/>", "")
    po.save()
    for arguments in (("status", publication), ("export", "tmx", publication, "-o", tmp_path / "a.tmx")):
        result = run(*arguments)
        assert result.exit_code == 0
        assert f"translate/link.po:{entry.linenum}: in the translation" in result.output
        assert "<2/> is missing" in result.output
    assert run("build", publication).exit_code == 1


def test_check_lists_and_records_findings_until_they_are_accepted(
    run: Run, publication: Path, wrong_sum: Path
) -> None:
    result = run("check", publication, "--json")
    flaws = [json.loads(line) for line in result.output.splitlines()]
    (flaw,) = (flaw for flaw in flaws if flaw["seed"] == "seeds/sums.txt")
    assert (flaw["kind"], flaw["line"], flaw["state"]) == ("numbers", 1, "reviewed")
    assert "31" in flaw["reason"]
    assert wrong_sum.read_text("utf-8").split("\n")[flaw["po_line"] - 1].startswith("#. Finding")
    where = f"  line 1, translate/sums.po:{flaw['po_line']}, numbers: "
    assert where in run("check", publication).output
    assert "#. Finding (numbers): " in wrong_sum.read_text("utf-8")
    assert 'msgstr "He paid 13 euros on 3 May."' in wrong_sum.read_text("utf-8")
    assert run("check", publication).exit_code == 0
    assert run("check", publication, "--strict").exit_code == 1
    assert "seeds/sums.txt: 1 finding in 1 sentence" in run("check", publication).output

    noted = wrong_sum.read_text("utf-8")
    wrong_sum.write_text(noted.replace("#. Finding", "# accepted: numbers\n#. Finding"), "utf-8")
    assert "seeds/sums.txt" not in run("check", publication).output
    assert "# accepted: numbers" in wrong_sum.read_text("utf-8")

    wrong_sum.write_text(noted.replace("13 euros", "31 euros"), "utf-8")
    run("check", publication)
    assert "Finding" not in wrong_sum.read_text("utf-8")


@pytest.fixture
def doubtful(run: Run, publication: Path) -> Path:
    """A PO file with three drafts of different certainty; nothing is known of a fourth."""
    (publication / "seeds" / "doute.txt").write_text(
        "Il vient ici.\n\nElle part.\n\nIl dort là.\n\nIl a 31 ans.\n"
    )
    run("build", publication)
    path = publication / "translate" / "doute.po"
    po = polib.pofile(str(path), encoding="utf-8")
    for entry, certainty in zip(po, ("0.61", "0.45", None, "0.80"), strict=True):
        if certainty:
            entry.comment += f"\nCertainty {certainty}"
    po[3].msgstr = "He is 13 years old."
    po.save()
    return path


def test_check_lists_the_most_doubtful_drafts(run: Run, publication: Path, doubtful: Path) -> None:
    rows = [
        json.loads(line)
        for line in run("check", publication, "--doubtful=100%", "--json").output.splitlines()
    ]
    assert [
        (row["sentence"], row["certainty"], [found["kind"] for found in row["findings"]]) for row in rows
    ] == [
        ("Il a 31 ans.", 0.8, ["numbers"]),
        ("Elle part.", 0.45, []),
        ("Il vient ici.", 0.61, []),
    ]
    assert (rows[1]["seed"], rows[1]["line"], rows[1]["po"]) == ("seeds/doute.txt", 3, "translate/doute.po")
    # Ten drafts in all.
    lines = run("check", publication, "--doubtful", "20").output.splitlines()
    where = [found for found, line in enumerate(doubtful.read_text("utf-8").split("\n"), 1) if "#." in line]
    assert rows[0]["po_line"] in where
    assert lines[0].startswith(
        f"seeds/doute.txt, line 7, translate/doute.po:{rows[0]['po_line']}: certainty 0.80; numbers: "
    )
    assert lines[3:] == [
        f"seeds/doute.txt, line 3, translate/doute.po:{rows[1]['po_line']}: certainty 0.45",
        "    fr  Elle part.",
        "    en  ELLE PART.",
        "2 doubtful drafts",
    ]
    assert run("check", publication, "--doubtful=0%", "--strict").exit_code == 1


def test_reviewed_sentences_are_not_doubtful(run: Run, publication: Path, doubtful: Path) -> None:
    doubtful.write_text(doubtful.read_text("utf-8").replace("#, fuzzy\n", ""), "utf-8")
    assert run("check", publication, "--doubtful=100%").output == "0 doubtful drafts\n"


@pytest.mark.parametrize("share", ["much", "-1%", "101", "nan", ""])
def test_a_share_that_is_no_percentage_is_refused(run: Run, publication: Path, share: str) -> None:
    result = run("check", publication, f"--doubtful={share}")
    assert result.exit_code == 2
    assert "is not a percentage from 0% to 100%" in result.output


def test_status_lists_the_most_doubtful_drafts_of_each_article(
    run: Run, publication: Path, doubtful: Path
) -> None:
    run("check", publication)
    before = hashes(publication)
    lines = run("status", publication, "--doubtful", "100%").output.splitlines()
    at = next(number for number, line in enumerate(lines) if line.endswith("  seeds/doute.txt"))
    assert [line.split(", translate/")[0] for line in lines[at + 1 : at + 10 : 3]] == [
        f"seeds/doute.txt, line {line}" for line in (7, 3, 1)
    ]
    lines = run("status", publication, "--doubtful", "40%").output.splitlines()
    assert [line.partition(", translate/")[0] for line in lines if "doute.txt, line" in line] == [
        f"seeds/doute.txt, line {line}" for line in (7, 3)
    ]
    rows = [json.loads(line) for line in run("status", publication, "--json").output.splitlines()]
    assert [len(row["doubtful"]) for row in rows] == [0, 3, 0]
    assert hashes(publication) == before


def test_the_report_lists_the_least_certain_drafts(run: Run, publication: Path, doubtful: Path) -> None:
    run("build", publication, "--report")
    page = (publication / "build" / "report" / "index.html").read_text("utf-8")
    assert "1 finding in 1 of 3 articles" in page
    first, _, second = page.partition("certainty 0.45")
    assert "Il a 31 ans." in first
    assert "certainty 0.61" in second
    assert "certainty 0.80" not in page  # listed with its finding


def test_the_report_is_a_page_if_requested(run: Run, publication: Path, wrong_sum: Path) -> None:
    run("build", publication, "--report")
    page = (publication / "build" / "report" / "index.html").read_text("utf-8")
    assert "<strong>numbers</strong>" in page
    assert "../articles/sums/index.html#en-1" in page
    run("build", publication)
    assert not (publication / "build" / "report").exists()


def test_another_output_folder(run: Run, publication: Path, tmp_path: Path) -> None:
    assert run("build", publication, "--output", tmp_path / "public").exit_code == 0
    assert (tmp_path / "public" / "index.html").exists()
    assert not (publication / "build").exists()


@pytest.mark.parametrize("output", ["", "..", "seeds", "site", "translate/out", "seeds/2021", ".enregard"])
def test_an_output_folder_with_the_publishers_files_is_refused(
    run: Run, publication: Path, output: str
) -> None:
    before = hashes(publication)
    result = run("build", publication, "--output", publication / output)
    assert result.exit_code == 1
    assert "cannot be the site's folder, since it contains your files: choose another" in result.stderr
    assert hashes(publication) == before


def test_each_line_of_text_becomes_one_line(run: Run, tmp_path: Path) -> None:
    assert run("text", stdin="Oui. Non.\n\nPeut-être.\r\n").stdout == "OUI. NON.\n\nPEUT-ÊTRE.\n"
    (tmp_path / "lines.txt").write_text("Un.\nDeux.", "utf-8")
    assert run("text", tmp_path / "lines.txt").stdout == "UN.\nDEUX.\n"


def test_text_that_is_not_utf_8_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "lines.txt").write_bytes(b"caf\xe9\n")
    result = run("text", tmp_path / "lines.txt")
    assert result.exit_code == 1
    assert result.stderr == f"error: {tmp_path / 'lines.txt'}: is not UTF-8: save it as UTF-8\n"


# Bad input: a file of the publication, its bytes, and what is said of it.
BAD_SEEDS = [
    ("empty.txt", b"", "seeds/empty.txt"),
    ("latin.txt", "Une année passée.\n".encode("latin-1"), "byte 7"),
    ("nul.txt", b"Un mot.\0\n", "NUL"),
    ("long.txt", b"mot " * 2_600_000, "8 MB"),
    ("month.txt", b"date 2021-13 Un mot.\n", "2021-13"),
    ("day.md", b"---\ndate: 2021-02-30\n---\nUn mot.\n", "2021-02-30"),
    ("yaml.md", b"---\n: [\n---\nUn mot.\n", "seeds/yaml.md"),
    ("english.txt", b"lang en The president spoke.\n", "seeds/english.txt"),
    ("note.text", b"Un mot.\n", "seeds/note.md"),
]


@pytest.mark.parametrize(("name", "content", "said"), BAD_SEEDS, ids=[name for name, _, _ in BAD_SEEDS])
def test_a_bad_seed_is_one_line_and_the_rest_is_built(
    run: Run, publication: Path, name: str, content: bytes, said: str
) -> None:
    path = publication / "seeds" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    result = run("build", publication)
    assert result.exit_code == 1
    errors = result.stderr.splitlines()
    assert len(errors) == 1, result.stderr
    assert said in errors[0]
    assert "Traceback" not in result.output
    assert "2 articles" in result.stdout
    assert path.read_bytes() == content


def test_a_po_file_that_does_not_parse_is_left_untouched(run: Run, publication: Path) -> None:
    run("build", publication)
    po = publication / "translate" / "note.po"
    broken = po.read_bytes().replace(b'msgid "Une note"', b'msgid "Une note')
    po.write_bytes(broken)
    result = run("build", publication)
    assert result.exit_code == 1
    assert result.stderr.startswith("error: translate/note.po:")
    assert result.stderr.count("\n") == 1
    assert po.read_bytes() == broken
    assert (publication / "build" / "articles" / "discours" / "index.html").exists()


@pytest.mark.parametrize(
    "command",
    [
        "build",
        "translate",
        "translate --again all",
        "translate --again findings",
        "check",
        "status",
        "import",
    ],
)
def test_a_half_written_po_file_is_left_untouched(run: Run, publication: Path, command: str) -> None:
    run("build", publication)
    po = publication / "translate" / "2021" / "discours.po"
    whole = po.read_text("utf-8")
    half = whole.rpartition("\n\n")[0] + "\n"
    po.write_text(half, "utf-8")
    words = command.split()
    given = [publication / "translate" / "note.po"] if command == "import" else []
    result = run(*words, *given, publication)
    assert result.exit_code == 1
    line = half[: half.index("X-Enregard-Sentences")].count("\n") + 1
    assert f"error: translate/2021/discours.po:{line}: only 2 of the 3 entries counted here" in result.stderr
    assert result.stderr.count("\n") == 1
    assert po.read_text("utf-8") == half
    assert (publication / "build" / "articles" / "discours" / "index.html").exists()
    po.write_text(whole, "utf-8")
    assert run("build", publication).exit_code == 0
    assert po.read_text("utf-8") == whole


def test_without_model_and_network_the_french_appears_instead(
    publication: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = CliRunner().invoke(cli.main, ["build", str(publication), "--offline"])
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "error: no model is installed, and --offline prevents installing one: run `enregard model install` "
        "while online, or set ENREGARD_MODEL to a package",
        "error: translate/2021/discours.po: 3 of 3 sentences not translated yet",
        "error: translate/note.po: 2 of 2 sentences not translated yet",
    ]
    assert "Le président a parlé." in (
        publication / "build" / "articles" / "discours" / "index.html"
    ).read_text("utf-8")


def test_a_model_whose_hash_is_wrong_is_one_line(
    publication: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "other.argosmodel"
    package.write_bytes(b"something else")
    monkeypatch.setenv("ENREGARD_MODEL", str(package))
    for command in (
        ["build", str(publication), "--offline"],
        ["text"],
        ["model", "install"],
        ["model", "list"],
    ):
        result = CliRunner().invoke(cli.main, command, input="Oui.\n")
        assert result.exit_code == 1
        assert hashlib.sha256(b"something else").hexdigest() in result.stderr.splitlines()[0]
        assert "Traceback" not in result.output


def write_file(path: Path) -> None:
    path.write_text("mine", "utf-8")


def fill_folder(path: Path) -> None:
    path.mkdir()
    (path / "thesis.txt").write_text("mine", "utf-8")


def link_folder(path: Path) -> None:
    (path.parent / "real").mkdir()
    path.symlink_to(path.parent / "real")


@pytest.mark.parametrize("make", [write_file, fill_folder, link_folder])
def test_a_build_folder_that_is_not_ours_is_never_touched(
    run: Run, publication: Path, make: Callable[[Path], None]
) -> None:
    make(publication / "build")
    before = sorted(path.relative_to(publication) for path in publication.rglob("*"))
    result = run("build", publication)
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert str(publication / "build") in result.stderr
    assert [path for path in before if not (publication / path).exists()] == []
    assert [path.name for path in publication.glob(".build*")] == []


def test_a_build_folder_that_cannot_be_written(
    run: Run, publication: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    monkeypatch.setattr("os.mkdir", refuse)
    result = run("build", publication)
    assert result.exit_code == 1
    assert "Permission denied" in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('titel = "x"\n', "unknown key 'titel': did you mean 'title'?"),
        ('[site]\ntitle = "x"\n', "the keys under [site] belong one level up: remove the line [site]"),
        ("title = 3\n", "'title' must be text in quotes, not 3"),
        ('title = "x\n', "is not TOML"),
        (
            'languages = ["fr", "de"]\n',
            "'languages' must be [\"fr\", \"en\"], the only supported pair, not ['fr', 'de']",
        ),
        ('base_url = "example.org"\n', "must be an address that begins with http:// or https://, such as"),
        ('base_url = "https://"\n', "must be an address with a host"),
        (
            'base_url = "https://a.org:x/"\n',
            "must be an address, such as \"https://example.org/presse/\", not 'https://a.org:x/'",
        ),
        ('base_url = "https://a.org/?a=b"\n', "must be an address without ? and #"),
        ('base_url = "https://a.org/été"\n', "must be in ASCII, with other characters as %XX or xn--"),
    ],
)
def test_what_is_wrong_in_site_toml_is_one_line(run: Run, publication: Path, toml: str, said: str) -> None:
    (publication / "site").mkdir(exist_ok=True)
    (publication / "site" / "site.toml").write_text(toml, "utf-8")
    result = run("build", publication)
    assert result.exit_code == 1
    assert said in result.stderr
    assert "site.toml" in result.stderr
    assert "nothing was built" in result.stderr.splitlines()[1]
    assert result.stderr.count("\n") == 2


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('titel = "x"\n', "site.toml:2: unknown key 'titel'"),
        ('colour = "red"\n', "site.toml:2: unknown key 'colour': the known keys are title, title_fr, desc"),
        (
            'english = "en-GB"\n',
            'site.toml:2: \'english\' must be "british", "american" or "", not \'en-GB\'',
        ),
        ("search = 3\n", "site.toml:2: 'search' must be true or false"),
        ('[title]\nbase_url = "x"\n', "site.toml:2: the keys under [title] belong one level up"),
        ('title = "x\n', 'site.toml:2: is not TOML: the closing quote is missing: write "text"'),
        ("title = “x”\n", 'site.toml:2: is not TOML: a value must be "text" in straight quotes, true'),
        ('title = "x "y" z"\n', "site.toml:2: is not TOML: the line continues after the value"),
        ('title: "x"\n', "site.toml:2: is not TOML: each line must be key = value"),
        ('author = "x"\nauthor = "y"\n', "site.toml:3: is not TOML: a key appears twice: remove"),
    ],
)
def test_the_line_of_a_setting_that_is_wrong_is_named(
    run: Run, publication: Path, toml: str, said: str
) -> None:
    (publication / "site").mkdir(exist_ok=True)
    (publication / "site" / "site.toml").write_text(f"# Settings\n{toml}", "utf-8")
    assert said in run("build", publication).stderr


def test_settings_saved_with_a_byte_order_mark_are_read(run: Run, publication: Path) -> None:
    (publication / "site").mkdir(exist_ok=True)
    (publication / "site" / "site.toml").write_text('title = "Un titre"\n', "utf-8-sig")
    assert "site.toml:" not in run("build", publication).stderr.replace("site.toml gives", "")


def test_a_missing_folder_is_one_line(run: Run, tmp_path: Path) -> None:
    assert run("build", tmp_path / "x").stderr == (
        f"error: {tmp_path / 'x'}: no such folder: pass the folder of a publication\n"
    )


def test_a_folder_without_seeds_is_one_line(run: Run, tmp_path: Path) -> None:
    result = run("build", tmp_path)
    assert (result.exit_code, result.stderr) == (
        1,
        f"error: {tmp_path}: has no seeds/ folder: pass the folder of a publication, create seeds/ and put "
        "articles in it, or start with `enregard new DIR`\n",
    )


def test_debug_raises_the_error(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli.main, ["--debug", "build", str(tmp_path)])
    assert isinstance(result.exception, EnregardError)


def test_an_interrupted_run_says_so(run: Run, publication: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(self: Shouting, texts: Any) -> Iterator[Any]:
        raise KeyboardInterrupt

    monkeypatch.setattr(Shouting, "stream", interrupt)
    result = run("build", publication)
    assert result.exit_code == 130
    assert result.stderr == "interrupted; finished work is kept\n"


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for name, command in cli.main.commands.items():
        assert f"enregard {name}" in readme
        assert command.get_short_help_str(200).endswith(".")


@pytest.mark.model
def test_the_two_articles_are_translated_alike_from_nothing(tmp_path: Path) -> None:
    texts = []
    for name in ("one", "two"):
        shutil.copytree(ROOT / "seeds", tmp_path / name / "seeds")
        result = CliRunner().invoke(cli.main, ["translate", str(tmp_path / name), "--offline"])
        assert result.exit_code == 0, result.output
        texts.append(hashes(tmp_path / name / "translate"))
    assert texts[0] == texts[1]
    assert len(texts[0]) == 4  # two PO files, and which words correspond


def test_a_wrong_line_of_the_glossary_is_reported_once_even_with_nothing_to_translate(
    run: Run, publication: Path
) -> None:
    run("build", publication)
    glossary = publication / "translate" / "glossary.csv"
    glossary.write_text("French,English,note\nprésident,president\nprésident,chairman,\n", "utf-8")
    for arguments in (("build",), ("build", "--report")):
        result = run(*arguments, publication)
        assert result.exit_code == 1
        assert result.output.count("error:") == 1
        assert "glossary.csv:3: 'président' is already on line 2" in result.output


def test_drafts_follow_a_changed_glossary_if_requested(run: Run, publication: Path) -> None:
    run("build", publication)
    po = publication / "translate" / "2021" / "discours.po"
    po.write_text(po.read_text("utf-8").replace("IL A DIT NON.", "He said no"), "utf-8")
    assert "0 new drafts" in run("translate", publication).output
    assert "5 new drafts" in run("translate", "--again", "all", publication).output
    assert "IL A DIT NON." in po.read_text("utf-8")
    assert "Formerly: He said no" in po.read_text("utf-8")


@pytest.mark.parametrize("content", [b"\xff", b"", b"French\nx\n", b"French,English\nun,a,b,c\n"])
@pytest.mark.parametrize("again", ["all", "findings"])
def test_nothing_is_redrafted_without_the_glossary(
    run: Run, publication: Path, content: bytes, again: str
) -> None:
    run("build", publication)
    glossary = publication / "translate" / "glossary.csv"
    glossary.write_bytes(content)
    before = hashes(publication / "translate")
    result = run("translate", "--again", again, publication)
    assert result.exit_code == 1
    assert f"{glossary}: no draft is redone while the glossary has errors: fix it and run" in result.output
    assert hashes(publication / "translate") == before


def test_without_a_model_each_command_says_what_to_do(run: Run, tmp_path: Path) -> None:
    pin = ("--pin", tmp_path / "model.toml")
    listed = run("model", "list", *pin).stdout
    assert (
        "argos: translate-fr_en 1.9, 79 MB, used here, not installed: run `enregard model install argos`\n"
        in listed
    )
    assert (
        "tc-big: opus-mt-tc-big-fr-en 2022-03-09, 234 MB, not installed: "
        "run `enregard model install tc-big`\n"
        "    licence: CC-BY 4.0\n"
        "    credit:  OPUS-MT tc-big fra-eng by Jörg Tiedemann and Santhosh Thottingal, "
        "University of Helsinki\n"
        "    BLEU:    flores-devtest 46.0, newstest2014 39.4, newstest2013 34.8 "
        "(OPUS-MT's leaderboard and model card)\n"
    ) in listed
    assert run("model", "remove", *pin).stdout == "no model was installed by enregard\n"
    result = run("model", "verify", *pin)
    assert (result.exit_code, result.stderr) == (
        1,
        "error: no model was installed by enregard: run `enregard model install`\n",
    )


def test_use_pins_a_bundled_model_and_keeps_a_pin_of_ones_own(run: Run, tmp_path: Path) -> None:
    pin = tmp_path / "translate" / "model.toml"
    result = run("model", "use", "tc-big", "--pin", pin)
    assert (result.exit_code, "is not a publication: it has no folder 'translate'" in result.stderr) == (
        1,
        True,
    )
    pin.parent.mkdir()
    assert run("model", "use", "big", "--pin", pin).stderr == (
        "error: unknown model 'big': the models are argos and tc-big\n"
    )
    assert run("model", "use", "tc-big", "--pin", pin).stdout == (
        f"{pin} pins opus-mt-tc-big-fr-en 2022-03-09\n"
        "drafts stay as they are: `enregard translate --again all` drafts them again\n"
    )
    assert pin.read_bytes() == BUNDLED["tc-big"].read_bytes()
    assert (
        "tc-big: opus-mt-tc-big-fr-en 2022-03-09, 234 MB, used here"
        in run("model", "list", "--pin", pin).stdout
    )
    pin.write_bytes(own := pin.read_bytes() + b"# mine\n")
    assert "the former pin is now in" in run("model", "use", "argos", "--pin", pin).stdout
    assert pin.read_bytes() == BUNDLED["argos"].read_bytes()
    assert (pin.parent / "model.previous.toml").read_bytes() == own
    assert run("model", "use", "argos", "--pin", pin).exit_code == 0
    assert (pin.parent / "model.previous.toml").read_bytes() == own
