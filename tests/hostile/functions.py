"""Call each function that goes through a text of any length, with the text where a stranger could put it.

`READERS` take whole files; most texts would not get far in a file that has a form. Here the form is right.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from html import escape
from itertools import pairwise
from pathlib import PurePosixPath

import polib

from enregard.article.article import Facing, FacingArticle, Sentence, State, Text
from enregard.article.blanks import collapse, one_line, quoted
from enregard.article.edits import Span, slices
from enregard.article.shorten import shorten
from enregard.article.slugs import slug_of
from enregard.errors import EnregardError
from enregard.export.colophon import Colophon
from enregard.export.jsonl import jsonl
from enregard.export.tmx import tmx
from enregard.export.units import units
from enregard.export.xhtml import rows
from enregard.export.xliff import xliff
from enregard.importing.align.pairing import pair_sentences
from enregard.importing.align.sentences import sentence_ends
from enregard.seeds.read import read_article
from enregard.serving.inject import inject
from enregard.site.model import ModelInfo
from enregard.site.search.search import document
from enregard.site.summary import summarise
from enregard.site.words.typography import typeset, typeset_characters
from enregard.translate.checks import check
from enregard.translate.draft import numbers, punctuation
from enregard.translate.draft.html_tags import lift_tags, restore_tags
from enregard.translate.draft.postprocess import postprocess
from enregard.translate.draft.preprocess import preprocess
from enregard.translate.draft.protect import protected
from enregard.translate.draft.truecase import calm, is_shouted, loud_spans, shout
from enregard.translate.glossary.csv_file import parse_glossary
from enregard.translate.markup.align import Alignment
from enregard.translate.markup.placeholders import PlaceholderError, from_placeholders, with_placeholders
from enregard.translate.markup.recover import recover, suggestion
from enregard.translate.markup.transfer import bare_words, transfer_markup
from enregard.translate.markup.unplaced import Transferred
from enregard.translate.memory.terms import term_findings
from enregard.translate.memory.wording import (
    differ_in_meaning,
    is_distinctive,
    is_long,
    sentence_key,
    wording,
)
from enregard.translate.record import comments
from enregard.translate.record.merge import merge
from enregard.translate.record.review import on_one_line
from enregard.translate.segment.facing import Entry, face, segment_article
from enregard.translate.segment.segment import segment
from enregard.translate.segment.sentences import split_sentences
from tests.hostile import adding
from tests.hostile.readers import READERS

_TERMS, _ = parse_glossary("French,English\nfrappe …,strike on …\nLe Monde,\nmot,word\nPaul,Paul\n", "g.csv")
_COLOPHON = Colophon("T", ModelInfo("m", "1", "MIT", "x"))


def _texts(plain: str) -> list[Text]:
    """Return the texts of a Markdown file; none if it is refused."""
    try:
        article = read_article(plain.split("\n"), PurePosixPath("a.md"))
    except EnregardError:
        return []
    return [leaf.text for leaf in article.leaves() if leaf.text is not None]


def _sentences(plain: str) -> list[Text]:
    """Return the sentences of a Markdown file."""
    return [sentence.text for text in _texts(plain) for sentence in segment(text, 1)]


def _facing(plain: str, name: str) -> FacingArticle | None:
    """Return an article facing itself; None if it is refused."""
    try:
        segmented = segment_article(read_article(plain.split("\n"), PurePosixPath(name)))
    except EnregardError:
        return None
    return face(segmented, [Facing(one, one.text, State.DRAFT) for one in segmented.sentences()])


def segmenter(plain: str) -> None:
    """The segmenters of French and English, without and with markup."""
    split_sentences(plain)
    sentence_ends(plain)
    _sentences(plain)


def protector(plain: str) -> None:
    """What finds the words to keep, and tags."""
    protected(plain)
    lifted, tags = lift_tags(Text(plain))
    restore_tags(lifted, tags)


def capitals(plain: str) -> None:
    """What calms capitals."""
    for each in (plain, plain.upper()):
        is_shouted(each)
        loud_spans(each)
        calm(each, protected(each))
        shout(each)


def figures(plain: str) -> None:
    """Numbers and punctuation, before and after the model."""
    list(numbers.for_model(plain))
    list(numbers.in_english(plain, plain, []))
    list(punctuation.for_model(plain))
    list(punctuation.in_english(plain))


def draft(plain: str) -> None:
    """All that happens to a sentence before and after the model, if the model copies it, masks or not."""
    for text in (*map(Text, split_sentences(plain)), *_sentences(plain)):
        prepared = preprocess(text, _TERMS)
        postprocess(prepared, Transferred(prepared.text))
        postprocess(prepared, Transferred(Text(bare_words(prepared.text))))


def transfer(plain: str) -> None:
    """The transfer of markup to an English that is the same as the French, in pieces of 2,000 characters.

    Within a sentence, which has at most 10,000, its time grows with the square, like the attention.
    """
    for text in _sentences(plain):
        for piece in slices(text, pairwise([*range(0, len(text.plain), 2000), len(text.plain)])):
            transfer_markup(piece, _diagonal(bare_words(piece)))


def _diagonal(words: str) -> Alignment:
    """Align words with themselves, in pieces of five characters."""
    spans: list[Span] = [(at, min(at + 5, len(words))) for at in range(0, len(words), 5)]
    size = range(len(spans))
    return Alignment(words, spans, spans, [[float(at == row) for at in size] for row in size])


def markup_of_records(plain: str) -> None:
    """Placeholders, right and wrong, of sentences with any markup."""
    for source in _sentences(plain):
        string = with_placeholders(source)
        from_placeholders(string, source.marks)
        recover(string[:-1], source)
        recover(source.plain, source)
        suggestion(source.plain + "<1>", source)


def damaged(plain: str) -> None:
    """Any placeholders for a sentence with little markup."""
    (source,) = _texts("Un *mot* et [un lien](x), `code` et **Paul**.")
    with suppress(PlaceholderError):
        from_placeholders(plain, source.marks)
    recover(plain, source)
    suggestion(plain, source)


def checks(plain: str) -> None:
    """Every check, of a text against itself and against another."""
    text = Text(plain)
    check(text, text, _TERMS)
    check(Text("Un mot de Paul, le 1er mai."), text, _TERMS)
    check(text, Text("A word from Paul, on May 1st."), _TERMS)


def terms(plain: str) -> None:
    """The terms of an article whose English is the same as its French."""
    term_findings([polib.POEntry(msgid=one, msgstr=one) for one in split_sentences(plain)], _TERMS)


def remarks(plain: str) -> None:
    """The comments of an entry."""
    comment = f"Machine draft by m 1 (x)\nFinding (numbers): a\n{plain}"
    comments.engine_of(comment)
    comments.findings_of(comment)
    comments.former_of(comment)
    comments.with_draft(comment, "m", "x")
    comments.with_former(comment, plain)
    comments.with_other(comment, "x", plain)
    comments.accepted_kinds("accepted: " + plain)


def merged(plain: str) -> None:
    """A record whose sentences have all changed."""
    sentences = split_sentences(plain)
    entries = [polib.POEntry(msgid=sentence, msgstr="x") for sentence in sentences]
    merge(entries, [], [Text(f"{sentence} et") for sentence in sentences])
    merge(entries, [], [Text(sentence) for sentence in sentences[::-1]])


def normaliser(plain: str) -> None:
    """What makes a text short, comparable or fit for a line or an address."""
    for change in (collapse, one_line, quoted, on_one_line, shorten, slug_of, sentence_key, is_long):
        change(plain)
    is_distinctive(wording(plain))
    differ_in_meaning(plain, plain[::-1])


def typography(plain: str) -> None:
    """The typography of both languages, with the spaces at which no line ends."""
    for lang in ("fr", "en"):
        typeset(plain, lang)
        typeset_characters(plain, lang)


def exports(plain: str) -> None:
    """Every export of an article, and its entry in lists and the search."""
    for name in ("a.md", "a.txt"):
        if article := _facing(plain, name):
            found = [(article, units(article))]
            for export in (tmx, xliff, jsonl):
                "".join(export(found, _COLOPHON))
            rows(article)
            document(summarise(article), "fr", f"<main>{plain}</main>")


def page(plain: str) -> None:
    """A page that the server adds its script to, and that the search reads."""
    inject(plain.encode("utf-8", "replace"), "http://a", {}, strict=True)


def alignment(plain: str) -> None:
    """The alignment of a text with itself, and of one sentence with two."""
    french = [Entry(at, Sentence(Text(each), 1)) for at, each in enumerate(split_sentences(plain))]
    spans = pairwise([0, *sentence_ends(plain)])
    given = [each for start, end in spans if (each := plain[start:end].strip())]
    english = [Entry(at, Sentence(Text(each), 1)) for at, each in enumerate(given)]
    list(pair_sentences(french, english, [""] * len(french)))
    two = [Entry(at, Sentence(Text("Un mot de Paul."), 1)) for at in range(2)]
    list(pair_sentences(two, english[:1], ["", ""]))


def _quoted(plain: str) -> str:
    """Return the inside of a string in JSON, TOML, YAML or PO."""
    return json.dumps(plain, ensure_ascii=False)[1:-1]


def _xml(plain: str) -> str:
    """Return the content of an element."""
    valid = "".join(sign if sign >= " " or sign in "\t\n\r" else " " for sign in plain)
    return escape(valid).translate({9: "&#9;", 10: "&#10;", 13: "&#13;"})


def _within(reader: str, before: str, after: str, write: Callable[[str], str], plain: str) -> None:
    """Read a file with the text, as `write` writes it, between `before` and `after`."""
    READERS[reader](f"{before}{write(plain)}{after}".encode("utf-8", "replace"))


_PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
_MARKED = 'msgid "Un <1>mot</1> et <2>un lien</2><3/>."\n'
_TMX = '<tmx version="1.4"><header/><body><tu><tuv xml:lang="fr"><seg>'
_TMX_ENGLISH = '</seg></tuv><tuv xml:lang="en"><seg>'
_TMX_END = "</seg></tuv></tu></body></tmx>"
_XLIFF_1 = '<xliff version="1.2"><file target-language="en"><body><trans-unit id="1"><source>Un mot.</source>'
_XLIFF_2 = '<xliff version="2.0" trgLang="en"><file id="f"><unit id="u"><segment><source>Un mot.</source>'

_PLACES: dict[str, tuple[str, str, str, Callable[[str], str]]] = {
    "title": ("front_matter", 'title: "', '"', _quoted),
    "tags": ("front_matter", 'tags: "', '"', _quoted),
    "date": ("text", "date ", "\n\nUn texte.\n", str),
    "msgid": ("record", f'{_PO}msgid "', '"\nmsgstr "x"\n', _quoted),
    "msgstr": ("record", f'{_PO}msgid "Deux mots."\nmsgstr "', '"\n', _quoted),
    "marked msgstr": ("record", f'{_PO}{_MARKED}msgstr "<1>', '</1>"\n', _quoted),
    "term": ("glossary", 'French,English\n"', '",x\n', str),
    "setting": ("settings", 'title = "', '"\n', _quoted),
    "TMX French": ("exchanged", _TMX, f"{_TMX_ENGLISH}A word.{_TMX_END}", _xml),
    "TMX English": ("exchanged", f"{_TMX}Un mot.{_TMX_ENGLISH}a", f"b{_TMX_END}", _xml),
    "TMX code": ("exchanged", f"{_TMX}Un mot.{_TMX_ENGLISH}a<ph>", f"</ph>b{_TMX_END}", _xml),
    "XLIFF 1.2": ("exchanged", f"{_XLIFF_1}<target>", "</target></trans-unit></body></file></xliff>", _xml),
    "XLIFF 2": ("exchanged", f"{_XLIFF_2}<target>", "</target></segment></unit></file></xliff>", _xml),
    "XLIFF 2 markup": ("exchanged", f"{_XLIFF_2}<target>", "</target></segment></unit></file></xliff>", str),
    "mail subject": ("text", "De : a@b.fr\nObjet : ", "\n\nUn texte.\n", str),
    "mail people": ("text", "Objet : a\nDe : a@b.fr\nÀ : ", "\n\nUn texte.\n", str),
    "Word paragraph": ("word", *adding.WORD_TEXT, _xml),
    "Word markup": ("word", *adding.WORD_TEXT, str),
    "LibreOffice paragraph": ("libreoffice", *adding.ODT_TEXT, _xml),
    "TEI paragraph": ("tei", *adding.TEI_TEXT, _xml),
    "TEI markup": ("tei", *adding.TEI_TEXT, str),
    "title of an entry": ("feed", *adding.RSS, _xml),
    "post of WordPress": ("feed", *adding.WXR, _xml),
    "article of a page": ("web_page", *adding.ARTICLE, str),
    "title of a page": ("web_page", *adding.META, escape),
    "structured data": ("web_page", *adding.STRUCTURED, _quoted),
    "subtitle": ("subtitles", *adding.CUE, str),
    "chapter": ("book", *adding.ARTICLE, str),
    "JSON Lines": ("exchanged", '{"fr": "Un mot.", "en": "A ', '"}', _quoted),
    "JSON Lines HTML": ("exchanged", '{"fr": "a", "en": "A", "html": {"fr": "a", "en": "', '"}}', _quoted),
    "PO to import": ("exchanged", f'{_MARKED}msgstr "', '"\n', _quoted),
}
"""Places in files: the reader, what is before and after the text, and how the text is written there."""

FUNCTIONS: dict[str, Callable[[str], object]] = {
    **{
        function.__name__.replace("_", " "): function
        for function in (
            *(segmenter, protector, capitals, figures, draft, transfer, markup_of_records, damaged, checks),
            *(terms, remarks, merged, normaliser, typography, exports, page, alignment),
        )
    },
    **{name: partial(_within, *place) for name, place in _PLACES.items()},
}
"""Every function and place, by name."""
