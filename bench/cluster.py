"""Compare Ray with a single process: one core in this process, then one and two workers of one core each.

All translate the same sentences in the same batches, with the model loaded and the workers warm. `wps` is
French words per second. `same` says whether all workers return the same texts as this process. `send_share`
is the share of speed that one worker loses, compared with this process.
"""

import json
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from enregard.article.article import Text
from enregard.translate.draft.cluster import batches, open_cluster
from enregard.translate.draft.pipeline import make_translator
from enregard.translate.glossary.glossary import Glossary
from enregard.translate.model.engine import Engine
from enregard.translate.model.install import find, read_pin
from enregard.translate.model.pin import Decoding
from enregard.translate.model.translator import Draft

ROOT = Path(__file__).parents[1]
Given = list[tuple[int, Text]]


class InProcess:
    """One core of this process, batch by batch like the workers."""

    def __init__(self, engine: Engine, package: Path) -> None:
        self._translator = make_translator(engine, Glossary())
        self._package = package

    def stream(self, texts: Iterable[tuple[int, Text]]) -> Iterator[tuple[int, Draft]]:
        """Yield the English of each text with its number."""
        for batch in batches(texts, self._package):
            yield from self._translator.stream(batch)


def timed(translator: Any, given: Given, words: int) -> tuple[float, dict[int, str]]:
    """Return words per second, and the English."""
    begun = time.perf_counter()
    english = {number: draft.text.plain for number, draft in translator.stream(given)}
    return words / (time.perf_counter() - begun), english


@click.command()
@click.option("--pairs", "path", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--limit", type=click.IntRange(min=1), help="Read the first N lines only.")
@click.option("--beam", type=click.IntRange(1, 32), default=4, show_default=True)
def main(path: Path, limit: int | None, beam: int) -> None:
    """Compare one core in this process with Ray workers on this machine."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    from ray.cluster_utils import Cluster as Nodes

    package = find(read_pin(ROOT / "translate" / "model.toml"))
    if package is None:
        raise click.ClickException("no model is installed: run `enregard model install`")
    lines = [line.split("\t")[0] for line in path.read_text("utf-8").splitlines()][:limit]
    given: Given = [(number, Text(line)) for number, line in enumerate(lines)]
    words, decoding = sum(len(line.split()) for line in lines), Decoding(beam_size=beam)
    warm: Given = [(number, Text("Un essai.")) for number in range(8)]
    wps: dict[str, float] = {}
    answers: dict[str, dict[int, str]] = {}
    with Engine(package.path, decoding, threads=1) as engine:
        here = InProcess(engine, package.path)
        timed(here, warm, 1)
        wps["here"], answers["here"] = timed(here, given, words)
    node = {"num_cpus": 1, "object_store_memory": 300_000_000}
    nodes = Nodes(initialize_head=True, head_node_args={**node, "include_dashboard": False})
    for workers in (1, 2):
        if workers == 2:
            nodes.add_node(**node)
        with open_cluster(package, decoding, Glossary(), address=nodes.address) as cluster:
            for _ in range(2 * workers):
                timed(cluster, warm, 1)
            name = f"workers_{workers}"
            wps[name], answers[name] = timed(cluster, given, words)
    nodes.shutdown()
    print(
        json.dumps(
            {
                "pairs": path.name,
                "lines": len(lines),
                "words": words,
                "beam": beam,
                "wps": {name: round(value) for name, value in wps.items()},
                "send_share": round(1 - wps["workers_1"] / wps["here"], 3),
                "two_over_one": round(wps["workers_2"] / wps["workers_1"], 2),
                "same": all(english == answers["here"] for english in answers.values()),
            }
        )
    )
