"""Find or install the pinned model, and keep it loaded."""

from dataclasses import dataclass, replace
from threading import Lock

from enregard.errors import EnregardError
from enregard.messages import _
from enregard.translate.model.aligner import Aligner
from enregard.translate.model.engine import ARGOS_LENGTH_PENALTY, Engine
from enregard.translate.model.install import Installed, Pin, find, install, read_pin
from enregard.translate.model.options import InstallReport, Options
from enregard.translate.model.pin import Decoding

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
    return load_engine(replace(model, decoding=decoding), options)


def load_engine(model: ReadyModel, options: Options) -> Engine:
    """Load the model with its own settings. Raises EnregardError if that fails."""
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
                self._loaded = model, load_engine(model, self._options)
            return self._loaded[1]
