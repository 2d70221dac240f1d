"""Validate the program's output with independent validators.

A test whose validator is not installed skips, and says what to install.
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
"""The Nu HTML checker, installed by `.ci/nu`."""

_SCHEMAS = Path(__file__).parent / "site" / "schemas"
_BATCH = 400  # files per command line, whose length is limited
_KINDS = {".html", ".css", ".svg"}

# A page read from the disk has no origin for 'self'. JSON-LD is not a script: HTML's "prepare the script
# element" ends before it asks the policy. test_pages.py looks for real inline scripts.
_MISTAKEN = re.compile(
    r"(?:Resource|Inline script) violates Content Security Policy \(meta tag\): .*blocked by"
)


def nu(folder: Path, names: Iterable[str] | None = None) -> list[str]:
    """Run the Nu HTML checker on all pages, style sheets and drawings under `folder`, or on `names`.

    Returns errors and warnings, a line each: the file's path in `folder`, the line, and the message. A call
    takes two seconds, however few the files. Skips the test if Java or the checker is missing.
    """
    if shutil.which("java") is None:
        pytest.skip("the Nu HTML checker needs Java: install default-jre-headless")
    if not NU_JAR.exists():
        pytest.skip("the Nu HTML checker is not installed: run .ci/nu, which needs npm")
    if names is None:
        files = sorted(path for path in folder.rglob("*") if path.suffix in _KINDS)
    else:
        files = [folder / name for name in names]
    assert files, f"nothing to check in {folder}"
    found = []
    for start in range(0, len(files), _BATCH):
        some = files[start : start + _BATCH]
        command = ["java", "-Xss8m", "-jar", str(NU_JAR), "--format", "json", "--stdout"]
        options = ["--also-check-css", "--also-check-svg", "--exit-zero-always"]
        done = subprocess.run([*command, *options, *map(str, some)], check=False, capture_output=True)
        assert done.returncode == 0, done.stderr.decode()
        found += json.loads(done.stdout)["messages"]
    lines = []
    for message in found:
        is_unknown = ":highlight(" in message.get("extract", "")  # CSS Custom Highlight API
        if not (is_unknown or _MISTAKEN.match(message["message"])):
            place = message.get("url", "").removeprefix(f"file:{folder}/")
            lines.append(f"{place}:{message.get('lastLine', '?')}: {message['message']}")
    return lines


def relax_ng(schema: str, document: bytes) -> list[str]:
    """Validate the XML `document` with a RELAX NG schema in `tests/site/schemas`. Returns the errors."""
    return _wrong(etree.RelaxNG(etree.parse(_SCHEMAS / schema)), document)


def xml_schema(schema: str, document: bytes) -> list[str]:
    """Validate the XML `document` with an XML schema in `tests/site/schemas`. Returns the errors."""
    return _wrong(etree.XMLSchema(etree.parse(_SCHEMAS / schema)), document)


def _wrong(schema: Any, document: bytes) -> list[str]:
    schema.validate(etree.fromstring(document))
    return [f"{error.line}: {error.message}" for error in schema.error_log]


def json_ld(node: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return the statements of a JSON-LD document about schema.org, sorted; blank nodes are `_`.

    Fails if a type or a property is not one of schema.org's.
    """
    assert node["@context"] == "https://schema.org"
    # Replaces schema.org's own context, which says the same about the terms used here.
    identifiers = {name: {"@type": "@id"} for name in ("url", "isBasedOn")}
    context = {"@vocab": str(SDO), **identifiers}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # raised by the library itself
        graph = Graph().parse(data=json.dumps(node | {"@context": context}), format="json-ld")
    found = []
    for subject, predicate, value in graph:
        for term in (predicate, value) if predicate == RDF.type else (predicate,):
            assert term == RDF.type or SDO.__contains__(str(term)), f"not in schema.org: {term}"
        shown = ("_" if isinstance(term, BNode) else str(term) for term in (subject, predicate, value))
        found.append(tuple(term.removeprefix(str(SDO)) for term in shown))
    return sorted(found)  # type: ignore[arg-type]
