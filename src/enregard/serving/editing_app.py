"""Takes corrections from the pages of this server, and from nowhere else."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from werkzeug.exceptions import BadRequest, MethodNotAllowed, UnsupportedMediaType
from werkzeug.wrappers import Request, Response

from enregard.serving.builds import Builds
from enregard.serving.editing import Editing, Entry, RefusedError
from enregard.serving.guard import check_origin, check_token

_PREFIX = "corrections/"
_LARGEST = 1_000_000
"""Bytes of a request; the longest sentence is shorter."""


class EditingApp:
    """The part of the server that corrections go through. `token` is known to its pages only."""

    def __init__(self, builds: Builds) -> None:
        self._builds = builds
        self._editing = Editing(builds)
        self.token = secrets.token_urlsafe(32)

    def answers(self, name: str) -> bool:
        """Whether what is asked for under this name belongs here."""
        return name.startswith(_PREFIX)

    def respond(self, name: str, request: Request) -> Response:
        """Answer a request. Raises HTTPException for one that no page of this server sends."""
        check_token(request, self.token)
        task = name.removeprefix(_PREFIX)
        try:
            if task in ("places", "entry"):
                if request.method != "GET":
                    raise MethodNotAllowed(["GET"])
                return self._read(task, request)
            if task in ("save", "undo", "redo"):
                if request.method != "POST":
                    raise MethodNotAllowed(["POST"])
                return self._write(task, _body(request))
        except RefusedError as error:
            return _json({"error": str(error)}, 409 if error.conflict else 422)
        raise BadRequest("there is no such task")

    def _read(self, task: str, request: Request) -> Response:
        slug = request.args.get("slug", "")
        if task == "places":
            places, steps = self._editing.places(slug)
            shown = [asdict(place) for place in places]
            return _json({"places": shown, "undo": len(steps.back), "redo": len(steps.forth)})
        index = request.args.get("index", "")
        if not (index.isascii() and index.isdecimal() and len(index) < 10):
            raise BadRequest("'index' must be a number")
        return _json({"entry": asdict(self._editing.entry(slug, int(index)))})

    def _write(self, task: str, body: Mapping[str, Any]) -> Response:
        slug = _of(body, "slug", str)
        if task == "undo":
            return self._changed(self._editing.undo(slug))
        if task == "redo":
            return self._changed(self._editing.redo(slug))
        accept = _of(body, "accept", list)
        if not all(isinstance(kind, str) for kind in accept):
            raise BadRequest("'accept' must be a list of texts")
        index, seen = _of(body, "index", int), _of(body, "version", str)
        entry = self._editing.save(slug, index, seen, _of(body, "english", str), accept)
        return self._changed(entry)

    def _changed(self, entry: Entry | None) -> Response:
        """What a page is told after a change: the entry as it is, and the status whose site shows it."""
        return _json({"entry": asdict(entry) if entry else None, "number": self._builds.status.number})


def _body(request: Request) -> dict[str, Any]:
    """The object that a request of this server's own pages brings."""
    check_origin(request)
    if request.mimetype != "application/json":
        raise UnsupportedMediaType("send JSON")
    request.max_content_length = _LARGEST
    try:
        body = json.loads(request.get_data())
    except (ValueError, RecursionError) as error:
        raise BadRequest("not JSON") from error
    if not isinstance(body, dict):
        raise BadRequest("not an object")
    return body


def _of(body: Mapping[str, Any], name: str, kind: type) -> Any:
    """What `body` has under a name."""
    value = body.get(name)
    if type(value) is not kind:
        raise BadRequest(f"'{name}' is missing, or of the wrong kind")
    return value


def _json(content: object, status: int = 200) -> Response:
    return Response(json.dumps(content), status, mimetype="application/json")
