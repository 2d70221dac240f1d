"""Reviewed words survive random histories. A short form of `python -m bench histories`."""

import os

import pytest

from bench.histories import live_many

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


def test_reviewed_words_follow_their_sentences() -> None:
    faults = [fault for found in live_many(range(1, 8), steps=4) for fault in found]
    assert faults == []


def test_drafts_use_what_the_same_build_restored() -> None:
    assert [*live_many([2324], steps=5)] == [[]]
