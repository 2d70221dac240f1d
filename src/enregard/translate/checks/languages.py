"""Find languages, nationalities and countries that changed."""

from collections.abc import Iterator, Mapping
from functools import cache

from enregard.article.article import Finding
from enregard.translate.checks.pair import Pair, Side, fold
from enregard.translate.checks.wordlists import read_rows

Names = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
"""Phrases by their first word, longest first, each with the code of the nation or language that it names."""

_KIN: Mapping[str, set[str]] = {
    "GB": {"SCT", "WAL", "IE"}, "SCT": {"GB"}, "WAL": {"GB"}, "QC": {"CA"}, "CA": {"QC"},
    "CZ": {"SK"}, "SK": {"CZ"}, "NG": {"NE"}, "NE": {"NG"}, "BA": {"YU"}, "RU-CE": {"RU"},
}  # fmt: skip
_ABBREVIATED = frozenset("us uk eu ue usa ce cee rfa rda ru eau rdc u e ec roc drc".split())  # noqa: SIM905
_MERGED = {"KP": "KR", "EU": "EUR", "EZ": "EUR", "CD": "CG", "SS": "SD", "GQ": "GN", "GW": "GN"}
"""Territories with similar names, which count as one."""

_NOT_COUNTRIES = {("jersey",), ("hollande",), ("la", "reunion"), ("reunion",)}
_AMBIGUOUS = {"GB-ENG", "UM", "VI", "AS", "IO", "VG", "TF", "GF", "PF"}
"""Territories whose names contain the name of another country: "American Samoa"."""


def languages(pair: Pair) -> Iterator[Finding]:
    """Nationalities and languages stay the same: "version française" must not become "English version"."""
    french, english = named(pair.french, french_names()), named(pair.english, english_names())
    lost = next((code for code in french if _is_more_frequent(code, french, english)), None)
    if lost is None:
        return
    made_up = (code for code in english if _is_more_frequent(code, english, french))
    words = (word for code in made_up for word in english[code] if fold(word) not in pair.french.folds)
    if (word := next(words, None)) is not None:
        yield Finding("languages", f"“{french[lost][-1]}” became “{word}”")


def _is_more_frequent(code: str, these: Mapping[str, list[str]], those: Mapping[str, list[str]]) -> bool:
    """Return whether `these` name `code` or a related one more often than `those`."""
    kin = {code} | _KIN.get(code, set())
    return sum(len(these.get(each, ())) for each in kin) > sum(len(those.get(each, ())) for each in kin)


def named(side: Side, names: Names) -> dict[str, list[str]]:
    """Return the code of each nation or language named in the text, with the words that name it."""
    found: dict[str, list[str]] = {}
    words = side.words
    french = french_names()
    at = 0
    while at < len(words):
        for phrase, code in names.get(words[at].fold, ()):
            size = len(phrase)
            if size == 1 or tuple(word.fold for word in words[at : at + size]) == phrase:
                if _is_name(words[at].text, french=names is french):
                    found.setdefault(code, []).append(" ".join(word.text for word in words[at : at + size]))
                at += size - 1
                break
        at += 1
    return found


def _is_name(word: str, *, french: bool) -> bool:
    """Return whether the spelling fits a name: "Turkey" is a country, "turkey" a bird; "eu" is not the EU."""
    if fold(word) in _ABBREVIATED:
        return word.isupper()
    return french or word[0].isupper()


@cache
def french_names() -> Names:
    """Return the French names, folded: those of countries in CLDR, and those in `nations.txt`."""
    phrases = _cldr("fr")
    for code, french, _ in read_rows("nations.txt"):
        for name in french.split(", "):
            for form in _inflected(fold(name)):
                phrases[_words(form)] = code
    return _by_first_word(phrases)


@cache
def english_names() -> Names:
    """Return the English names, folded, from the same sources."""
    phrases = _cldr("en")
    for code, _, english in read_rows("nations.txt"):
        for name in english.split(", " if ", " in english else None):
            phrases[_words(fold(name))] = code
            phrases[_words(fold(name) + "s")] = code
    return _by_first_word(phrases)


def _cldr(language: str) -> dict[tuple[str, ...], str]:
    """Return the names of territories in `language`, with their CLDR codes."""
    from babel import Locale

    names: dict[tuple[str, ...], str] = {}
    for code, name in sorted(Locale(language).territories.items()):
        words = _words(fold(name.split(" (")[0]))
        if len(code) == 2 and code not in _AMBIGUOUS and words not in _NOT_COUNTRIES:
            names[words] = _MERGED.get(code, code)
    return names


def _inflected(masculine: str) -> Iterator[str]:
    """Return the four forms of a French adjective: turc, turcs, turque, turques."""
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
