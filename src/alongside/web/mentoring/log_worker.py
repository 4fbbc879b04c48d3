"""The log without a connection: the small worker that a mentor's phone keeps for it alone."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

_FILES = (
    "alongside/alongside.css",
    "alongside/asking.css",
    "alongside/desk.css",
    "alongside/icon.svg",
    "alongside/log.js",
    "alongside/offline.js",
    "vendor/nhsuk/nhsuk-frontend.min.css",
    "vendor/nhsuk/nhsuk-frontend.min.js",
)


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The worker's script. It sees the pages of the log alone, and keeps the nameless one."""
    return render(
        request, "mentoring/log_worker.jinja", {"kept": _kept()}, content_type="text/javascript"
    )


@lru_cache(maxsize=1)
def _kept() -> dict[str, object]:
    """The files, and a name that changes with any of them."""
    files = [static(each) for each in _FILES]
    digest = hashlib.sha256(json.dumps(files).encode()).hexdigest()[:16]
    return {"name": f"log-files-{digest}", "files": files}
