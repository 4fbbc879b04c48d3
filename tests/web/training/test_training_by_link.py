"""A volunteer without an account reads the modules behind their own link, and says so."""

from __future__ import annotations

from uuid import UUID

import pytest
import time_machine
from django.test import Client

from alongside.domain.mentoring import public as mentoring
from alongside.domain.people.models import Organisation, Person
from alongside.domain.training.models import Enrolment
from factories.mentoring import AT, Service, applied, row, service
from factories.people import MembershipFactory, UserFactory
from factories.training import MENTOR, School
from web.conftest import sign_in

pytestmark = pytest.mark.django_db


def _volunteer(here: Service) -> tuple[UUID, str]:
    """Somebody with whom the service goes on, in training: themselves, and their page."""
    made = applied()
    mentoring.welcome(made.volunteer_id, actor=here.first, at=AT)
    school = School(Organisation.objects.get(pk=here.id))
    school.enrol(row(made.volunteer_id).person)
    return made.volunteer_id, f"/m/{made.token}/"


def _page(client: Client, address: str) -> str:
    with time_machine.travel(AT, tick=False):
        response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_step_leads_to_the_modules_and_one_is_read() -> None:
    _volunteer_id, own = _volunteer(service())
    client = Client()

    assert f'href="{own}training/"' in _page(client, own)
    listed = _page(client, f"{own}training/")
    assert "0 of 7 done." in listed
    for module in MENTOR:
        assert f'href="{own}training/{module}/"' in listed
    one = _page(client, f"{own}training/boundaries/")
    assert "Information, not advice" in one
    assert "Sign in" not in one  # the link is the way in, and no menu leads out of it
    enrolment = Enrolment.objects.get(module="boundaries")
    for _time in range(2):
        with time_machine.travel(AT, tick=False):
            said = client.post(f"{own}training/{enrolment.pk}/read/")
        assert said["Location"] == f"{own}training/boundaries/?done=read"
    enrolment.refresh_from_db()
    assert enrolment.read_on == AT.date()


def test_a_link_opens_nobody_elses_module_and_an_old_one_nothing() -> None:
    here = service()
    _volunteer_id, own = _volunteer(here)
    school = School(Organisation.objects.get(pk=here.id))
    other = school.enrol(row(applied(name="Una New").volunteer_id).person)["boundaries"]
    with time_machine.travel(AT, tick=False):
        assert Client().post(f"{own}training/{other}/read/").status_code == 404
        assert Client().get(f"{own}training/no-such-module/").status_code == 404
        over = Client().get("/m/nothing/training/")
    assert over.status_code == 404
    assert "This link does not work any more" in over.content.decode()


def test_who_signed_in_is_led_to_the_same_pages() -> None:
    volunteer_id, _own = _volunteer(service())
    person = row(volunteer_id).person
    person.user = UserFactory()
    person.save()
    with time_machine.travel(AT, tick=False):
        client = sign_in(Client(), person)
    assert 'href="/training/"' in _page(client, "/mentor/")
    assert "0 of 7 done." in _page(client, "/training/")


def test_who_looks_after_volunteers_sees_how_far_they_are() -> None:
    here = service()
    volunteer_id, _own = _volunteer(here)
    person = row(volunteer_id).person
    assert here.first.person_id is not None
    sam = Person.objects.get(pk=here.first.person_id)
    sam.user = UserFactory()
    sam.save()
    MembershipFactory(person=sam, organisation_id=here.id, role="coordinator")
    with time_machine.travel(AT, tick=False):
        client = sign_in(Client(), sam)
    way = f"/training/people/{person.pk}/"
    assert f'href="{way}"' in _page(client, f"/mentors/{volunteer_id}/")
    assert "Being a mentor" in _page(client, way)
    mentoring.note_trained(volunteer_id, on=AT.date(), actor=here.first, at=AT)
    assert "Trained elsewhere" in _page(client, f"/mentors/{volunteer_id}/")
