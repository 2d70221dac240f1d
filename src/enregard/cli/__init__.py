"""The command line: parse, call, print. Whatever is heavy is imported by the command that needs it."""

import click

from enregard import __version__
from enregard.cli.build import build
from enregard.cli.check import check_
from enregard.cli.export import export_
from enregard.cli.import_ import import_
from enregard.cli.model import model
from enregard.cli.new import new
from enregard.cli.serve import serve
from enregard.cli.status import status_
from enregard.cli.text import text
from enregard.cli.translate import translate

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


for _command in (build, translate, new, serve, check_, status_, export_, import_, text, model):
    main.add_command(_command)
