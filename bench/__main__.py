"""Run the click command `main` of `bench/NAME.py`: `python -m bench NAME …`."""

import importlib
from pathlib import Path

import click


class Benches(click.Group):
    """Finds a bench by the name of its file, and imports no other."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the benches."""
        return sorted(
            path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_")
        )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the `main` of `bench/NAME.py`; None if it has none."""
        if cmd_name not in self.list_commands(ctx):
            return None
        main = getattr(importlib.import_module(f"bench.{cmd_name}"), "main", None)
        return main if isinstance(main, click.Command) else None


if __name__ == "__main__":
    Benches(name="bench", help="Measure a part of enregard; one JSON line each.")(prog_name="python -m bench")
