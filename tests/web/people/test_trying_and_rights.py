"""In a demo, whoever tries an invented person's role sees the pages and deletes nobody."""

from __future__ import annotations

import pytest
from django.test import Client

from alongside.domain.people import public as people
from alongside.domain.people.models import Person
from factories.people import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_an_invented_person_stays_for_the_next_who_tries(
    demo_service: people.ServiceRecord,
) -> None:
    invented = PersonFactory(name="Priya", about="Coordinates")
    client = Client()
    client.post("/try/", {"person": str(invented.pk)})
    assert client.get("/people/me/data/").status_code == 200

    answer = client.post("/people/me/data/delete/", {"sure": "on"})

    assert answer.status_code == 403
    assert Person.objects.get(pk=invented.pk).erased_at is None
