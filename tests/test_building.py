"""Incremental builds: the same bytes as a fresh build after whatever was done, and never half a site."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enregard import rendering
from enregard.errors import EnregardError
from enregard.fingerprints import Fingerprints
from enregard.flock import CAN_LOCK
from enregard.pipeline import build, model_info
from enregard.publication import open_publication
from enregard.site import journal
from enregard.site.manifest import MANIFEST
from enregard.site.workplace import Workplace
from enregard.translate.drafting import Drafter, Source
from enregard.translate.memory import Memory
from tests.stand_in import Collected, Shouting

SEEDS = ("a.txt", "b.txt", "d/c.md", "d/b.txt")  # the last has the slug of the second
TEXTS = (
    "date 2021-07\nsource AFP\n\nUn mot ici. Deux mots là.\n\nLa suite demain.\n",
    "date 2021-07\nsource AFP\n\nUn mot ici. Deux mots la.\n\nLa suite demain.\n",
    "date 2020-01-02\ntitle Le titre\n\nAutre chose. Deux mots là.\n",
    "# Titre\n\nUn **mot** <b>ici</b>.\n",
    "Une ![image](x.png) et [un lien](../a.txt#h), [une](../x.png), ![deux](p%C3%A9.svg), [rien](b.txt).\n",
    "---\ndate: 2021-07-02\ntags: [Un, C++]\n---\n\nUn mot [ici](https://a.example/).\n",
    "---\ntags: [un, deux]\nsource: afp\n---\n\nUn mot [ici](https://b.example/) et [là](https://a.example/).\n",
    "date 2021-13 Mauvais.\n",
    "date 2021-07\ndraft: true\n\nUn mot ici. Deux mots là.\n",
    "",
)


def files(folder: Path) -> dict[str, bytes]:
    """Every file under `folder`."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def made(root: Path, *, findings: bool = False, jobs: int = 1) -> list[str]:
    """Build the publication in `root` with a model that shouts. Returns the problems."""
    return reported(root, findings=findings, jobs=jobs).problems


def reported(root: Path, *, findings: bool = False, jobs: int = 1, search: bool = False) -> Collected:
    """Build the publication in `root`. Returns what is said."""
    report = Collected()

    def source() -> Source:
        return Source("m 1", "x", lambda: nullcontext(Shouting()), Memory(root / ".enregard/memory", "m"))

    publication = open_publication(root)
    # tests/test_searching.py does the same with an index
    publication = replace(publication, settings=replace(publication.settings, search=search))
    with Drafter(source, report) as drafter:
        build(publication, drafter, model_info(publication), report, findings=findings, jobs=jobs)
    return report


def write(path: Path, text: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)


def remove(path: Path) -> None:
    path.unlink(missing_ok=True)


def link(path: Path, target: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to(target)


def change(path: Path, old: str, new: str) -> None:
    """Replace a text in a file that may not be there."""
    if path.exists():
        path.write_text(path.read_text("utf-8", "replace").replace(old, new), "utf-8")


def same_times(path: Path, old: str, new: str) -> None:
    """A change that leaves size and time of change as they were."""
    if path.exists():
        times = path.stat()
        change(path, old, new)
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def rename(root: Path, one: str, other: str) -> None:
    for folder, suffix in (("seeds", None), ("translate", ".po")):
        source, target = root / folder / one, root / folder / other
        if suffix:
            source, target = source.with_suffix(suffix), target.with_suffix(suffix)
        if source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)


Step = Callable[[Path], None]
SEED = st.sampled_from(SEEDS)
MEDIA = st.sampled_from(["seeds/x.png", "seeds/d/x.png", "seeds/d/pé.svg"])
PO = SEED.map(lambda seed: "translate/" + str(Path(seed).with_suffix(".po")))
STEPS: st.SearchStrategy[Step] = st.one_of(
    st.builds(lambda s, t: lambda root: write(root / "seeds" / s, t), SEED, st.sampled_from(TEXTS)),
    st.builds(lambda s: lambda root: remove(root / "seeds" / s), SEED),
    st.builds(lambda s: lambda root: write(root / "seeds" / s, b"\xff"), SEED),
    st.builds(lambda s: lambda root: same_times(root / "seeds" / s, "là", "lÀ"), SEED),
    st.builds(lambda s, o: lambda root: rename(root, s, o), SEED, SEED),
    st.builds(lambda p: lambda root: change(root / p, '"UN MOT ICI."', '"One word here."'), PO),
    st.builds(lambda p: lambda root: same_times(root / p, "DEMAIN", "Demain"), PO),
    st.builds(lambda p: lambda root: change(root / p, "#, fuzzy\n", ""), PO),
    st.builds(lambda p: lambda root: change(root / p, "<1>", "<2>"), PO),
    st.builds(
        lambda p: lambda root: change(root / p, "#. Machine", "#. Finding (numbers): 3\n#. Machine"), PO
    ),
    st.builds(lambda p: lambda root: write(root / p, "nonsense"), PO),
    st.builds(lambda p: lambda root: remove(root / p), PO),
    st.builds(
        lambda m, t: lambda root: write(root / m, t), MEDIA, st.sampled_from(["<a/>", "<b/>", "<script/>"])
    ),
    st.builds(lambda m: lambda root: same_times(root / m, "a", "b"), MEDIA),
    st.builds(lambda m: lambda root: remove(root / m), MEDIA),
    st.builds(lambda m: lambda root: link(root / m, "../a.txt"), MEDIA),
    st.builds(lambda m: lambda root: remove(root / m.replace("seeds", "build/media")), MEDIA),
    st.builds(lambda m: lambda root: change(root / m.replace("seeds", "build/media"), "a", "b"), MEDIA),
    st.builds(
        lambda t: lambda root: write(root / "site/site.toml", t),
        st.sampled_from(['title = "A"', 'title = "B"\nallow_html = true', 'base_url = "https://x.org"']),
    ),
    st.builds(lambda t: lambda root: write(root / "site/about.md", t), st.sampled_from(["# A", "# B"])),
    st.just(lambda root: remove(root / "site/about.md")),
    st.builds(
        lambda n, t: lambda root: write(root / "site/static" / n, t),
        st.sampled_from(["style.css", "more/x.txt"]),
        st.sampled_from(["a", "b"]),
    ),
    st.just(lambda root: shutil.rmtree(root / "site/static", ignore_errors=True)),
    st.builds(
        lambda n, t: lambda root: write(root / "site/templates" / n, t),
        st.sampled_from(["reading.html", "index.html", "list.html"]),
        st.sampled_from(["{% extends 'theme/base.html' %}", "{{ page.title }}!"]),
    ),
    st.just(lambda root: shutil.rmtree(root / "site/templates", ignore_errors=True)),
    st.builds(
        lambda n: lambda root: change(root / "build" / n, "e", "E"),
        st.sampled_from(["index.html", "index.json", "fr/a/index.html", "sources/afp/index.html", MANIFEST]),
    ),
    st.builds(
        lambda n: lambda root: remove(root / "build" / n),
        st.sampled_from(["index.html", "fr/a/index.html", "static/icon.svg", "sources/index.html"]),
    ),
    st.just(lambda root: shutil.rmtree(root / "build", ignore_errors=True)),
    st.just(lambda root: shutil.rmtree(root / ".enregard", ignore_errors=True)),
    st.just(lambda root: write(root / ".enregard/site.sqlite", "no database")),
    st.just(lambda root: None),
)


def compare_with_fresh(root: Path, *, findings: bool) -> None:
    """Build, and build a copy of which nothing is remembered: the same in every respect."""
    with TemporaryDirectory() as folder:
        fresh = Path(folder) / root.name
        shutil.copytree(root, fresh, ignore=shutil.ignore_patterns("build", ".enregard"), symlinks=True)
        if MANIFEST not in files(root / "build"):
            shutil.rmtree(root / "build", ignore_errors=True)
        report, other = reported(root, findings=findings), reported(fresh, findings=findings)
        assert sorted(report.problems) == sorted(other.problems)
        broken = any("translate/" in problem and "PO file here" in problem for problem in report.problems)
        assert broken or warnings(report) == warnings(other)
        for part in ("translate", "seeds", *(() if broken else ("build",))):  # then former pages stay
            assert files(root / part) == files(fresh / part)
    assert sorted(path.name for path in root.glob(".*")) == [".enregard"]


def start(root: Path) -> Path:
    for seed, text in zip(SEEDS, TEXTS[:2] + TEXTS[4:5], strict=False):
        write(root / "seeds" / seed, text)
    write(root / "seeds/d/x.png", "png")
    return root


def warnings(report: Collected) -> list[str]:
    return [note for note in report.notes if note.startswith("warning: ")]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.lists(STEPS, min_size=1, max_size=3), st.booleans()), min_size=1, max_size=5))
def test_whatever_is_done_a_build_gives_what_a_fresh_one_gives(
    steps: list[tuple[list[Step], bool]],
) -> None:
    with TemporaryDirectory() as folder:
        root = start(Path(folder) / "publication")
        made(root)
        for together, findings in steps:
            for step in together:
                (root / "seeds").mkdir(exist_ok=True)
                step(root)
            if (root / "build" / MANIFEST).exists() and b'"generator": "enregard"' not in (
                root / "build" / MANIFEST
            ).read_bytes():
                shutil.rmtree(root / "build")  # else refused as somebody else's folder
            compare_with_fresh(root, findings=findings)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made(start(tmp_path / "publication"))
    made(tmp_path / "publication")  # what was drafted before is now known
    return tmp_path / "publication"


def times(folder: Path) -> dict[str, tuple[int, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.stat().st_ino)
        for path in folder.rglob("*")
        if path.is_file()
    }


def touched(root: Path, *, problems: int = 0) -> set[str]:
    """The files of the site that a build changes or removes."""
    before = times(root / "build")
    assert len(made(root)) == problems
    after = times(root / "build")
    return {name for name in before | after if before.get(name) != after.get(name)} - {MANIFEST}


def article(slug: str) -> set[str]:
    return {f"{view}/{slug}/index.html" for view in ("articles", "en", "fr")}


def test_nothing_is_touched_where_nothing_changed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "read_seed", lambda *_, **__: pytest.fail("read"))
    assert touched(root) == set()


def test_only_what_changed_is_touched(root: Path) -> None:
    change(root / "translate/a.po", '"UN MOT ICI."', '"One word."')
    lists = {"index.html", "index.json", "months/2021-07/index.html", "sources/afp/index.html"}
    assert touched(root) == {"articles/a/index.html", "en/a/index.html"} | lists  # it is the title too
    change(root / "translate/a.po", "DEUX", "Two")
    assert touched(root) == {"articles/a/index.html", "en/a/index.html"}
    write(root / "seeds/new.txt", TEXTS[2])
    lists = {"index.html", "index.json", "months/index.html", "sources/index.html"}
    lists |= {"months/2020-01/index.html", "sources/not-stated/index.html"}
    assert touched(root) == article("new") | lists
    remove(root / "seeds/new.txt")
    assert touched(root) == article("new") | lists
    assert not (root / "build/fr/new").exists()
    assert not (root / "build/months/2020-01").exists()
    write(root / "site/about.md", "Nous.")
    assert touched(root) == {"about/index.html"}
    write(root / "site/static/x.css", "a")
    assert touched(root) == {"static/x.css"}
    shutil.rmtree(root / "site/static")
    assert touched(root) == {"static/x.css"}


def test_files_beside_an_article_come_along(root: Path) -> None:
    for view in ("articles", "en", "fr"):
        page = (root / "build" / view / "c/index.html").read_text("utf-8")
        assert '<img src="../../media/d/x.png"' in page
        assert '<a href="../a/index.html#h">' in page
        assert '<a href="../x.png">' in page
    assert (root / "build/media/d/x.png").read_text("utf-8") == "png"
    missing = [
        "warning: seeds/d/c.md:1: '../x.png' is not there: put it there, or correct the address",
        "warning: seeds/d/c.md:1: 'b.txt' is not there: put it there, or correct the address",
        "warning: seeds/d/c.md:1: 'p%C3%A9.svg' is not there: put it there, or correct the address",
    ]
    assert warnings(reported(root)) == missing
    write(root / "seeds/x.png", "another")
    assert touched(root) == article("c") | {"media/x.png"}
    assert warnings(reported(root)) == missing[1:]
    write(root / "seeds/x.png", "changed")
    assert touched(root) == {"media/x.png"}
    write(root / "seeds/d/pé.svg", "<svg><script/></svg>")
    assert "holds a script" in warnings(reported(root))[1]
    write(root / "seeds/d/pé.svg", "<svg/>")
    assert touched(root) == article("c") | {"media/d/pé.svg"}
    change(root / "build/media/d/pé.svg", "svg", "gvs")
    assert touched(root) == {"media/d/pé.svg"}
    remove(root / "seeds/d/x.png")
    assert touched(root) == article("c") | {"media/d/x.png"}
    remove(root / "seeds/d/c.md")
    made(root)
    assert not (root / "build/media").exists()


def test_files_that_are_no_articles_are_named_in_one_line(root: Path) -> None:
    for name in ("a.docx", "d/page.html", "d/x.odt", "z.pdf", ".hidden.pdf", "Thumbs.db", "x.png", "notes"):
        write(root / "seeds" / name, "x")
    write(root / "seeds/x.md", "[Une page](d/page.html)")
    for _ in range(2):
        assert [note for note in reported(root).notes if "no article" in note] == [
            "4 files are no articles, and were left out (seeds/a.docx, seeds/d/x.odt, seeds/notes, …): save "
            "texts as .txt or .md; what an article links to is published with it"
        ]
    for name in ("d/x.odt", "notes", "z.pdf"):
        remove(root / "seeds" / name)
    assert [note[:46] for note in reported(root).notes if "no article" in note] == [
        "1 file is no article, and was left out (seeds/"
    ]


def test_a_link_to_an_article_follows_it(root: Path) -> None:
    write(root / "seeds/b.md", "[Un](b.txt) mot.")
    remove(root / "seeds/b.txt")
    made(root)
    assert '<a href="b.txt">' in (root / "build/fr/b/index.html").read_text("utf-8")
    write(root / "seeds/d/e.txt", "Autre.")
    change(root / "seeds/b.md", "b.txt", "d/e.txt")
    made(root)
    assert '<a href="../e/index.html">' in (root / "build/fr/b/index.html").read_text("utf-8")
    remove(root / "seeds/d/e.txt")
    assert len(warnings(reported(root))) == 4
    assert '<a href="d/e.txt">' in (root / "build/fr/b/index.html").read_text("utf-8")


def test_pages_of_old_articles_stay_as_they_are(tmp_path: Path) -> None:
    root = tmp_path / "publication"
    for number in range(215):
        date = f"20{number // 12:02}-{number % 12 + 1:02}"
        write(root / f"seeds/{number:03}.txt", f"date {date}\nsource AFP\n\nMot {number}. Fin.\n")
    write(root / "site/site.toml", 'base_url = "https://example.org/"')
    made(root)
    made(root)
    always = {"index.html", "index.json", "months/index.html", "sources/index.html", "sitemap.xml"}
    always |= {f"feeds/{view}.xml" for view in ("facing", "en", "fr")}
    write(root / "seeds/new.txt", "date 2030-01\nsource AFP\n\nMot.\n")
    moved = {f"{folder}/2/index.html" for folder in ("pages", "sources/afp")} | {"sources/afp/index.html"}
    assert touched(root) == article("new") | always | moved | {"months/2030-01/index.html"}
    compare_with_fresh(root, findings=False)
    change(root / "translate/000.po", "MOT 0.", "Word 0.")
    lists = {"months/2000-01/index.html", "sources/afp/1/index.html", "pages/1/index.html"}
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


def test_the_first_date_gives_every_page_its_feeds(root: Path) -> None:
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
    first = made(root)
    assert len(first) == 2
    assert made(root) == first
    assert touched(root, problems=2) == set()


def test_pages_stay_as_they_are_while_the_record_cannot_be_read(root: Path) -> None:
    whole = files(root / "build")
    record = (root / "translate/a.po").read_bytes()
    write(root / "translate/a.po", b"<<<<<<< HEAD\n" + record)
    write(root / "seeds/a.txt", "Tout autre chose.\n")
    (problem,) = made(root)
    assert problem.startswith("translate/a.po:1: is not a PO file here")
    assert files(root / "build") == whole
    write(root / "seeds/b.txt", "Et cela.\n")
    assert made(root) == [problem]
    assert (root / "build/fr/a/index.html").read_bytes() == whole["fr/a/index.html"]
    assert files(root / "build")["index.json"] != whole["index.json"]
    write(root / "translate/a.po", record)
    compare_with_fresh(root, findings=False)
    assert "Tout autre chose." in (root / "build/fr/a/index.html").read_text("utf-8")


@pytest.mark.parametrize("harm", ["page", "seed", "all"])
def test_an_article_whose_record_cannot_be_read_goes_where_it_cannot_stay(root: Path, harm: str) -> None:
    write(root / "translate/a.po", "nonsense")
    if harm == "page":
        remove(root / "build/fr/a/index.html")
    elif harm == "seed":
        remove(root / "seeds/a.txt")
    else:
        write(root / "site/site.toml", 'title = "Another"\n')
    made(root)
    assert not list((root / "build").glob("*/a/index.html"))
    assert '"slug": "a"' not in (root / "build/index.json").read_text("utf-8")
    compare_with_fresh(root, findings=False)


@pytest.mark.parametrize("jump", [10**9 * 86400 * 400, -(10**9) * 86400 * 400])
def test_a_clock_that_jumps_hides_no_change(root: Path, jump: int) -> None:
    def set_times(folder: Path) -> None:
        for path in folder.rglob("*"):
            found = path.stat()
            os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns + jump))

    for part in ("seeds", "translate", "build", "site"):
        set_times(root / part)
    made(root)
    change(root / "translate/a.po", "DEUX", "Deux")
    change(root / "build/fr/b/index.html", "mot", "sot")
    for part in ("translate", "build"):
        set_times(root / part)
    compare_with_fresh(root, findings=False)
    assert "Deux MOTS" in (root / "build/en/a/index.html").read_text("utf-8")
    same_times(root / "build/fr/b/index.html", "mot", "sot")
    same_times(root / "seeds/a.txt", "demain", "samedi")
    compare_with_fresh(root, findings=False)
    change(root / "build/fr/b/index.html", "mot", "sot")
    os.utime(root / "build/fr/b/index.html", ns=(0, 0))
    os.utime(root / "build" / MANIFEST, ns=(4 * 10**18, 4 * 10**18))
    shutil.rmtree(root / ".enregard")
    compare_with_fresh(root, findings=False)


def test_what_is_remembered_breaks_while_it_is_used(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlite3

    for error in (sqlite3.OperationalError("database or disk is full"), sqlite3.DatabaseError("malformed")):
        write(root / "seeds/a.txt", f"Un mot: {error}.\n")

        def fail(self: Fingerprints, *_: object, error: sqlite3.Error = error) -> None:
            if self._keep:
                raise error

        with monkeypatch.context() as patch:
            patch.setattr(Fingerprints, "note_articles", fail)
            patch.setattr(Fingerprints, "count", lambda self: len(self.slugs()))
            made(root)
        assert str(error) in (root / "build/fr/a/index.html").read_text("utf-8")
        assert (root / ".enregard/site.sqlite").exists() == isinstance(error, sqlite3.OperationalError)
        compare_with_fresh(root, findings=False)


def test_a_change_within_the_tick_of_a_clock_is_found(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # As on a system whose files have times of whole seconds, and no time of the entry's own change.
    monkeypatch.setattr(
        "enregard.fingerprints.state_of", lambda found: (found.st_size, 10**9, 10**9, found.st_ino)
    )
    monkeypatch.setattr("enregard.fingerprints._file_clock", lambda path: 10**9)
    shutil.rmtree(root / ".enregard")
    made(root)
    change(root / "translate/a.po", "DEUX", "Deux")
    made(root)
    assert "Deux MOTS" in (root / "build/en/a/index.html").read_text("utf-8")


def test_harm_to_the_site_is_mended(root: Path) -> None:
    whole = files(root / "build")
    change(root / "build/fr/a/index.html", "mot", "sot")
    remove(root / "build/en/b/index.html")
    same_times(root / "build/index.json", "AFP", "PFA")
    shutil.rmtree(root / "build/static")
    made(root)
    assert files(root / "build") == whole


def test_what_is_remembered_may_be_lost_or_wrong(root: Path) -> None:
    whole = files(root / "build")
    memory = (root / ".enregard/site.sqlite").read_bytes()
    change(root / "seeds/a.txt", "demain", "hier")
    remove(root / "seeds/b.txt")
    made(root)
    changed = files(root / "build")
    assert changed != whole
    for wrong in (memory, memory[:5000], b"", b"x" * 9000):
        for path in (root / ".enregard").glob("site.sqlite*"):
            path.unlink()
        write(root / ".enregard/site.sqlite", wrong)
        made(root)
        assert files(root / "build") == changed
    shutil.rmtree(root / ".enregard")
    write(root / ".enregard", "a file in its place")
    made(root)
    assert files(root / "build") == changed


class Crashed(BaseException):
    """Stands for a process that ends at once."""


@contextmanager
def crash_at(step: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Crash before the change of a file of the site number `step`."""
    done = [0]
    move, remove_file = journal._move, Path.unlink

    def counted() -> None:
        if done[0] == step:
            raise Crashed
        done[0] += 1

    def moving(source: Path, place: Path) -> None:
        counted()
        move(source, place)

    def removing(path: Path, missing_ok: bool = False) -> None:
        if "build/" in path.as_posix():
            counted()
        remove_file(path, missing_ok=missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(journal, "_move", moving)
        patch.setattr(Path, "unlink", removing)
        yield done


def test_a_crash_at_any_moment_leaves_the_old_site_or_what_the_next_build_completes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = start(tmp_path / "base")
    made(base)
    made(base)
    step, crashes = 0, True
    while crashes:
        root = tmp_path / f"at-{step}" / "publication"
        shutil.copytree(base, root, copy_function=shutil.copy2)
        made(root)  # files have moved: known again
        remove(root / "seeds/b.txt")
        write(root / "seeds/new.txt", TEXTS[2])
        write(root / "translate/new.po", "")
        change(root / "translate/a.po", "DEUX", "Two")
        with crash_at(step, monkeypatch):
            try:
                made(root)
                crashes = False
            except Crashed:
                assert len(list(root.glob(".build-staging-*"))) == 1
        made(root)  # a build that finds everything done
        assert not list(root.glob(".build-*"))
        assert not (root / "build/fr/b").exists()
        fresh = tmp_path / f"fresh-{step}" / "publication"
        shutil.copytree(root, fresh, ignore=shutil.ignore_patterns("build", ".enregard"))
        made(fresh)
        assert files(root / "build") == files(fresh / "build")
        step += 1
    assert step > 8


def test_an_error_before_the_change_leaves_the_site_as_it_was(root: Path) -> None:
    whole = files(root / "build")
    write(root / "seeds/new.txt", TEXTS[2])
    write(root / "build/fr/new/index.html", "mine")
    with pytest.raises(EnregardError, match=r"holds 'fr/new/index.html', which enregard did not write"):
        made(root)
    remove(root / "build/fr/new/index.html")
    (root / "build/fr/new").rmdir()
    assert files(root / "build") == whole


def test_a_foreign_file_is_refused(root: Path) -> None:
    write(root / "build/CNAME", "example.org")
    with pytest.raises(EnregardError, match="holds 'CNAME'"):
        made(root)
    assert (root / "build/CNAME").exists()


def test_a_journal_for_another_site_is_left_undone(root: Path) -> None:
    leftover = root / ".build-staging-1"
    leftover.mkdir()
    write(leftover / MANIFEST, "{}")
    write(leftover / "x", "other")
    write(journal.new_manifest(leftover), "{}")
    journal.begin(leftover, root / "build", [("x", "index.html")], ["index.json"])
    change(root / "build" / MANIFEST, "index.json", "index.JSON")
    change(root / "build" / MANIFEST, "index.JSON", "index.json")
    write(root / "build" / MANIFEST, (root / "build" / MANIFEST).read_bytes() + b"\n")
    whole = files(root / "build")
    made(root)
    assert not leftover.exists()
    assert {name: data for name, data in files(root / "build").items() if name != MANIFEST} == {
        name: data for name, data in whole.items() if name != MANIFEST
    }


@pytest.mark.skipif(not CAN_LOCK, reason="this system has no flock")
def test_a_second_build_at_the_same_time_is_refused(root: Path) -> None:
    with Workplace(root / "build"), pytest.raises(EnregardError, match="another build is writing"):
        made(root)


def many(root: Path, count: int) -> Path:
    for number in range(count):
        write(
            root / f"seeds/{number % 7}/{number:03}.txt", f"date 20{number % 20:02}\n\nMot {number}. Fin.\n"
        )
    made(root)
    shutil.rmtree(root / ".enregard")
    shutil.rmtree(root / "build")
    return root


def test_the_number_of_processes_changes_nothing(tmp_path: Path) -> None:
    root = many(tmp_path / "publication", 230)
    write(root / "seeds/bad.txt", "")
    sites = []
    for jobs in (1, 2, 5):
        assert made(root, jobs=jobs) == [
            "seeds/bad.txt: is empty: write the article, or take the file out of seeds/"
        ]
        sites.append(files(root / "build"))
        shutil.rmtree(root / ".enregard")
        shutil.rmtree(root / "build")
    assert sites[0] == sites[1] == sites[2]
    assert len(sites[0]) > 3 * 230


def test_an_error_in_another_process_is_told_as_in_this_one(tmp_path: Path) -> None:
    root = many(tmp_path / "publication", 210)
    write(root / "site/templates/reading.html", "{{ nothing }}")
    told = set()
    for jobs in (1, 2):
        with pytest.raises(EnregardError, match="'nothing' is undefined") as caught:
            made(root, jobs=jobs)
        told.add(str(caught.value))
        assert not (root / "build").exists()
    assert len(told) == 1


def test_a_process_that_is_killed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = many(tmp_path / "publication", 210)
    monkeypatch.setattr(rendering.Renderer, "plain", lambda *_: os._exit(9))
    # Other tests' threads live on; a forked copy alone has the line above.
    monkeypatch.setattr("enregard.rendering.threading.active_count", lambda: 1)
    with pytest.raises(EnregardError, match="build again with --jobs 1"):
        made(root, jobs=2)


def test_a_build_with_nothing_to_do_imports_nothing_heavy(root: Path) -> None:
    reported(root, search=True)  # as the command does
    script = (
        "import sys\n"
        "from enregard.cli import main\n"
        "main(['build', sys.argv[1], '--offline'], standalone_mode=False)\n"
        "heavy = {'jinja2', 'babel', 'markdown_it', 'sentencex', 'subprocess', 'yaml'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", script, str(root)], check=True, capture_output=True)


def test_the_memory_of_another_version_is_begun_anew(tmp_path: Path) -> None:
    import sqlite3

    with Fingerprints(tmp_path / "m.sqlite") as memory:
        memory.note_fact("a", "b")
    with Fingerprints(tmp_path / "m.sqlite") as memory:
        assert memory.fact("a") == "b"
    database = sqlite3.connect(tmp_path / "m.sqlite")
    database.execute("PRAGMA user_version = 999")
    database.close()
    with Fingerprints(tmp_path / "m.sqlite") as memory:
        assert memory.fact("a") is None


@pytest.mark.parametrize(
    ("before", "after"),
    [("x", "x/y.txt"), ("x/y.txt", "x"), ("Style.css", "style.css"), ("X/a.txt", "x/b.txt")],
)
def test_a_file_takes_the_place_of_a_folder_or_of_its_name_in_capitals(
    root: Path, before: str, after: str
) -> None:
    write(root / "site/static" / before, "1")
    made(root)
    shutil.rmtree(root / "site/static")
    write(root / "site/static" / after, "2")
    compare_with_fresh(root, findings=False)
    assert (root / "build/static" / after).read_text("utf-8") == "2"
    compare_with_fresh(root, findings=False)


def test_no_file_that_is_new_comes_after_one_that_leads_to_it(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    begin = journal.begin

    def noting(folder: Path, target: Path, moves: list[tuple[str, str]], removals: list[str]) -> None:
        order.extend(path for _, path in moves)
        begin(folder, target, moves, removals)

    monkeypatch.setattr("enregard.site.update.begin", noting)
    write(root / "seeds/new.txt", TEXTS[2])
    made(root)  # drafted
    write(root / "seeds/a.txt", "date 2019-01\n\nToute autre chose.\n")
    write(root / "seeds/newer.txt", TEXTS[2].replace("titre", "second"))
    write(root / "site/static/picture.svg", "<svg/>")
    order.clear()
    made(root)
    new = [path for path in order if any(name in path for name in ("newer", "picture", "2019-01"))]
    assert len(new) == 5
    assert order[:5] == new


def test_no_process_outlives_a_program_that_was_killed(tmp_path: Path) -> None:
    root = many(tmp_path / "publication", 400)
    script = (
        "import os, signal, sys, time\n"
        "from enregard import building, rendering\n"
        "from enregard.cli import main\n"
        "def die(self):\n"
        "    print(*(worker._process.pid for worker in WORKERS), flush=True)\n"
        "    time.sleep(1)\n"  # until pipes are full
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "WORKERS = []\n"
        "begin = rendering._Worker.__init__\n"
        "def noting(self, *given):\n"
        "    WORKERS.append(self)\n"
        "    begin(self, *given)\n"
        "rendering._Worker.__init__, rendering._Worker.next, rendering._CHUNK = noting, die, 200\n"
        "main(['build', sys.argv[1], '--offline', '--jobs', '2'])\n"
    )
    killed = subprocess.run(
        [sys.executable, "-c", script, str(root)], check=False, stdout=subprocess.PIPE, timeout=60
    )
    assert killed.returncode == -9
    processes = [int(word) for word in killed.stdout.split()]
    assert len(processes) == 2
    for _ in range(100):
        if not any(Path(f"/proc/{process}").exists() for process in processes):
            break
        time.sleep(0.1)
    else:
        pytest.fail("still running")
    assert made(root) == []
    assert not list(root.glob(".build-*"))
