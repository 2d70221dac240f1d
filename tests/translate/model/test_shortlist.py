"""A shortlist comes back as it was packed, is used for its own model only, and costs no quality there."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.article.article import Text
from enregard.errors import EnregardError
from enregard.translate.draft.source import decoding_of, model_source, shortlist_for
from enregard.translate.model.engine import Decoding, Engine
from enregard.translate.model.install import Installed, read_pin
from enregard.translate.model.options import Options
from enregard.translate.model.shortlist import (
    BUNDLED,
    Shortlist,
    bundled,
    fits,
    model_files,
    pack,
    read_vocabulary,
    unpack,
)
from tests.conftest import SHARED
from tests.stand_in import Collected

PIECES = ["<unk>", "▁le", "▁chat", "▁the", "▁cat", "s"]
RULES = {(): [3], (2,): [4], (1, 2): [4, 5]}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "shared_vocabulary.json").write_text(json.dumps(PIECES), "utf-8")
    (tmp_path / "model" / "model.bin").write_bytes(b"weights")
    return tmp_path


@given(
    st.dictionaries(
        st.lists(st.integers(0, 59_512), max_size=6).map(tuple),
        st.sets(st.integers(0, 59_512), min_size=1, max_size=30),
        max_size=40,
    )
)
def test_rules_come_back_as_they_were_packed(rules: dict[tuple[int, ...], set[int]]) -> None:
    unpacked = unpack(pack(rules, ["a"], PIECES)).rules()
    assert unpacked == {key: sorted(ids) for key, ids in rules.items()}


def test_every_piece_may_be_answered_with_itself() -> None:
    lines = unpack(pack(RULES, ["a"], PIECES)).vocabulary_map(PIECES).decode().splitlines()
    assert lines[0] == "\t▁the"
    assert set(lines[1:]) == {
        "<unk>\t<unk>",
        "▁le\t▁le",
        "▁chat\t▁chat ▁cat",
        "▁the\t▁the",
        "▁cat\t▁cat",
        "s\ts",
        "▁le ▁chat\t▁cat s",
    }


def test_a_list_fits_the_model_it_was_made_for(package: Path) -> None:
    shortlist = unpack(pack(RULES, ["abc"], PIECES))
    assert fits(shortlist, package, ["abc"])
    assert not fits(shortlist, package, ["abd", ""])
    (package / "model" / "shared_vocabulary.json").write_text(json.dumps(PIECES[::-1]), "utf-8")
    assert not fits(shortlist, package, ["abc"])
    (package / "model" / "shared_vocabulary.json").unlink()
    assert not fits(shortlist, package, ["abc"])
    with pytest.raises(EnregardError, match="no vocabulary that both languages share"):
        read_vocabulary(package)


def test_the_folder_of_the_model_is_not_altered(package: Path) -> None:
    files = model_files(package, unpack(pack(RULES, ["abc"], PIECES)))
    assert set(files) == {"model.bin", "shared_vocabulary.json", "vmap.txt"}
    assert not (package / "model" / "vmap.txt").exists()


@pytest.mark.parametrize("damaged", [b"", b"\xfd7zXZ", BUNDLED.read_bytes()[:-100]])
def test_a_damaged_list_is_told_from_a_whole_one(damaged: bytes) -> None:
    with pytest.raises(ValueError, match="is not a shortlist"):
        unpack(damaged)


def test_the_bundled_list_is_small_enough_to_come_with_the_program() -> None:
    assert BUNDLED.stat().st_size <= 4_000_000


def installed(path: Path, sha256: str) -> Installed:
    return Installed(path, "m", "1", sha256, "here", "", "")


def test_another_model_is_translated_with_without_it_and_one_line_says_so(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from enregard.translate.draft import source
    from enregard.translate.glossary.glossary import Glossary

    monkeypatch.setattr(source, "ready_model", lambda *_: installed(package, "f" * 64))
    report = Collected()
    made = model_source(read_pin(None), Glossary(), tmp_path, Options(), report)  # type: ignore[arg-type]
    assert "shortlist" not in made.settings
    assert len(report.notes) == 1
    assert "shortlist" in report.notes[0]
    made = model_source(read_pin(None), Glossary(), tmp_path, Options(exact=True), report)  # type: ignore[arg-type]
    assert len(report.notes) == 1


def test_drafts_made_with_it_say_so() -> None:
    assert str(Decoding()) == "beam 4, length penalty 0.2"
    assert str(Decoding(shortlist="0123abcd")) == "beam 4, length penalty 0.2, shortlist 0123abcd"


@pytest.mark.model
def test_it_is_on_by_default_and_off_where_asked(model: Installed) -> None:
    shortlist = shortlist_for(model)
    assert isinstance(shortlist, Shortlist)
    assert decoding_of(model, Options()).shortlist == shortlist.version == bundled().version
    assert decoding_of(model, Options(exact=True)).shortlist == ""


@pytest.mark.model
def test_it_answers_nearly_as_the_whole_vocabulary_does(model: Installed) -> None:
    flores = SHARED / "eval" / "flores-dev.fr-en.tsv"
    if not flores.exists():
        pytest.skip(f"the evaluation sentences are not here: {flores}")
    french = [Text(line.split("\t")[0]) for line in flores.read_text("utf-8").splitlines()[:120]]
    with Engine(model.path) as engine:
        exact = engine.translate(french)
    with Engine(model.path, Decoding(shortlist=bundled().version)) as engine:
        short = engine.translate(french)
    same = sum(one == other for one, other in zip(exact, short, strict=True))
    assert 0.85 * len(french) < same
    assert len(read_vocabulary(model.path)) == 59_513
