"""Translate with the workers of a Ray cluster.

Each batch is a Ray task for one core. Ray decides where a task runs, reruns it if its worker or node dies,
and gives tasks to nodes that join. A worker loads the model with its first batch and keeps it. Ray's actors
are unsuitable: if a node dies, its actor waits for room on another, and so do the actor's batches.
"""

import io
import os
import socket
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import chdir, contextmanager, suppress
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
from enregard.messages import _
from enregard.system.processes import safe_folder
from enregard.translate.draft.pipeline import make_translator
from enregard.translate.draft.style import English
from enregard.translate.glossary.glossary import Glossary
from enregard.translate.model.aligner import Aligner
from enregard.translate.model.engine import Engine
from enregard.translate.model.install import Installed
from enregard.translate.model.pin import Decoding
from enregard.translate.model.translator import Draft, Key, Translator
from enregard.translate.model.vocabulary import damaged

WINDOW = 16_384
"""Sentences sorted by length together, so that each batch has sentences of similar length."""

BATCH_TOKENS = 4096
"""Pieces in one batch: seconds of work for a core, but only milliseconds to send."""

AHEAD = 2
"""Batches submitted for each core of the cluster: one running, one waiting."""

_WATCH_SECONDS = 5.0
_PORT_SECONDS = 3.0


@dataclass(frozen=True)
class Job:
    """What a worker needs besides a batch. It is the same for all batches of a run."""

    package: str
    sha256: str
    decoding: Decoding
    device: str
    terms: Glossary
    english: English | None = None
    version: str = __version__
    aligner: tuple[str, str] | None = None
    """The folder and the SHA-256 of the package that aligns words, if the first one cannot."""


@contextmanager
def open_cluster(
    package: Installed,
    decoding: Decoding,
    terms: Glossary,
    english: English | None = None,
    *,
    address: str,
    device: str = "cpu",
    aligner: Installed | None = None,
) -> Iterator["Cluster"]:
    """Join the Ray cluster at `address`: `host:port`, `ray://host:port`, or `auto` for this machine's own.

    Raises EnregardError if Ray is not installed or no cluster answers.
    """
    ray = _join(address)
    try:
        also = (str(aligner.path), aligner.sha256) if aligner else None
        job = Job(str(package.path), package.sha256, decoding, device, terms, english, aligner=also)
        packed = [ray.put(_packed(each.path)) for each in (package, aligner) if each]
        yield Cluster(ray, address, job, packed)
    finally:
        ray.shutdown()


class Cluster:
    """Translates on all cores of a Ray cluster, in batches of sentences of similar length."""

    def __init__(self, ray: Any, address: str, job: Job, packages: list[Any]) -> None:
        self._ray = ray
        self._address = address
        self._packages = packages
        self._job = job
        # -1: retry without limit, on any node, as long as the cause is a dead worker
        how = {"num_cpus": 1, "max_retries": -1, "num_gpus": int(job.device == "cuda")}
        self._task = ray.remote(**how)(translate_batch)

    def stream(self, texts: Iterable[tuple[Key, Text]]) -> Iterator[tuple[Key, Draft]]:
        """Yield the English of each text with its key as soon as it is ready, in any order.

        `texts` may be endless. Raises EnregardError if the cluster is gone or a worker fails.
        """
        job, packages = self._ray.put(self._job), self._packages  # in a list: sent only if needed
        pending = batches(texts, Path(self._job.package))
        submitted: list[Any] = []
        while True:
            self._see_head()  # without a head, Ray waits a minute and ends the process
            room = AHEAD * max(1, int(self._ray.cluster_resources().get("CPU", 1)))  # nodes come and go
            for batch in islice(pending, max(0, room - len(submitted))):
                submitted.append(self._task.remote(job, packages, batch))
            if not submitted:
                return
            ready, submitted = self._ray.wait(submitted, timeout=_WATCH_SECONDS)
            for reference in ready:
                yield from self._answers(reference)

    def _answers(self, reference: Any) -> Any:
        errors = self._ray.exceptions
        try:
            return self._ray.get(reference)
        except errors.RayTaskError as error:
            reason = " ".join(str(error.cause).split())
            what = _(
                "a worker of the Ray cluster cannot translate ({reason}): fix that and run again",
                reason=reason,
            )
            raise EnregardError(what) from error
        except (errors.RayError, ConnectionError) as error:
            raise self._gone() from error

    def _see_head(self) -> None:
        """Raise EnregardError if the cluster's head no longer answers."""
        try:
            _reach(self._ray.get_runtime_context().gcs_address)
        except OSError as error:
            raise self._gone() from error

    def _gone(self) -> EnregardError:
        return EnregardError(
            _(
                "the Ray cluster at {address} is gone; finished work is kept: start it and run again",
                address=self._address,
            )
        )


def batches(texts: Iterable[tuple[Key, Text]], package: Path) -> Iterator[list[tuple[Key, Text]]]:
    """Group `texts` into batches of at most BATCH_TOKENS pieces of the package's vocabulary, longest first.

    A longer sentence gets its own batch. Reads `texts` one window at a time.
    """
    from sentencepiece import SentencePieceProcessor

    path = package / "sentencepiece.model"
    try:
        tokenizer = SentencePieceProcessor(model_file=str(path))
    except (RuntimeError, OSError) as error:
        raise damaged(path, error) from error
    source = iter(texts)
    while window := list(islice(source, WINDOW)):
        sizes = [len(pieces) for pieces in tokenizer.encode([text.plain for _, text in window])]
        batch: list[tuple[Key, Text]] = []
        total = 0
        for size, pair in sorted(zip(sizes, window, strict=True), key=lambda each: -each[0]):
            if batch and total + size > BATCH_TOKENS:
                yield batch
                batch, total = [], 0
            batch.append(pair)
            total += size
        yield batch


def translate_batch(job: Job, packages: list[Any], batch: list[tuple[Key, Text]]) -> list[tuple[Key, Draft]]:
    """Translate a batch on a worker. `packages` has the references to the packed model and its aligner.

    Raises EnregardError if the worker has another version of this program.
    """
    if job.version != __version__:
        raise EnregardError(
            _(
                "the node has enregard {found}, not {wanted}: install the same version on every node",
                found=__version__,
                wanted=job.version,
            )
        )
    return list(_translator(job, *packages).stream(batch))


@lru_cache(maxsize=1)
def _translator(job: Job, package: Any, aligner: Any = None) -> Translator:
    """Load the model, once in each worker process."""
    opened = None
    if job.aligner:
        opened = Aligner(_package_here(*job.aligner, aligner), threads=1, device=job.device)
    path = _package_here(job.package, job.sha256, package)
    engine = Engine(path, job.decoding, threads=1, device=job.device, aligner=opened)
    return make_translator(engine, job.terms, job.english)


def _package_here(path: str, sha256: str, package: Any) -> Path:
    """Return the package's folder on this node: at the same path as in the run, or in the user's cache."""
    there = Path(path)
    if there.is_dir():
        return there
    folder = user_cache_path("enregard") / "packages" / sha256
    if not folder.is_dir():
        import ray

        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder.parent, prefix=".", ignore_cleanup_errors=True) as temporary:
            with zipfile.ZipFile(io.BytesIO(ray.get(package))) as packed:
                packed.extractall(Path(temporary, "package"))
            with suppress(OSError):  # another worker unpacked it first
                Path(temporary, "package").rename(folder)
    return folder


def _packed(package: Path) -> bytes:
    """Pack the files of a package folder into a zip, stored: weights do not compress."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for path in sorted(package.rglob("*")):
            if path.is_file():
                packed.write(path, path.relative_to(package))
    return content.getvalue()


def _found(address: str) -> str:
    """Return `address`; for `auto`, return RAY_ADDRESS, or the address of the last `ray start` here."""
    if address != "auto":
        return address
    try:
        last = Path(gettempdir(), "ray", "ray_current_cluster").read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        last = ""
    return os.environ.get("RAY_ADDRESS") or last or address


def _reach(address: str) -> None:
    """Raise OSError if nothing listens at `host:port`, and ValueError if that is not an address."""
    host, _, port = address.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=_PORT_SECONDS):
        pass


def _join(address: str) -> Any:
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")  # else Ray warns of a new default
    try:
        import ray
    except ImportError as error:
        raise EnregardError(_("Ray is not installed: run `pip install 'enregard[ray]'`")) from error
    found = _found(address)
    try:
        if not found.startswith("ray://"):
            _reach(found)  # Ray itself would retry for minutes
        with chdir(safe_folder()):  # Ray adds the current folder to the module path of its workers
            ray.init(address=found, log_to_driver=False, logging_level="ERROR", configure_logging=False)
    except (OSError, ValueError, RuntimeError) as error:
        raise EnregardError(
            _(
                "no Ray cluster answers at {address}: start one with `ray start --head` and pass its "
                "address with --ray=",
                address=found,
            )
        ) from error
    return ray
