"""Words in English and French, side by side."""

from typing import Generic, TypeVar

_T = TypeVar("_T")


class Words:
    """The words of the pages in the language `lang`; subclasses define them as `Word` attributes."""

    def __init__(self, lang: str) -> None:
        self.in_french = lang == "fr"


class Word(Generic[_T]):
    """A word, or anything that depends on the language, in both languages.

    As an attribute of a `Words` object, it returns the word in the language of that object.
    """

    def __init__(self, en: _T, fr: _T) -> None:
        self._en, self._fr = en, fr

    def __get__(self, words: Words, _: object = None) -> _T:
        return self._fr if words.in_french else self._en
