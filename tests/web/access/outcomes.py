"""The few questions: whoever has the link, the person, and a coordinator of their service."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from alongside.domain.messaging.models import Message
from alongside.domain.outcomes import public as outcomes
from alongside.domain.outcomes.models import Story
from alongside.domain.people.models import Person
from alongside.foundation import clock
from alongside.foundation.actor import by_link, system
from factories.catalogue import fill
from factories.people import PersonFactory
from factories.referring import Clinic, staff
from factories.reporting import supported
from web.access.rows import DONE, Row, World, everybody, only, signed_in

SYSTEM = system("test")


def _asked(world: World, person: Person) -> UUID:
    fill()
    at, here = clock.now(), world.organisation.pk
    outcomes.choose_measure(here, measure="ons4", actor=SYSTEM, at=at)
    made = outcomes.ask(uuid4(), person_id=person.pk, organisation_id=here, actor=SYSTEM, at=at)
    assert made is not None
    return made.response_id


def _link(world: World) -> dict[str, Any]:
    one = _asked(world, PersonFactory())
    return {"token": Message.objects.get(cause_id=str(one)).values["link"]}


def _response(world: World) -> dict[str, Any]:
    return {"response_id": _asked(world, world.people["person"])}


_OWN: dict[str, Any] = {
    "coordinator_without_second_factor": "second factor",
}


def _episode(world: World) -> dict[str, Any]:
    fill()
    here = world.organisation.pk
    clinic = Clinic(
        here,
        staff("Cora Bell", "coordinator", here),
        staff("Sam Price", "coordinator", here),
        staff("Dr Ann Field", "referrer", here),
    )
    on = clock.london_date(clock.now()) - timedelta(days=40)
    return {"episode_id": supported(clinic, "Ruth Adeyemi", on).episode_id}


_STORY = {"words": "I walk again.", "shown_as": "", "uses": ["report"]}


def _story(world: World) -> dict[str, Any]:
    fill()
    person, at = world.people["person"], clock.now()
    outcomes.tell_my_story(**_STORY, actor=by_link(person.pk), at=at)  # type: ignore[arg-type]
    return {"story_id": Story.objects.get(person=person).pk}


def _story_link(world: World) -> dict[str, Any]:
    fill()
    person, at = PersonFactory(), clock.now()
    outcomes.ask_for_story(person.pk, organisation_id=world.organisation.pk, actor=SYSTEM, at=at)
    return {"token": Message.objects.get(template="story_ask").values["link"]}


_REPORT = ("coordinator", "org_admin", "commissioner")

ROWS = {
    "outcomes:by_link": Row(
        get=everybody(), post=everybody(DONE), args=_link, data=lambda world: {"happy": "7"}
    ),
    "outcomes:skip_by_link": Row(post=everybody(DONE), args=_link),
    "outcomes:mine": Row(get=signed_in()),
    "outcomes:signed_in": Row(
        get=signed_in(404, person=200, coordinator=200, **_OWN),
        post=signed_in(404, visitor=403, person=DONE, coordinator=DONE, **_OWN),
        args=_response,
        data=lambda world: {"happy": "7"},
        action="enter_outcome_measure",
    ),
    "outcomes:skip_signed_in": Row(
        post=signed_in(404, visitor=403, person=DONE, coordinator=DONE, **_OWN), args=_response
    ),
    "outcomes:choose": Row(
        get=only("coordinator", "org_admin"),
        post=only("coordinator", "org_admin", yes=DONE, visitor=403),
        before=lambda world: fill(),
        data=lambda world: {"measure": "none"},
    ),
    "outcomes:report": Row(get=only(*_REPORT), before=lambda world: fill()),
    "outcomes:report_of": Row(
        get=only(*_REPORT), before=lambda world: fill(), args=lambda world: {"slug": "2025"}
    ),
    "outcomes:report_csv": Row(
        get=only(*_REPORT), before=lambda world: fill(), args=lambda world: {"slug": "2025"}
    ),
    "outcomes:report_dictionary": Row(get=only(*_REPORT), before=lambda world: fill()),
    "outcomes:targets": Row(
        get=only("org_admin"),
        post=only("org_admin", yes=DONE, visitor=403),
        data=lambda world: {"mentors": "20", "people_a_year": "40", "year_begins": "4"},
    ),
    "outcomes:answers": Row(get=signed_in(404, coordinator=200, **_OWN), args=_episode, action=""),
    "outcomes:note_score": Row(
        get=signed_in(404, coordinator=200, **_OWN),
        post=signed_in(404, visitor=403, coordinator=DONE, **_OWN),
        args=_episode,
        data=lambda world: {
            "point": "baseline",
            "measure": "pam",
            "score": "50.1",
            "level": "2",
            "cut_table_version": "a_72",
            "licence_reference": "NHSE-1",
        },
    ),
    "outcomes:ask_story": Row(
        post=signed_in(404, visitor=403, coordinator=DONE, **_OWN), args=_episode
    ),
    "outcomes:story_by_link": Row(
        get=everybody(), post=everybody(DONE), args=_story_link, data=lambda world: _STORY
    ),
    "outcomes:take_back_by_link": Row(post=everybody(DONE), args=_story_link),
    "outcomes:my_story": Row(
        get=signed_in(),
        post=signed_in(DONE, visitor=403),
        before=lambda world: fill(),
        data=lambda world: _STORY,
    ),
    "outcomes:take_back_mine": Row(post=signed_in(DONE, visitor=403), before=lambda world: fill()),
    "outcomes:stories": Row(get=only("coordinator", "coordinator_elsewhere")),
    "outcomes:story_read": Row(
        post=signed_in(404, visitor=403, coordinator=DONE, **_OWN), args=_story
    ),
    "outcomes:story_take_back": Row(
        post=signed_in(404, visitor=403, coordinator=DONE, **_OWN), args=_story
    ),
}
