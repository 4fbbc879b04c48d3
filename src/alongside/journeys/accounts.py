"""Accounts and the messages about them. What a page answers never tells who has an account."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.crypto import salted_hmac

from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor
from alongside.foundation.unit import Thing, unit

# Whoever asks again sooner gets no second message: nobody's letterbox is filled by strangers.
SECONDS_BETWEEN = 600


class _Undone(Exception):
    """There is nobody to write to: what was done for the sake of time is undone."""


def sign_up(*, name: str, email: str, password: str, actor: Actor, at: datetime) -> None:
    """Makes an account and asks its address to confirm it. An address that has one is told so, at
    that address alone: whoever asked gets the same answer, after the same work.

    Raises Invalid for a bad name, address or password."""
    with unit(actor=actor, at=at):
        try:
            person_id = people.open_account(
                name=name, email=email, password=password, actor=actor, at=at
            )
        except people.AddressTaken:
            _send_reset("account_known", email, actor=actor, at=at)
        else:
            token = people.confirmation_link(person_id=person_id, actor=actor, at=at)
            _send("account_confirm", email, token, actor=actor, at=at)


def ask_reset(*, email: str, actor: Actor, at: datetime) -> None:
    """Sends a link for a new password where the address has an account; nobody learns whether."""
    _send_reset("account_reset", email, actor=actor, at=at)


def forget_second_step(person_id: UUID, *, actor: Actor, at: datetime) -> bool:
    """Takes away a second step that was lost, and tells the person at the address of their account.
    Returns whether there was one; where there was none, nothing is done.

    Raises as people.forget_second_step."""
    with unit(actor=actor, at=at):
        email = people.forget_second_step(person_id=person_id, actor=actor, at=at)
        if not email:
            return False
        messaging.send(
            "account_second_step_forgotten",
            to=messaging.to_address(email),
            cause=Thing("people.person", person_id),
            key=f"account_second_step_forgotten/{person_id}/{at.isoformat()}",
            actor=actor,
            at=at,
        )
        return True


def _send_reset(template: str, email: str, *, actor: Actor, at: datetime) -> None:
    with unit(actor=actor, at=at) as work:
        work.audit("account.link_asked", Thing("people.user", ""))
        try:
            with unit(actor=actor, at=at):
                token, known = people.reset_link(email=email, actor=actor, at=at)
                _send(template, email, token, actor=actor, at=at)
                if not known:
                    raise _Undone
        except _Undone:
            pass


def _send(template: str, email: str, token: str, *, actor: Actor, at: datetime) -> None:
    email = email.strip().lower()
    span = int(at.timestamp()) // SECONDS_BETWEEN
    # The key is kept for ever, so it holds no address that anybody could read.
    whose = salted_hmac("journeys.accounts", email, algorithm="sha256").hexdigest()
    messaging.send(
        template,
        to=messaging.to_address(email),
        values={"link": token},
        cause=Thing("people.user", ""),
        key=f"{template}/{whose}/{span}",
        actor=actor,
        at=at,
    )
