"""Sentences translated by the workers of a Ray cluster.

Batches are Ray tasks of one core each; where they run, that they run again when a worker or a node dies, and
that a node that joins gets some, is Ray's. A worker loads the model at its first batch and keeps it. Tasks,
not actors: an actor whose node is gone waits for room elsewhere, and its batches with it; a task never does.
"""

import io
import os
import socket
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Any

from platformdirs import user_cache_path

from enregard import __version__
from enregard.article.article import Text
from enregard.errors import EnregardError
from enregard.translate.draft.pipeline import make_translator
from enregard.translate.glossary.glossary import Glossary
from enregard.translate.model.engine import Decoding, Engine
from enregard.translate.model.install import Installed
from enregard.translate.model.translator import Key, Translator

WINDOW = 16_384
"""Sentences that are sorted by length together, so that those of one batch are about equally long."""

BATCH_TOKENS = 4096
"""Pieces in one batch: seconds of work for a core, against milliseconds to send it."""

AHEAD = 2
"""Batches under way for each core of the cluster: one at work, one waiting there."""

_WATCH_SECONDS = 5.0
_PORT_SECONDS = 3.0


@dataclass(frozen=True)
class Job:
    """What a worker has to know to translate: the same for every batch of a run."""

    package: str
    sha256: str
    decoding: Decoding
    device: str
    terms: Glossary
    version: str = __version__

    def __hash__(self) -> int:
        return hash((self.sha256, self.decoding, self.device, self.terms.terms))


@contextmanager
def open_cluster(
    package: Installed, decoding: Decoding, terms: Glossary, *, address: str, device: str = "cpu"
) -> Iterator["Cluster"]:
    """Join the Ray cluster at `address`: `host:port`, `ray://host:port`, or `auto` for the one here.

    Raises EnregardError where Ray is not installed, or no cluster answers.
    """
    ray = _join(address)
    try:
        job = Job(str(package.path), package.sha256, decoding, device, terms)
        yield Cluster(ray, address, job, ray.put(_packed(package.path)))
    finally:
        ray.shutdown()


class Cluster:
    """Translates in batches of sentences about equally long, all cores of the cluster at a time."""

    def __init__(self, ray: Any, address: str, job: Job, package: Any) -> None:
        self._ray = ray
        self._address = address
        self._package = package
        self._job = job
        # -1: again and again, on whatever node there is, as long as it is a worker that died
        how = {"num_cpus": 1, "max_retries": -1, "num_gpus": int(job.device == "cuda")}
        self._task = ray.remote(**how)(translate_batch)

    def stream(self, texts: Iterable[tuple[Key, Text]]) -> Iterator[tuple[Key, Text]]:
        """The English of each text under its key, as it comes: not in order. `texts` may be endless.

        Raises EnregardError where the cluster is gone, or a worker cannot translate.
        """
        job, package = self._ray.put(self._job), [self._package]  # in a list: fetched only where it is wanted
        pending = batches(texts, Path(self._job.package))
        under_way: list[Any] = []
        while True:
            self._see_head()  # without one, Ray's own questions take a minute and end the process
            room = AHEAD * max(1, int(self._ray.cluster_resources().get("CPU", 1)))  # nodes come and go
            for batch in islice(pending, max(0, room - len(under_way))):
                under_way.append(self._task.remote(job, package, batch))
            if not under_way:
                return
            ready, under_way = self._ray.wait(under_way, timeout=_WATCH_SECONDS)
            for reference in ready:
                yield from self._answers(reference)

    def _answers(self, reference: Any) -> list[tuple[Any, Text]]:
        errors = self._ray.exceptions
        try:
            answers: list[tuple[Any, Text]] = self._ray.get(reference)
        except errors.RayTaskError as error:
            reason = " ".join(str(error.cause).split())
            raise EnregardError(
                f"a worker of the Ray cluster cannot translate ({reason}): mend that and run again"
            ) from error
        except (errors.RayError, ConnectionError) as error:
            raise self._gone() from error
        return answers

    def _see_head(self) -> None:
        """Raise EnregardError where nobody listens at the cluster's head any more."""
        try:
            _reach(self._ray.get_runtime_context().gcs_address)
        except OSError as error:
            raise self._gone() from error

    def _gone(self) -> EnregardError:
        return EnregardError(
            f"the Ray cluster at {self._address} is gone; what was translated is kept: start it and run again"
        )


def batches(texts: Iterable[tuple[Key, Text]], package: Path) -> Iterator[list[tuple[Key, Text]]]:
    """`texts` in batches of at most BATCH_TOKENS pieces of the package's vocabulary, the longest first.

    A longer sentence is a batch by itself. `texts` is read a window at a time.
    """
    from sentencepiece import SentencePieceProcessor

    tokenizer = SentencePieceProcessor(model_file=str(package / "sentencepiece.model"))
    source = iter(texts)
    while window := list(islice(source, WINDOW)):
        sizes = [len(pieces) for pieces in tokenizer.encode([text.plain for _, text in window])]
        batch: list[tuple[Key, Text]] = []
        total = 0
        for place in sorted(range(len(window)), key=lambda place: -sizes[place]):
            if batch and total + sizes[place] > BATCH_TOKENS:
                yield batch
                batch, total = [], 0
            batch.append(window[place])
            total += sizes[place]
        yield batch


def translate_batch(job: Job, package: list[Any], batch: list[tuple[Key, Text]]) -> list[tuple[Key, Text]]:
    """What a worker does. `package` holds the reference to the packed model, for where it is not there yet.

    Raises EnregardError where another version of this program is installed there.
    """
    if job.version != __version__:
        raise EnregardError(
            f"enregard {__version__} is installed there, and {job.version} asked: install that on every node"
        )
    return list(_translator(job, package[0]).stream(batch))


@lru_cache(maxsize=1)
def _translator(job: Job, package: Any) -> Translator:
    """The model, loaded once in each worker process."""
    engine = Engine(_package_here(job, package), job.decoding, threads=1, device=job.device)
    return make_translator(engine, job.terms)


def _package_here(job: Job, package: Any) -> Path:
    """The package's folder on this node: where the run found it, or unpacked into the user's cache."""
    there = Path(job.package)
    if there.is_dir():
        return there
    folder = user_cache_path("enregard") / "packages" / job.sha256
    if not folder.is_dir():
        import ray

        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder.parent, prefix=".", ignore_cleanup_errors=True) as temporary:
            with zipfile.ZipFile(io.BytesIO(ray.get(package))) as packed:
                packed.extractall(Path(temporary, "package"))
            with suppress(OSError):  # another worker was faster
                Path(temporary, "package").rename(folder)
    return folder


def _packed(package: Path) -> bytes:
    """The files of a package folder as a zip; stored, not compressed: weights do not get smaller."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for path in sorted(package.rglob("*")):
            if path.is_file():
                packed.write(path, path.relative_to(package))
    return content.getvalue()


def _found(address: str) -> str:
    """`address`, or for `auto` the one that the environment or the last `ray start` here names."""
    if address != "auto":
        return address
    try:
        last = Path(gettempdir(), "ray", "ray_current_cluster").read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        last = ""
    return os.environ.get("RAY_ADDRESS") or last or address


def _reach(address: str) -> None:
    """Raise OSError where nobody listens at `host:port`, and ValueError where that is no address."""
    host, _, port = address.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=_PORT_SECONDS):
        pass


def _join(address: str) -> Any:
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")  # else it warns that this will change
    try:
        import ray
    except ImportError as error:
        raise EnregardError("Ray is not installed here: `pip install 'enregard[ray]'`") from error
    found = _found(address)
    try:
        if not found.startswith("ray://"):
            _reach(found)  # Ray itself would try for minutes
        ray.init(address=found, log_to_driver=False, logging_level="ERROR", configure_logging=False)
    except (OSError, ValueError, RuntimeError) as error:
        raise EnregardError(
            f"no Ray cluster answers at {found}: start one with `ray start --head`, and give its address "
            "after --ray="
        ) from error
    return ray
