"""Check that an SVG file is only a drawing: opened directly, it could run scripts like a page."""

import re
from collections.abc import Mapping
from pathlib import Path
from xml.parsers import expat

_LARGEST = 16_000_000
_ACTIVE_ELEMENTS = frozenset(
    "script foreignobject handler listener iframe embed object audio video animation set discard".split()  # noqa: SIM905
)
_INERT = re.compile(r"#|data:image/(?:png|gif|jpeg|webp)[;,]", re.IGNORECASE)
_SCRIPT = re.compile(
    r"(?:java|vb)script\s*:|data\s*:|url\s*\(\s*[\"']?(?!\s*#)|@import|expression\s*\(", re.IGNORECASE
)


class _Unsafe(Exception):  # noqa: N818 - stops the parser
    """Raised if the file is more than a drawing."""


def is_safe_svg(path: Path) -> bool:
    """Return whether the file is an SVG drawing without scripts or external references."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            return False
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = _element
        parser.StartDoctypeDeclHandler = _doctype
        parser.ProcessingInstructionHandler = _instruction
        parser.CharacterDataHandler = _styles
        parser.buffer_text = True
        parser.Parse(data, True)
    except (OSError, expat.ExpatError, ValueError, LookupError, _Unsafe):
        return False
    return True


def _element(name: str, attributes: Mapping[str, str]) -> None:
    if name.rpartition(" ")[2].lower() in _ACTIVE_ELEMENTS:
        raise _Unsafe
    for attribute, value in attributes.items():
        bare = attribute.rpartition(" ")[2].lower()
        plain = "".join(value.split())
        if bare.startswith("on") or _SCRIPT.search(plain.replace("data:image/", "")):
            raise _Unsafe
        if bare in ("href", "src", "base") and not _INERT.match(plain):
            raise _Unsafe


def _doctype(_name: str, _system: str | None, _public: str | None, has_internal_subset: bool) -> None:
    if has_internal_subset:  # entities can expand without bound, and hide their content
        raise _Unsafe


def _instruction(_target: str, _data: str) -> None:
    raise _Unsafe  # a style sheet from elsewhere


def _styles(text: str) -> None:
    """Check text, which may be the content of a style element."""
    if _SCRIPT.search(text):
        raise _Unsafe
