"""Refuse requests that do not come from a page of this server on this machine.

A page of another site can make a browser send requests here: to the server's address, or to a foreign name
that resolves to this address (DNS rebinding). But it can neither choose the headers Host and Origin nor read
the pages of this server.
"""

import secrets

from werkzeug.exceptions import Forbidden, MisdirectedRequest
from werkzeug.wrappers import Request

from enregard.messages import _

_HOSTS = frozenset({"127.0.0.1", "localhost"})
"""Names of this machine that browsers resolve themselves. The port may differ, as with a tunnel."""


def check_host(request: Request) -> None:
    """Raise MisdirectedRequest unless the request is addressed to this machine."""
    name, _colon, port = request.environ.get("HTTP_HOST", "").partition(":")
    if name not in _HOSTS or not ((port.isdecimal() and port.isascii()) or not port):
        raise MisdirectedRequest("this server only answers to 127.0.0.1 and localhost")


def check_origin(request: Request) -> None:
    """Raise Forbidden unless a page of this server, on the same host and port, sent the request."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    if request.headers.get("Origin") != f"http://{request.environ['HTTP_HOST']}" or site != "same-origin":
        raise Forbidden("only pages of this server may make changes")


def check_token(request: Request, token: str) -> None:
    """Raise Forbidden unless the request has this server's token."""
    given = request.headers.get("X-Enregard-Token", "")
    if not secrets.compare_digest(given.encode("utf-8", "replace"), token.encode()):
        raise Forbidden(_("this page is from a server that has stopped: reload it"))
