"""Meetings by pages: the log in a few taps, a planned hour for both, the calendar file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Meeting, MeetingTask, Pair, Place, Volunteer
from alongside.domain.people.models import Organisation
from alongside.foundation.links import make_link
from alongside.foundation.unit import unit
from factories.meetings import LOG, PLAN, library, paired, staffed
from factories.mentoring import AT, SYSTEM, acting
from factories.people import UserFactory
from factories.safety import look_after_safety
from web.conftest import AsRole, sign_in
from web.naughty import RAW, sample, sendable


@pytest.fixture(autouse=True)
def here(db: None) -> Iterator[Any]:
    """A service on a Monday at ten."""
    with time_machine.travel(AT, tick=False):
        yield staffed()


def link(purpose: str, thing: Any) -> str:
    """A token that opens it."""
    with unit(actor=SYSTEM, at=AT) as work:
        return make_link(purpose, thing, valid_until=AT.replace(year=2027), work=work)


def own_token(volunteer_id: UUID) -> str:
    """A token of the volunteer's own pages."""
    return link("volunteer", Volunteer.objects.get(pk=volunteer_id))


def typed(body: str) -> dict[str, str]:
    """What a page has filled in already: boxes and the answers that are chosen."""
    found = re.findall(r"<input[^>]*>", body)
    values: dict[str, str] = {}
    for one in found:
        said = dict(re.findall(r'([a-z-]+)="([^"]*)"', one))
        chosen = said.get("type") not in ("radio", "checkbox") or " checked" in one
        if "name" in said and chosen:
            values[said["name"]] = said.get("value", "")
    return values


def test_a_log_takes_three_answers_more_than_what_is_filled_in(here: Any) -> None:
    pair_id, mentor, _place = paired(here)
    place_id = library(here)
    plan = mentoring.MeetingPlan(AT + timedelta(hours=1), 90, "in_person", place_id)
    mentoring.plan_meeting(pair_id, plan=plan, key=uuid4(), actor=acting(mentor), at=AT)
    client, page = Client(), f"/log/{own_token(mentor)}/"

    with time_machine.travel(AT + timedelta(hours=3), tick=False):
        body = client.get(page).content.decode()
        said = typed(body) | {"topics": "food", "goal": "same", "worry": "none"}
        assert "You met Ruth" in body
        assert "Adeyemi" not in body
        assert said["on_day"] == "23"
        assert said["minutes"] == "90"
        assert said["where"] == str(place_id)
        for _time in range(10):
            answer = client.post(page, said)
            assert answer.status_code == 302
        told = client.get(answer["Location"]).content.decode()

    row = Meeting.objects.get()
    assert (row.state, row.topics, row.goal, row.minutes) == ("met", ["food"], "same", 90)
    assert Pair.objects.get().state == "active"
    assert "It is saved." in told
    assert "1 hour 30 minutes" in told


def test_what_is_missing_is_told_and_what_was_typed_stays(here: Any) -> None:
    _pair, mentor, _place = paired(here)
    client, page = Client(), f"/log/{own_token(mentor)}/"
    said = typed(client.get(page).content.decode()) | {"topics": "food", "where": "phone"}

    told = client.post(page, said).content.decode()
    future = client.post(page, said | {"worry": "none", "on_day": "30"}).content.decode()

    assert "Select whether there is a worry" in told
    assert typed(told)["topics"] == "food"
    assert typed(told)["key"] == said["key"]
    assert "This day is still to come." in future
    assert not Meeting.objects.exists()


def test_a_phone_that_is_a_year_out_is_told_that_the_day_was_put_right(here: Any) -> None:
    _pair, mentor, _place = paired(here)
    client, page = Client(), f"/log/{own_token(mentor)}/"
    said = typed(client.get(page).content.decode()) | {
        "worry": "none", "where": "phone", "on_year": "2025", "phone_on": "2025-11-23",
    }  # fmt: skip

    answer = client.post(page, said)

    assert "we put the day right" in client.get(answer["Location"]).content.decode()
    assert Meeting.objects.get().on == AT.date()


def test_an_urgent_worry_leads_to_whom_to_ring(here: Any) -> None:
    look_after_safety(Organisation.objects.get(pk=here.id))
    _pair, mentor, _place = paired(here)
    client, page = Client(), f"/log/{own_token(mentor)}/"
    said = typed(client.get(page).content.decode()) | {"worry": "urgent", "where": "phone"}

    answer = client.post(page, said)
    told = client.get(answer["Location"]).content.decode()

    assert "01632 960 200" in told
    assert "tel:999" in told
    assert 'href="/worry/"' in told
    assert MeetingTask.objects.get().kind == "urgent"


def test_whoever_meets_several_says_whom_and_the_kept_page_names_nobody(here: Any) -> None:
    _first, mentor, _place = paired(here)
    second, _mentor, _other = paired(here, volunteer_id=mentor, name="Nia Cole")
    client, page = Client(), f"/log/{own_token(mentor)}/"

    body = client.get(page).content.decode()
    kept = client.get(f"{page}kept/").content.decode()
    said = typed(body) | {"worry": "none", "where": "online", "whom": str(second)}
    assert client.post(page, said).status_code == 302

    assert "Nia" in body
    assert "Ruth" in body
    assert Meeting.objects.get().pair_id == second
    for told in ("Nia", "Ruth", "Mona", page.split("/")[2]):
        assert told not in kept
    assert "Whom you have met with since 23 November 2026" in kept


def test_without_a_pair_there_is_nothing_to_log(here: Any) -> None:
    pair_id, mentor, _place = paired(here)
    mentoring.end_pair(pair_id, reason="completed", wait_again=False, actor=acting(mentor), at=AT)
    client, page = Client(), f"/log/{own_token(mentor)}/"

    assert "There is nobody whom you meet now" in client.get(page).content.decode()
    assert client.post(page, {"worry": "none"}).status_code == 200
    assert client.get("/log/not-a-token-at-all-here/").status_code == 404


def test_an_hour_is_planned_moved_and_called_off_by_both(here: Any) -> None:
    pair_id, mentor, place_id = paired(here)
    client, token = Client(), own_token(mentor)
    own, hers = f"/m/{token}/meetings/", f"/c/{link('place', Place.objects.get(pk=place_id))}/"
    page = re.findall(r'href="([^"]+/plan/[^"]+)"', client.get(own).content.decode())[0]
    said = typed(client.get(page).content.decode()) | {
        "on_day": "26", "on_month": "11", "on_year": "2026", "time": "6.30pm", "where": "online",
    }  # fmt: skip

    faulty = client.post(page, said | {"on_day": "20"}).content.decode()
    for _twice in range(2):
        assert client.post(page, said).status_code == 302
    told = client.get(hers).content.decode()
    one = re.findall(rf'href="({hers}meetings/[^"]+)"', told)[0]
    calendar = client.get(f"{one}calendar.ics")
    moved = typed(client.get(f"{one}move/").content.decode()) | {"time": "19:00"}
    assert client.post(f"{one}move/", moved).status_code == 302
    assert "at 7pm" in client.get(one).content.decode()
    for _twice in range(2):
        assert client.post(one, {"act": "cancel"}).status_code == 302

    assert "Choose an hour that is still to come." in faulty
    assert "at 6:30pm" in told
    assert calendar["Content-Type"].startswith("text/calendar")
    assert b"SUMMARY:Appointment" in calendar.content
    assert Meeting.objects.get().state == "cancelled"
    assert "Called off" in client.get(own).content.decode()
    assert client.post(f"{one}move/", moved).status_code == 302


def test_an_hour_that_is_over_is_no_longer_to_come(here: Any) -> None:
    pair_id, mentor, place_id = paired(here)
    mentoring.plan_meeting(pair_id, plan=PLAN, key=uuid4(), actor=acting(mentor), at=AT)
    client, own = Client(), f"/m/{own_token(mentor)}/meetings/"
    hers = f"/c/{link('place', Place.objects.get(pk=place_id))}/"
    before = [client.get(page).content.decode() for page in (own, hers)]

    with time_machine.travel(PLAN.starts_at + timedelta(minutes=61), tick=False):
        after = [client.get(page).content.decode() for page in (own, hers)]
        one = client.get(f"{own}{Meeting.objects.get().pk}/").content.decode()

    assert "To come" in before[0]
    assert "You meet:" in before[1]
    assert "Did you meet?" in after[0]
    assert "To come" not in after[0]
    assert "You meet:" not in after[1]
    assert "notes whether you met." in after[1]
    assert "calendar" not in one
    assert "Not noted yet" in one


def test_nobody_is_led_to_plan_an_hour_during_a_pause(here: Any) -> None:
    pair_id, mentor, _place = paired(here)
    client, own = Client(), f"/m/{own_token(mentor)}/meetings/"
    before = client.get(own).content.decode()

    mentoring.pause_pair(pair_id, actor=acting(mentor), at=AT)
    after = client.get(own).content.decode()

    assert "Plan an hour with Ruth" in before
    assert "Plan an hour" not in after
    assert "Meetings with Ruth are paused for now" in after


def test_the_same_pages_for_who_signed_in(here: Any) -> None:
    _pair, mentor, _place = paired(here)
    person = Volunteer.objects.get(pk=mentor).person
    person.user = UserFactory()
    person.save()
    client = sign_in(Client(), person)

    body = client.get("/log/").content.decode()
    said = typed(body) | {"worry": "talk", "where": "phone"}
    answer = client.post("/log/", said)

    assert answer["Location"] == "/mentor/meetings/?done=talk"
    assert "A coordinator talks with you this week." in (
        client.get(answer["Location"]).content.decode()
    )
    one = f"/mentor/meetings/{Meeting.objects.get().pk}/"
    assert client.post(one, {"act": "take_back"}).status_code == 302
    assert Meeting.objects.get().state == "not_met"
    assert Client().get("/log/").status_code == 302
    kept = client.get("/log/kept/").content.decode()
    assert person.name not in kept
    assert "csrfmiddlewaretoken" not in kept


def test_signing_out_clears_what_the_browser_keeps(here: Any) -> None:
    _pair, mentor, _place = paired(here)
    person = Volunteer.objects.get(pk=mentor).person
    person.user = UserFactory()
    person.save()
    client = sign_in(Client(), person)

    answer = client.post("/accounts/logout/")

    assert answer["Clear-Site-Data"] == '"storage"'


def test_plans_of_others_do_not_exist(here: Any) -> None:
    pair_id, mentor, _place = paired(here)
    other = paired(here, name="Nia Cole")[1]
    meeting_id = mentoring.plan_meeting(
        pair_id, plan=PLAN, key=uuid4(), actor=acting(mentor), at=AT
    )
    mentoring.log_meeting(pair_id, log=LOG, key=uuid4(), actor=acting(mentor), at=AT)
    client, token = Client(), own_token(other)
    for page in (
        f"/m/{token}/meetings/{meeting_id}/",
        f"/m/{token}/meetings/{meeting_id}/move/",
        f"/m/{token}/meetings/{meeting_id}/calendar.ics",
        f"/m/{token}/meetings/plan/{pair_id}/",
    ):
        assert client.get(page).status_code == 404
    assert client.post(f"/m/{token}/meetings/{meeting_id}/", {"act": "cancel"}).status_code == 404


def test_naughty_strings_do_nothing(here: Any, as_role: AsRole) -> None:
    pair_id, mentor, _place = paired(here)
    desk, token = as_role("coordinator"), own_token(mentor)
    forms = {
        f"/log/{token}/": ("where", "minutes", "topics", "goal", "worry", "key", "phone_on"),
        f"/m/{token}/meetings/plan/{pair_id}/": ("on_day", "time", "where", "key"),
        f"/m/{token}/out/": ("minutes", "key", "act"),
        "/mentors/places/": ("name", "address", "step_free", "key"),
        "/mentors/rota/": ("person_id", "weekday", "starts", "ends"),
    }
    for text in sample(5, step=400):
        for page, fields in forms.items():
            client = desk if page.startswith("/mentors/") else Client()
            answer = client.post(page, dict.fromkeys(fields, sendable(text)))
            assert answer.status_code in (200, 302, 400)
            assert not any(mark in answer.content.decode() for mark in RAW)
        for page, field in (
            ("places", "close"),
            ("rota", "end"),
            ("talk", "task"),
            ("out", "safe"),
        ):
            answer = desk.post(f"/mentors/{page}/", {field: sendable(text)})
            assert answer.status_code in (302, 400, 404)
    listed = desk.get("/mentors/places/").content.decode()
    assert not any(mark in listed for mark in RAW)
    assert not Meeting.objects.exists()
