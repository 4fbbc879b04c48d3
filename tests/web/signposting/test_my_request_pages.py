"""My request behind its link: how it stands, what can be changed, how it was; and other groups."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from alongside.domain.signposting import public as signposting
from alongside.domain.signposting.models import Request, UnmetNeed
from alongside.foundation.actor import system
from factories.asking import County, asked, group_link, offer_link
from factories.directory import AT, content, listed
from web.signposting.conftest import only_request

SYSTEM = system("test")
DEAD = "A" * 22


def _page(token: str, rest: str = "") -> str:
    answer = Client().get(f"/r/{token}/{rest}")
    assert answer.status_code == 200
    return answer.content.decode()


def _coming(here: County) -> signposting.AskedRecord:
    record = asked(here.group)
    signposting.answer_request(
        group_link(record.request_id),
        answer="coming",
        first_day=(AT + timedelta(days=1)).date(),
        meets_you="Amina, by the door",
        at=AT,
    )
    return record


def test_it_says_who_has_it_and_until_when(here: County) -> None:
    record = asked(here.group, note="I walk slowly.")

    page = _page(record.token)

    assert "has been asked" in page
    assert "Monday 30 November" in page
    assert record.reference in page
    assert "I walk slowly." in page
    assert "You asked" in page
    assert "Cancel this request" in page


def test_yes_tells_when_where_and_who_is_at_the_door(here: County) -> None:
    page = _page(_coming(here).token)

    assert "Tuesday 24 November at 6pm" in page
    assert "Amina, by the door" in page
    assert "Severn Hall" in page
    assert "The group said yes" in page


def test_the_day_goes_into_a_calendar_and_tells_nothing(here: County) -> None:
    record = _coming(here)

    answer = Client().get(f"/r/{record.token}/day.ics")

    body = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    assert "SUMMARY:Appointment" in body
    assert "20261124T180000" in body
    for telling in ("Circle", "Severn", "iabetes", "eer", "Amina", "http"):
        assert telling not in body


def test_no_calendar_without_a_day_ahead(here: County) -> None:
    record = asked(here.group)
    signposting.cancel_request(record.token, at=AT)

    assert Client().get(f"/r/{record.token}/day.ics").status_code == 404


def test_a_no_is_shown_with_the_groups_words(here: County) -> None:
    record = asked(here.group)
    signposting.answer_request(
        group_link(record.request_id), answer="not_this_one", reason="We are pausing.", at=AT
    )

    page = _page(record.token)

    assert "cannot take you on now" in page
    assert "We are pausing." in page


@pytest.mark.parametrize(
    ("what", "state"),
    [
        ("went", "went"),
        ("not_for_me", "not_for_me"),
        ("call_me", "call_back"),
    ],
)
def test_how_was_it(here: County, now: time_machine.Traveller, what: str, state: str) -> None:
    record = _coming(here)
    later = AT + timedelta(days=2)
    signposting.run_due(actor=SYSTEM, at=later)
    now.move_to(later)

    asks = _page(record.token)
    answer = Client().post(f"/r/{record.token}/", {"what": what})
    twice = Client().post(f"/r/{record.token}/", {"what": what})

    assert "No answer is fine too" in asks
    assert answer.status_code == twice.status_code == 302
    assert only_request().state == state
    assert "Thank you" in Client().get(answer["Location"]).content.decode()


def test_how_was_it_takes_only_what_is_offered(here: County) -> None:
    record = asked(here.group)

    answer = Client().post(f"/r/{record.token}/", {"what": "went"})

    assert "Error:" in answer.content.decode()
    assert only_request().state == "asked"


def test_another_number_makes_older_links_worthless(here: County) -> None:
    record = asked(here.group)

    answer = Client().post(
        f"/r/{record.token}/reach/",
        {"name": "Ruth", "channel": "email", "email": "ruth@example.org"},
    )

    new = answer["Location"].split("/")[2]
    assert "ruth@example.org" in _page(new)
    assert Client().get(f"/r/{record.token}/").status_code == 404


def test_another_number_that_cannot_be_one_is_refused(here: County) -> None:
    record = asked(here.group)

    answer = Client().post(
        f"/r/{record.token}/reach/", {"name": "Ruth", "channel": "text", "text": "12"}
    )

    assert "Enter a telephone number" in answer.content.decode()
    assert _page(record.token)


def test_what_would_help_is_changed(here: County) -> None:
    record = asked(here.group)
    known = _page(record.token, "help/")

    Client().post(f"/r/{record.token}/help/", {"help_to_come": "quiet_space", "note": "I am deaf."})

    assert 'value="step_free" checked' in known
    assert only_request().help_to_come == ["quiet_space"]
    assert only_request().note == "I am deaf."


def test_cancelling_asks_once_more(here: County) -> None:
    record = asked(here.group)

    assert "Do you want to cancel?" in _page(record.token, "cancel/")
    assert only_request().state == "asked"
    first = Client().post(f"/r/{record.token}/cancel/")
    Client().post(f"/r/{record.token}/cancel/")

    assert only_request().state == "withdrawn"
    page = Client().get(first["Location"]).content.decode()
    assert "You cancelled this" in page
    assert "Cancel this request" not in page
    assert "closed already" in _page(record.token, "cancel/")


@pytest.mark.parametrize(
    ("rest", "data"),
    [("reach/", {"channel": "phone", "phone": "01632 960 001", "name": "R"}), ("help/", {})],
)
def test_a_closed_request_is_not_changed(here: County, rest: str, data: dict[str, str]) -> None:
    record = asked(here.group)
    signposting.cancel_request(record.token, at=AT)

    answer = Client().post(f"/r/{record.token}/{rest}", data)

    assert answer["Location"].endswith("?done=closed")


def test_wanting_to_hear_of_others(here: County) -> None:
    record = asked(here.group)
    signposting.cancel_request(record.token, at=AT)

    Client().post(f"/r/{record.token}/tell-me/")

    assert UnmetNeed.objects.get(reason="tell_me").tell_until is not None
    assert "Tell me when there is one" not in _page(record.token)


@pytest.mark.parametrize(("purpose", "where"), [("preferences", "/p/"), ("my_data", "/d/")])
def test_preferences_and_data_have_links_of_their_own(
    here: County, purpose: str, where: str
) -> None:
    record = asked(here.group)

    answer = Client().post(f"/r/{record.token}/to/{purpose}/")

    assert answer["Location"].startswith(where)
    assert record.token not in answer["Location"]
    assert Client().post(f"/r/{record.token}/to/answer/").status_code == 404


@pytest.mark.parametrize(
    "rest",
    ["", "sent/", "reach/", "help/", "cancel/", "day.ics"],
)
def test_a_link_that_is_over_leads_to_a_kind_word(here: County, rest: str) -> None:
    record = asked(here.group)
    offer = group_link(record.request_id)  # a true link, of another purpose

    for token in (DEAD, offer, "x", record.token[:-1]):
        answer = Client().get(f"/r/{token}/{rest}")
        page = answer.content.decode()
        assert answer.status_code == 404
        assert "does not work any more" in page
        assert "revoked" not in page


def test_a_link_is_kept_from_others(here: County, caplog: pytest.LogCaptureFixture) -> None:
    record = asked(here.group)

    good = Client().get(f"/r/{record.token}/")
    over = Client().get(f"/r/{DEAD}/")

    for answer in (good, over):
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"] == "noindex"
        assert "no-store" in answer["Cache-Control"]
    assert "<title>Your request" in good.content.decode()
    assert record.token not in caplog.text
    assert DEAD not in caplog.text


def _offered(here: County) -> str:
    record = asked(here.group)
    signposting.answer_request(
        group_link(record.request_id), answer="not_this_one", reason="", at=AT
    )
    signposting.offer_next(record.request_id, actor=here.coordinator, at=AT)
    return offer_link(record.request_id)


def test_another_group_is_taken(here: County) -> None:
    other = listed(here.steward, content(name="Evening Friends")).listing_id
    token = _offered(here)

    page = Client().get(f"/o/{token}/").content.decode()
    yes = Client().post(f"/o/{token}/", {"answer": "yes"})
    twice = Client().post(f"/o/{token}/", {"answer": "yes"})

    assert "Evening Friends" in page
    assert "Severn Hall" in page
    assert Request.objects.filter(listing_id=other).count() == 1
    for answer in (yes, twice):
        assert "Evening Friends" in Client().get(answer["Location"]).content.decode()
    assert "You have answered this" in Client().get(f"/o/{token}/").content.decode()


def test_no_shows_the_next_one_and_then_says_that_nothing_suited(here: County) -> None:
    for name in ("Evening Friends", "Walk and Talk"):
        listed(here.steward, content(name=name))
    token = _offered(here)

    no = Client().post(f"/o/{token}/", {"answer": "no"})
    last = Client().post(no["Location"], {"answer": "no"})

    assert no["Location"].startswith("/o/")
    assert "Nothing suited you yet" in last.content.decode()
    assert only_request().state == "nothing_suited"


def test_none_of_these_ends_it_at_once(here: County) -> None:
    for name in ("Evening Friends", "Walk and Talk"):
        listed(here.steward, content(name=name))
    token = _offered(here)

    for _ in range(2):
        answer = Client().post(f"/o/{token}/", {"answer": "none"})
        assert "Nothing suited you yet" in answer.content.decode()

    assert only_request().state == "nothing_suited"


def test_an_offer_without_an_answer_is_asked_again(here: County) -> None:
    listed(here.steward, content(name="Evening Friends"))
    token = _offered(here)

    answer = Client().post(f"/o/{token}/", {})

    assert "Select one of the answers" in answer.content.decode()
    assert Client().get(f"/o/{DEAD}/").status_code == 404
