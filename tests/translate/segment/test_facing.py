"""The sentences of an article, in the order of its record, and the way back."""

from pathlib import PurePosixPath

from hypothesis import given
from hypothesis import strategies as st

from enregard.article.article import Facing, Mark, MarkKind, State, Text
from enregard.errors import EnregardError
from enregard.seeds.read import read_article
from enregard.site.labels import Tally, tally
from enregard.translate.record.joins import join_sentences
from enregard.translate.segment.attributes import attributes, with_attributes
from enregard.translate.segment.facing import Segmented, face, segment_article

SEED = """---
tags: [pain, prix,  vie  quotidienne]
rubrique: Société
Description: >
  Le pain est cher.
  Pourquoi ?
title: Le prix du pain
---
Voici ![Une rue](a.png "La rue. Elle est vide.") et [ici](b "Une rue"). Puis ![Une rue](c.png).

![Une rue](d.png) ![e.png](e.png) ![](f.png) [x](g "https://a.example/b") ![12](h.png)
"""


def segmented(markdown: str) -> Segmented:
    return segment_article(read_article(markdown.split("\n"), PurePosixPath("a.md")))


def test_headers_come_first_and_words_in_markup_after_their_sentence() -> None:
    assert [
        (found.text.plain.replace("\ufffc", "*"), found.line) for found in segmented(SEED).sentences()
    ] == [
        ("Le prix du pain", 1),
        ("Le pain est cher.", 4),
        ("Pourquoi ?", 4),
        ("pain", 2),
        ("prix", 2),
        ("vie quotidienne", 2),
        ("Voici * et ici.", 9),
        ("Une rue", 9),
        ("La rue.", 9),
        ("Elle est vide.", 9),
        ("Puis *.", 9),
        ("* * * x *", 11),
        ("Une rue", 11),
    ]


def test_english_reaches_its_fields_and_its_markup() -> None:
    found = segmented(SEED)
    facings = [
        Facing(sentence, Text(sentence.text.plain.upper(), sentence.text.marks), State.DRAFT)
        for sentence in found.sentences()
    ]
    article = face(found, facings)
    assert article.target_title == "LE PRIX DU PAIN"
    assert len(list(article.facings())) == len(facings)
    assert {id(facing.sentence) for facing in article.facings()} == {id(one) for one in found.sentences()}
    assert [facing.target.plain for facing in article.fields["tags"]] == ["PAIN", "PRIX", "VIE QUOTIDIENNE"]
    assert list(article.fields) == ["title", "description", "tags"]
    shown = [mark.attrs for leaf in article.leaves for facing in leaf for mark in facing.target.marks]
    assert shown == [
        {"alt": "UNE RUE", "src": "a.png", "title": "LA RUE. ELLE EST VIDE."},
        {"href": "b", "title": "UNE RUE"},
        {"alt": "UNE RUE", "src": "c.png"},
        {"alt": "UNE RUE", "src": "d.png"},
        {"alt": "e.png", "src": "e.png"},
        {"alt": "", "src": "f.png"},
        {"href": "g", "title": "https://a.example/b"},
        {"alt": "12", "src": "h.png"},
    ]
    french = [mark.attrs for leaf in article.leaves for facing in leaf for mark in facing.sentence.text.marks]
    assert french[0]["alt"] == "Une rue"


def test_what_is_kept_has_no_entry_and_faces_itself() -> None:
    found = segmented(
        "# [Gloire]{translate=no}\n\n{translate=no}\n> Un ![rue](a.png). Deux.\n\n"
        "Il a vu [Gloire]{translate=no}. [Gloire]{translate=no} !"
    )
    [sentence] = found.sentences()
    assert sentence.text.plain == "Il a vu Gloire."
    article = face(found, [Facing(sentence, Text("He saw Gloire.", sentence.text.marks), State.REVIEWED)])
    assert (article.title, article.target_title) == ("Gloire", "Gloire")
    assert [[facing.state for facing in leaf] for leaf in article.leaves] == [
        [State.ALIKE],
        [State.ALIKE, State.ALIKE],
        [State.REVIEWED, State.ALIKE],
    ]
    assert tally(article) == Tally(0, 1, 0, ())


def test_a_title_is_kept_as_far_as_its_heading_is() -> None:
    found = segmented("# Voir [Gloire *à* tous]{translate=no}[^a] *vite*\n\nUn.\n\n[^a]: Deux")
    [title] = found.fields["title"]
    assert title.text == Text("Voir Gloire à tous vite", (Mark(MarkKind.NOT_TRANSLATED, 5, 18),))
    [title] = segmented("---\ntitle: Voir Gloire\n---\n# Voir [Gloire]{translate=no}\n\nUn.").fields["title"]
    assert title.text == Text("Voir Gloire")


def test_where_a_sentence_is_missing_its_markup_stays_french() -> None:
    found = segmented("Voici ![Une rue](a.png)")
    sentences = found.sentences()
    facings = [
        Facing(sentences[0], sentences[0].text, State.MISSING),
        Facing(sentences[1], Text("A street"), State.DRAFT),
    ]
    assert face(found, facings).leaves[0][0].target == sentences[0].text


def test_the_title_is_the_first_sentence_with_words() -> None:
    found = segmented("![Une rue](a.png)\n\nLe pain[^1] est *cher*. Oui.\n\n[^1]: Vu.")
    facings = [Facing(sentence, sentence.text, State.DRAFT) for sentence in found.sentences()]
    article = face(found, facings)
    assert (article.title, article.target_title) == ("Le pain est cher.",) * 2


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_no_address_is_ever_a_sentence(alt: str, title: str, address: str) -> None:
    markdown = f'![{alt}](<{address}> "{title}")'
    try:
        found = segmented(markdown)
    except EnregardError:
        return
    for leaf in found.leaves:
        for sentence, _ in leaf:
            everything = {value.value: "EN" for value in attributes(sentence)}
            english = with_attributes(sentence.text, everything)
            assert english.plain == sentence.text.plain
            for before, after in zip(sentence.text.marks, english.marks, strict=True):
                assert (before.kind, before.start, before.end) == (after.kind, after.start, after.end)
                assert before.attrs.get("src") == after.attrs.get("src")
                assert before.attrs.keys() == after.attrs.keys()
                if before.kind is MarkKind.LINK:
                    assert before.attrs["href"] == after.attrs["href"]


JOINED = """---
title: Un titre. Et encore.
tags: [Un, Deux]
---
Un mot ![Le chat dort. Le chien veille.](x.png) ici. Deux mots. ![](y.png)

![](z.png) Trois mots.

- Un. Deux.
- Trois.
"""


def test_blocks_have_numbers_of_their_own() -> None:
    found = segmented(JOINED)
    blocks: dict[int, list[str]] = {}
    for entry, block in zip(found.entries(), found.blocks(), strict=True):
        blocks.setdefault(block, []).append(entry.sentence.text.plain.replace("\ufffc", "*"))
    assert [*blocks.values()] == [
        ["Un titre.", "Et encore."],
        ["Un"],
        ["Deux"],
        ["Un mot * ici.", "Deux mots."],
        ["Le chat dort.", "Le chien veille."],
        ["* Trois mots."],
        ["Un.", "Deux."],
        ["Trois."],
    ]


def test_an_article_takes_the_joined_sentences_of_its_record() -> None:
    apart = segmented(JOINED)
    sentences, blocks = apart.sentences(), apart.blocks()
    joined = [
        join_sentences([it for it, other in zip(sentences, blocks, strict=True) if other == block])
        for block in dict.fromkeys(blocks)
    ]
    order = [sentence.text.plain for sentence in joined]
    together = apart.joined(joined)
    assert [it.text.plain for it in together.sentences()] == order
    assert together.joined(joined) == together
    facings = [
        Facing(it, Text(it.text.plain.upper(), it.text.marks), State.REVIEWED) for it in together.sentences()
    ]
    article = face(together, facings)
    assert article.target_title == "UN TITRE. ET ENCORE."
    assert [len(facings) for facings in article.leaves] == [2, 1, 1, 1]  # a picture alone has no entry
    assert [it.attrs.get("alt") for it in article.leaves[0][0].target.marks] == [
        "LE CHAT DORT. LE CHIEN VEILLE."
    ]
    assert tally(article) == Tally(0, len(sentences), 0, ())
