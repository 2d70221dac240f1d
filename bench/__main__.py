"""`python -m bench NAME …` runs `bench/NAME.py`, whose click command is called `main`."""

import importlib
from pathlib import Path

import click


class Benches(click.Group):
    """Finds a bench by its file's name, and imports no other."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the files beside this one."""
        return sorted(
            path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_")
        )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The `main` of `bench/NAME.py`; None where there is none."""
        if cmd_name not in self.list_commands(ctx):
            return None
        main = getattr(importlib.import_module(f"bench.{cmd_name}"), "main", None)
        return main if isinstance(main, click.Command) else None


if __name__ == "__main__":
    Benches(name="bench", help="Measure a part of enregard; one JSON line each.")(prog_name="python -m bench")
