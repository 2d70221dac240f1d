"""Messages in the reader's language, from gettext's catalogues in `locale/`. English needs none.

Mark a message with `_("{path} is empty", path=path)`: `tools/messages.py` would not find an f-string.
Text that programs read, and text in the files of a publication, stays English.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, cached_property
from gettext import GNUTranslations, NullTranslations, bindtextdomain, textdomain
from pathlib import Path
from string import Formatter

FOLDER = Path(__file__).with_name("locale")
DOMAIN = "enregard"

ENGLISH = ("en",)
"""The languages of what programs read."""

_ENGLISH = ""

_LONGEST_CODE = 20  # a longer one may be no name that a file can have

_chosen: ContextVar[str | None] = ContextVar("_chosen", default=None)


class Messages:
    """The messages in one language; `in_language` returns it."""

    def __init__(self, code: str) -> None:
        self._catalogue = _catalogue(code)

    def gettext(self, message: str, /, **values: object) -> str:
        """Return a message, with `values` in place of its `{placeholders}`."""
        found = self._catalogue.gettext(message)
        return found.format(**values) if values else found

    def pgettext(self, context: str, message: str, /) -> str:
        """Return a message that means something else in other contexts."""
        return self._catalogue.pgettext(context, message)

    def ngettext(self, singular: str, plural: str, count: int, /, **values: object) -> str:
        """Return the form of a message for a number of things, with the number in place of `{count}`."""
        form = self._catalogue.ngettext(singular, plural, count)
        return form.format(count=self.number(count), **values)

    def forms(self, singular: str, plural: str, /) -> tuple[list[str], str]:
        """Return the forms of a message, and for each number the index of its form, as scripts use them.

        In all languages, the forms of numbers from 200 on are those of 100 to 199, by their last two digits.
        """
        found = [self._catalogue.ngettext(singular, plural, count) for count in range(200)]
        forms = list(dict.fromkeys(found))
        return forms, "".join(str(forms.index(form)) for form in found)

    def number(self, value: float, digits: int = 0) -> str:
        """Write a number with `digits` after the point, as the language does: 1,234.5 or 1 234,5."""
        return f"{value:,.{digits}f}".translate(self._separators)

    @cached_property
    def _separators(self) -> dict[int, str]:
        # Translators: write this number with the separators of your language.
        sample = self.gettext(marked("1,234.5"))
        return {ord(","): sample[1], ord("."): sample[5]}


@cache
def in_language(code: str) -> Messages:
    """Return the messages in a language that the program has, such as `fr`, whatever the reader's is."""
    return Messages(code)


def _(message: str, /, **values: object) -> str:
    """Return a message in the reader's language, with `values` in place of its `{placeholders}`."""
    return in_language(language()).gettext(message, **values)


def ngettext(singular: str, plural: str, count: int, /, **values: object) -> str:
    """Return the form of a message for a number of things, with the number in place of `{count}`."""
    return in_language(language()).ngettext(singular, plural, count, **values)


def marked(message: str) -> str:
    """Mark a message in a constant, which `_` translates when it is used."""
    return message


def number(value: float, digits: int = 0) -> str:
    """Write a number with `digits` after the point, as the reader's language does."""
    return in_language(language()).number(value, digits)


def translated(text: str, messages: Iterable[str], translate: Callable[[str], str] = str) -> str:
    """Return a text that was recorded in English, in the reader's language if it is one of `messages`.

    Messages with special placeholders must come before those that fit everything. `translate` is applied to
    what stands for a placeholder.
    """
    if language() != _ENGLISH:
        for message in messages:
            if (values := _values(message, text)) is not None:
                return _(message, **{name: translate(value) for name, value in values.items()})
    return text


def _values(template: str, text: str) -> dict[str, str] | None:
    """Return the words in `text` that stand for the placeholders of `template`; None if it does not fit."""
    (start, first), *others = _parts(template)
    if not text.startswith(start):
        return None
    values, at, name = {}, len(start), first
    for piece, following in others:
        end = text.find(piece, at) if following else len(text) - len(piece)
        if not name or end < at or not text.startswith(piece, end):
            return None
        values[name] = text[at:end]
        at, name = end + len(piece), following
    return values if at == len(text) else None


@cache
def _parts(template: str) -> tuple[tuple[str, str], ...]:
    """Return the pieces of a template, each with the name of the placeholder after it, if there is one."""
    parts = [(literal, name or "") for literal, name, _spec, _conversion in Formatter().parse(template)]
    return tuple(parts) if not parts[-1][1] else (*parts, ("", ""))


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
        bindtextdomain(DOMAIN, str(FOLDER))
        textdomain(DOMAIN)
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
            if len(name) <= _LONGEST_CODE and name.replace("_", "").isalnum() and _file(name).is_file():
                return name
    return _ENGLISH


def _file(code: str) -> Path:
    return FOLDER / code / "LC_MESSAGES" / f"{DOMAIN}.mo"


def _catalogue(code: str) -> NullTranslations:
    if code in (_ENGLISH, *ENGLISH):
        return NullTranslations()
    with _file(code).open("rb") as file:
        return GNUTranslations(file)
