"""Make the output shortlist from the model's own translations of a corpus, and the corpus's English.

1. French sentences are taken at random for one part, then in an order that shows rare pieces first.
2. The model translates them greedily. At each step all pieces are noted that it thinks at least a hundredth
   as likely as the best, with the French piece that has most of its attention. Two of three sentences are
   prepared as for a draft. What is done lies in the folder WORK, so that a run may be interrupted.
3. The pieces most often noted are always allowed, and all that names and numbers are spelt with. A French
   piece allows what was noted for it often enough; what was not often enough, the whole word that the piece
   stands in allows, or the piece with its neighbour.
4. English words of the corpus that are not allowed yet go to the piece that they come with most often.
5. Whatever is allowed is allowed with a capital or without, at a word's beginning or after a hyphen or quote.

The list in the package was made in these ways from 1,450,000 pieces noted so and 22,000 sentences translated
in beams of 4; the order of its sentences is another, so that a new one will be like it, and not the same.
"""

import hashlib
import json
import lzma
import random
import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import click
import numpy as np

from enregard.article.article import Text
from enregard.system.cores import available_cores
from enregard.translate.draft.preprocess import prepare
from enregard.translate.glossary.glossary import Glossary
from enregard.translate.model.install import find, read_pin
from enregard.translate.model.shortlist import BUNDLED, pack, read_vocabulary, unpack

LONGEST = 70
"""Pieces of a sentence that is looked at."""
CHUNK = 1500
"""Sentences that are translated and saved together."""
BATCH = 700
"""Pieces in a batch: the likelihoods of all pieces at all steps of it are in memory."""
LEAST = 0.01
"""Of the likelihood of the best piece, for a piece to be noted."""
OFTEN = 4000
"""A French piece seen more often than this, or without letters, allows what is noted in 1 of 200 cases."""

Rules = dict[tuple[int, ...], set[int]]


@dataclass(frozen=True, slots=True)
class Noted:
    """What was noted of one sentence: its pieces, and for each step the place of most attention with the
    candidates and how likely they are beside the best."""

    source: list[int]
    steps: list[tuple[int, list[tuple[int, float]]]]


def in_order(lines: Iterable[str], tokenizer: Any, at_random: int) -> list[str]:
    """The lines to translate: some at random, then those with pieces that were shown least."""
    lines = list(dict.fromkeys(lines))
    random.Random(11).shuffle(lines)  # noqa: S311 - nobody is to be surprised
    pieces = [set(tokens) for tokens in tokenizer.encode(lines, out_type=str)]
    usable = [place for place, tokens in enumerate(pieces) if 0 < len(tokens) <= LONGEST]
    order, rest = usable[:at_random], usable[at_random:]
    shown: Counter[str] = Counter()
    for place in order:
        shown.update(pieces[place])
    for times in (2, 4, 8, 14, 24, 40):
        left = []
        for place in rest:
            if any(shown[piece] < times for piece in pieces[place]):
                order.append(place)
                shown.update(pieces[place])
            else:
                left.append(place)
        rest = left
    return [lines[place] for place in order + rest]


def note(lines: list[str], tokenizer: Any, translator: Any, places: dict[str, int]) -> dict[str, Any]:
    """Translate the lines; what is noted, as arrays."""
    nothing = Glossary()
    texts = [
        prepare(Text(line), nothing).text.plain if number % 3 else line for number, line in enumerate(lines)
    ]
    tokens = sorted((one for one in tokenizer.encode(texts, out_type=str) if one), key=len)
    batches: list[list[list[str]]] = [[]]
    for one in tokens:
        if batches[-1] and (len(batches[-1]) + 1) * len(one) > BATCH:
            batches.append([])
        batches[-1].append(one)
    columns: dict[str, list[Any]] = {name: [] for name in ("source", "lengths", "steps", "at", "counts")}
    ids, weights = [], []
    under_way: deque[tuple[list[list[str]], Any]] = deque()
    waiting = iter(batches)
    while True:
        while len(under_way) < 4 and (batch := next(waiting, None)):
            answers = translator.translate_batch(
                batch, asynchronous=True, beam_size=1, return_attention=True, return_logits_vocab=True
            )
            under_way.append((batch, answers))
        if not under_way:
            break
        for source, answer in zip(*under_way.popleft(), strict=True):
            result = answer.result()
            columns["source"] += [places.get(piece, 1) for piece in source]
            columns["lengths"].append(len(source))
            columns["steps"].append(len(result.hypotheses[0]))
            for logits, attention in zip(result.logits[0], result.attention[0], strict=False):
                row = np.array(logits, copy=False)
                likely = np.flatnonzero(row > row.max() + np.log(LEAST))
                ids.append(likely.astype(np.uint16))
                weights.append(np.exp(row[likely] - row.max()).astype(np.float16))
                columns["counts"].append(len(likely))
                columns["at"].append(int(np.argmax(attention)))
    arrays: dict[str, Any] = {name: np.asarray(values, np.uint16) for name, values in columns.items()}
    return {**arrays, "ids": np.concatenate(ids), "weights": np.concatenate(weights)}


def noted(work: Path) -> Iterator[Noted]:
    """What was noted of each sentence so far."""
    for file in sorted(work.glob("*.npz")):
        with np.load(file) as data:
            columns = {name: data[name].tolist() for name in data.files}
        source, at, counts = (iter(columns[name]) for name in ("source", "at", "counts"))
        candidates = zip(columns["ids"], columns["weights"], strict=True)
        for length, steps in zip(columns["lengths"], columns["steps"], strict=True):
            pieces = list(islice(source, length))
            yield Noted(
                pieces,
                [(min(next(at), length - 1), list(islice(candidates, next(counts)))) for _ in range(steps)],
            )


def word_of(source: list[int], place: int, vocabulary: list[str]) -> tuple[int, ...]:
    """The pieces of the word that the piece stands in: six at most."""
    first = place
    while (
        first > 0 and not vocabulary[source[first]].startswith("▁") and _lettered(vocabulary[source[first]])
    ):
        first -= 1
    last = place + 1
    while (
        last < len(source)
        and not vocabulary[source[last]].startswith("▁")
        and _lettered(vocabulary[source[last]])
    ):
        last += 1
    return tuple(source[max(first, place - 3) : last][:6])


def _lettered(piece: str) -> bool:
    return any(character.isalnum() for character in piece)


def make_rules(work: Path, vocabulary: list[str], always: int) -> Rules:
    """The list from what was noted; the key () has the `always` most frequent candidates."""
    seen: Counter[int] = Counter()
    weights: defaultdict[int, Counter[int]] = defaultdict(Counter)
    total: Counter[int] = Counter()
    for sentence in noted(work):
        seen.update(sentence.source)
        for place, candidates in sentence.steps:
            for candidate, weight in candidates:
                weights[sentence.source[place]][candidate] += weight  # type: ignore[assignment]
                total[candidate] += weight  # type: ignore[assignment]
    fixed = {candidate for candidate, _ in total.most_common(always)}
    rules: Rules = {(): fixed}
    for piece, found in weights.items():
        strict = seen[piece] > OFTEN or not _lettered(vocabulary[piece])
        least = max(0.1, (0.005 if strict else 0.001) * seen[piece])
        rules[(piece,)] = {one for one, weight in found.most_common(400) if weight >= least} - fixed
    more: defaultdict[tuple[int, ...], set[int]] = defaultdict(set)
    for source, steps in ((one.source, one.steps) for one in noted(work)):
        allowed = fixed.union(source, *(rules.get((piece,), ()) for piece in source))
        for place, candidates in steps:
            wanted = {one for one, weight in candidates if weight >= 0.1} - allowed
            word = word_of(source, place, vocabulary)
            if len(word) > 1 or seen[source[place]] < OFTEN:
                more[word] |= wanted
            else:
                for key in (tuple(source[place : place + 2]), tuple(source[max(0, place - 1) : place + 1])):
                    more[key] |= wanted
    for key, wanted in more.items():
        rules[key] = rules.get(key, set()) | wanted
    return rules


def add_references(rules: Rules, pairs: list[tuple[str, str]], tokenizer: Any, vocabulary: list[str]) -> None:
    """Allow English words of the corpus with the French piece that they come with most often, if twice."""
    places = {piece: place for place, piece in enumerate(vocabulary)}
    missing = []
    seen: Counter[int] = Counter()
    together: Counter[tuple[int, int]] = Counter()
    for tokens, (_, english) in zip(
        tokenizer.encode([french for french, _ in pairs], out_type=str), pairs, strict=True
    ):
        source = {places[piece] for piece in tokens if piece in places}
        seen.update(source)
        words = {places.get("▁" + word, -1) for word in re.findall(r"[^\W\d_]{2,}", english)} - {-1}
        words -= rules[()].union(source, *(rules.get((piece,), ()) for piece in source))
        lettered = tuple(piece for piece in source if _lettered(vocabulary[piece]))
        if words and lettered:
            missing.append((lettered, words))
            together.update((piece, word) for piece in lettered for word in words)
    links: Counter[tuple[int, int]] = Counter()
    for pieces, words in missing:
        for word in words:
            best = max(pieces, key=lambda piece: (together[piece, word] - 0.9) / (seen[piece] + 2))
            links[best, word] += 1
    for (piece, word), count in links.items():
        if count >= max(2, 0.002 * seen[piece]):
            rules.setdefault((piece,), set()).add(word)


def add_variants(rules: Rules, vocabulary: list[str], french: set[str]) -> None:
    """Allow with each piece the same letters with a capital or without, beginning a word or not.

    `french` are pieces of the French that never answer anything, and are left out.
    """
    places = {piece: place for place, piece in enumerate(vocabulary) if piece not in french}
    short = re.compile(r"[A-Za-z]{1,4}|(?=.*\d)[^A-Za-zÀ-ÿ]+")
    rules[()] |= {place for piece, place in places.items() if short.fullmatch(piece)}

    def variants(place: int) -> Iterator[int]:
        letters = vocabulary[place].strip("▁")
        forms = {letters, letters[:1].upper() + letters[1:], letters[:1].lower() + letters[1:]}
        for form in forms if letters else ():
            for piece in (form, "▁" + form):
                if piece in places:
                    yield places[piece]

    for key in [*rules, *((place,) for place in range(len(vocabulary)))]:
        if key:
            allowed = rules.get(key, set()) | (set(key) if len(key) == 1 else set())
            rules[key] = allowed.union(*map(variants, allowed))


def sums_of(package: Path) -> set[str]:
    """The SHA-256 sums by which a list's models are known, besides that of the package itself."""
    pin = read_pin(None)
    weights = {pin.weights.sha256} if pin.weights else set()
    with (package / "model" / "model.bin").open("rb") as file:
        return {*pin.accepted, *weights, hashlib.file_digest(file, "sha256").hexdigest()}


@click.command()
@click.option(
    "--pairs",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="French TAB English, may be .xz.",
)
@click.option(
    "--work",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for what is noted.",
)
@click.option("--sentences", type=click.IntRange(min=1), default=60_000, show_default=True)
@click.option("--at-random", type=click.IntRange(min=0), default=20_000, show_default=True)
@click.option("--always", type=click.IntRange(min=1), default=23_000, show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=BUNDLED, show_default=True)
def main(pairs: Path, work: Path, sentences: int, at_random: int, always: int, out: Path) -> None:
    """Make the shortlist that comes with the program."""
    import ctranslate2
    import sentencepiece

    package = find(read_pin(Path("translate/model.toml")))
    if package is None:
        raise click.ClickException("no model is installed: run `enregard model install`")
    tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(package.path / "sentencepiece.model"))
    vocabulary = read_vocabulary(package.path)
    data = pairs.read_bytes()
    text = (lzma.decompress(data) if pairs.suffix == ".xz" else data).decode("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if "\t" in line]
    corpus = [(row[0], row[1]) for row in rows]
    lines = in_order((french for french, _ in corpus), tokenizer, at_random)[:sentences]
    translator = ctranslate2.Translator(
        str(package.path / "model"), inter_threads=available_cores(), intra_threads=1
    )
    places = {piece: place for place, piece in enumerate(vocabulary)}
    work.mkdir(parents=True, exist_ok=True)
    for start in range(0, len(lines), CHUNK):
        done = work / f"{start:08}.npz"
        if not done.exists():
            half = work / "half.tmp"
            with half.open("wb") as saved:
                np.savez(saved, **note(lines[start : start + CHUNK], tokenizer, translator, places))
            half.rename(done)
    rules = make_rules(work, vocabulary, always)
    add_references(rules, corpus, tokenizer, vocabulary)
    answers = {candidate for sentence in noted(work) for _, found in sentence.steps for candidate, _ in found}
    own = {tokenizer.id_to_piece(number) for number in range(tokenizer.get_piece_size())}
    add_variants(rules, vocabulary, own - {vocabulary[place] for place in answers})
    # A piece is always allowed to answer itself, and what is always allowed need not be said again.
    short = {
        key: found - rules[()] - (set(key) if len(key) == 1 else set()) for key, found in rules.items() if key
    }
    packed = pack(
        {(): rules[()], **{key: found for key, found in short.items() if found}},
        sums_of(package.path),
        vocabulary,
    )
    out.write_bytes(packed)
    print(json.dumps({"version": unpack(packed).version, "rules": len(rules), "bytes": len(packed)}))
