"""Serve the site's pages, the status of the last build, and corrections."""

import json
import mimetypes
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.security import safe_join
from werkzeug.wrappers import Request, Response

from enregard.messages import _, language, using
from enregard.serving.builds import Builds, Status
from enregard.serving.guard import check_host
from enregard.serving.inject import PREFIX, inject
from enregard.serving.words import STATIC, environment, words_script
from enregard.system.files import read_file

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

    from enregard.serving.editing_app import EditingApp

_LARGEST = 4_000_000_000  # bytes of a file
_PING_SECONDS = 15.0
"""How often to write to a waiting page, to detect closed connections."""

_TYPES = mimetypes.MimeTypes()  # independent of the machine's own types
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
"""The policy of files that are neither pages nor scripts, so that an image opened directly runs none."""


class App:
    """The server as a WSGI application. `editing` accepts corrections, if enabled."""

    def __init__(self, builds: Builds, editing: "EditingApp | None" = None) -> None:
        self._builds = builds
        self._editing = editing

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        request = Request(environ)
        response: Response
        try:
            check_host(request)
            with using(request.accept_languages.values()):
                response = self._respond(request)
        except HTTPException as error:
            response = _error_line(error)
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
        if path.startswith(PREFIX):
            name = path.removeprefix(PREFIX)
            if self._editing is not None and self._editing.handles(name):
                return self._editing.respond(name, request)
            _allow_only_reading(request)
            if name == "progress" and self._editing is not None:
                return self._progress(request)
            if name == "replace" and self._editing is not None:
                return self._replace(request, self._editing)
            if name == "events":
                return Response(self._events(), mimetype="text/event-stream")
            if name.startswith("page/"):  # for pages whose own policy forbids scripts to fetch
                return self._site_file(request, name.removeprefix("page"))
            return self._own_file(name)
        _allow_only_reading(request)
        return self._site_file(request, path)

    def _events(self) -> Iterator[str]:
        """Yield the status, then every new one, as server-sent events."""
        builds = self._builds
        status = builds.status
        yield f"retry: 1000\n{_event(status)}"
        while not builds.closed:
            changed = builds.wait(status.number, _PING_SECONDS)
            if changed is None:
                yield ": ping\n\n"
            else:
                status = changed
                yield _event(status)

    def _own_file(self, name: str) -> Response:
        """Return one of the server's own scripts or style sheets."""
        known = {path.name for path in STATIC.iterdir()}
        if name not in known or (name.startswith("edit") and self._editing is None):
            raise NotFound
        if name == "words.js":
            return Response(words_script(), content_type="text/javascript; charset=utf-8")
        return _file(STATIC / name)

    def _site_file(self, request: Request, path: str) -> Response:
        """Return a file of the site, or an error page."""
        version = self._builds.status.site
        found = self._find(path)
        if found is None:
            with self._builds.lock:  # a build may be about to write it
                version = self._builds.status.site
                found = self._find(path)
        if found is None:
            return self._missing(request, version)
        if found.is_dir():
            return Response(status=308, headers={"Location": f"/{quote(path.strip('/'))}/"})
        return self._serve(request, found, version)

    def _find(self, path: str) -> Path | None:
        """Return the file for `path`, or its folder if `path` only lacks the final slash."""
        base = urlsplit(self._builds.publication.settings.base_url).path.rstrip("/")
        candidates = [path]
        if base and f"{path}/".startswith(f"{base}/"):
            candidates.append(path.removeprefix(base))
        for candidate in candidates:
            found = self._resolve(candidate.strip("/") or ".")
            if found is None:
                continue
            with suppress(OSError):  # no name that a file can have
                if found.is_dir() and (found / "index.html").is_file():
                    return found / "index.html" if candidate.endswith("/") else found
                if found.is_file() and not candidate.endswith("/"):
                    return found
        return None

    def _root(self) -> Path:
        return self._builds.publication.build

    def _resolve(self, path: str) -> Path | None:
        """Return the file `path` of the site; None if it is outside, even through a symbolic link."""
        joined = safe_join(str(self._root()), path)
        if joined is None or "\0" in path:
            return None
        try:
            Path(joined).resolve().relative_to(self._root().resolve())
        except (OSError, ValueError):
            return None
        return Path(joined)

    def _serve(self, request: Request, path: Path, version: str, status: int = 200) -> Response:
        """Return a file of the site; pages get the server's script."""
        try:
            response = _file(path, status)
        except OSError as error:
            raise NotFound from error
        if response.mimetype == "text/html":
            editing = self._editing
            attributes = {"site": version} | ({"token": editing.token} if editing is not None else {})
            _add_scripts(response, request, attributes, strict=editing is not None)
        return response

    def _progress(self, request: Request) -> Response:
        """Return the page that shows how far the review has come."""
        from enregard.serving.progress import progress_page

        version, args = self._builds.status.site, request.args
        page = progress_page(self._builds.publication, args.get("order", ""), args.get("page", ""))
        response = Response(page, mimetype="text/html")
        _add_scripts(response, request, {"site": version}, strict=True)
        return response

    def _replace(self, request: Request, editing: "EditingApp") -> Response:
        """Return the page to search and replace."""
        page = environment().get_template("replace.html").render()
        response = Response(page, mimetype="text/html")
        attributes = {"site": self._builds.status.site, "token": editing.token}
        _add_scripts(response, request, attributes, strict=True)
        return response

    def _missing(self, request: Request, version: str) -> Response:
        """Return the site's `404.html` if it has one, otherwise an error page of this server."""
        own = self._root() / "404.html"
        if own.is_file():
            return self._serve(request, own, version, 404)
        if not version:
            what = escape(_("The problems are listed on this page."))
            return self._message(request, 503, _("No site yet"), what)
        text = escape(_("The site has no page at {path}.")).format(
            path=f"<code>{escape(request.path)}</code>"
        )
        home = escape(_("Go to the home page"))
        return self._message(request, 404, _("Not found"), f'{text} <a href="/">{home}</a>.')

    def _message(self, request: Request, status: int, title: str, html: str) -> Response:
        page = (
            f'<!doctype html>\n<html lang="{language() or "en"}">\n<head>\n<meta charset="utf-8">\n'
            '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(title)}</title>\n</head>\n<body>\n<h1>{escape(title)}</h1>\n<p>{html}</p>\n</body>\n</html>\n"
        )
        response = Response(page, status, mimetype="text/html")
        _add_scripts(response, request, {"site": self._builds.status.site}, strict=True)
        return response


def _add_scripts(
    response: Response, request: Request, attributes: Mapping[str, str], *, strict: bool
) -> None:
    response.data, policies = inject(response.data, f"http://{request.host}", attributes, strict=strict)
    for policy in policies:
        response.headers.add("Content-Security-Policy", policy)


def _file(path: Path, status: int = 200) -> Response:
    kind, encoding = _TYPES.guess_type(path.name)
    if kind is None or encoding is not None:
        kind = "application/octet-stream"
    if kind.startswith("text/") or kind.endswith(("+xml", "/xml", "javascript", "json")):
        kind += "; charset=utf-8"
    return Response(read_file(path, _LARGEST), status, content_type=kind)


def _event(status: Status) -> str:
    return f"data: {json.dumps(asdict(status))}\n\n"


def _allow_only_reading(request: Request) -> None:
    if request.method not in ("GET", "HEAD"):
        raise MethodNotAllowed(["GET", "HEAD"])


def _error_line(error: HTTPException) -> Response:
    response = Response(f"{error.description}\n", error.code, mimetype="text/plain")
    for name, value in error.get_headers():
        if name.lower() == "allow":
            response.headers[name] = value
    return response
