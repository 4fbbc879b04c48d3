"""The entrance for a WSGI server."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
_django = get_wsgi_application()
_CLAIM = re.compile(r""";\s*charset\*?\s*=\s*("[^"]*"|[^;]*)""", re.IGNORECASE)


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answers one request. It is read as UTF-8, whatever encoding it claims: our forms are sent so.

    Django believes the claim while it makes the request, before any page could answer: what is no
    encoding of text (`charset=zlib`) would end there, and utf-7 would smuggle in half characters.
    """
    if "charset" in environ.get("CONTENT_TYPE", "").lower():
        environ["CONTENT_TYPE"] = _CLAIM.sub(";", environ["CONTENT_TYPE"])
    return _django(environ, start_response)
