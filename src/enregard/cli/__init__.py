"""The command line: parse, call, print. Each command imports slow modules itself."""

import sys

import click

from enregard import __version__
from enregard.cli.add import add
from enregard.cli.build import build
from enregard.cli.check import check_
from enregard.cli.console import print_traceback
from enregard.cli.doctor import doctor
from enregard.cli.export import export_
from enregard.cli.import_ import import_
from enregard.cli.model import model
from enregard.cli.new import new
from enregard.cli.options import Commands, described
from enregard.cli.replace import replace
from enregard.cli.schema import schema
from enregard.cli.serve import serve
from enregard.cli.status import status_
from enregard.cli.text import text
from enregard.cli.translate import translate
from enregard.messages import _

_EXIT_CODES = _("""\
Exit codes:
  0    done
  1    problems were reported, one per line; everything else was done
  2    the command line is invalid
  130  interrupted; finished work is kept, and the next run continues from there""")


@click.group(
    cls=Commands, epilog=described(_EXIT_CODES), context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="enregard")
@click.option("--debug", is_flag=True, help=_("Show the traceback of an error."))
@click.pass_context
def main(context: click.Context, debug: bool) -> None:
    """Publish French articles next to their English translation.

    A publication is a folder with articles in seeds/, their translation in translate/ (PO files that you
    correct) and the settings of the pages in site/. `enregard build` drafts what is new and builds the site
    into build/.
    """
    context.obj = debug
    if debug:
        sys.excepthook = print_traceback


for _command in (
    new,
    add,
    build,
    serve,
    translate,
    check_,
    replace,
    status_,
    export_,
    import_,
    text,
    model,
    schema,
    doctor,
):
    main.add_command(_command)
