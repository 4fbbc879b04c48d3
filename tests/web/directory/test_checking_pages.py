"""The checker's pages: side by side, checked, sent back, two at once."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from alongside.domain.directory import public as directory
from alongside.domain.people import public as people
from alongside.foundation import clock
from factories.directory import content, listed
from web.conftest import AsRole
from web.directory.steps import actor, draft, key, published, send, sent, text

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("here")
def test_a_first_listing_shows_its_contact_details_first(as_role: AsRole) -> None:
    home = sent(as_role("person"))
    page = text(as_role("coordinator").get(f"{home}check/"))

    assert page.index("please check these") < page.index("01632 960001") < page.index("In short")
    assert "quality not checked" in page


@pytest.mark.usefixtures("here")
def test_details_checked_makes_it_public_with_todays_date(as_role: AsRole) -> None:
    home = published(as_role("person"), as_role("coordinator"))

    listing = directory.public_listing(key(home))

    assert listing.basis == "checked"
    assert listing.assured_on == clock.london_date(clock.now())


@pytest.mark.usefixtures("here")
def test_a_reviewer_checks_but_not_their_own_group(as_role: AsRole) -> None:
    reviewer = as_role("guidance_editor", checks_listings=True)
    own, other = sent(reviewer, "Mine"), sent(as_role("person"), "Theirs")

    page = text(reviewer.get("/listings/to-check/"))

    assert "(your own group)" in page
    assert send(reviewer, f"{other}check/", other).status_code == 302
    assert send(reviewer, f"{own}check/", own).status_code == 403
    assert draft(reviewer, own).state == "submitted"


@pytest.mark.usefixtures("here")
def test_only_what_changed_is_shown_in_words_and_contact_first(as_role: AsRole) -> None:
    leader, checker = as_role("person"), as_role("coordinator")
    home = published(leader, checker)
    send(leader, f"{home}questions/summary/", home, summary="Tea and walks.")
    send(leader, f"{home}questions/contact/", home, phone="01632 960002", email="a@example.org")
    send(leader, f"{home}answers/", home)

    page = text(checker.get(f"{home}check/"))

    compared = page[: page.index("Everything it says now")]
    headings = re.findall(r'<h3 class="nhsuk-heading-s">(\w[\w ]*)', compared)
    assert [one.strip() for one in headings] == ["Email", "Telephone", "In short"]
    assert "01632 960001" in compared
    assert "01632 960002" in compared
    assert "New</strong>" in compared
    assert "Changed</strong>" in compared


@pytest.mark.usefixtures("here")
def test_sent_back_shows_each_reason_beside_its_field_until_it_is_changed(
    as_role: AsRole,
) -> None:
    leader, checker = as_role("person"), as_role("coordinator")
    home = sent(leader)

    answer = send(
        checker,
        f"{home}send-back/",
        home,
        phone="Nobody answers this number.",
        places="Which room?",
    )

    assert answer["Location"] == "/listings/to-check/"
    tasks = text(leader.get(home))
    assert "Nobody answers this number." in tasks
    assert "Please change" in tasks
    assert f'href="{home}questions/contact/?after=tasks"' in tasks
    question = text(leader.get(f"{home}questions/contact/"))
    assert question.index("Nobody answers this number.") < question.index('name="phone"')
    assert "Which room?" in text(leader.get(f"{home}places/"))
    send(leader, f"{home}questions/contact/", home, phone="01632 960007")
    assert "Nobody answers" not in text(leader.get(f"{home}questions/contact/"))
    assert "Which room?" in text(leader.get(home))


@pytest.mark.usefixtures("here")
def test_sending_back_without_a_reason_is_said(as_role: AsRole) -> None:
    home = sent(as_role("person"))
    checker = as_role("coordinator")

    answer = send(checker, f"{home}send-back/", home)

    assert answer.status_code == 200
    assert "There is a problem" in text(answer)
    assert draft(checker, home).state == "submitted"


@pytest.mark.usefixtures("here")
def test_two_checkers_the_second_sees_what_happened_and_loses_nothing(as_role: AsRole) -> None:
    leader, one, two = as_role("person"), as_role("coordinator"), as_role("coordinator")
    home = sent(leader)
    edition = draft(one, home).edition
    one.post(f"{home}send-back/", {"edition": edition, "phone": "Nobody answers."})

    checked = two.post(f"{home}check/", {"edition": edition})
    back = two.post(f"{home}send-back/", {"edition": edition, "email": "This one bounces."})

    assert checked.status_code == 409
    assert "has changed since you opened it" in text(checked)
    assert back.status_code == 409
    assert "This one bounces." in text(back)
    assert draft(leader, home).remarks == {"phone": "Nobody answers."}


@pytest.mark.usefixtures("here")
def test_checked_twice_by_the_same_form_is_one(as_role: AsRole) -> None:
    checker = as_role("coordinator")
    home = sent(as_role("person"))
    edition = draft(checker, home).edition

    for _ in range(2):
        answer = checker.post(f"{home}check/", {"edition": edition})
        assert answer["Location"] == "/listings/to-check/"

    assert "Version 1" in text(checker.get(f"{home}history/"))
    assert "Version 2" not in text(checker.get(f"{home}history/"))


@pytest.mark.usefixtures("here")
def test_history_tells_versions_reasons_and_steps(as_role: AsRole) -> None:
    leader, checker = as_role("person"), as_role("coordinator")
    home = sent(leader)
    send(checker, f"{home}send-back/", home, phone="Nobody answers.")
    send(leader, f"{home}questions/contact/", home, phone="01632 960007")
    send(leader, f"{home}answers/", home)
    send(checker, f"{home}check/", home)

    page = text(checker.get(f"{home}history/"))

    assert "Details checked on" in page
    assert "from “waiting to be checked” to “sent back”" in page
    assert "from “not public yet” to “public”" in page


def test_what_came_from_a_file_is_in_the_list_and_is_checked_as_it_stands(
    as_role: AsRole, here: people.ServiceRecord
) -> None:
    taken = listed(here.organisation_id, content(name="From a file"))
    checker = as_role("coordinator")
    home = f"/listings/{taken.listing_id}/"

    page = text(checker.get("/listings/to-check/"))
    told = text(checker.get(f"{home}check/"))
    answer = send(checker, f"{home}check/", home)

    assert "From a file, not checked yet" in page
    assert "nobody has checked it" in told
    assert answer.status_code == 302
    assert directory.public_listing(taken.listing_id).basis == "checked"


def test_lists_ask_the_database_as_often_for_thirty_as_for_one(
    as_role: AsRole,
    here: people.ServiceRecord,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    leader, checker = as_role("person"), as_role("coordinator")
    sent(leader, "Group 0")
    listed(here.organisation_id, content(name="File 0"))
    asked = {
        "/listings/to-check/": (checker, _count(checker, "/listings/to-check/")),
        "/listings/": (leader, _count(leader, "/listings/")),
    }
    for number in range(1, 30):
        home = filled_quickly(leader, f"Group {number}")
        directory.submit(key(home), edition=2, actor=actor(leader), at=clock.now())
        listed(here.organisation_id, content(name=f"File {number}"))

    for address, (client, queries) in asked.items():
        with django_assert_num_queries(queries):
            page = text(client.get(address))
        assert page.count("Group ") >= 25


def filled_quickly(client: Client, name: str) -> str:
    """A listing with all that is required, without its pages."""
    who, at = actor(client), clock.now()
    made = directory.start_listing(name=name, actor=who, at=at)
    said = content()
    changes = {
        field: getattr(said, field) for field in ("summary", "modes", "meetings", "phone", "places")
    } | {"any_condition": True}
    directory.save_draft(made, edition=1, changes=changes, actor=who, at=at)
    return f"/listings/{made}/"


def _count(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    return len(seen)
