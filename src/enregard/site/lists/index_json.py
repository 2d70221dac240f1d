"""`index.json`: the site and its articles, for other programs."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from enregard.publication.publication import Settings
from enregard.site.model import ModelInfo
from enregard.site.summary import Summary
from enregard.site.words.dates import date_in_words


def index_json(
    settings: Settings, model: ModelInfo | None, others: Iterable[ModelInfo], entries: Iterable[str]
) -> Iterator[str]:
    """Yield the file; `entries` are the results of `index_entry` in order, one per line.

    `others` are further models that made drafts.
    """
    index: dict[str, object] = {
        "articles": [],
        "base_url": settings.base_url,
        "model": _described(model) if model else None,
        "title": settings.title,
    }
    if more := [_described(other) for other in others]:
        index["other_models"] = more
    frame = json.dumps(index, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    start, _, end = frame.partition("[]")
    yield start + "["
    before = "\n  "
    for line in entries:
        yield before + line
        before = ",\n  "
    yield ("]" if before == "\n  " else "\n ]") + end


def _described(model: ModelInfo) -> dict[str, str]:
    return {key: value for key, value in asdict(model).items() if key != "others"}


def index_entry(article: Summary) -> str:
    """Return the entry of `article` as JSON; unknown values are null."""
    date, tally = article.date, article.tally
    entry = {
        "date": date and {"en": date_in_words(date, "en"), "given": date.verbatim, "iso": date.iso},
        "engines": tally.machines,
        "links": article.links,
        "outgoing": article.outward,
        "seed": article.seed,
        "sentences": {"draft": tally.draft, "missing": tally.missing, "reviewed": tally.reviewed},
        "slug": article.slug,
        "source": article.source,
        "state": tally.state,
        "tags": [{"en": tag.english or None, "fr": tag.french} for tag in article.tags],
        "titles": {"en": article.target_title if article.target_lang == "en" else None, "fr": article.title},
    }
    return json.dumps(entry, ensure_ascii=False, sort_keys=True)
