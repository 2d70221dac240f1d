"""Compare the speed and quality of translation with argos-translate and with the engine's limit.

Each line of the file is a French paragraph, a tab, and its English. Ten lines make an article. Each way runs
in a process of its own, one after the other, with the same model and beam:

* `argos`: `argostranslate.translate`, article by article, with enregard's sentence splitter instead of its
  own (which would download a model).
* `limit`: CTranslate2 alone on all sentences together, sorted, batched, and restricted to English pieces as
  in enregard. Counts the time of that call only.
* `enregard`: `enregard translate` on a publication of these articles with an empty cache: reading,
  segmenting, PO files and all.

`wps` is French words (split at blanks) per second of the whole process (except for `limit`). `cpu_wps` is the
same per second of processor time, which depends less on other programs. `peak_mb` is the largest resident
memory. `bleu` and `chrf` are sacrebleu's defaults on the whole file, line by line.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import click

from bench._argos import argos_translate
from bench.results import append
from enregard.translate.model.pin import Decoding
from enregard.translate.segment.sentences import split_sentences

ARTICLE_LINES = 10


def articles(lines: Sequence[str]) -> list[list[str]]:
    """Group the lines into articles."""
    return [list(lines[start : start + ARTICLE_LINES]) for start in range(0, len(lines), ARTICLE_LINES)]


def with_argos(lines: Sequence[str], package: Path, beam: int) -> list[str]:
    """Translate each line with argos-translate."""
    folder = tempfile.mkdtemp()
    os.environ.update(dict.fromkeys(("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"), folder))
    os.environ.update(ARGOS_PACKAGES_DIR=str(package.parent), ARGOS_BEAM_SIZE=str(beam))
    argos = argos_translate()

    class Splitter:
        def __init__(self, *_: object) -> None: ...

        def split_sentences(self, text: str) -> list[str]:
            return split_sentences(text)

    argos.MiniSBDSentencizer = Splitter
    translated = []
    for article in articles(lines):
        paragraphs = argos.translate("\n".join(article), "fr", "en").split("\n")
        translated += (paragraphs + [""] * len(article))[: len(article)]
    return translated


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of one way: seconds of wall-clock and processor time, and peak memory in MB."""

    seconds: float
    cpu_seconds: float
    peak: float = 0.0


def with_ctranslate2(lines: Sequence[str], package: Path, beam: int) -> tuple[list[str], Cost]:
    """Translate each line with CTranslate2 alone; return the English and the cost of the one call."""
    import ctranslate2
    import sentencepiece

    from enregard.system.cores import available_cores
    from enregard.translate.model.network import BATCH_TOKENS
    from enregard.translate.model.vocabulary import model_files

    tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(package / "sentencepiece.model"))
    files = model_files(package)
    translator = ctranslate2.Translator(
        str(package / "model"), inter_threads=available_cores(), intra_threads=1, files=files
    )
    split = [split_sentences(line) for line in lines]
    tokens = [tokenizer.encode(sentence, out_type=str) for sentences in split for sentence in sentences]
    begun, cpu_begun = time.perf_counter(), time.process_time()
    results = translator.translate_batch(
        tokens,
        max_batch_size=BATCH_TOKENS,
        batch_type="tokens",
        beam_size=beam,
        length_penalty=Decoding().length_penalty,
        replace_unknowns=True,
        use_vmap=files is not None,
    )
    cost = Cost(time.perf_counter() - begun, time.process_time() - cpu_begun)
    english = iter("".join(result.hypotheses[0]).replace("▁", " ").strip() for result in results)
    return [" ".join(islice(english, len(sentences))) for sentences in split], cost


def write_publication(lines: Sequence[str], root: Path) -> None:
    """Write a publication with a paragraph for each of `lines`."""
    (root / "seeds").mkdir(parents=True)
    for number, article in enumerate(articles(lines)):
        (root / "seeds" / f"{number:06}.txt").write_text("\n\n".join(article) + "\n", "utf-8")


def read_publication(lines: Sequence[str], root: Path) -> list[str]:
    """Return the English of each of `lines` from the publication's PO files; empty if absent."""
    from enregard.publication.publication import open_publication
    from enregard.records import open_records
    from enregard.testing import Silent
    from enregard.translate.segment.facing import face

    found: dict[str, str] = {}
    for segmented, record in open_records(open_publication(root), Silent()):
        faced = face(segmented, record.facings()[0])
        for pairs in (*faced.fields.values(), *faced.leaves):
            french = " ".join(pair.sentence.text.plain for pair in pairs)
            found["".join(french.split())] = " ".join(pair.target.plain for pair in pairs)
    return [found.get("".join(line.split()), "") for line in lines]


def worker(way: str, lines: Sequence[str], package: Path, beam: int, out: Path) -> None:
    """Translate with `way` in this process and write the result to `out`."""
    cost: Cost | None = None
    if way == "argos":
        english = with_argos(lines, package, beam)
    else:
        english, cost = with_ctranslate2(lines, package, beam)
    out.write_text(json.dumps({"english": english, "cost": cost and asdict(cost)}), "utf-8")


def measure(command: Sequence[str]) -> Cost:
    """Run a command and return its cost. Raises ClickException if it fails."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise click.ClickException(f"{' '.join(command)} failed")
    return Cost(time.perf_counter() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def score(english: Sequence[str], references: Sequence[str]) -> dict[str, float]:
    """Return BLEU and chrF."""
    import sacrebleu

    return {
        "bleu": round(sacrebleu.corpus_bleu(english, [references]).score, 2),
        "chrf": round(sacrebleu.corpus_chrf(english, [references]).score, 2),
    }


@click.command()
@click.option(
    "--pairs",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="French TAB English.",
)
@click.option("--limit", type=click.IntRange(min=1), help="Read the first N lines only.")
@click.option("--beam", type=click.IntRange(min=4), default=4, show_default=True)
@click.option("--ways", default="argos,limit,enregard", show_default=True, help="Ways to compare.")
@click.option("--worker", "as_worker", nargs=2, hidden=True, type=str)
def main(pairs: Path, limit: int | None, beam: int, ways: str, as_worker: tuple[str, str] | None) -> None:
    """Compare words per second, memory, BLEU and chrF with argos-translate."""
    from enregard.translate.model.install import find, read_pin

    package = find(read_pin(Path("translate/model.toml")))
    if package is None:
        raise click.ClickException("no model is installed: run `enregard model install`")
    with pairs.open(encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in islice(file, limit)]
    lines, references = [row[0] for row in rows], [row[1] for row in rows]
    if as_worker:
        worker(as_worker[0], lines, package.path, beam, Path(as_worker[1]))
        return
    words = sum(len(line.split()) for line in lines)
    result: dict[str, Any] = {"pairs": pairs.name, "lines": len(lines), "words": words, "beam": beam}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for way in ways.split(","):
            if way in ("argos", "limit"):
                out = folder / f"{way}.json"
                options = ["--pairs", str(pairs), "--limit", str(len(lines)), "--beam", str(beam)]
                command = [sys.executable, "-m", "bench", "translate", *options, "--worker", way, str(out)]
                cost = measure(command)
                answer = json.loads(out.read_text("utf-8"))
                english = answer["english"]
                if answer["cost"]:
                    cost = Cost(**{**answer["cost"], "peak": cost.peak})
            else:
                root = folder / way
                write_publication(lines, root)
                program = Path(sys.executable).with_name("enregard")
                cost = measure([str(program), "translate", str(root), "--offline", "--beam", str(beam)])
                english = read_publication(lines, root)
            result[way] = {
                "wps": round(words / cost.seconds, 1),
                "cpu_wps": round(words / cost.cpu_seconds, 1),
                "peak_mb": round(cost.peak),
                **score(english, references),
                "empty": english.count(""),
            }
    append("translate", result)
    print(json.dumps(result))
