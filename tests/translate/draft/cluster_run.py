"""Scenarios for the tests of the cluster, each in its own process: `python cluster_run.py SCENARIO PACKAGE`.

Uses two Ray nodes on this machine and prints the result as one JSON object.
"""

import json
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

os.environ["RAY_USAGE_STATS_ENABLED"] = "0"

from ray.cluster_utils import Cluster as Nodes

from enregard.article.article import Mark, MarkKind, Text
from enregard.errors import EnregardError
from enregard.translate.draft import cluster
from enregard.translate.draft.cluster import batches, open_cluster
from enregard.translate.draft.pipeline import make_translator
from enregard.translate.glossary.csv_file import parse_glossary
from enregard.translate.model.engine import Engine
from enregard.translate.model.install import Installed
from enregard.translate.model.pin import Decoding
from enregard.translate.model.translator import Draft

NODE = {"num_cpus": 1, "object_store_memory": 200_000_000}
TERMS, _ = parse_glossary("French,English,note\nparlement,assembly,\n", "glossary.csv")
GREEDY = Decoding(beam_size=1)
WAIT = 60.0


def sentences(count: int) -> list[tuple[str, Text]]:
    """Return sentences of many lengths, one in seven with markup."""
    texts = []
    for number in range(count):
        plain = f"Le parlement a voté {number} lois" + ", puis une autre" * (number % 9) + "."
        marks = (Mark(MarkKind.STRONG, 3, 12),) if number % 7 == 0 else ()
        texts.append((str(number), Text(plain, marks)))
    return texts


def workers(raylet: int) -> list[int]:
    """Return the processes under a node's `raylet` that are translating."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            title = (folder / "cmdline").read_bytes()
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            continue
        if parent == raylet and title.startswith(b"ray::translate_batch"):
            found.append(int(folder.name))
    return found


def raylet_of(node: Any) -> int:
    pid: int = node.all_processes["raylet"][0].process.pid
    return pid


def until(found: Callable[[], list[int]]) -> list[int]:
    """Wait until `found` returns something, and return it; nothing if that takes too long."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        if pids := found():
            return pids
        time.sleep(0.01)
    return []


def joined_and_killed(package: Installed) -> dict[str, object]:
    """A node joins during translation, then its worker is killed."""
    cluster.BATCH_TOKENS = 250
    nodes = Nodes(initialize_head=True, head_node_args={**NODE, "include_dashboard": False})
    given = sentences(160)
    answers: list[tuple[str, Draft]] = []
    joined: list[int] = []

    def kill_when_at_work(raylet: int) -> None:
        joined.extend(until(lambda: workers(raylet)))
        for pid in joined:
            os.kill(pid, signal.SIGKILL)

    killer = Thread()
    with open_cluster(package, GREEDY, TERMS, address=nodes.address) as here:
        for answer in here.stream(given):
            if not answers:
                killer = Thread(target=kill_when_at_work, args=(raylet_of(nodes.add_node(**NODE)),))
                killer.start()
            answers.append(answer)
        killer.join()
    counts = Counter(key for key, _ in answers)
    with Engine(package.path, GREEDY, threads=1) as engine:
        local = make_translator(engine, TERMS)
        expected = dict(pair for batch in batches(given, package.path) for pair in local.stream(batch))
    return {
        "joined": len(joined),
        "answers": len(answers),
        "doubled": sum(count > 1 for count in counts.values()),
        "other": [key for key, text in answers if expected[key] != text],
    }


def head_gone(package: Installed) -> dict[str, object]:
    """The head dies during translation."""
    cluster.BATCH_TOKENS = 250
    nodes = Nodes(initialize_head=True, head_node_args={**NODE, "include_dashboard": False})
    head, address = nodes.head_node, nodes.address
    try:
        with open_cluster(package, GREEDY, TERMS, address=nodes.address) as here:
            for number, _ in enumerate(here.stream(sentences(2000))):
                if number == 0:
                    head.kill_gcs_server(check_alive=False)
                    head.kill_raylet(check_alive=False)
    except EnregardError as error:
        message = str(error).replace(address, "ADDRESS")
    else:
        message = ""
    return {"message": message}


def main() -> None:
    """Run the scenario that the command line names."""
    scenario = {"joined-and-killed": joined_and_killed, "head-gone": head_gone}[sys.argv[1]]
    path = Path(sys.argv[2])
    print(json.dumps(scenario(Installed(path, "fr_en", "1.9", "0" * 64, "here", "", ""))), flush=True)  # noqa: T201
    os._exit(0)  # Ray takes its time where the head is gone


if __name__ == "__main__":
    main()
