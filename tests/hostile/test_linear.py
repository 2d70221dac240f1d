"""A short form of `python -m bench linear`: twice as much text takes about twice as long."""

from random import Random

import pytest

from bench.linear import growth, is_too_steep, subjects, without_collector
from tests.hostile.inputs import single

LEAST, RATIO, LENGTH = 0.04, 3.0, 12_000
"""More growth than the bench allows, since other processes disturb the measurement, and shorter texts."""
TEXTS = dict(single())
FEW = 2
"""Texts for each reader, drawn by its name."""

WERE_SLOW = {
    "text": ["`", "M."],
    "markdown": ["a ` b", "a J. b"],
    "english": ["a . b"],
    "pin": [" "],
    "segmenter": ["<!", "a J. b"],
    "protector": ["\\\\a"],
    "checks": ["de la ", "a Paul  b"],
    "draft": ["NX1 ", "@a"],
    "TMX English": ["a \\t b"],
    "JSON Lines HTML": ["<!--"],
    "typography": ["'a"],
    "properties": ["'(1) un' a line"],
    "structured data": ["mot <!--"],
}
"""Texts that took time that grew with the square of their length, by reader."""


@pytest.mark.parametrize("name", subjects())
def test_time_grows_with_the_length(name: str) -> None:
    use = subjects()[name]
    titles = [*WERE_SLOW.get(name, ()), *Random(name).sample(sorted(TEXTS), FEW)]  # noqa: S311
    with without_collector():
        found = {
            title: growth(use, TEXTS[title], least=LEAST, ratio=RATIO, second=LENGTH) for title in titles
        }
    steep = {title: each for title, each in found.items() if is_too_steep(each, least=LEAST, ratio=RATIO)}
    assert not steep


def test_a_square_is_found() -> None:
    def compare_all(text: str) -> int:
        return sum(one is other for one in text[::20] for other in text[::20])

    with without_collector():
        found = growth(compare_all, lambda length: "a" * length, least=LEAST, ratio=RATIO, second=LENGTH)
    assert is_too_steep(found, least=LEAST, ratio=RATIO)
