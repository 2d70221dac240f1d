"""The command `text`."""

from pathlib import Path
from typing import Any

import click

from enregard.cli.console import Console, say
from enregard.cli.options import FOLLOW_LINKS, command, model_options
from enregard.errors import EnregardError
from enregard.messages import _


@click.command()
@click.argument("file", type=click.File("r", encoding="utf-8-sig"), default="-")
@click.option("--bare", is_flag=True, help=_("Print what argos-translate would print."))
@FOLLOW_LINKS
@model_options
@command
def text(file: Any, bare: bool, follow_links: bool, **model: Any) -> int:
    """Translate each line of FILE to one line of English.

    FILE is standard input by default. Use this to try the model: nothing is recorded. The glossary in
    translate/ and the house style in site/site.toml apply if there are any.
    """
    from enregard.api import translate_lines
    from enregard.translate.model.options import Options

    with Console() as console:
        lines = (line.rstrip("\r\n") for line in file)
        try:
            for line in translate_lines(
                lines, Path(), Options(**model), console, bare=bare, follow_links=follow_links
            ):
                say(line)
        except UnicodeDecodeError as error:
            raise EnregardError(_("is not UTF-8: save it as UTF-8"), path=file.name) from error
    return 0
