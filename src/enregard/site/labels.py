"""Label the translation of an article: machine translation, reviewed, or in between."""

from collections import Counter
from dataclasses import dataclass

from enregard.article.article import FacingArticle, State
from enregard.site.words.strings import STRINGS


@dataclass(frozen=True, slots=True)
class Tally:
    """How many sentences of an article are in each state, and what drafted them."""

    draft: int
    reviewed: int
    missing: int
    engines: tuple[str, ...]
    """The engines of the drafts; an empty name means drafts from elsewhere."""

    @property
    def machines(self) -> tuple[str, ...]:
        """The names of the engines."""
        return tuple(filter(None, self.engines))

    @property
    def total(self) -> int:
        """The number of sentences, translated headers included."""
        return self.draft + self.reviewed + self.missing

    @property
    def state(self) -> str:
        """The state of the whole: `draft`, `reviewed`, `missing`, `mixed`, or `empty` without sentences."""
        if not self.total:
            return "empty"
        counts = {"draft": self.draft, "reviewed": self.reviewed, "missing": self.missing}
        return next((state for state, count in counts.items() if count == self.total), "mixed")


@dataclass(frozen=True, slots=True)
class Label:
    """What readers see about a translation: a few words in bold, and details."""

    state: str
    headline: str
    detail: str
    brief: str = ""
    """A shorter headline for narrow screens; empty if the headline is short enough."""

    @property
    def joint(self) -> str:
        """The punctuation between headline and detail."""
        if not self.detail:
            return "."
        return " " if self.detail[0].islower() else ". "


def tally(article: FacingArticle) -> Tally:
    """Count the sentences of `article` by state."""
    counts: Counter[State] = Counter()
    engines: dict[str, None] = {}  # an ordered set
    for facing in article.facings():
        counts[facing.state] += 1
        if facing.state is State.DRAFT:
            engines[facing.engine] = None
    named = tuple(engines) if any(engines) else ()
    return Tally(counts[State.DRAFT], counts[State.REVIEWED], counts[State.MISSING], named)


def label(tally: Tally, lang: str) -> Label:
    """Return the label for `tally` in the language `lang`."""
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
    """Return headline and detail for a translation without reviewed sentences."""
    t = STRINGS[lang]
    engines = ", ".join(tally.machines)
    if not engines:
        return t.draft, t.draft_detail
    if "" in tally.engines:
        return t.draft, t.machine_partly.format(engines=engines)
    return t.machine, t.machine_by.format(engines=engines)


def _rest(tally: Tally, lang: str) -> str:
    """Describe the sentences that are not reviewed."""
    t = STRINGS[lang]
    engines = ", ".join(tally.machines)
    if not engines:
        return t.mixed_rest
    return (t.mixed_rest_partly if "" in tally.engines else t.mixed_rest_by).format(engines=engines)


def _mixed(tally: Tally, lang: str) -> Label:
    """Return the label for sentences in more than one state."""
    t = STRINGS[lang]
    detail = []
    brief = ""
    if tally.reviewed:
        brief = t.mixed_brief.format(reviewed=tally.reviewed, total=tally.total)
        headline = t.mixed.format(reviewed=tally.reviewed, total=tally.total)
        if tally.draft:
            detail.append(_rest(tally, lang))
    else:
        headline, words = _drafted(tally, lang)
        detail.append(words)
    if tally.missing:
        detail.append(t.missing_one if tally.missing == 1 else t.missing_some.format(missing=tally.missing))
    if tally.reviewed:
        detail.append(t.tick)
    # With nothing reviewed, what is translated is a draft.
    return Label("mixed" if tally.reviewed else "draft", headline, " ".join(detail), brief)
