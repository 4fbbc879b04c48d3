"""Introducing somebody.

Staff introduce others, and see what they wrote; somebody asks for themselves without an account; a
carer only for whom they may. What is behind the person's link is open to whoever has it. What a
service got is seen by its coordinators; to everybody else it does not exist.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

from alongside.domain.people import public as people
from alongside.domain.people.models import CarerPermission
from alongside.domain.referrals import public as referrals
from alongside.domain.referrals.models import Referral
from alongside.foundation import clock
from alongside.foundation.actor import VISITOR, system
from factories.catalogue import fill
from factories.directory import coordinator
from factories.people import AT, PersonFactory
from factories.referring import HALF_A_MINUTE, made
from web.access.rows import DONE, Row, World, everybody, only

STAFF = ("referrer", "coordinator", "coordinator_elsewhere")
TEAM = (*STAFF, "org_admin", "org_admin_elsewhere")


def _ready(world: World) -> None:
    fill()


def _answers(world: World) -> dict[str, Any]:
    return {
        "key": str(uuid4()),
        "name": "Ruth",
        "channel": "text",
        "text": "07700 900123",
        "wants": "mentor",
        "agreed": "on",
    }


def _received(world: World) -> referrals.MadeRecord:
    at = clock.now() - HALF_A_MINUTE
    record = made(VISITOR, made_by="self", at=at)
    referrals.run_due(actor=system("test"), at=clock.now())
    return record


def _mine(world: World) -> dict[str, Any]:
    return {"token": _received(world).token}


def _referral(world: World) -> dict[str, Any]:
    return {"referral_id": _received(world).referral_id}


def _taken_on(world: World) -> dict[str, Any]:
    referral_id = _received(world).referral_id
    home = coordinator(world.organisation.pk)
    return {"episode_id": referrals.accept(referral_id, actor=home, at=clock.now())}


def _deed(world: World) -> dict[str, Any]:
    return _referral(world) | {"act": "accept"}


def _written(world: World) -> dict[str, Any]:
    """Written by the actor `referrer`, and just sent."""
    record = made(VISITOR, made_by="self", at=clock.now())
    writer = world.people["referrer"].pk
    Referral.objects.filter(pk=record.referral_id).update(
        referrer_id=writer, owner_id=writer, made_by="clinician"
    )
    return {"referral_id": record.referral_id}


def _undo(world: World) -> dict[str, Any]:
    return _written(world) | {"act": "undo"}


def _draft(world: World) -> dict[str, Any]:
    key = _written(world)["referral_id"]
    Referral.objects.filter(pk=key).update(state="draft")
    return {"draft": key}


def _cared_for(world: World) -> dict[str, Any]:
    """Somebody who lets the actor `person` ask for them."""
    person = PersonFactory(name="Old Ned")
    CarerPermission.objects.create(
        person=person, carer=world.people["person"], what="refer", given_at=AT,
        valid_until=clock.now().date(),
    )  # fmt: skip
    return {"person_id": person.pk}


def _room(world: World) -> dict[str, Any]:
    return {"service_id": world.organisation.pk}


def _team(world: World) -> dict[str, Any]:
    """A neighbourhood team without practices."""
    people.add_team(
        slug="malvern", name="Malvern", places=["Malvern"], outward_codes=["WR14"], lat=52.1,
        lon=-2.3, population=1, practices=[], valid_from=AT.date(), actor=system("test"), at=AT,
    )  # fmt: skip
    return {"slug": "malvern"}


_ROWS = {
    "referrals:refer": Row(
        get=only(*STAFF),
        post=only(*STAFF, yes=DONE, visitor=403),
        action="make_referral_for_another",
        data=_answers,
    ),
    "referrals:correct_draft": Row(
        get=only("referrer", coordinator=404, coordinator_elsewhere=404),
        post=only("referrer", yes=DONE, visitor=403, coordinator=404, coordinator_elsewhere=404),
        args=_draft,
        data=_answers,
    ),
    "referrals:sent": Row(
        get=only("referrer", coordinator=404, coordinator_elsewhere=404), args=_written
    ),
    "referrals:own": Row(
        post=only("referrer", yes=DONE, visitor=403, coordinator=404, coordinator_elsewhere=404),
        args=_undo,
    ),
    "referrals:made": Row(get=only(*STAFF)),
    "referrals:for_me": Row(get=everybody(), post=everybody(DONE), data=_answers),
    "referrals:for_somebody": Row(
        get=only("person", no=404),
        post=only("person", yes=DONE, no=404, visitor=403),
        args=_cared_for,
        data=_answers,
    ),
    "referrals:teams": Row(get=only(*TEAM)),
    "referrals:team": Row(get=only(*TEAM), args=_team),
    "referrals:card": Row(get=only(*TEAM), args=_team),
    "referrals:mine": Row(get=everybody(), args=_mine),
    "referrals:correct": Row(
        get=everybody(), post=everybody(DONE), args=_mine, data=lambda world: {"wants": "group"}
    ),
    "referrals:stop": Row(get=everybody(), post=everybody(DONE), args=_mine),
    "referrals:referrals": Row(get=only("coordinator", "coordinator_elsewhere")),
    "referrals:referral": Row(
        get=only("coordinator", no=404), action="see_referral_status", args=_referral
    ),
    "referrals:of_episode": Row(get=only("coordinator", yes=DONE, no=404), args=_taken_on),
    "referrals:act": Row(
        get=only("coordinator", no=404),
        post=only("coordinator", yes=DONE, no=404, visitor=403),
        action="triage_referral",
        args=_deed,
    ),
    "referrals:room": Row(
        get=only("coordinator", no=404),
        post=only("coordinator", yes=DONE, no=404, visitor=403),
        args=_room,
        data=lambda world: {"limited": "no"},
    ),
}
ROWS = {name: replace(row, before=_ready) for name, row in _ROWS.items()}
