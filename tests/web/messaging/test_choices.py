"""How I may be reached, behind a link and signed in: everything on one page, and one press."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from alongside.domain.catalogue import public as catalogue
from alongside.domain.catalogue.models import Entry
from alongside.domain.messaging import public as messaging
from alongside.domain.messaging.models import SafeContact
from alongside.domain.people import public as people
from alongside.domain.people.models import Person
from alongside.foundation import clock
from factories.messaging import MOBILE, SYSTEM, drained, person, send

pytestmark = pytest.mark.django_db
Said = dict[str, Any]


def profile(someone: Person) -> messaging.ProfileRecord:
    return messaging.own_profile(someone.pk)


def test_what_is_saved_is_what_is_shown(link: Any, said: Said, client: Client) -> None:
    someone = person(text_number=MOBILE, channels=("text",))
    address = link(someone)

    answer = client.post(
        address,
        said
        | {
            "mail": "yes",
            "email": "ann@example.org",
            "letter": "yes",
            "post": "Ann Ask\r\n1 Mill Lane\r\nWR1 2AB",
            "phone": "yes",
            "phone_number": "01632 960 001",
            "may_leave_message": "yes",
            "best": "email",
            "when": "these",
            "days_1": ["0", "2"],
            "since_1": "10am",
            "until_1": "4pm",
            "signed_as": "first_name",
            "signature_name": "Jo",
            "may_name": "yes",
            "language": "cy",
            "formats": ["large_print", "language_interpreter"],
            "interpreter_language": "cy",
            "share_needs": "on",
        },
    )

    assert (answer.status_code, answer["Location"]) == (302, f"{address}?done=saved")
    kept = profile(someone)
    assert kept.channels == ("email", "text", "letter", "phone")
    assert kept.forbidden == ()
    assert kept.post == ("Ann Ask", "1 Mill Lane", "WR1 2AB")
    assert kept.safe_times == (messaging.SafeTime((0, 2), time(10), time(16)),)
    assert (kept.signed_as, kept.signature_name, kept.may_name) == ("first_name", "Jo", True)
    assert (kept.formats, kept.interpreter_language, kept.share_needs) == (
        ("large_print", "language_interpreter"),
        "cy",
        True,
    )
    page = client.get(answer["Location"]).content.decode()
    assert "Your choices are saved" in page
    for shown in ("07700 900456", "ann@example.org", "1 Mill Lane", "01632 960001", "Jo", "10am"):
        assert shown in page


def test_the_same_form_sent_again_changes_nothing(link: Any, said: Said, client: Client) -> None:
    someone = person(text_number=MOBILE)
    address = link(someone)
    client.post(address, said)
    before = SafeContact.objects.get(person=someone).changed_at

    with time_machine.travel(clock.now() + timedelta(minutes=5)):
        answers = [client.post(address, said).status_code for _time in range(10)]

    assert answers == [302] * 10
    assert SafeContact.objects.get(person=someone).changed_at == before


def test_what_was_changed_meanwhile_is_not_undone(link: Any, said: Said, client: Client) -> None:
    someone = person(text_number="07700 900456", forbidden=("email", "letter"))
    address = link(someone)

    # The page has been open since before a coordinator wrote down what they need.
    messaging.set_profile(
        person_id=someone.pk, changes={"may_name": True}, actor=SYSTEM, at=clock.now()
    )
    client.post(address, said | {"may_name": "yes", "quiet_from": "8pm"})

    assert (profile(someone).may_name, profile(someone).quiet_from) == (True, time(20))


FAULTS: list[tuple[Said, str]] = [
    ({"text_number": ""}, "Enter a mobile number"),
    ({"text_number": "12"}, "Enter a telephone number, like"),
    ({"text_number": "01632 960001"}, "mobile number"),
    ({"mail": "yes"}, "Enter an e-mail address"),
    ({"mail": "yes", "email": "nobody"}, "Enter an email address in the correct format"),
    ({"letter": "yes"}, "Enter an address"),
    ({"phone": "yes"}, "Enter a telephone number"),
    ({"signed_as": "first_name"}, "Enter the first name"),
    ({"when": "these"}, "Choose a day, and write both times"),
    ({"when": "these", "days_1": "1", "since_1": "4pm", "until_1": "3pm"}, "later than"),
    ({"when": "these", "days_1": "1", "since_1": "4pm"}, "Choose the days and write both times"),
    ({"when": "these", "days_1": "1", "since_1": "10pm", "until_1": "11pm"}, "quiet hours"),
    ({"quiet_from": "later"}, "must be a time"),
    ({"language": "klingon"}, "Select one of the answers shown"),
    ({"formats": ["telepathy"]}, "Select from the answers shown"),
    ({"text": ""}, "Select whether we may send texts"),
    ({"post": "x" * 500, "letter": "yes"}, "characters or fewer"),
    ({"signature_name": "\x00", "signed_as": "first_name"}, "character here that we cannot keep"),
]


@pytest.mark.parametrize(("wrong", "words"), FAULTS)
def test_what_cannot_be_is_said_beside_its_question(
    link: Any, said: Said, client: Client, wrong: Said, words: str
) -> None:
    someone = person(text_number=MOBILE)
    before = profile(someone)

    answer = client.post(link(someone), said | wrong)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "There is a problem" in page
    assert words in page
    assert "<title>Error: " in page
    assert profile(someone) == before


def test_each_answer_shows_a_text_as_it_would_be(link: Any, client: Client) -> None:
    someone = person(signature_name="Jo")

    page = client.get(link(someone)).content.decode()

    for words in ("From the team", "From Jo", "From Severn Peers", "Riverside Circle"):
        assert words in page


def test_a_name_is_shown_as_it_was_typed(link: Any, said: Said, client: Client) -> None:
    someone = person(text_number=MOBILE)
    name = "<b>\u202e😀 ليلى"

    answer = client.post(
        link(someone), said | {"signed_as": "first_name", "signature_name": name}, follow=True
    )

    assert profile(someone).signature_name == name
    assert "&lt;b&gt;" in answer.content.decode()
    assert "<b>\u202e" not in answer.content.decode()


def test_one_press_stops_everything_and_another_takes_it_back(link: Any, client: Client) -> None:
    someone = person(text_number=MOBILE)
    message = send(someone, at=clock.now())
    address = link(someone)
    before = profile(someone)

    stopped = client.post(f"{address}stop/", follow=True)
    again = client.post(f"{address}stop/", follow=True)

    assert profile(someone).channels == ()
    assert set(profile(someone).forbidden) == set(messaging.Channel)
    for answer in (stopped, again):
        page = answer.content.decode()
        assert "We send you nothing, and nobody rings." in page
        assert f'action="{address}undo/"' in page
        assert f'action="{address}stop/"' not in page
    drained(clock.now())
    message.refresh_from_db()
    assert message.state == "cannot_send"

    undone = client.post(f"{address}undo/", follow=True)
    twice = client.post(f"{address}undo/", follow=True)

    assert "Everything is as it was before" in undone.content.decode()
    assert "too long ago" in twice.content.decode()
    kept = profile(someone)
    assert (kept.channels, kept.forbidden) == (before.channels, before.forbidden)


def test_what_was_stopped_long_ago_is_chosen_anew(link: Any, client: Client) -> None:
    someone = person(text_number=MOBILE)
    address = link(someone, hours=3)
    client.post(f"{address}stop/")

    with time_machine.travel(clock.now() + timedelta(minutes=31)):
        page = client.get(address).content.decode()
        answer = client.post(f"{address}undo/", follow=True)

    assert "We send you nothing" in page
    assert "undo/" not in page
    assert "too long ago" in answer.content.decode()
    assert profile(someone).channels == ()


@pytest.mark.parametrize("name", ["", "stop/", "undo/"])
def test_a_link_that_is_over_says_nothing(link: Any, client: Client, name: str) -> None:
    someone = person(text_number=MOBILE)
    address = link(someone)
    other = link(someone, purpose="my_data")

    with time_machine.travel(clock.now() + timedelta(hours=2)):
        old = client.post(f"{address}{name}")
    answers = [old, client.post(f"{other}{name}"), client.post(f"/p/{'x' * 22}/{name}")]

    for answer in answers:
        assert answer.status_code == 404
        assert "This link does not work any more" in answer.content.decode()
    assert profile(someone).channels == ("text",)


def test_the_page_leaves_no_trace(link: Any, client: Client) -> None:
    answer = client.get(link(person()))

    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex"
    assert "no-store" in answer["Cache-Control"]
    assert "<title>Your choices – " in answer.content.decode()


def test_somebody_who_is_signed_in_has_the_same_page(
    service: people.ServiceRecord, as_role: Callable[..., Client], said: Said
) -> None:
    client = as_role("person")
    page = client.get("/people/me/contact/").content.decode()

    saved = client.post("/people/me/contact/", said, follow=True)
    stopped = client.post("/people/me/contact/stop/", follow=True)
    undone = client.post("/people/me/contact/undo/", follow=True)

    assert "How we may reach you" in page
    assert "Your choices are saved" in saved.content.decode()
    assert "We send you nothing" in stopped.content.decode()
    assert "Everything is as it was before" in undone.content.decode()
    kept = profile(client.person)  # type: ignore[attr-defined]
    assert (kept.text_number, kept.channels) == ("+447700900456", ("text",))


def test_a_format_that_is_retired_stays_ticked(link: Any, said: Said, client: Client) -> None:
    someone = person(text_number="07700 900456", formats=("large_print",))
    Entry.objects.filter(kind="format", slug="large_print").update(valid_to=date(2026, 1, 2))
    catalogue.forget()

    client.post(link(someone), said | {"formats": ["large_print"]})

    assert profile(someone).formats == ("large_print",)
