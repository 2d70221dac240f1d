"""Run the command line, as `enregard` or `python -m enregard`."""

from enregard.system.processes import isolate


def main() -> None:
    """Run the command line without modules from the current folder."""
    isolate()
    from enregard.messages import adopt_language

    adopt_language()
    from enregard.cli import main as command_line
    from enregard.system.platform import write_utf8

    write_utf8()
    command_line(prog_name="enregard")


if __name__ == "__main__":
    main()
