"""Open the pinned model, with its pipeline, as a source of drafts."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from enregard.translate.checks import check
from enregard.translate.draft.cache import DraftCache
from enregard.translate.draft.drafter import Source
from enregard.translate.draft.pipeline import PIPELINE_VERSION, make_translator
from enregard.translate.draft.style import STYLE_VERSION, English
from enregard.translate.glossary.glossary import Glossary
from enregard.translate.model.install import Pin
from enregard.translate.model.options import Options, RunReport
from enregard.translate.model.ready import ReadyModel, SharedEngine, load_engine, ready_model
from enregard.translate.model.translator import Translator


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
        with load_engine(model, options) as engine:
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
