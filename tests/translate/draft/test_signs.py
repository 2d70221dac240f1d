"""No sign is lost, whatever the model makes of it."""

import re
from itertools import cycle
from unicodedata import category

import pytest

from enregard.article.article import Text
from enregard.translate.draft.pipeline import make_translator
from enregard.translate.draft.postprocess import postprocess
from enregard.translate.draft.preprocess import preprocess
from enregard.translate.draft.punctuation import in_english
from enregard.translate.draft.signs import kept_signs
from enregard.translate.glossary.glossary import Glossary
from enregard.translate.markup.align import Alignment
from enregard.translate.markup.transfer import bare_words, transfer_markup
from enregard.translate.model.engine import Engine
from enregard.translate.model.install import Installed

NONE = Glossary()

KEPT = {
    "Les Jeux de 2012 👨\u200d👩\u200d👧 à Lyon": ["2012 👨\u200d👩\u200d👧"],
    # formulas
    "On pose √3 ≈ 1,73.": ["√3 ≈ 1.73"],
    "Le point B ∉ D, donc D ⊂ E.": ["B ∉ D", "D ⊂ E"],
    "(a + b)² = c³ et 2 + 2 = 4": ["(a + b)² = c³"],
    "Soit f : x ↦ x² + 1.": ["x ↦ x² + 1"],
    "Il y a ≤ 9 places.": ["≤ 9"],
    "Un seuil de ≥ 12 000 € par an": ["≥ €12,000"],
    "Soit f : ℝ → ℝ, et n dans ℤ.": ["ℝ → ℝ", "ℤ"],
    "A. Dupont et l'ami d'E. Dupond": [],
    # amounts
    "Le billet coûte 300 ₽.": ["₽300"],
    "De 40 000 ₩ à ¥ 500": ["₩40,000", "¥500"],
    "Un taux de 0,8 ‰ contre 0,7 %": ["0.8‰"],
    "80 € HT, soit 96 € TTC": ["€80 excl. tax", "€96 incl. tax"],
    "60 $ CA ou 45 $ US, 20 $ le reste": ["CA$60", "US$45"],
    "300 CHF et 3 M€": ["CHF 300"],
    "2 millions ₹ en 2020, 3 millions de ₴": ["₹2 million", "₴3 million"],
    "De 300 à 450 ₺, entre 5 et 6 ₽": ["₺300", "₺450", "₽5", "₽6"],
    "Il en a 5 et paie 6 ₽": ["₽6"],
    "5 000 FCFA": ["5,000 FCFA"],
    "12 €, 3 £ et 4 $": [],
    "9 765 F, 80 ct, 3 c€ le litre, 1 ct.": ["9,765 francs", "80 cents", "3 cents", "1 cent"],
    "Le four à 350 F, 3 500 F CFA": [],
    "12 F CFA, F. Roux": [],
    # raised and lowered figures
    "Il y a 10²³ étoiles, voir 5².": ["10²³", "5²"],
    "Une charge de 10⁻⁶ C": ["10⁻⁶"],
    "Une mole de Ca²⁺": ["Ca²⁺"],
    "Le terme u₁, le CO₂, l'eau H₂O": ["u₁", "CO₂", "H₂O"],
    "Soit uₙ₊₁ = 2uₙ et E = mc²": ["uₙ₊₁ = 2uₙ", "E = mc²"],
    "Le mot⁷ et le « mot »²": ["⁷", "²"],
    "À 2 h ½": [],
    "500 m², 3 km² et 2 m³": [],
    "Le 1ᵉʳ mai, au 2ⁿᵈ étage": [],
    # rows of figures
    "Poules 120 130 145": ["120 130 145"],
    "Les numéros 104 218 377 490 gagnent": ["104 218 377 490"],
    "Poules 95 120 87 en mai": ["95 120 87"],
    "Salles 101 102 103 fermées": ["101 102 103"],
    "Les dossiers 215 216 219 sont prêts": ["215 216 219"],
    "Une foule de 120 240 360 personnes": [],
    "Appelez le 01 23 45 67 89.": ["01 23 45 67 89"],
    "1 234 567 habitants pour 120 130 145 € et 350 000 voix": [],
    "Un total de 120 000 000.": [],
    "Notes 100 200": [],
    "En 2020 12 000 personnes": [],
    "Appelez le 0 800 123 456.": ["0 800 123 456"],
    # other signs
    "Touche ⌘ puis ⎋.": ["⌘", "⎋"],
    "La marque Soleil™ est déposée": ["Soleil™"],
    "Il pèse 3 ¼ livres": ["3 ¼"],
    "Il fait −5 ℃ dehors.": ["−5 ℃"],
    "un angle de 5′30″": ["5′30″"],
    "étudiant·e·s, « mot » — 12 % & 3 × 4 § 5": [],
}


@pytest.mark.parametrize("french", KEPT)
def test_what_the_model_cannot_copy_is_found(french: str) -> None:
    assert [kept.english for kept in kept_signs(french)] == KEPT[french]


def test_the_time_to_find_signs_grows_with_the_length() -> None:
    for piece in ("√", "1 ", "1 1 1,", "a ∈ ", "(a", "12 000 ", "x₁", "≤ ", "M ", "3 ‰"):
        kept_signs(piece * 5_000)


def losing(plain: str) -> str:
    """What becomes of `plain` with a model that drops all signs but those that it copies for certain."""
    prepared = preprocess(Text(plain), NONE)
    words = bare_words(prepared.text)
    tokens = [match.span() for match in re.finditer(r" ?\w+| ?[^\w ]", words)]
    english = ""
    target: list[tuple[int, int]] = []
    attention: list[list[float]] = []
    for number, span in enumerate(tokens):
        token = words[slice(*span)]
        if re.search(r"[0-9A-Za-zÀ-ÿ!\"#%&'()*+,\-./:;<=>?@\[\]\\_{}~$«»‚–—°€£§×¿¡·`ªº´]", token):
            target.append((len(english), len(english) + len(token)))
            attention.append([float(number == at) for at in range(len(tokens))])
            english += token
    answer = Alignment(english, tokens, target, attention)
    return postprocess(prepared, transfer_markup(prepared.text, answer)).plain


SIGNS = [chr(code) for code in range(0x110000) if category(chr(code))[0] in "SP"]
"""All signs and punctuation marks of Unicode."""

PLACES = (
    "Le mot {} reste.",
    "Le mot{} reste.",
    "Du pain à 30 {} ici.",
    "Du {}30 ici.",
    "Le ({}) reste.",
    "{} ou",
)


def rewritten(sign: str) -> str:
    """Return a quotation mark, ellipsis or the like as the English has it."""
    for edit in in_english(sign):
        sign = edit.new
    return sign


def test_no_sign_of_unicode_is_lost() -> None:
    answers = {sign: losing(place.format(sign)) for sign, place in zip(SIGNS, cycle(PLACES), strict=False)}
    assert [
        sign
        for sign, english in answers.items()
        if sign not in english and rewritten(sign) not in english and sign != "_"
    ] == []


@pytest.mark.model
def test_no_sign_is_lost_by_the_model(model: Installed) -> None:
    known = "|¦¢¤¥©¬®±¶·÷†‡•‣‰※₩₪₴₹₺₽№™←↑→⇒∀∂∈∑−√∞∧∩∫≈≠≤≥⊗⋅⌀⌘⎢─│█■▲●★☎☐♀♥⚠✓❌❤➤⬆⭐〜・"
    signs = [*known, *SIGNS[301::160]]
    sentences = [place.format(sign) for sign, place in zip(signs, cycle(PLACES), strict=False)]
    with Engine(model.path) as engine:
        answers = dict(make_translator(engine, NONE).stream((line, Text(line)) for line in sentences))
    assert [
        line
        for sign, line in zip(signs, sentences, strict=True)
        if rewritten(sign) not in answers[line].text.plain
    ] == []
