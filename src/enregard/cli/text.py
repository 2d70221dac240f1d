"""The command `text`."""

from pathlib import Path
from typing import Any

import click

from enregard.cli.console import Console, say
from enregard.cli.options import FOLLOW_LINKS, command, model_options
from enregard.errors import EnregardError


@click.command()
@click.argument("file", type=click.File("r", encoding="utf-8-sig"), default="-")
@click.option("--bare", is_flag=True, help="Print what argos-translate would print.")
@FOLLOW_LINKS
@model_options
@command
def text(file: Any, bare: bool, follow_links: bool, **model: Any) -> int:
    """Translate each line of FILE to one line of English.

    FILE is standard input by default. Use this to try the model: nothing is recorded. The glossary in
    translate/ and the house style in site/site.toml apply if there are any.
    """
    from enregard.publication.publication import site_settings
    from enregard.translate.draft.lines import translate_lines
    from enregard.translate.draft.source import open_engine, open_translator, ready_model
    from enregard.translate.draft.style import English
    from enregard.translate.glossary.csv_file import usable_terms
    from enregard.translate.model.install import read_pin
    from enregard.translate.model.options import Options

    options = Options(**model)
    with Console() as console:
        pin = read_pin(Path("translate/model.toml"), follow_links=follow_links)
        package = ready_model(pin, options, console)
        terms = usable_terms(Path("translate/glossary.csv"), console, follow_links=follow_links)
        chosen = site_settings(Path(), follow_links=follow_links).english
        english = English(chosen) if chosen else None
        opened = open_engine(package, options) if bare else open_translator(package, options, terms, english)
        with opened as translator:
            try:
                for line in translate_lines((line.rstrip("\r\n") for line in file), translator):
                    say(line)
            except UnicodeDecodeError as error:
                raise EnregardError("is not UTF-8: save it as UTF-8", path=file.name) from error
    return 0
