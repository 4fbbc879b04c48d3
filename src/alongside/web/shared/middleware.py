"""What happens around every request: its id and log line, who is acting, and refusals as pages."""

from __future__ import annotations

import re
import sys
import time
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings
from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.cache import add_never_cache_headers
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from alongside.domain.people import public as people
from alongside.foundation import clock
from alongside.foundation.actor import VISITOR, Actor
from alongside.foundation.errors import Conflict, NotFound, Refused
from alongside.web.shared.problems import problem
from alongside.web.shared.second_factor import has_second_factor, where_to_confirm

log = structlog.get_logger("alongside.request")
_REQUEST_ID = re.compile(r"[0-9a-zA-Z-]{8,64}")
GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestId:
    """Gives each request an id, says it in the answer, and writes one line without an address."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-Id", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        started = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
            match = request.resolver_match
            log.info(
                "request",
                method=request.method,
                route=match.view_name if match else "",
                status=response.status_code,
                ms=round((time.perf_counter() - started) * 1000),
            )
        response["X-Request-Id"] = request_id
        return response


class NotTooLarge:
    """Refuses, unread, what is larger than the largest file that a page takes.

    Django would first write all of it to the disk, also for somebody whom the page then refuses."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = request.META.get("CONTENT_LENGTH") or "0"
        number = said.isascii() and said.isdigit()
        if number and (len(said) > 18 or int(said) > settings.LARGEST_REQUEST):
            return problem(request, 413)
        return self.get_response(request)


class WhoIsActing:
    """Puts `request.actor` there, worked out when first asked for, from the roles held now."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor_of(request))  # type: ignore[attr-defined]
        response = self.get_response(request)
        _keep_from_others(request, response)
        return response

    def process_exception(self, request: HttpRequest, failure: Exception) -> HttpResponse | None:
        """Turns what an action refused into the page that says so.

        Somebody who lacks only the second factor that their roles need is sent to give it, and a
        visitor who is refused a page is sent to sign in; both come back afterwards."""
        for kind, status in ((NotFound, 404), (Refused, 403), (Conflict, 409)):
            if isinstance(failure, kind):
                elsewhere = "" if status == 409 else _way_in(request, status)
                if elsewhere:
                    return HttpResponseRedirect(elsewhere)
                return problem(request, status)
        return None


def _keep_from_others(request: HttpRequest, response: HttpResponse) -> None:
    """No browser keeps a page on which somebody was signed in: after they sign out, whoever has
    their phone next cannot go back to it."""
    told = request.session.accessed and response.status_code < 500
    if not told or "Cache-Control" in response:
        return
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
        add_never_cache_headers(response)


def _way_in(request: HttpRequest, status: int) -> str:
    if request.user.is_authenticated:
        return where_to_confirm(request)
    if status == 403 and request.method == "GET":
        return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.path})}"
    return ""


def log_failure(sender: Any = None, **kwargs: Any) -> None:
    """Writes an unforeseen failure; of it, the log tells the type and the place alone."""
    if sys.exc_info()[0] is not None:
        log.error("failed", exc_info=True)


got_request_exception.connect(log_failure, dispatch_uid="alongside_log_failure")


def _actor_of(request: HttpRequest) -> Actor:
    user = request.user
    if not user.is_authenticated:
        return VISITOR
    return people.actor_for_user(user.pk, second_factor=has_second_factor(request), at=clock.now())
