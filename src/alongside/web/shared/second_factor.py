"""Whether this sign-in was confirmed with a second factor, and where to confirm it."""

from __future__ import annotations

from allauth.account.authentication import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
)
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from alongside.domain.people import public as people
from alongside.foundation import clock

TRIED = "alongside_trying_a_role"
_CONFIRMED = "alongside_second_factor_of"


def confirm(request: HttpRequest) -> None:
    """Notes that the person signed in gave a code of their own just now, while setting it up."""
    request.session[_CONFIRMED] = str(request.user.pk)


def forget(request: HttpRequest) -> None:
    """Lets no code count that was given at this sign-in: the app that made it was removed."""
    records = get_authentication_records(request, request.user)
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        record for record in records if record.get("method") != "mfa"
    ]
    request.session.pop(_CONFIRMED, None)


def is_trying(request: HttpRequest) -> bool:
    """Whether somebody is trying an invented person's role; never in a real service."""
    return bool(request.session.get(TRIED)) and people.is_demo()


def has_second_factor(request: HttpRequest) -> bool:
    """True when a code was given by this account at this sign-in, or a demo role is tried."""
    user = request.user
    if not user.is_authenticated:
        return False
    records = get_authentication_records(request, user)
    return (
        any(record.get("method") == "mfa" for record in records)
        or request.session.get(_CONFIRMED) == str(user.pk)
        or is_trying(request)
    )


def where_to_confirm(request: HttpRequest) -> str:
    """The address where this person sets up or gives a second factor, and comes back after.

    Empty for a visitor, for somebody whose roles need none, and when it was given already."""
    user = request.user
    if not user.is_authenticated or has_second_factor(request):
        return ""
    if not people.needs_second_factor(user.pk, clock.now()):
        return ""
    name = "mfa_reauthenticate" if is_mfa_enabled(user) else "mfa_activate_totp"
    back = request.path if request.method == "GET" else "/"
    return f"{reverse(name)}?{urlencode({'next': back})}"
