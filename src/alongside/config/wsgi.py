"""The entrance for a WSGI server."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connection

from alongside.foundation.sqlite.base import Turns

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
_django = get_wsgi_application()
_CLAIM = re.compile(r""";\s*charset\*?\s*=\s*("[^"]*"|[^;]*)""", re.IGNORECASE)


# A process answers so many requests at once; a form or a file that arrives slowly holds one of its
# threads until it is there. These few may wait for theirs, so that reading a page always can. A
# form that has arrived counts no longer: as many as there are threads may be answered at once.
AT_ONCE = 5
PATIENCE_SECONDS = 0.5
SMALL = 1024 * 1024
TURN_SECONDS = 20.0
_arriving = threading.BoundedSemaphore(AT_ONCE)
_turns = Turns()
_BUSY = b"""<!DOCTYPE html>
<html lang="en-gb"><meta charset="utf-8"><meta name="robots" content="noindex">
<title>Please try again in a minute</title>
<h1>Please try again in a minute</h1>
<p>Too much is being sent to us just now. Go back, and send it again in a minute.</p>
<p>If you need help now: ring 999 in an emergency, 111 when you need medical help soon, or the
Samaritans on 116 123 to talk to somebody.
<a href="/help-now/">More on where to get help now</a></p>
</html>"""


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answers one request. It is read as UTF-8, whatever encoding it claims: our forms are sent so.

    Django believes the claim while it makes the request, before any page could answer: what is no
    encoding of text (`charset=zlib`) would end there, and utf-7 would smuggle in half characters.
    What sends something is answered 503 while AT_ONCE others are still arriving."""
    if "charset" in environ.get("CONTENT_TYPE", "").lower():
        environ["CONTENT_TYPE"] = _CLAIM.sub(";", environ["CONTENT_TYPE"])
    if environ["REQUEST_METHOD"] in {"GET", "HEAD", "OPTIONS"}:
        return _django(environ, start_response)
    if not _arriving.acquire(timeout=PATIENCE_SECONDS):
        return _busy(start_response)
    try:
        if not _read_small(environ):
            return _django(environ, start_response)
    finally:
        _arriving.release()
    if connection.vendor != "sqlite":
        return _django(environ, start_response)
    return _in_turn(environ, start_response)


def _in_turn(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answers forms one after another, in the order in which they arrived: they would write to
    SQLite one after another anyway, and keep the interpreter from whoever is writing meanwhile."""
    if not _turns.take(TURN_SECONDS):
        return _busy(start_response)
    try:
        return _django(environ, start_response)
    finally:
        _turns.give()


def _busy(start_response: Callable[..., Any]) -> Iterable[bytes]:
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(_BUSY))),
        ("Retry-After", "60"),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    start_response("503 Service Unavailable", headers)
    return [_BUSY]


def _read_small(environ: dict[str, Any]) -> bool:
    """Reads a form whole, where it says that it is a small one; true when it did."""
    said = environ.get("CONTENT_LENGTH") or ""
    if not (said.isascii() and said.isdigit() and len(said) < 10 and int(said) <= SMALL):
        return False
    environ["wsgi.input"] = BytesIO(environ["wsgi.input"].read(int(said)))
    return True
