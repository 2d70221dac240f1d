"""Line ends: wrapped text is joined at any width, and intended lines stay lines."""

import textwrap
from collections.abc import Sequence
from itertools import pairwise
from pathlib import PurePosixPath

import pytest

from enregard.article.article import OBJECT, Block
from enregard.seeds.line_ends import LineEnd, line_ends, wrap_width
from enregard.seeds.read import read_article
from enregard.seeds.text import read_blocks
from tests.conftest import ROOT

VERSE = {
    "La Fontaine": """
        Maître Corbeau, sur un arbre perché,
        Tenait en son bec un fromage.
        Maître Renard, par l'odeur alléché,
        Lui tint à peu près ce langage :
    """,
    "Baudelaire": """
        La Nature est un temple où de vivants piliers
        Laissent parfois sortir de confuses paroles ;
        L'homme y passe à travers des forêts de symboles
        Qui l'observent avec des regards familiers.
    """,
    "Verlaine": """
        Il pleure dans mon cœur
        Comme il pleut sur la ville ;
        Quelle est cette langueur
        Qui pénètre mon cœur ?
    """,
    "Rimbaud": """
        On n'est pas sérieux, quand on a dix-sept ans.
        — Un beau soir, foin des bocks et de la limonade,
        Des cafés tapageurs aux lustres éclatants !
        — On va sous les tilleuls verts de la promenade.
    """,
    "Mallarmé": """
        La chair est triste, hélas ! et j'ai lu tous les livres.
        Fuir ! là-bas fuir ! Je sens que des oiseaux sont ivres
        D'être parmi l'écume inconnue et les cieux !
    """,
}
INTENDED = {
    "address": "Mairie de Lyon\n1 place de la Comédie\n69001 Lyon",
    "names": "Jean Dupont, président\nMarie Curie, trésorière\nAli Benali, secrétaire\nZoé Petit",
    "small letters": "tu es partie\nce matin-là de novembre\nsans\nun mot",
    "figures": "Lundi : 8 h – 12 h\nMardi : fermé\nMercredi : 14 h – 18 h",
}
PROSE = (
    "Le vent s'est levé dans la nuit de dimanche à lundi. Les bateaux sont restés au port de Saint-Malo, où "
    "Mme Le Goff, la capitaine, attend depuis l'aube : « On ne sort pas par ce temps », dit-elle."
)


def plain(block: Block) -> str:
    assert block.text is not None
    return block.text.plain


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


@pytest.mark.parametrize("width", [*range(18, 60), 64, 72, 78, 80, 96, 120, 150])
def test_wrapped_prose_is_joined(width: int) -> None:
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    paragraphs = [part.strip() for text in texts for part in text.split("\n\n") if len(part) > 90] + [PROSE]
    wrapped = [textwrap.wrap(part, width, break_long_words=False) for part in paragraphs]
    blocks = read_blocks([line for part in wrapped for line in [*part, ""]], 1)
    assert [plain(block) for block in blocks] == [" ".join(part.split()) for part in paragraphs]


@pytest.mark.parametrize(
    "lines", [lines_of(text) for text in (*VERSE.values(), *INTENDED.values())], ids=[*VERSE, *INTENDED]
)
@pytest.mark.parametrize("around", [[], textwrap.wrap(PROSE, 72), [PROSE]], ids=["alone", "wrapped", "long"])
def test_intended_lines_stay(lines: list[str], around: list[str]) -> None:
    # A line with a dash may become a paragraph: it still counts as a line.
    before = [*around, ""]
    blocks = read_blocks([*before, *lines, "", *around], 1)
    found = [line for block in blocks for line in plain(block).split(OBJECT)]
    assert [line for line in found if line != PROSE] == lines


def test_paragraphs_without_a_blank_line_are_paragraphs() -> None:
    text = [PROSE, PROSE.replace("vent", "jour"), "Fin de la dépêche."]
    assert [plain(block) for block in read_blocks(text, 1)] == text
    wrapped = [textwrap.wrap(part, 60) for part in text]
    assert all(len(part[-1]) < 45 for part in wrapped)
    assert [plain(block) for block in read_blocks([line for part in wrapped for line in part], 1)] == text


def test_two_lines_are_wrapped_if_the_file_is() -> None:
    wrapped = textwrap.wrap(PROSE, 72)
    two = ["Le ministre a ensuite reçu les représentants des familles, venus de", "Kaboul et de Herat."]
    assert line_ends(two, wrap_width([wrapped, two])) == [LineEnd.WRAP]
    assert line_ends(["12, rue Neuve", "75001 Paris"], wrap_width([wrapped])) == [LineEnd.BREAK]


@pytest.mark.parametrize(
    ("lines", "kinds"),
    [
        (["Le vent", PROSE], ["heading", "paragraph"]),
        (["Le vent", *textwrap.wrap(PROSE, 40)], ["heading", "paragraph"]),
        (["Le vent,", PROSE], ["paragraph"]),
        (["Le vent se lève.", "Il tombe."], ["paragraph"]),
        (["Le vent", "Par Jean Dupont", PROSE], ["heading", "credit", "paragraph"]),
        (["Par Jean Dupont", "Mardi 3 mai 2022", PROSE], ["credit", "credit", "paragraph"]),
        (["– Tu viens ?", "– Non, je reste.", "– Bon."], ["paragraph", "paragraph", "paragraph"]),
        (["- du pain", "- du vin"], ["list"]),
        (["– le pain ;", "– le vin ;", "– le reste."], ["list"]),
        (["1. Un.", "2. Deux.", "", "3. Trois."], ["list"]),
        (["1. Un.", "", "9. Neuf."], ["paragraph", "paragraph"]),
        (["* Un", "", "* Deux", "", PROSE], ["list", "paragraph"]),
        (["Elle dit :", "— Je pars.", "Puis elle partit."], ["paragraph", "paragraph"]),
    ],
)
def test_blocks(lines: Sequence[str], kinds: Sequence[str]) -> None:
    blocks = read_article(["title T", "", "Un début.", "", *lines, "", "Fin."], PurePosixPath("a.txt")).blocks
    assert [block.kind.value for block in blocks] == ["paragraph", *kinds, "paragraph"]
    assert all(one.line < other.line for one, other in pairwise(blocks))
