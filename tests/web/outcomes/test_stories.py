"""Stories: told in one's own words, shown where their teller agrees and no longer, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from alongside.domain.messaging.models import Message
from alongside.domain.outcomes import public as outcomes
from alongside.domain.outcomes.models import Story, StoryUse
from alongside.domain.outcomes.public import Use
from alongside.domain.people import public as people
from alongside.domain.people.public import ServiceRecord
from alongside.foundation.actor import VISITOR, Actor, by_link
from alongside.foundation.errors import Invalid, NotFound, Refused
from alongside.journeys import consent, measuring, service_report
from factories.catalogue import fill
from factories.directory import SYSTEM
from factories.people import OrganisationFactory
from factories.referring import Clinic, staff
from factories.reporting import Supported, noon, supported
from web.conftest import AsRole

TODAY = noon(date(2026, 11, 22))
LATER = TODAY + timedelta(days=3)
WORDS = "I walk again, and I laugh about my first walk."
SAID: dict[str, Any] = {"words": WORDS, "shown_as": "Robin", "uses": ["report", "training"]}


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


@pytest.fixture
def ruth(place: Clinic) -> Supported:
    """Somebody who was supported."""
    return supported(place, "Ruth Adeyemi", date(2026, 5, 6), over_after=30)


@pytest.fixture
def token(place: Clinic, ruth: Supported) -> str:
    """The link that Ruth was sent."""
    measuring.ask_for_story(ruth.episode_id, actor=place.coordinator, at=TODAY)
    return str(Message.objects.get(template="story_ask").values["link"])


def shown(place: Clinic, use: Use = Use.REPORT, at: Any = LATER) -> tuple[outcomes.StoryTold, ...]:
    """What may be shown there."""
    return outcomes.stories_for(use, place.service, actor=place.coordinator, at=at)


def read(place: Clinic) -> None:
    """A coordinator reads the one story."""
    outcomes.note_story_read(Story.objects.get().pk, actor=place.coordinator, at=TODAY)


def test_told_by_the_link_read_and_in_the_report(
    place: Clinic, token: str, as_role: AsRole
) -> None:
    client, address = Client(enforce_csrf_checks=True), f"/story/{token}/"
    page = client.get(address).content.decode()
    assert "You do not have to tell one" in page
    assert "Those who pay for the service read them" in page
    for _twice in range(2):
        answer = client.post(address, SAID)
        assert (answer.status_code, answer["Location"]) == (302, f"{address}?done=told")
    assert (Story.objects.count(), StoryUse.objects.count()) == (1, 2)
    assert (
        "In reports on our service, until 22 November 2028" in client.get(address).content.decode()
    )
    desk = as_role("coordinator")
    assert WORDS not in desk.get("/report/2026/").content.decode()

    listed = desk.get("/stories/").content.decode()
    assert "Told by Ruth Adeyemi" in listed
    assert "words 1" in listed
    for _twice in range(2):
        assert desk.post(f"/stories/{Story.objects.get().pk}/read/").status_code == 302

    buyer = as_role("commissioner").get("/report/2025/").content.decode()
    for page in (buyer, desk.get("/report/2026/").content.decode()):
        assert WORDS in page
        assert "Robin" in page
        assert "Ruth" not in page
    assert shown(place, Use.WEBSITE) == ()
    assert shown(place, Use.TRAINING) == (outcomes.StoryTold(WORDS, "Robin"),)


def test_taken_back_in_one_step_everywhere(place: Clinic, token: str, ruth: Supported) -> None:
    outcomes.tell_story(token, **SAID, at=TODAY)
    read(place)

    for _twice in range(2):
        answer = Client().post(f"/story/{token}/take-back/")
        assert answer.status_code == 302

    assert all(shown(place, use) == () for use in Use)
    assert not any(people.has_consent(ruth.person_id, use.purpose) for use in Use)
    assert Story.objects.get().words == ""
    assert "deleted and shown nowhere" in Client().get(answer["Location"]).content.decode()
    outcomes.tell_story(token, **SAID, at=LATER)
    read(place)
    assert len(shown(place)) == 1


def test_one_use_is_taken_back_on_the_page_of_consents(
    place: Clinic, token: str, ruth: Supported
) -> None:
    outcomes.tell_story(token, **SAID, at=TODAY)
    read(place)
    consent.withdraw(
        person_id=ruth.person_id, purpose="story-report", actor=by_link(ruth.person_id), at=TODAY
    )
    assert (shown(place), len(shown(place, Use.TRAINING))) == ((), 1)


def test_one_use_is_taken_back_in_the_form_and_the_rest_stays(
    place: Clinic, token: str, ruth: Supported
) -> None:
    outcomes.tell_story(token, **SAID, at=TODAY)
    read(place)
    outcomes.tell_story(token, **{**SAID, "uses": ["training"]}, at=TODAY)
    assert (shown(place), len(shown(place, Use.TRAINING))) == ((), 1)
    assert not people.has_consent(ruth.person_id, "story-report")
    assert people.has_consent(ruth.person_id, "story-training")


def test_it_runs_out_after_two_years_and_is_forgotten_a_month_later(
    place: Clinic, token: str
) -> None:
    outcomes.tell_story(token, **SAID, at=TODAY)
    read(place)
    last, after = noon(date(2028, 11, 22)), noon(date(2028, 11, 23))
    assert (len(shown(place, at=last)), shown(place, at=after)) == (1, ())
    forget = outcomes.forget_stories
    assert forget(before=noon(date(2028, 11, 22)), actor=SYSTEM, at=after) == 0
    assert forget(before=noon(date(2028, 11, 23)), actor=SYSTEM, at=after) == 1
    assert not Story.objects.exists()
    with pytest.raises(Refused):
        forget(before=TODAY, actor=place.coordinator, at=TODAY)


def test_other_words_are_read_again_before_they_are_shown(place: Clinic, token: str) -> None:
    outcomes.tell_story(token, **SAID, at=TODAY)
    read(place)
    outcomes.tell_story(token, **{**SAID, "words": "Bob Hill snores."}, at=TODAY)
    assert shown(place) == ()


def test_not_shown_while_details_are_not_to_be_used(
    place: Clinic, token: str, ruth: Supported
) -> None:
    outcomes.tell_story(token, **SAID, at=TODAY)
    read(place)
    own = by_link(ruth.person_id)
    people.restrict(person_id=ruth.person_id, because="unlawful", how="page", actor=own, at=TODAY)
    assert shown(place) == ()
    assert outcomes.stories(actor=place.coordinator, at=TODAY) == ()
    with pytest.raises(NotFound):
        measuring.ask_for_story(ruth.episode_id, actor=place.coordinator, at=TODAY)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"words": "  "}, "words"),
        ({"words": "x" * 3_001}, "words"),
        ({"shown_as": "x" * 81}, "shown_as"),
        ({"uses": []}, "uses"),
        ({"uses": ["poster"]}, "uses"),
    ],
)
def test_refused_by_field(place: Clinic, token: str, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        outcomes.tell_story(token, **{**SAID, **wrong}, at=TODAY)
    assert set(refused.value.faults) == {field}
    assert (
        "There is a problem"
        in Client().post(f"/story/{token}/", {**SAID, **wrong}).content.decode()
    )
    assert not StoryUse.objects.exists()


def test_signed_in_told_and_taken_back(place: Clinic, as_role: AsRole) -> None:
    client = as_role("person")
    assert client.post("/my-story/", SAID).status_code == 302
    assert WORDS in client.get("/my-story/").content.decode()
    assert client.post("/my-story/take-back/").status_code == 302
    assert WORDS not in client.get("/my-story/").content.decode()


def test_a_coordinator_takes_it_back_for_whoever_says_so(place: Clinic, token: str) -> None:
    outcomes.tell_story(token, **SAID, at=TODAY)
    key = Story.objects.get().pk
    outcomes.take_back_for(key, actor=place.coordinator, at=TODAY)
    assert outcomes.stories(actor=place.coordinator, at=TODAY) == ()


def test_who_may_not(place: Clinic, token: str, ruth: Supported) -> None:
    outcomes.tell_story(token, **SAID, at=TODAY)
    key: UUID = Story.objects.get().pk
    elsewhere = staff("Eli Short", "coordinator", OrganisationFactory().pk)
    stranger = Actor(kind="person", person_id=place.referrer.person_id)
    for other in (elsewhere, stranger, VISITOR):
        for deed in (outcomes.note_story_read, outcomes.take_back_for):
            with pytest.raises(NotFound):
                deed(key, actor=other, at=TODAY)
        with pytest.raises(NotFound):
            outcomes.stories_for(Use.REPORT, place.service, actor=other, at=TODAY)
        with pytest.raises(NotFound):
            measuring.ask_for_story(ruth.episode_id, actor=other, at=TODAY)
    with pytest.raises(Refused):
        outcomes.stories(actor=stranger, at=TODAY)
    with pytest.raises(NotFound):
        outcomes.tell_story("A" * 22, **SAID, at=TODAY)
    assert service_report.report("2026", actor=place.coordinator, at=TODAY).stories == ()


def test_asked_twice_on_one_day_is_one_message(place: Clinic, ruth: Supported) -> None:
    for _twice in range(2):
        measuring.ask_for_story(ruth.episode_id, actor=place.coordinator, at=TODAY)
    assert Message.objects.filter(template="story_ask").count() == 1


def test_as_many_queries_for_one_as_for_thirty(
    place: Clinic, django_assert_num_queries: Any
) -> None:
    def told(number: int) -> None:
        person = people.add_person(
            name=f"Person {number}", organisation_id=place.service, actor=SYSTEM, at=TODAY
        )
        outcomes.tell_my_story(**SAID, actor=by_link(person), at=TODAY)

    told(0)
    with django_assert_num_queries(4):
        assert len(outcomes.stories(actor=place.coordinator, at=TODAY)) == 1
    for number in range(1, 30):
        told(number)
    with django_assert_num_queries(4):
        assert len(outcomes.stories(actor=place.coordinator, at=TODAY)) == 30
