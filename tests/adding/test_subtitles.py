"""Subtitles become dialogue under the times of its passages."""

import pytest

from enregard.adding.convert import convert
from enregard.adding.read import Source, Wanted
from enregard.errors import EnregardError

SRT = """1
00:00:01,000 --> 00:00:03,500
<i>Longtemps</i>, je me suis couché

2
00:00:03,600 --> 00:00:05,000
de bonne heure.

3
00:00:05,100 --> 00:00:07,000
- Et toi ?
- Moi aussi.

4
00:01:02,000 --> 00:01:04,000
{\\an8}Plus tard.
"""
VTT = """WEBVTT

NOTE Un commentaire.

STYLE
::cue { color: red }

intro
01:02.000 --> 01:04.000 align:start
<v Jeanne>Bonjour &amp; bienvenue.</v>
"""


def body(content: str, name: str) -> str:
    return convert(Source(content.encode(), name), Wanted())[0].body


def test_sentences_are_joined_and_pauses_begin_a_passage() -> None:
    said = body(SRT.replace("\n", "\r\n"), "film.srt")
    assert said == (
        "## 0:00:01\n\n*Longtemps*, je me suis couché de bonne heure.\n\n—\u00a0Et toi ?\n\n"
        "—\u00a0Moi aussi.\n\n"
        "## 0:01:02\n\nPlus tard.\n"
    )


def test_voices_are_named_and_notes_left_out() -> None:
    assert body(VTT, "film.vtt") == "## 0:01:02\n\n**Jeanne**\u00a0: Bonjour & bienvenue.\n"


def test_a_file_without_subtitles_is_refused() -> None:
    with pytest.raises(EnregardError, match="has no subtitles: add another file"):
        body("WEBVTT\n\nNOTE rien\n", "film.vtt")
