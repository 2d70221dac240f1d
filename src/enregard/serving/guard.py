"""Refuses requests that do not come from a page that this server has sent to this machine.

A page of another site can make a browser send requests here, by the server's own address or by a name of its
own that leads here (DNS rebinding). What it cannot do is choose the headers Host and Origin, or read what a
page of this server holds.
"""

import secrets

from werkzeug.exceptions import Forbidden, MisdirectedRequest
from werkzeug.wrappers import Request

_HOSTS = frozenset({"127.0.0.1", "localhost"})
"""The names of this machine that browsers ask no one about. The port may be another one: that of a tunnel."""


def check_host(request: Request) -> None:
    """Raise MisdirectedRequest unless the request names this machine as its host."""
    name, _, port = request.environ.get("HTTP_HOST", "").partition(":")
    if name not in _HOSTS or not ((port.isdecimal() and port.isascii()) or not port):
        raise MisdirectedRequest("this server answers to 127.0.0.1 and localhost only")


def check_origin(request: Request) -> None:
    """Raise Forbidden unless a page of this server, by the same host and port, sent the request."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    if request.headers.get("Origin") != f"http://{request.environ['HTTP_HOST']}" or site != "same-origin":
        raise Forbidden("only pages of this server may write")


def check_token(request: Request, token: str) -> None:
    """Raise Forbidden unless the request has the token that this server gives its pages."""
    given = request.headers.get("X-Enregard-Token", "")
    if not secrets.compare_digest(given.encode("utf-8", "replace"), token.encode()):
        raise Forbidden("this page is of a server that has ended: load it again")
