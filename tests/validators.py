"""Real validators for what the program writes: tests ask them and never judge by eye.

They are no part of the program. What needs one that is not there skips, and says what to install.
"""

import json
import re
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from rdflib import RDF, SDO, BNode, Graph

NU_JAR = Path(sys.prefix, "share", "vnu", "vnu.jar")
"""The Nu HTML checker, as `.ci/nu` puts it there."""

_SCHEMAS = Path(__file__).parent / "site" / "schemas"
_AT_ONCE = 400  # files; a command line has its limits
_KINDS = {".html", ".css", ".svg"}

# A page read from the disk has no origin for 'self' to stand for. JSON-LD is no script: HTML's "prepare the
# script element" is done with it before it asks the policy, and test_pages.py sees to real inline scripts.
_MISTAKEN = re.compile(
    r"(?:Resource|Inline script) violates Content Security Policy \(meta tag\): .*blocked by"
)


def nu(folder: Path, names: Iterable[str] | None = None) -> list[str]:
    """What the Nu HTML checker says of the pages, style sheets and drawings under `folder`, or of `names`.

    Errors and warnings alike, a line each: the file's path in `folder`, the line as the checker counts, and
    what it says. One call takes about two seconds, however few the files: check a site at once. Skips the
    test where Java or the checker is missing.
    """
    if shutil.which("java") is None:
        pytest.skip("the Nu HTML checker needs Java: install default-jre-headless")
    if not NU_JAR.exists():
        pytest.skip("the Nu HTML checker is not installed: run .ci/nu, which needs npm")
    if names is None:
        files = sorted(path for path in folder.rglob("*") if path.suffix in _KINDS)
    else:
        files = [folder / name for name in names]
    assert files, f"there is nothing to check in {folder}"
    found = []
    for start in range(0, len(files), _AT_ONCE):
        some = files[start : start + _AT_ONCE]
        command = ["java", "-Xss8m", "-jar", str(NU_JAR), "--format", "json", "--stdout"]
        options = ["--also-check-css", "--also-check-svg", "--exit-zero-always"]
        done = subprocess.run([*command, *options, *map(str, some)], check=False, capture_output=True)
        assert done.returncode == 0, done.stderr.decode()
        found += json.loads(done.stdout)["messages"]
    lines = []
    for message in found:
        if not _MISTAKEN.match(message["message"]):
            place = message.get("url", "").removeprefix(f"file:{folder}/")
            lines.append(f"{place}:{message.get('lastLine', '?')}: {message['message']}")
    return lines


def relax_ng(schema: str, document: bytes) -> list[str]:
    """What is wrong with the XML `document`, by the RELAX NG schema of that name in `tests/site/schemas`."""
    return _wrong(etree.RelaxNG(etree.parse(_SCHEMAS / schema)), document)


def xml_schema(schema: str, document: bytes) -> list[str]:
    """What is wrong with the XML `document`, by the XML schema of that name in `tests/site/schemas`."""
    return _wrong(etree.XMLSchema(etree.parse(_SCHEMAS / schema)), document)


def _wrong(schema: Any, document: bytes) -> list[str]:
    schema.validate(etree.fromstring(document))
    return [f"{error.line}: {error.message}" for error in schema.error_log]


def json_ld(node: dict[str, Any]) -> list[tuple[str, str, str]]:
    """The statements of a JSON-LD document about schema.org, sorted; blank nodes are `_`.

    Fails where a type or a property is not one of schema.org's.
    """
    assert node["@context"] == "https://schema.org"
    # In the place of schema.org's own context, which says the same of what is used here.
    identifiers = {name: {"@type": "@id"} for name in ("url", "isBasedOn")}
    context = {"@vocab": str(SDO), **identifiers}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of what the library itself does
        graph = Graph().parse(data=json.dumps(node | {"@context": context}), format="json-ld")
    found = []
    for subject, predicate, value in graph:
        for term in (predicate, value) if predicate == RDF.type else (predicate,):
            assert term == RDF.type or SDO.__contains__(str(term)), f"not in schema.org: {term}"
        shown = ("_" if isinstance(term, BNode) else str(term) for term in (subject, predicate, value))
        found.append(tuple(term.removeprefix(str(SDO)) for term in shown))
    return sorted(found)  # type: ignore[arg-type]
