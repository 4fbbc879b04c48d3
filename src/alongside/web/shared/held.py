"""Answers held for a while, apart from who is signed in, and gone when they are sent or left.

They lie in a session of their own, under a cookie of their own: no account is tied to what
somebody writes, signing in or out changes nothing, and half an hour after the last page they are
over (the worker then deletes the row; an archive never holds one). They are sealed, like what is
told in the end.
"""

from __future__ import annotations

import json
from datetime import timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse

from alongside.foundation.sealed import NotOpened, seal, unseal

COOKIE = "alongside_form"
LASTS = timedelta(minutes=30)
LARGEST = 64 * 1024


def _store(key: str | None) -> SessionBase:
    return import_module(settings.SESSION_ENGINE).SessionStore(key)


def held(request: HttpRequest, form: str) -> dict[str, Any]:
    """What is held of that form for this browser; empty when nothing is. At most one query."""
    key = request.COOKIES.get(COOKIE)
    kept = _store(key).get(form) if key else None
    if not isinstance(kept, str):
        return {}
    try:
        return dict(json.loads(unseal(kept)))
    except NotOpened:
        return {}


def hold(request: HttpRequest, response: HttpResponse, form: str, answers: dict[str, Any]) -> None:
    """Holds these answers in place of what was held, for half an hour from now."""
    written = json.dumps(answers)
    if len(written) > LARGEST:
        raise ValueError("more than a form can say")
    store = _store(request.COOKIES.get(COOKIE))
    store[form] = seal(written)
    store.set_expiry(int(LASTS.total_seconds()))
    store.save()
    response.set_cookie(
        COOKIE,
        store.session_key or "",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def let_go(request: HttpRequest, response: HttpResponse) -> None:
    """Deletes all that is held for this browser, and its cookie."""
    key = request.COOKIES.get(COOKIE)
    response.delete_cookie(COOKIE, samesite="Lax")
    if key:
        _store(key).delete()
