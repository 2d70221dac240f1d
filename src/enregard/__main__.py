"""The command line, for `python -m enregard`."""

from enregard.cli import main

main(prog_name="enregard")
