"""Write docs/licences.md: the dependencies with their licences and the packages that require them.

Everything in requirements.lock must be installed.
"""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).parents[1]

HEAD = """# Licences

`enregard` is under the MIT licence. The translation model is a separate work: OPUS-MT French to English, by
the Helsinki-NLP group, under CC-BY 4.0. Every site's about page, every export and `enregard model list`
credit it. A built site contains this program's theme (MIT){pagefind} and what you wrote.

## Dependencies

These are the packages in `requirements.lock`, which `make` installs. `tools/licences.py` writes the table. A
test fails if a package is missing, or if its licence requires more than attribution from those who
redistribute an MIT program.

| package | licence | asked for by |
|---|---|---|
"""

TAIL = """
## Data

The check `words` has a list of English words from [SCOWL](http://wordlist.aspell.net/), which anyone may
use, copy, modify and distribute with its copyright notice. The notice is next to the list, in
`src/enregard/translate/checks/data/vocabulary.LICENSE.txt`. The [house style](configuration.md#house-style)
has a list of British and American spellings from the same source,
`src/enregard/translate/draft/variants.tsv`, with the same notice next to it.

`src/enregard/translate/draft/verbs.tsv` lists forms of French verbs. `tools/conjugate.py` writes it from the
French dictionary of Dicollecte (Debian's `hunspell-fr-comprehensive`), which is under the MPL 2.0, and so is
this file. Everything else here is MIT.

## Left out

`argos-translate-lt` requires `minisbd`, which is under the AGPL and requires `onnxruntime`. Both are for
splitting sentences, which `enregard` does with other libraries: it never imports these two (a test checks
this), and `make` does not install them. `pip install enregard` installs none of the three: `enregard` opens
Argos packages with argostranslate if it is installed, and otherwise reads the same files itself ([decision
15](decisions/0015-argostranslate-is-optional.md)). Only `pip install enregard[argos]` installs all of them.

`ray` (Apache-2.0) is installed only with the extra `ray`.

## What `enregard add` uses

| extra | packages |
|---|---|
| `word` | pypandoc_binary (MIT), which contains [Pandoc](https://pandoc.org) (GPL-2.0-or-later) |
| `web` | the same; trafilatura (Apache-2.0), lxml_html_clean (BSD-3-Clause), feedparser (BSD-2-Clause) |
| `pdf` | pdfplumber and pdfminer.six (MIT) |

Pandoc is run as a program of its own, with files in and out. No part of it is part of this program, and this
program is not derived from it. Nothing in these extras is under the AGPL.

## What builds the documentation

`make docs` runs Sphinx (BSD-2-Clause) with myst-parser and the theme Furo (both MIT), from
`requirements-dev.lock`. The built pages contain files of Furo and Sphinx under these licences.
"""

NAMES = {
    "BSD License": "BSD-3-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
"""Classifiers of older packages, with the SPDX expressions that they mean."""


def locked() -> list[str]:
    """Return the names in requirements.lock, each once, in order."""
    text = (ROOT / "requirements.lock").read_text("utf-8")
    return list(dict.fromkeys(re.findall(r"^([a-z0-9][a-z0-9._-]*)==", text, re.MULTILINE)))


def licence(package: Distribution) -> str:
    """Return the licence as an SPDX expression, or in the package's own words."""
    metadata = package.metadata
    if expression := metadata.get("License-Expression"):
        return str(expression)
    classifiers = [value.split(" :: ")[-1] for value in metadata.get_all("Classifier") or ()]
    named = [
        NAMES.get(value, value) for value in classifiers if "License" in value and "Approved" not in value
    ]
    return " AND ".join(named) or str(metadata.get("License") or "unknown").splitlines()[0]


def required_by(names: list[str]) -> dict[str, list[str]]:
    """Return, for each of `names`, the installed packages among them that require it."""
    asking: dict[str, list[str]] = {name: [] for name in names}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    ours = [*project["dependencies"], *project["optional-dependencies"]["argos"]]
    for name in ["enregard", *names]:
        try:
            requires = ours if name == "enregard" else distribution(name).requires or ()
        except PackageNotFoundError:
            continue
        for requirement in requires:
            other = re.split(r"[ ;<>=!~\[(]", requirement)[0].lower().replace("_", "-")
            if other in asking and "extra ==" not in requirement and name not in asking[other]:
                asking[other].append(name)
    return asking


def rows() -> Iterator[str]:
    """Yield the lines of the table."""
    names = locked()
    asking = required_by(names)
    for name in names:
        by = ", ".join(asking[name]) or "the build of this package"
        try:
            yield f"| {name} | {licence(distribution(name))} | {by} |"
        except PackageNotFoundError:
            yield f"| {name} | not installed here | {by} |"


if __name__ == "__main__":
    shipped = ", Pagefind's search (MIT)" if "pagefind" in " ".join(locked()) else ""
    text = HEAD.format(pagefind=shipped) + "\n".join(rows()) + "\n" + TAIL
    (ROOT / "docs" / "licences.md").write_text(text, "utf-8")
