"""The few questions in pages: by link, signed in, and the choice of them."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.test import Client

from alongside.domain.messaging.models import Message
from alongside.domain.outcomes import public as outcomes
from alongside.domain.outcomes.models import Response
from alongside.domain.people.models import Person
from alongside.domain.people.public import ServiceRecord
from alongside.foundation import clock
from alongside.foundation.actor import system
from factories.catalogue import fill
from factories.people import PersonFactory
from web.conftest import AsRole

SYSTEM = system("test")


def ask(service: ServiceRecord, person: Person, measure: str = "ons4") -> tuple[UUID, str]:
    """Asks the person; the response and where its link leads."""
    here, at = service.organisation_id, clock.now()
    outcomes.choose_measure(here, measure=measure, actor=SYSTEM, at=at)
    made = outcomes.ask(uuid4(), person_id=person.pk, organisation_id=here, actor=SYSTEM, at=at)
    assert made is not None
    token = Message.objects.get(cause_id=str(made.response_id)).values["link"]
    return made.response_id, f"/q/{token}/"


@pytest.fixture(autouse=True)
def _measures(service: ServiceRecord) -> None:
    fill()


@pytest.mark.parametrize("measure", ["ons4", "ons-loneliness", "semcd6", "friends-and-family"])
def test_every_question_stands_word_for_word(service: ServiceRecord, measure: str) -> None:
    _one, address = ask(service, PersonFactory(), measure)

    response = Client().get(address)

    text = response.content.decode()
    for item in outcomes.measure_of(service.organisation_id).items:  # type: ignore[union-attr]
        assert item.text in text
    assert "I would rather not" in text
    assert "This is not an emergency service" in text
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]


def test_answered_by_link_without_a_cookie_and_sent_twice(service: ServiceRecord) -> None:
    one, address = ask(service, PersonFactory())
    client = Client(enforce_csrf_checks=True)

    for _twice in range(2):
        answer = client.post(address, {"happy": "7", "anxious": "0"})
        assert (answer.status_code, answer["Location"]) == (302, address)

    assert "We have your answers" in client.get(address).content.decode()
    row = Response.objects.get(pk=one)
    assert row.answers == {"satisfied": None, "worthwhile": None, "happy": 7, "anxious": 0}
    assert client.post(address, {"happy": "1"}).status_code == 302
    row.refresh_from_db()
    assert row.answers["happy"] == 7


def test_skipped_and_answered_after_all(service: ServiceRecord) -> None:
    one, address = ask(service, PersonFactory())
    client = Client()

    client.post(f"{address}skip/")
    assert "We do not ask you these again" in client.get(address).content.decode()
    assert "Send my answers" in client.get(f"{address}?again=1").content.decode()
    client.post(address, {"happy": "7"})
    assert Response.objects.get(pk=one).state == "answered"


def test_sending_nothing_is_skipping(service: ServiceRecord) -> None:
    one, address = ask(service, PersonFactory())

    Client().post(address, {})

    assert Response.objects.get(pk=one).state == "skipped"


@pytest.mark.parametrize("sent", [{"happy": "11"}, {"happy": "seven"}, {"happy": "7.5"}])
def test_an_answer_that_there_is_not_is_said(service: ServiceRecord, sent: dict[str, str]) -> None:
    one, address = ask(service, PersonFactory())

    text = Client().post(address, sent).content.decode()

    assert "Select one of the answers shown" in text
    assert Response.objects.get(pk=one).state == "asked"


def test_dead_link_leads_to_a_kind_word() -> None:
    for address in ("/q/AAAAAAAAAAAAAAAAAAAAAA/", "/q/x/"):
        response = Client().get(address)
        assert response.status_code == 404
        assert "You have done nothing wrong" in response.content.decode()


def test_person_finds_their_questions_when_signed_in(
    service: ServiceRecord, as_role: AsRole
) -> None:
    client = as_role("person")
    assert "not asking you anything" in client.get("/questions/").content.decode()
    one, _address = ask(service, client.person)  # type: ignore[attr-defined]

    assert f"/questions/{one}/" in client.get("/questions/").content.decode()
    told = client.post(f"/questions/{one}/", {"happy": "7"}, follow=True).content.decode()

    assert "We have your answers" in told
    assert Response.objects.get(pk=one).how == "account"


def test_coordinator_chooses_one_and_sees_its_words(
    service: ServiceRecord, as_role: AsRole
) -> None:
    client = as_role("coordinator")
    shown = client.get("/measure/").content.decode()
    assert "How often do you feel lonely?" in shown
    assert "PAM" not in shown

    told = client.post("/measure/", {"measure": "semcd6"}, follow=True).content.decode()

    assert "Your choice is saved" in told
    chosen = outcomes.measure_of(service.organisation_id)
    assert chosen is not None
    assert chosen.slug == "semcd6"
    client.post("/measure/", {"measure": "none"})
    assert outcomes.measure_of(service.organisation_id) is None
    assert (
        "Select one of the answers" in client.post("/measure/", {"measure": "pam"}).content.decode()
    )
