"""Measure whether time grows with the length of a text, not with its square, for texts that are made to harm.

Every reader and every function that goes through a text gets many texts at three lengths: n, 2n and 4n, where
4n takes at least `--least` seconds. A failure is more than `--ratio` times as long for twice as much.
"""

import gc
import json
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from math import log2

import click

from tests.hostile.functions import FUNCTIONS
from tests.hostile.inputs import Make, pairs, single
from tests.hostile.readers import READERS

FIRST, SECOND = 4_000, 32_000
"""The lengths to begin with. Only what takes much longer for the second is measured at n, 2n and 4n."""

_SUSPECT = 2.2
LAST = 500_000
_PATIENCE = 4  # seconds of one run
_TRIES = 1

Use = Callable[[str], object]


class TooLongError(Exception):
    """Raised in what does not end."""


@dataclass(frozen=True, slots=True)
class Growth:
    """How time grows: the larger `ratio` of the two doublings up to `length`, which took `seconds`."""

    ratio: float
    seconds: float
    length: int


def subjects() -> dict[str, Use]:
    """Return what is measured, by name."""
    return {**{name: _on_text(reader) for name, reader in READERS.items()}, **FUNCTIONS}


def _on_text(reader: Callable[[bytes], None]) -> Use:
    return lambda text: reader(text.encode("utf-8", "replace"))


def seconds(use: Use, text: str) -> float:
    """Return the processor time that `use` takes; infinity if it does not end."""
    gc.collect()
    try:
        with _limit():
            start = time.process_time()
            use(text)
            return time.process_time() - start
    except TooLongError:
        return float("inf")


@contextmanager
def _limit() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, _PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def growth(use: Use, make: Make, *, least: float, ratio: float) -> Growth:
    """Return how the time that `use` takes grows with the length of the text from `make`.

    If it grows by more than `ratio`, it is measured again: best of several, then with longer texts.
    """
    length = SECOND
    few, many = seconds(use, make(FIRST)), seconds(use, make(SECOND))
    found = Growth((many / max(few, 1e-6)) ** (1 / log2(SECOND / FIRST)), many, SECOND)
    if found.ratio < _SUSPECT or many < least / 4:
        return found
    while many < least and length < LAST:
        length *= 2
        many = seconds(use, make(length))
    found = replace(found, ratio=float("inf"), seconds=many, length=length)
    for attempt in range(_TRIES):
        if found.ratio <= ratio or found.seconds == float("inf") or found.seconds < least / 2:
            break
        if attempt:
            length *= 2
        tries = [[seconds(use, make(length // part)) for part in (4, 2, 1)] for _ in range(2)]
        found = _growth([min(each) for each in zip(*tries, strict=True)], length)
    return found


def _growth(took: list[float], length: int) -> Growth:
    ratios = [
        more / max(less, 1e-6) if more < float("inf") else more
        for less, more in zip(took, took[1:], strict=False)
    ]
    return Growth(max(ratios), took[-1], length)


def fails(found: Growth, *, least: float, ratio: float) -> bool:
    """Return whether `found` is a measurable time that grows too fast."""
    return found.ratio > ratio and found.seconds >= least / 2


@click.command()
@click.option("--only", "chosen", multiple=True, help="Only these.")
@click.option("--least", default=0.03, show_default=True, help="Seconds that the longest text must take.")
@click.option("--ratio", default=2.5, show_default=True, help="How much longer twice as much may take.")
@click.option("--pairs", "both", is_flag=True, help="Also texts of two tokens: hours.")
@click.option("--like", default="", help="Only texts whose name contains this.")
@click.option("--show", is_flag=True)
def main(chosen: tuple[str, ...], least: float, ratio: float, both: bool, like: str, show: bool) -> None:
    """Time every reader on texts made to harm: n, 2n, 4n."""
    failed = False
    gc.disable()
    gc.freeze()
    for name, use in subjects().items():
        if chosen and name not in chosen:
            continue
        begin = time.process_time()
        worst, bad, count = ("", Growth(0, 0, 0)), 0, 0
        for title, make in (*single(), *(pairs() if both else ())):
            if like not in title:
                continue
            count += 1
            try:
                found = growth(use, make, least=least, ratio=ratio)
            except Exception as error:
                print(f"   ! {name}: {title}: {type(error).__name__} {str(error)[:100]}", flush=True)
                continue
            if fails(found, least=least, ratio=ratio):
                bad += 1
                if show:
                    print(
                        f"   {name}: {title}: {found.ratio:.1f} {found.seconds:.3f} s at {found.length:,}",
                        flush=True,
                    )
            if (fails(found, least=least, ratio=ratio), found.ratio * (found.seconds > least / 2)) >= (
                fails(worst[1], least=least, ratio=ratio),
                worst[1].ratio,
            ):
                worst = title, found
        failed |= bad > 0
        print(
            f"{name} | {worst[0]} | {worst[1].ratio:.2f} | {worst[1].seconds:.3f} s at {worst[1].length:,} | {bad} of {count} | {time.process_time() - begin:.0f} s",
            flush=True,
        )
    sys.exit(failed)
