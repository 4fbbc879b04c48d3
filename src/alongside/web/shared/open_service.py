"""Asking and telling are open only where somebody looks after people's safety."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from alongside.domain.safety import public as safety
from alongside.foundation import clock
from alongside.web.shared.shell import published

_BELIEVED = timedelta(seconds=2)
_seen: dict[str, datetime] = {}

AnyView = Callable[..., HttpResponseBase]


def when_open(view: AnyView) -> AnyView:
    """The view, in a service that is live; a plain page with the way to help in one that is not.

    Put it on every page where somebody asks for something or tells something (two queries). When
    the database does not answer, the view itself says so."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs) if is_open() else closed(request)

    return guarded


def is_open() -> bool:
    """Whether somebody may ask or tell something here now; yes, when the database cannot say.

    Once open it is not looked at again for two seconds: it was open when they began."""
    now = clock.now()
    since = _seen.get("open")
    if since is not None and timedelta(0) <= now - since < _BELIEVED:
        return True
    try:
        live = safety.is_live(at=now)
    except DatabaseError:
        return True
    if live:
        _seen["open"] = now
    else:
        _seen.clear()
    return live


def forget_open() -> None:
    """Looks again at the next asking: between tests."""
    _seen.clear()


def closed(request: HttpRequest) -> HttpResponse:
    """Not open yet: where help is, and whom to ring."""
    return render(request, "shared/closed.jinja", {"told": published()}, status=503)
