"""Open the pinned model, with its pipeline, as a source of drafts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from enregard.errors import EnregardError
from enregard.messages import _
from enregard.translate.checks import check
from enregard.translate.draft.cache import DraftCache
from enregard.translate.draft.drafter import Source
from enregard.translate.draft.pipeline import PIPELINE_VERSION, make_translator
from enregard.translate.draft.style import STYLE_VERSION, English
from enregard.translate.glossary.glossary import Glossary
from enregard.translate.model.aligner import Aligner
from enregard.translate.model.engine import ARGOS_LENGTH_PENALTY, Engine
from enregard.translate.model.install import Installed, Pin, find, install, read_pin
from enregard.translate.model.options import InstallReport, Options, RunReport
from enregard.translate.model.pin import Decoding
from enregard.translate.model.translator import Translator

_USUAL = Decoding()


@dataclass(frozen=True, slots=True)
class ReadyModel:
    """An installed model, the settings of its search, and the model that aligns words if it cannot."""

    package: Installed
    decoding: Decoding = _USUAL
    aligner: Installed | None = None


def ready_model(pin: Pin, options: Options, report: InstallReport) -> ReadyModel:
    """Return the installed model, or install it if allowed. Raises EnregardError if that fails."""
    package = _ready(pin, options, report, _("no model is installed"), _("set ENREGARD_MODEL to a package"))
    decoding = _decoding(pin, options)
    if pin.guided:
        return ReadyModel(package, decoding)
    default = read_pin(None)
    why = _("{name}, with which {other} places markup, is not installed", name=default.name, other=pin.name)
    aligner = _ready(default, options, report, why, _("run `enregard model install argos`"))
    return ReadyModel(package, decoding, aligner)


def _decoding(pin: Pin, options: Options) -> Decoding:
    return replace(pin.decoding, beam_size=options.beam_size or pin.decoding.beam_size)


def _ready(pin: Pin, options: Options, report: InstallReport, missing: str, otherwise: str) -> Installed:
    package = find(pin)
    if package is None and options.offline:
        raise EnregardError(
            _(
                "{missing}, and --offline prevents installing one: run `enregard model install` while "
                "online, or {otherwise}",
                missing=missing,
                otherwise=otherwise,
            )
        )
    return package or install(pin, report=report)


def installed_model(pin: Pin, options: Options) -> ReadyModel | None:
    """Return the model if it is on this machine, without installing anything."""
    package, aligner = find(pin), None if pin.guided else find(read_pin(None))
    if package is None or not (pin.guided or aligner):
        return None
    return ReadyModel(package, _decoding(pin, options), aligner)


def open_engine(model: ReadyModel, options: Options) -> Engine:
    """Load the model, to translate as argos-translate does."""
    decoding = Decoding(model.decoding.beam_size, ARGOS_LENGTH_PENALTY)
    return _engine(replace(model, decoding=decoding), options)


def _engine(model: ReadyModel, options: Options) -> Engine:
    threads, device = options.threads, options.device
    aligner = Aligner(model.aligner.path, threads=threads, device=device) if model.aligner else None
    return Engine(model.package.path, model.decoding, threads=threads, device=device, aligner=aligner)


class SharedEngine:
    """Keeps a model loaded, from its first use, for builds and for the people who correct drafts."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._lock = Lock()
        self._loaded: tuple[ReadyModel, Engine] | None = None

    def get(self, model: ReadyModel) -> Engine:
        """Return the engine, loaded once; any thread may use it. Raises EnregardError if that fails."""
        with self._lock:
            if self._loaded is None or self._loaded[0] != model:
                self._loaded = None  # freed as soon as no thread uses it
                self._loaded = model, _engine(model, self._options)
            return self._loaded[1]


@contextmanager
def open_translator(
    model: ReadyModel,
    options: Options,
    terms: Glossary,
    english: English | None = None,
    shared: SharedEngine | None = None,
) -> Iterator[Translator]:
    """Open a translator: an engine in this process, or the `shared` one, or the workers of a Ray cluster."""
    if options.ray:
        from enregard.translate.draft.cluster import open_cluster

        with open_cluster(
            model.package,
            model.decoding,
            terms,
            english,
            address=options.ray,
            device=options.device,
            aligner=model.aligner,
        ) as cluster:
            yield cluster
    elif shared:
        yield make_translator(shared.get(model), terms, english)
    else:
        with _engine(model, options) as engine:
            yield make_translator(engine, terms, english)


def model_source(
    pin: Pin,
    terms: Glossary,
    english: English | None,
    cache: Path,
    options: Options,
    report: RunReport,
    shared: SharedEngine | None = None,
) -> Source:
    """Return the installed model and its cache as a source of drafts.

    `terms` is the publication's glossary, `english` its house style, `cache` the folder of the cache. Raises
    EnregardError if no model is installed and installing one fails. With a `shared` engine, that one is used.
    """
    model = ready_model(pin, options, report)
    package, decoding, aligner = model.package, model.decoding, model.aligner
    name = f"{package.name} {package.version}"
    answers = [name, package.sha256, str(decoding), PIPELINE_VERSION]
    answers += ["=".join((term.french, *term.english)) for term in terms.terms]
    answers += sorted(f"{term}=-" for term in terms.switched_off)
    answers += [f"{english} {STYLE_VERSION}"] if english else []
    answers += [f"aligned by {aligner.sha256}"] if aligner else []
    return Source(
        name,
        f"{package.sha256[:8]}, {decoding}",
        lambda: open_translator(model, options, terms, english, shared),
        DraftCache(cache / "memory.sqlite", "\n".join(answers)),
        lambda source, target: check(source, target, terms),
    )
