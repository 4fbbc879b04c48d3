"""What matters to somebody, told behind their link or to who coordinates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Place
from alongside.domain.people.models import Organisation, Person
from alongside.foundation.links import make_link
from alongside.foundation.models import AuditRow
from alongside.foundation.unit import unit
from factories.mentoring import AT, SYSTEM, ready, waiting
from factories.mentoring import service as made_service
from web.conftest import AsRole

TALK = {
    "help_with": ["food"],
    "conditions": ["type-2-diabetes"],
    "times": ["tue_evening"],
    "modes": ["phone"],
}
MATTERS = {
    "near": "",
    "miles": "6",
    "mentor_gender": "woman",
    "birth_date_day": "1",
    "birth_date_month": "3",
    "birth_date_year": "1970",
}


@pytest.fixture(autouse=True)
def here(db: None) -> Iterator[Any]:
    """A service on a Monday at ten."""
    with time_machine.travel(AT, tick=False):
        yield made_service()


def _page_of(place_id: UUID) -> str:
    with unit(actor=SYSTEM, at=AT) as work:
        place = Place.objects.get(pk=place_id)
        return f"/c/{make_link('place', place, valid_until=AT.replace(year=2027), work=work)}/"


def _lacking(here: Any) -> UUID:
    """Somebody who was taken on and has told nothing yet."""
    person = Person.objects.create(name="Ruth Adeyemi", created_at=AT)
    episode_id = UUID(int=7)
    mentoring.ask_wishes(
        episode_id,
        person_id=person.pk,
        organisation_id=here.id,
        known=mentoring.Wishes(),
        actor=SYSTEM,
        at=AT,
    )
    return UUID(str(Place.objects.get(episode_id=episode_id).pk))


def test_the_link_leads_to_the_questions_and_what_is_told_is_kept(here: Any) -> None:
    place_id, client = _lacking(here), Client()
    page = _page_of(place_id)
    assert "tell us what matters to you" in client.get(page).content.decode()
    assert "What would you like to talk about" in client.get(page + "wishes/").content.decode()

    for _twice in range(2):
        assert client.post(page + "wishes/", TALK)["Location"] == page + "wishes/more/"
        assert "tell us what matters" in client.get(page).content.decode() or _twice
        assert f'href="{page}wishes/"' in client.get(page + "wishes/more/").content.decode()
        assert client.post(page + "wishes/more/", MATTERS)["Location"] == page + "?told=1"

    place = Place.objects.get(pk=place_id)
    assert (place.help_with, place.times, place.mentor_gender) == (
        ["food"],
        ["tue_evening"],
        "woman",
    )
    assert "you hear from us" in client.get(page).content.decode()
    assert AuditRow.objects.filter(action="place.wishes_told").count() == 2


def test_what_is_missing_is_told_at_its_question_and_nothing_is_lost(here: Any) -> None:
    page, client = _page_of(_lacking(here)), Client()

    first = client.post(page + "wishes/", TALK | {"times": []})
    second = client.post(page + "wishes/more/", MATTERS | {"near": "Nowhere-on-Sea"})

    assert (first.status_code, second.status_code) == (200, 200)
    assert "<title>Error:" in first.content.decode()
    words = second.content.decode()
    assert "We do not know this place" in words
    assert 'value="Nowhere-on-Sea"' in words
    assert not Place.objects.get().times


@pytest.mark.parametrize(("must", "languages"), [("on", ["ur"]), ("", ["en", "ur"])])
def test_a_language_that_is_needed_counts_alone(here: Any, must: str, languages: list[str]) -> None:
    page, client = _page_of(_lacking(here)), Client()
    client.post(page + "wishes/", TALK)

    client.post(
        page + "wishes/more/", MATTERS | {"other_language": "ur", "language_required": must}
    )

    place = Place.objects.get()
    assert (place.languages, place.language_required) == (languages, must == "on")


def test_who_coordinates_writes_down_what_they_say(here: Any, as_role: AsRole) -> None:
    place_id, desk = _lacking(here), as_role("coordinator")
    page = f"/mentors/waiting/{place_id}/"
    assert "before they have told" in desk.get(page).content.decode()

    assert desk.post(page + "wishes/", TALK)["Location"] == page + "wishes/more/"
    assert desk.post(page + "wishes/more/", MATTERS)["Location"] == page + "?told=1"

    assert "It is written down" in desk.get(page + "?told=1").content.decode()
    assert Place.objects.get().conditions == ["type-2-diabetes"]


def test_the_plan_names_what_is_not_known_and_no_rule(here: Any, as_role: AsRole) -> None:
    ready(here)
    place_id, desk = _lacking(here), as_role("coordinator")

    plan = desk.get("/mentors/plan/").content.decode()
    assert (
        "We do not know yet: their age, what they live with, when they can meet, how they would "
        "like to meet, where they live."
    ) in plan
    assert f'<a href="/mentors/waiting/{place_id}/wishes/">Ask them' in plan
    assert "suits in every other way" not in plan

    page = f"/mentors/waiting/{place_id}/"
    desk.post(page + "wishes/", TALK | {"conditions": ["hiv"]})
    desk.post(page + "wishes/more/", MATTERS | {"mentor_gender": ""})

    plan = desk.get("/mentors/plan/").content.decode()
    assert "We do not know yet" not in plan
    assert "condition.<br>1 mentor suits in every other way." in plan


def test_only_whoever_meets_in_person_is_asked_where_they_live(here: Any, as_role: AsRole) -> None:
    ready(here)
    place_id, desk = _lacking(here), as_role("coordinator")
    page = f"/mentors/waiting/{place_id}/"
    desk.post(page + "wishes/", TALK | {"modes": ["in_person"]})
    desk.post(page + "wishes/more/", MATTERS | {"mentor_gender": ""})

    assert "We do not know yet: where they live." in desk.get("/mentors/plan/").content.decode()
    assert "They asked today" in desk.get(page).content.decode()


@pytest.mark.parametrize(
    ("days", "words", "waited"),
    [(1, "Asked 1 day ago", ""), (91, "Asked 91 days ago", "One person has waited longer than")],
)
def test_how_long_ago_somebody_asked(
    here: Any, as_role: AsRole, days: int, words: str, waited: str
) -> None:
    place_id, desk = _lacking(here), as_role("coordinator")
    Place.objects.update(opened_at=AT - timedelta(days=days))

    assert words in desk.get(f"/mentors/waiting/{place_id}/").content.decode()
    plan = desk.get("/mentors/plan/").content.decode()
    assert waited in plan
    assert ("There is nobody for them now." in plan) == bool(waited)


def test_once_a_mentor_is_asked_nothing_changes(here: Any) -> None:
    mentor, place_id = ready(here), waiting(here)
    page, client = _page_of(place_id), Client()
    mentoring.suggest(place_id, actor=here.first, at=AT)
    client.post(page, {"whom": str(mentor)})

    assert client.post(page + "wishes/", TALK)["Location"] == page
    assert Place.objects.get().mentor_gender == ""


def test_of_somebody_else_there_is_nothing(here: Any) -> None:
    place_id = _lacking(here)

    assert Client().get("/c/" + "x" * 22 + "/wishes/").status_code == 404
    assert Client().get(f"/mentors/waiting/{place_id}/wishes/").status_code in (302, 404)


def test_the_person_can_leave_the_questions_at_once_and_staff_need_not(
    here: Any, as_role: AsRole
) -> None:
    place_id = waiting(here, at=AT)
    desk = as_role("coordinator", organisation=Organisation.objects.get(pk=here.id))
    own = Client().get(f"{_page_of(place_id)}wishes/").content.decode()
    theirs = desk.get(f"/mentors/waiting/{place_id}/wishes/").content.decode()

    assert "Exit this page" in own
    assert "Exit this page" not in theirs
