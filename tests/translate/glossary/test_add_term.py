"""Terms that are added to the glossary, and those that are refused."""

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from enregard.errors import EnregardError
from enregard.translate.glossary.add_term import add_term
from enregard.translate.glossary.csv_file import parse_glossary, read_glossary, with_row


def glossary(tmp_path: Path, content: bytes | None) -> Path:
    path = tmp_path / "revue" / "translate" / "glossary.csv"
    path.parent.mkdir(parents=True)
    if content is not None:
        path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("before", "row"),
    [
        (None, b'French,English,note\nmaire,"mayor, or mayoress",\n'),
        (b"French,English,note\n", b'maire,"mayor, or mayoress",\n'),
        (b"French,English\nle roi,the king", b'\nmaire,"mayor, or mayoress"\n'),
        (b"\xef\xbb\xbfNote;Anglais;Fran\xc3\xa7ais\r\n;king;roi\r\n", b";mayor, or mayoress;maire\r\n"),
        (b"english\tfrench\r", b"mayor, or mayoress\tmaire\r"),
    ],
)
def test_a_row_is_added_as_the_others_are_written(tmp_path: Path, before: bytes | None, row: bytes) -> None:
    path = glossary(tmp_path, before)
    assert add_term(path, " maire\u00ad\n", "mayor,\u202for mayoress")[0] == path
    assert path.read_bytes() == (before or b"") + row
    terms, errors = read_glossary(path)
    assert not errors
    assert terms.terms[-1].english == ("mayor, or mayoress",)


@pytest.mark.parametrize(
    ("french", "english", "why"),
    [
        ("L’Équipe", "x", "has “L'Équipe” already, on line 2: stays French"),
        ("roi", "x", "already, on line 3: king | monarch"),
        ("avant-première", "x", "the glossary switches “avant-première” off: edit that row of the file"),
        ("", "x", "the French term is missing"),
        ("\u200b", "x", "the French term is missing"),
        ("«»", "x", "the glossary cannot have this term: has no French"),
        ("bureau de …", "bureau", "the ellipsis must be on both sides"),
        ("a\0b", "x", "not text"),
        ("a", "\ud800", "not text"),
        ("a" * 201, "x", "longer than 200"),
    ],
)
def test_other_terms_are_refused(tmp_path: Path, french: str, english: str, why: str) -> None:
    content = "French,English\nL'Équipe,\nroi,king|monarch\navant-première,-\n".encode()
    path = glossary(tmp_path, content)
    with pytest.raises(EnregardError, match=why.replace("|", r"\|")):
        add_term(path, french, english)
    assert path.read_bytes() == content


def test_a_glossary_with_errors_is_left_alone(tmp_path: Path) -> None:
    first = r"the glossary has an error, fix it first: translate/glossary\.csv"
    for number, (content, what) in enumerate(
        ((b"French\nroi\n", first), (b'French,English\n"roi,king\n', first), (b"French,English\n\xff", "csv"))
    ):
        path = glossary(tmp_path / str(number), content)
        with pytest.raises(EnregardError, match=what):
            add_term(path, "maire", "mayor")
        assert path.read_bytes() == content


@given(
    st.text("ab ,;\"'-|é", min_size=1, max_size=9),
    st.text("ab ,;\"'-|é", max_size=9),
    st.sampled_from(",;\t"),
)
def test_any_row_is_read_as_it_was_written(french: str, english: str, delimiter: str) -> None:
    header = delimiter.join(["French", "English", "note"]) + "\n"
    assume((french + english).strip())  # a blank row is no row
    terms, errors = parse_glossary(with_row(header, french, english), "g.csv")
    assert errors or [term.french for term in terms.terms] == [" ".join(french.split())] or terms.switched_off
