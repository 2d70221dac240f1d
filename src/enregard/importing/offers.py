"""Turn the translation of a sentence into an offer, with the markup of the sentence and any doubts."""

from enregard.article.article import Text
from enregard.importing.accept import Offer
from enregard.importing.align.pairing import Translation
from enregard.importing.markup.match import mark_pair, mark_text
from enregard.importing.pairs import Pair
from enregard.translate.markup.placeholders import PlaceholderError, from_placeholders, without_placeholders
from enregard.translate.record.comments import former_of, is_imported
from enregard.translate.record.record import Record

# existing PO files contain these words
_UNSURE = "paired by the program, which is not sure"
_PART = "the program cut an English sentence into the pieces that answer each French one"


def offer_pair(record: Record, index: int, pair: Pair, *, reviewed: bool) -> Offer | None:
    """Offer the English of `pair` for a sentence, as `reviewed` unless its markup is doubtful.

    None if it has no words.
    """
    marked = mark_pair(pair, record.sentences[index].text, _current(record, index))
    if marked is None:
        return None
    return Offer(
        marked.string,
        pair.origin,
        reviewed=reviewed and not marked.doubt,
        engine=pair.engine,
        notes=pair.notes,
        doubt=marked.doubt,
    )


def offer_translation(record: Record, found: Translation, file: str) -> Offer | None:
    """Offer a sentence of the English text `file`: a person wrote it, so it is reviewed unless doubtful."""
    marked = mark_text(found.text, record.sentences[found.place].text, _current(record, found.place))
    if marked is None:
        return None
    doubt = _PART if found.is_part else "" if found.certain else _UNSURE
    doubts = "; ".join(filter(None, [marked.doubt, doubt]))
    return Offer(marked.string, f"{file}:{found.line}", reviewed=not doubts, doubt=doubts)


def draft_words(record: Record, index: int) -> str:
    """Return the words of a sentence's translation in the record, to compare with others; "" if absent.

    An imported draft may be paired wrongly and would confirm itself. So the draft that it replaced is used.
    """
    entry = record.entries[index]
    is_doubtful = entry.fuzzy and is_imported(entry.comment)
    return without_placeholders(former_of(entry.comment) if is_doubtful else entry.msgstr)


def _current(record: Record, index: int) -> Text | None:
    """Return the translation in the record, with its markup; None if it is missing or damaged."""
    try:
        return from_placeholders(record.entries[index].msgstr, record.sentences[index].text.marks)
    except PlaceholderError:
        return None
