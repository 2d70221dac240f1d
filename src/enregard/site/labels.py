"""Say how far the translation of an article is: by machine, reviewed, or between the two."""

from collections import Counter
from dataclasses import dataclass

from enregard.article.article import FacingArticle, State
from enregard.site.words.strings import STRINGS


@dataclass(frozen=True, slots=True)
class Tally:
    """How many sentences of an article are in each state, and what drafted those nobody reviewed."""

    draft: int
    reviewed: int
    missing: int
    engines: tuple[str, ...]
    """The machines that drafted some; an empty name among them stands for drafts that came from elsewhere."""

    @property
    def machines(self) -> tuple[str, ...]:
        """The names of the machines that drafted some."""
        return tuple(filter(None, self.engines))

    @property
    def total(self) -> int:
        """The number of sentences, translated headers included."""
        return self.draft + self.reviewed + self.missing

    @property
    def state(self) -> str:
        """One word for the whole: `draft`, `reviewed`, `missing`, `mixed`, or `empty` without sentences."""
        if not self.total:
            return "empty"
        counts = {"draft": self.draft, "reviewed": self.reviewed, "missing": self.missing}
        return next((state for state, count in counts.items() if count == self.total), "mixed")


@dataclass(frozen=True, slots=True)
class Label:
    """What a reader is told about a translation: a few words that stand out, and the rest."""

    state: str
    headline: str
    detail: str
    brief: str = ""
    """The headline where there is little room; empty where it is short."""

    @property
    def joint(self) -> str:
        """What stands between the two where they are read in one go."""
        if not self.detail:
            return "."
        return " " if self.detail[0].islower() else ". "


def tally(article: FacingArticle) -> Tally:
    """Count the sentences of `article` by state."""
    counts: Counter[State] = Counter()
    engines: dict[str, None] = {}  # a set that keeps the order of the text
    for facing in article.facings():
        counts[facing.state] += 1
        if facing.state is State.DRAFT:
            engines[facing.engine] = None
    named = tuple(engines) if any(engines) else ()
    return Tally(counts[State.DRAFT], counts[State.REVIEWED], counts[State.MISSING], named)


def label(tally: Tally, lang: str) -> Label:
    """The label for `tally` in the language `lang`."""
    t = STRINGS[lang]
    if tally.state == "draft":
        return Label("draft", *_drafted(tally, lang))
    if tally.state == "mixed":
        return _mixed(tally, lang)
    words = {
        "reviewed": (t.reviewed, t.reviewed_detail, t.reviewed_brief),
        "missing": (t.missing, "", t.missing_brief),
        "empty": (t.empty, ""),
    }
    return Label(tally.state, *words[tally.state])


def _drafted(tally: Tally, lang: str) -> tuple[str, str]:
    """The words that stand out and the rest where no person has reviewed any of it."""
    t = STRINGS[lang]
    engines = ", ".join(tally.machines)
    if not engines:
        return t.draft, t.draft_detail
    if "" in tally.engines:
        return t.draft, t.machine_partly.format(engines=engines)
    return t.machine, t.machine_by.format(engines=engines)


def _rest(tally: Tally, lang: str) -> str:
    """What the sentences are that no person has reviewed."""
    t = STRINGS[lang]
    engines = ", ".join(tally.machines)
    if not engines:
        return t.mixed_rest
    return (t.mixed_rest_partly if "" in tally.engines else t.mixed_rest_by).format(engines=engines)


def _mixed(tally: Tally, lang: str) -> Label:
    """The label where sentences are in more than one state."""
    t = STRINGS[lang]
    detail = []
    brief = ""
    if tally.reviewed:
        brief = t.mixed_brief.format(reviewed=tally.reviewed, total=tally.total)
        headline = t.mixed.format(reviewed=tally.reviewed, total=tally.total)
        if tally.draft:
            detail.append(_rest(tally, lang))
    else:
        headline, said = _drafted(tally, lang)
        detail.append(said)
    if tally.missing:
        detail.append(t.missing_one if tally.missing == 1 else t.missing_some.format(missing=tally.missing))
    if tally.reviewed:
        detail.append(t.tick)
    # Nothing is half reviewed where nothing is: what is there is the machine's.
    return Label("mixed" if tally.reviewed else "draft", headline, " ".join(detail), brief)
