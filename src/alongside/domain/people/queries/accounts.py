"""The account behind a link."""

from __future__ import annotations

from datetime import datetime

from alongside.domain.people.models import User
from alongside.foundation.errors import NotFound
from alongside.foundation.links import open_link

CONFIRM, RESET = "confirm_address", "reset_password"


def user_behind(token: str, purpose: str, *, at: datetime, lock: bool = False) -> User:
    """The open account that a link is about. Raises NotFound."""
    users = User.objects.select_for_update() if lock else User.objects.all()
    found = users.filter(pk=open_link(token, purpose, at=at), is_active=True).first()
    if found is None:
        raise NotFound("people.user")
    return found


def refuse_dead_link(token: str, *, purpose: str, at: datetime) -> None:
    """Raises NotFound unless the link still confirms an address (`confirm_address`) or still gives
    a new password (`reset_password`)."""
    user_behind(token, purpose, at=at)
