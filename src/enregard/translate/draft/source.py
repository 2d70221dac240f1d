"""Open the pinned model, with its pipeline, as a source of drafts."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from enregard.errors import EnregardError
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


def ready_model(pin: Pin, options: Options, report: InstallReport) -> Installed:
    """Return the installed package, or install it if allowed. Raises EnregardError if that fails."""
    package = find(pin)
    if package is None and options.offline:
        raise EnregardError(
            "no model is installed, and --offline prevents installing one: run `enregard model install` "
            "while online, or set ENREGARD_MODEL to a package"
        )
    return package or install(pin, report=report)


def ready_aligner(pin: Pin, options: Options, report: InstallReport) -> Installed | None:
    """Return the default model if the pinned one needs it to align words; install it if allowed.

    Raises EnregardError if that fails.
    """
    if pin.guided:
        return None
    default = read_pin(None)
    package = find(default)
    if package is None and options.offline:
        raise EnregardError(
            f"{pin.name} needs {default.name} to place markup, and --offline prevents installing it: run "
            "`enregard model install argos` while online"
        )
    return package or install(default, report=report)


def open_engine(package: Installed, options: Options, aligner: Installed | None = None) -> Engine:
    """Load the model, to translate as argos-translate does; `aligner` aligns words, if given."""
    decoding = Decoding(options.beam_size or Decoding().beam_size, ARGOS_LENGTH_PENALTY)
    threads, device = options.threads, options.device
    opened = Aligner(aligner.path, threads=threads, device=device) if aligner else None
    return Engine(package.path, decoding, threads=threads, device=device, aligner=opened)


def decoding_of(pin: Pin, options: Options) -> Decoding:
    """Return the settings of the search: the pin's, unless the options have others."""
    return replace(pin.decoding, beam_size=options.beam_size or pin.decoding.beam_size)


@contextmanager
def open_translator(
    package: Installed,
    options: Options,
    terms: Glossary,
    english: English | None = None,
    *,
    decoding: Decoding | None = None,
    aligner: Installed | None = None,
) -> Iterator[Translator]:
    """Open a translator: the engine in this process, or the workers of a Ray cluster.

    `aligner` is the model that aligns words, if `package` cannot.
    """
    decoding = decoding or Decoding(options.beam_size or Decoding().beam_size)
    if options.ray:
        from enregard.translate.draft.cluster import open_cluster

        with open_cluster(
            package,
            decoding,
            terms,
            english,
            address=options.ray,
            device=options.device,
            aligner=aligner,
        ) as cluster:
            yield cluster
        return
    threads, device = options.threads, options.device
    with ExitStack() as stack:
        opened = Aligner(aligner.path, threads=threads, device=device) if aligner else None
        if opened:
            stack.enter_context(opened)
        engine = Engine(package.path, decoding, threads=threads, device=device, aligner=opened)
        yield make_translator(stack.enter_context(engine), terms, english)


def model_source(
    pin: Pin,
    terms: Glossary,
    english: English | None,
    cache: Path,
    options: Options,
    report: RunReport,
) -> Source:
    """Return the installed model and its cache as a source of drafts.

    `terms` is the publication's glossary, `english` its house style, `cache` the folder of the cache. Raises
    EnregardError if no model is installed and installing one fails.
    """
    package, aligner = ready_model(pin, options, report), ready_aligner(pin, options, report)
    name, decoding = f"{package.name} {package.version}", decoding_of(pin, options)
    answers = [name, package.sha256, str(decoding), PIPELINE_VERSION]
    answers += ["=".join((term.french, *term.english)) for term in terms.terms]
    answers += sorted(f"{term}=-" for term in terms.switched_off)
    answers += [f"{english} {STYLE_VERSION}"] if english else []
    answers += [f"aligned by {aligner.sha256}"] if aligner else []
    return Source(
        name,
        f"{package.sha256[:8]}, {decoding}",
        lambda: open_translator(package, options, terms, english, decoding=decoding, aligner=aligner),
        DraftCache(cache / "memory.sqlite", "\n".join(answers)),
        lambda source, target: check(source, target, terms),
    )
