"""Abbreviated titles are written out before names."""

import pytest

from enregard.article.article import Text
from enregard.article.edits import edit_text
from enregard.translate.draft import titles

GIVEN = {
    "Le prof. Martin lit.": "Le professeur Martin lit.",
    "La prof. Martin et le gén. de Gaulle": "La professeure Martin et le gén. de Gaulle",
    "La prés. A. Blanc": "La présidente A. Blanc",
    "Prof. Martin, S. Exc. M. Gris": "Professeur Martin, Son Excellence M. Gris",
    "S.A.R. le prince, S. M. le roi": "Son Altesse Royale le prince, Sa Majesté le roi",
    "Le col. est fermé. Le prof. lit.": "Le col. est fermé. Le prof. lit.",
    "Il passe le col. PARIS": "Il passe le col. PARIS",
    "S. Martin et S.A. Dupont": "S. Martin et Son Altesse Dupont",
}


@pytest.mark.parametrize("plain", GIVEN)
def test_titles_before_names_are_written_out(plain: str) -> None:
    assert edit_text(Text(plain), list(titles.for_model(plain))).plain == GIVEN[plain]
