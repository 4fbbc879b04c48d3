"""Somebody who meets people as a mentor begins with their meetings, and finds them in the menu."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from alongside.domain.mentoring.models import Volunteer
from alongside.domain.people import public as people
from factories.meetings import paired, staffed
from factories.people import UserFactory

pytestmark = pytest.mark.django_db
MEETINGS = 'href="/mentor/meetings/"'


def test_a_mentor_begins_with_their_meetings(demo_service: people.ServiceRecord) -> None:
    _pair, volunteer_id, _place = paired(staffed())
    mentor = Volunteer.objects.get(pk=volunteer_id).person
    mentor.user, mentor.about = UserFactory(), "Meets people"
    mentor.save()

    client = Client()
    begins = client.post("/try/", {"person": str(mentor.pk)})
    page = client.get(begins["Location"]).content.decode()

    assert begins["Location"] == "/mentor/meetings/"
    assert MEETINGS in page
    assert "Ruth" in page


def test_who_only_checks_listings_is_led_to_no_meetings(
    service: people.ServiceRecord, as_role: Callable[..., Client]
) -> None:
    client = as_role("mentor", checks_listings=True)

    assert MEETINGS not in client.get("/people/me/").content.decode()
