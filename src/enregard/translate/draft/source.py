"""The pinned model as a source of drafts, with all that is done around it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from enregard.errors import EnregardError
from enregard.translate.checks import check
from enregard.translate.draft.cache import DraftCache
from enregard.translate.draft.drafter import Source
from enregard.translate.draft.pipeline import PIPELINE_VERSION, make_translator
from enregard.translate.glossary.glossary import Glossary
from enregard.translate.model.engine import Decoding, Engine
from enregard.translate.model.install import Installed, Pin, find, install
from enregard.translate.model.options import InstallReport, Options, RunReport
from enregard.translate.model.translator import Translator


def ready_model(pin: Pin, options: Options, report: InstallReport) -> Installed:
    """The installed package, fetched first where that is allowed.

    Raises EnregardError where there is none, and none can be had.
    """
    package = find(pin)
    if package is None and options.offline:
        raise EnregardError(
            "there is no model on this machine, and --offline forbids to fetch one: run "
            "`enregard model install` where there is a network, or name a package in ENREGARD_MODEL"
        )
    return package or install(pin, report=report)


def open_engine(package: Installed, options: Options) -> Engine:
    """The engine, with its model loaded."""
    decoding = Decoding(options.beam_size)
    return Engine(package.path, decoding, threads=options.threads or None, device=options.device)


@contextmanager
def open_translator(package: Installed, options: Options, terms: Glossary) -> Iterator[Translator]:
    """What translates carefully: an engine in this process, or the workers of a Ray cluster."""
    if options.ray:
        from enregard.translate.draft.cluster import open_cluster

        with open_cluster(
            package, Decoding(options.beam_size), terms, address=options.ray, device=options.device
        ) as cluster:
            yield cluster
        return
    with open_engine(package, options) as engine:
        yield make_translator(engine, terms)


def model_source(pin: Pin, terms: Glossary, cache: Path, options: Options, report: RunReport) -> Source:
    """The installed model as the source of drafts, and what it answered before.

    `terms` are those of the publication, `cache` is the folder of the memory. Raises EnregardError where
    there is no model, and none can be had.
    """
    package = ready_model(pin, options, report)
    name, decoding = f"{package.name} {package.version}", Decoding(options.beam_size)
    answers = [name, package.sha256, str(decoding), PIPELINE_VERSION]
    answers += ["=".join((term.french, *term.english)) for term in terms.terms]
    return Source(
        name,
        f"{package.sha256[:8]}, {decoding}",
        lambda: open_translator(package, options, terms),
        DraftCache(cache / "memory.sqlite", "\n".join(answers)),
        lambda source, target: check(source, target, terms),
    )
