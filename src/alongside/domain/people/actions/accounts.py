"""Accounts by message: an address is confirmed, and a lost password replaced, by a link."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from alongside.domain.people.actions.faults import refuse_faults
from alongside.domain.people.actions.persons import fault_of_password
from alongside.domain.people.models import Person, User
from alongside.domain.people.queries.accounts import CONFIRM, RESET, user_behind
from alongside.foundation.actor import Actor
from alongside.foundation.errors import NotFound
from alongside.foundation.links import make_link, revoke_links
from alongside.foundation.unit import Thing, unit

CONFIRM_WITHIN = timedelta(days=3)
RESET_WITHIN = timedelta(hours=1)


def confirmation_link(*, person_id: UUID, actor: Actor, at: datetime) -> str:
    """A token, for a message to the account's own address, by which it is confirmed.

    Raises NotFound for a person without an account."""
    user_id = Person.objects.filter(pk=person_id).values_list("user_id", flat=True).first()
    if user_id is None:
        raise NotFound("people.user")
    with unit(actor=actor, at=at) as work:
        work.audit("user.confirmation_sent", User(pk=user_id))
        return make_link(CONFIRM, User(pk=user_id), valid_until=at + CONFIRM_WITHIN, work=work)


def confirm_address(token: str, *, actor: Actor, at: datetime) -> None:
    """From now on somebody can sign in with the account; the link works no more.

    Raises NotFound for a link that is false, used or too old."""
    with unit(actor=actor, at=at) as work:
        user = user_behind(token, CONFIRM, at=at, lock=True)
        revoke_links(user, purpose=CONFIRM, work=work)
        User.objects.filter(pk=user.pk).update(confirmed_at=at)
        work.audit("user.confirmed", user, fields=("confirmed_at",))


def reset_link(*, email: str, actor: Actor, at: datetime) -> tuple[str, bool]:
    """A token, for a message to that address, by which its account gets a new password; and
    whether there is such an account. Where there is none, the token is nobody's and opens nothing:
    the caller does the same work for both, so that its time tells nothing."""
    user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    thing = Thing("people.user", user.pk if user else 0)
    with unit(actor=actor, at=at) as work:
        work.audit("user.reset_asked", thing)
        return make_link(RESET, thing, valid_until=at + RESET_WITHIN, work=work), user is not None


def reset_password(token: str, *, password: str, actor: Actor, at: datetime) -> None:
    """Gives the account a new password, ends every sign-in, and confirms the address.

    Raises NotFound for a link that is false, used or too old, Invalid for a bad password."""
    with unit(actor=actor, at=at) as work:
        user = user_behind(token, RESET, at=at, lock=True)
        refuse_faults({"password": fault_of_password(password, user)})
        user.set_password(password)
        user.confirmed_at = user.confirmed_at or at
        user.save(update_fields=["password", "confirmed_at"])
        revoke_links(user, work=work)
        work.audit("user.password_reset", user, fields=("password",))
