"""Kill the program at random moments and at chosen ones, start it again, and look whether anything was lost.

Each run has a publication of its own, in one of several situations; `translate`, `check` or `build` is killed
there by signal 9 - after a random time, or before a step on the disk, such as a rename, or with half of a PO
file written. Then must hold: every PO file parses, no reviewed entry is gone or changed, the site that stood
stands whole, as the old or the new one. After the same command again: everything is, byte for byte, as in a
publication where nobody was killed, nothing that the model had answered is asked of it again, and nothing is
left behind.

With `--errors` nothing is killed, but a step on the disk fails - the disk full, broken, read-only - once or
from then on: the program must say so in lines that begin with "error:", and the same must hold.

`between` counts the runs that were killed while an incremental build moved its files: each file of the site
is then the old or the new one, no link that a reader meets leads nowhere, and the next run completes it.
"""

import errno
import json
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from bench._victims import Aim, run
from bench._wholeness import broken_records, files, litter, mixture_faults, reviewed, site_faults
from bench.results import append

_NOUNS = ("Le président", "La ministre", "Un témoin", "La préfète", "Le maire", "Une avocate", "Le juge")
_VERBS = ("a parlé", "a refusé", "est partie", "a signé l'accord", "attend la suite", "a tout vu")
_TRIES = 50

ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES, errno.EDQUOT)
"""What a disk says that is full, broken, mounted for reading only, another's, or at its user's limit."""


def article(number: int, paragraphs: int = 4) -> str:
    """A seed; the same number always gives the same."""
    chance = random.Random(number)  # noqa: S311 - not a secret
    head = f"date 20{10 + number % 12}-0{1 + number % 9}\nsource {('AFP', 'Reuters', 'ATS')[number % 3]}\n"
    text = "\n\n".join(
        " ".join(
            f"{chance.choice(_NOUNS)} {chance.choice(_VERBS)} le {chance.randrange(1, 29)} mai {number}."
            for _ in range(3)
        )
        for _ in range(paragraphs)
    )
    return f"{head}title Article {number}\n\n{text}\n"


def write(path: Path, text: str) -> None:
    """Write a file, and its folder if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def review(root: Path, every: int) -> None:
    """Review every so manieth sentence, as a person does in an editor."""
    for path in sorted((root / "translate").rglob("*.po")):
        parts = path.read_text("utf-8").split("\n\n")
        for at in range(2, len(parts), every):
            parts[at] = parts[at].replace("#, fuzzy\n", "").replace('msgstr "', f'msgstr "Reviewed {at}. ', 1)
        path.write_text("\n\n".join(parts), "utf-8")


def new_seeds(root: Path) -> None:
    """Six articles come, one goes, one changes."""
    for number in range(50, 56):
        write(root / f"seeds/new/{number}.txt", article(number))
    (root / "seeds/2.txt").unlink()
    changed = root / "seeds/3.txt"
    changed.write_text(changed.read_text("utf-8").replace("parlé", "chanté") + "\nUn ajout.\n", "utf-8")


def new_title(root: Path) -> None:
    """All pages change."""
    write(root / "site/site.toml", 'title = "Une autre revue"\n')
    write(root / "seeds/new/50.txt", article(50))


def corrections(root: Path) -> None:
    """What an editor does in an hour: corrects, adds, removes."""
    for number in (1, 4, 5):
        path = root / f"translate/{number}.po"
        path.write_text(path.read_text("utf-8").replace("ARTICLE", "Piece"), "utf-8")
    new_seeds(root)
    write(root / "site/about.md", "# Nous\n\nQui nous sommes.\n")
    (root / "site/static/one.txt").unlink()
    write(root / "site/static/two.txt", "deux")


def nothing(root: Path) -> None:
    """What is there is not translated, or not built."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What is killed: the `command` in a publication of `articles`, built if `built`, after `change`."""

    name: str
    command: tuple[str, ...]
    change: Callable[[Path], None]
    articles: int = 10
    built: bool = True
    kept: tuple[str, ...] = ()
    """What of the built publication is taken away again."""


SITUATIONS = (
    Situation("first", ("build",), nothing, built=False),
    Situation("drafts", ("translate",), new_seeds),
    Situation("swap", ("build",), new_title),
    Situation("journal", ("build",), corrections),
    Situation("findings", ("check",), corrections),
    Situation("processes", ("build", "--jobs", "2"), nothing, articles=240, kept=("build", ".enregard")),
)


class Trial:
    """A situation, prepared, with what comes of it where nobody is killed."""

    def __init__(self, situation: Situation, folder: Path, *, real: bool, pause: float) -> None:
        self.situation = situation
        self._folder = folder / situation.name
        self._real = real
        self._pause = pause
        self._base = self._folder / "base" / "press"
        self._prepare()
        self._number = 0
        root = self._fresh()
        self.old = files(root / "build")
        begun = time.monotonic()
        code, self.steps = self._run(root, None)
        self.seconds = time.monotonic() - begun
        if code:
            raise click.ClickException(f"{situation.name}: {self._told.read_text('utf-8')[-2000:]}")
        self.new = {part: files(root / part) for part in ("build", "translate", "seeds")}
        shutil.rmtree(root.parent)

    @property
    def _told(self) -> Path:
        return self._folder / "told"

    @property
    def _diary(self) -> Path:
        return self._folder / "diary"

    def _prepare(self) -> None:
        root = self._base
        for number in range(self.situation.articles):
            write(root / f"seeds/{number}.txt", article(number, 1 if self.situation.articles > 50 else 4))
        write(root / "site/static/one.txt", "un")
        if self.situation.built:
            self._call(root, "build")
            review(root, 4)
            self._call(root, "build")

    def _fresh(self) -> Path:
        """A publication in the situation, with all that the program remembers of it."""
        self._number += 1
        root = self._folder / str(self._number) / "press"
        shutil.copytree(self._base, root)
        if self.situation.built:
            self._call(root, "build")  # its files have moved: known again
        for part in self.situation.kept:
            shutil.rmtree(root / part)
        self.situation.change(root)
        self._diary.unlink(missing_ok=True)
        return root

    def _call(self, root: Path, command: str) -> None:
        code, _ = run([command, str(root)], self._told, self._diary, None)
        if code:
            raise click.ClickException(self._told.read_text("utf-8")[-2000:])

    def _run(self, root: Path, aim: Aim | None) -> tuple[int, Counter[str]]:
        command, *options = self.situation.command
        return run(
            [command, str(root), *options],
            self._told,
            self._diary,
            aim,
            pause=self._pause,
            real=self._real,
        )

    def aim(self, chance: random.Random, errors: bool = False) -> Aim:
        """When to kill: one time in three after a while, else at one of the steps, of any kind alike.

        Or, for `errors`, which step fails, and how.
        """
        if errors:
            step = chance.choice(sorted(self.steps))
            number = chance.randrange(self.steps[step])
            return Aim(step, number, error=chance.choice(ERRORS), lasts=chance.random() < 0.5)
        if self._real or not self.steps or chance.random() < 1 / 3:
            return Aim(seconds=chance.uniform(0.002, self.seconds))
        step = chance.choice(sorted(self.steps))
        return Aim(step, chance.randrange(self.steps[step]))

    def kill(self, aim: Aim) -> tuple[bool, bool, list[str]]:
        """One run. Returns whether it was killed, whether between two sites, and what was wrong."""
        root = self._fresh()
        words = reviewed(root / "translate")
        code, _ = self._run(root, aim)
        faults = []
        if aim.error:
            said = self._told.read_text("utf-8")
            if code not in (0, 1) or "Traceback" in said or "the program has failed" in said:
                faults.append(f"ended with {code}, saying {said[-700:]}")
            if code == 1 and not any(line.startswith("error: ") for line in said.splitlines()):
                faults.append(f"ended with {code}, saying {said[-700:]}")
        elif code != -9:
            shutil.rmtree(root.parent)
            return False, False, [] if code == 0 else [f"ended with {code} by itself"]
        faults += broken_records(root / "translate")
        if words - reviewed(root / "translate"):
            faults.append("reviewed entries are gone")
        between = bool(list(root.glob(".build-staging-*/journal.json")))
        faults += self._faults_of_site(root / "build", between, told=bool(aim.error and code))
        answered = set(self._diary.read_bytes().splitlines()) if self._diary.exists() else set()
        self._diary.unlink(missing_ok=True)
        code, _ = self._run(root, None)
        if code:
            faults.append(f"the next run ended with {code}: {self._told.read_text('utf-8')[-500:]}")
        faults += [f"{part} is another: {name}" for part, name in self._differences(root)]
        if words - reviewed(root / "translate"):
            faults.append("reviewed entries are gone after the next run")
        if self._diary.exists() and (again := answered & set(self._diary.read_bytes().splitlines())):
            faults.append(f"{len(again)} of {len(answered)} finished drafts were lost")
        if (root / "build").exists():
            faults += site_faults(root / "build")
        faults += [f"left behind: {name}" for name in litter(root)]
        if not faults:
            shutil.rmtree(root.parent)
        return True, between, faults

    def _faults_of_site(self, build: Path, between: bool, told: bool) -> Iterator[str]:
        """What is wrong with the site after the kill; one `told` of may leave an article out."""
        new = self.new["build"]
        if not build.exists():
            if self.old:
                yield "there is no site"
        elif between:
            yield from mixture_faults(build, self.old, new)
        else:
            yield from site_faults(build)
            if not told and files(build) not in (self.old, new):
                yield "the site is neither the old nor the new one"

    def _differences(self, root: Path) -> Iterator[tuple[str, str]]:
        """The files that are not as where nobody was killed."""
        for part, wanted in self.new.items():
            found = files(root / part)
            yield from (
                (part, name) for name in sorted(wanted | found) if wanted.get(name) != found.get(name)
            )


def trials(folder: Path, names: tuple[str, ...], *, real: bool, pause: float) -> list[Trial]:
    """The situations with these names, or all."""
    return [
        Trial(situation, folder, real=real, pause=pause)
        for situation in SITUATIONS
        if not names or situation.name in names
    ]


def kill_many(
    ready: list[Trial], runs: int, chance: random.Random, *, errors: bool = False
) -> dict[str, object]:
    """`runs` kills, or `errors`, the situations in turn. What goes wrong is told on standard error."""
    killed: Counter[str] = Counter()
    between = failures = 0
    for number in range(runs):
        trial = ready[number % len(ready)]
        for _ in range(_TRIES):
            aim = trial.aim(chance, errors)
            hit, mixed, faults = trial.kill(aim)
            if hit or faults:
                break
        killed[trial.situation.name] += hit
        between += mixed
        if faults:
            failures += 1
            print(f"{trial.situation.name}, {aim}: {'; '.join(faults[:4])}", file=sys.stderr, flush=True)
    return {"runs": runs, "failures": failures, "killed": dict(killed), "between": between}


@click.command()
@click.option("--runs", type=click.IntRange(1), default=200, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="For the random moments.")
@click.option("--situation", multiple=True, type=click.Choice([each.name for each in SITUATIONS]))
@click.option("--real", is_flag=True, help="With the installed model in place of a stand-in.")
@click.option("--errors", is_flag=True, help="Let steps on the disk fail in place of killing.")
@click.option("--pause", type=float, default=0.005, show_default=True, help="Seconds for eight sentences.")
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), help="On this file system.")
def main(
    runs: int,
    seed: int,
    situation: tuple[str, ...],
    real: bool,
    errors: bool,
    pause: float,
    folder: Path | None,
) -> None:
    """Kill the program at random moments, and look whether anything was lost."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        ready = trials(Path(name), situation, real=real, pause=pause)
        result: dict[str, object] = {"seed": seed, "real": real, "errors": errors}
        result |= kill_many(ready, runs, random.Random(seed), errors=errors)  # noqa: S311
    append("crashes", result)
    print(json.dumps(result))
    sys.exit(bool(result["failures"]))
