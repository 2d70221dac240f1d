"""Write JSON Lines, one pair per line, for corpora, statistics and scripts.

Every line is complete, so lines from several publications can be filtered, shuffled and merged. Sort them by
`seed` and `number` to restore their order.
"""

import json
from collections.abc import Iterable, Iterator

from enregard.article.article import FacingArticle, State
from enregard.export.codes import native, words
from enregard.export.colophon import Colophon
from enregard.export.units import Unit


def jsonl(articles: Iterable[tuple[FacingArticle, list[Unit]]], colophon: Colophon) -> Iterator[str]:
    """Yield a line for each pair of `articles`."""
    publication = {"title": colophon.title, "author": colophon.author, "licence": colophon.licence}
    for article, units in articles:
        date = article.article.date
        about = {
            "seed": f"seeds/{article.article.path}",
            "date": date.iso if date else None,
            "source": article.article.source,
            "title": {"fr": article.title, "en": article.target_title},
        }
        for unit in units:
            model = colophon.model.of(unit.facing.engine) or colophon.model
            described = {key: getattr(model, key) for key in ("name", "version", "licence", "credit")}
            line = _pair(unit) | {"article": about, "publication": publication, "model": described}
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
    if facing.sentence.parts:
        pair["joined"] = [words(part.text) for part in facing.sentence.parts]
    if facing.note:
        pair["note"] = facing.note
    if source.marks or target.marks:
        pair["html"] = {"fr": native(source), "en": None if missing else native(target)}
    return pair
