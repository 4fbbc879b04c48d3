"""The group answers from a link, on one page; and says afterwards whether somebody came."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from alongside.domain.signposting import public as signposting
from alongside.domain.signposting.models import Said
from alongside.foundation.actor import system
from factories.asking import TEXT, County, asked, group_link
from factories.directory import AT
from web.signposting.conftest import only_request

NEXT = "2026-11-24"


@pytest.fixture
def link(here: County) -> str:
    """The address that the group was given."""
    record = asked(here.group, note="I walk slowly.")
    return f"/a/{group_link(record.request_id)}/"


def _get(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def _yes(link: str, **changes: str) -> str:
    answer = Client().post(
        link, {"answer": "coming", "first_day": NEXT, "meets_you": "Amina"} | changes
    )
    return str(answer["Location"])


def test_the_page_shows_what_the_group_needs_and_no_more(link: str) -> None:
    page = _get(link)

    assert "Ruth would like to come" in page
    assert "A way in without steps" in page
    assert "I walk slowly." in page
    assert "Tuesday 24 November at 6pm" in page
    assert 'value="Amina, in a green scarf"' in page  # as the group's own page says
    for hidden in ("Adeyemi", "07700"):
        assert hidden not in page


def test_yes_names_the_day_and_who_is_at_the_door(link: str) -> None:
    page = _get(_yes(link))

    request = only_request()
    assert (request.state, str(request.first_day), request.meets_you) == ("coming", NEXT, "Amina")
    assert "You said yes to Ruth" in page
    assert "07700 900123" in page


def test_how_to_reach_somebody_who_does_not_allow_it_stays_hidden(here: County) -> None:
    contact = signposting.ContactAnswers(channel="text", number="07700 900123")
    record = asked(here.group, contact=contact)

    page = _get(_yes(f"/a/{group_link(record.request_id)}/"))

    assert "07700" not in page
    assert TEXT.share_with_group


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ({}, "Select an answer"),
        ({"answer": "coming"}, "Select the day on which they can come first"),
        ({"answer": "coming", "first_day": "another"}, "Enter the day on which they can come"),
        (
            {
                "answer": "coming",
                "first_day": "another",
                "other_day_day": "1",
                "other_day_month": "1",
                "other_day_year": "2020",
            },
            "Choose a day that is still to come",
        ),
        ({"answer": "coming", "first_day": "2031-01-01"}, "Select one of the answers shown"),
        ({"answer": "not_this_one"}, "Select why"),
        ({"answer": "not_this_one", "reason": "own"}, "Say why in a few words"),
        ({"answer": "perhaps"}, "Select one of the answers shown"),
    ],
)
def test_what_is_missing_is_said(link: str, data: dict[str, str], fault: str) -> None:
    page = Client().post(link, data).content.decode()

    assert "<title>Error:" in page
    assert fault in page
    assert only_request().state == "asked"


def test_another_day_than_the_next_dates(link: str) -> None:
    _yes(
        link,
        first_day="another",
        other_day_day="6",
        other_day_month="1",
        other_day_year="2027",
    )

    assert str(only_request().first_day) == "2027-01-06"


def test_the_waiting_list(link: str) -> None:
    Client().post(link, {"answer": "waiting"})

    assert only_request().state == "waiting"
    assert "is on your waiting list" in _get(link)


def test_not_this_one_says_what_the_person_will_read(link: str) -> None:
    assert "They read this" in _get(link)
    Client().post(
        link, {"answer": "not_this_one", "reason": "others", "own_words": "We are all over 60."}
    )

    assert only_request().group_reason == (
        "We are for other people than those you told us about. We are all over 60."
    )
    assert "not to this group" in _get(link)


def test_a_second_look_is_a_kind_page_and_a_change_counts(link: str) -> None:
    _yes(link)
    again = _get(link)
    changed = _get(f"{link}?change=1")
    _yes(link, first_day="2026-12-01")

    assert "You said yes to Ruth" in again
    assert "<form" not in again
    assert f'value="{NEXT}" checked' in changed
    assert str(only_request().first_day) == "2026-12-01"


def test_somebody_who_cancelled_needs_no_answer(here: County) -> None:
    record = asked(here.group)
    link = f"/a/{group_link(record.request_id)}/"
    signposting.cancel_request(record.token, at=AT)

    assert "does not want to come after all" in _get(link)
    assert Client().post(link, {"answer": "waiting"}).status_code == 409


@pytest.mark.parametrize(("what", "kept"), [("went", 1), ("could_not_come", 1), ("not_sure", 0)])
def test_the_groups_account(link: str, now: time_machine.Traveller, what: str, kept: int) -> None:
    _yes(link)
    early = Client().post(f"{link}came/", {"what": what})
    later = AT + timedelta(days=2)
    signposting.run_due(actor=system("test"), at=later)
    now.move_to(later)

    asks = _get(link)
    answer = Client().post(f"{link}came/", {"what": what})
    Client().post(f"{link}came/", {"what": what})

    assert early["Location"] == link
    assert "Did Ruth come?" in asks
    assert "Thank you" in _get(answer["Location"])
    assert Said.objects.filter(party="group", what=what).count() == kept
    assert Said.objects.count() == kept


def test_an_account_without_an_answer_is_asked_again(
    link: str, now: time_machine.Traveller
) -> None:
    _yes(link)
    now.move_to(AT + timedelta(days=2))

    assert "Error:" in Client().post(f"{link}came/", {}).content.decode()


def test_a_link_that_is_over(here: County) -> None:
    record = asked(here.group)

    for address in (f"/a/{'A' * 22}/", f"/a/{record.token}/", "/a/x/"):
        answer = Client().get(address)
        assert answer.status_code == 404
        assert "does not work any more" in answer.content.decode()
        assert answer["Referrer-Policy"] == "no-referrer"
