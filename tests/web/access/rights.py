"""One's own data, by account and by link; carers; complaints; deleting by two people."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from alongside.domain.people import public as people
from alongside.domain.people.models import Complaint, Person
from alongside.foundation import clock
from alongside.foundation.actor import VISITOR, by_link, system
from alongside.foundation.links import make_link
from alongside.foundation.unit import unit
from factories.people import PersonFactory
from web.access.rows import DONE, SECOND_FACTOR, Row, World, everybody, only, signed_in

SYSTEM = system("test")


def _person(world: World) -> Person:
    return PersonFactory(name="Ada", user=None)


def _token(world: World) -> dict[str, object]:
    at = clock.now()
    with unit(actor=SYSTEM, at=at) as work:
        person = _person(world)
        return {
            "token": make_link("my_data", person, valid_until=at + timedelta(hours=1), work=work)
        }


def _offer(person: Person) -> str:
    at = clock.now()
    return people.offer_carer(
        person_id=person.pk,
        what=["see_request"],
        until=clock.london_date(at),
        actor=by_link(person.pk),
        at=at,
    )


def _link_and_offer(world: World) -> dict[str, object]:
    at = clock.now()
    with unit(actor=SYSTEM, at=at) as work:
        person = _person(world)
        token = make_link("my_data", person, valid_until=at + timedelta(hours=1), work=work)
    return {"token": token, "offer": _offer(person)}


def _others_offer(world: World) -> dict[str, object]:
    return {"offer": _offer(_person(world))}


def _care(world: World) -> dict[str, object]:
    return {"token": _offer(_person(world))}


def _carer(world: World) -> dict[str, object]:
    return {"carer_id": uuid4()}


def _cared_for(world: World) -> dict[str, object]:
    person = _person(world)
    people.allow_carer(
        person_id=person.pk,
        carer_id=world.people["person"].pk,
        what=["download"],
        until=clock.london_date(clock.now()),
        actor=by_link(person.pk),
        at=clock.now(),
    )
    return {"person_id": person.pk}


def _complaint(world: World) -> Complaint:
    key = uuid4()
    given = people.ComplaintGiven(about="Too many letters", wanted="stop", reply_by="none")
    people.complain(given=given, key=key, actor=VISITOR, at=clock.now())
    return Complaint.objects.get(key=key)


def _asked(world: World) -> dict[str, object]:
    asker = world.people["improver"]
    row = Person.objects.get(pk=_person(world).pk).erasurerequest_set.create(
        asked_by=asker, asked_at=clock.now()
    )
    return {"request_id": row.pk}


def _somebody(world: World) -> dict[str, UUID]:
    return {"person_id": _person(world).pk}


def _kept(world: World) -> dict[str, UUID]:
    found = _somebody(world)
    people.restrict(**found, because="accuracy", how="phone", actor=SYSTEM, at=clock.now())
    return found


def _kept_and_told(world: World) -> dict[str, UUID]:
    found = _kept(world)
    people.tell_of_lifting(**found, how="phone", actor=SYSTEM, at=clock.now())
    return found


OWN = "view_own_record"
# Who signed in without giving a code types the password once more.
CAREFUL = signed_in(coordinator_without_second_factor=DONE)
LACKING = {"coordinator_without_second_factor": SECOND_FACTOR}
NOT_YOURS = signed_in(404, coordinator_without_second_factor=SECOND_FACTOR)
# A link lets in whoever holds it.
HELD = everybody()
HELD_DONE = everybody(DONE)
ADMINISTERS = only("org_admin")
DECIDES = ("coordinator", "org_admin")

RESTRICT = "erase_or_restrict_record"
_WHY = {"because": "accuracy"}

ROWS = {
    "my_data:restrict": Row(
        get=signed_in(), post=signed_in(DONE, visitor=403), data=lambda world: _WHY
    ),
    "my_data:use_again": Row(post=signed_in(DONE, visitor=403)),
    "link_data:restrict": Row(get=HELD, post=HELD_DONE, args=_token, data=lambda world: _WHY),
    "link_data:use_again": Row(post=HELD_DONE, args=_token),
    "people:restricted": Row(get=only(*DECIDES), action=RESTRICT),
    "people:restrict": Row(
        get=only(*DECIDES, no=404, visitor=404),
        post=only(*DECIDES, yes=DONE, no=404, visitor=404),
        args=_somebody,
        data=lambda world: _WHY | {"how": "phone"},
        action=RESTRICT,
    ),
    "people:tell": Row(
        post=only(*DECIDES, yes=DONE, visitor=403),
        args=_kept,
        data=lambda world: {"how": "phone"},
        action=RESTRICT,
    ),
    "people:lift": Row(
        post=only(*DECIDES, yes=DONE, visitor=403), args=_kept_and_told, action=RESTRICT
    ),
    "my_data:overview": Row(get=signed_in(), action=OWN),
    "my_data:everything": Row(get=CAREFUL, action=OWN),
    "my_data:download": Row(get=CAREFUL, post={**CAREFUL, "visitor": 403}, action=OWN),
    "my_data:agreed": Row(get=signed_in(), post=signed_in(DONE, visitor=403), action=OWN),
    "my_data:looked": Row(get=signed_in()),
    "my_data:carers": Row(get=signed_in(), action=OWN),
    "my_data:allow": Row(
        get=signed_in(),
        post=signed_in(DONE, visitor=403),
        data=lambda world: {"what": "download", **_today()},
    ),
    "my_data:offered": Row(get=NOT_YOURS, post=signed_in(DONE, visitor=403), args=_others_offer),
    "my_data:end_carer": Row(post=signed_in(DONE, visitor=403), args=_carer),
    "my_data:delete": Row(
        get=CAREFUL,
        post=signed_in(DONE, org_admin=409, org_admin_elsewhere=409, visitor=403),
        data=lambda world: {"sure": "on"},
    ),
    "link_data:overview": Row(get=HELD, args=_token),
    "link_data:everything": Row(get=HELD, args=_token),
    "link_data:download": Row(get=HELD, post=HELD, args=_token),
    "link_data:agreed": Row(get=HELD, post=HELD_DONE, args=_token),
    "link_data:looked": Row(get=HELD, args=_token),
    "link_data:carers": Row(get=HELD, args=_token),
    "link_data:allow": Row(
        get=HELD,
        post=HELD_DONE,
        args=_token,
        data=lambda world: {"what": "download", **_today()},
    ),
    "link_data:offered": Row(get=HELD, post=HELD_DONE, args=_link_and_offer),
    "link_data:end_carer": Row(post=HELD_DONE, args=lambda world: _token(world) | _carer(world)),
    "link_data:delete": Row(
        get=HELD, post=HELD_DONE, args=_token, data=lambda world: {"sure": "on"}
    ),
    "people:deleted": Row(get=everybody()),
    "people:how_long": Row(get=everybody()),
    "people:caring": Row(get=signed_in()),
    "people:care": Row(get=everybody(), post=everybody(DONE, visitor=403), args=_care),
    "people:stop_caring": Row(post=everybody(404, person=DONE, **LACKING), args=_cared_for),
    "people:copy_for": Row(
        post=everybody(404, person=200, coordinator=200, **LACKING), args=_cared_for
    ),
    "people:complain": Row(
        get=everybody(),
        post=everybody(DONE),
        data=lambda world: {"about": "It is wrong", "wanted": "stop", "reply_by": "none"},
    ),
    "people:complained": Row(get=everybody(), args=lambda world: {"key": _complaint(world).key}),
    "people:complaints": Row(get=ADMINISTERS),
    "people:complaint": Row(
        get=only("org_admin", no=404, visitor=404),
        post=only("org_admin", yes=DONE, no=404, visitor=404),
        args=lambda world: {"complaint_id": _complaint(world).pk},
        data=lambda world: {"answer": "We rang and put it right."},
    ),
    "people:take_complaint": Row(
        post=only("org_admin", yes=DONE, no=404, visitor=404),
        args=lambda world: {"complaint_id": _complaint(world).pk},
    ),
    "people:record": Row(
        get=only("coordinator", no=404, visitor=404),
        args=_somebody,
        action="fulfil_subject_access_request",
    ),
    "people:copy_of": Row(
        post=only("coordinator", no=404, visitor=404),
        args=_somebody,
        action="fulfil_subject_access_request",
    ),
    "people:ask_deletion": Row(
        post=only(*DECIDES, yes=DONE, visitor=403),
        args=_somebody,
        action="erase_or_restrict_record",
    ),
    "people:deletions": Row(get=only(*DECIDES), action="erase_or_restrict_record"),
    "people:confirm_deletion": Row(
        get=only(*DECIDES),
        post=only(*DECIDES, yes=DONE, visitor=403),
        args=_asked,
        action="erase_or_restrict_record",
    ),
    "people:turn_down_deletion": Row(
        post=only(*DECIDES, yes=DONE, visitor=403),
        args=_asked,
        action="erase_or_restrict_record",
    ),
}


def _today() -> dict[str, str]:
    day = clock.london_date(clock.now())
    return {"until_day": str(day.day), "until_month": str(day.month), "until_year": str(day.year)}
