"""Volunteers.

Applying needs no account; a volunteer's own page is behind their link, or their account. Who looks
after the volunteers of the organisation sees them: its coordinators and its safeguarding lead. To
others they do not exist.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

from alongside.domain.catalogue.models import Postcode
from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Place, Reference, Review, Volunteer
from alongside.foundation import clock
from alongside.foundation.actor import system
from alongside.foundation.links import make_link
from alongside.foundation.unit import unit
from factories.catalogue import fill
from factories.covers import covered
from factories.directory import coordinator, person
from factories.meetings import PLAN, paired
from factories.mentoring import Service, acting, applied, ready, reference_link, waiting
from web.access.rows import DONE, SECOND_FACTOR, Row, World, everybody, only, signed_in

_RECORD = "criminal-record-england"
_ROUTES = ("checklist", "preview", "profile", "agreement", "pause")


def with_catalogue(world: World) -> None:
    fill()
    Postcode.objects.get_or_create(code="WR1", outward="WR1", lat=52.19, lon=-2.22)


def _applied(world: World) -> mentoring.AppliedRecord:
    return applied(at=clock.now())


def _one(**more: Any) -> Any:
    return lambda world: {"volunteer_id": _applied(world).volunteer_id, **more}


def _link(**more: Any) -> Any:
    return lambda world: {"token": _applied(world).token, **more}


def _reference(world: World) -> dict[str, Any]:
    volunteer_id = _applied(world).volunteer_id
    return {"token": reference_link(volunteer_id, 1, at=clock.now())}


def _asked_reference(world: World) -> dict[str, Any]:
    volunteer_id = _applied(world).volunteer_id
    reference = Reference.objects.get(volunteer_id=volunteer_id, number=1)
    return {"volunteer_id": volunteer_id, "reference_id": reference.pk}


def _here(world: World) -> Service:
    home = world.organisation.pk
    colleagues = (coordinator(home), coordinator(home, "Colin West"))
    lead = person("Sara Field", ("safeguarding_lead", home))
    return Service(home, *colleagues, lead)


def _waits(world: World) -> dict[str, Any]:
    """Somebody waits, and there is a mentor who fits."""
    here = _here(world)
    ready(here, at=clock.now())
    return {"place_id": waiting(here, at=clock.now())}


def _chooses(world: World) -> dict[str, Any]:
    place_id = _waits(world)["place_id"]
    now = clock.now()
    mentoring.suggest(place_id, actor=system("test"), at=now)
    with unit(actor=system("test"), at=now) as work:
        until = now.replace(year=now.year + 1)
        thing = Place.objects.get(pk=place_id)
        return {"token": make_link("place", thing, valid_until=until, work=work)}


def _ending(world: World) -> dict[str, Any]:
    """Two who have begun to finish."""
    pair_id = _pair(world, "place")["pair_id"]
    mentoring.begin_ending(pair_id, actor=system("test"), at=clock.now())
    return {"pair_id": pair_id}


def _pair(world: World, purpose: str) -> dict[str, Any]:
    """A pair, one of whose two has a link, and a planned meeting."""
    now = clock.now()
    pair_id, mentor, place_id = paired(_here(world), at=now)
    plan = replace(PLAN, starts_at=now + timedelta(days=3))
    meeting_id = mentoring.plan_meeting(
        pair_id, plan=plan, key=uuid4(), actor=acting(mentor), at=now
    )
    things = {"volunteer": (Volunteer, mentor), "place": (Place, place_id)}
    model, key = things[purpose]
    with unit(actor=system("test"), at=now) as work:
        until = now.replace(year=now.year + 1)
        token = make_link(purpose, model.objects.get(pk=key), valid_until=until, work=work)
    said = mentoring.GoalSaid("Walk to the shop")
    goal_id = mentoring.set_goal(place_id, said=said, key=uuid4(), actor=acting(mentor), at=now)
    return {
        "token": token, "pair_id": pair_id, "meeting_id": meeting_id, "place_id": place_id,
        "goal_id": goal_id,
    }  # fmt: skip


def _reviewed(world: World) -> dict[str, Any]:
    """Somebody is asked how it is going with their mentor."""
    made = _pair(world, "place")
    Review.objects.create(pair_id=made["pair_id"], week=6, asked_at=clock.now())
    return {"token": made["token"]}


def of_pair(purpose: str, *names: str) -> Any:
    def args(world: World) -> dict[str, Any]:
        made = _pair(world, purpose)
        return {name: made[name] for name in ("token", *names)}

    return args


def _cover(world: World, purpose: str) -> dict[str, Any]:
    """Another mentor for a while; one of the two has a link."""
    now = clock.now()
    cover_id, _pair_id, _mentor, place_id, other = covered(_here(world), at=now)
    things = {"volunteer": (Volunteer, other), "place": (Place, place_id)}
    model, key = things[purpose]
    with unit(actor=system("test"), at=now) as work:
        until = now.replace(year=now.year + 1)
        token = make_link(purpose, model.objects.get(pk=key), valid_until=until, work=work)
    return {"token": token, "cover_id": cover_id}


def _seen(yes: int | str = 200) -> Any:
    """Who looks after volunteers; to others there is no such volunteer."""
    return only("coordinator", "safeguarding_lead", yes=yes, no=404)


def _does(yes: int | str = DONE) -> Any:
    """The same for what is sent: nobody is led to sign in first."""
    return only(
        "coordinator",
        "safeguarding_lead",
        yes=yes,
        no=404,
        visitor=403,
    )


# Nobody of the world has applied with their account: for them there is no own page.
OWN_GET = signed_in(404, coordinator_without_second_factor=SECOND_FACTOR)
OWN_POST = signed_in(404, visitor=403, coordinator_without_second_factor=SECOND_FACTOR)


ROWS = {
    "mentoring:meeting_places": Row(
        get=only("coordinator"), post=only("coordinator", yes=200, visitor=403)
    ),
    "mentoring:link_out": Row(
        get=everybody(), post=everybody(), args=of_pair("volunteer"), before=with_catalogue
    ),
    "mentoring:rota": Row(
        get=only("coordinator", "safeguarding_lead"),
        post=only("coordinator", "safeguarding_lead", yes=200, visitor=403),
    ),
    "mentoring:overdue": Row(
        get=only("coordinator", "coordinator_elsewhere", "safeguarding_lead"),
        post=only("coordinator", yes=404, no=404, visitor=403),
    ),
    "mentoring:tasks": Row(
        get=only("coordinator", "coordinator_elsewhere", "safeguarding_lead"),
        post=only("coordinator", "safeguarding_lead", yes=404, no=404, visitor=403),
    ),
    "mentoring:pair_meetings": Row(
        get=only("coordinator", no=404),
        args=lambda world: {"pair_id": _pair(world, "place")["pair_id"]},
        before=with_catalogue,
    ),
    "mentoring:pairs": Row(get=only("coordinator", "coordinator_elsewhere"), before=with_catalogue),
    "mentoring:away": Row(get=only("coordinator", "coordinator_elsewhere"), before=with_catalogue),
    "mentoring:pair_cover": Row(
        get=only("coordinator", no=404),
        post=only("coordinator", yes=200, no=404, visitor=403),
        args=lambda world: {"pair_id": _pair(world, "place")["pair_id"]},
        before=with_catalogue,
    ),
    "mentoring:link_cover": Row(
        get=everybody(),
        post=everybody(DONE),
        args=lambda world: _cover(world, "volunteer"),
        before=with_catalogue,
    ),
    "mentoring:person_cover": Row(
        get=everybody(),
        post=everybody(DONE),
        args=lambda world: _cover(world, "place"),
        before=with_catalogue,
    ),
    "mentoring:pair_end": Row(
        get=only("coordinator", no=404),
        post=only("coordinator", yes=200, no=404, visitor=403),
        args=lambda world: {"pair_id": _pair(world, "place")["pair_id"]},
        before=with_catalogue,
    ),
    "mentoring:pair_go_on": Row(
        get=only("coordinator", no=404),
        post=only("coordinator", yes=DONE, no=404, visitor=403),
        args=_ending,
        data=lambda world: {"wished": "on"},
        before=with_catalogue,
    ),
    "mentoring:pair_pause": Row(
        post=only("coordinator", "safeguarding_lead", yes=DONE, no=404, visitor=403),
        args=lambda world: {"pair_id": _pair(world, "place")["pair_id"]},
        before=with_catalogue,
    ),
    "mentoring:pair_resume": Row(
        post=only("coordinator", "safeguarding_lead", yes=DONE, no=404, visitor=403),
        args=lambda world: {"pair_id": _pair(world, "place")["pair_id"]},
        before=with_catalogue,
    ),
    "mentoring:log_worker": Row(get=everybody()),
    "mentoring:link_log": Row(
        get=everybody(), post=everybody(), args=of_pair("volunteer"), before=with_catalogue
    ),
    "mentoring:link_log_kept": Row(
        get=everybody(), post=everybody(DONE), args=of_pair("volunteer"), before=with_catalogue
    ),
    "mentoring:link_meetings": Row(
        get=everybody(), args=of_pair("volunteer"), before=with_catalogue
    ),
    "mentoring:link_urgent": Row(get=everybody(), args=of_pair("volunteer"), before=with_catalogue),
    "mentoring:apply": Row(get=everybody()),
    "mentoring:apply_page": Row(
        get=everybody(),
        post=everybody(DONE),
        args=lambda world: {"name": "you"},
        data=lambda world: {
            "name": "Mona",
            "birth_year": "1971",
            "channel": "text",
            "text": "07700 900123",
        },
        before=with_catalogue,
    ),
    "mentoring:apply_check": Row(get=everybody(DONE), post=everybody(DONE), before=with_catalogue),
    "mentoring:sent": Row(get=everybody(), args=_link(), before=with_catalogue),
    "mentoring:reference": Row(
        get=everybody(),
        post=everybody(DONE),
        args=_reference,
        data=lambda world: {"known_for": "a year", "known_how": "at work", "suits": "yes"},
        before=with_catalogue,
    ),
    "mentoring:link_checklist": Row(get=everybody(), args=_link(), before=with_catalogue),
    "mentoring:link_preview": Row(get=everybody(), args=_link(), before=with_catalogue),
    "mentoring:link_profile": Row(
        get=everybody(), post=everybody(), args=_link(part="share"), before=with_catalogue
    ),
    "mentoring:link_agreement": Row(
        get=everybody(),
        post=everybody(DONE),
        args=_link(),
        data=lambda world: {"version": "1"},
        before=with_catalogue,
    ),
    "mentoring:link_pause": Row(
        get=everybody(), post=everybody(), args=_link(), before=with_catalogue
    ),
    "mentoring:checklist": Row(get=OWN_GET),
    "mentoring:preview": Row(get=OWN_GET),
    "mentoring:profile": Row(get=OWN_GET, post=OWN_POST, args=lambda world: {"part": "share"}),
    "mentoring:agreement": Row(get=OWN_GET, post=OWN_POST),
    "mentoring:pause": Row(get=OWN_GET, post=OWN_POST),
    "mentoring:choose": Row(
        get=everybody(), post=everybody(), args=_chooses, before=with_catalogue
    ),
    "mentoring:review": Row(
        get=everybody(), post=everybody(), args=_reviewed, before=with_catalogue
    ),
    "mentoring:wishes": Row(
        get=everybody(), post=everybody(), args=_chooses, before=with_catalogue
    ),
    "mentoring:link_answer": Row(
        get=everybody(DONE),
        post=everybody(DONE),
        args=_link(pair_id=uuid4()),
        before=with_catalogue,
    ),
    "mentoring:answer": Row(get=OWN_GET, post=OWN_POST, args=lambda world: {"pair_id": uuid4()}),
    "mentoring:capacity": Row(
        get=only("coordinator", "coordinator_elsewhere", "safeguarding_lead"), before=with_catalogue
    ),
    "mentoring:plan": Row(get=only("coordinator"), before=with_catalogue),
    "mentoring:waiting": Row(
        get=only("coordinator", no=404),
        post=only("coordinator", yes=DONE, no=404, visitor=403),
        args=_waits,
        before=with_catalogue,
    ),
    "mentoring:wishes_more": Row(
        get=everybody(), post=everybody(), args=_chooses, before=with_catalogue
    ),
    "mentoring:desk_wishes_more": Row(
        get=only("coordinator", no=404),
        post=only("coordinator", yes=200, no=404, visitor=403),
        args=_waits,
        before=with_catalogue,
    ),
    "mentoring:desk_wishes": Row(
        get=only("coordinator", no=404),
        post=only("coordinator", yes=200, no=404, visitor=403),
        args=_waits,
        before=with_catalogue,
    ),
    "mentoring:volunteers": Row(
        get=only("coordinator", "coordinator_elsewhere", "safeguarding_lead"),
        action="see_volunteer_checks_and_training",
        before=with_catalogue,
    ),
    "mentoring:volunteer": Row(
        get=_seen(), args=_one(), action="see_volunteer_checks_and_training", before=with_catalogue
    ),
    "mentoring:act": Row(
        get=_seen(), post=_does(), args=_one(act="welcome"), before=with_catalogue
    ),
    "mentoring:eligibility": Row(
        get=_seen(),
        post=_does(),
        args=_one(kind=_RECORD),
        action="see_volunteer_checks_and_training",
        before=with_catalogue,
    ),
    "mentoring:take_reference": Row(
        get=_seen(),
        post=_does(),
        args=_asked_reference,
        data=lambda world: {"known_for": "a year", "known_how": "at work", "suits": "yes"},
        before=with_catalogue,
    ),
    "mentoring:see_check": Row(
        get=_seen(),
        post=_does(200),
        args=_one(kind="identity"),
        action="see_volunteer_checks_and_training",
        before=with_catalogue,
    ),
}
