"""Find out whether an article's author holds it back, in the conventions of many generators.

What is not understood is an error: publishing too early cannot be undone.
"""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from enregard.article import rules
from enregard.article.article import ArticleDate, Header
from enregard.article.blanks import BLANKS, one_line, quoted
from enregard.article.header_names import fold
from enregard.errors import EnregardError
from enregard.messages import _
from enregard.seeds.dates import parse_date

_HELD_STATES = frozenset(
    """
    draft private hidden pending future trash autodraft scheduled unlisted unpublished review inreview
    inprogress wip todo idea password members paid internal secret embargo embargoed deleted rejected
    brouillon prive privee cache cachee enattente planifie planifiee programme programmee corbeille
    nonpublie nonpubliee encours arelire apublier idee skip norender
    """.split()  # noqa: SIM905
)
_PUBLISHED_STATES = frozenset(
    """
    published publish public publie publiee publique live online enligne final finale done complete
    completed finished termine terminee new nouveau updated deprecated stable accepted approved validated
    valide validee active current ready released visible everyone all
    """.split()  # noqa: SIM905
)
_STATES_OF_THINGS = frozenset("open ouvert ouverte closed clos close ferme fermee".split())  # noqa: SIM905
"""What `status` may say of an article's subject, such as a job offer."""
_BUILD = re.compile(r"(?:render|list)\s*:\s*(?:never|false)", re.IGNORECASE)
_FOLDERS = frozenset(["drafts", "brouillons"])
_TAGS = frozenset(["draft", "brouillon"])


def why_held(headers: Iterable[Header], date: ArticleDate | None, path: PurePosixPath) -> str:
    """Return in a few words why the article at `path`, of this `date`, is held back; empty if it is not.

    Raises EnregardError, with the line, for a value that is not understood.
    """
    given = (header for header in headers if header.value.strip(BLANKS))
    return next(filter(None, (_reason(header, date) for header in given)), "") or _in_name(path)


def _reason(header: Header, date: ArticleDate | None) -> str:
    """Return why `header` holds the article back; empty if it does not."""
    name = fold(header.name)
    if name not in rules.MAY_HOLD:
        return ""
    value = fold(header.value)
    shown = "draft" if name == "draft" else f"{header.name}: {one_line(header.value)[:40]}"
    if name == "tags":
        tags = header.items or header.value.split(",")
        return next((_("tag {tag}", tag=tag.strip()) for tag in tags if fold(tag) in _TAGS), "")
    if name in rules.PASSWORDS:
        return "" if value in rules.NO else header.name
    if name == "permalink":
        return shown if value in rules.NO else ""
    if name == "build":
        return shown if _BUILD.search(header.value) else ""
    if name in rules.SOMETIMES_HOLDS or name in rules.SOMETIMES_PUBLISHES:
        return shown if value in (rules.YES if name in rules.SOMETIMES_HOLDS else rules.NO) else ""
    if name in rules.STATES or name in rules.SOMETIMES_STATES:
        return shown if _holds_by_state(header, strict=name in rules.STATES) else ""
    if name in rules.FROM or name in rules.UNTIL:
        return _reason_of_date(header, date)
    return shown if _holds_by_word(header) else ""


def _holds_by_word(header: Header) -> bool:
    """Return what a header says that is either true or false."""
    name, value = fold(header.name), fold(header.value)
    if name in rules.HOLDS:
        if value not in rules.YES and value not in rules.NO:
            raise EnregardError(
                _(
                    "{name} is {value}: write true to keep it unpublished, or false",
                    name=header.name,
                    value=quoted(header.value),
                ),
                line=header.line,
            )
        return value in rules.YES
    if name in rules.PUBLISHES:
        if value not in rules.YES and value not in rules.NO and _date(header) is None:
            raise EnregardError(
                _(
                    "{name} is {value}: write false to keep it unpublished, or true",
                    name=header.name,
                    value=quoted(header.value),
                ),
                line=header.line,
            )
        return value in rules.NO
    return False


def _holds_by_state(header: Header, *, strict: bool) -> bool:
    """Return whether one of the states in `header` holds the article back."""
    states = {fold(item) for item in (header.items or (header.value,))}
    known = _HELD_STATES | _PUBLISHED_STATES
    if fold(header.name) == "status":
        known |= _STATES_OF_THINGS
    if strict and not states <= known:
        raise EnregardError(
            _(
                "{name} is {value}: write draft to keep it unpublished, or published",
                name=header.name,
                value=quoted(header.value),
            ),
            line=header.line,
        )
    return not states.isdisjoint(_HELD_STATES)


def _reason_of_date(header: Header, date: ArticleDate | None) -> str:
    """Return why a header that names a day holds the article back.

    A build asks no clock, so such an article stays unpublished until the header is removed, unless the day
    it is published is not after its own date.
    """
    value = fold(header.value)
    if value in rules.NO:
        return ""
    day = _date(header)
    if day is None and value not in rules.YES:
        raise EnregardError(
            _(
                "{name} is {value}, not a date such as 2021-07-25: correct or remove it",
                name=header.name,
                value=quoted(header.value),
            ),
            line=header.line,
        )
    is_past = day is not None and date is not None and day.iso <= date.iso and fold(header.name) in rules.FROM
    return "" if is_past else f"{header.name} {day.iso if day else one_line(header.value)}"


def _date(header: Header) -> ArticleDate | None:
    try:
        return parse_date(header.value.strip(BLANKS), header.line)
    except EnregardError:
        return None


def _in_name(path: PurePosixPath) -> str:
    """Return why the name of a seed holds its article back; empty if it does not."""
    for folder in path.parts[:-1]:
        if fold(folder) in _FOLDERS:
            return _("in {folder}/", folder=folder)
    first, *middle = path.name.split(".")[:-1]
    if middle and fold(middle[-1]) in _TAGS:
        return _("named .{word}", word=middle[-1])
    if first.startswith("_") and fold(first) != "index":
        return _("its name begins with _")
    return ""
