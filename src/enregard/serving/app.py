"""Answers the browser: the pages of the site, what became of the last build, and corrections."""

import json
import mimetypes
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.security import safe_join
from werkzeug.wrappers import Request, Response

from enregard.serving.builds import Builds, Status
from enregard.serving.guard import check_host
from enregard.serving.inject import OWN, dress

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

    from enregard.serving.editing_app import EditingApp

_STATIC = Path(__file__).with_name("static")
_PING_SECONDS = 15.0
"""How often a waiting page is written to, which tells whether it is still there."""

_TYPES = mimetypes.MimeTypes()  # not those of the machine, which differ
for _suffix, _type in (
    (".atom", "application/atom+xml"),
    (".epub", "application/epub+zip"),
    (".js", "text/javascript"),
    (".mjs", "text/javascript"),
    (".jsonl", "application/jsonl"),
    (".md", "text/markdown"),
    (".po", "text/x-gettext-translation"),
    (".wasm", "application/wasm"),
    (".webmanifest", "application/manifest+json"),
    (".webp", "image/webp"),
    (".avif", "image/avif"),
    (".woff", "font/woff"),
    (".woff2", "font/woff2"),
    (".xml", "application/xml"),
):
    _TYPES.add_type(_type, _suffix)
_NO_SCRIPTS = "script-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
"""The policy of whatever is neither a page nor a script: an image opened by itself runs nothing."""


class App:
    """The server as a WSGI application. `editing` takes corrections, where that is wanted."""

    def __init__(self, builds: Builds, editing: "EditingApp | None" = None) -> None:
        self._builds = builds
        self._editing = editing

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        request = Request(environ)
        response: Response
        try:
            check_host(request)
            response = self._respond(request)
        except HTTPException as error:
            response = _plain(error)
        response.headers.setdefault("Cache-Control", "no-store")
        if response.mimetype not in ("text/html", "text/javascript"):
            response.headers["Content-Security-Policy"] = _NO_SCRIPTS
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["X-Frame-Options"] = "DENY"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Referrer-Policy"] = "same-origin"
        return response(environ, start_response)

    def _respond(self, request: Request) -> Response:
        path = request.path
        if path.startswith(OWN):
            name = path.removeprefix(OWN)
            if self._editing is not None and self._editing.answers(name):
                return self._editing.respond(name, request)
            _only_reading(request)
            if name == "events":
                return Response(self._events(), mimetype="text/event-stream")
            if name.startswith("page/"):  # where the site's own policy lets no script ask
                return self._site_file(request, name.removeprefix("page"))
            return self._own_file(name)
        _only_reading(request)
        return self._site_file(request, path)

    def _events(self) -> Iterator[str]:
        """The status, and then every new one, as server-sent events."""
        builds = self._builds
        status = builds.status
        yield f"retry: 1000\n{_event(status)}"
        while not builds.closed:
            news = builds.wait(status.number, _PING_SECONDS)
            if news is None:
                yield ": still here\n\n"
            else:
                status = news
                yield _event(status)

    def _own_file(self, name: str) -> Response:
        """A script or style sheet of the server's own."""
        known = {path.name for path in _STATIC.iterdir()}
        if name not in known or (name.startswith("edit") and self._editing is None):
            raise NotFound
        return _file(_STATIC / name)

    def _site_file(self, request: Request, path: str) -> Response:
        """A file of the site, or what is said where there is none."""
        mark = self._builds.status.site
        found = self._find(path)
        if found is None:
            with self._builds.lock:  # a build may be at the point of putting it there
                mark = self._builds.status.site
                found = self._find(path)
        if found is None:
            return self._missing(request, mark)
        if found.is_dir():
            return Response(status=308, headers={"Location": f"/{quote(path.strip('/'))}/"})
        return self._shown(request, found, mark)

    def _find(self, path: str) -> Path | None:
        """The file of the site that `path` asks for; a folder with a page where only the slash is missing."""
        base = urlsplit(self._builds.publication.settings.base_url).path.rstrip("/")
        inner = path.removeprefix(base) if base and f"{path}/".startswith(f"{base}/") else None
        for wanted in (path, inner):
            if wanted is None:
                continue
            found = self._inside(wanted.strip("/") if wanted.strip("/") else ".")
            if found is None:
                continue
            if found.is_dir() and (found / "index.html").is_file():
                return found / "index.html" if wanted.endswith("/") else found
            if found.is_file() and not wanted.endswith("/"):
                return found
        return None

    def _root(self) -> Path:
        return self._builds.publication.build

    def _inside(self, path: str) -> Path | None:
        """`path` in the site; None where it is no path in it, symbolic links included."""
        joined = safe_join(str(self._root()), path)
        if joined is None or "\0" in path:
            return None
        try:
            Path(joined).resolve().relative_to(self._root().resolve())
        except (OSError, ValueError):
            return None
        return Path(joined)

    def _shown(self, request: Request, path: Path, mark: str, status: int = 200) -> Response:
        """A file of the site, a page with the server's script in it."""
        try:
            response = _file(path, status)
        except OSError as error:
            raise NotFound from error
        if response.mimetype == "text/html":
            origin = f"http://{request.host}"
            editing = self._editing
            attributes = {"site": mark} | ({"token": editing.token} if editing is not None else {})
            page, policies = dress(response.data, origin, attributes, strict=editing is not None)
            response.data = page
            for policy in policies:
                response.headers.add("Content-Security-Policy", policy)
        return response

    def _missing(self, request: Request, mark: str) -> Response:
        """What is said where a page is not there: the site's own page for that, if it has one."""
        own = self._root() / "404.html"
        if own.is_file():
            return self._shown(request, own, mark, 404)
        if not mark:
            return self._said(request, 503, "There is no site yet", "What is wrong is told below.")
        said = f"The site has no page at <code>{escape(request.path)}</code>."
        return self._said(request, 404, "Not found", f'{said} <a href="/">Go to its first page</a>.')

    def _said(self, request: Request, status: int, title: str, html: str) -> Response:
        """A page of the server's own."""
        page = (
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{title}</title>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{html}</p>\n</body>\n</html>\n"
        )
        attributes = {"site": self._builds.status.site}
        dressed, policies = dress(page.encode(), f"http://{request.host}", attributes, strict=True)
        response = Response(dressed, status, mimetype="text/html")
        for policy in policies:
            response.headers.add("Content-Security-Policy", policy)
        return response


def _file(path: Path, status: int = 200) -> Response:
    kind, encoding = _TYPES.guess_type(path.name)
    if kind is None or encoding is not None:
        kind = "application/octet-stream"
    if kind.startswith("text/") or kind.endswith(("+xml", "/xml", "javascript", "json")):
        kind += "; charset=utf-8"
    return Response(path.read_bytes(), status, content_type=kind)


def _event(status: Status) -> str:
    return f"data: {json.dumps(asdict(status))}\n\n"


def _only_reading(request: Request) -> None:
    if request.method not in ("GET", "HEAD"):
        raise MethodNotAllowed(["GET", "HEAD"])


def _plain(error: HTTPException) -> Response:
    """A refusal in one line."""
    response = Response(f"{error.description}\n", error.code, mimetype="text/plain")
    for name, value in error.get_headers():
        if name.lower() == "allow":
            response.headers[name] = value
    return response
