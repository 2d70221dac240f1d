"""Read subtitles (.srt, .vtt) as dialogue, with the time at which each passage begins as its heading."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from enregard.adding.document import Document, Node, heading, paragraph, styled, text
from enregard.errors import EnregardError
from enregard.messages import _
from enregard.system.encoding import decode_utf8

_TIMES = re.compile(
    r"\s*(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{1,3})[ \t]+-->[ \t]+(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
)
_VOICE = re.compile(r"<v(?:\.[\w.-]+)?[ \t]+([^<>]{1,100})>")
_TAG = re.compile(r"<(/?)([ib])>|</?[a-z][^<>]{0,200}>|\{\\[^{}]{0,200}\}|<\d[\d:.]*>")
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&nbsp;": "\u00a0", "&lrm;": "", "&rlm;": ""}
_ENTITY = re.compile("|".join(_ENTITIES))
_LINE_OF_DIALOGUE = re.compile(r"[-–—][ \t\u00a0]*(?=\S)")
_END = re.compile(r"[.!?…»”\"][\s»”\"]*$")
_PAUSE = 5.0  # seconds without words, after which a new passage begins
_LONGEST = 120.0  # seconds of a passage
_STYLES = {"i": "Emph", "b": "Strong"}


@dataclass(frozen=True, slots=True)
class _Cue:
    """What is shown from one time to another, in seconds."""

    start: float
    end: float
    lines: list[str]


def read_subtitles(data: bytes) -> list[Document]:
    """Read the dialogue. Raises EnregardError, without a path."""
    blocks: list[Node] = []
    sentence: list[str] = []
    begun, last = 0.0, float("-inf")

    def close() -> None:
        if sentence:
            blocks.append(paragraph(_inlines(" ".join(sentence))))
            sentence.clear()

    for cue in _cues(decode_utf8(data).replace("\r\n", "\n").split("\n")):
        complete = not sentence or _END.search(sentence[-1])
        if complete and (cue.start - last > _PAUSE or cue.start - begun > _LONGEST):
            close()
            begun = cue.start
            blocks.append(heading(2, text(_time(cue.start))))
        for line in cue.lines:
            starts = _LINE_OF_DIALOGUE.match(line) or _VOICE.match(line)
            if starts or (sentence and _END.search(sentence[-1])):
                close()
            sentence.append(line)
        last = cue.end
    close()
    if not blocks:
        raise EnregardError(_("has no subtitles: add another file"))
    return [Document(blocks)]


def _cues(lines: list[str]) -> Iterator[_Cue]:
    """Yield the cues; notes and style sheets are none."""
    at = 0
    while at < len(lines):
        match = _TIMES.match(lines[at])
        at += 1
        if match is None:
            continue
        words = []
        while at < len(lines) and lines[at].strip():
            words.append(" ".join(lines[at].split(" ")).strip())
            at += 1
        numbers = match.groups()
        yield _Cue(_seconds(*numbers[:4]), _seconds(*numbers[4:]), [line for line in words if _plain(line)])


def _seconds(hours: str | None, minutes: str, seconds: str, parts: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(parts.ljust(3, "0")) / 1000


def _time(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


def _plain(line: str) -> str:
    return _TAG.sub("", line).strip()


def _inlines(line: str) -> list[Node]:
    """Return a line with its italics, bold and the name of its voice."""
    found: list[Node] = []
    if match := _VOICE.match(line):
        found += [styled("Strong", text(match[1].strip())), *text("\u00a0: ")]
        line = line[match.end() :]
    if match := _LINE_OF_DIALOGUE.match(line):
        found += text("—\u00a0")
        line = line[match.end() :]
    style = ""
    at = 0
    for tag in _TAG.finditer(line):
        found += _styled(style, line[at : tag.start()])
        at = tag.end()
        if tag[2]:
            style = "" if tag[1] else _STYLES[tag[2]]
    return [*found, *_styled(style, line[at:])]


def _styled(style: str, words: str) -> list[Node]:
    words = _ENTITY.sub(lambda match: _ENTITIES[match[0]], words)
    if not words:
        return []
    return [styled(style, text(words))] if style else text(words)
