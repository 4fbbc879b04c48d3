"""Training: everybody reads the modules, a volunteer behind their own link too; coordinators write
down; lead and deputy look."""

from __future__ import annotations

from typing import Any

from alongside.domain.catalogue.models import Postcode
from alongside.domain.mentoring.models import Volunteer
from alongside.domain.training.models import Enrolment
from alongside.foundation import clock
from factories.catalogue import fill
from factories.mentoring import applied
from factories.people import MembershipFactory, PersonFactory
from factories.training import School
from web.access.rows import DONE, Row, World, everybody, only, signed_in

LOOK = "see_volunteer_checks_and_training"
COORDINATOR, LEAD = "coordinator", "safeguarding_lead"


def _school(world: World) -> School:
    return School(world.organisation, at=clock.now())


def _read(world: World) -> dict[str, Any]:
    _school(world)
    return {"module": "mentoring"}


def _by_link(world: World) -> dict[str, Any]:
    fill()
    Postcode.objects.get_or_create(code="WR1", outward="WR1", lat=52.19, lon=-2.22)
    return {"token": applied(at=clock.now()).token}


def _by_link_module(world: World) -> dict[str, Any]:
    return _by_link(world) | {"module": "mentoring"}


def _by_link_enrolment(world: World) -> dict[str, Any]:
    made = _by_link(world)
    person = Volunteer.objects.get().person
    return made | {"enrolment_id": _school(world).enrol(person)["mentoring"]}


def _learner(world: World) -> dict[str, Any]:
    person = PersonFactory()
    _school(world).enrol(person)
    return {"person_id": person.pk}


def _enrolment(world: World) -> dict[str, Any]:
    return {"enrolment_id": _school(world).enrol(PersonFactory())["mentoring"]}


def _attended(world: World) -> dict[str, Any]:
    school = _school(world)
    one = school.enrol(PersonFactory())["mentoring"]
    school.attend(one, "mentoring", on=clock.london_date(clock.now()))
    return {"enrolment_id": one}


def _of_the_person(world: World) -> dict[str, Any]:
    return {"enrolment_id": _school(world).enrol(world.people["person"])["mentoring"]}


def _session(world: World) -> dict[str, Any]:
    _learner(world)
    return {"module": "mentoring", "session": "the-role"}


def _today() -> dict[str, str]:
    day = clock.london_date(clock.now())
    return {"on_day": str(day.day), "on_month": str(day.month), "on_year": str(day.year)}


def _there(world: World) -> dict[str, Any]:
    return {"people": [str(Enrolment.objects.first().person_id)], **_today()}  # type: ignore[union-attr]


def _begins(world: World) -> dict[str, Any]:
    fill()
    held = MembershipFactory(organisation=world.organisation, role="mentor")
    return {"people": [f"mentor:{held.person_id}"]}


_WRITES: dict[str, Any] = {"no": 404, LEAD: 403, "visitor": "sign in"}
_POSTS: dict[str, Any] = _WRITES | {"yes": DONE, "visitor": 403}


ROWS = {
    "training:mine": Row(get=signed_in(), before=lambda world: fill()),
    "training:module": Row(get=signed_in(), args=_read),
    "training:read": Row(
        post=signed_in(
            404,
            visitor=403,
            person=DONE,
            coordinator=403,
            safeguarding_lead=403,
            coordinator_without_second_factor="second factor",
        ),
        args=_of_the_person,
    ),
    "training:link_mine": Row(get=everybody(), args=_by_link),
    "training:link_module": Row(get=everybody(), args=_by_link_module),
    "training:link_read": Row(post=everybody(DONE), args=_by_link_enrolment),
    "training:people": Row(get=only(COORDINATOR, LEAD, "coordinator_elsewhere"), action=LOOK),
    "training:person": Row(
        get=only(COORDINATOR, LEAD, coordinator_elsewhere=404), args=_learner, action=LOOK
    ),
    "training:add": Row(
        get=only(COORDINATOR, "coordinator_elsewhere"),
        post=only(COORDINATOR, yes=DONE, visitor=403, coordinator_elsewhere=200),
        data=_begins,
    ),
    "training:sessions": Row(get=only(COORDINATOR, "coordinator_elsewhere")),
    "training:session": Row(
        get=only(COORDINATOR, "coordinator_elsewhere"),
        post=only(COORDINATOR, yes=DONE, visitor=403, coordinator_elsewhere=200),
        args=_session,
        data=_there,
    ),
    "training:attended": Row(
        get=only(COORDINATOR, **_WRITES),
        post=only(COORDINATOR, **_POSTS),
        args=_enrolment,
        data=lambda world: {"sessions": ["the-role"], **_today()},
    ),
    "training:seen": Row(
        get=only(COORDINATOR, **_WRITES),
        post=only(COORDINATOR, **_POSTS),
        args=_attended,
        data=lambda world: {"skills": ["listens"], **_today()},
    ),
    "training:stop": Row(
        get=only(COORDINATOR, **_WRITES), post=only(COORDINATOR, **_POSTS), args=_enrolment
    ),
    "training:again": Row(post=only(COORDINATOR, **_POSTS), args=_enrolment),
}
