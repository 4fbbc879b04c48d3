"""One introduction whole: its story in every app, what comes next, and who else opened it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.domain.catalogue import public as catalogue
from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Place
from alongside.domain.messaging.models import Message
from alongside.domain.people import public as people
from alongside.domain.people.models import Organisation
from alongside.domain.referrals import public as referrals
from alongside.domain.referrals.models import Episode
from alongside.foundation import clock
from alongside.foundation.actor import VISITOR, system
from alongside.journeys.told_about import WHAT
from factories.mentoring import ready, service
from factories.people import OrganisationFactory
from factories.referring import HALF_A_MINUTE, made, staff
from web.conftest import AsRole

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
WISHES = mentoring.Wishes(
    conditions=("type-1-diabetes",),
    times=("tue_evening",),
    modes=("phone",),
    birth_date=date(1984, 5, 12),
)


@pytest.fixture(autouse=True)
def clock_of(db: None) -> Any:
    with time_machine.travel("2026-11-25T10:00Z", tick=False) as travelled:
        service()
        yield travelled


@pytest.fixture
def coordinator(as_role: AsRole) -> Client:
    here = people.service()
    assert here is not None
    return as_role("coordinator", organisation=organisation(here.organisation_id))


def organisation(key: UUID) -> Any:
    return Organisation.objects.get(pk=key)


def introduced() -> UUID:
    at = clock.now() - HALF_A_MINUTE
    return made(VISITOR, made_by="self", how_agreed="page", practice="", at=at).referral_id


def wants_a_mentor(key: UUID) -> None:
    """What the journey from an introduction to a place does once it was accepted."""
    row = Episode.objects.get(referral=key)
    mentoring.open_place(
        row.pk,
        person_id=row.person_id,
        organisation_id=row.organisation_id,
        wishes=WISHES,
        actor=SYSTEM,
        at=clock.now(),
    )


def words(client: Client, key: UUID) -> str:
    page = client.get(f"/referrals/{key}/").content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def next_of(client: Client, address: str) -> tuple[str, str]:
    """The way and the address of the first thing to press on a page."""
    page = client.get(address).content.decode()
    main = page[page.index("<h1") : page.index("</main>")]
    form = re.search(r'<form method="post"(?: action="([^"]*)")?', main)
    link = re.search(r'<a(?=[^>]*nhsuk-button)[^>]*href="([^"]*)"', main)
    if form and (link is None or form.start() < link.start()):
        return "post", form[1] or address
    assert link is not None
    return "get", link[1]


def test_from_an_introduction_to_suggested_mentors_in_three_presses(coordinator: Client) -> None:
    ready(service())
    key, pressed = introduced(), 0
    address = f"/referrals/{key}/"
    for _step in range(3):
        way, where = next_of(coordinator, address)
        pressed += 1
        if way == "get":
            address = where
            continue
        answer = coordinator.post(where)
        address = answer["Location"]
        if not mentoring_place(key):
            wants_a_mentor(key)

    assert pressed == 3
    place = mentoring_place(key)
    assert place is not None
    assert place.state == "choosing"


def test_what_comes_next_stands_there_once(coordinator: Client) -> None:
    key = introduced()

    page = coordinator.get(f"/referrals/{key}/").content.decode()

    assert page.count("Accept, and support them") == 1
    assert f"/referrals/{key}/accept/" in page
    assert f'href="/referrals/{key}/accept/"' not in page


def mentoring_place(key: UUID) -> Any:
    episodes = Episode.objects.filter(referral=key)
    return Place.objects.filter(episode_id__in=episodes.values("pk")).first()


def test_the_story_of_every_app_stands_in_one_list(coordinator: Client) -> None:
    ready(service())
    key = introduced()
    coordinator.post(f"/referrals/{key}/accept/")
    if mentoring_place(key) is None:
        wants_a_mentor(key)
    coordinator.post(f"/mentors/waiting/{mentoring_place(key).pk}/")

    page = words(coordinator, key)
    story = page[page.index("What happened") :]
    for told in (
        "It was written",
        "It was accepted, and support began",
        "They asked for a mentor",
        "Mentors were suggested to them",
        "about to tell Ruth Adeyemi that there is news",
        "about to tell Ruth Adeyemi that there are mentors to choose from",
    ):
        assert told in story, told


def test_the_story_says_whom_we_told_and_what_did_not_arrive(coordinator: Client) -> None:
    key = introduced()
    coordinator.post(f"/referrals/{key}/accept/")
    assert "Not delivered" not in words(coordinator, key)
    told = Message.objects.filter(template="referral_news")
    told.update(state="sent", sent_at=clock.now())
    assert "We told Ruth Adeyemi that there is news" in words(coordinator, key)

    told.update(state="dead", why="gave_up")

    page = words(coordinator, key)
    assert page.index("Not delivered: ring them") < page.index("Reach them")
    assert "Not delivered: we could not tell Ruth Adeyemi that there is news" in page
    wiped = {"address": "", "subject": "", "body": "", "sender": "", "values": {}, "contact": {}}
    told.update(state="settled", wiped_at=clock.now(), **wiped)
    assert "ring them" not in words(coordinator, key)


def test_every_message_about_an_introduction_has_its_words() -> None:
    found = {term.slug for term in catalogue.terms("message")}
    own = {slug for slug in found if slug.startswith(("referral_", "pair_"))} - {"referral_digest"}
    assert own <= set(WHAT) <= found


def test_who_else_opened_it_is_told_and_forgotten(
    coordinator: Client, as_role: AsRole, clock_of: Any
) -> None:
    key = introduced()
    here = people.service()
    assert here is not None
    other = as_role("coordinator", organisation=organisation(here.organisation_id))
    other.get(f"/referrals/{key}/")
    assert "opened this" not in words(other, key)  # one's own look is no news

    clock_of.shift(150)
    name = people.person_name(other.person.pk)  # type: ignore[attr-defined]
    assert f"{name} opened this 2 minutes ago." in words(coordinator, key)
    clock_of.shift(900)
    assert f"{name} opened this" not in words(coordinator, key)


def test_whoever_introduced_them_is_no_colleague_at_the_desk(
    coordinator: Client, clock_of: Any
) -> None:
    key = introduced()
    here = people.service()
    assert here is not None
    person_id = referrals.referral(key, actor=SYSTEM, at=clock.now()).person_id
    for role, where in (
        ("referrer", here.organisation_id),
        ("coordinator", OrganisationFactory().pk),
    ):
        people.note_seen(
            person_ids=[person_id],
            what="referral",
            organisation_id=here.organisation_id,
            actor=staff("Dr Ann Field", role, where),
            at=clock.now(),
        )

    clock_of.shift(150)

    assert "opened this" not in words(coordinator, key)


def test_an_introduction_takes_as_many_queries_whatever_happened(coordinator: Client) -> None:
    key = introduced()
    coordinator.post(f"/referrals/{key}/accept/")
    if mentoring_place(key) is None:
        wants_a_mentor(key)
    coordinator.get(f"/referrals/{key}/")
    with CaptureQueriesContext(connection) as one:
        coordinator.get(f"/referrals/{key}/")
    ready(service())
    for _more in range(5):
        coordinator.post(f"/mentors/waiting/{mentoring_place(key).pk}/")
    with CaptureQueriesContext(connection) as many:
        coordinator.get(f"/referrals/{key}/")

    assert len(many) == len(one)
    assert referrals.reconcile(clock.now()) == ()
