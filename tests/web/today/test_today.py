"""Today: what waits for a coordinator, counted in one read; and where people begin."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.domain.catalogue.models import Postcode
from alongside.domain.directory.models import Listing, RunningCheck, Version
from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Volunteer
from alongside.domain.messaging.models import Reply, SafeContact
from alongside.domain.people import public as people
from alongside.domain.people.models import Membership, Organisation
from alongside.domain.referrals import public as referrals
from alongside.domain.safety import public as safety
from alongside.domain.safety.models import SafetySetup
from alongside.domain.signposting.models import Request
from alongside.foundation import clock
from alongside.foundation.actor import VISITOR
from factories.asking import asked, group
from factories.catalogue import fill
from factories.directory import SYSTEM
from factories.messaging import person, send
from factories.people import PASSWORD, MembershipFactory, PersonFactory
from factories.referring import made
from factories.safety import WORRY
from web.conftest import sign_in

pytestmark = pytest.mark.django_db
Here = people.ServiceRecord
GIVEN = people.ComplaintGiven(about="You lost my form.", wanted="explain", reply_by="none")


@pytest.fixture
def here(service: Here) -> Here:
    """A real service, with its catalogue."""
    fill()
    Postcode.objects.get_or_create(code="WR1", outward="WR1", lat=52.19, lon=-2.22)
    return service


@pytest.fixture
def client(here: Here, as_role: Callable[..., Client]) -> Client:
    """A coordinator of the service."""
    return as_role("coordinator")


def counts(client: Client) -> dict[str, int]:
    """Each list by its name, with its number."""
    page = client.get("/today/").content.decode()
    rows = re.findall(
        r'app-today__number">(\d+)</strong>\s*<span class="app-today__words">'
        r"<(?:a|span)[^>]*>([^<]+)<",
        page,
    )
    return {name: int(number) for number, name in rows}


def unsent(here: Here) -> None:
    someone = person(
        channels=("phone",), phone_number="01632 960002", organisation_id=here.organisation_id
    )
    send(someone, at=clock.now(), organisation_id=here.organisation_id)


def waiting(here: Here) -> None:
    """One of everything that Today counts."""
    now = clock.now()
    safety.tell_worry(worry=WORRY, key=uuid4(), actor=VISITOR, at=now)
    unsent(here)
    someone = person(organisation_id=here.organisation_id)
    SafeContact.objects.filter(person=someone).update(review_on=clock.london_date(now))
    Reply.objects.create(
        provider="t",
        provider_id=_key(),
        number_digest="0",
        text="Hm",
        meaning="unknown",
        at=now,
        organisation_id=here.organisation_id,
    )
    for state in ("asked", "to_ring", "call_back", "not_this_one"):
        request = asked(group(here.organisation_id), at=now)
        owner = "group" if state == "asked" else "coordinator"
        late = now - timedelta(days=1)
        Request.objects.filter(pk=request.request_id).update(
            state=state, owner_kind=owner, due_on=clock.london_date(late)
        )
    made(VISITOR, made_by="self", how_agreed="page", at=now - timedelta(days=1))
    of_mentors(here, now)
    listing = Listing.objects.create(name="C", steward_id=here.organisation_id, created_at=now,
                                     changed_at=now)  # fmt: skip
    Version.objects.create(listing=listing, number=1, content={"name": "C"}, state="submitted",
                           created_at=now, submitted_at=now)  # fmt: skip
    day = clock.london_date(now)
    RunningCheck.objects.create(listing=listing, asked_on=day, ring_from=day, tag_on=day,
                                hide_on=day, nonce="0" * 16)  # fmt: skip


def of_mentors(here: Here, now: datetime) -> None:
    """Somebody who waits for a mentor, somebody to speak to again, and three volunteers."""
    day, home = clock.london_date(now), here.organisation_id
    for state in ("waiting", "attending"):
        new = taken(state, since=day - timedelta(days=1), next_on=day)
        found = referrals.take_over(new, organisation_id=home, key=_key(), actor=SYSTEM, at=now)
        assert found.episode_id is not None
        if state == "waiting":
            mentoring.take_over_place(
                found.episode_id,
                person_id=found.person_id,
                organisation_id=home,
                wishes=mentoring.Wishes(place="WR1"),
                since=day,
                actor=SYSTEM,
                at=now,
            )
    check = mentoring.SeenCheck("identity", "seen", day, day + timedelta(days=9))
    for state, checks in (("applied", ()), ("preparing", ()), ("preparing", (check,))):
        new_mentor = mentoring.TakenMentor(
            name="Meg",
            reach=mentoring.Reachable("phone", "07700 900101"),
            profile=mentoring.Profile(),
            state=state,
            since=day,
            checks=checks,
        )
        key = mentoring.take_over(
            new_mentor, organisation_id=home, key=_key(), actor=SYSTEM, at=now
        ).id
        if state == "preparing" and not checks:
            Volunteer.objects.filter(pk=key).update(first_yes_by=SafetySetup.objects.get().lead)


def taken(state: str, *, since: date, next_on: date | None = None) -> referrals.TakenPerson:
    """Somebody of a service's own list."""
    number = f"07700 0{uuid4().int % 100_000:05}"
    reach = referrals.Reach("phone", number)
    return referrals.TakenPerson(_key(), reach, state, since, next_on)


def _key() -> str:
    return str(uuid4())


def test_every_list_is_counted_and_leads_to_it(here: Here, client: Client) -> None:
    waiting(here)

    assert counts(client) == {
        "Worries about safety": 1,
        "Overdue requests": 4,
        "Call somebody back": 1,
        "Ring a group": 1,
        "Find another group": 1,
        "To be answered": 1,
        "New introductions": 1,
        "Waiting longer than we promised": 1,
        "Follow-ups due": 1,
        "Waiting for a place": 1,
        "Matches to decide": 1,
        "New volunteers": 1,
        "Volunteers who need a second yes": 1,
        "Checks and training that run out": 1,
        "Places with no mentor free": 1,
        "Could not be sent": 1,
        "Answers to read": 1,
        "Needs to ask about again": 1,
        "Listings to check": 1,
        "Ring: still running?": 1,
    }
    page = client.get("/today/").content.decode()
    main = page[page.index("<main") : page.index("</main")]
    for href in set(re.findall(r'href="(/[^"]*)"', main)) - {"/posters/"}:
        assert client.get(href.replace("&amp;", "&")).status_code == 200, href


def test_seven_headings_count_what_waits_and_hide_none_of_it(here: Here, client: Client) -> None:
    waiting(here)

    page = client.get("/today/").content.decode()
    main = page[page.index("<main") : page.index("</main")]
    heads = re.findall(r"app-today__sum[^>]*>(\d+)</span> ([^<]+)</h2>", main)
    fold = main[main.index("<details") :]
    found = counts(client)

    assert [title for _number, title in heads] == [
        "Late", "New", "Matches", "Follow-ups", "Checks", "Places, and who waits",
    ]  # fmt: skip
    assert main.index("Worries about safety") < main.index("Late")  # the seventh, and first
    told = sum(int(number) for number, _title in heads)
    assert told == sum(found.values()) - found["Worries about safety"]
    assert "app-today__number" not in fold
    assert 'href="/mentors/plan/"' in fold


def test_thirty_of_everything_take_as_many_queries_as_one(here: Here, client: Client) -> None:
    waiting(here)
    client.get("/today/")
    with CaptureQueriesContext(connection) as one:
        client.get("/today/")
    for _more in range(29):
        waiting(here)

    with CaptureQueriesContext(connection) as many:
        client.get("/today/")

    assert len(many) == len(one)
    assert len(one) <= 31


def test_worries_are_counted_and_kept_from_who_does_not_read_them(
    here: Here, client: Client
) -> None:
    waiting(here)

    page = client.get("/today/").content.decode()

    assert "/worries/" not in page
    assert "Only Helen Marsh and Ruth Tallis can read them." in page
    assert WORRY.what_happened not in page
    assert page.index("Worries about safety") < page.index("Overdue requests")


def test_nought_is_not_told_but_for_worries(here: Here, client: Client) -> None:
    assert counts(client) == {"Worries about safety": 0}


def test_nothing_due_is_said_with_what_comes_next(here: Here, client: Client) -> None:
    assert "Nothing is due." in client.get("/today/").content.decode()

    request = asked(group(here.organisation_id), at=clock.now())

    page = client.get("/today/").content.decode()
    due = Request.objects.get(pk=request.request_id).due_on
    assert due is not None
    coming = f"an answer to somebody who asked, on {due:%A} {due.day} {due:%B}."
    assert f"Nothing is due. Next: {coming}" in page
    assert counts(client)["To be answered"] == 1


@pytest.mark.parametrize(("late", "words"), [(0, "Nothing to do until"), (1, "1 is late: look at")])
def test_there_is_nothing_to_do_only_where_nobody_who_waits_is_late(
    here: Here, client: Client, late: int, words: str
) -> None:
    now = clock.now()
    day = clock.london_date(now)
    new = taken("waiting", since=day, next_on=day - timedelta(days=late))
    referrals.take_over(new, organisation_id=here.organisation_id, key=_key(), actor=SYSTEM, at=now)

    page = client.get("/today/").content.decode()
    assert counts(client)["Waiting for a place"] == 1
    assert words in page
    assert ("Nothing to do until" in page) == (late == 0)


def test_what_belongs_to_another_organisation_is_not_counted(
    here: Here, as_role: Callable[..., Client]
) -> None:
    waiting(here)
    elsewhere = Organisation.objects.create(name="Another place", created_at=clock.now())

    found = counts(as_role("coordinator", organisation=elsewhere))

    assert set(found) == {"Worries about safety"}


@pytest.mark.parametrize(
    ("role", "home"),
    [
        ("coordinator", "/today/"),
        ("safeguarding_lead", "/worries/"),
        ("org_admin", "/today/"),
        ("person", "/"),
    ],
)
def test_people_begin_where_something_waits_for_them(
    demo_service: Here, as_role: Callable[..., Client], role: str, home: str, settings: Any
) -> None:
    someone = as_role(role).person  # type: ignore[attr-defined]
    client = Client()
    client.get("/accounts/login/")
    # A role that is tried in a demo counts as confirmed.
    session = client.session
    session["alongside_trying_a_role"] = True
    session.save()

    answer = client.post("/accounts/login/", {"login": someone.user.email, "password": PASSWORD})

    assert (answer.status_code, answer["Location"]) == (302, home)


def test_an_administrator_sees_how_many_worries_nobody_reads_and_nothing_of_them(
    here: Here, as_role: Callable[..., Client]
) -> None:
    admin = as_role("org_admin")
    waiting(here)
    assert counts(admin) == {"Worries that nobody can read": 0}
    assert "Nothing is due." in admin.get("/today/").content.decode()

    setup = SafetySetup.objects.get()
    safety.tell_worry(
        worry=replace(WORRY, kept_from=setup.lead_id), key=uuid4(), actor=VISITOR, at=clock.now()
    )
    Membership.objects.filter(person=setup.deputy).update(ended_at=clock.now())
    people.complain(given=GIVEN, key=uuid4(), actor=VISITOR, at=clock.now())
    people.ask_erasure(
        person_id=person().pk,
        actor=people.actor_for_user(
            as_role("coordinator").person.user_id,  # type: ignore[attr-defined]
            second_factor=True,
            at=clock.now(),
        ),
        at=clock.now(),
    )

    page = admin.get("/today/").content.decode()
    assert set(counts(admin).values()) == {1}
    assert "Name somebody who reads them." in page
    assert WORRY.what_happened not in page
    assert "Nothing is due." not in page
    for href in ("/safety/", "/people/complaints/", "/people/deletions/"):
        assert f'href="{href}"' in page[page.index("<main") :]
        assert admin.get(href).status_code == 200


def test_who_coordinates_and_administers_sees_both(
    here: Here, as_role: Callable[..., Client]
) -> None:
    both = as_role("org_admin")
    organisation = Organisation.objects.get(pk=here.organisation_id)
    MembershipFactory(person=both.person, organisation=organisation)  # type: ignore[attr-defined]

    waiting(here)
    people.complain(given=GIVEN, key=uuid4(), actor=VISITOR, at=clock.now())
    found = counts(both)

    assert list(found)[:2] == ["Worries that nobody can read", "Worries about safety"]
    assert {"Overdue requests", "Complaints to answer"} <= set(found)


def test_an_administrators_today_takes_as_many_queries_for_thirty(
    here: Here, as_role: Callable[..., Client]
) -> None:
    admin = as_role("org_admin")
    Membership.objects.filter(person=SafetySetup.objects.get().deputy).update(ended_at=clock.now())
    waiting(here)
    admin.get("/today/")
    with CaptureQueriesContext(connection) as one:
        admin.get("/today/")
    for _more in range(29):
        waiting(here)
        people.complain(given=GIVEN, key=uuid4(), actor=VISITOR, at=clock.now())

    with CaptureQueriesContext(connection) as many:
        admin.get("/today/")

    assert len(many) == len(one)


def test_the_menu_of_a_coordinator_fits_a_telephone(here: Here, client: Client) -> None:
    page = client.get("/people/me/").content.decode()
    menu = page[page.index('aria-label="Menu"') : page.index("</nav>", page.index("Menu"))]

    assert re.findall(r'href="([^"]+)"', menu) == ["/today/", "/requests/", "/"]


def test_who_coordinates_without_a_second_step_is_sent_to_give_it(here: Here) -> None:
    someone = PersonFactory()
    client = sign_in(Client(), someone, second_factor=False)

    assert client.get("/today/").status_code == 403
    assert Client().get("/today/")["Location"].startswith("/accounts/login/")
