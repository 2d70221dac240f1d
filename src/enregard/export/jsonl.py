"""JSON Lines: one pair of sentences a line, for corpora, statistics and programs of one's own.

Every line says all there is to say of its pair, so that lines can be filtered, shuffled and joined with those
of other publications; `seed` and `number` put them together again.
"""

import json
from collections.abc import Iterable, Iterator

from enregard.article.article import State
from enregard.export.codes import native, words
from enregard.export.colophon import Colophon
from enregard.export.units import Item, Unit


def jsonl(articles: Iterable[tuple[Item, list[Unit]]], colophon: Colophon) -> Iterator[str]:
    """A line for each pair of `articles`."""
    model = {
        "name": colophon.model.name,
        "version": colophon.model.version,
        "licence": colophon.model.licence,
        "credit": colophon.model.credit,
    }
    publication = {"title": colophon.title, "author": colophon.author, "licence": colophon.licence}
    for item, units in articles:
        facing, article = item.article, item.article.article
        about = {
            "seed": f"seeds/{article.path.as_posix()}",
            "date": article.date.iso if article.date else None,
            "source": article.source,
            "title": {"fr": facing.title, "en": facing.target_title},
        }
        for unit in units:
            line = _pair(unit) | {"article": about, "publication": publication, "model": model}
            yield json.dumps(line, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8") + "\n"


def _pair(unit: Unit) -> dict[str, object]:
    facing = unit.facing
    source, target = facing.sentence.text, facing.target
    missing = facing.state is State.MISSING
    pair: dict[str, object] = {
        "fr": words(source),
        "en": None if missing else words(target),
        "state": facing.state.value,
        "place": unit.place,
        "number": unit.number,
        "line": facing.sentence.line,
        "engine": facing.engine or None,
        "findings": [{"kind": found.kind, "reason": found.reason} for found in facing.findings],
    }
    if source.marks or target.marks:
        pair["html"] = {"fr": native(source), "en": None if missing else native(target)}
    return pair
