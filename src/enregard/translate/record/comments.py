"""Read and write the comments of PO entries: the program's own, and those that accept findings.

The program's own are extracted comments (`#.`), one paragraph each, which PO writers wrap:

    #. Machine draft by translate-fr_en 1.9 (84fdf07a, beam 4, length penalty 0.2)
    #. Certainty 0.62
    #. As reviewed in translate/2021/x.po: the draft is a reviewed translation of the same sentence elsewhere
    #. Finding (numbers): 31 is not in the English
    #. Formerly: the translation before the sentence changed or was drafted again
    #. Imported from memory.tmx:12
    #. Also in memory.tmx:12: another translation, not in use
    #. Edited by search and replace
    #. Translated with the sentence before

A translator's comment (`#`) accepts findings: `# accepted` accepts all findings of the entry, and
`# accepted: numbers, names` accepts those of some kinds. The lines `# note for readers: …` together are the
editor's note, which pages show. `# joined with the next` says that the translation also answers the next
sentence, whose French the program adds: `# joined with the next: …`. All other lines are private. In an
obsolete entry, the comment also holds the former and other translations, because PO writers write no
extracted comments there.
"""

import re
from collections.abc import Iterable
from textwrap import wrap

from enregard.article.article import Finding
from enregard.article.blanks import collapse

_DRAFT = re.compile(r"Machine draft by (?P<engine>.+?) \(")
_CERTAINTY = re.compile(r"Certainty (?P<certainty>0\.[0-9]{2}|1\.00)\Z")
_FINDING = re.compile(r"Finding \((?P<kind>[a-z][a-z -]*)\): (?P<reason>.*)")
_FORMERLY = "Formerly: "
_REVIEWED_IN = "As reviewed in "
_IMPORTED = "Imported from "
_ALSO = "Also in "
_EDITED = "Edited by search and replace"
_WITH_BEFORE = "Translated with the sentence before"
_ONE_LINE = frozenset({_EDITED, _WITH_BEFORE})
"""Comments that are never wrapped."""
_OWN = re.compile(
    rf"{_DRAFT.pattern}|{_CERTAINTY.pattern}|{_REVIEWED_IN}|Finding \(|{_FORMERLY}|{_IMPORTED}|{_ALSO}"
    rf"|{_EDITED}\Z|{_WITH_BEFORE}\Z"
)
_ACCEPTED = re.compile(r"\s*accepted\s*(?::\s*(?P<kinds>.*))?", re.IGNORECASE)

_NOTE_TAG = "note for readers"
_JOINED_TAG = "joined with the next"
_GLUED = "+: "
"""After the tag of a line that continues a word too long for one line."""
_NOTE = re.compile(rf"{_NOTE_TAG}(?P<glued>\+?):(?P<words>.*)", re.IGNORECASE)
_JOINED = re.compile(rf" ?{_JOINED_TAG}(?:(?P<glued>\+?):(?P<words>.*)|\s*\.?\s*\Z)", re.IGNORECASE)
_WIDTH = 74  # columns after the `#. `
_INDENT = "  "
"""Begins the further lines of a paragraph that holds a person's words, which may look like anything."""

ALL_KINDS = "*"
"""The accepted kind that includes all others."""


def engine_of(comment: str) -> str:
    """Return the model that drafted the translation, or an empty string if `comment` names none."""
    return next((match["engine"] for text in _paragraphs(comment) if (match := _DRAFT.match(text))), "")


def certainty_of(comment: str) -> float | None:
    """Return how certain the model is of its draft, from 0 to 1, or None if `comment` does not say it."""
    matches = map(_CERTAINTY.match, _paragraphs(comment))
    return next((float(match["certainty"]) for match in matches if match), None)


def without_draft_details(comment: str) -> str:
    """Remove what is about the words of the draft only: the model's certainty, and that they were edited."""
    paragraphs = _paragraphs(comment)
    others = [text for text in paragraphs if not _CERTAINTY.match(text) and text != _EDITED]
    return _joined(others) if len(others) < len(paragraphs) else comment


def without_draft(comment: str) -> str:
    """Remove all that is about the origin and the words of the translation."""
    return _joined(lasting(comment))


def with_draft(comment: str, engine: str, settings: str, certainty: float | None = None) -> str:
    """Record the model that drafted the translation, and drop the comments on an earlier draft."""
    own = [f"Machine draft by {engine} ({settings})"]
    if certainty is not None:
        own.append(f"Certainty {certainty:.2f}")
    return _joined([*lasting(comment), *own])


def is_machine_draft(comment: str) -> bool:
    """Return whether nobody wrote a draft for its sentence, as far as `comment` says."""
    return (bool(engine_of(comment)) or is_as_reviewed(comment)) and not is_edited(comment)


def with_reviewed_in(comment: str, label: str) -> str:
    """Record the PO file in which the draft was reviewed, and drop the comments on an earlier draft."""
    return _joined([*lasting(comment), f"{_REVIEWED_IN}{label}"])


def is_as_reviewed(comment: str) -> bool:
    """Return whether the draft is a reviewed translation from elsewhere."""
    return any(text.startswith(_REVIEWED_IN) for text in _paragraphs(comment))


def with_imported(comment: str, place: str) -> str:
    """Record where the translation was imported from, and drop the comments on an earlier draft."""
    return _joined([*lasting(comment), _one_line(_IMPORTED + place)])


def is_imported(comment: str) -> bool:
    """Return whether the translation was imported from a file."""
    return any(text.startswith(_IMPORTED) for text in _paragraphs(comment))


def with_edited(comment: str) -> str:
    """Record that a person changed words of the draft by search and replace."""
    return _with_line(comment, _EDITED)


def is_edited(comment: str) -> bool:
    """Return whether a person changed words of the draft by search and replace."""
    return _EDITED in _paragraphs(comment)


def with_other(comment: str, place: str, words: str) -> str:
    """Add another translation, found in a file but not in use."""
    return _with_line(comment, f"{_ALSO}{place}: {words}")


def with_former(comment: str, former: str) -> str:
    """Add the translation that the sentence had before."""
    return _with_line(comment, _FORMERLY + former)


def former_of(comment: str, *, latest: bool = False) -> str:
    """Return the first or latest translation that the sentence had before, or an empty string."""
    texts = [text for text in _paragraphs(comment) if text.startswith(_FORMERLY)]
    return texts[-1 if latest else 0].removeprefix(_FORMERLY) if texts else ""


def without_former(comment: str, elsewhere: Iterable[str]) -> str:
    """Remove the translations that the sentence had before, if they are among those `elsewhere`."""
    known = {_FORMERLY + _one_line(words) for words in elsewhere}
    paragraphs = _paragraphs(comment)
    others = [text for text in paragraphs if text not in known]
    return _joined(others) if len(others) < len(paragraphs) else comment


def lasting(comment: str) -> list[str]:
    """Return the paragraphs of `comment` that also apply to another translation, such as a person's words."""
    return [
        text
        for text in _paragraphs(comment)
        if not any(pattern.match(text) for pattern in (_DRAFT, _CERTAINTY, _FINDING))
        and not text.startswith((_REVIEWED_IN, _IMPORTED))
        and text not in _ONE_LINE
    ]


def with_lasting_of(comment: str, other: str) -> str:
    """Add the lasting paragraphs of the comment `other`, except the former translations."""
    for text in lasting(other):
        if not text.startswith(_FORMERLY):
            comment = _with_line(comment, text)
    return comment


def obsolete_comment(comment: str, tcomment: str) -> str:
    """Return the translator's comment for an entry that becomes obsolete, with all words that must last."""
    lines = _joined(lasting(comment))
    return tcomment if lines in tcomment else "\n".join(filter(None, [tcomment, lines]))


def with_accepted(tcomment: str, kinds: Iterable[str]) -> str:
    """Add accepted kinds of findings to a translator's comment."""
    more = sorted(set(kinds) - accepted_kinds(tcomment))
    return "\n".join(filter(None, [tcomment, f"accepted: {', '.join(more)}" if more else ""]))


def note_of(tcomment: str) -> str:
    """Return the editor's note in a translator's comment, on one line; empty if it has none."""
    return " ".join("".join(_split_note(tcomment)[1]).split()) if _may_have_note(tcomment) else ""


def with_note(tcomment: str, note: str) -> str:
    """Replace the editor's note in a translator's comment; an empty `note` removes it."""
    return "\n".join([*_split_note(tcomment)[0], *_tagged(_NOTE_TAG, note)])


def with_wrapped_note(tcomment: str) -> str:
    """Wrap the editor's note so that PO writers, which also wrap it, lose none of it."""
    return with_note(tcomment, note_of(tcomment)) if _may_have_note(tcomment) else tcomment


def with_note_of(tcomment: str, other: str) -> str:
    """Add the editor's note of the translator's comment `other` to one that has none."""
    note = note_of(other)
    return with_note(tcomment, note) if note and not note_of(tcomment) else tcomment


def tagged_note(note: str) -> str:
    """Return an editor's note as a line of a translator's comment, for other formats."""
    return f"{_NOTE_TAG}: {note}"


def with_remarks(tcomment: str, remarks: Iterable[str]) -> str:
    """Add people's remarks to a translator's comment, unless it has them.

    Of two editor's notes, its own stays, and the other becomes a private remark.
    """
    private, own = "\n".join(_split_note(tcomment)[0]), note_of(tcomment)
    parts = [private] if private else []
    for remark in remarks:
        others, note = "\n".join(_split_note(remark)[0]), note_of(remark)
        if own and note not in ("", own):
            others = "\n".join(filter(None, [others, f"another note: {note}"]))
        own = own or note
        if others and others not in parts and others not in private.splitlines():
            parts.append(others)
    return with_note("\n".join(parts), own)


def joined_with(comments: str) -> str | None:
    """Return the French that the translation answers together with its own sentence, on one line.

    It is empty if it is not recorded yet, and None if the sentence is not joined with the next.
    """
    if _JOINED_TAG not in comments.lower():
        return None
    _, pieces = _split(comments, _JOINED)
    return " ".join("".join(pieces).split()) if pieces else None


def with_joined(comments: str, french: str | None) -> str:
    """Say that the sentence is joined with the next, whose French is `french`; None removes the mark."""
    others, _ = _split(comments, _JOINED)
    lines = [] if french is None else _tagged(_JOINED_TAG, french) or [_JOINED_TAG]
    return "\n".join([*others, *lines])


def with_joined_of(tcomment: str, other: str) -> str:
    """Join the sentence with the next if the one with the translator's comment `other` is."""
    french = joined_with(other)
    return tcomment if french is None else with_joined(tcomment, french)


def is_with_before(comment: str) -> bool:
    """Return whether the sentence is recorded as one that the translation of another also answers."""
    return _WITH_BEFORE in comment and _WITH_BEFORE in _paragraphs(comment)


def with_before(comment: str, former: str = "") -> str:
    """Record that another translation also answers the sentence, and drop the comments on a draft.

    `former` is the draft that it had until then.
    """
    texts = lasting(comment)
    texts += [text] if former and (text := _FORMERLY + _one_line(former)) not in texts else []
    return _joined([*texts, _WITH_BEFORE])


def without_before(comment: str) -> str:
    """Remove the comment that another translation also answers the sentence."""
    return _joined([text for text in _paragraphs(comment) if text != _WITH_BEFORE])


def _may_have_note(tcomment: str) -> bool:
    return _NOTE_TAG in tcomment.lower()


def _split_note(tcomment: str) -> tuple[list[str], list[str]]:
    """Return the private lines of a translator's comment, and the pieces of the editor's note."""
    return _split(tcomment, _NOTE)


def _split(comments: str, tag: re.Pattern[str]) -> tuple[list[str], list[str]]:
    """Return the lines of a comment without a tag, and the words of the others, as pieces to join."""
    others: list[str] = []
    pieces: list[str] = []
    for line in comments.splitlines():
        if match := tag.match(line):
            pieces.append(("" if match["glued"] else " ") + (match["words"] or "").strip())
        else:
            others.append(line)
    return others, pieces


def _tagged(tag: str, words: str) -> list[str]:
    """Return the lines that hold `words` after a tag, short enough that PO writers do not wrap them."""
    lines = []
    width = _WIDTH - len(tag + _GLUED)
    for line in wrap(" ".join(words.split()), width, break_on_hyphens=False, break_long_words=False):
        lines.append(f"{tag}: {line[:width]}")
        lines += [tag + _GLUED + line[at : at + width] for at in range(width, len(line), width)]
    return lines


def findings_of(comment: str) -> tuple[Finding, ...]:
    """Return the findings in `comment`."""
    matches = (_FINDING.fullmatch(text) for text in _paragraphs(comment))
    return tuple(Finding(match["kind"], match["reason"]) for match in matches if match)


def with_findings(comment: str, findings: Iterable[Finding]) -> str:
    """Replace the findings in `comment` with these."""
    others = [text for text in _paragraphs(comment) if not _FINDING.match(text)]
    return _joined([*others, *(f"Finding ({found.kind}): {found.reason}" for found in findings)])


def same_findings(one: str, other: str) -> bool:
    """Return whether two comments have the same findings. Blanks do not count: PO writers may add some."""
    return [_bare(found) for found in findings_of(one)] == [_bare(found) for found in findings_of(other)]


def accepted_kinds(tcomment: str) -> frozenset[str]:
    """Return the kinds of findings that a translator's comment accepts."""
    kinds: set[str] = set()
    for line in _paragraphs("\n".join(_split_note(tcomment)[0]), indented=True):
        if match := _ACCEPTED.fullmatch(line):
            named = match["kinds"] or ALL_KINDS
            kinds |= {kind.strip().lower() for kind in named.split(",") if kind.strip()}
    return frozenset(kinds)


def open_findings(comment: str, tcomment: str) -> tuple[Finding, ...]:
    """Return the findings in `comment` that `tcomment` does not accept."""
    accepted = accepted_kinds(tcomment)
    if ALL_KINDS in accepted:
        return ()
    return tuple(found for found in findings_of(comment) if found.kind not in accepted)


def _with_line(comment: str, text: str) -> str:
    paragraphs, line = _paragraphs(comment), _one_line(text)
    return comment if line in paragraphs else _joined([*paragraphs, line])


def _one_line(text: str) -> str:
    return collapse(text).strip()


def _bare(found: Finding) -> tuple[str, str]:
    return found.kind, "".join(found.reason.split())


def _joined(paragraphs: Iterable[str]) -> str:
    """Join paragraphs, wrapped so that PO writers keep the lines: they would also break them at hyphens."""
    return "\n".join(map(_wrapped, paragraphs))


def _wrapped(paragraph: str) -> str:
    words = paragraph.startswith((_FORMERLY, _ALSO))
    if not words and not _FINDING.match(paragraph):
        return paragraph
    indent = _INDENT if words else ""
    lines = wrap(paragraph, _WIDTH, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False)
    return "\n".join(lines)


def _paragraphs(comment: str, *, indented: bool = False) -> list[str]:
    """Return the lines of `comment`, with the program's own paragraphs unwrapped.

    They end at the next one, or, if their further lines are always `indented`, at the next line that is not.
    The certainty and the comments in `_ONE_LINE` are never wrapped.
    """
    texts: list[str] = []
    within = False
    for line in comment.splitlines():
        own = bool(_OWN.match(line))
        if own or not within or (indented and not line.startswith(_INDENT)):
            texts.append(line)
            within = own and not _CERTAINTY.match(line) and line not in _ONE_LINE
        else:
            texts[-1] += " " + line.strip()
    return texts
