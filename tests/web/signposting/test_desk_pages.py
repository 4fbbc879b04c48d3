"""A coordinator's lists and pages: nobody who asked is lost, and whoever rings can do it here."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.domain.signposting import public as signposting
from alongside.domain.signposting.models import Request
from alongside.foundation.actor import system
from alongside.foundation.models import AuditRow
from factories.asking import County, asked, group_link
from factories.directory import AT, content, listed
from web.browsed import as_sent
from web.conftest import AsRole
from web.signposting.conftest import only_request


def _get(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def _no(here: County) -> Request:
    record = asked(here.group)
    signposting.answer_request(
        group_link(record.request_id), answer="not_this_one", reason="We are pausing.", at=AT
    )
    return Request.objects.get(pk=record.request_id)


def test_the_lists(here: County, coordinator: Client) -> None:
    asked(here.group, name="Ruth Adeyemi")
    _no(here)

    to_answer = _get(coordinator, "/requests/?which=to_answer")
    to_choose = _get(coordinator, "/requests/?which=to_choose")

    assert "With the groups</a> (1)" in to_answer
    assert "Ruth Adeyemi" in to_answer
    assert "The group, until Wednesday 25 November" in to_answer
    assert "The group said no" in to_choose
    assert "Nobody is in this list." in _get(coordinator, "/requests/?which=waiting")
    assert "All that are open" in _get(coordinator, "/requests/?which=%3Cb%3E&page=x")


def test_what_is_overdue_comes_first(
    here: County, as_role: AsRole, now: time_machine.Traveller
) -> None:
    asked(here.group)
    now.move_to(AT + timedelta(days=9))

    page = _get(as_role("coordinator"), "/requests/")

    assert "Overdue</a> (1)" in page
    assert 'nhsuk-tag--red">Overdue' in page


@pytest.mark.parametrize("which", ["open", "to_answer"])
def test_a_list_of_thirty_takes_as_many_queries_as_one(
    here: County, coordinator: Client, which: str
) -> None:
    asked(here.group)
    address = f"/requests/?which={which}"
    coordinator.get(address)
    with CaptureQueriesContext(connection) as one:
        coordinator.get(address)
    for _ in range(29):
        asked(here.group)
    coordinator.get(address)  # that somebody looked is noted
    with CaptureQueriesContext(connection) as thirty:
        page = coordinator.get(address)

    assert len(thirty) == len(one)
    assert "page=2" in page.content.decode()


def test_one_request_with_its_story(here: County, coordinator: Client) -> None:
    request = _no(here)

    page = _get(coordinator, f"/requests/{request.pk}/")

    assert request.reference in page
    assert "Ruth Adeyemi" in page
    assert "We are pausing." in page
    assert "The group said that it is not the right one" in page
    assert "01632 960001" in page  # whom to ring
    assert "Offer another group" in page


def test_both_accounts_stand_side_by_side(
    here: County, as_role: AsRole, now: time_machine.Traveller
) -> None:
    record = asked(here.group)
    link = group_link(record.request_id)
    signposting.answer_request(link, answer="coming", at=AT)
    later = AT + timedelta(days=2)
    signposting.run_due(actor=system("test"), at=later)
    now.move_to(later)
    day = (AT + timedelta(days=1)).date()
    signposting.say(record.token, what="went", about=day, at=later)
    signposting.group_said(link, what="could_not_come", about=day, at=later)
    coordinator = as_role("coordinator")

    page = _get(coordinator, f"/requests/{record.request_id}/")

    assert "What was said of Tuesday 24 November" in page
    assert "<dt>The person</dt><dd>Went</dd>" in page
    assert "<dt>The group</dt><dd>Could not come</dd>" in page
    assert "Accounts differ" in page
    assert "Accounts differ" in _get(coordinator, "/requests/?which=closed")


def test_rang_and_they_can_come(
    here: County, coordinator: Client, now: time_machine.Traveller
) -> None:
    record = asked(here.group)
    address = f"/requests/{record.request_id}/rang/"

    form = _get(coordinator, address)
    missing = coordinator.post(address, {}).content.decode()
    done = coordinator.post(address, {"answer": "coming", "meets_you": "Amina"})
    coordinator.post(address, {"answer": "coming", "meets_you": "Amina"})

    assert "01632 960001" in form
    assert "Select what the group said" in missing
    assert "is noted" in _get(coordinator, done["Location"])
    assert (only_request().state, only_request().meets_you) == ("coming", "Amina")


def test_the_next_group_is_offered_with_reasons(here: County, coordinator: Client) -> None:
    request = _no(here)
    other = listed(here.steward, content(name="Evening Friends")).listing_id
    address = f"/requests/{request.pk}/offer/"

    form = _get(coordinator, address)
    stranger = coordinator.post(address, {"listing_id": str(here.group)}).content.decode()
    coordinator.post(address, {"listing_id": str(other)})

    assert "Evening Friends" in form
    assert "English spoken, Step-free and Free" in form
    assert "Select one of the answers shown" in stranger
    assert only_request().state == "offered"
    assert "Offered: Evening Friends." in _get(coordinator, f"/requests/{request.pk}/")


def test_no_group_left_to_offer(here: County, coordinator: Client) -> None:
    page = _get(coordinator, f"/requests/{_no(here).pk}/offer/")

    assert "No other group fits" in page


@pytest.mark.parametrize(
    ("act", "data", "state"),
    [
        ("take-on", {}, "not_this_one"),
        ("nothing-suits", {}, "nothing_suited"),
        ("cancel", {}, "withdrawn"),
        ("new-link", {"purpose": "request"}, "not_this_one"),
    ],
)
def test_what_a_coordinator_does(
    here: County, coordinator: Client, act: str, data: dict[str, str], state: str
) -> None:
    request = _no(here)
    address = f"/requests/{request.pk}/{act}/"

    assert "Go back" in _get(coordinator, address) or "go back" in _get(coordinator, address)
    done = coordinator.post(address, data)

    assert done["Location"] == f"/requests/{request.pk}/?done={act}"
    assert "Done" in _get(coordinator, done["Location"])
    assert only_request().state == state


def test_what_the_state_does_not_allow_is_refused(here: County, coordinator: Client) -> None:
    record = asked(here.group)

    for act in ("told", "no-word", "nothing-suits"):
        answer = coordinator.post(f"/requests/{record.request_id}/{act}/", {"what": "went"})
        assert answer.status_code == 409
    assert coordinator.get(f"/requests/{record.request_id}/burn/").status_code == 404


def test_others_do_not_see_them(here: County, as_role: AsRole) -> None:
    record = asked(here.group)

    assert as_role("person").get("/requests/").status_code == 403
    assert as_role("org_admin").get(f"/requests/{record.request_id}/").status_code == 404
    assert as_role("safeguarding_lead").get("/requests/").status_code == 403
    assert "login" in Client().get("/requests/")["Location"]


def test_nothing_suited_with_counts(here: County, coordinator: Client) -> None:
    _no(here)
    signposting.record_unmet(
        outward="WR1", condition="copd", age_band="18_24", key="k", actor=system("test"), at=AT
    )

    page = _get(coordinator, "/requests/nothing-suited/")
    narrowed = _get(coordinator, "/requests/nothing-suited/?reason=declined")

    assert "The group said no" in page
    assert "18 to 24" in page
    assert "WR1" in page
    assert "Ruth Adeyemi" in page
    assert "18 to 24" not in narrowed.split("Each of them")[1]


def test_unmet_needs_take_a_constant_number_of_queries(here: County, coordinator: Client) -> None:
    def record(number: int) -> None:
        signposting.record_unmet(outward="WR1", key=str(number), actor=system("test"), at=AT)

    record(0)
    coordinator.get("/requests/nothing-suited/")
    with CaptureQueriesContext(connection) as one:
        coordinator.get("/requests/nothing-suited/")
    for number in range(1, 30):
        record(number)
    with CaptureQueriesContext(connection) as thirty:
        coordinator.get("/requests/nothing-suited/")

    assert len(thirty) == len(one)


def test_room_for_new_people(here: County, coordinator: Client) -> None:
    address = f"/requests/places/{here.group}/"

    assert f'href="{address}"' in _get(coordinator, f"/listings/{here.group}/")
    assert (
        "Enter the number of places"
        in coordinator.post(address, {"limited": "yes"}).content.decode()
    )
    saved = coordinator.post(address, {"limited": "yes", "places": "8"})
    assert "Taken: 0 of 8" in _get(coordinator, saved["Location"])
    coordinator.post(address, {"limited": "no", "places": "8"})

    assert signposting.places([here.group]) == {}


def test_only_who_edits_a_group_says_how_much_room_it_has(here: County, as_role: AsRole) -> None:
    address = f"/requests/places/{here.group}/"

    assert as_role("person").post(address, {"limited": "yes", "places": "1"}).status_code == 404
    assert "login" in Client().get(address)["Location"]
    assert signposting.places([here.group]) == {}


def test_who_comes_second_is_shown_what_the_first_has_said(
    here: County, coordinator: Client, as_role: AsRole
) -> None:
    address = f"/requests/places/{here.group}/"
    other = as_role("coordinator")
    mine, theirs = as_sent(coordinator.get(address)), as_sent(other.get(address))

    first = other.post(address, theirs | {"limited": "yes", "places": "8"})
    second = coordinator.post(address, mine | {"limited": "yes", "places": "12"})
    shown = second.content.decode()
    again = coordinator.post(address, as_sent(second, 409) | {"places": "12"})

    assert (first.status_code, second.status_code, again.status_code) == (302, 409, 302)
    assert "Somebody else has changed this meanwhile" in shown
    assert 'value="8"' in shown
    assert signposting.places([here.group])[here.group].places == 12


def test_the_same_number_sent_twice_is_one(here: County, coordinator: Client) -> None:
    address = f"/requests/places/{here.group}/"
    sent = as_sent(coordinator.get(address)) | {"limited": "yes", "places": "8"}

    answers = [coordinator.post(address, sent) for _ in range(3)]

    assert {answer.status_code for answer in answers} == {302}
    assert AuditRow.objects.filter(action="places.set").count() == 1
