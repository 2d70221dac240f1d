"""Kill the program at random and at chosen moments, run it again, and check that nothing was lost.

Each run has its own publication, in one of several situations. There, signal 9 kills `translate`, `check` or
`build`: after a random time, before a disk operation such as a rename, or with half of a PO file written.
Afterwards, every PO file must parse, no reviewed entry may be lost or changed, and the site must be whole: it
is the old or the new one. After the same command again, every byte must be as in a publication that was never
killed, no sentence that the model had answered may go to it again, and no temporary file may remain. Word
links that a kill prevented come with the next `translate`.

With `--errors`, nothing is killed, but a disk operation fails (the disk is full, broken, read-only), once or
permanently. The program must report that in lines that start with "error:", and all of the above must hold.

`between` counts the runs that were killed while an incremental build moved its files. Then each file of the
site must be the old or the new one, no link that a reader can reach may be broken, and the next run must
complete the patch.
"""

import errno
import importlib
import json
import pkgutil
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import click

import enregard
from bench._victims import Aim, run
from bench._wholeness import broken_records, files, litter, mixture_faults, reviewed, site_faults
from bench.results import append
from enregard.errors import unexpected

_NOUNS = ("Le président", "La ministre", "Un témoin", "La préfète", "Le maire", "Une avocate", "Le juge")
_VERBS = ("a parlé", "a refusé", "est partie", "a signé l'accord", "attend la suite", "a tout vu")
_TRIES = 50

ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES, errno.EDQUOT)
"""The errors of a disk that is full, broken, read-only, not permitted, or over quota."""

_CRASHED = str(unexpected(Exception())).partition(" (")[0]
"""How the program reports a bug."""


def article(number: int, paragraphs: int = 4) -> str:
    """Return the text of a seed, which depends only on `number`."""
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
    """Write a file, and create its folder if needed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def review(root: Path, every: int) -> None:
    """Review one in `every` sentences, as a person does in an editor."""
    for path in sorted((root / "translate").rglob("*.po")):
        parts = path.read_text("utf-8").split("\n\n")
        for at in range(2, len(parts), every):
            parts[at] = parts[at].replace("#, fuzzy\n", "").replace('msgstr "', f'msgstr "Reviewed {at}. ', 1)
        path.write_text("\n\n".join(parts), "utf-8")


def new_seeds(root: Path) -> None:
    """Add six articles, remove one and change one."""
    for number in range(50, 56):
        write(root / f"seeds/new/{number}.txt", article(number))
    (root / "seeds/2.txt").unlink()
    changed = root / "seeds/3.txt"
    changed.write_text(changed.read_text("utf-8").replace("parlé", "chanté") + "\nUn ajout.\n", "utf-8")


def new_title(root: Path) -> None:
    """Change the site's title, which all pages show, and add an article."""
    write(root / "site/site.toml", 'title = "Une autre revue"\n')
    write(root / "seeds/new/50.txt", article(50))


def corrections(root: Path) -> None:
    """Do what an editor does in an hour: correct, add, remove."""
    for number in (1, 4, 5):
        path = root / f"translate/{number}.po"
        path.write_text(path.read_text("utf-8").replace("ARTICLE", "Piece"), "utf-8")
    new_seeds(root)
    write(root / "site/about.md", "# Nous\n\nQui nous sommes.\n")
    (root / "site/static/one.txt").unlink()
    write(root / "site/static/two.txt", "deux")


def moves(root: Path) -> None:
    """Exchange names in a circle, move others up, and cut sentences from one article into another."""
    seeds = root / "seeds"
    names = {1: 4, 4: 5, 5: 1, 6: 7, 7: 8, 8: 60}  # the seeds with reviewed sentences, and others
    texts = {number: (seeds / f"{number}.txt").read_text("utf-8") for number in (*names, 2, 3)}
    for number, name in names.items():
        write(seeds / f"{name}.txt", texts[number])
    write(seeds / "6.txt", article(61))
    (seeds / "9.txt").rename(seeds / "0.txt")
    head, first, *others = texts[2].split("\n\n")
    write(seeds / "2.txt", "\n\n".join([head, *others]))
    write(seeds / "3.txt", f"{texts[3]}\n{first}\n")


def nothing(root: Path) -> None:
    """Change nothing: the articles are not translated yet, or not built."""


@dataclass(frozen=True, slots=True)
class Situation:
    """A publication with some `articles`, perhaps `built`, then changed; and the `command` to kill there."""

    name: str
    command: tuple[str, ...]
    change: Callable[[Path], None]
    articles: int = 10
    built: bool = True
    removed: tuple[str, ...] = ()
    """The folders of the built publication to remove again."""


SITUATIONS = (
    Situation("first", ("build",), nothing, built=False),
    Situation("drafts", ("translate",), new_seeds),
    Situation("swap", ("build",), new_title),
    Situation("journal", ("build",), corrections),
    Situation("moves", ("build",), moves),
    Situation("findings", ("check",), corrections),
    Situation("processes", ("build", "--jobs", "2"), nothing, articles=200, removed=("build", ".enregard")),
)


class Trial:
    """A prepared situation, with its result if the command is not killed."""

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
        start = time.monotonic()
        code, self.steps = self._run(root, None)
        self.seconds = time.monotonic() - start
        if code:
            raise click.ClickException(f"{situation.name}: {self._output.read_text('utf-8')[-2000:]}")
        self.new = {part: files(root / part) for part in ("build", "translate", "seeds")}
        shutil.rmtree(root.parent)

    @property
    def _output(self) -> Path:
        return self._folder / "output"

    @property
    def _log(self) -> Path:
        return self._folder / "log"

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
        """Return a publication in this situation, with the program's state."""
        self._number += 1
        root = self._folder / str(self._number) / "press"
        shutil.copytree(self._base, root)
        if self.situation.built:
            self._call(root, "build")  # records its files, which are new
        for part in self.situation.removed:
            shutil.rmtree(root / part)
        self.situation.change(root)
        self._log.unlink(missing_ok=True)
        return root

    def _call(self, root: Path, command: str) -> None:
        code, _ = run([command, str(root)], self._output, self._log, None)
        if code:
            raise click.ClickException(self._output.read_text("utf-8")[-2000:])

    def _run(self, root: Path, aim: Aim | None) -> tuple[int, Counter[str]]:
        command, *options = self.situation.command
        return run(
            [command, str(root), *options],
            self._output,
            self._log,
            aim,
            pause=self._pause,
            real=self._real,
        )

    def aim(self, chance: random.Random, errors: bool = False) -> Aim:
        """Choose when to kill: one time in three at a random moment, otherwise at an operation of any kind.

        With `errors`, choose which operation fails, and how.
        """
        if not errors and (self._real or not self.steps or chance.random() < 1 / 3):
            return Aim(seconds=chance.uniform(0.002, self.seconds))
        step = chance.choice(sorted(self.steps))
        number = chance.randrange(self.steps[step])
        if errors:
            return Aim(step, number, error=chance.choice(ERRORS), lasts=chance.random() < 0.5)
        return Aim(step, number)

    def kill(self, aim: Aim) -> tuple[bool, bool, list[str]]:
        """Run once. Returns whether the run was killed, whether that was during a patch, and the faults."""
        root = self._fresh()
        words = reviewed(root / "translate")
        code, _ = self._run(root, aim)
        faults = []
        if aim.error:
            output = self._output.read_text("utf-8")
            expected = code == 0 or (code == 1 and re.search("^error: ", output, re.MULTILINE))
            if not expected or "Traceback" in output or _CRASHED in output:
                faults.append(f"ended with {code}: {output[-700:]}")
        elif code != -9:
            shutil.rmtree(root.parent)
            return False, False, [] if code == 0 else [f"ended with {code} before it was killed"]
        faults += broken_records(root / "translate")
        if words - reviewed(root / "translate"):
            faults.append("reviewed entries are lost")
        between = bool(list(root.glob(".build-staging-*/journal.json")))
        reported = code or "no word links" in self._output.read_text("utf-8")
        faults += self._site_faults(root / "build", between, reported=bool(aim.error and reported))
        answered = self._answered()
        self._log.unlink(missing_ok=True)
        code, _ = self._run(root, None)
        if code:
            faults.append(f"the next run ended with {code}: {self._output.read_text('utf-8')[-500:]}")
        if again := answered & self._answered():
            faults.append(f"{len(again)} of {len(answered)} finished drafts were lost")
        different = self._differences(root, self.new)
        if different and all(part == "build" or name.endswith(".links") for part, name in different):
            # Perhaps drafts were saved before the kill, but not which of their words correspond.
            self._link(root)
            different = self._differences(root, self._linked)
        faults += [f"{part}/{name} differs" for part, name in different]
        if words - reviewed(root / "translate"):
            faults.append("reviewed entries are lost after the next run")
        if (root / "build").exists():
            faults += site_faults(root / "build")
        faults += [f"left behind: {name}" for name in litter(root)]
        if not faults:
            shutil.rmtree(root.parent)
        return True, between, faults

    @cached_property
    def _linked(self) -> dict[str, dict[str, bytes]]:
        """The files after an undisturbed run, once the words of all sentences are linked."""
        root = self._fresh()
        self._run(root, None)
        self._link(root)
        linked = {part: files(root / part) for part in self.new}
        shutil.rmtree(root.parent)
        return linked

    def _link(self, root: Path) -> None:
        """Link the words of all sentences, as the next `translate` does, and run again."""
        self._call(root, "translate")
        self._run(root, None)

    def _answered(self) -> set[bytes]:
        """Return the keys of the sentences that the model has answered."""
        return set(self._log.read_bytes().splitlines()) if self._log.exists() else set()

    def _site_faults(self, build: Path, between: bool, reported: bool) -> Iterator[str]:
        """Yield the faults of the site after the kill.

        If errors were `reported`, it may lack an article, or links between words.
        """
        new = self.new["build"]
        if not build.exists():
            if self.old:
                yield "the site is missing"
        elif between:
            yield from mixture_faults(build, self.old, new)
        else:
            yield from site_faults(build)
            if not reported and files(build) not in (self.old, new):
                yield "the site is neither the old nor the new one"

    def _differences(self, root: Path, wanted: dict[str, dict[str, bytes]]) -> list[tuple[str, str]]:
        """Return the files that differ from the `wanted` ones."""
        different: list[tuple[str, str]] = []
        for part, expected in wanted.items():
            found = files(root / part)
            names = sorted(expected.keys() | found.keys())
            different += [(part, name) for name in names if expected.get(name) != found.get(name)]
        return different


def import_program() -> None:
    """Import every module of the program, so that each run, a fork of this process, starts at once."""
    for module in pkgutil.walk_packages(enregard.__path__, "enregard."):
        if module.name not in ("enregard.__main__", "enregard.testing"):
            importlib.import_module(module.name)


def trials(folder: Path, names: tuple[str, ...], *, real: bool, pause: float) -> list[Trial]:
    """Prepare the situations with these names, or all."""
    import_program()
    return [
        Trial(situation, folder, real=real, pause=pause)
        for situation in SITUATIONS
        if not names or situation.name in names
    ]


def kill_many(
    ready: list[Trial], runs: int, chance: random.Random, *, errors: bool = False
) -> dict[str, object]:
    """Kill `runs` times, or inject `errors`, in each situation in turn. Prints faults to standard error."""
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
@click.option("--seed", type=int, default=1, show_default=True, help="Seed of the random moments.")
@click.option("--situation", multiple=True, type=click.Choice([each.name for each in SITUATIONS]))
@click.option("--real", is_flag=True, help="Use the installed model instead of a fake one.")
@click.option("--errors", is_flag=True, help="Let disk operations fail instead of killing.")
@click.option(
    "--pause",
    type=float,
    default=0.005,
    show_default=True,
    help="Seconds per eight sentences of the fake model.",
)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to put the publications, to choose the file system.",
)
def main(
    runs: int,
    seed: int,
    situation: tuple[str, ...],
    real: bool,
    errors: bool,
    pause: float,
    folder: Path | None,
) -> None:
    """Kill the program at random moments, and check that nothing was lost."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        ready = trials(Path(name), situation, real=real, pause=pause)
        result: dict[str, object] = {"seed": seed, "real": real, "errors": errors}
        result |= kill_many(ready, runs, random.Random(seed), errors=errors)  # noqa: S311
    append("crashes", result)
    print(json.dumps(result))
    sys.exit(bool(result["failures"]))
