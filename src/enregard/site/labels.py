"""Label the translation of an article: machine translation, reviewed, or in between."""

import re
from dataclasses import dataclass
from functools import lru_cache

from enregard.article.article import FacingArticle, State
from enregard.site.words.strings import STRINGS


@dataclass(frozen=True, slots=True)
class Tally:
    """How many sentences of an article are in each state, and what drafted them."""

    draft: int
    reviewed: int
    missing: int
    engines: tuple[str, ...]
    """The engines of the drafts; an empty name means that some drafts name no engine."""

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
    facings = [*article.facings()]
    states = [facing.state for facing in facings]  # a Counter is many times slower: it hashes each
    states += [facing.state for facing in facings for _ in facing.sentence.parts[1:]]
    engines = dict.fromkeys([facing.engine for facing in facings if facing.state is State.DRAFT])
    named = tuple(engines) if any(engines) else ()
    return Tally(states.count(State.DRAFT), states.count(State.REVIEWED), states.count(State.MISSING), named)


@lru_cache(maxsize=4096)  # many articles share one
def label(tally: Tally, lang: str) -> Label:
    """Return the label for `tally` in the language `lang`."""
    t = STRINGS[lang]
    match tally.state:
        case "reviewed":
            return Label("reviewed", t.reviewed, t.reviewed_detail, t.reviewed_brief)
        case "missing":
            return Label("missing", t.missing, "", t.missing_brief)
        case "empty":
            return Label("empty", t.empty, "")
    detail = []
    if tally.reviewed:
        brief = t.mixed_brief.format(reviewed=tally.reviewed, total=tally.total)
        headline = t.mixed.format(reviewed=tally.reviewed, total=tally.total)
        if tally.draft:
            detail.append(_by_engine(tally, t.mixed_rest, t.mixed_rest_by, t.mixed_rest_partly))
    else:  # every translation is a draft
        brief = ""
        headline = t.machine if tally.machines and "" not in tally.engines else t.draft
        detail.append(_by_engine(tally, t.draft_detail, t.machine_by, t.machine_partly))
    if tally.missing:
        detail.append(t.missing_some(tally.missing))
    if tally.reviewed:
        detail.append(t.tick)
    return Label("mixed" if tally.reviewed else "draft", headline, " ".join(detail), brief)


def _by_engine(tally: Tally, unknown: str, known: str, partly: str) -> str:
    """Return one of three texts about drafts, depending on whether the engines are known."""
    if not tally.machines:
        return unknown
    engines = ", ".join(map(readable_engine, tally.machines))
    return (partly if "" in tally.engines else known).format(engines=engines)


@lru_cache(maxsize=64)
def readable_engine(engine: str) -> str:
    """Return a name for readers: an Argos package is called `translate-fr_en 1.9`."""
    return re.sub(r"^translate-([a-z]+)_([a-z]+)\b", r"Argos Translate \1–\2", engine)
