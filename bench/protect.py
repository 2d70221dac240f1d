"""Measure whether text that must not be translated comes out unchanged and in place.

Things (addresses, mails, handles, hashtags, file names, placeholders, code, emoji) are inserted into real
sentences where they are usual: after a word, in a bracket before the end, at the end before or after the full
stop, in quotes, at the beginning, or instead of a name. Every fourth sentence has two or three. The measures:

* `kept`: the share of things that the English has exactly as often as the French, byte for byte, with no mask
  left in the sentence. A thing inside a longer word does not count.
* `placed`: of the things after an anchor (a word that both languages have once, unchanged), at the beginning
  or at the end, the share that are at most two words away from there in the English.
* `bleu`: BLEU after the things are removed again. `bleu_plain`: BLEU of the sentences without things.
* The same for the engine alone: `kept_bare`, `placed_bare`, `bleu_bare`.
"""

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import click

from bench._pairs import installed_model, limit_option, pairs_option, read_pairs, texts_of
from bench.results import append
from enregard.article.article import Mark, MarkKind, Text
from enregard.translate.draft.protect import protected

_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")
_ANCHOR = re.compile(r"\b[A-ZÀ-Þ0-9][\w-]{2,}\b")
_NEAR = 2

Make = Callable[[random.Random], str]


def _pick(choose: random.Random, *parts: str) -> str:
    return choose.choice(parts)


def _address(choose: random.Random) -> str:
    host = _pick(
        choose, "www.example.org", "exemple.fr", "presse.exemple.gouv.fr", "blog.example.com", "t.co"
    )
    path = _pick(
        choose,
        "",
        "/",
        "/actualites/2021/07/25",
        "/a_b?x=1,5&y=2#fin",
        "/les-talibans.html",
        "/~durand/x_y.php",
    )
    return _pick(choose, "https://", "http://", "https://", "ftp://") + host + path


def _mail(choose: random.Random) -> str:
    return _pick(
        choose, "jean.dupont@exemple.fr", "redaction@presse.example.org", "m_durand+info@mail.exemple.com"
    )


def _handle(choose: random.Random) -> str:
    return "@" + _pick(choose, "Elysee", "jean_dupont", "LeMondeFR", "reuters", "DupontJ92")


def _hashtag(choose: random.Random) -> str:
    return "#" + _pick(choose, "Kaboul", "LaVieEstBelle", "élections2022", "retraites", "14juillet")


def _file(choose: random.Random) -> str:
    return _pick(
        choose,
        "rapport_final.pdf",
        "liste-des-noms.csv",
        "/etc/hosts",
        "notes.txt",
        "src/module.py",
        "ma_variable",
    )


def _placeholder(choose: random.Random) -> str:
    return _pick(choose, "{name}", "%s", "$prix", "%(nombre)d", "{{ titre }}", "{0}", "%1$s", "${HOME}")


def _emoji(choose: random.Random) -> str:
    return _pick(choose, "😀", "🇫🇷", "👍🏽", "❤️", "👨‍👩‍👧", "🔥🔥", "→")


def _code(choose: random.Random) -> str:
    return _pick(
        choose, "git commit -m 'fin'", 'print("bonjour")', "x = 1,5", "le_prix", "make tout", "a && b"
    )


KINDS: dict[str, tuple[Make, tuple[str, ...]]] = {
    "address": (_address, ("behind", "bracket", "end", "after", "quotes")),
    "mail": (_mail, ("behind", "bracket", "end", "quotes")),
    "handle": (_handle, ("behind", "bracket", "begin", "after")),
    "hashtag": (_hashtag, ("begin", "end", "after", "bracket")),
    "file": (_file, ("behind", "bracket", "quotes", "end")),
    "placeholder": (_placeholder, ("behind", "begin", "name", "quotes", "bracket")),
    "emoji": (_emoji, ("behind", "after", "begin")),
    "code": (_code, ("behind", "bracket", "end")),
}


@dataclass(frozen=True, slots=True)
class Thing:
    """Something inserted into a sentence, and where it must come out."""

    words: str
    kind: str
    where: str
    anchor: str = ""


def put_in(french: str, english: str, choose: random.Random) -> tuple[Text, list[Thing]] | None:
    """Insert things into `french`; None if it already has some, is short, or has no final punctuation."""
    if protected(french) or french[-1:] not in ".!?" or len(french) < 20:
        return None
    things: list[Thing] = []
    head, body, mark = "", french[:-1].rstrip(), french[-1]
    tail = after = ""
    anchors = [
        match[0]
        for match in _ANCHOR.finditer(body)
        if body.count(match[0]) == 1 and english.count(match[0]) == 1
    ]
    wanted = choose.choice((1, 1, 1, 2, 3))
    for _ in range(20):
        if len(things) == wanted:
            break
        kind = choose.choice(sorted(KINDS))
        make, places = KINDS[kind]
        where, words = choose.choice(places), make(choose)
        if any(words in thing.words or thing.words in words for thing in things) or words in english:
            continue
        shown = f"\x00{words}\x01" if kind == "code" else words
        anchor = ""
        if where == "begin" and not head:
            head = (
                f"{shown} : "
                if kind == "handle"
                else f"Bonjour {shown}, "
                if kind == "placeholder"
                else f"{shown} "
            )
        elif where == "bracket" and not tail:
            tail = f" (voir {shown})"
        elif where == "quotes" and not tail:
            tail = f", dit « {shown} »"
        elif where == "end" and not tail:
            tail = f" : {shown}"
        elif where == "after" and not after:
            after = f" {shown}"
        elif where in ("behind", "name") and anchors:
            anchor = anchors.pop(choose.randrange(len(anchors)))
            new = shown if where == "name" else f"{anchor} {shown}"
            body = re.sub(rf"\b{re.escape(anchor)}\b", lambda _, new=new: new, body, count=1)  # type: ignore[misc]
        else:
            continue
        things.append(Thing(words, kind, where, anchor))
    return (_with_code(head + body + tail + mark + after), things) if things else None


def _with_code(marked: str) -> Text:
    """Return `marked` as a text, with the words between the two signs as code."""
    pieces = re.split("[\x00\x01]", marked)
    marks = []
    at = 0
    for number, piece in enumerate(pieces):
        if number % 2:
            marks.append(Mark(MarkKind.CODE, at, at + len(piece)))
        at += len(piece)
    return Text("".join(pieces), tuple(marks))


def is_kept(thing: Thing, source: Text, target: Text) -> bool:
    """Return whether `target` has the thing as often as `source`, and code is still code."""
    if thing.kind == "code" and thing.words not in {
        target.under(mark) for mark in target.marks if mark.kind is MarkKind.CODE
    }:
        return False
    pattern = rf"(?<!\w){re.escape(thing.words)}(?!\w)"
    ours = len(re.findall(pattern, source.plain))
    return ours == len(re.findall(pattern, target.plain)) and not re.search(r"\bNX\d", target.plain)


def is_placed(thing: Thing, target: str, things: Sequence[Thing]) -> bool | None:
    """Return whether the thing is in its place; None if that cannot be judged."""
    at = target.find(thing.words)
    if at < 0:
        return False
    before, behind = target[:at], target[at + len(thing.words) :]
    for other in things:
        before, behind = before.replace(other.words, " "), behind.replace(other.words, " ")
    if thing.where == "name":
        return None
    if thing.where == "begin":
        return len(_WORD.findall(before)) <= _NEAR
    if thing.where != "behind":
        return len(_WORD.findall(behind)) <= _NEAR
    if thing.anchor not in before + behind:
        return None
    start = before.rfind(thing.anchor)
    between = before[start + len(thing.anchor) :] if start >= 0 else behind[: behind.find(thing.anchor)]
    return len(_WORD.findall(between)) <= _NEAR


def without(things: Sequence[Thing], target: str) -> str:
    """Undo the insertion of `things` in `target`."""
    for thing in sorted(things, key=lambda thing: -len(thing.words)):
        words = re.escape(thing.words)
        if thing.where == "name":
            target = re.sub(words, lambda _, thing=thing: thing.anchor, target)  # type: ignore[misc]
        else:
            target = re.sub(
                rf"\s*(?:\(see {words}\)|, says? \"{words}\"|: {words}|Hello {words}, ?|{words})", "", target
            )
    return " ".join(target.split())


def share(judged: Iterator[bool | None]) -> tuple[float, int]:
    """Return the share of true among those that could be judged, and their number."""
    sure = [one for one in judged if one is not None]
    return round(sum(sure) / len(sure), 4) if sure else 1.0, len(sure)


@click.command()
@pairs_option
@limit_option
@click.option("--seed", default=1, show_default=True, help="Which things, and where.")
@click.option("--show", default=0, help="Print so many that are not kept or not placed.")
def main(pairs: Path, limit: int | None, seed: int, show: int) -> None:
    """Insert addresses, placeholders, emoji into sentences: do they come out unchanged, in their place?"""
    import sacrebleu

    from enregard.translate.draft.pipeline import ProcessingTranslator
    from enregard.translate.model.engine import Engine

    package = installed_model()
    choose = random.Random(seed)  # noqa: S311  # the same on every machine
    rows = []
    for french, english in read_pairs(pairs, limit):
        made = put_in(french, english, choose)
        if made is not None:
            rows.append((*made, french, english))
    sources = [source for source, _, _, _ in rows]
    references = [[english for _, _, _, english in rows]]
    with Engine(package.path) as engine:
        answers = texts_of(ProcessingTranslator(engine).stream(enumerate(sources)))
        prepared = [answers[number] for number in range(len(rows))]
        bare = engine.translate(sources)
        plain = engine.translate([Text(french) for _, _, french, _ in rows])

    def figures(targets: list[Text]) -> tuple[float, float, int, float]:
        pairs_of = list(zip(rows, targets, strict=True))
        kept, _ = share(is_kept(thing, row[0], target) for row, target in pairs_of for thing in row[1])
        placed, judged = share(
            is_placed(thing, target.plain, row[1]) for row, target in pairs_of for thing in row[1]
        )
        english = [without(row[1], target.plain) for row, target in pairs_of]
        return kept, placed, judged, round(sacrebleu.corpus_bleu(english, references).score, 2)

    wrong = (
        f"{thing}\n  - {source.plain}\n  + {target.plain}"
        for (source, things, _, _), target in zip(rows, prepared, strict=True)
        for thing in things
        if not is_kept(thing, source, target) or is_placed(thing, target.plain, things) is False
    )
    for line in islice(wrong, show):
        print(line)
    kinds = {
        kind: share(
            is_kept(thing, source, target)
            for (source, things, _, _), target in zip(rows, prepared, strict=True)
            for thing in things
            if thing.kind == kind
        )[0]
        for kind in KINDS
    }
    kept, placed, judged, bleu = figures(prepared)
    kept_bare, placed_bare, _, bleu_bare = figures(bare)
    result = {
        "pairs": pairs.name,
        "seed": seed,
        "sentences": len(rows),
        "things": sum(len(things) for _, things, _, _ in rows),
        "kept": kept,
        "kinds": kinds,
        "placed": placed,
        "placed_judged": judged,
        "bleu": bleu,
        "kept_bare": kept_bare,
        "placed_bare": placed_bare,
        "bleu_bare": bleu_bare,
        "bleu_plain": round(sacrebleu.corpus_bleu([text.plain for text in plain], references).score, 2),
    }
    append("protect", result)
    print(json.dumps(result))
