"""Find the acronyms and names that a draft changed, so that they can be kept from the model.

`QGIS FR` became "ISIS EN", and `M. Gris` "Mr. Grey". The sentence is then translated again with masks.
"""

import re
from collections.abc import Iterable, Iterator

from enregard.article.article import VERBATIM, Text
from enregard.article.edits import Span, Spans
from enregard.translate.checks.acronyms import find_acronyms, forms, stands
from enregard.translate.checks.names import may_transcribe, misspelt
from enregard.translate.checks.pair import fold, read_pair
from enregard.translate.checks.wordlists import common_words, lexicon
from enregard.translate.draft.signs import Kept
from enregard.translate.draft.truecase import loud_spans
from enregard.translate.glossary.inflect import plural

_MANY = re.compile(
    r"(?:\b(?:aux|ces|certain[es]+|des|deux|différent[es]+|diverse?s|leurs|les|mes|nos|plusieurs|quelques|ses|tes|trois"
    r"|vos)|\d)\s+\Z",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(?:M|MM|Mme|Mlle|Me|Mgr|Dr|Dre|Pr|[Pp]rof|[Pp]r[ée]s|[Cc]ol|[Gg][ée]n|[Cc]ap|[Cc]apt|[Ll]t|[Ss]gt|[Cc]dt)"
    r"(?:\.|(?<=[er]))\s+(?P<name>[A-ZÀ-ÖØ-Þ][^\W\d_]+)(?![\w-]|\s+[A-ZÀ-ÖØ-Þd])"
)
_CAPITALISED = re.compile(r"\b[A-ZÀ-ÖØ-Þ][^\W\d_]+")
_FOLLOWING = re.compile(r"(?: [A-Z][A-Z0-9]+)*(?: [0-9]{1,4}(?![\w.,]))?")


def lost_names(text: Text, english: str, taken: Iterable[Span] = ()) -> list[Kept]:
    """Return the acronyms and names in `text` that `english`, its translation, does not have.

    Each has the English to put in its place. Those in `taken` and in code are left out.
    """
    plain = text.plain
    shields = Spans([*taken, *(mark.span for mark in text.marks if mark.kind in VERBATIM)])
    found: list[Kept] = []
    for kept in (*_lost_acronyms(plain, english), *_lost_titled(plain, english), *_misspelt(plain, english)):
        if not shields.overlap(kept.span):
            found.append(kept)
            shields.add(kept.span)
    return sorted(found)


def _lost_acronyms(plain: str, english: str) -> Iterator[Kept]:
    spans = find_acronyms(plain)
    lost = {span for span in spans if not stands(plain[slice(*span)], english)}
    spans = _with_those_before(plain, spans, lost)
    loud = Spans(span for span, _ in loud_spans(plain)) if spans else Spans()
    for start, end in spans:
        acronym = plain[start:end]
        if loud.overlap((start, end)):
            continue
        new = forms(acronym)[0]
        following = _FOLLOWING.match(plain, end)
        if new == acronym and following and following[0]:
            yield Kept((start, following.end()), acronym + following[0])  # a name such as `QGIS FR 2021`
            continue
        if new != acronym and _MANY.search(plain, max(0, start - 20), start):
            new = new + "s" if new.isupper() else plural(new)
        yield Kept((start, end), new)


def _with_those_before(plain: str, spans: list[Span], lost: set[Span]) -> list[Span]:
    """Return the `lost` spans, and those directly before one: together, they are one name."""
    found: list[Span] = []
    for span in reversed(spans):
        follows = (
            found
            and plain[span[1] : found[-1][0]] == " "
            and forms(plain[slice(*span)])[0] == plain[slice(*span)]
        )
        if span in lost or follows:
            found.append(span)
    return found[::-1]


def _lost_titled(plain: str, english: str) -> Iterator[Kept]:
    """Find names after a title that were translated, such as `Gris` after `M.`."""
    for match in _TITLED.finditer(plain):
        name = match["name"]
        if name not in english and _is_word(name, english):
            yield Kept(match.span("name"), name)


def _is_word(name: str, english: str) -> bool:
    """Return whether a French name is a word that was translated, and not a name that was transcribed."""
    small = fold(name)
    if small not in lexicon() and small not in common_words():
        return False
    return not any(may_transcribe(small, fold(word)) for word in _CAPITALISED.findall(english))


def _misspelt(plain: str, english: str) -> Iterator[Kept]:
    for word in misspelt(read_pair(Text(plain), Text(english))):
        span = word.start, word.start + len(word.text)
        if plain[slice(*span)] == word.text:
            yield Kept(span, word.text)
