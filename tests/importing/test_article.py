"""Importing an English text as the translation of an article."""

from pathlib import Path

import polib
import pytest

from enregard.errors import EnregardError
from enregard.importing.article import find_seed, read_english
from enregard.publication.publication import open_publication
from tests.importing.examples import comment, entries, publication, run

SEED = """\
---
title: Le général à Genève
description: Ce qu'a dit le général.
tags: [guerre, Suisse]
---

Le général McKenzie est arrivé à Genève lundi 3 mai. Il a rencontré **12 ministres** suisses.

## La conférence

Une conférence de presse a duré deux heures ; on y voyait [le président du Conseil](https://example.org/fr)[^1].

![Une carte de Genève](carte.png "La carte")

Les négociations continueront jusqu'en 2025. Personne ne sait où.

[^1]: Une note en bas de page.
"""

ENGLISH = """\
---
title: The general in Geneva
description: What the general said.
tags: [war, Switzerland]
lang: en
---

Gen. McKenzie arrived in Geneva on Monday 3 May and met **12 Swiss ministers**.

## The conference

A press conference lasted two hours. [The president of the Council](https://example.org/fr) was there[^note].

Coffee was served to journalists and their drivers.

![A map of Geneva](carte.png "The map")

Negotiations will go on until 2025.

[^note]: A footnote.
"""


DRAFTS = {
    "Les négociations continueront jusqu'en 2025.": "Negotiations will continue until 2025.",
    "Personne ne sait où.": "No one knows where.",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return publication(tmp_path / "p", a=SEED, b="# Autre\n\nRien de cela.\n")


@pytest.fixture
def drafted(root: Path) -> Path:
    """Add some machine drafts."""
    entry = '#. Machine draft by m 1 (x)\n#, fuzzy\nmsgid "{}"\nmsgstr "{}"\n'
    text = "\n".join(entry.format(*pair) for pair in DRAFTS.items())
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    (root / "translate" / "a.po").write_text(head + text, "utf-8")
    return root


@pytest.fixture
def english(tmp_path: Path) -> Path:
    path = tmp_path / "english.md"
    path.write_text(ENGLISH, "utf-8")
    return path


def test_a_whole_article(drafted: Path, english: Path) -> None:
    root = drafted
    result = run(english, root, "--article", "seeds/a.md")
    assert result.exit_code == 0, result.output
    path = root / "translate" / "a.po"
    found = {entry.msgid: (entry.msgstr, not entry.fuzzy) for entry in entries(path)}
    assert found["Le général à Genève"] == ("The general in Geneva", True)
    assert found["Ce qu'a dit le général."] == ("What the general said.", True)
    assert [found[word] for word in ("guerre", "Suisse")] == [("war", True), ("Switzerland", True)]
    first, second = (
        "Le général McKenzie est arrivé à Genève lundi 3 mai.",
        "Il a rencontré <1>12 ministres</1> suisses.",
    )
    assert found[first] == ("Gen. McKenzie arrived in Geneva on Monday 3 May", False)
    assert found[second] == ("and met <1>12 Swiss ministers</1>.", False)
    assert "cut an English sentence" in comment(path, first)
    assert found["La conférence"][0] == "The conference"
    press = next(msgid for msgid in found if msgid.startswith("Une conférence"))
    assert found[press][0] == (
        "A press conference lasted two hours. <1>The president of the Council</1> was there<2/>."
    )
    assert found["Une carte de Genève"][0] == "A map of Geneva"
    assert found["La carte"][0] == "The map"
    assert found["Les négociations continueront jusqu'en 2025."] == (
        "Negotiations will go on until 2025.",
        True,
    )
    assert found["Personne ne sait où."] == ("No one knows where.", False)
    assert found["Une note en bas de page."][0] == "A footnote."
    assert "no English: seeds/a.md:15: Personne ne sait où." in result.output
    coffee = "Coffee was served to journalists and their drivers."
    assert f"no match: english.md:14: “{coffee}” is kept in a comment near line" in result.output
    kept = [entry for entry in polib.pofile(str(path)) if coffee in " ".join(entry.comment.split())]
    assert [entry.msgid for entry in kept] == [press]
    assert not (root / "translate" / "b.po").exists()
    again = run(english, root, "--article", "a.md")
    assert "0 sentences imported" in again.output


def test_an_uncertain_pair_is_a_draft_that_says_so(tmp_path: Path) -> None:
    root = publication(tmp_path / "p", a="Elle rit. Il pleut.\n")
    path = tmp_path / "e.txt"
    path.write_text("Rain. Laughter.\n", "utf-8")
    run(path, root, "--article", "a.md")
    found = [entry for entry in entries(root / "translate" / "a.po") if entry.msgstr]
    assert found
    assert all(entry.fuzzy for entry in found)
    comments = [comment(root / "translate" / "a.po", entry.msgid) for entry in found]
    assert all("by the program, which is not sure" in each or "the program cut" in each for each in comments)


def test_with_reviewed_only_split_sentences_are_drafts(root: Path, english: Path) -> None:
    run(english, root, "--article", "a.md", "--reviewed")
    path = root / "translate" / "a.po"
    drafts = [entry.msgid for entry in entries(path) if entry.fuzzy]
    assert drafts
    assert all("the program cut" in comment(path, msgid) for msgid in drafts)


OTHER = (
    "Bees are dying in every orchard.\n\nNobody has found out why, although many have looked.\n\n"
    "Farmers hire men with brushes to do their work. The pears are small this year!\n\nIt is sad.\n"
)


def test_the_english_of_another_article_is_refused(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "other.txt"
    path.write_text(OTHER, "utf-8")
    result = run(path, root, "--article", "a.md")
    assert result.exit_code == 1
    assert "hardly matches seeds/a.md, so nothing was written" in result.output
    assert not (root / "translate" / "a.po").exists()
    assert run(path, root, "--article", "a.md", "--reviewed").exit_code == 0
    assert (root / "translate" / "a.po").exists()


def test_an_earlier_pairing_proves_nothing(root: Path, english: Path) -> None:
    run(english, root, "--article", "a.md")
    before = entries(root / "translate" / "a.po")
    assert any(entry.fuzzy for entry in before)
    run(english, root, "--article", "a.md")
    assert entries(root / "translate" / "a.po") == before


def test_a_reviewed_sentence_stays(drafted: Path, english: Path) -> None:
    root = drafted
    run(english, root, "--article", "a.md")
    path = root / "translate" / "a.po"
    text = path.read_text("utf-8").replace("Negotiations will go on until 2025.", "Talks go on.")
    path.write_text(text, "utf-8")
    result = run(english, root, "--article", "a.md")
    assert "conflict: translate/a.po:" in result.output
    assert "reviewed as “Talks go on.”" in result.output
    assert "Negotiations will go on until 2025." in comment(
        path, "Les négociations continueront jusqu'en 2025."
    )
    assert "Talks go on." in [entry.msgstr for entry in entries(path)]


def test_the_article_may_be_named_in_any_way(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = open_publication(root)
    monkeypatch.chdir(root / "seeds")
    for name in ("seeds/a.md", "a.md", str(root / "seeds" / "a.md"), "../seeds/a.md"):
        assert str(find_seed(opened, name)) == "a.md"
    with pytest.raises(
        EnregardError, match=r"is not an article of this publication: did you mean seeds/b.md"
    ):
        find_seed(opened, "bb.md")


def test_an_unreadable_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "e.txt"
    path.write_bytes(b"One.\n\xff\n")
    with pytest.raises(EnregardError) as caught:
        read_english(path)
    assert (caught.value.path, caught.value.line) == (path, 2)


def test_an_exchange_file_is_refused_as_an_english_text(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "e.xlf"
    path.write_text("<xliff/>", "utf-8")
    result = run(path, root, "--article", "a.md")
    assert result.exit_code == 1
    assert "is not a text or Markdown file: save it as .txt or .md" in result.output


def test_an_english_text_for_headers_alone_is_kept(tmp_path: Path) -> None:
    root = publication(tmp_path / "p", a="---\ntitle: Une carte\n---\n\n![](carte.png)\n")
    path = tmp_path / "e.md"
    path.write_text("---\ntitle: A map\n---\n\nWords that the French has not.\n", "utf-8")
    result = run(path, root, "--article", "a.md")
    assert "no match: e.md:5: “Words that the French has not.”" in result.output
    assert "Words that the French has not." in comment(root / "translate" / "a.po", "Une carte")
    assert entries(root / "translate" / "a.po") == [("Une carte", "A map", False)]


def test_a_title_that_stays_french_takes_no_place_in_the_record(tmp_path: Path) -> None:
    seed = "# Gloire {translate=no}\n\nLe chat dort.\n\n![Une carte](https://example.org/c.png)\n"
    root = publication(tmp_path / "p", a=seed)
    english = tmp_path / "english.md"
    english.write_text("# Glory\n\nThe cat sleeps.\n\n![A map](https://example.org/c.png)\n", "utf-8")
    result = run(english, root, "--article", "seeds/a.md", "--reviewed")
    assert (result.exit_code, result.exception) == (0, None), result.output
    assert entries(root / "translate" / "a.po")[1:] == [("Une carte", "A map", False)]
    assert entries(root / "translate" / "a.po")[0].msgid == "Le chat dort."
    assert "The cat sleeps." in entries(root / "translate" / "a.po")[0].msgstr
