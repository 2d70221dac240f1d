"""Numbers and counted things, by the rules of each language."""

from dataclasses import dataclass

_BETWEEN_THOUSANDS = {"en": ",", "fr": "\N{NARROW NO-BREAK SPACE}"}


def number(count: int, lang: str) -> str:
    """Return `count` in digits: `12,345`, or in French `12 345` with narrow no-break spaces."""
    return f"{count:,}".replace(",", _BETWEEN_THOUSANDS[lang])


@dataclass(frozen=True, slots=True)
class Counted:
    """Words with a `{count}`, for one thing and for several. In French, zero is singular."""

    lang: str
    one: str
    some: str

    def __call__(self, count: int) -> str:
        """Return the words for `count` things."""
        single = count == 1 or (self.lang == "fr" and count == 0)
        return (self.one if single else self.some).format(count=number(count, self.lang))
