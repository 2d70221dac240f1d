"""A Ray cluster translates alike, loses and repeats nothing, and reports in one line that it is gone."""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from enregard.article.article import Text
from enregard.errors import EnregardError
from enregard.translate.draft import cluster
from enregard.translate.draft.cluster import BATCH_TOKENS, Job, batches, open_cluster, translate_batch
from enregard.translate.draft.style import English
from enregard.translate.glossary.glossary import Glossary
from enregard.translate.model.install import Installed
from enregard.translate.model.pin import Decoding

needs_ray = pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed: the extra `ray`")


def scenario(name: str, model: Installed) -> dict[str, Any]:
    """Run the scenario `name` of cluster_run.py in a process of its own and return its result."""
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("cluster_run.py"), name, model.path],
        capture_output=True,
        text=True,
        timeout=900,  # a minute on quiet cores
        check=False,
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    assert lines, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(lines[-1])
    return found


@needs_ray
@pytest.mark.model
def test_a_node_that_joins_is_used_and_a_killed_worker_loses_and_doubles_nothing(model: Installed) -> None:
    assert scenario("joined-and-killed", model) == {"joined": 1, "answers": 160, "doubled": 0, "other": []}


@needs_ray
@pytest.mark.model
def test_a_dead_head_causes_a_one_line_error(model: Installed) -> None:
    assert scenario("head-gone", model) == {
        "message": "the Ray cluster at ADDRESS is gone; finished work is kept: start it and run again"
    }


@pytest.mark.model
def test_batches_hold_every_sentence_once_and_no_more_pieces_than_allowed(
    model: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "WINDOW", 70)
    monkeypatch.setattr(cluster, "BATCH_TOKENS", 100)
    texts = [(number, Text("mot " * (number % 30 + 1))) for number in range(200)]
    texts.append((200, Text("mot " * 500)))  # more than one batch allows
    made = list(batches(texts, model.path))
    assert sorted(key for batch in made for key, _ in batch) == list(range(201))
    assert all(sum(len(text.plain.split()) for _, text in batch) <= 100 for batch in made if len(batch) > 1)
    assert BATCH_TOKENS > 1000


def test_nodes_with_another_version_report_it() -> None:
    job = Job("nowhere", "0" * 64, Decoding(), "cpu", Glossary(), version="0.0.0")
    with pytest.raises(EnregardError, match=r"not 0\.0\.0: install the same version on every node"):
        translate_batch(job, [None], [("a", Text("Oui."))])


def test_workers_apply_the_house_style(monkeypatch: pytest.MonkeyPatch) -> None:
    styles: list[object] = []
    monkeypatch.setattr(cluster, "Engine", lambda *_, **__: None)
    monkeypatch.setattr(cluster, "_package_here", lambda *_: None)
    monkeypatch.setattr(cluster, "make_translator", lambda _, __, english: styles.append(english))
    for english in English:
        cluster._translator(Job("nowhere", "0" * 64, Decoding(), "cpu", Glossary(), english), None)
    assert styles == list(English)
    cluster._translator.cache_clear()


def test_without_ray_the_extra_is_named(model_nowhere: Installed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with (
        pytest.raises(EnregardError, match=r"pip install 'enregard\[ray\]'"),
        open_cluster(model_nowhere, Decoding(), Glossary(), address="auto"),
    ):
        pass


@needs_ray
@pytest.mark.parametrize("address", ["127.0.0.1:9", "nonsense", "auto"])
def test_without_a_cluster_the_command_to_start_one_is_named(
    model_nowhere: Installed, address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(cluster, "gettempdir", lambda: str(tmp_path))
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    with (
        pytest.raises(
            EnregardError, match=rf"no Ray cluster answers at {address}: start one with `ray start"
        ),
        open_cluster(model_nowhere, Decoding(), Glossary(), address=address),
    ):
        pass


def nowhere() -> Installed:
    """Return a package that does not exist."""
    return Installed(Path("nowhere"), "fr_en", "1.9", "0" * 64, "here", "", "")


@pytest.fixture
def model_nowhere() -> Installed:
    return nowhere()


def test_a_failed_worker_reports_its_reason_in_one_line(model_nowhere: Installed) -> None:
    class TaskError(Exception):
        cause = EnregardError("the model cannot be loaded\n(no memory)")

    class Ray:
        """Returns a worker's error."""

        exceptions = SimpleNamespace(RayTaskError=TaskError, RayError=KeyError)

        @staticmethod
        def remote(**_: object) -> Any:
            return lambda task: task

        @staticmethod
        def get(_: object) -> None:
            raise TaskError

    job = Job("nowhere", "0" * 64, Decoding(), "cpu", Glossary())
    with pytest.raises(EnregardError) as caught:
        cluster.Cluster(Ray, "auto", job, [])._answers(None)
    assert str(caught.value) == (
        "a worker of the Ray cluster cannot translate (the model cannot be loaded\\n(no memory)): "
        "fix that and run again"
    )
