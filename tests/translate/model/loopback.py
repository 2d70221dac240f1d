"""A web server on loopback that can misbehave as a test requires."""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    """The answer for a path: `cuts` are the bytes to send before hanging up, one number for each request."""

    body: bytes = b""
    status: int = 200
    location: str = ""
    cuts: list[int] = field(default_factory=list)
    ranges: bool = True
    content_range: str = ""
    length: int | None = None
    """The Content-Length to send: None for the real one, negative for none."""


@dataclass
class Site:
    """The server's address, its answers by path, and the (path, Range) of every request it got."""

    address: str
    answers: dict[str, Answer] = field(default_factory=dict)
    requests: list[tuple[str, str]] = field(default_factory=list)


@contextlib.contextmanager
def serve() -> Iterator[Site]:
    """Run a server."""

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            answer = site.answers.get(self.path, Answer(status=404))
            self.send_response(answer.status)
            length = len(answer.body) if answer.length is None else answer.length
            if length >= 0:
                self.send_header("Content-Length", str(length))
            self.end_headers()

        def do_GET(self) -> None:
            asked = self.headers.get("Range", "")
            site.requests.append((self.path, asked))
            answer = site.answers.get(self.path, Answer(status=404))
            body, status = answer.body, answer.status
            if asked and answer.ranges:
                start = int(asked.removeprefix("bytes=").removesuffix("-"))
                body, status = body[start:], 206
            self.send_response(status)
            if status == 206:
                whole = f"bytes {start}-{len(answer.body) - 1}/{len(answer.body)}"
                self.send_header("Content-Range", answer.content_range or whole)
            if answer.location:
                self.send_header("Location", answer.location)
            length = len(body) if answer.length is None else answer.length
            if length >= 0:
                self.send_header("Content-Length", str(length))
            self.end_headers()
            self.wfile.write(body[: answer.cuts.pop(0)] if answer.cuts else body)

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet: the tests read `Site.requests`."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """Keep quiet: clients hang up early on purpose."""

    with Server(("127.0.0.1", 0), Handler) as server:
        site = Site(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Heard:
    """A report that records everything."""

    steps: list[str] = field(default_factory=list)
    progress: list[tuple[int, int]] = field(default_factory=list)

    def step(self, text: str) -> None:
        self.steps.append(text)

    def advance(self, done: int, total: int) -> None:
        self.progress.append((done, total))
