"""Find the ends of English sentences.

A false end does little harm, since two English sentences can translate one French sentence. A missed end is
worse: the program then splits one English sentence between two French ones.
"""

import re

from enregard.article.article import OBJECT
from enregard.translate.segment.sentences import with_cuts

_MARK = re.compile(rf"(?<![.!?…])[.!?…]++(?:[\"'”’»)\]{OBJECT}]*+(?=\s)|[”\"](?=[A-Z]))")
_BEFORE = re.compile(r"[\w.&'’-]*\Z")
_NEXT = re.compile(r"[\s\"'“‘«(\[–—-]*(?P<word>\w[\w'’]*)?")
_INITIAL = re.compile(r"[A-Z]|Ph|Th|Ch")
_DOTTED = re.compile(r"(?:\w\.)+\w")
_DATELINE = re.compile(
    r"""[A-Z][\w .'’/-]{1,60}                                      # a place
        (?:,\s[A-Z][\w.]+(?:\s\d{1,2})?|,\s\d{1,2}\s[A-Z]\w+)?     # a day
        (?:,\s\d{4})?\s\([A-Z][\w ./-]{1,30}\)\s(?:--|[-–—])(?=\s)  # an agency
    """,
    re.VERBOSE,
)
"""`KABUL, July 25 (Reuters) -`: a separate sentence, as in French."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NEVER_LAST = _words("""
    Mr Mrs Ms Messrs Dr Prof St Gen Lt Col Sgt Capt Cmdr Maj Sen Rep Gov Pres Rev Hon Mt Ft vs cf viz al e.g
    i.e
""")
_BEFORE_NUMBER = _words("""
    No no Nos nos p pp vol Vol art Art ch Ch fig Fig sec Sec para c ca approx Jan Feb Mar Apr Jun Jul Aug Sep
    Sept Oct Nov Dec
""")
_INSIDE = _words("Jr Sr Inc Ltd Co Corp Bros etc Ave Blvd Rd a.m p.m")
_OPENERS = _words("""
    A After All Although An And As At Before But By Despite During Each For From He Her His How However I If
    In It Its Many Meanwhile More Most No Nobody Nor Not Now On One Only Or Other Others Our She Since So Some
    Such That The Their Then There These They This Those Though Thus To Under Until We What When Where While
    Who Why With Yet You
""")
"""Words that begin sentences and are not part of a name."""


def sentence_ends(plain: str) -> list[int]:
    """Return the offsets (exclusive) at which the sentences of `plain` end; the last is `len(plain)`."""
    if not plain:
        return []
    dateline = _DATELINE.match(plain)
    start = dateline.end() if dateline else 0
    found = [start] if dateline else []
    for mark in _MARK.finditer(plain, start):
        if _ends(plain, start, mark):
            found.append(mark.end())
            start = mark.end()
    if found and not plain[start:].strip():
        found.pop()
    return with_cuts(plain, [*found, len(plain)])


def _ends(plain: str, start: int, mark: re.Match[str]) -> bool:
    """Return whether the sentence that begins at `start` ends at `mark`."""
    following = _NEXT.match(plain, mark.end())
    word = (following["word"] or "") if following else ""
    if word[:1].islower():
        return False
    before = _BEFORE.search(plain, max(start, mark.start() - 30), mark.start())
    last = before[0].lstrip(".-'’") if before else ""
    if not mark[0].startswith(".") or mark[0].startswith(".."):
        return True
    if last in _NEVER_LAST or _INITIAL.fullmatch(last):
        return False
    if last in _BEFORE_NUMBER and word[:1].isdigit():
        return False
    if last in _INSIDE or _DOTTED.fullmatch(last):
        return word in _OPENERS or not word
    return True
