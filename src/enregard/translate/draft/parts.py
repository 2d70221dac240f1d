"""Translate the parts of a sentence one by one if the author set them apart: lines, cells, numbered points.

The lines of a poster, an address or a sign are no sentence, though hard line breaks join them. Neither are
cells between semicolons or tabs. Translated together, their words would move from one to the other. The model
also drops what follows a vertical bar, or the number of a point: `Deux choses : 1. Boire. 2. Rire.`
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from enregard.article.article import MarkKind, Text
from enregard.article.edits import Span, Spans, join_texts, slices, splits_mark, strip_span
from enregard.article.score import Score, joined_score
from enregard.translate.checks.wordlists import english_words
from enregard.translate.draft import speech
from enregard.translate.draft.days import translate_days
from enregard.translate.draft.html_tags import Note, lift_notes, restore_notes
from enregard.translate.draft.phrases import split_closing, split_extra, translate_phrase
from enregard.translate.draft.protect import protected
from enregard.translate.glossary.glossary import Glossary
from enregard.translate.model.translator import Draft, Key, Translator

_SEPARATOR = re.compile(r"\s?;(?=\S)|\t")
_OPENING = "«“\"'‘([-–—*•¡¿ \u00a0\u202f"
_GOES_ON = re.compile(
    r"(?:[,(\-–—/«]|\b(?:au?x?|avec|ce|ces|chez|dans|des?|du|en|et|la|les?|mais|ni|ou|par|pour|que?|qui|sans"
    r"|sur|vers|[cdjlmnst]['’]))\s*\Z",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?…;][»”\"')\s]*\Z")
_SHORT_LINE = 4  # words; on average, lines of a text that ends like a sentence are longer
_LONGEST_CELL = 60  # characters
_MOST_MARKS = 200  # a text with more is translated as a whole
_MOST_PIECES = 400  # a text with more is no menu
_NAMES = frozenset(
    {"auteur", "auteure", "autrice", "nom", "noms", "patronyme", "prénom", "prénoms", "surnom"}
)
_BARS = "|¦‖│║†‡¶※•·∙▪■●◆◦‣⁃"
_BAR = re.compile(rf"(?:(?<!\s)\s+[{_BARS}]{{1,3}}|(?<=\w)[|¦‖│║]{{1,3}}(?=\w))(?:\s+|(?=\w))")
"""A sign between parts, such as the items of a menu."""
_AFTER_CRY = re.compile(
    r"(?<=[^\W\d_])\s?[!?](?P<gap>\s+)(?=(?:(?:c|j|l|n|qu|s|t)['’]|(?:à\squi|à\squoi|ce|ces|comment|des|elles?|ils?|je|la|le|les|mes|mon|nos"
    r"|notre|nous|on|où|pourquoi|que|quel|quelle|quels|quelles|qui|rien|tout|tous|tu|une?|voici|voilà|vos|votre|vous)\s)\w)"
)
"""The blank between an exclamation or a question and a sentence that begins with a small letter."""
_STEP = re.compile(r"(?P<back>[‹«]\s+)?(?P<words>[^\W\d_][^«»‹›.:!?]{1,40}?)(?P<on>\s+[›»])?")
"""A link to the page before or after: `‹ Précédent`, `Suivant »`."""
_QUOTED_OR_DASHED = re.compile(r"[«»“”\"]|\A\s*[-–—]")
_CRUMB = re.compile(r"(?<!\s)\s+[»›]\s+(?=[A-ZÀ-ÖØ-Þ])")
"""A sign between the headings that lead to a page, where no quotation is open."""
_FIGURES_AFTER = re.compile(
    r"(?P<label>[^\W\d_][^\W\d_.'’-]{0,40}(?: [^\W\d_][^\W\d_.'’-]{0,40}){0,2})"
    r"(?P<row>\s+[0-9]+(?:[ \t]+[0-9]+){2,}(?![\w.,:/%€$£-])\s*)"
)
_ONE_NUMBER = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+")
_NAMES_NUMBERS = re.compile(r"\b(?:appel\w*|fax|siren|siret|rib|iban|tél\w*)\b", re.IGNORECASE)
_POINT = re.compile(r"(?<=[:;.,…!?\w])\s+\(?(\d{1,2})(?:\.|[°º]\)?)\s+(?=[\w«“\"'])")
_NUMBERED = re.compile(
    r"(?=\(?(?P<number>\d{1,2}))(?:\(\d{1,2}\)|\d{1,2}(?:[°º] ?)?[)/]|\d{1,2}[°º] ?[-–—.:]"
    r"|\d{1,2}[°º](?= (?!Celsius|Fahrenheit)[A-ZÀ-Þ]\w))"
    r"[ \u00a0]+(?=[\w«“\"'])"
)
"""The number of a point before its words: `1°)`. Without a bracket, it may be degrees."""
_WORDS = re.compile(r"[^\W_]")
_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"), ("«", "»"), ("“", "”"))
_NAME = re.compile(r"[^\W\d_a-zß-ÿœ][^\W\d_]*(?:[ '’-][^\W\d_a-zß-ÿœ][^\W\d_]*)*")

_LABEL = re.compile(r"(?P<label>[A-ZÀ-ÖØ-Þ][^\W\d_]*(?:[ '’-][^\W\d_]+){0,4}\s?:)\s+(?=[A-ZÀ-ÖØ-Þ])")
_COMMAS = re.compile(r"\s*[,;]\s+|\s+et\s+")
_LISTED = re.compile(
    r"[A-ZÀ-ÖØ-Þ][\w.'’-]{0,40}(?: (?:(?:de|du|des|la|le) |d['’])?[A-ZÀ-ÖØ-Þ][\w.'’-]{0,40}){1,4}"
    r"(?: \([^()]{1,60}\))?"
)
"""A first name and a surname, and what may follow in brackets."""
_FEWEST_NAMES = 3
_NO_TERMS = Glossary()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text, in French; or, if it is `done`, in English."""

    text: Text
    done: bool = False
    score: Score | None = None
    links: str | None = None


class PartwiseTranslator:
    """Translates with `translator`, and each part of a text that has several by itself.

    Set phrases need no model, unless they hold one of the `terms`.
    """

    def __init__(self, translator: Translator, terms: Glossary = _NO_TERMS) -> None:
        self._translator = translator
        self._terms = terms

    def stream(self, texts: Iterable[tuple[Key, Text]]) -> Iterator[tuple[Key, Draft]]:
        """Yield the English of each text with its key, in any order."""
        waiting: dict[Key, _Split] = {}
        done: dict[Key, Draft] = {}

        def jobs() -> Iterator[tuple[tuple[Key, int], Text]]:
            for key, text in texts:
                parts = self._split(text)
                if parts.done:
                    done[key] = parts.joined()
                else:
                    waiting[key] = parts
                    yield from (
                        ((key, at), part.text) for at, part in enumerate(parts.parts) if not part.done
                    )

        for (key, at), answer in self._translator.stream(jobs()):
            text = answer.text
            parts = waiting[key].parts
            if at > 1 and parts[at - 2].text.plain.endswith(("!", "?")):
                text = Text(text.plain[:1].upper() + text.plain[1:], text.marks)
            elif at and parts[at].text.plain[:1].islower():
                text = _lowered(text)
            waiting[key].parts[at] = Part(text, done=True, score=answer.score, links=answer.links)
            if waiting[key].done:
                yield key, waiting.pop(key).joined()
        yield from done.items()

    def _split(self, text: Text) -> "_Split":
        body, notes = lift_notes(text)
        parts = [phrase for part in split(body) for phrase in self._phrases(part)]
        parts += (Part(Text(note.content), done=not note.is_french) for note in notes)
        return _Split(parts, notes)

    def _phrases(self, part: Part) -> list[Part]:
        """Return the parts of `part`: a set phrase and what is beside it, or a label and its list."""
        plain = part.text.plain
        if part.done or part.text.marks:
            return [part]
        if end := _label_end(plain):
            label, blank, names = slices(part.text, pairwise([0, *end, len(plain)]))
            head = translate_phrase(label.plain)
            return [Part(Text(head), done=True) if head else Part(label), Part(blank, done=True), Part(names)]
        if next(iter(self._terms.terms_in(plain)), None) is not None:
            return [part]
        if english := translate_phrase(plain):
            return [Part(Text(english), done=True)]
        if closing := split_closing(plain):
            return [Part(Text(closing[0]), done=True), Part(Text(closing[1]))]
        if extra := split_extra(plain):
            return [Part(Text(extra[0])), Part(Text(extra[1]), done=True)]
        return [part]


@dataclass(frozen=True, slots=True)
class _Split:
    """The parts of a text; those of its notes come last."""

    parts: list[Part]
    notes: Sequence[Note]

    @property
    def done(self) -> bool:
        return all(part.done for part in self.parts)

    def joined(self) -> Draft:
        """Return the draft of the text, with its notes where their marks are."""
        count = len(self.parts) - len(self.notes)
        draft = _joined(self.parts[:count])
        if not self.notes:
            return draft
        contents = (part.text.plain for part in self.parts[count:])
        texts = [
            f"{note.opening}{content}{note.closing}"
            for note, content in zip(self.notes, contents, strict=True)
        ]
        score = joined_score(part.score for part in self.parts)
        return Draft(restore_notes(draft.text, texts), score)


def _lowered(text: Text) -> Text:
    """Return the English of what begins with a small letter in French, with one, unless that is a name's."""
    word = text.plain.split(maxsplit=1)[0] if text.plain else ""
    if word == "A" or (word[1:].islower() and word.strip(".,;:!?").lower() in english_words()):
        return Text(text.plain[0].lower() + text.plain[1:], text.marks)
    return text


def _label_end(plain: str) -> tuple[int, int] | None:
    """Return the end of a label before a list of names, and the start of the list: `Ont signé : A, B, C.`"""
    match = _LABEL.match(plain)
    if match is None:
        return None
    names = [name for name in _COMMAS.split(plain[match.end() :].rstrip(" .")) if name]
    if len(names) < _FEWEST_NAMES or not all(_LISTED.fullmatch(name.strip()) for name in names):
        return None
    return match.end("label"), match.end()


def _joined(parts: Sequence[Part]) -> Draft:
    text = join_texts((part.text for part in parts), "")
    links = parts[0].links if len(parts) == 1 else None
    return Draft(text, joined_score(part.score for part in parts), links)


def split(text: Text) -> list[Part]:
    """Split `text` into lines and cells, if its author set them apart, and what is between them."""
    lines, breaks = _lines(text)
    rows = [_cells(line) for line in lines]
    if len({len(row) for row in rows}) > 1 or (len(rows) == 1 and len(rows[0]) < 5):
        rows = [[line] for line in lines]
    parts: list[Part] = []
    for number, row in enumerate(rows):
        parts += [Part(breaks[number - 1], done=True)] if number else []
        for at, cell in enumerate(row):
            between = at % 2 == 1
            if between:
                parts.append(Part(cell, done=True))
            else:
                parts += _pieces(_part(cell, rows[0][at] if number else None))
    return parts


def _pieces(part: Part) -> Iterator[Part]:
    """Yield the number before `part`, its parts between bars or its points, and what is between them."""
    match = None if part.done else _NUMBERED.match(part.text.plain)
    if match and not splits_mark(part.text, match.end()):
        number, rest = slices(part.text, [(0, match.end()), (match.end(), len(part.text.plain))])
        yield Part(number, done=True)
        part = _part(rest, None)
    text = part.text
    step = _STEP.fullmatch(text.plain) if not part.done and text.plain[:1] + text.plain[-1:] != "«»" else None
    if step and not text.marks and (step["back"] or step["on"]):
        yield Part(Text(step["back"] or ""), done=True)
        yield Part(Text(step["words"]))
        yield Part(Text(step["on"] or ""), done=True)
        return
    if part.done or len(text.marks) > _MOST_MARKS:
        yield part
        return
    gaps = _gaps(text.plain, int(match["number"]) if match else 0)
    codes = protected(text.plain) if gaps else []
    shields = Spans(span for span in codes if text.plain[slice(*span)] not in _BARS)
    edges = [0]
    for start, end in gaps:
        if not shields.overlap((start, end)) and not splits_mark(text, start) and not splits_mark(text, end):
            edges += (start, end)
    spans: list[Span] = list(pairwise([*edges, len(text.plain)]))
    spans = spans[:-1] if spans[-1][0] == spans[-1][1] else spans  # a row of figures may be last
    if (
        len(spans) == 1
        or len(spans) > _MOST_PIECES
        or not all(_is_whole(text.plain[slice(*span)]) for span in spans[::2])
    ):
        yield part
        return
    for at, piece in enumerate(slices(text, spans)):
        yield Part(piece, done=True) if at % 2 else _part(piece, None)


def _gaps(plain: str, number: int) -> list[Span]:
    """Return the spans of what separates the parts of `plain`: bars, crumbs, rows of figures or numbers.

    `number` is that of the point before `plain`, or 0.
    """
    gaps = [match.span() for match in _BAR.finditer(plain)]
    if not gaps and not any(sign in plain for sign in "«‹“"):
        gaps = [match.span() for match in _CRUMB.finditer(plain)]
    return gaps or _rows(plain) or list(_points(plain, number)) or _cries(plain)


def _cries(plain: str) -> list[Span]:
    """Return the blanks after exclamations and questions, which the model drops: `Attention ! ça glisse.`"""
    if ("!" not in plain and "?" not in plain) or _QUOTED_OR_DASHED.search(plain):
        return []
    gaps = [match.span("gap") for match in _AFTER_CRY.finditer(plain)]
    return gaps if gaps and next(speech.for_model(plain), None) is None else []


def _rows(plain: str) -> list[Span]:
    """Return the rows of figures, if `plain` is made of these and words before each: `Poules 12 14 9`."""
    found: list[Span] = []
    several = False
    at = 0
    while match := _FIGURES_AFTER.match(plain, at):
        if _NAMES_NUMBERS.search(match["label"]):
            return []
        several = several or not _ONE_NUMBER.fullmatch(match["row"].strip())
        found.append(match.span("row"))
        at = match.end()
    return found if several and at == len(plain) else []


def _points(plain: str, number: int) -> Iterator[Span]:
    """Yield the numbers of the points after a colon, or after point `number`, with the blanks around them."""
    expected = number + 1 if number else None
    for match in _POINT.finditer(plain):
        after_colon = plain[match.start() - 1] == ":"
        if after_colon if expected is None else int(match[1]) == expected:
            expected = int(match[1]) + 1
            yield match.span()


def _is_whole(plain: str) -> bool:
    """Return whether `plain` has words, and no bracket or quotation mark without its other half."""
    pairs = all(plain.count(opening) == plain.count(closing) for opening, closing in _PAIRS)
    return pairs and plain.count('"') % 2 == plain.count("`") % 2 == 0 and _WORDS.search(plain) is not None


def _part(text: Text, head: Text | None) -> Part:
    """Return a line, or a cell in a column with this `head`; names and days need no model."""
    if text.marks:
        return Part(text)
    if len(text.plain) == 1:
        return Part(text, done=True)
    if head is not None and head.plain.lower() in _NAMES and _NAME.fullmatch(text.plain):
        return Part(text, done=True)
    english = translate_days(text.plain)
    return Part(text) if english is None else Part(Text(english), done=True)


def _lines(text: Text) -> tuple[list[Text], list[Text]]:
    """Return the lines of `text` that its author set apart, and the breaks between them."""
    edges = [0]
    for mark in text.marks if len(text.marks) <= _MOST_MARKS else ():
        outer = splits_mark(text, mark.start) or splits_mark(text, mark.end)
        if mark.kind is MarkKind.BREAK and not outer:
            edges += mark.span
    edges.append(len(text.plain))
    lines = [strip_span(text.plain, *span) for span in zip(edges[::2], edges[1::2], strict=True)]
    words = [text.plain[slice(*line)] for line in lines]
    if not words[1:] or not all(words) or any(not _is_apart(*pair) for pair in pairwise(words)):
        return [text], []
    if _ENDS.search(text.plain) and len(text.plain.split()) > _SHORT_LINE * len(lines):
        return [text], []  # verse
    return list(slices(text, lines)), list(slices(text, pairwise(edges[1:-1])))[::2]


def _is_apart(line: str, following: str) -> bool:
    """Return whether no sentence goes on from a line to the `following` one."""
    first = following.lstrip(_OPENING)[:1]
    begins = first.isupper() or first.isdigit() or translate_days(following) is not None
    return begins and not _GOES_ON.search(line)


def _cells(line: Text) -> list[Text]:
    """Return the cells of a line and, between them, their separators."""
    edges = [0]
    if len(line.marks) > _MOST_MARKS:
        return [line]
    for match in _SEPARATOR.finditer(line.plain):
        edges += match.span()
    spans: list[Span] = list(pairwise([*edges, len(line.plain)]))
    inside = any(splits_mark(line, edge) for edge in edges[1:])
    if inside or any(not 0 < end - start <= _LONGEST_CELL for start, end in spans[::2]):
        return [line]
    return list(slices(line, spans))
