"""Serve a publication on localhost, and rebuild it on change."""

import errno
import os
import socket
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from urllib.parse import urlsplit

from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

from enregard.errors import EnregardError
from enregard.messages import _
from enregard.output.manifest import MANIFEST
from enregard.serving.app import App
from enregard.serving.builds import Builds
from enregard.serving.watch import changes
from enregard.translate.model.options import RunReport

HOST = "127.0.0.1"
FIRST_PORT = 8000
_PORTS = 20  # tried if the user names none


def serve(
    builds: Builds, ready: Callable[[str], None], *, port: int | None = None, edit: bool = False
) -> None:
    """Build a publication, serve it, and rebuild it on change, until interrupted.

    `ready` is called with the address. Raises EnregardError if there is no free port.
    """
    with listen(port) as listening:
        builds.build()
        with serve_in_background(builds, listening, edit=edit) as address:
            ready(address)
            rebuild_on_change(builds, Event())


def rebuild_on_change(builds: Builds, stop: Event) -> None:
    """Rebuild the site when files change, until `stop`."""
    for changed in changes(builds.root, builds.publication.build / MANIFEST, stop):
        if not builds.concerns(changed):
            continue
        before = builds.status
        now = builds.build()
        if now.site != before.site:
            names = sorted(path.name for path in changed if path != builds.root)
            if names:
                builds.report.note(_("rebuilt after changes to {names}", names=", ".join(names[:3])))
            else:
                builds.report.note(_("rebuilt"))
        if before.problems and not now.problems:
            builds.report.note(_("all problems are fixed"))


@contextmanager
def serve_in_background(builds: Builds, listening: socket.socket, *, edit: bool = False) -> Iterator[str]:
    """Serve the site of `builds` in the background, and yield its address."""
    editing = None
    if edit:
        from enregard.serving.editing_app import EditingApp

        editing = EditingApp(builds)
    port = listening.getsockname()[1]
    server = _Server(App(builds, editing), listening, builds.report)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{port}/"
    finally:
        builds.close()
        server.shutdown()
        thread.join()
        server.server_close()


def listen(port: int | None) -> socket.socket:
    """Return a socket that listens on `port` of this machine, or on the first free port from 8000 on.

    Raises EnregardError if the port is not available.
    """
    ports = range(FIRST_PORT, FIRST_PORT + _PORTS) if port is None else (port,)
    for number in ports:
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":  # on other systems this would share a port in use
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, number))
            listening.listen(128)
        except OSError as error:
            listening.close()
            if error.errno == errno.EADDRINUSE and number != ports[-1]:
                continue
            taken = error.errno == errno.EADDRINUSE
            if len(ports) > 1 and taken:
                message = _(
                    "ports {first} to {port} are in use by another program: choose another with --port"
                )
            elif len(ports) > 1:
                message = _(
                    "ports {first} to {port} are not available ({reason}): choose another with --port"
                )
            elif taken:
                message = _("port {port} is in use by another program: choose another with --port")
            else:
                message = _("port {port} is not available ({reason}): choose another with --port")
            what = message.format(first=ports[0], port=number, reason=error.strerror)
            raise EnregardError(what) from error
        return listening
    raise AssertionError


class _Server(ThreadedWSGIServer):
    """Reports errors inside the server, line by line, and no faults of requests."""

    def __init__(self, app: App, listening: socket.socket, report: RunReport) -> None:
        super().__init__(HOST, listening.getsockname()[1], app, _Handler, fd=listening.fileno())
        self._report = report

    def log(self, type: str, message: str, *args: object) -> None:
        """Report an error while answering a request."""
        for line in (message % args if args else message).splitlines():
            self._report.note(line)

    def handle_error(self, request: object, client_address: object) -> None:
        """Report an error in a connection, unless its other end has gone."""
        if not isinstance(sys.exception(), ConnectionError):
            self.log("error", traceback.format_exc())


class _Handler(WSGIRequestHandler):
    """Logs nothing, and does not name the software it runs on."""

    timeout = 60
    """Seconds after which a connection is closed whose other end neither sends nor reads."""

    def parse_request(self) -> bool:
        """Read the first lines of a request; refuse an address that cannot be split."""
        if not super().parse_request():
            return False
        try:
            urlsplit(self.path)
        except ValueError:
            self.send_error(400)
            return False
        return True

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Log no requests."""

    def log(self, type: str, message: str, *args: object) -> None:
        """Log no faults of requests."""

    def version_string(self) -> str:
        """Return the name of the program, without versions."""
        return "enregard"
