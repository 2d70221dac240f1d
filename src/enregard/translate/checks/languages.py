"""Languages, nationalities and countries that became others."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from enregard.article.article import Finding
from enregard.translate.checks.pair import Pair, Side, fold

Names = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
"""Under each first word, the phrases that begin with it, longest first, with what they name."""

_KIN: Mapping[str, set[str]] = {
    "GB": {"SCT", "WAL", "IE"}, "SCT": {"GB"}, "WAL": {"GB"}, "QC": {"CA"}, "CA": {"QC"},
    "CZ": {"SK"}, "SK": {"CZ"}, "NG": {"NE"}, "NE": {"NG"}, "BA": {"YU"}, "RU-CE": {"RU"},
}  # fmt: skip
_ABBREVIATED = {
    "us",
    "uk",
    "eu",
    "ue",
    "usa",
    "ce",
    "cee",
    "rfa",
    "rda",
    "ru",
    "eau",
    "rdc",
    "u",
    "e",
    "ec",
    "roc",
    "drc",
}
_NO_COUNTRY = {("jersey",), ("hollande",), ("la", "reunion"), ("reunion",)}
_CODES_WITH_OTHERS_NAMES = {"GB-ENG", "UM", "VI", "AS", "IO", "VG", "TF", "GF", "PF"}
"""Territories whose names hold the name of another country: "American Samoa"."""


def languages(pair: Pair) -> Iterator[Finding]:
    """A nationality or language stays what it is: "version française" is no "English version"."""
    french, english = named(pair.french, french_names()), named(pair.english, english_names())
    if {code: len(words) for code, words in french.items()} == {
        code: len(words) for code, words in english.items()
    }:
        return
    lost = [code for code in french if _more(code, french, english)]
    if not lost:
        return
    made_up = [code for code in english if _more(code, english, french)]
    for code in made_up:
        word = next((word for word in english[code] if fold(word) not in pair.french.folds), None)
        if word:
            yield Finding("languages", f"“{french[lost[0]][-1]}” became “{word}”")
            return


def _more(code: str, these: Mapping[str, list[str]], those: Mapping[str, list[str]]) -> bool:
    """Whether `these` name what `code` stands for (or its kin) more often than `those`."""
    kin = {code} | _KIN.get(code, set())
    return sum(len(these.get(one, ())) for one in kin) > sum(len(those.get(one, ())) for one in kin)


def named(side: Side, names: Names) -> dict[str, list[str]]:
    """The codes of what is named in the text, each with the words that name it."""
    found: dict[str, list[str]] = {}
    words = side.words
    french = french_names()
    place = 0
    while place < len(words):
        for phrase, code in names.get(words[place].fold, ()):
            size = len(phrase)
            if size == 1 or tuple(word.fold for word in words[place : place + size]) == phrase:
                if _meant(words[place].text, french=names is french):
                    found.setdefault(code, []).append(
                        " ".join(word.text for word in words[place : place + size])
                    )
                place += size - 1
                break
        place += 1
    return found


def _meant(word: str, *, french: bool) -> bool:
    """Whether the spelling allows the name: "Turkey" is a country, "turkey" a bird, "eu" no union."""
    if fold(word) in _ABBREVIATED:
        return word.isupper()
    return french or word[0].isupper()


@cache
def french_names() -> Names:
    """The French names, folded: of countries and languages after CLDR, and those in our own list."""
    phrases = _cldr("fr")
    for code, french, _ in _nations():
        for name in french:
            for form in _inflected(fold(name)):
                phrases[_words(form)] = code
    return _by_first_word(phrases)


@cache
def english_names() -> Names:
    """The English names, folded."""
    phrases = _cldr("en")
    for code, _, english in _nations():
        for name in english:
            phrases[_words(fold(name))] = code
            phrases[_words(fold(name) + "s")] = code
    return _by_first_word(phrases)


def _cldr(language: str) -> dict[tuple[str, ...], str]:
    """The names of territories in `language`, under CLDR's codes."""
    from babel import Locale

    names: dict[tuple[str, ...], str] = {}
    for code, name in sorted(Locale(language).territories.items()):
        words = _words(fold(name.split(" (")[0]))
        if len(code) == 2 and code not in _CODES_WITH_OTHERS_NAMES and words not in _NO_COUNTRY:
            names[words] = {
                "KP": "KR",
                "EU": "EUR",
                "EZ": "EUR",
                "CD": "CG",
                "SS": "SD",
                "GQ": "GN",
                "GW": "GN",
            }.get(code, code)
    return names


@cache
def _nations() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    lines = files(__package__).joinpath("data/nations.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split("; ") for line in lines if line and not line.startswith("#")]
    return tuple((code, tuple(french.split(", ")), _listed(english)) for code, french, english in rows)


def _listed(names: str) -> tuple[str, ...]:
    """Names between commas, or between blanks where there is no comma."""
    return tuple(names.split(", ") if ", " in names else names.split())


def _inflected(masculine: str) -> Iterator[str]:
    """A French adjective in its four forms: turc, turcs, turque, turques."""
    yield masculine
    if masculine in _ABBREVIATED:
        return
    yield masculine + "s"
    for ending, feminine in (
        ("c", "que"), ("grec", "grecque"), ("en", "enne"), ("ain", "aine"), ("on", "onne"), ("e", "e"),
        ("", "e"),
    ):  # fmt: skip
        if masculine.endswith(ending):
            yield masculine.removesuffix(ending) + feminine
            yield masculine.removesuffix(ending) + feminine + "s"


def _words(name: str) -> tuple[str, ...]:
    return tuple(name.replace("-", " ").replace("d'", "").replace(".", " ").split())


def _by_first_word(phrases: Mapping[tuple[str, ...], str]) -> Names:
    names: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, code in phrases.items():
        names.setdefault(phrase[0], []).append((phrase, code))
    return {first: tuple(sorted(found, key=lambda item: -len(item[0]))) for first, found in names.items()}
