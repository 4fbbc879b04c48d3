"""What views read of a request: who asks, and which page of a list."""

from __future__ import annotations

from django.http import HttpRequest

from alongside.foundation.actor import Actor
from alongside.foundation.errors import Refused


def signed_in(request: HttpRequest) -> Actor:
    """Who is signed in. Raises Refused for a visitor, whom that leads to sign in."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.is_person:
        raise Refused("sign in first")
    return actor


def page_number(request: HttpRequest) -> int:
    """Which page of a list is asked for; the first when it is garbled."""
    text = request.GET.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1
