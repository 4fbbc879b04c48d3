"""One person's answers on the desk: their own words, a sentence, and never a number about them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from alongside.domain.outcomes import public as outcomes
from alongside.domain.outcomes.models import Response, Score
from alongside.domain.people import public as people
from alongside.domain.people.models import Person
from alongside.domain.people.public import ServiceRecord
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from alongside.foundation.models import AuditRow
from alongside.journeys import measuring, service_report
from factories.catalogue import fill
from factories.directory import SYSTEM
from factories.people import OrganisationFactory, UserFactory
from factories.referring import Clinic, staff
from factories.reporting import SKIPPED, Supported, noon, supported
from web.conftest import AsRole, sign_in

TODAY = noon(date(2026, 11, 22))
DAY = date(2026, 5, 6)
PAM = {
    "score": 50.1,
    "level": 2,
    "cut_table_version": "a_72",
    "licence_reference": "NHSE-2026-17",
}
FORM = {**PAM, "point": "baseline", "measure": "pam"}


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def place(service: ServiceRecord) -> Clinic:
    """The service, with who works there."""
    fill()
    here = service.organisation_id
    return Clinic(
        here,
        staff("Cora Bell", "coordinator", here),
        staff("Sam Price", "coordinator", here),
        staff("Dr Ann Field", "referrer", here),
    )


def twice(place: Clinic, first: Any, last: Any) -> Supported:
    """Somebody who was asked at both ends."""
    outcomes.choose_measure(place.service, measure="semcd6", actor=SYSTEM, at=TODAY)
    return supported(place, "Ruth Adeyemi", DAY, over_after=60, first=first, last=last)


def text(client: Client, address: str) -> str:
    """The page."""
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_their_answers_and_a_sentence_and_no_score(place: Clinic, as_role: AsRole) -> None:
    one = twice(place, 4, 6)
    page = text(as_role("coordinator"), f"/episodes/{one.episode_id}/answers/")

    assert "What Ruth Adeyemi answered" in page
    assert "At the beginning: 4" in " ".join(page.split())
    assert "“Confidence, 1 to 10”: what they said at the end is better than at first." in page
    assert "+2" not in page
    assert "out of" not in page
    seen = AuditRow.objects.get(action="person.seen", thing_id=str(one.person_id))
    assert seen.fields == ["answers_to_questions"]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (4, SKIPPED, "They would rather not"),
        (SKIPPED, 4, "They would rather not"),
        (5, 5, "is the same as at first"),
        (6, 5, "is less good than at first"),
        (None, None, "Not asked."),
    ],
)
def test_what_became_of_each_point(
    place: Clinic, as_role: AsRole, first: Any, last: Any, words: str
) -> None:
    one = twice(place, first, last)
    assert words in text(as_role("coordinator"), f"/episodes/{one.episode_id}/answers/")


def test_the_person_reads_a_sentence_of_their_own(place: Clinic) -> None:
    one = twice(place, 4, 6)
    person = Person.objects.get(pk=one.person_id)
    person.user = UserFactory()
    person.save()
    page = text(sign_in(Client(), person), "/questions/")
    assert "what you said at the end is better than at first" in page


def test_a_licensed_tools_score_is_written_down_and_nothing_of_its_questions(
    place: Clinic, as_role: AsRole
) -> None:
    one = supported(place, "Ruth Adeyemi", DAY)
    client, address = as_role("coordinator"), f"/episodes/{one.episode_id}/score/"
    assert "no question or answer of it" in text(client, address)

    for _twice in range(2):
        answer = client.post(address, FORM)
        assert answer.status_code == 302
    page = text(client, answer["Location"])

    assert "Level 2, by the table a_72, written down on 22 November 2026." in page
    assert "50.1" not in page
    row = Score.objects.get()
    assert (row.value, row.band, row.bands_version, row.licence) == (
        50.1, "2", "a_72", "NHSE-2026-17",
    )  # fmt: skip
    assert Response.objects.get().answers == {}
    other = client.post(address, {**FORM, "score": "52"}).content.decode()
    assert "Something is written down for this point already." in other


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"level": "3"}, "This table gives another level for that score."),
        ({"score": "101"}, "Enter the score as the tool gives it"),
        ({"score": "fifty"}, "Enter the score as the tool gives it"),
        ({"score": "50.12"}, "Enter the score as the tool gives it"),
        ({"licence_reference": ""}, "Enter the reference of the licence"),
        (
            {"licence_reference": "I know what helps me"},
            "Enter the reference of the licence: 40 letters and three words at the most.",
        ),
        ({"cut_table_version": "c"}, "Select one of the answers shown"),
        ({"measure": "semcd6"}, "Select one of the answers shown"),
    ],
)
def test_a_score_that_cannot_be_is_refused(
    place: Clinic, as_role: AsRole, wrong: dict[str, str], words: str
) -> None:
    one = supported(place, "Ruth Adeyemi", DAY)
    address = f"/episodes/{one.episode_id}/score/"
    assert words in as_role("coordinator").post(address, {**FORM, **wrong}).content.decode()
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    "more", [{"answers": {"1": "agree"}}, {"items": ["When all is said and done"]}]
)
def test_item_text_is_refused(place: Clinic, more: dict[str, Any]) -> None:
    one = supported(place, "Ruth Adeyemi", DAY)
    with pytest.raises(Invalid):
        note(place, one, {**PAM, **more})
    assert not Response.objects.exists()


def note(place: Clinic, one: Supported, said: dict[str, Any], **more: Any) -> None:
    """Through the journey."""
    given = {"point": "baseline", "measure": "pam", "actor": place.coordinator, **more}
    measuring.note_score(one.episode_id, said=said, at=TODAY, **given)


def test_levels_of_one_table_are_compared_and_of_two_never(place: Clinic) -> None:
    one, two = (supported(place, name, DAY, over_after=30) for name in ("Ruth", "Asha"))
    note(place, one, PAM)
    note(place, one, {**PAM, "score": 56.0, "level": 3}, point="end")
    note(place, two, PAM)
    note(
        place,
        two,
        {**PAM, "score": 68.0, "level": 4, "cut_table_version": "b_67"},
        point="end",
    )

    (row,) = outcomes.answers_of(one.episode_id, actor=place.coordinator).scales
    assert row.compared == outcomes.Compared.BETTER
    assert outcomes.answers_of(two.episode_id, actor=place.coordinator).scales == ()
    found = service_report.report("2026", actor=place.coordinator, at=TODAY)
    figures = found.measures[0].scales[0].figures
    assert (figures["levels_people"].value, figures["levels_missing"].value) == (1, 1)
    assert figures["levels_up"].value == 1


def test_who_may_not(place: Clinic) -> None:
    one = twice(place, 4, 6)
    elsewhere = staff("Eli Short", "coordinator", OrganisationFactory().pk)
    own = Actor(kind="person", person_id=one.person_id)
    for other in (place.referrer, elsewhere, own):
        with pytest.raises(NotFound):
            measuring.measured(one.episode_id, actor=other, at=TODAY)
        with pytest.raises(NotFound):
            note(place, one, PAM, actor=other)
    with pytest.raises(Conflict):
        note(place, one, PAM)
    with pytest.raises(Refused):
        outcomes.note_score(
            one.episode_id,
            point="end",
            measure="pam",
            said=PAM,
            person_id=one.person_id,
            organisation_id=place.service,
            actor=own,
            at=TODAY,
        )
    people.restrict(person_id=one.person_id, because="unlawful", how="page", actor=own, at=TODAY)
    with pytest.raises(NotFound):
        measuring.measured(one.episode_id, actor=place.coordinator, at=TODAY + timedelta(1))
