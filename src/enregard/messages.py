"""Messages in the reader's language, from gettext's catalogues in `locale/`. English needs none.

Mark a message with `_("{path} is empty", path=path)`: `tools/messages.py` would not find an f-string.
Text that programs read, and text in the files of a publication, stays English.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

FOLDER = Path(__file__).with_name("locale")
DOMAIN = "enregard"

ENGLISH = ("en",)
"""The languages of what programs read."""

_ENGLISH = ""

_chosen: ContextVar[str | None] = ContextVar("_chosen", default=None)


def _(message: str, /, **values: object) -> str:
    """Return a message in the reader's language, with `values` in place of its `{placeholders}`."""
    if catalogue := _catalogue(language()):
        message = catalogue.gettext(message)
    return message.format(**values) if values else message


def ngettext(singular: str, plural: str, count: int, /, **values: object) -> str:
    """Return the form of a message for a number of things, with the number in place of `{count}`."""
    return form(singular, plural, count).format(count=number(count), **values)


def form(singular: str, plural: str, count: int, /) -> str:
    """Return the form of a message for a number of things, with its placeholders."""
    if catalogue := _catalogue(language()):
        return catalogue.ngettext(singular, plural, count)
    return singular if count == 1 else plural


def marked(message: str) -> str:
    """Mark a message in a constant, which `_` translates when it is used."""
    return message


def number(value: float, digits: int = 0) -> str:
    """Write a number with `digits` after the point, as the reader's language does: 1,234.5 or 1 234,5."""
    # Translators: write this number with the separators of your language.
    sample = _("1,234.5")
    return f"{value:,.{digits}f}".translate({ord(","): sample[1], ord("."): sample[5]})


@contextmanager
def using(languages: Iterable[str]) -> Iterator[None]:
    """Speak the first known one of `languages`, such as those of a browser, in this thread or task.

    Without any, the language stays that of the environment.
    """
    wanted = list(languages)
    token = _chosen.set(_first_known(wanted) if wanted else None)
    try:
        yield
    finally:
        _chosen.reset(token)


def adopt_language() -> None:
    """Let click and child processes speak the same language. Call it before click is used."""
    if code := language():
        import gettext

        gettext.bindtextdomain(DOMAIN, str(FOLDER))
        gettext.textdomain(DOMAIN)
        os.environ["LANGUAGE"] = code


def language() -> str:
    """Return the code of the reader's language; empty for English."""
    chosen = _chosen.get()
    return _of_process() if chosen is None else chosen


@cache
def _of_process() -> str:
    """Return the language of the environment, as gettext chooses it; if it has none, that of Windows."""
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    if locale in ("C", "POSIX"):
        return _ENGLISH
    if wanted := os.environ.get("LANGUAGE") or locale:
        return _first_known(wanted.split(":"))
    return _first_known([_of_windows()])


def _of_windows() -> str:
    if os.name != "nt":
        return _ENGLISH
    import ctypes
    import locale

    identifier = getattr(ctypes, "windll").kernel32.GetUserDefaultUILanguage()  # noqa: B009 - absent elsewhere
    return locale.windows_locale.get(identifier, _ENGLISH)


def _first_known(languages: Iterable[str]) -> str:
    for wanted in languages:
        tag = wanted.partition(".")[0].partition("@")[0].replace("-", "_").strip()
        for name in (tag, tag.partition("_")[0]):
            if name.lower() in ("c", "posix", "en"):
                return _ENGLISH
            if name.replace("_", "").isalnum() and _file(name).is_file():
                return name
    return _ENGLISH


def _file(code: str) -> Path:
    return FOLDER / code / "LC_MESSAGES" / f"{DOMAIN}.mo"


@cache
def _catalogue(code: str) -> "NullTranslations | None":
    if code == _ENGLISH:
        return None
    from gettext import GNUTranslations

    with _file(code).open("rb") as file:
        return GNUTranslations(file)
