"""Articles that changed beyond what can be compared pair by pair keep their translations."""

import polib

from enregard.article.article import Text
from enregard.translate.record.merge import merge

Entries = list[polib.POEntry]


def merged(old: list[str], new: list[str]) -> tuple[Entries, Entries]:
    entries = [polib.POEntry(msgid=msgid, msgstr=f"English of {msgid}") for msgid in old]
    return merge(entries, [], [Text(plain) for plain in new])


def test_a_long_article_in_another_order() -> None:
    sentences = [f"Phrase {number}." for number in range(3000)]
    swapped = [sentences[at + 1 - 2 * (at % 2)] for at in range(3000)]
    entries, obsolete = merged(sentences, swapped)
    assert [entry.msgstr for entry in entries] == [f"English of {msgid}" for msgid in swapped]
    assert not obsolete


def test_the_same_sentence_thousands_of_times() -> None:
    old = ["Oui.", *["Non."] * 3000, "Peut-être."]
    entries, obsolete = merged(old, ["Jamais.", *["Non."] * 2999, "Toujours."])
    assert sum(bool(entry.msgstr) for entry in entries) == 2999
    assert {entry.msgid for entry in obsolete} == {"Oui.", "Non.", "Peut-être."}


def test_a_very_long_sentence_that_was_edited() -> None:
    words = " ".join(f"mot{number}" for number in range(900))
    entries, _ = merged([f"{words} fin."], [f"{words} suite."])
    assert entries[0].previous_msgid == f"{words} fin."


def test_a_very_long_sentence_that_is_new() -> None:
    old, new = (" ".join(f"{word}{number}" for number in range(900)) for word in ("ancien", "neuf"))
    entries, obsolete = merged([old], [new])
    assert entries[0].previous_msgid is None
    assert [entry.msgid for entry in obsolete] == [old]
