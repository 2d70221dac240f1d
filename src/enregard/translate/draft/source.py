"""Open the pinned model, with its pipeline, as a source of drafts."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from enregard.errors import EnregardError
from enregard.translate.checks import check
from enregard.translate.draft.cache import DraftCache
from enregard.translate.draft.drafter import Source
from enregard.translate.draft.pipeline import PIPELINE_VERSION, make_translator
from enregard.translate.draft.style import STYLE_VERSION, English
from enregard.translate.glossary.glossary import Glossary
from enregard.translate.model.engine import ARGOS_LENGTH_PENALTY, Decoding, Engine
from enregard.translate.model.install import Installed, Pin, find, install
from enregard.translate.model.options import InstallReport, Options, RunReport
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


def open_engine(package: Installed, options: Options) -> Engine:
    """Load the model, to translate as argos-translate does."""
    decoding = Decoding(options.beam_size, ARGOS_LENGTH_PENALTY)
    return Engine(package.path, decoding, threads=options.threads, device=options.device)


@contextmanager
def open_translator(
    package: Installed, options: Options, terms: Glossary, english: English | None = None
) -> Iterator[Translator]:
    """Open a translator: the engine in this process, or the workers of a Ray cluster."""
    decoding = Decoding(options.beam_size)
    if options.ray:
        from enregard.translate.draft.cluster import open_cluster

        with open_cluster(
            package, decoding, terms, english, address=options.ray, device=options.device
        ) as cluster:
            yield cluster
    else:
        with Engine(package.path, decoding, threads=options.threads, device=options.device) as engine:
            yield make_translator(engine, terms, english)


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
    package = ready_model(pin, options, report)
    name, decoding = f"{package.name} {package.version}", Decoding(options.beam_size)
    answers = [name, package.sha256, str(decoding), PIPELINE_VERSION]
    answers += ["=".join((term.french, *term.english)) for term in terms.terms]
    answers += sorted(f"{term}=-" for term in terms.switched_off)
    answers += [f"{english} {STYLE_VERSION}"] if english else []
    return Source(
        name,
        f"{package.sha256[:8]}, {decoding}",
        lambda: open_translator(package, options, terms, english),
        DraftCache(cache / "memory.sqlite", "\n".join(answers)),
        lambda source, target: check(source, target, terms),
    )
