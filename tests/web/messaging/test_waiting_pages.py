"""What a coordinator works through: could not be sent, letters to print, answers to read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.domain.messaging import public as messaging
from alongside.domain.messaging.models import Message, Reply
from alongside.domain.people import public as people
from alongside.domain.people.models import Organisation
from alongside.foundation import clock
from factories.messaging import MOBILE, person, send

pytestmark = pytest.mark.django_db
Here = people.ServiceRecord


@pytest.fixture
def client(service: Here, as_role: Callable[..., Client]) -> Client:
    """A coordinator of the service."""
    return as_role("coordinator")


def unsent(here: Here, **changes: Any) -> Message:
    """A message to somebody who wants to be rung."""
    asked: dict[str, Any] = {
        "channels": ("phone",),
        "phone_number": "01632 960 002",
        "organisation_id": here.organisation_id,
    }
    return send(person(**asked | changes), at=clock.now(), organisation_id=here.organisation_id)


def test_the_list_says_who_what_why_and_what_to_do(service: Here, client: Client) -> None:
    unsent(service, formats=("bsl_video", "bsl_interpreter"))
    unsent(service, may_leave_message=True)

    page = client.get("/could-not-send/").content.decode()

    assert "They want to be rung, not written to." in page
    assert page.count('href="tel:01632960002"') == 2
    assert page.count("Leave no message") == 1
    assert "British Sign Language video" in page


def test_one_is_read_out_printed_and_settled(service: Here, client: Client) -> None:
    message = unsent(service)
    address = f"/could-not-send/{message.pk}/"

    page = client.get(address).content.decode()
    printed = client.get(f"{address}print/").content.decode()
    wrong = client.post(address, {"how": "perhaps"})
    done = client.post(address, {"how": "told_otherwise", "note": "Rang her"}, follow=True)
    again = client.post(address, {"how": "told_otherwise", "note": "Rang her"})

    assert "One of us will ring you" in page
    assert "One of us will ring you" in printed
    assert "Leave no message, and tell nobody else who rings." in page
    assert wrong.status_code == 200
    assert "There is a problem" in wrong.content.decode()
    assert "That is done" in done.content.decode()
    assert (again.status_code, client.get(address).status_code) == (302, 409)
    message.refresh_from_db()
    assert (message.state, message.values) == ("settled", {})


def test_it_is_tried_again_when_it_may_go_out(service: Here, client: Client) -> None:
    message = unsent(service)
    messaging.set_profile(
        person_id=_person_of(message),
        changes={"channels": ("text",), "text_number": MOBILE},
        actor=_actor(client),
        at=clock.now(),
    )

    answers = [client.post(f"/could-not-send/{message.pk}/again/") for _time in range(2)]

    message.refresh_from_db()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert message.state == "queued"


def _person_of(message: Message) -> UUID:
    assert message.person_id is not None
    return message.person_id


def _actor(client: Client) -> Any:
    user = client.person.user  # type: ignore[attr-defined]
    return people.actor_for_user(user.pk, second_factor=True, at=clock.now())


def letter(here: Here, **changes: Any) -> Message:
    message = unsent(here)
    written = {"address": "Wen Li\n4 Mill Lane", "body": "Good news <b>", "large": True}
    Message.objects.filter(pk=message.pk).update(
        state="sent", provider="print", why="", sent_at=clock.now(), **written | changes
    )
    return message


def test_letters_are_printed_each_on_its_sheet_and_posted(service: Here, client: Client) -> None:
    first, second = letter(service), letter(service)

    listed = client.get("/letters/").content.decode()
    both = client.get("/letters/print/").content.decode()
    one = client.get(f"/letters/print/?letter={first.pk}").content.decode()
    done = client.post(f"/letters/{first.pk}/posted/", follow=True)
    again = client.post(f"/letters/{first.pk}/posted/")

    assert "Print these 2 letters" in listed
    assert listed.count("Large print") == 2
    assert both.count("app-sheet--large") == 2
    assert one.count("app-sheet--large") == 1
    assert "Good news &lt;b&gt;" in one
    assert "That letter is posted" in done.content.decode()
    assert again.status_code == 302
    assert [Message.objects.get(pk=each.pk).state for each in (first, second)] == [
        "delivered",
        "sent",
    ]


def test_nothing_on_paper_says_who_wrote(service: Here, client: Client) -> None:
    waits, stays = letter(service), unsent(service)

    for address in (f"/letters/print/?letter={waits.pk}", f"/could-not-send/{stays.pk}/print/"):
        page = client.get(address).content.decode()
        assert "app-sheet" in page
        assert service.name not in page
        assert "<title>Letters</title>" in page


def reply(here: Here, text: str = "Please ring me <i>", meaning: str = "unknown") -> Reply:
    return Reply.objects.create(
        provider="test",
        provider_id=str(uuid4()),
        number_digest="0" * 64,
        text=text,
        meaning=meaning,
        organisation_id=here.organisation_id,
        at=clock.now(),
    )


def test_an_answer_is_read_once_and_its_words_are_gone(service: Here, client: Client) -> None:
    row = reply(service)
    reply(service, "STOP", "stop")

    page = client.get("/answers/").content.decode()
    answers = [client.post(f"/answers/{row.pk}/read/") for _time in range(3)]

    assert "Please ring me &lt;i&gt;" in page
    assert "They want no more texts" in page
    assert "tell a worry" in page
    assert [answer.status_code for answer in answers] == [302] * 3
    row.refresh_from_db()
    assert (row.state, row.text) == ("read", "")
    assert "Please ring me" not in client.get("/answers/").content.decode()


@pytest.mark.parametrize(
    ("address", "make"),
    [("/could-not-send/", unsent), ("/letters/", letter), ("/answers/", reply)],
)
def test_a_long_list_takes_as_many_queries_as_a_short_one(
    service: Here, client: Client, address: str, make: Callable[[Here], object]
) -> None:
    make(service)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for _more in range(29):
        make(service)
    client.get(address)  # that somebody looked is noted

    with CaptureQueriesContext(connection) as many:
        page = client.get(address).content.decode()

    assert "page 2 of 2" in page
    assert len(many) == len(one)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/could-not-send/", "Everything could be sent"),
        ("/letters/", "No letter waits"),
        ("/answers/", "No answer waits"),
        ("/needs/", "Nobody is to be asked again"),
    ],
)
def test_an_empty_list_says_so(client: Client, address: str, words: str) -> None:
    assert words in client.get(address).content.decode()
    assert client.get(f"{address}?page=x\x00").status_code == 200


def test_what_belongs_to_others_is_not_there(
    service: Here, client: Client, as_role: Callable[..., Client]
) -> None:
    elsewhere = Organisation.objects.create(name="Another place", created_at=clock.now())
    theirs = unsent(service, organisation_id=elsewhere.pk)
    Message.objects.filter(pk=theirs.pk).update(organisation=elsewhere)

    assert client.get(f"/could-not-send/{theirs.pk}/").status_code == 404
    assert client.post(f"/could-not-send/{theirs.pk}/", {"how": "not_needed"}).status_code == 404
    assert client.post(f"/could-not-send/{theirs.pk}/again/").status_code == 404
    assert "They want to be rung" not in client.get("/could-not-send/").content.decode()


def test_needs_are_written_down_shown_and_asked_about_again(service: Here, client: Client) -> None:
    someone = person(organisation_id=service.organisation_id)
    address = f"/people/{someone.pk}/needs/"
    form = {
        "language": "ur",
        "formats": ["easy_read", "large_print"],
        "share_needs": "on",
        "review_on_day": "1",
        "review_on_month": "2",
        "review_on_year": str(clock.now().year + 1),
    }

    before = client.get(address).content.decode()
    done = client.post(address, form, follow=True).content.decode()
    past = client.post(address, form | {"review_on_year": "2020"}).content.decode()

    assert someone.name in before
    assert "Not asked yet" in before
    assert "It is written down" in done
    assert "Easy read" in done
    assert "Yes, they allow it" in done
    assert "1 February" in done
    assert "There is a problem" in past
    kept = messaging.own_profile(someone.pk)
    assert (kept.language, kept.formats, kept.share_needs) == (
        "ur",
        ("easy_read", "large_print"),
        True,
    )
    assert kept.identified_on == clock.london_date(clock.now())


def test_one_s_own_needs_are_on_one_s_own_page(service: Here, client: Client) -> None:
    own = client.person.pk  # type: ignore[attr-defined]
    client.post("/people/me/contact/stop/")

    assert client.get(f"/people/{own}/needs/").status_code == 404
