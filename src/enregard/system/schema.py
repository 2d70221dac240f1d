"""Describe a dataclass that `load_toml` reads as a JSON schema, for editors that complete it."""

import ast
import inspect
from collections.abc import Mapping
from dataclasses import MISSING, asdict, fields, is_dataclass
from itertools import pairwise
from textwrap import dedent
from types import UnionType
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_DRAFT = "http://json-schema.org/draft-07/schema#"
"""The version that editors of TOML support."""
_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number"}

Known = Mapping[str, Mapping[str, Any]]
"""What a schema says about the values of keys besides their types."""


def schema_of(kind: "type[DataclassInstance]", title: str, known: Known) -> dict[str, Any]:
    """Return the schema of a TOML file; docstrings of fields become descriptions."""
    return {"$schema": _DRAFT, "title": title} | _table(kind, known)


def _table(kind: "type[DataclassInstance]", known: Known) -> dict[str, Any]:
    types, described = get_type_hints(kind), _descriptions(kind)
    properties = {}
    for field in fields(kind):
        value = _value(types[field.name], known)
        if text := described.get(field.name):
            value["description"] = text
        if field.default not in (MISSING, None):
            value["default"] = _plain(field.default)
        properties[field.name] = value | dict(known.get(field.name, {}))
    required = [field.name for field in fields(kind) if field.default is MISSING]
    table = {"type": "object", "additionalProperties": False, "properties": properties}
    return table | ({"required": required} if required else {})


def _plain(default: Any) -> Any:
    if is_dataclass(default) and not isinstance(default, type):
        return asdict(default)
    return list(default) if isinstance(default, tuple) else default


def _value(kind: Any, known: Known) -> dict[str, Any]:
    origin, parts = get_origin(kind), get_args(kind)
    if origin is UnionType:  # a table that may be absent
        return _value(parts[0], known)
    if origin is tuple:
        return {"type": "array", "items": _value(parts[0], known)}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _value(parts[1], known)}
    if isinstance(kind, type) and is_dataclass(kind):
        return _table(kind, known)
    return {"type": _TYPES[kind]}


def _descriptions(kind: type) -> dict[str, str]:
    """Return the docstrings of the fields, which Python itself drops."""
    (definition,) = ast.parse(dedent(inspect.getsource(kind))).body
    found = {}
    for field, text in pairwise(getattr(definition, "body", [])):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            match text:
                case ast.Expr(value=ast.Constant(value=str(words))):
                    found[field.target.id] = " ".join(words.replace("`", "").split())
    return found
