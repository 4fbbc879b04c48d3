"""Which posters somebody came by, told by a cookie alone.

`/from/<code>/` sets the cookie with `remember`. It is signed, lasts as long as the browser is open,
and holds the codes of practices and neighbourhood teams and nothing about the person.
"""

from __future__ import annotations

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "alongside_from"
MOST = 5
_CODE = re.compile(r"[A-Za-z0-9_-]{1,80}")
_BETWEEN = "."


def practice_of(request: HttpRequest) -> str:
    """The code on the latest poster: a practice's, or a neighbourhood team's. "" without a cookie,
    and for one that is forged or odd."""
    return next(iter(posters_of(request)), "")


def posters_of(request: HttpRequest) -> tuple[str, ...]:
    """The codes of the posters that this browser was led by since it was opened, the latest
    first: at most `MOST`."""
    signed = request.get_signed_cookie(COOKIE, default="") or ""
    codes = tuple(signed.split(_BETWEEN)) if signed else ()
    return codes if all(_CODE.fullmatch(code) for code in codes) else ()


def remember(response: HttpResponse, code: str, *, before: tuple[str, ...] = ()) -> None:
    """Lets the browser keep the code until it is closed, and those it came by `before`.

    The caller knows that there is such a practice or team."""
    kept = (code, *(other for other in before if other != code))[:MOST]
    response.set_signed_cookie(
        COOKIE,
        _BETWEEN.join(kept),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse) -> None:
    """Takes the cookie back."""
    response.delete_cookie(COOKIE, samesite="Lax")
