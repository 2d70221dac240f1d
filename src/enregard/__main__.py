"""Run the command line with `python -m enregard`."""

from enregard.cli import main

main(prog_name="enregard")
