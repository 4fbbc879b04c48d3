"""*Need help now* without a connection: the small worker that a browser keeps for it alone."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from alongside.web.shared.help_now import FILE

_FILES = (
    "alongside/alongside.css",
    "alongside/asking.css",
    "alongside/desk.css",
    "alongside/exit.js",
    "alongside/icon.svg",
    "alongside/offline.js",
    "vendor/nhsuk/nhsuk-frontend.min.css",
    "vendor/nhsuk/nhsuk-frontend.min.js",
)


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The worker's script. It sees no page but this one, and keeps nothing about anybody."""
    context = {"kept": _kept()}
    return render(request, "help/worker.jinja", context, content_type="text/javascript")


@lru_cache(maxsize=1)
def _kept() -> dict[str, object]:
    """The page, its files, and a name that changes with any of them or with the numbers."""
    page, files = reverse("help:help_now"), [static(each) for each in _FILES]
    said = json.dumps([page, files]).encode() + FILE.read_bytes()
    return {"name": f"help-{hashlib.sha256(said).hexdigest()[:16]}", "page": page, "files": files}
