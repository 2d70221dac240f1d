"""Drafts follow the publication's house style, and what is not prose stays."""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enregard.article.article import Mark, MarkKind, Text
from enregard.article.score import Score
from enregard.translate.draft import pipeline, source
from enregard.translate.draft.spellings import variants
from enregard.translate.draft.style import English, StylingTranslator, in_style
from enregard.translate.glossary.glossary import Glossary, Term
from enregard.translate.model.install import Installed
from enregard.translate.model.options import Options
from enregard.translate.model.ready import ReadyModel
from enregard.translate.model.translator import Draft, Key

NONE = Glossary()
BRITISH, AMERICAN = English.BRITISH, English.AMERICAN
AMBIGUOUS = """
    practice practise licence license program programme check cheque story storey metre meter tire tyre
    draft draught curb kerb whisky whiskey analyses dialogue
""".split()  # noqa: SIM905


def styled(french: str, english: str, style: English, terms: Glossary = NONE) -> str:
    return in_style(french, Text(english), style, terms).plain


def test_the_table_has_one_spelling_a_side() -> None:
    british, american = variants(american=False), variants(american=True)
    assert len(british) == len(american) > 1900
    assert {new: word for word, new in british.items()} == american
    assert british.keys().isdisjoint(american)
    assert not {*british, *american}.intersection(AMBIGUOUS)
    assert all(word.isascii() and word.islower() and word.isalpha() for word in [*british, *american])
    assert american["organise"] == "organize"
    assert american["sceptical"] == "skeptical"


@pytest.mark.parametrize(
    ("french", "american", "british"),
    [
        ("La couleur.", "The color.", "The colour."),
        ("Des sceptiques.", "Skeptics organized.", "Sceptics organised."),
        ("DÉFENSE", "DEFENSE", "DEFENCE"),
        ("Le ministère de la Défense.", "Ministry of Defense colors.", "Ministry of Defence colours."),
        ("Le ministre du Travail.", "The Labor Minister.", "The Labour Minister."),
        ("Gris-vert.", "Color-coded, gray-green.", "Colour-coded, grey-green."),
        ("Le 12 mai 2020, il pleut.", "On May 12, 2020, it rains.", "On 12 May 2020, it rains."),
        ("Le lundi 12 mai.", "On Monday, May 12.", "On Monday 12 May."),
        ("Du 12 au 14 mai.", "From May 12 to 14.", "From 12 to 14 May."),
        ("Du 12 mai au 14 juin 2020.", "From May 12 to June 14, 2020.", "From 12 May to 14 June 2020."),
        ("Né le 1er août 1990 à Brest.", "Born August 1, 1990, in Brest.", "Born 1 August 1990, in Brest."),
        ("Les États-Unis.", "In the U.S.", "In the US."),
        ("États-Unis", "In the U.S.", "In the US"),
        ("L'ONU et les USA ?", "U.N. and U.S.-led: U.K.", "UN and US-led: UK"),
        ("M. X et Mme Y.", "Mr. X and Mrs. Y.", "Mr X and Mrs Y."),
        ("Cinq pour cent.", "Five percent.", "Five per cent."),
        ("À 10 h.", "At 10 a.m.", "At 10am."),
        ("À 22 h 30 il part.", "At 10:30 p.m. he leaves.", "At 10:30pm he leaves."),
    ],
)  # fmt: skip
def test_a_style_is_applied(french: str, american: str, british: str) -> None:
    assert styled(french, american, BRITISH) == british
    assert styled(french, american, AMERICAN) == american
    if "1990" not in french:  # the comma after a year is in neither
        assert styled(french, british, AMERICAN) == american


@pytest.mark.parametrize("style", English)
@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Pearl Harbor et le Louvre.", "Pearl Harbor and the Louvre."),
        ("Le Centre Pompidou.", "The Centre Pompidou."),
        ("Le Centre Brennan.", "The Brennan Center."),
        ("Le film The Color Purple.", "The film The Color Purple."),
        ("« Aucune couleur autorisée »", '"No Color Allowed"'),
        ("Les travaillistes.", "The Labour Party."),
        ("Le port de Sydney.", "In Sydney Harbour."),
        ("Voir https://x.org/color.", "See https://x.org/color."),
        ("Voir colour.py et @center.", "See colour.py and @center."),
        ("L'US Open.", "The US Open."),
        ("REJOIGNEZ-NOUS", "JOIN US"),
        ("Les 3, 4 et 5 juin.", "On 3, 4 and 5 June."),
        ("Le 3 et le 4 juin.", "On June 3, 4 and 5."),
        ("Il y a 12 pommes.", "May 12 apples."),
        ("Le 12 mai.", "The 12th of May, 5%."),
        ("La rigidité.", "Rigor mortis, and a practice metre."),
        ("The colour", "The colour"),
    ],
)
def test_what_is_no_question_of_style_stays(french: str, english: str, style: English) -> None:
    assert styled(french, english, style) == english


def test_american_quotations_end_after_the_comma() -> None:
    french = "« Oui », dit-il, « non »."
    assert styled(french, '"Yes", he said, "no".', AMERICAN) == '"Yes," he said, "no."'
    assert styled(french, '"Yes", he said, "no".', BRITISH) == '"Yes", he said, "no".'
    assert styled('« Un 15" », dit-il.', 'A 15", he said.', AMERICAN) == 'A 15", he said.'


@pytest.mark.parametrize("kind", [MarkKind.CODE, MarkKind.NOT_TRANSLATED, MarkKind.KEYBOARD, MarkKind.CITE])
def test_code_french_words_and_titles_stay(kind: MarkKind) -> None:
    draft = Text("The color color.", (Mark(kind, 10, 15),))
    assert in_style("La couleur.", draft, BRITISH, NONE) == Text("The colour color.", (Mark(kind, 11, 16),))


def test_marks_follow_their_words() -> None:
    draft = Text("The U.S. color.", (Mark(MarkKind.STRONG, 4, 8), Mark(MarkKind.EMPHASIS, 9, 14)))
    assert in_style("La couleur.", draft, BRITISH, NONE) == Text(
        "The US colour.", (Mark(MarkKind.STRONG, 4, 6), Mark(MarkKind.EMPHASIS, 7, 13))
    )


def test_the_glossary_wins() -> None:
    terms = Glossary((Term("centre de secours", ("rescue center",), "", 2),))
    assert styled(
        "Le centre de secours et le centre.", "The rescue center and the center.", BRITISH, terms
    ) == ("The rescue center and the centre.")


PIECES = [
    "U.S.", "US", "color", "Colour", " ", ".", '"', ",", "May", "12", "2020", "10", "a.m.", "pm", "Mr", "X"
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES)).map("".join), st.sampled_from(English))
def test_a_style_keeps_marks_and_never_fails(plain: str, style: English) -> None:
    marks = (Mark(MarkKind.STRONG, 0, len(plain)),) if plain else ()
    found = in_style("Le 12 mai 2020.", Text(plain, marks), style, NONE)
    assert [mark.kind for mark in found.marks] == [mark.kind for mark in marks]
    assert "".join(filter(str.isdigit, found.plain)) == "".join(filter(str.isdigit, plain)) or "May" in plain


class Fixed:
    """A translator that knows one answer."""

    def stream(self, texts: Iterable[tuple[Key, Text]]) -> Iterator[tuple[Key, Draft]]:
        for key, _ in texts:
            yield key, Draft(Text("The color."), Score(-1.0, 2), "11")


def test_a_styled_draft_keeps_its_score_and_its_links_if_its_words_stay() -> None:
    ((key, draft),) = StylingTranslator(Fixed(), BRITISH, NONE).stream([("a", Text("La couleur."))])
    assert (key, draft) == ("a", Draft(Text("The colour."), Score(-1.0, 2)))
    ((_, draft),) = StylingTranslator(Fixed(), AMERICAN, NONE).stream([("a", Text("La couleur."))])
    assert draft == Draft(Text("The color."), Score(-1.0, 2), "11")


def test_without_a_style_drafts_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "PartwiseTranslator", lambda *_: Fixed())
    for style, expected in ((None, "The color."), (BRITISH, "The colour."), (AMERICAN, "The color.")):
        translator = pipeline.make_translator(cast(Any, None), NONE, style)
        assert dict(translator.stream([(0, Text("La couleur."))]))[0].text.plain == expected


def test_drafts_in_another_style_are_not_reused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    package = Installed(tmp_path, "fr_en", "1.9", "0" * 64, "here", "", "")
    monkeypatch.setattr(source, "ready_model", lambda *_: ReadyModel(package))
    keys: list[str] = []
    monkeypatch.setattr(source, "DraftCache", lambda _, key: keys.append(key))
    opened: list[English | None] = []

    def open_translator(*given: Any) -> AbstractContextManager[None]:
        opened.append(given[3])
        return nullcontext()

    monkeypatch.setattr(source, "open_translator", open_translator)
    for style in (None, *English):
        found = source.model_source(cast(Any, None), NONE, style, tmp_path, Options(), cast(Any, None))
        found.load()
    assert len(set(keys)) == 3
    assert keys[1].startswith(keys[0])
    assert opened == [None, *English]


def test_the_table_is_read_on_first_use() -> None:
    code = (
        "from enregard.translate.draft import source, spellings as s; print(s.variants.cache_info().misses)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "0\n"
