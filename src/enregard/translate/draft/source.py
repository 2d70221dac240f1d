"""The pinned model as a source of drafts, with all that is done around it."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
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
from enregard.translate.model.shortlist import Shortlist, bundled, fits
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
    decoding = decoding_of(package, options)
    return Engine(package.path, decoding, threads=options.threads or None, device=options.device)


def decoding_of(package: Installed, options: Options) -> Decoding:
    """How the model is searched: with the shortlist that comes with the program, where it fits the model."""
    shortlist = None if options.exact else shortlist_for(package)
    return Decoding(options.beam_size, shortlist=shortlist.version if shortlist else "")


@cache
def shortlist_for(package: Installed) -> Shortlist | None:
    """The bundled shortlist, if it was made for this package."""
    try:
        shortlist = bundled()
    except (OSError, ValueError):
        return None  # it is a means to be faster, and no more
    return shortlist if fits(shortlist, package.path, {package.sha256, package.weights}) else None


@contextmanager
def open_translator(package: Installed, options: Options, terms: Glossary) -> Iterator[Translator]:
    """What translates carefully: an engine in this process, or the workers of a Ray cluster."""
    if options.ray:
        from enregard.translate.draft.cluster import open_cluster

        with open_cluster(
            package, decoding_of(package, options), terms, address=options.ray, device=options.device
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
    if not options.exact and shortlist_for(package) is None:
        report.note(
            "the shortlist of likely words does not fit this model, and translating is slower without it"
        )
    name, decoding = f"{package.name} {package.version}", decoding_of(package, options)
    answers = [name, package.sha256, str(decoding), PIPELINE_VERSION]
    answers += ["=".join((term.french, *term.english)) for term in terms.terms]
    return Source(
        name,
        f"{package.sha256[:8]}, {decoding}",
        lambda: open_translator(package, options, terms),
        DraftCache(cache / "memory.sqlite", "\n".join(answers)),
        lambda source, target: check(source, target, terms),
    )
