"""*Exit this page*: away at once, and nothing of it left behind in this browser."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alongside.web.shared.held import let_go


def exit_to() -> str:
    """The neutral site to which *Exit this page* leads (`ALONGSIDE_EXIT_TO`)."""
    return str(settings.EXIT_TO)


def forgetting(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view; once it has done something, the browser forgets all that our scripts kept in it:
    what waited to be sent, and pages for when there is no connection."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            response["Clear-Site-Data"] = '"storage"'
        return response

    return wrapped


@never_cache
@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """Forgets what was typed, signs out without a word, and leads to a neutral site.

    Another site that leads here changes nothing: only our own pages, or somebody who typed the
    address, forget. It leads away even when the database does not answer."""
    away = HttpResponseRedirect(exit_to())
    away["Referrer-Policy"] = "no-referrer"
    if request.headers.get("Sec-Fetch-Site", "none") in {"same-origin", "none"}:
        try:
            let_go(request, away)
            if settings.SESSION_COOKIE_NAME in request.COOKIES:
                logout(request)
        except DatabaseError:
            away.delete_cookie(settings.SESSION_COOKIE_NAME, samesite="Lax")
    return away
