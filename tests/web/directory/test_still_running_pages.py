"""*Still running?*: the coordinator's list, the call, and the leader's link."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from alongside.domain.directory import public as directory
from alongside.domain.directory.models import Listing, RunningCheck, Version
from alongside.domain.people import public as people
from alongside.foundation import clock
from alongside.foundation.actor import system
from factories.directory import content, listed
from web.conftest import AsRole
from web.directory.steps import text

pytestmark = pytest.mark.django_db


def _asked(here: people.ServiceRecord, name: str = "Tuesday Circle") -> RunningCheck:
    """A public group that was asked today."""
    taken = listed(here.organisation_id, content(name=name))
    today = clock.london_date(clock.now())
    Listing.objects.filter(pk=taken.listing_id).update(ask_again_on=today)
    directory.ask_due(actor=system("test"), at=clock.now())
    return RunningCheck.objects.get(listing_id=taken.listing_id)


def _link(check: RunningCheck) -> str:
    row = directory.running_row(check.pk, actor=system("test"), at=clock.now())
    return f"/running/{row.token}/"


def _answer(check: RunningCheck) -> str:
    check.refresh_from_db()
    return check.answer


def test_the_list_shows_the_link_the_dates_and_the_number_to_ring(
    as_role: AsRole, here: people.ServiceRecord
) -> None:
    check = _asked(here)
    client = as_role("coordinator")

    page = text(client.get("/listings/running/"))
    RunningCheck.objects.update(ring_from=check.asked_on)
    later = text(client.get("/listings/running/"))

    assert f'value="http://testserver{_link(check)}"' in page
    assert 'href="tel:01632960001"' in page
    assert "Please ring" not in page
    assert "Please ring" in later


def test_asking_by_the_button_asks_nobody_twice(
    as_role: AsRole, here: people.ServiceRecord
) -> None:
    _asked(here)
    taken = listed(here.organisation_id, content(name="Another"))
    Listing.objects.filter(pk=taken.listing_id).update(ask_again_on=clock.london_date(clock.now()))
    client = as_role("coordinator")

    for _ in range(2):
        assert client.post("/listings/running/")["Location"] == "/listings/running/"

    assert RunningCheck.objects.count() == 2


@pytest.mark.parametrize(
    ("answer", "state"), [("running", "listed"), ("stopped", "closed"), ("no_answer", "listed")]
)
def test_what_a_group_said_on_the_telephone_is_recorded(
    as_role: AsRole, here: people.ServiceRecord, answer: str, state: str
) -> None:
    check = _asked(here)
    client = as_role("coordinator")
    assert "What did they say?" in text(client.get(f"/listings/running/{check.pk}/"))

    for _ in range(2):
        said = client.post(f"/listings/running/{check.pk}/", {"answer": answer})
        assert said["Location"] == "/listings/running/"

    assert Listing.objects.get().state == state
    check.refresh_from_db()
    assert (check.answered_on is None) is (answer == "no_answer")


def test_two_who_rang_the_second_sees_that_it_was_answered(
    as_role: AsRole, here: people.ServiceRecord
) -> None:
    check = _asked(here)
    client = as_role("coordinator")
    client.post(f"/listings/running/{check.pk}/", {"answer": "running"})

    other = as_role("coordinator").post(f"/listings/running/{check.pk}/", {"answer": "stopped"})

    assert other.status_code == 409
    assert "Somebody recorded an answer already" in text(other)
    assert Listing.objects.get().state == "listed"


def test_opening_the_link_changes_nothing(here: people.ServiceRecord) -> None:
    check = _asked(here)

    page = Client().get(_link(check))

    assert "Is the group still running?" in text(page)
    assert "Tuesday Circle" in text(page)
    assert _answer(check) == ""
    assert page["Referrer-Policy"] == "no-referrer"
    assert page["X-Robots-Tag"] == "noindex"
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize(("answer", "state"), [("running", "listed"), ("stopped", "closed")])
def test_a_leader_answers_without_an_account_and_twice_is_once(
    here: people.ServiceRecord, answer: str, state: str
) -> None:
    check = _asked(here)
    # As a browser does it that keeps its referrer to itself.
    leader = Client(enforce_csrf_checks=True, headers={"Origin": "null"})
    link = _link(check)

    for _ in range(2):
        page = leader.post(link, {"answer": answer})
        assert page.status_code == 200
        assert "Thank you" in text(page)
        assert "Tuesday Circle" in text(page)

    assert _answer(check) == answer
    assert Listing.objects.get().state == state


def test_something_changed_leads_to_signing_in_and_answers_nothing(
    here: people.ServiceRecord,
) -> None:
    check = _asked(here)

    page = text(Client().post(_link(check), {"answer": "changed"}))

    assert f'href="/listings/{check.listing_id}/"' in page
    assert _answer(check) == ""


def test_no_answer_is_an_error_and_not_a_fault(here: people.ServiceRecord) -> None:
    check = _asked(here)

    page = Client().post(_link(check), {})

    assert "There is a problem" in text(page)
    assert _answer(check) == ""


def test_a_leader_who_is_signed_in_says_it_with_one_tap(
    as_role: AsRole, here: people.ServiceRecord
) -> None:
    check = _asked(here)
    client = as_role("coordinator")
    address = f"/listings/{check.listing_id}/still-running/"
    assert address in text(client.get(f"/listings/{check.listing_id}/"))

    for _ in range(2):
        assert client.post(address)["Location"] == f"/listings/{check.listing_id}/"

    assert _answer(check) == "running"
    assert Listing.objects.get().assured_on == clock.london_date(clock.now())


def test_the_public_page_tells_a_confirmation_from_a_check_of_the_details(
    here: people.ServiceRecord,
) -> None:
    check = _asked(here)
    page = f"/groups/{check.listing_id}/"
    day = clock.london_date(clock.now()) - timedelta(days=200)
    Version.objects.update(basis="checked", details_checked_on=day)
    assert "confirmed" not in text(Client().get(page))

    Client().post(_link(check), {"answer": "running"})

    after = text(Client().get(page))
    assert "Checked 6 months ago: contact details checked, quality not checked." in after
    assert "Still running, confirmed today." in after


def test_a_used_link_says_so_kindly(here: people.ServiceRecord) -> None:
    check = _asked(here)
    link = _link(check)
    Client().post(link, {"answer": "running"})

    opened = Client().get(link)
    other = Client().post(link, {"answer": "stopped"})

    for page in (opened, other):
        assert "This question has been answered" in text(page)
        assert page["Referrer-Policy"] == "no-referrer"
    assert Listing.objects.get().state == "listed"


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("spoilt", ["cut", "unknown", "old", "long", "revoked"])
def test_a_link_that_does_not_work_never_says_why(
    here: people.ServiceRecord, spoilt: str, method: str
) -> None:
    check = _asked(here)
    link = {
        "cut": _link(check)[:-3] + "/",
        "unknown": "/running/nothing/",
        "long": f"/running/{'x' * 5000}/",
    }.get(spoilt, _link(check))
    if spoilt == "old":
        RunningCheck.objects.update(asked_on=check.asked_on - timedelta(days=2000))
    if spoilt == "revoked":
        RunningCheck.objects.update(nonce="f" * 16)

    page = getattr(Client(), method)(link, {"answer": "running"})

    assert page.status_code == 404
    assert "This link does not work any more" in text(page)
    assert "Tuesday Circle" not in text(page)
    assert page["Referrer-Policy"] == "no-referrer"


def test_the_token_is_never_logged(
    here: people.ServiceRecord, caplog: pytest.LogCaptureFixture
) -> None:
    check = _asked(here)
    link = _link(check)
    token = link.split("/")[2]

    with caplog.at_level(logging.DEBUG):
        Client().get(link)
        Client().post(link, {"answer": "running"})
        Client().get(link[:-3] + "/")

    logged = " ".join(record.getMessage() for record in caplog.records)
    assert "directory:still_running" in logged
    assert token[:20] not in logged


def test_the_list_says_what_was_sent_and_whom_to_ring(
    as_role: AsRole, here: people.ServiceRecord
) -> None:
    listed(here.organisation_id, content(name="By mail", email="circle@example.org", phone=""))
    listed(here.organisation_id, content(name="By voice", email="", phone="01632 960 001"))
    Listing.objects.update(ask_again_on=clock.london_date(clock.now()))
    client = as_role("coordinator")

    client.post("/listings/running/")

    page = text(client.get("/listings/running/"))
    mail, voice = page[page.index("By mail") :], page[page.index("By voice") :]
    assert "Waits to be sent" in mail or "Email sent" in mail
    assert "Could not be sent: " in voice
    assert page.count("Please ring") == 1


def test_the_list_asks_the_database_as_often_for_thirty_as_for_one(
    as_role: AsRole,
    here: people.ServiceRecord,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    _asked(here)
    client = as_role("coordinator")
    with django_assert_max_num_queries(50) as seen:
        client.get("/listings/running/")
    for number in range(24):
        _asked(here, f"Group {number}")

    with django_assert_max_num_queries(len(seen)):
        page = text(client.get("/listings/running/"))

    assert page.count("Record what they said") == 25
    assert UUID(page.split("/listings/running/")[2].split("/")[0])
