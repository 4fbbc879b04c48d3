"""Builds the county: through the same doors as people use, in two transactions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from alongside.demo.asking import make_requests
from alongside.demo.groups import contents, waiting
from alongside.demo.mentoring import make_volunteers, make_waiting
from alongside.demo.months import make_months
from alongside.demo.people import make_people, make_teams
from alongside.demo.posters import make_posters
from alongside.demo.referring import make_referrals
from alongside.demo.reporting import make_measured
from alongside.demo.safety import make_safety
from alongside.demo.source import FOLDER, read
from alongside.demo.stories import make_stories
from alongside.demo.training import make_training
from alongside.demo.tried import make_tried
from alongside.domain.catalogue import public as catalogue
from alongside.domain.directory import public as directory
from alongside.domain.directory.public import Content
from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor, system
from alongside.foundation.unit import unit
from alongside.journeys import still_running

Say = Callable[[str], None]
# How long ago the details of every tenth group were checked, so that each stage of going quiet
# can be seen: asked, to be rung, tagged, hidden.
QUIET_DAYS = (196, 206, 220, 256)
PEOPLE_SINCE_DAYS = 450
LOOKS = (66, 34, 21, 12, 5, 0)


def build(*, at: datetime, say: Say) -> int:
    """Makes the demo in an empty, migrated database and returns how many listings it has.

    The same `at` gives the same county. Raises Refused where a service stands already."""
    actor = system("demo")
    with unit(actor=actor, at=at):
        say("Inventing a service, its people and fourteen neighbourhood teams")
        service = people.create_deployment(
            kind="demo", name=read("county")["service"], actor=actor, at=at
        )
        catalogue.import_postcodes(FOLDER / "outward_codes.csv", actor=actor, at=at)
        # They have been there for longer than anything that is told of them.
        known, leaders = make_people(
            service.organisation_id, actor=actor, at=at - timedelta(days=PEOPLE_SINCE_DAYS)
        )
        make_teams(actor=actor, at=at)
        make_posters(at=at)
        make_safety(known, actor=actor, at=at)
        say("Inventing the groups")
        made = _groups(known, leaders, at=at)
        _live_problems(known, made, at=at)
        for days in LOOKS:
            _look(at - timedelta(days=days), actor)
    # Apart: what is public is found by a search once it is committed.
    with unit(actor=actor, at=at):
        say("Inventing people who asked a group, and mentors who learn")
        make_requests(known, made, at=at)
        make_training(known, at=at)
        say("Inventing people who were introduced to the service")
        persons = make_measured(service.organisation_id, known, at=at)
        make_stories(service.organisation_id, persons, known["sam"], at=at)
        make_referrals(known, service.organisation_id, at=at)
        say("Inventing volunteers")
        make_volunteers(known, at=at)
        make_waiting(service.organisation_id, known, at=at)
        make_months(service.organisation_id, known, at=at)
        make_tried(service.organisation_id, known, at=at)
    # After the commit, since what one part tells another may send something too.
    messaging.drain(now=lambda: at)
    return len(made)


def _look(at: datetime, actor: Actor) -> None:
    """What the worker did on a day: asked whether groups still run, and sent that."""
    still_running.run_due(actor=actor, at=at)
    messaging.drain(now=lambda: at)


def _groups(known: dict[str, Actor], leaders: Sequence[Actor], *, at: datetime) -> dict[str, UUID]:
    made: dict[str, UUID] = {}
    for number, content in enumerate(contents()):
        leader = _leader(content, number, known, leaders)
        checked = at - timedelta(days=_age(number), hours=number % 7)
        full = number % 17 == 3 and content.kind == "group"
        made[content.name] = _publish(replace(content, full=full), leader, known["sam"], at=checked)
        if content.kind == "group":
            _principles(made[content.name], content, number, leader, at=checked)
    return made


def _age(number: int) -> int:
    if number % 10 == 7:
        return QUIET_DAYS[number // 10 % len(QUIET_DAYS)]
    return 3 + number * 11 % 150


def _leader(
    content: Content, number: int, known: dict[str, Actor], leaders: Sequence[Actor]
) -> Actor:
    town = content.places[0].town if content.places else ""
    if town == "Great Malvern" and number % 2:
        return known["jean"]
    if content.conditions and set(content.conditions) & {"long-covid", "chronic-pain"} and not town:
        return known["david"]
    return leaders[number % len(leaders)]


def _publish(content: Content, leader: Actor, checker: Actor, *, at: datetime) -> UUID:
    listing_id, edition = _draft(content, leader, at=at - timedelta(days=2))
    directory.submit(listing_id, edition=edition, actor=leader, at=at - timedelta(days=1))
    directory.check(listing_id, edition=edition, actor=checker, at=at)
    return listing_id


def _draft(content: Content, leader: Actor, *, at: datetime) -> tuple[UUID, int]:
    listing_id = directory.start_listing(name=content.name, kind=content.kind, actor=leader, at=at)
    started = directory.draft(listing_id, actor=leader)
    changes = {
        field: getattr(content, field)
        for field in directory.FIELD_NAMES
        if field != "kind" and getattr(content, field) != getattr(started.content, field)
    }
    edition = directory.save_draft(
        listing_id, edition=started.edition, changes=changes, actor=leader, at=at
    )
    return listing_id, edition


def _principles(
    listing_id: UUID, content: Content, number: int, leader: Actor, *, at: datetime
) -> None:
    """Signed, lapsed, withdrawn, still thinking, or never asked: each state is there."""
    stage = number % 9
    chosen = catalogue.principle_set_for(content.conditions or ())
    if stage > 4 or chosen is None:
        return
    signed_at = at - timedelta(days=400) if stage == 3 else at
    own_words = read("groups")["own_words"]
    for place, principle in enumerate(chosen.principles):
        thinking = stage == 4 and place > 2
        if thinking and place == 5:
            continue
        directory.answer_principle(
            listing_id,
            principle_set=chosen.slug,
            principle=principle.slug,
            answer="working" if thinking else "yes",
            own_words=own_words[principle.slug] if (number + place) % 3 else "",
            actor=leader,
            at=signed_at,
        )
    if stage == 4:
        return
    directory.sign_up(
        listing_id, principle_set=chosen.slug, signatory=leader.name, actor=leader, at=signed_at
    )
    if stage == 2:
        directory.withdraw_sign_up(
            listing_id, principle_set=chosen.slug, actor=leader, at=at + timedelta(hours=1)
        )


def _live_problems(known: dict[str, Actor], made: dict[str, UUID], *, at: datetime) -> None:
    """What a coordinator finds on the desk: two to check, one sent back, one half-written."""
    jean, david, sam = known["jean"], known["david"], known["sam"]
    new, back = waiting()
    listing_id, edition = _draft(new, jean, at=at - timedelta(days=3))
    directory.submit(listing_id, edition=edition, actor=jean, at=at - timedelta(days=2))

    changed = next(made[name] for name in made if name.startswith("Long Covid from Bed"))
    edition = directory.save_draft(
        changed,
        edition=directory.draft(changed, actor=david).edition,
        changes={"phone": "01632 960111", "first_visit": "We begin with five quiet minutes."},
        actor=david,
        at=at - timedelta(days=1),
    )
    directory.submit(changed, edition=edition, actor=david, at=at - timedelta(hours=20))

    listing_id, edition = _draft(back, jean, at=at - timedelta(days=6))
    directory.submit(listing_id, edition=edition, actor=jean, at=at - timedelta(days=5))
    directory.send_back(
        listing_id,
        edition=edition,
        remarks={"phone": "We rang this number twice and it was somebody else. Is it right?"},
        actor=sam,
        at=at - timedelta(days=4),
    )

    half = directory.start_listing(
        name="Redditch Fibromyalgia Friends", actor=david, at=at - timedelta(days=1)
    )
    directory.save_draft(
        half,
        edition=directory.draft(half, actor=david).edition,
        changes={
            "summary": "A group for people with pain that moves about.",
            "modes": ("in_person",),
        },
        actor=david,
        at=at - timedelta(hours=23),
    )
