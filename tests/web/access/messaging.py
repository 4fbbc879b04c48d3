"""Messages, and how people may be reached.

What could not be sent, letters and answers belong to the coordinators of the organisation that
sent them; what somebody needs, to those of the organisation they asked at. How somebody may be
reached is theirs alone: behind a link of their own, or signed in. The outbox is a demo's.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from alongside.domain.messaging import public as messaging
from alongside.domain.messaging.models import Message, Reply
from alongside.domain.people.models import Person
from alongside.foundation import clock
from alongside.foundation.actor import system
from alongside.foundation.links import make_link
from alongside.foundation.unit import unit
from factories.catalogue import fill
from factories.people import PersonFactory
from web.access.rows import DONE, SECOND_FACTOR, Row, World, everybody, only, signed_in

SYSTEM = system("test")


def _catalogue(world: World) -> None:
    fill()


def _person(world: World) -> Person:
    """Somebody without an account who asked at the world's organisation."""
    person = PersonFactory(user=None, name="Ann Ask")
    messaging.set_profile(
        person_id=person.pk,
        changes={
            "channels": ("phone",),
            "phone_number": "01632 960001",
            "organisation_id": world.organisation.pk,
        },
        actor=SYSTEM,
        at=clock.now(),
    )
    return person


def _message(world: World, **changes: Any) -> Message:
    person = _person(world)
    sent = messaging.send(
        "join_called_back",
        to=messaging.to_person(person.pk),
        values={"by_day": "2026-12-03"},
        cause=person,
        key=str(uuid4()),
        organisation_id=world.organisation.pk,
        actor=SYSTEM,
        at=clock.now(),
    )
    if changes:
        Message.objects.filter(pk=sent.message_id).update(**changes)
    return Message.objects.get(pk=sent.message_id)


def _unsent(world: World) -> dict[str, Any]:
    return {"message_id": _message(world).pk}


def _letter(world: World) -> dict[str, Any]:
    now = clock.now()
    return {"message_id": _message(world, state="sent", provider="print", sent_at=now, why="").pk}


def _reply(world: World) -> dict[str, Any]:
    row = Reply.objects.create(
        provider="test",
        provider_id=str(uuid4()),
        number_digest="0" * 64,
        text="Thank you",
        meaning="unknown",
        organisation=world.organisation,
        at=clock.now(),
    )
    return {"reply_id": row.pk}


def _somebody(world: World) -> dict[str, Any]:
    return {"person_id": _person(world).pk}


def _link(world: World) -> dict[str, Any]:
    now = clock.now()
    with unit(actor=SYSTEM, at=now) as work:
        until = now + timedelta(hours=1)
        return {"token": make_link("preferences", _person(world), valid_until=until, work=work)}


def _everything(world: World) -> dict[str, Any]:
    return {
        "text": "never",
        "mail": "never",
        "letter": "never",
        "phone": "last",
        "when": "any",
        "quiet_from": "9pm",
        "quiet_to": "8am",
        "signed_as": "neutral",
        "may_name": "no",
        "language": "en",
    }


def _here(yes: int | str) -> Any:
    """Coordinators of the organisation; to others it does not exist."""
    return signed_in(404, coordinator=yes, coordinator_without_second_factor=SECOND_FACTOR)


def _does(yes: int | str) -> Any:
    """The same for what they send: a visitor who sends a form is not led to sign in first."""
    return _here(yes) | {"visitor": 403}


def _lists() -> Any:
    return only("coordinator", "coordinator_elsewhere")


ROWS = {
    "messaging:outbox": Row(
        get=everybody(),
        post=everybody(DONE),
        demo=True,
        data=lambda world: {
            "text": "1",
            "sender": "07700 900123",
            "key": str(uuid4()),
            "message": str(uuid4()),
        },
    ),
    "messaging:could_not_send": Row(get=_lists()),
    "messaging:unsent": Row(
        before=_catalogue,
        get=_here(200),
        post=_does(DONE),
        args=_unsent,
        data=lambda world: {"how": "not_needed"},
    ),
    "messaging:try_again": Row(before=_catalogue, post=_does(DONE), args=_unsent),
    "messaging:print_unsent": Row(before=_catalogue, get=_here(200), args=_unsent),
    "messaging:letters": Row(get=_lists()),
    "messaging:print_letters": Row(get=_lists()),
    "messaging:posted": Row(before=_catalogue, post=_does(DONE), args=_letter),
    "messaging:answers": Row(get=_lists()),
    "messaging:answer_read": Row(before=_catalogue, post=_does(DONE), args=_reply),
    "messaging:reviews": Row(get=_lists()),
    "messaging:needs": Row(
        before=_catalogue,
        get=_here(200),
        post=_does(DONE),
        args=_somebody,
        data=lambda world: {
            "language": "en",
            "formats": "easy_read",
            "review_on_day": "1",
            "review_on_month": "1",
            "review_on_year": "2199",
        },
    ),
    "messaging:my_choices": Row(
        before=_catalogue, get=signed_in(), post=signed_in(DONE, visitor=403), data=_everything
    ),
    "messaging:my_stop": Row(before=_catalogue, post=signed_in(DONE, visitor=403)),
    "messaging:my_undo": Row(before=_catalogue, post=signed_in(DONE, visitor=403)),
    "messaging:link_choices": Row(
        before=_catalogue, get=everybody(), post=everybody(DONE), args=_link, data=_everything
    ),
    "messaging:link_stop": Row(before=_catalogue, post=everybody(DONE), args=_link),
    "messaging:link_undo": Row(before=_catalogue, post=everybody(DONE), args=_link),
}
