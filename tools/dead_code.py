"""List names that the program does not use, tests aside. Fails if it finds any."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from vulture.core import Vulture

ROOT = Path(__file__).parents[1]
PARTS = ("src", "bench", "tools")
THEME = ROOT / "src/enregard/site/theme"
SERVER = ROOT / "src/enregard/serving"

OTHERS = [
    # called by click, pytest, pickle, Jinja, http.server and socketserver, and by the text of a program
    *(
        "model_*",
        "list_commands",
        "get_command",
        "pytest_addoption",
        "pytest_runtest_logreport",
        "check_site",
        "find_class",
        "get_source",
        "persistent_load",
    ),
    *(
        "version_string",
        "log_request",
        "handle_error",
        "client_address",
        "work_alone",
        "setup",
        "__call__",
        "cls",
    ),
    # read by expat, zipfile, werkzeug, jinja2, polib, CTranslate2 and argostranslate
    *("*Handler", "buffer_text", "create_system", "max_content_length", "template_class"),
    *("previous_msg*", "wrapwidth", "metadata_is_fuzzy", "__dict__", "scale_embeddings", "encodings", "bias"),
    *("start_from_zero_embedding", "add_source_eos", "decoder_start_token", "gamma", "beta"),
    *("SBDetect", "MiniSBDSentencizer"),
    # known by its value, and keys of model.toml for people to read
    *("ALL", "repository", "revision", "authors"),
]
"""Names that are used outside this program."""


def private_constants(path: Path) -> Iterator[str]:
    """Yield a line for each private constant that its module does not use; vulture ignores them."""
    text = path.read_text("utf-8")
    for name in re.findall(r"^(_[A-Z_]+)\b", text, re.MULTILINE):
        if len(re.findall(rf"\b{name}\b", text)) == 1:
            yield f"{path.relative_to(ROOT)}: unused constant '{name}'"


def main() -> int:
    """Print each unused name with its file and line. Returns the exit code."""
    found = Vulture(ignore_names=OTHERS)
    found.scavenge([str(ROOT / part) for part in PARTS])
    templates = (*THEME.glob("templates/*.html"), *SERVER.glob("templates/*.html"))
    scripts = (*THEME.glob("script/*.js"), *SERVER.glob("static/*.js"))
    for path in (*templates, *scripts, ROOT / "docs/theming.md"):
        found.used_names.update(re.findall(r"\w+", path.read_text("utf-8")))
    # ruff finds unused imports, and sees those in quoted annotations
    unused = [item.get_report() for item in found.get_unused_code(min_confidence=60) if item.typ != "import"]
    for path in sorted(path for part in PARTS for path in (ROOT / part).rglob("*.py")):
        unused += private_constants(path)
    print("\n".join(unused), end="\n" if unused else "")
    return bool(unused)


if __name__ == "__main__":
    sys.exit(main())
