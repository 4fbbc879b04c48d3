"""Training in pages: reading a module, writing down how it goes, and what is said of a mistake."""

from __future__ import annotations

from datetime import date, timedelta
from html import escape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.domain.people.models import Organisation, Person
from alongside.domain.people.public import ServiceRecord
from alongside.domain.training import public as training
from alongside.domain.training.models import Enrolment, SignOff
from alongside.foundation import clock
from alongside.foundation.clock import london_date
from factories.people import MembershipFactory, PersonFactory
from factories.training import MENTOR, School
from web.conftest import AsRole

PEOPLE = "/training/people/"


@pytest.fixture
def school(service: ServiceRecord) -> School:
    """The service's modules, and a coordinator."""
    here = Organisation.objects.get(pk=service.organisation_id)
    return School(here, at=clock.now())


def today() -> date:
    """This day in London."""
    return london_date(clock.now())


def day(on: date | None = None) -> dict[str, str]:
    """A date in its three boxes."""
    shown = on or today()
    return {"on_day": str(shown.day), "on_month": str(shown.month), "on_year": str(shown.year)}


def page(client: Client, address: str) -> str:
    """What the page says."""
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_each_module_is_read_whole(school: School, as_role: AsRole) -> None:
    client = as_role("person")

    shown = page(client, "/training/")
    assert "You take part in no training at present" in shown
    for module in training.modules(today()):
        assert f'href="/training/{module.slug}/"' in shown
        text = page(client, f"/training/{module.slug}/")
        for part in module.materials:
            assert f'id="{part.slug}"' in text
        for session in module.sessions:
            assert escape(session.title, quote=True).replace("&#x27;", "&#39;") in text
    assert client.get("/training/none-such/").status_code == 404


def test_learner_sees_what_comes_next_and_says_that_they_have_read(
    school: School, as_role: AsRole
) -> None:
    client = as_role("mentor")
    one = school.enrol(client.person)["boundaries"]  # type: ignore[attr-defined]

    shown = page(client, "/training/")
    assert "0 of 7 done." in shown
    assert "Next: the session “What stays, and what cannot”." in shown
    done = client.post(f"/training/enrolments/{one}/read/", follow=True).content.decode()
    assert "you have read it" in done
    assert Enrolment.objects.get(pk=one).read_on == today()


def test_words_of_the_observer_reach_the_learner(school: School, as_role: AsRole) -> None:
    client = as_role("mentor")
    one = school.enrol(client.person)["goal-setting"]  # type: ignore[attr-defined]
    school.attend(one, "goal-setting", on=today())
    sam = as_role("coordinator")
    sent = {"skills": ["keeps-their-words"], "words": "<b>Lovely</b>\nGo on.", **day()}

    for _twice in range(2):
        answer = sam.post(f"/training/enrolments/{one}/seen/", sent)
        assert answer.status_code == 302

    assert SignOff.objects.count() == 1
    shown = page(client, "/training/goal-setting/")
    assert "&lt;b&gt;Lovely&lt;/b&gt;" in shown
    assert "Some skills seen" in shown
    assert "Next: somebody sees one more skill." in shown


def test_coordinator_takes_somebody_from_the_start_to_done(school: School, as_role: AsRole) -> None:
    mentor = MembershipFactory(
        person=PersonFactory(name="Asha"), organisation=school.organisation, role="mentor"
    ).person
    sam = as_role("coordinator")

    assert "1 person has a role that asks for training" in page(sam, PEOPLE)
    chosen = {"people": [f"mentor:{mentor.pk}"]}
    for _twice in range(2):
        assert sam.post("/training/people/add/", chosen).status_code == 302
    assert Enrolment.objects.count() == 7
    assert "7 people" not in page(sam, "/training/sessions/")
    for module in training.modules(today(), "mentor"):
        for session in module.sessions:
            address = reverse("training:session", args=[module.slug, session.slug])
            assert "Asha" in page(sam, address)
            for _twice in range(2):
                answer = sam.post(address, {"people": [str(mentor.pk)], **day()})
                assert answer.status_code == 302
        one = Enrolment.objects.get(module=module.slug)
        skills = [each.slug for each in module.skills]
        answer = sam.post(f"/training/enrolments/{one.pk}/seen/", {"skills": skills, **day()})
        assert answer.status_code == 302

    assert training.is_trained(mentor.pk, at=clock.now())
    assert "7 of 7 done." in page(sam, PEOPLE)
    assert "Everybody is done." in page(sam, f"{PEOPLE}?unfinished=1")


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "Select what you saw"),
        ({"skills": ["listens"], **day(date(2200, 1, 1))}, "The day must be today or earlier"),
        ({"skills": ["listens"], "on_day": "31", "on_month": "2", "on_year": "2026"}, "real date"),
        ({"skills": ["none-such"], **day()}, "Select from the answers shown"),
        ({"skills": ["listens"], "words": "x" * 601, **day()}, "600 characters or fewer"),
    ],
)
def test_a_mistake_is_said_beside_its_field_and_nothing_is_written(
    school: School, as_role: AsRole, sent: dict[str, object], says: str
) -> None:
    one = school.enrol(PersonFactory())["mentoring"]
    school.attend(one, "mentoring", on=today())

    response = as_role("coordinator").post(f"/training/enrolments/{one}/seen/", sent)

    text = response.content.decode()
    assert response.status_code == 200
    assert "There is a problem" in text
    assert says in text
    assert not SignOff.objects.exists()


def test_a_day_that_is_still_to_come_is_refused_for_a_session(
    school: School, as_role: AsRole
) -> None:
    asha = PersonFactory()
    school.enrol(asha)
    tomorrow = today() + timedelta(days=1)

    response = as_role("coordinator").post(
        "/training/sessions/mentoring/the-role/", {"people": [str(asha.pk)], **day(tomorrow)}
    )

    assert "The day must be today or earlier" in response.content.decode()


def test_one_is_not_the_observer_of_oneself(school: School, as_role: AsRole) -> None:
    sam = as_role("coordinator")
    one = school.enrol(sam.person)["mentoring"]  # type: ignore[attr-defined]
    school.attend(one, "mentoring", on=today())

    answer = sam.post(f"/training/enrolments/{one}/seen/", {"skills": ["listens"], **day()})

    assert answer.status_code == 403


def test_renewal_is_offered_and_begins_once(school: School, as_role: AsRole) -> None:
    asha = PersonFactory(name="Asha")
    school.train(asha, on=today() - timedelta(days=330))
    sam = as_role("coordinator")
    one = Enrolment.objects.get(person=asha, module="safeguarding")

    shown = page(sam, PEOPLE)
    assert "Safeguarding: when you are worried about somebody" in shown
    assert "Ends on" in shown
    for _twice in range(2):
        assert sam.post(f"/training/enrolments/{one.pk}/again/").status_code == 302
    assert Enrolment.objects.filter(person=asha, module="safeguarding").count() == 2
    assert "and begun again" in page(sam, PEOPLE)


def test_empty_pages_say_what_to_do(school: School, as_role: AsRole) -> None:
    sam = as_role("coordinator")

    assert "Nobody is in training yet." in page(sam, PEOPLE)
    assert "Everybody whose role asks for training has begun." in page(sam, "/training/people/add/")
    assert "Nobody is awaited." in page(sam, "/training/sessions/")
    assert "Nobody is left to write down." in page(sam, "/training/sessions/mentoring/the-role/")
    assert sam.get("/training/sessions/mentoring/none-such/").status_code == 404


def test_lists_take_as_many_queries_for_thirty_as_for_one(school: School, as_role: AsRole) -> None:
    sam = as_role("coordinator")

    def asked(address: str) -> int:
        page(sam, address)
        with CaptureQueriesContext(connection) as seen:
            page(sam, address)
        return len(seen)

    def enrolled() -> Person:
        person = PersonFactory()
        school.attend(school.enrol(person)["mentoring"], "mentoring", on=today())
        return person

    addresses = (PEOPLE, "/training/sessions/", "/training/sessions/boundaries/the-line/")
    enrolled()
    one = [asked(each) for each in addresses]
    for _each in range(29):
        enrolled()

    assert [asked(each) for each in addresses] == one
    assert len(MENTOR) * 30 == Enrolment.objects.count()
