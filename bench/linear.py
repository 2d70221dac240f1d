"""Measure whether time grows with the length of a text, and not with its square, for texts designed to harm.

Every reader, and every function that goes through a text, gets each text at the lengths n, 2n and 4n, where
4n takes a measurable time. It fails if twice as much takes more than `--ratio` times as long. Times are
processor times, the best of several; what seems to fail is measured again with longer texts.
"""

import gc
import json
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import pairwise
from math import inf

import click

from bench.results import append
from tests.hostile.functions import FUNCTIONS
from tests.hostile.inputs import Make, pairs, single
from tests.hostile.readers import READERS

SECOND, LAST = 32_000, 500_000
"""The longer of the lengths of a first look; and the length beyond which no text is tried at first."""

_TRIES = 3

_SUSPECT = 2.2
"""Growth per doubling, on average over three, above which it is measured exactly."""

_PATIENCE = 10
"""Seconds after which a run is cut off."""

Use = Callable[[str], object]


class _TooLongError(BaseException):
    """Raised in a run that takes too long. It is no Exception, so that nothing handles it."""


@dataclass(frozen=True, slots=True)
class Growth:
    """The larger factor of the last two doublings, and what `length` characters took."""

    ratio: float
    seconds: float
    length: int


def subjects() -> dict[str, Use]:
    """Return what is measured, by name."""
    return {**{name: _on_text(reader) for name, reader in READERS.items()}, **FUNCTIONS}


def _on_text(reader: Callable[[bytes], None]) -> Use:
    return lambda text: reader(text.encode("utf-8", "replace"))


def seconds(use: Use, text: str) -> float:
    """Return the processor time of `use`; infinity if it takes too long."""
    gc.collect()
    with _limit():
        begun = time.process_time()
        try:
            use(text)
        except _TooLongError:
            return inf
        return time.process_time() - begun


@contextmanager
def _limit() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise _TooLongError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, _PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def growth(use: Use, make: Make, *, least: float, ratio: float, second: int = SECOND) -> Growth:
    """Return how the time of `use` grows with the length of the text from `make`.

    The longest text takes at least `least` seconds, if that is possible. `second` is the longer of the two
    lengths of the first look.
    """
    few, length = seconds(use, make(second // 8)), second
    many = seconds(use, make(length))
    found = Growth((many / max(few, 1e-6)) ** (1 / 3), many, length)
    if found.ratio <= _SUSPECT:
        return found
    while many < least and length < LAST:
        length *= 2
        many = seconds(use, make(length))
    for _ in range(_TRIES):
        took = [min(seconds(use, make(length // part)) for _ in range(2)) for part in (4, 2, 1)]
        found = Growth(max(more / max(less, 1e-6) for less, more in pairwise(took)), took[-1], length)
        if not is_too_steep(found, least=least, ratio=ratio) or found.seconds == inf:
            break
        length *= 2
    return found


def is_too_steep(found: Growth, *, least: float, ratio: float) -> bool:
    """Return whether a time that could be measured grew by more than `ratio`."""
    return found.seconds >= least / 2 and not found.ratio <= ratio


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep the garbage collector from running at any moment but between measurements."""
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.enable()


@click.command()
@click.option("--only", "chosen", multiple=True, help="Only these readers or functions.")
@click.option("--least", default=0.03, show_default=True, help="Seconds that the longest text must take.")
@click.option(
    "--ratio", default=2.5, show_default=True, help="How many times as long twice as much may take."
)
@click.option("--every", default=1, show_default=True, help="Try one text of so many; 10 takes some minutes.")
@click.option("--pairs", "most_pairs", default=0, show_default=True, help="Also so many texts of two tokens.")
@click.option("--seed", default=1, show_default=True, help="Which texts of two tokens, and which of many.")
def main(chosen: tuple[str, ...], least: float, ratio: float, every: int, most_pairs: int, seed: int) -> None:
    """Time every reader on texts designed to harm: twice the length must take about twice as long."""
    known = subjects()
    if unknown := set(chosen) - known.keys():
        raise click.ClickException(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(known)}")
    choice = random.Random(seed)  # noqa: S311
    texts = choice.sample(list(single()), len(list(single())) // every)
    if most_pairs:
        texts += choice.sample(list(pairs()), most_pairs)
    failures: dict[str, dict[str, Growth]] = {}
    print(f"{'':20} {'growth':>7} {'seconds':>8} {'length':>8}  worst text")
    with without_collector():
        for name in chosen or known:
            found = {title: growth(known[name], make, least=least, ratio=ratio) for title, make in texts}
            bad = {
                title: each for title, each in found.items() if is_too_steep(each, least=least, ratio=ratio)
            }
            slow = bad or {title: each for title, each in found.items() if each.seconds >= least / 2} or found
            worst = max(slow, key=lambda title: slow[title].ratio)
            it = found[worst]
            grown = f"{it.ratio:.2f}" if it.seconds >= least / 2 else "-"  # too fast to tell
            print(f"{name:20} {grown:>7} {it.seconds:8.3f} {it.length:8,}  {worst}", flush=True)
            for title, each in bad.items():
                print(f"{'':20} {each.ratio:7.2f} {each.seconds:8.3f} {each.length:8,}  FAILS {title}")
            if bad:
                failures[name] = bad
    result = {
        "readers": len(chosen or known),
        "texts": len(texts),
        "ratio": ratio,
        "failures": {
            name: {title: asdict(each) for title, each in bad.items()} for name, bad in failures.items()
        },
    }
    if not chosen:
        append("linear", result)
    print(json.dumps(result))
    sys.exit(1 if failures else 0)
