"""Numbers on pages, and what is counted, by the rules of each language."""

from dataclasses import dataclass

_BETWEEN_THOUSANDS = {"en": ",", "fr": "\N{NARROW NO-BREAK SPACE}"}


def number(count: int, lang: str) -> str:
    """`count` in figures: `12,345`, in French `12 345` with narrow no-break spaces."""
    return f"{count:,}".replace(",", _BETWEEN_THOUSANDS[lang])


@dataclass(frozen=True, slots=True)
class Counted:
    """Words about so many things; `{count}` in them is the number. French has nought in the singular."""

    lang: str
    one: str
    some: str

    def __call__(self, count: int) -> str:
        """The words about `count` things."""
        single = count == 1 or (self.lang == "fr" and count == 0)
        return (self.one if single else self.some).format(count=number(count, self.lang))
