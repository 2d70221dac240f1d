"""Build publications again after a change, with a fake model, and compare the results."""

import os
import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from enregard.output.manifest import MANIFEST
from enregard.pipeline import build, model_info
from enregard.publication.publication import open_publication
from enregard.translate.draft.drafter import Drafter
from tests.stand_in import Collected, shouting_source

SEEDS = ("a.txt", "b.txt", "d/c.md", "d/b.txt")  # the last has the slug of the second
TEXTS = (
    "date 2021-07\nsource AFP\n\nUn mot ici. Deux mots là.\n\nLa suite demain.\n",
    "date 2021-07\nsource AFP\n\nUn mot ici. Deux mots la.\n\nLa suite demain.\n",
    "date 2020-01-02\ntitle Le titre\n\nAutre chose. Deux mots là.\n",
    "# Titre\n\nUn **mot** <b>ici</b>.\n",
    "Une ![image](x.png) et [lien](../a.txt#fr-1), [une](../x.png), ![deux](p%C3%A9.svg), [rien](b.txt).\n",
    "---\ndate: 2021-07-02\ntags: [Un, C++]\n---\n\nUn mot [ici](https://a.example/).\n",
    "---\ntags: [un, deux]\nsource: afp\n---\n\nUn mot [ici](https://b.example/) et [là](https://a.example/).\n",
    "date 2021-13 Mauvais.\n",
    "aliases: /2019/x/, b.html, /fr/a/, /tags/\n\nUn mot ici. Deux mots là.\n",
    "---\naliases: [/2019/x, /articles/b/, /en/former/]\n---\n\nUn mot. [Un](../b.txt), [x](former.txt).\n",
    "date 2021-07\ndraft: true\n\nUn mot ici. Deux mots là.\n",
    "",
)


def files(folder: Path) -> dict[str, bytes]:
    """Read every file under `folder`."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def built(root: Path, *, findings: bool = False, jobs: int = 1) -> list[str]:
    """Build the publication in `root` with a fake model. Returns the problems."""
    return reported(root, findings=findings, jobs=jobs).problems


def reported(root: Path, *, findings: bool = False, jobs: int = 1, search: bool = False) -> Collected:
    """Build the publication in `root`. Returns the report."""
    report = Collected()

    publication = open_publication(root)
    # tests/build/test_search_index.py does the same with an index
    publication = replace(publication, settings=replace(publication.settings, search=search))
    with Drafter(lambda: shouting_source(root / ".enregard/memory"), report) as drafter:
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
    """Replace a text in a file, if the file exists."""
    if path.exists():
        path.write_text(path.read_text("utf-8", "replace").replace(old, new), "utf-8")


def same_times(path: Path, old: str, new: str) -> None:
    """Change a file but not its size and modification time."""
    if path.exists():
        times = path.stat()
        change(path, old, new)
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def rename(root: Path, one: str, other: str, *, record: bool = True) -> None:
    """Rename a seed and, if `record`, its PO file."""
    for folder, suffix in (("seeds", None), ("translate", ".po"))[: 1 + record]:
        source, target = root / folder / one, root / folder / other
        if suffix:
            source, target = source.with_suffix(suffix), target.with_suffix(suffix)
        if source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)


def compare_with_fresh(root: Path, *, findings: bool) -> None:
    """Build, and build a copy without state: the results must be the same."""
    with TemporaryDirectory() as folder:
        fresh = Path(folder) / root.name
        shutil.copytree(root, fresh, ignore=shutil.ignore_patterns("build", ".enregard"), symlinks=True)
        if MANIFEST not in files(root / "build"):
            shutil.rmtree(root / "build", ignore_errors=True)
        report, other = reported(root, findings=findings), reported(fresh, findings=findings)
        assert sorted(report.problems) == sorted(other.problems)
        broken = any("translate/" in problem and "left untouched" in problem for problem in report.problems)
        assert broken or warnings(report) == warnings(other)
        for part in ("translate", "seeds", *(() if broken else ("build",))):  # then old pages stay
            assert files(root / part) == files(fresh / part)
    assert sorted(path.name for path in root.glob(".*")) == [".enregard"]


def start(root: Path) -> Path:
    for seed, text in zip(SEEDS, TEXTS[:2] + TEXTS[4:5], strict=False):
        write(root / "seeds" / seed, text)
    write(root / "seeds/d/x.png", "png")
    return root


def warnings(report: Collected) -> list[str]:
    return [note for note in report.notes if note.startswith("warning: ")]


def times(folder: Path) -> dict[str, tuple[int, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.stat().st_ino)
        for path in folder.rglob("*")
        if path.is_file()
    }


def touched(root: Path, *, problems: int = 0) -> set[str]:
    """Build, and return the files of the site that this changes or removes."""
    before = times(root / "build")
    assert len(built(root)) == problems
    after = times(root / "build")
    return {name for name in before | after if before.get(name) != after.get(name)} - {MANIFEST}


def article(slug: str) -> set[str]:
    return {f"{view}/{slug}/index.html" for view in ("articles", "en", "fr")}


def many(root: Path, count: int) -> Path:
    for number in range(count):
        write(
            root / f"seeds/{number % 7}/{number:03}.txt", f"date 20{number % 20:02}\n\nMot {number}. Fin.\n"
        )
    built(root)
    shutil.rmtree(root / ".enregard")
    shutil.rmtree(root / "build")
    return root


def recorded(root: Path) -> Path:
    """Create a publication in `root` whose files are all recorded."""
    built(start(root))
    built(root)  # the first build wrote the PO files
    return root
