"""Apply the publication's house style to drafts: British or American spelling, dates and abbreviations."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from enregard.article.article import VERBATIM, MarkKind, Text
from enregard.article.edits import Edit, Span, edit_text, outside
from enregard.translate.draft import date_order, short_forms, spellings
from enregard.translate.draft.protect import protected
from enregard.translate.glossary.glossary import Glossary, find_english
from enregard.translate.model.translator import Draft, Key, Translator, remembering

STYLE_VERSION = "1"
"""Version of the house styles. Raise it when they change drafts, so that no old draft is reused."""

_KEPT = VERBATIM | {MarkKind.CITE}


class English(StrEnum):
    """A house style."""

    BRITISH = "british"
    AMERICAN = "american"


class StylingTranslator:
    """Translates with `translator`, and applies the house style `english` to its drafts.

    Translations that `terms`, the publication's glossary, requires stay as they are.
    """

    def __init__(self, translator: Translator, english: English, terms: Glossary) -> None:
        self._translator = translator
        self._english = english
        self._terms = terms

    def stream(self, texts: Iterable[tuple[Key, Text]]) -> Iterator[tuple[Key, Draft]]:
        """Yield the English of each text with its key, in any order."""
        sources: dict[Key, Text] = {}
        for key, draft in self._translator.stream(remembering(texts, sources)):
            text = in_style(sources.pop(key).plain, draft.text, self._english, self._terms)
            yield key, draft if text == draft.text else Draft(text, draft.score)


def in_style(french: str, draft: Text, english: English, terms: Glossary) -> Text:
    """Return the draft of a `french` sentence in a house style.

    What is not prose stays: code, words kept in French, titles of works, addresses, glossary terms.
    """
    if draft.plain == french:
        return draft
    edits = [*_edits(french, draft.plain, english)]
    return edit_text(draft, outside(edits, _shields(french, draft, terms))) if edits else draft


def _edits(french: str, plain: str, english: English) -> Iterator[Edit]:
    american = english is English.AMERICAN
    yield from spellings.in_spelling(french, plain, american=american)
    yield from date_order.in_order(french, plain, american=american)
    if english is English.BRITISH:
        yield from short_forms.british(french, plain)
    else:
        yield from short_forms.american(french, plain)


def _shields(french: str, draft: Text, terms: Glossary) -> list[Span]:
    """Return the spans of a draft that no style changes."""
    shields = [mark.span for mark in draft.marks if mark.kind in _KEPT]
    shields += protected(draft.plain)
    for occurrence in terms.terms_in(french):
        if occurrence.term.stays_french:
            start = draft.plain.find(occurrence.words)
            span = (start, start + len(occurrence.words)) if start >= 0 else None
        else:
            span = find_english(occurrence, draft.plain)
        if span is not None:
            shields.append(span)
    return shields
