"""The comments of PO entries: the program's own, and the word with which a person accepts a finding.

The program's own are extracted comments (`#.`), one paragraph each, which PO writers wrap:

    #. Machine draft by translate-fr_en 1.9 (84fdf07a, beam 4, length penalty 0.2)
    #. As reviewed in translate/2021/x.po: the draft is what a person made of the same sentence elsewhere
    #. Finding (numbers): 31 is not in the English
    #. Formerly: the translation before the sentence was changed, or drafted again
    #. Imported from memory.tmx:12
    #. Also in memory.tmx:12: another translation, which is not in use

A person accepts with a translator's comment (`#`): `# accepted` for whatever the checks find in the entry, or
`# accepted: numbers, names` for findings of these kinds.
"""

import re
from collections.abc import Iterable
from textwrap import wrap

from enregard.article.article import Finding

_DRAFT = re.compile(r"Machine draft by (?P<engine>.+?) \(")
_FINDING = re.compile(r"Finding \((?P<kind>[a-z][a-z -]*)\): (?P<reason>.*)")
_FORMERLY = "Formerly: "
_TAKEN_OVER = "As reviewed in "
_IMPORTED = "Imported from "
_ALSO = "Also in "
_OWN = re.compile(rf"{_DRAFT.pattern}|{_TAKEN_OVER}|Finding \(|{_FORMERLY}|{_IMPORTED}|{_ALSO}")
_ACCEPTED = re.compile(r"\s*accepted\s*(?::\s*(?P<kinds>.*))?", re.IGNORECASE)

_WIDTH = 74  # columns after the `#. `

EVERYTHING = "*"
"""Among accepted kinds: all of them."""


def engine_of(comment: str) -> str:
    """What drafted the translation; empty where no comment says."""
    return next((match["engine"] for text in _paragraphs(comment) if (match := _DRAFT.match(text))), "")


def with_draft(comment: str, engine: str, settings: str) -> str:
    """`comment` saying what drafted the translation, and nothing of findings in a former one."""
    return "\n".join([*_lasting(comment), f"Machine draft by {engine} ({settings})"])


def with_taken_over(comment: str, where: str) -> str:
    """`comment` saying in which file the translation is reviewed, and nothing of findings in a former one."""
    return "\n".join([*_lasting(comment), f"{_TAKEN_OVER}{where}"])


def with_imported(comment: str, place: str) -> str:
    """`comment` saying where the translation was taken from."""
    return "\n".join([*_lasting(comment), _one_line(_IMPORTED + place)])


def is_imported(comment: str) -> bool:
    """Whether the translation was taken from a file."""
    return any(text.startswith(_IMPORTED) for text in _paragraphs(comment))


def with_other(comment: str, place: str, words: str) -> str:
    """`comment` showing another translation, that of a file which is not in use."""
    paragraphs = _paragraphs(comment)
    shown = _one_line(f"{_ALSO}{place}: {words}")
    return comment if shown in paragraphs else "\n".join([*paragraphs, shown])


def _lasting(comment: str) -> list[str]:
    """What is said in `comment` that holds of another draft too."""
    return [
        text
        for text in _paragraphs(comment)
        if not (_DRAFT.match(text) or _FINDING.match(text) or text.startswith((_TAKEN_OVER, _IMPORTED)))
    ]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def with_former(comment: str, former: str) -> str:
    """`comment` showing the translation that the sentence had before."""
    paragraphs = _paragraphs(comment)
    shown = _one_line(_FORMERLY + former)
    return "\n".join(paragraphs if shown in paragraphs else [*paragraphs, shown])


def former_of(comment: str) -> str:
    """The translation that the sentence had before it changed; empty where no comment says."""
    texts = (text for text in _paragraphs(comment) if text.startswith(_FORMERLY))
    return next((text.removeprefix(_FORMERLY) for text in texts), "")


def without_former(comment: str) -> str:
    """`comment` that no longer shows the translation that the sentence had before it changed."""
    if not former_of(comment):
        return comment
    return "\n".join(text for text in _paragraphs(comment) if not text.startswith(_FORMERLY))


def with_accepted(tcomment: str, kinds: Iterable[str]) -> str:
    """A translator's comment that accepts findings of these kinds too."""
    wanted = sorted(set(kinds) - accepted_kinds(tcomment))
    return "\n".join(filter(None, [tcomment, f"accepted: {', '.join(wanted)}" if wanted else ""]))


def findings_of(comment: str) -> tuple[Finding, ...]:
    """The findings that `comment` holds."""
    matches = (_FINDING.fullmatch(text) for text in _paragraphs(comment))
    return tuple(Finding(match["kind"], match["reason"]) for match in matches if match)


def with_findings(comment: str, findings: Iterable[Finding]) -> str:
    """`comment` with these findings instead of those it holds."""
    kept = [text for text in _paragraphs(comment) if not _FINDING.match(text)]
    noted = [_wrapped(f"Finding ({found.kind}): {found.reason}") for found in findings]
    return "\n".join([*kept, *noted])


def same_findings(one: str, other: str) -> bool:
    """Whether two comments hold the same findings, blanks aside: a PO writer may break a long word in two."""
    return [_bare(found) for found in findings_of(one)] == [_bare(found) for found in findings_of(other)]


def accepted_kinds(tcomment: str) -> frozenset[str]:
    """The kinds of findings that a person has accepted in a translator's comment."""
    kinds: set[str] = set()
    for line in tcomment.splitlines():
        if match := _ACCEPTED.fullmatch(line):
            named = match["kinds"] or EVERYTHING
            kinds |= {kind.strip().lower() for kind in named.split(",") if kind.strip()}
    return frozenset(kinds)


def open_findings(comment: str, tcomment: str) -> tuple[Finding, ...]:
    """The findings that `comment` holds and nobody has accepted."""
    accepted = accepted_kinds(tcomment)
    if EVERYTHING in accepted:
        return ()
    return tuple(found for found in findings_of(comment) if found.kind not in accepted)


def _bare(found: Finding) -> tuple[str, str]:
    return found.kind, "".join(found.reason.split())


def _wrapped(paragraph: str) -> str:
    """`paragraph` in lines that PO writers leave as they are: theirs also end at hyphens."""
    return "\n".join(wrap(paragraph, _WIDTH, break_on_hyphens=False, break_long_words=False))


def _paragraphs(comment: str) -> list[str]:
    """The lines of `comment`, those joined again that a PO writer wrapped out of one of the program's own."""
    texts: list[str] = []
    within = False
    for line in comment.splitlines():
        own = bool(_OWN.match(line))
        if own or not within:
            texts.append(line)
        else:
            texts[-1] += " " + line.strip()
        within = own or within
    return texts
