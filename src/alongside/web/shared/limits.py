"""How often one address may send a form without saying who it is.

Counted like wrong tries of signing in (`ACCOUNT_RATE_LIMITS`), but under a scrambled address: the
shared cache must not tell from where somebody told a worry. What cannot be counted is let through.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

import structlog
from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from alongside.foundation.actor import Actor

WAIT_SECONDS = 3600  # of each limit below, in settings: after it there is room again
WORRY, WORRY_IN_DANGER, COMPLAINT = "worry", "worry_in_danger", "complaint"
log = structlog.get_logger(__name__)


class OverLimit(Exception):
    """So many came from there within the last hour. Nothing was taken; ask again later."""


def first(request: HttpRequest, action: str, actor: Actor) -> Callable[[], None]:
    """What an action calls before it takes something new: counts it, for whoever is not signed in,
    and raises OverLimit. What is sent again is not new."""

    def count() -> None:
        if not actor.is_person and not _room(request, action):
            raise OverLimit(action)

    return count


def _room(request: HttpRequest, action: str) -> bool:
    try:
        return bool(ratelimit.consume(request, action=action, key=_whence(request)))
    except DatabaseError as failure:
        log.warning("limit_not_counted", failure=type(failure).__name__)
        return True


def _whence(request: HttpRequest) -> str:
    """The address, or the home that an address of the newer kind belongs to; nobody can read it."""
    try:
        told = str(get_adapter().get_client_ip(request))
        address = ipaddress.ip_address(told)
    except (PermissionDenied, ValueError):
        told = ""
    else:
        if address.version == 6:
            told = str(ipaddress.ip_network(f"{told}/64", strict=False))
    return salted_hmac("web.shared.limits", told, algorithm="sha256").hexdigest()
