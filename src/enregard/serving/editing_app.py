"""Accept corrections, only from pages of this server."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from werkzeug.exceptions import BadRequest, MethodNotAllowed, UnsupportedMediaType
from werkzeug.wrappers import Request, Response

from enregard.review.pattern import Query
from enregard.serving.builds import Builds
from enregard.serving.editing import Editing, EntryDetails
from enregard.serving.guard import check_origin, check_token
from enregard.serving.refused import RefusedError
from enregard.serving.replacing import Replacing

_PREFIX = "corrections/"
_READING = ("entries", "entry", "draft", "alternatives", "similar")
_WRITING = ("save", "annotate", "join", "apart", "approve", "undo", "redo", "term")
_METHODS = dict.fromkeys(_READING, "GET") | dict.fromkeys(_WRITING, "POST")
_REPLACEMENTS = frozenset({"find", "replace", "undo-replacement"})
_LARGEST = 1_000_000  # bytes of a request; no sentence is longer


class EditingApp:
    """Handles requests for corrections. Only pages of this server know the `token`."""

    def __init__(self, builds: Builds) -> None:
        self._builds = builds
        self._editing = Editing(builds)
        self._replacing = Replacing(builds)
        self.token = secrets.token_urlsafe(32)

    def handles(self, name: str) -> bool:
        """Return whether requests for `name` belong here."""
        return name.startswith(_PREFIX)

    def respond(self, name: str, request: Request) -> Response:
        """Answer a request. Raises HTTPException for a request that no page of this server would send."""
        check_token(request, self.token)
        task = name.removeprefix(_PREFIX)
        method = "POST" if task in _REPLACEMENTS else _METHODS.get(task)
        if method is None:
            raise BadRequest("unknown task")
        if request.method != method:
            raise MethodNotAllowed([method])
        try:
            if task in _REPLACEMENTS:
                return self._replace(task, _body(request))
            return self._read(task, request) if method == "GET" else self._write(task, _body(request))
        except RefusedError as error:
            return _json({"error": str(error)}, 409 if error.conflict else 422)

    def _read(self, task: str, request: Request) -> Response:
        slug = request.args.get("slug", "")
        if task == "entries":
            found, history = self._editing.entries(slug)
            entries = [asdict(entry) for entry in found]
            return _json({"entries": entries, "undo": len(history.undo), "redo": len(history.redo)})
        index = request.args.get("index", "")
        if not (index.isascii() and index.isdecimal() and len(index) < 10):
            raise BadRequest("'index' must be a number")
        place = slug, int(index)
        if task == "draft":
            return _json({"draft": asdict(self._editing.draft(*place))})
        if task == "alternatives":
            return _json({"alternatives": [asdict(one) for one in self._editing.alternatives(*place)]})
        if task == "similar":
            return _json({"similar": [asdict(one) for one in self._editing.similar(*place)]})
        return _json({"entry": asdict(self._editing.entry(*place))})

    def _write(self, task: str, body: Mapping[str, Any]) -> Response:
        slug = _field(body, "slug", str)
        if task in ("undo", "redo"):
            return self._changed(self._editing.step(slug, redo=task == "redo"))
        if task == "term":
            self._editing.add_term(_field(body, "french", str), _field(body, "english", str))
            return self._changed(None)
        if task == "approve":
            self._editing.approve(slug, _versions(body))
            return self._changed(None)
        index, seen = _field(body, "index", int), _field(body, "version", str)
        if task == "annotate":
            return self._changed(self._editing.annotate(slug, index, seen, _field(body, "note", str)))
        if task in ("join", "apart"):
            return self._changed(self._editing.join(slug, index, seen, apart=task == "apart"))
        accept = _field(body, "accept", list)
        if not all(isinstance(kind, str) for kind in accept):
            raise BadRequest("'accept' must be a list of strings")
        return self._changed(self._editing.save(slug, index, seen, _field(body, "english", str), accept))

    def _replace(self, task: str, body: Mapping[str, Any]) -> Response:
        if task == "find":
            options = (_field(body, name, bool) for name in ("regex", "ignore_case", "word"))
            result = self._replacing.find(Query(_field(body, "old", str), _field(body, "new", str), *options))
        elif task == "replace":
            without = _field(body, "without", list)
            if not all(
                isinstance(one, list) and [type(part) for part in one] == [str, int] for one in without
            ):
                raise BadRequest("'without' must be a list of paths and lines")
            result = self._replacing.replace(
                _field(body, "id", str), {(path, line) for path, line in without}
            )
        else:
            result = self._replacing.undo()
        result.number = self._builds.status.number
        return _json(asdict(result))

    def _changed(self, entry: EntryDetails | None) -> Response:
        """Return the changed entry, and the number of the current status, whose site shows the change."""
        return _json({"entry": asdict(entry) if entry else None, "number": self._builds.status.number})


def _body(request: Request) -> dict[str, Any]:
    """Return the JSON object in a request from a page of this server."""
    check_origin(request)
    if request.mimetype != "application/json":
        raise UnsupportedMediaType("send JSON")
    request.max_content_length = _LARGEST
    try:
        body = json.loads(request.get_data())
    except (ValueError, RecursionError) as error:
        raise BadRequest("invalid JSON") from error
    if not isinstance(body, dict):
        raise BadRequest("not a JSON object")
    return body


def _field(body: Mapping[str, Any], name: str, kind: type) -> Any:
    value = body.get(name)
    if type(value) is not kind:
        raise BadRequest(f"'{name}' is missing or has the wrong type")
    return value


def _versions(body: Mapping[str, Any]) -> dict[int, str]:
    """Return the versions of entries in a request, by index."""
    pairs = _field(body, "versions", list)
    if not all(
        isinstance(pair, list) and len(pair) == 2 and type(pair[0]) is int and type(pair[1]) is str
        for pair in pairs
    ):
        raise BadRequest("'versions' must be a list of pairs")
    return dict(pairs)


def _json(content: object, status: int = 200) -> Response:
    return Response(json.dumps(content), status, mimetype="application/json")
