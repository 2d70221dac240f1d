"""Let random histories happen to a publication, and check that reviewed translations follow their sentences.

In each history, several articles with some common sentences are renamed, swapped, moved up, split, merged,
cut, restored, edited, copied, unpublished, deleted and brought back, with a build after each step. In
between, a person reviews sentences. After each build:

* a sentence that a person reviewed is reviewed in some article, if any article has it;
* an article has every sentence reviewed that was reviewed in it before, under whatever name, unless another
  article has the same sentence;
* everything that a person wrote, and every editor's note, is still in a PO file;
* the next build changes nothing;
* a build without a state, one with several processes, and `translate` give the same bytes.
"""

import json
import random
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import click
import jinja2
import polib

from bench.results import append
from enregard.build import render
from enregard.pipeline import build, model_info, translate
from enregard.publication.publication import open_publication
from enregard.translate.draft.drafter import Drafter
from enregard.translate.record.comments import note_of, with_note
from tests.stand_in import Collected, shouting_source

_PLACES = ("port", "marché", "lac", "musée", "phare", "moulin", "pont", "jardin", "canal", "stade")
_FOLDERS = ("", "", "actes/", "Actes/2/")
_SUFFIXES = (".txt", ".txt", ".md", ".TXT")


def sentence(number: int) -> str:
    """Return a sentence that depends only on `number`."""
    return f"La note {number} décrit le {_PLACES[number % 10]} du quartier {number // 10}."


COMMON = [sentence(number) for number in range(4)]
"""Sentences that most articles have."""


@dataclass(slots=True, eq=False)
class Story:
    """An article through all its names; `name` is empty while it is deleted."""

    name: str
    text: list[str]
    draft: bool = False
    first: list[str] = field(default_factory=list)

    @property
    def record(self) -> str:
        """The path of its record below `translate/`."""
        return f"{self.name.rpartition('.')[0]}.po"


class History:
    """A publication in the folder `root`, and what happens to it."""

    def __init__(self, root: Path, chance: random.Random) -> None:
        self._root = root
        self._chance = chance
        self._numbers = count(4)
        self._names = count()
        self._stories: list[Story] = []
        self.written: set[tuple[str, str]] = set()
        """What a person reviewed, and how."""
        self.notes: set[tuple[str, str]] = set()
        """The editor's notes on sentences."""
        for _ in range(chance.randint(2, 6)):
            self._stories.append(self._new())

    def _new(self, text: list[str] | None = None) -> Story:
        if text is None:
            text = [sentence(next(self._numbers)) for _ in range(self._chance.choice((1, 3, 5, 8)))]
            text += self._chance.sample(COMMON, self._chance.randint(0, 4))
        return Story(self._free_name(), [*text], first=[*text])

    def _free_name(self) -> str:
        number = next(self._names)
        name = self._chance.choice((f"chapitre-{number}", f"c{number}", f"C{number}"))
        return f"{self._chance.choice(_FOLDERS)}{name}{self._chance.choice(_SUFFIXES)}"

    def alive(self) -> list[Story]:
        """Return the articles that exist."""
        return [story for story in self._stories if story.name]

    def step(self) -> list[str]:
        """Let one to three things happen, and return their names."""
        done = []
        for _ in range(self._chance.choice((1, 1, 2, 3))):
            event = self._chance.choice(EVENTS)
            if event(self):
                done.append(event.__name__)
        self.write()
        return done

    def write(self) -> None:
        """Write the seeds."""
        seeds = self._root / "seeds"
        shutil.rmtree(seeds, ignore_errors=True)
        seeds.mkdir(parents=True)
        for story in self.alive():
            path = seeds / story.name
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = story.draft
            if story.name.endswith(".md"):
                head = "---\ndraft: true\n---\n\n" if draft else ""
            else:
                head = "draft: true\n\n" if draft else ""
            path.write_text(head + "\n\n".join(story.text) + "\n", "utf-8")

    def some(self, number: int) -> list[Story]:
        """Return `number` different articles; none if there are fewer."""
        alive = self.alive()
        return self._chance.sample(alive, number) if len(alive) >= number else []

    def review(self) -> None:
        """Review some of the drafts in the records."""
        for story in self.alive():
            path = self._root / "translate" / story.record
            if not path.exists() or self._chance.random() < 0.4:
                continue
            po = polib.pofile(str(path), wrapwidth=78)
            changed = False
            for entry in po:
                if entry.fuzzy and not entry.obsolete and self._chance.random() < 0.6:
                    entry.msgstr = f"Own words {len(self.written)} for {entry.msgid[8:12]}"
                    entry.flags.remove("fuzzy")
                    entry.previous_msgid = None
                    self.written.add((entry.msgid, entry.msgstr))
                    if len(self.written) % 2 and not note_of(entry.tcomment):
                        note = f"Note {len(self.written)} on a far-away place. " * 4
                        entry.tcomment = with_note(entry.tcomment, note)
                        self.notes.add((entry.msgid, note_of(entry.tcomment)))
                    changed = True
            if changed:
                po.save()

    # What happens; each returns whether it could.

    def rename(self) -> bool:
        """Rename an article."""
        for story in self.some(1):
            story.name = self._free_name()
        return bool(self.alive())

    def rename_and_edit(self) -> bool:
        """Rename an article and change about half of it."""
        return self.rename() and self.edit()

    def swap(self) -> bool:
        """Let two articles swap their names."""
        if found := self.some(2):
            one, other = found
            one.name, other.name = other.name, one.name
        return bool(found)

    def rotate(self) -> bool:
        """Let three articles exchange their names in a circle."""
        if found := self.some(3):
            names = [story.name for story in found]
            for story, name in zip(found, names[1:] + names[:1], strict=True):
                story.name = name
        return bool(found)

    def move_up(self) -> bool:
        """Let each article take the name of the next, and add a new first one."""
        alive = sorted(self.alive(), key=lambda story: story.name)
        names = [story.name for story in alive]
        for story, name in zip(alive, [*names[1:], self._free_name()], strict=bool(names)):
            story.name = name
        if names:
            self._stories.append(self._new())
            self._stories[-1].name = names[0]
        return bool(names)

    def move_down(self) -> bool:
        """Delete the first article and let each other take the name of the one before."""
        alive = sorted(self.alive(), key=lambda story: story.name)
        names = [story.name for story in alive]
        for story, name in zip(alive, ["", *names][:-1], strict=True):
            story.name = name
        return bool(names)

    def move_folder(self) -> bool:
        """Move all articles of a folder into another."""
        folder = f"f{next(self._names)}/"
        for story in (moved := [story for story in self.alive() if story.name.startswith("actes/")]):
            story.name = folder + story.name.removeprefix("actes/")
        return bool(moved)

    def change_suffix(self) -> bool:
        """Change the suffix of an article, or its capitals."""
        for story in self.some(1):
            stem, _, suffix = story.name.rpartition(".")
            story.name = f"{stem}.{'md' if suffix != 'md' else 'TXT'}"
        return bool(self.alive())

    def split(self) -> bool:
        """Split an article in two; perhaps neither half has its name."""
        for story in self.some(1):
            at = len(story.text) // 2
            if at:
                self._stories.append(self._new(story.text[at:]))
                story.text = story.text[:at]
                if self._chance.random() < 0.5:
                    story.name = self._free_name()
        return bool(self.alive())

    def merge(self) -> bool:
        """Append an article to another; perhaps the result has a new name."""
        if found := self.some(2):
            one, other = found
            one.text += [text for text in other.text if text not in one.text]
            other.name = ""
            if self._chance.random() < 0.3:
                one.name = self._free_name()
        return bool(found)

    def cut_and_paste(self) -> bool:
        """Move sentences from an article to another."""
        if found := self.some(2):
            one, other = found
            cut = self._chance.sample(one.text, self._chance.randint(0, len(one.text) - 1))
            one.text = [text for text in one.text if text not in cut]
            other.text += [text for text in cut if text not in other.text]
        return bool(found)

    def cut(self) -> bool:
        """Cut an article to a part of itself."""
        for story in self.some(1):
            story.text = self._chance.sample(story.text, self._chance.randint(1, len(story.text)))
        return bool(self.alive())

    def restore(self) -> bool:
        """Give an article its first text again."""
        for story in self.some(1):
            story.text = [*story.first]
        return bool(self.alive())

    def edit(self) -> bool:
        """Replace about half of an article."""
        for story in self.some(1):
            story.text = [
                text if self._chance.random() < 0.5 else sentence(next(self._numbers)) for text in story.text
            ]
        return bool(self.alive())

    def copy(self) -> bool:
        """Copy an article, twice, and perhaps delete it."""
        for story in self.some(1):
            self._stories += [self._new(story.text) for _ in range(self._chance.randint(1, 2))]
            if self._chance.random() < 0.3:
                story.name = ""
        return bool(self.alive())

    def add(self) -> bool:
        """Add an article."""
        self._stories.append(self._new())
        return True

    def toggle_draft(self) -> bool:
        """Unpublish an article, or publish it."""
        for story in self.some(1):
            story.draft = not story.draft
        return bool(self.alive())

    def delete(self) -> bool:
        """Delete an article."""
        for story in self.some(1):
            story.name = ""
        return bool(self.alive())

    def bring_back(self) -> bool:
        """Bring back a deleted article under a new name."""
        gone = [story for story in self._stories if not story.name]
        if gone:
            self._chance.choice(gone).name = self._free_name()
        return bool(gone)


EVENTS = (
    *(History.rename, History.rename_and_edit, History.swap, History.rotate, History.move_up),
    *(History.move_down, History.move_folder, History.change_suffix, History.split, History.merge),
    *(History.cut_and_paste, History.cut, History.restore, History.edit, History.copy, History.add),
    *(History.toggle_draft, History.delete, History.bring_back),
)


def reviewed(path: Path, *, obsolete: bool = False) -> dict[str, set[str]]:
    """Return the reviewed sentences of a PO file with their translations; `obsolete` ones too."""
    found: dict[str, set[str]] = {}
    for entry in polib.pofile(str(path)) if path.exists() else ():
        if entry.msgstr and not entry.fuzzy and (obsolete or not entry.obsolete):
            found.setdefault(entry.msgid, set()).add(entry.msgstr)
    return found


def run(root: Path, *, jobs: int = 1, only_translate: bool = False) -> list[str]:
    """Build or translate the publication in `root` with a fake model. Returns the problems."""
    report = Collected()
    publication = open_publication(root)
    with Drafter(lambda: shouting_source(root / ".enregard/memory"), report) as drafter:
        if only_translate:
            for _ in translate(publication, drafter, report):
                pass
        else:
            build(publication, drafter, model_info(publication), report, jobs=jobs, search=False)
    return report.problems


def files(root: Path, *folders: str) -> dict[str, bytes]:
    """Read every file in some folders of `root`."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for folder in folders
        for path in sorted((root / folder).rglob("*"))
        if path.is_file()
    }


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Return the names of the files that differ."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def live(seed: int, steps: int, folder: Path) -> Iterator[str]:
    """Live through a history, and yield what went wrong."""
    chance = random.Random(seed)  # noqa: S311 - not a secret
    root = folder / "press"
    history = History(root, chance)
    (root / "site").mkdir(parents=True)
    (root / "site/site.toml").write_text("search = false\n", "utf-8")
    history.write()
    run(root)
    for number in range(steps):
        history.review()
        if chance.random() < 0.7:  # otherwise the review and the next step come together
            run(root)
        before = {story: reviewed(root / "translate" / story.record).keys() for story in history.alive()}
        done = f"{seed}, step {number} ({', '.join(history.step())})"
        copies = [folder / f"copy{index}" for index in range(3)] if chance.random() < 0.3 else []
        for copy in copies:
            shutil.copytree(root, copy, ignore=shutil.ignore_patterns("build", ".enregard"))
        problems = run(root)
        if problems:
            yield f"{done}: {problems[:2]}"
        yield from (f"{done}: {fault}" for fault in _faults(root, history, before))
        if copies:
            run(copies[0])
            with several_processes():
                run(copies[1], jobs=2)
            run(copies[2], only_translate=True)
            for name, copy in zip(("full", "processes", "translate"), copies, strict=True):
                parts = ("translate",) if name == "translate" else ("translate", "build")
                if found := differences(files(root, *parts), files(copy, *parts)):
                    yield f"{done}: {name} differs: {found[:5]}"
                shutil.rmtree(copy)
        old = files(root, "translate", "build")
        run(root)
        if found := differences(old, files(root, "translate", "build")):
            yield f"{done}: the next build changes {found[:5]}"


def _faults(root: Path, history: History, before: Mapping[Story, Set[str]]) -> Iterator[str]:
    """Yield which reviewed words are out of use or lost."""
    now = {story: reviewed(root / "translate" / story.record) for story in history.alive()}
    in_use = {msgid for found in now.values() for msgid in found}
    known = {msgid for msgid, _ in history.written}
    everything: set[tuple[str, str]] = set()
    for path in (root / "translate").rglob("*.po"):
        for msgid, words in reviewed(path, obsolete=True).items():
            everything |= {(msgid, one) for one in words}
    notes = {
        (entry.msgid, note_of(entry.tcomment))
        for path in (root / "translate").rglob("*.po")
        for entry in polib.pofile(str(path))
    }
    if lost := history.notes - notes:
        yield f"lost notes: {sorted(lost)[:3]}"
    if lost := history.written - everything:
        yield f"lost: {sorted(lost)[:3]}"
    for story, found in now.items():
        published = set(story.text)
        if unused := (published & known) - in_use:
            yield f"out of use in {story.name}: {sorted(unused)[:3]}"
        # A copy is as good as the original, and may have its name.
        elsewhere = {text for other in now if other is not story for text in other.text}
        if left := (published & before.get(story, set())) - found.keys() - elsewhere:
            yield f"no longer reviewed in {story.name}: {sorted(left)[:3]}"


@contextmanager
def several_processes() -> Iterator[None]:
    """Let two articles be worth a process each."""
    with patch.object(render, "_WORTH_A_PROCESS", 1):
        yield


@contextmanager
def templates_compiled_once() -> Iterator[None]:
    """Keep compiled templates from build to build: compiling takes most of the time of a small one."""
    compiled: dict[str, Any] = {}
    original: Any = jinja2.Environment.compile

    def compile_(environment: jinja2.Environment, source: str, *more: Any) -> Any:
        if source not in compiled:
            compiled[source] = original(environment, source, *more)
        return compiled[source]

    with patch.object(jinja2.Environment, "compile", compile_):
        yield


def live_many(seeds: Iterable[int], steps: int) -> Iterator[list[str]]:
    """Live through a history for each of `seeds`, and yield what went wrong in it."""
    with templates_compiled_once():
        for seed in seeds:
            with TemporaryDirectory() as folder:
                yield list(live(seed, steps, Path(folder)))


@click.command()
@click.option("--runs", type=click.IntRange(1), default=1000, show_default=True)
@click.option("--steps", type=click.IntRange(1), default=6, show_default=True, help="Builds in each.")
@click.option("--seed", type=int, default=1, show_default=True, help="Number of the first history.")
def main(runs: int, steps: int, seed: int) -> None:
    """Check that reviewed translations survive random histories."""
    failures = 0
    for faults in live_many(range(seed, seed + runs), steps):
        failures += bool(faults)
        for fault in faults[:4]:
            print(fault, file=sys.stderr, flush=True)
    result = {"runs": runs, "steps": steps, "seed": seed, "failures": failures}
    append("histories", result)
    print(json.dumps(result))
    sys.exit(bool(failures))
