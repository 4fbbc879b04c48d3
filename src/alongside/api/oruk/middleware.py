"""What holds for every answer of the feed, errors and refusals of the framework included."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

import structlog
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags
from django.utils.translation import gettext as _

from alongside.api.oruk.limit import Limit, address_of
from alongside.foundation import clock

PREFIX = "/api/oruk/"
GetResponse = Callable[[HttpRequest], HttpResponse]
LIMIT = Limit("oruk")
# What an error keeps of the page in whose place it stands.
_KEPT = (
    "Allow",
    "Retry-After",
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "X-Request-Id",
)
log = structlog.get_logger(__name__)


class OpenFeed:
    """The outermost layer of the feed.

    Any site may read it (`Access-Control-Allow-Origin: *`), an error is a JSON object with
    `detail`, a reader who has the answer already gets 304, and nobody may ask too often (429 with
    Retry-After). It stands before all other middleware, so that their refusals pass it too."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        response = _refused(request) or self._answer(request)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        asked_for_head = request.method == "HEAD"
        if asked_for_head:
            request.method = "GET"
        response = self.get_response(request)
        if response.status_code >= 400:
            response = _as_json(response)
        elif response.status_code == 200:
            response = _tagged(request, response)
        if asked_for_head:
            response["Content-Length"] = str(len(response.content))
            response.content = b""
        return response


def answer(status: int, detail: str, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """An error as the feed writes one."""
    return HttpResponse(
        json.dumps({"detail": detail}),
        status=status,
        content_type="application/json",
        headers=dict(headers or {}),
    )


def _refused(request: HttpRequest) -> HttpResponse | None:
    if request.method == "OPTIONS":
        return HttpResponse(
            status=204,
            headers={
                "Allow": "GET, HEAD, OPTIONS",
                "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
                "Access-Control-Allow-Headers": "*",
                "Access-Control-Max-Age": "86400",
            },
        )
    try:
        wait = LIMIT.wait(address_of(request), clock.now().timestamp())
    except DatabaseError as failure:
        log.warning("limit_not_counted", failure=type(failure).__name__)
        return None
    if not wait:
        return None
    return answer(
        429,
        _("Too many requests. Wait %(seconds)s seconds.") % {"seconds": wait},
        {"Retry-After": str(wait)},
    )


def _as_json(response: HttpResponse) -> HttpResponse:
    if response.get("Content-Type", "").startswith("application/json"):
        return response
    told: dict[int, Any] = {
        400: _("The request cannot be read."),
        404: _("There is nothing here."),
        405: _("The feed can only be read: use GET."),
    }
    kept = {name: response[name] for name in _KEPT if name in response}
    detail = told.get(response.status_code, _("The feed cannot answer just now."))
    return answer(response.status_code, detail, kept)


def _tagged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    known = [
        found.removeprefix("W/") for found in parse_etags(request.headers.get("If-None-Match", ""))
    ]
    if tag in known or "*" in known:
        response = HttpResponse(status=304)
    response["ETag"] = tag
    response["Cache-Control"] = "public, no-cache"
    return response
