"""Say how far the translation of an article is: by machine, reviewed, or between the two."""

from collections import Counter
from dataclasses import dataclass

from enregard.article import FacingArticle, State
from enregard.site.strings import STRINGS


@dataclass(frozen=True, slots=True)
class Tally:
    """How many sentences of an article are in each state, and what drafted those nobody reviewed."""

    draft: int
    reviewed: int
    missing: int
    engines: tuple[str, ...]

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
        if facing.state is State.DRAFT and facing.engine:
            engines[facing.engine] = None
    return Tally(counts[State.DRAFT], counts[State.REVIEWED], counts[State.MISSING], tuple(engines))


def label(tally: Tally, lang: str) -> Label:
    """The label for `tally` in the language `lang`."""
    t = STRINGS[lang]
    engines = ", ".join(tally.engines)
    if tally.state == "draft":
        if engines:
            return Label("draft", t.machine, t.machine_by.format(engines=engines))
        return Label("draft", t.draft, t.draft_detail)
    if tally.state == "mixed":
        return _mixed(tally, lang, engines)
    words = {
        "reviewed": (t.reviewed, t.reviewed_detail, t.reviewed_brief),
        "missing": (t.missing, "", t.missing_brief),
        "empty": (t.empty, ""),
    }
    return Label(tally.state, *words[tally.state])


def _mixed(tally: Tally, lang: str, engines: str) -> Label:
    """The label where sentences are in more than one state."""
    t = STRINGS[lang]
    detail = []
    brief = ""
    if tally.reviewed:
        brief = t.mixed_brief.format(reviewed=tally.reviewed, total=tally.total)
        headline = t.mixed.format(reviewed=tally.reviewed, total=tally.total)
        if tally.draft:
            detail.append(t.mixed_rest_by.format(engines=engines) if engines else t.mixed_rest)
    else:
        headline = t.machine if engines else t.draft
        detail.append(t.machine_by.format(engines=engines) if engines else t.draft_detail)
    if tally.missing:
        detail.append(t.missing_one if tally.missing == 1 else t.missing_some.format(missing=tally.missing))
    if tally.reviewed:
        detail.append(t.tick)
    # Nothing is half reviewed where nothing is: what is there is the machine's.
    return Label("mixed" if tally.reviewed else "draft", headline, " ".join(detail), brief)
