"""The entrance for a WSGI server."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
_django = get_wsgi_application()
_CLAIM = re.compile(r""";\s*charset\*?\s*=\s*("[^"]*"|[^;]*)""", re.IGNORECASE)


# A process answers so many requests at once; a form or a file that arrives slowly holds one of its
# threads until it is there. These few may wait for theirs, so that reading a page always can.
AT_ONCE = 5
_arriving = threading.BoundedSemaphore(AT_ONCE)
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
    if not _arriving.acquire(blocking=False):
        headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(_BUSY))),
            ("Retry-After", "60"),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        start_response("503 Service Unavailable", headers)
        return [_BUSY]
    try:
        return _django(environ, start_response)
    finally:
        _arriving.release()
