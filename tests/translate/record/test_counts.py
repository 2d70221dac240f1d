"""A PO file that lacks entries is left untouched until it is whole."""

from pathlib import Path

import polib
import pytest

from enregard.errors import EnregardError
from enregard.translate.record.record import open_record, save_record
from tests.translate.record.test_record import review, sentences, translate

SENTENCES = (
    "Un.",
    "Deux.",
    "Oui.",
    "Oui.",
    "Une phrase assez longue pour que son anglais prenne deux lignes ici.",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A record with two obsolete entries, all reviewed."""
    path = tmp_path / "translate" / "a.po"
    translate(path, *SENTENCES, "Quatre.", "Cinq.")
    for msgid in (*dict.fromkeys(SENTENCES), "Quatre.", "Cinq."):
        review(
            path, msgid, f"{msgid} By hand, in so many words that the line must be wrapped by all PO writers."
        )
    translate(path, *SENTENCES)
    return path


def message(path: Path, *plain: str) -> str:
    """Return the message about a file that is left untouched."""
    before = path.read_bytes()
    with pytest.raises(EnregardError) as caught:
        open_record(path, "translate/a.po", sentences(*plain))
    assert path.read_bytes() == before
    return str(caught.value)


def header_line(path: Path, name: str = "X-Enregard-Sentences") -> int:
    return next(at for at, line in enumerate(path.read_text("utf-8").splitlines(), 1) if name in line)


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def test_wherever_a_file_is_cut_off_the_program_writes_nothing(path: Path) -> None:
    whole = path.read_bytes()
    assert b"X-Enregard-Sentences: 5" in whole
    assert b"X-Enregard-Obsolete: 2" in whole
    for cut in range(len(whole)):
        path.write_bytes(whole[:cut])
        try:
            record = open_record(path, "translate/a.po", sentences(*SENTENCES))
        except EnregardError:
            continue
        assert not record.missing()
        assert not save_record(record)
    path.write_bytes(whole)
    assert not save_record(open_record(path, "translate/a.po", sentences(*SENTENCES)))


def test_so_is_one_with_other_line_ends(path: Path) -> None:
    windows = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(windows[: len(windows) // 2])
    assert "translate/a.po:" in message(path, *SENTENCES)
    path.write_bytes(windows)
    assert not save_record(open_record(path, "translate/a.po", sentences(*SENTENCES)))


def test_the_message_counts_and_says_how_to_confirm(path: Path) -> None:
    po = polib.pofile(str(path))
    del po[1:3]
    po.save()
    line = header_line(path)
    assert message(path, *SENTENCES) == (
        f"translate/a.po:{line}: only 5 of the 7 entries counted here are in the file, as if it were half "
        "written; left untouched: complete or restore it, or remove this line if you deleted the others"
    )
    text = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(text[: line - 1] + text[line:]), "utf-8")
    assert "Cinq." in path.read_text("utf-8")
    translate(path, *SENTENCES)
    assert "X-Enregard-Sentences: 5" in path.read_text("utf-8")


def test_an_entry_made_obsolete_by_hand_is_not_missing(path: Path) -> None:
    po = polib.pofile(str(path))
    po[0].obsolete = True
    po.save()
    assert translate(path, *SENTENCES).entries[0].msgstr.startswith("Un. By hand")


def test_a_file_of_an_earlier_version_counts_only_its_sentences(path: Path) -> None:
    change(path, '"X-Enregard-Obsolete: 2\\n"\n', "")
    before = path.read_bytes()
    translate(path, *SENTENCES)
    assert path.read_bytes() == before
    po = polib.pofile(str(path))
    del po[0]
    po.save()
    assert "only 4 of the 5 entries" in message(path, *SENTENCES)


def test_a_file_without_counts_may_lack_entries_but_not_all(path: Path) -> None:
    change(path, '"X-Enregard-Sentences: 5\\n"\n', "")
    text = path.read_text("utf-8")
    path.write_text(text[: text.index("\n\n") + 1], "utf-8")
    assert message(path, *SENTENCES).startswith("translate/a.po: has no entries; left untouched: restore")
    assert open_record(path, "translate/a.po", []).entries == []


@pytest.mark.parametrize("name", ["X-Enregard-Sentences", "X-Enregard-Obsolete"])
@pytest.mark.parametrize("value", ["9" * 23, "-1", "٣", "³", "5,0", "1e1", "5 2", "9" * 5000, "five"])
def test_a_damaged_count_is_reported(path: Path, name: str, value: str) -> None:
    count = 5 if name == "X-Enregard-Sentences" else 2
    change(path, f"{name}: {count}", f"{name}: {value}")
    line = header_line(path, name)
    assert message(path, *SENTENCES) == (
        f"translate/a.po:{line}: the header is damaged: {name} is not a number of entries; "
        "left untouched: remove this line"
    )


def test_a_second_header_is_not_counted_as_an_entry(path: Path) -> None:
    text = path.read_text("utf-8")
    header = text[text.index('msgid ""') : text.index("\n\n")]
    first = text.index('msgid "Un."')
    path.write_text(text[:first] + header + text[text.index("\n\n", first) :], "utf-8")
    assert "only 6 of the 7 entries" in message(path, *SENTENCES)
