"""Imports go down the layers of the house, never up, sideways or in a circle."""

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

from tests.conftest import ROOT

SOURCE = ROOT / "src" / "enregard"

LAYERS = (
    {"__init__", "messages"},
    {"errors"},
    {"report"},
    {"system"},
    {"article"},
    {"publication"},
    {"seeds"},
    {"translate", "translate.segment", "translate.markup", "translate.glossary"},
    {"translate.checks", "translate.record", "translate.model"},
    {"translate.memory"},
    {"translate.draft"},
    {"output", "site"},
    {"moves"},
    {"records"},
    {"export"},
    {"build"},
    {"review"},
    {"importing", "adding"},
    {"pipeline"},
    {"serving"},
    {"api"},
    {"testing", "cli"},
    {"__main__"},
)
"""The packages and modules at the root and in `translate/`, from low to high."""

LEVELS = {part: level for level, parts in enumerate(LAYERS) for part in parts}

NEVER = {
    "output": {"article", "publication", "seeds", "translate"},  # it writes any files
    "site": {"translate"},  # it renders any translation
}
"""Lower parts that a part must not import anyway."""


def part_of(module: str) -> str:
    """Return the part of the house that a module belongs to."""
    names = module.split(".")[1:] or ["__init__"]
    return ".".join(names[:2]) if names[0] == "translate" else names[0]


def imports(path: Path) -> Iterator[str]:
    """Yield the modules of the program that the one at `path` imports anywhere in its code."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("enregard"))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("enregard"):
            for alias in node.names:
                member = f"{node.module}.{alias.name}"
                yield member if member in modules() else str(node.module)


@cache
def modules() -> dict[str, Path]:
    """Return every module of the program with its file."""
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        names = path.relative_to(SOURCE.parent).with_suffix("").parts
        found[".".join(names).removesuffix(".__init__")] = path
    return found


@cache
def graph() -> dict[str, set[str]]:
    """Return the modules that each module imports."""
    return {module: set(imports(path)) - {module} for module, path in modules().items()}


def test_every_part_has_a_layer() -> None:
    assert {part_of(module) for module in graph()} == set(LEVELS)
    assert "enregard.errors" in graph()["enregard.cli.options"]


def test_imports_go_down() -> None:
    wrong = [
        f"{module} imports {other}"
        for module, others in graph().items()
        for other in others
        if (part := part_of(module)) != part_of(other) and LEVELS[part_of(other)] >= LEVELS[part]
    ]
    assert not wrong


def test_forbidden_imports() -> None:
    wrong = [
        f"{module} imports {other}"
        for module, others in graph().items()
        for other in others
        if part_of(other).split(".")[0] in NEVER.get(part_of(module), ())
    ]
    assert not wrong


def test_imports_form_no_circle() -> None:
    TopologicalSorter(graph()).prepare()  # raises CycleError
