"""Publications to add to, and a run of `enregard add` that collects what it says."""

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from enregard.adding.add import Adder, Options
from enregard.adding.files import find_files
from enregard.adding.read import Wanted
from enregard.publication.publication import open_publication
from tests.stand_in import Collected

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c63f8cfc0f01f0005000180dd8d3db00000000049454e44ae426082"
)
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>
<title>{title}</title><author>Jeanne Martin</author></titleStmt></fileDesc></teiHeader>
<text xml:lang="fr"><body>{body}</body></text></TEI>"""


@dataclass
class Run:
    """What a run said: a line for each file, problems and notes."""

    lines: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    summary: str = ""


def publication(root: Path) -> Path:
    """Create an empty publication."""
    (root / "seeds").mkdir(parents=True)
    return root


def add(root: Path, *paths: Path, into: str = "", wanted: Wanted | None = None, **options: object) -> Run:
    """Add files to a publication."""
    run, report = Run(), Collected()
    chosen = Options(
        PurePosixPath(into), wanted or Wanted(), bool(options.get("dry_run")), str(options.get("prefer", ""))
    )
    adder = Adder(open_publication(root), report, run.lines.append, chosen)
    adder.add(find_files(paths))
    run.problems, run.notes, run.summary = report.problems, report.notes, adder.summary()
    return run


def write_tei(path: Path, *paragraphs: str, title: str = "Titre") -> Path:
    """Write a TEI file with these paragraphs, which need no other program to be read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    body = "".join(f"<p>{words}</p>" if words[0] != "<" else words for words in paragraphs)
    path.write_text(TEI.format(title=title, body=body), "utf-8")
    return path


def files(root: Path) -> list[str]:
    """Return the paths of all files below a folder."""
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
