"""The memory gives back what it was given, for the same model only, and can be lost without harm."""

from pathlib import Path

from enregard.translate.draft.cache import DraftCache


def test_drafts_are_recalled_in_a_later_run(tmp_path: Path) -> None:
    path = tmp_path / ".enregard" / "memory.sqlite"
    many = {f"Phrase {number}.": f"Sentence {number}." for number in range(1200)}
    with DraftCache(path, "model 1") as memory:
        memory.keep(many)
    with DraftCache(path, "model 1") as memory:
        assert memory.recall([*many, "Autre."]) == many


def test_another_model_knows_nothing_of_them(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    with DraftCache(path, "model 1") as memory:
        memory.keep({"Oui.": "Yes."})
    with DraftCache(path, "model 2") as memory:
        assert memory.recall(["Oui."]) == {}


def test_a_broken_memory_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    path.write_bytes(b"no database at all" * 100)
    with DraftCache(path, "model 1") as memory:
        memory.keep({"Oui.": "Yes."})
    with DraftCache(path, "model 1") as memory:
        assert memory.recall(["Oui."]) == {"Oui.": "Yes."}


def test_where_no_file_can_be_made_the_run_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with DraftCache(tmp_path / "file" / "memory.sqlite", "model 1") as memory:
        memory.keep({"Oui.": "Yes."})
        assert memory.recall(["Oui."]) == {"Oui.": "Yes."}
