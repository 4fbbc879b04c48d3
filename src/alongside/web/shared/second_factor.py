"""Whether this sign-in was confirmed with a second factor."""

from __future__ import annotations

from django.http import HttpRequest

TRIED = "alongside_trying_a_role"


def has_second_factor(request: HttpRequest) -> bool:
    """True when a code was given at this sign-in, or when a demo role is being tried."""
    if request.session.get(TRIED):
        return True
    methods = request.session.get("account_authentication_methods", [])
    return any(method.get("method") == "mfa" for method in methods)
