"""Words are linked once for each sentence and translation, if a model is installed."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Self, cast

import polib
import pytest

from enregard.article.article import Text
from enregard.article.edits import Span
from enregard.errors import EnregardError
from enregard.pipeline import build, model_info, translate
from enregard.publication.publication import Publication, open_publication
from enregard.translate.draft import linker
from enregard.translate.draft.drafter import Drafter
from enregard.translate.draft.linker import WordLinker
from enregard.translate.model.aligner import Aligner
from enregard.translate.model.translator import Draft, Key
from tests.incremental import write
from tests.stand_in import Collected, Shouting, shouting_source


class FirstWords:
    """An aligner that links the first word of each sentence, and remembers what it aligned."""

    def __init__(self) -> None:
        self.aligned: list[tuple[str, str]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def align(self, pairs: Iterable[tuple[str, str]]) -> Iterator[list[tuple[Span, Span]]]:
        for french, english in pairs:
            self.aligned.append((french, english))
            yield [((0, french.index(" ")), (0, english.index(" ")))]


@pytest.fixture
def publication(tmp_path: Path) -> Publication:
    text = "# Un titre ici\n\nIl **pleut**. Il[^1] neige ![une image](x.png).\n\n[^1]: Oui oui.\n"
    write(tmp_path / "seeds/a.md", text)
    write(tmp_path / "seeds/b/c.txt", "date 2021\n\nIl pleut. La mer monte.\n")
    return open_publication(tmp_path)


class Run:
    """Runs the program with a fake model and aligner."""

    def __init__(self, publication: Publication, *, aligner: FirstWords | None = None) -> None:
        self.publication = publication
        self.aligner = aligner
        self.report = Collected()
        self.opened = 0

    def open(self) -> Aligner | None:
        self.opened += 1
        return cast("Aligner | None", self.aligner)

    def __call__(self, *, rendered: bool = False) -> list[tuple[str, str]]:
        """Translate, and build if `rendered`. Returns what was aligned."""
        publication, report = self.publication, self.report
        if self.aligner:
            self.aligner.aligned.clear()
        with (
            Drafter(lambda: shouting_source(publication.root / "memory"), report) as drafter,
            WordLinker(publication, self.open, report) as linking,
        ):
            if rendered:
                build(publication, drafter, model_info(publication), report, jobs=1, linker=linking)
            else:
                for _ in translate(publication, drafter, report, linker=linking):
                    pass
        return sorted(self.aligner.aligned) if self.aligner else []


def lines(publication: Publication, name: str) -> list[str]:
    return (publication.translate / name).read_text("utf-8").splitlines()


def test_each_pair_is_aligned_once(publication: Publication) -> None:
    run = Run(publication, aligner=FirstWords())
    assert [french for french, _ in run()] == [
        "Il  neige  .",  # without the note and the image
        "Il pleut.",
        "La mer monte.",
        "Oui oui.",
    ]
    first = lines(publication, "a.links")
    assert [line.partition(" ")[2] for line in first[1:]] == ["00"] * 3
    assert len(lines(publication, "b/c.links")) == 3
    assert run() == []
    assert run.opened == 1
    po = polib.pofile(str(publication.translate / "b/c.po"))
    po[0].msgstr, po[0].flags = "It is raining.", []
    po.save()
    assert run() == [("Il pleut.", "It is raining.")]
    assert len(lines(publication, "b/c.links")) == 3
    assert lines(publication, "a.links") == first
    changed = [first[0].replace("Version 1", "Version 0"), *first[1:-1]]
    write(publication.translate / "a.links", "\n".join([*changed, ""]))
    assert len(run()) == 3, "links of other rules"
    assert lines(publication, "a.links") == first
    write(publication.seeds / "b/c.txt", "date 2021\n\nLa mer monte.\n")
    assert run() == []
    assert len(lines(publication, "b/c.links")) == 2
    assert not run.report.problems


def test_links_are_made_by_a_build_that_drafts(publication: Publication) -> None:
    run = Run(publication, aligner=FirstWords())
    assert len(run(rendered=True)) == 4
    page = publication.build / "articles/a/index.html"
    # The second sentence shows the words of the missing image too.
    assert 'data-words="00,,00"' in page.read_text("utf-8")
    (publication.translate / "a.links").unlink()
    assert run(rendered=True) == [], "it only renders"
    assert "data-words" not in page.read_text("utf-8")
    (publication.translate / "b/c.po").unlink()
    (publication.seeds / "b/c.txt").unlink()
    assert run(rendered=True) == []
    assert not (publication.translate / "b/c.links").exists()


def test_links_that_the_model_made_while_it_drafted_need_no_aligner(
    publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def linking(self: Shouting, texts: Iterable[tuple[Key, Text]]) -> Iterator[tuple[Key, Draft]]:
        for key, draft in stream(self, texts):
            yield key, replace(draft, links=None if "neige" in str(key) else "00")

    stream = Shouting.stream
    monkeypatch.setattr(Shouting, "stream", linking)
    run = Run(publication, aligner=FirstWords())
    assert [french for french, _ in run()] == ["Il  neige  ."]
    assert [len(lines(publication, name)) for name in ("a.links", "b/c.links")] == [4, 3]
    assert run() == []
    assert run.opened == 1


def test_without_a_model_nothing_happens(publication: Publication) -> None:
    Run(publication, aligner=FirstWords())()
    kept = lines(publication, "b/c.links")
    write(publication.seeds / "b/c.txt", "date 2021\n\nLa mer descend.\n")
    run = Run(publication)
    run()
    run()
    assert lines(publication, "b/c.links") == kept
    assert run.report.notes == []


def test_a_failure_is_noted_once(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linker, "WINDOW", 1)
    (publication.translate / "a.links").mkdir(parents=True)
    run = Run(publication, aligner=FirstWords())
    run()
    assert len(run.report.notes) == 1
    assert run.report.notes[0].startswith("no word links: translate/a.links: cannot be written")

    def fail() -> None:
        raise EnregardError("damaged")

    monkeypatch.setattr(run, "open", fail)
    (publication.translate / "a.links").rmdir()
    run()
    assert run.report.notes[1:] == ["no word links: damaged"]
    assert not run.report.problems


def test_few_articles_wait_for_their_links(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linker, "ARTICLES", 1)
    waiting: list[int] = []
    finish = WordLinker._finish

    def counted(self: WordLinker, window: list[Any]) -> Iterator[Any]:
        waiting.append(len(window))
        return finish(self, window)

    monkeypatch.setattr(WordLinker, "_finish", counted)
    Run(publication, aligner=FirstWords())()
    assert waiting == [1, 1, 0]


def test_links_of_articles_that_are_gone_are_removed(publication: Publication) -> None:
    run = Run(publication, aligner=FirstWords())
    run()
    for name in ("seeds/b/c.txt", "translate/b/c.po"):
        (publication.root / name).unlink()
    write(publication.translate / "mine.links", "my own")
    run()
    assert sorted(it.name for it in publication.translate.rglob("*.links")) == ["a.links", "mine.links"]
