"""Introducing somebody: four answers, undo, a line for the record, and what the person sees."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from alongside.domain.mentoring.models import Pair, Place
from alongside.domain.messaging.models import Message
from alongside.domain.people import public as people
from alongside.domain.referrals.models import Episode, Referral
from alongside.foundation import clock
from alongside.foundation.actor import system
from factories import mentoring as mentors
from factories.catalogue import fill
from web.conftest import AsRole, sign_in

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
FOUR = {
    "name": "Ruth Adeyemi",
    "channel": "text",
    "text": "07700 900123",
    "wants": "mentor",
    "agreed": "on",
}


@pytest.fixture(autouse=True)
def ready(service: people.ServiceRecord) -> None:
    fill()


@pytest.fixture
def referrer(as_role: AsRole) -> Client:
    return as_role("referrer")


def send(client: Client, **changes: Any) -> Any:
    return client.post("/refer/", FOUR | {"key": str(uuid4())} | changes)


def text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def practice(code: str) -> None:
    """A neighbourhood team with one practice."""
    at = NOW - timedelta(days=1)
    people.add_team(
        slug="malvern", name="Malvern", places=["Malvern"], outward_codes=["WR14"], lat=52.1,
        lon=-2.3, population=1, practices=[(code, "Hill Surgery")],
        valid_from=at.date(), actor=system("test"), at=at,
    )  # fmt: skip


def test_four_answers_are_enough(referrer: Client) -> None:
    page = referrer.get("/refer/")
    assert "We pass on your name" in text(page)

    sent = send(referrer)

    shown = referrer.get(sent["Location"])
    row = Referral.objects.get()
    assert row.reference in text(shown)
    assert f"Agreed. Ref {row.reference}." in text(shown)
    assert "a mentor, one to one" in text(shown)
    assert "Undo" in text(shown)
    assert "They get a text with a link to what you wrote." in text(shown)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"agreed": ""}, "Read the words to them, then tick that they agreed"),
        ({"name": ""}, "Enter the name of the person"),
        ({"channel": ""}, "Select how they want to be reached"),
        ({"text": ""}, "Enter a mobile number"),
        ({"wants": ""}, "Select what it is for"),
        ({"nhs_number": "943 476 5918"}, "Check the NHS number"),
        ({"channel": "letter"}, "Enter an address"),
        ({"text": "12"}, "number"),
    ],
)
def test_what_is_missing_is_told_on_the_same_page(
    referrer: Client, changes: dict[str, str], fault: str
) -> None:
    response = send(referrer, **changes)

    assert response.status_code == 200
    assert "Error:" in response.content.decode()
    assert fault in text(response)
    assert "Ruth Adeyemi" in response.content.decode() or not changes.get("name", "x")
    assert Referral.objects.count() == 0


def test_the_same_form_ten_times_is_one_introduction(referrer: Client) -> None:
    key = str(uuid4())

    places = {send(referrer, key=key)["Location"] for _ in range(10)}

    assert len(places) == 1
    assert Referral.objects.count() == 1
    assert Message.objects.filter(template="referral_written").count() == 1


def test_practice_and_profession_are_asked_once(referrer: Client) -> None:
    practice("DEMO01")
    send(referrer, practice="DEMO01", made_by="link_worker")

    page = referrer.get("/refer/").content.decode()

    assert re.search(r'<option value="DEMO01" selected', page)
    assert re.search(r'value="link_worker"[^>]* checked', page)


def test_it_is_taken_back_within_half_a_minute_and_corrected(referrer: Client) -> None:
    with time_machine.travel(NOW, tick=False) as now:
        where = send(referrer, name="Ruht", about_me="Plumber")["Location"]
        now.shift(20)
        taken = referrer.post(f"{where}undo/")
        page = text(referrer.get(taken["Location"]))
        assert "Not sent: Ruht" in page
        assert "Nobody but you sees it" in page
        form = referrer.get(f"{where}correct/").content.decode()
        assert 'value="Ruht"' in form
        assert "Plumber" in form
        again = referrer.post(f"{where}correct/", FOUR | {"key": str(uuid4())})
        assert again.status_code == 302

    assert sorted(Referral.objects.values_list("state", flat=True)) == ["sent", "withdrawn"]


def test_after_half_a_minute_it_says_that_it_is_too_late(referrer: Client) -> None:
    with time_machine.travel(NOW, tick=False) as now:
        where = send(referrer)["Location"]
        now.shift(31)
        late = referrer.post(f"{where}undo/")
        page = text(referrer.get(late["Location"]))

    assert "too late" in page
    assert "Withdraw it" in page


def test_what_is_written_is_text_and_nothing_else(referrer: Client) -> None:
    bad = "<script>alert(1)</script>{{ 7*7 }}"
    where = send(referrer, name=bad, reason=bad, about_me=bad)["Location"]

    page = referrer.get(where).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_no_personal_data_stands_in_an_address(referrer: Client) -> None:
    where = send(referrer)["Location"]
    page = referrer.get("/refer/?name=Ruth&wants=group").content.decode()

    assert "Ruth" not in where
    assert 'value="Ruth"' not in page
    assert re.search(r'value="group"[^>]* checked', page)


def test_a_list_shows_how_each_stands(referrer: Client, as_role: AsRole) -> None:
    with time_machine.travel(NOW, tick=False) as now:
        send(referrer)
        now.shift(60)
        coordinator = as_role("coordinator")
        key = Referral.objects.get().pk
        coordinator.post(
            f"/referrals/{key}/decline/", {"because": "no_room", "note": "Try in May."}
        )
        page = text(referrer.get("/refer/mine/"))

    assert "Ruth Adeyemi" in page
    assert "Not possible: There is no room, and will not be soon. Try in May." in page


def test_an_end_says_what_happened_when_and_why(referrer: Client, as_role: AsRole) -> None:
    with time_machine.travel(NOW, tick=False) as now:
        practice("DEMO03A")
        where = send(referrer, practice="DEMO03A")["Location"]
        now.shift(60)
        key, desk = Referral.objects.get().pk, as_role("coordinator")
        for act, day in (("accept", 0), ("contacted", 1), ("attending", 2)):
            now.move_to(NOW + timedelta(days=day, minutes=5))
            desk = as_role("coordinator")
            desk.post(f"/referrals/{key}/{act}/")
        desk.post(f"/referrals/{key}/close/", {"outcome": "moved_away", "note": "To Wales."})
        Message.objects.filter(template="referral_outcome").update(
            state="sent", sent_at=clock.now()
        )
        sign_in(referrer, referrer.person, second_factor=True)  # type: ignore[attr-defined]
        page = text(referrer.get(where))
        listed = text(referrer.get("/refer/mine/"))
        Referral.objects.update(tells_referrer=False)
        silent = text(referrer.get(where))

    assert "What came of it They moved away What the service said To Wales." in page
    story = page[page.index("What happened") :]
    for when, what in (
        ("Wednesday 25 November, 10am", "You wrote it"),
        ("Wednesday 25 November, 10:05am", "The service said yes"),
        ("Thursday 26 November, 10:05am", "The service reached them"),
        ("Friday 27 November, 10:05am", "They came"),
        ("Friday 27 November, 10:05am", "The support ended"),
        ("Friday 27 November, 10:05am", "We told you how it ended"),
    ):
        assert f"{when} {what}" in story
    assert "All whom you introduced" in listed
    assert "for practice DEMO03A" in listed
    assert "moved away" not in silent
    assert "What happened" not in silent


def test_whoever_waits_for_another_mentor_is_told_as_that(
    referrer: Client, as_role: AsRole
) -> None:
    with time_machine.travel(NOW, tick=False) as now:
        where = send(referrer)["Location"]
        now.shift(60)
        key, desk = Referral.objects.get().pk, as_role("coordinator")
        for act in ("accept", "contacted", "attending"):
            desk.post(f"/referrals/{key}/{act}/")
        desk.post(f"/referrals/{key}/grade/", {"grade": "good"})
        assert "It fitted well" in text(referrer.get("/refer/mine/"))
        _place(Referral.objects.get())
        assert "They wait for a mentor" in text(referrer.get("/refer/mine/"))
        _had_a_mentor(Referral.objects.get())

        listed, page = text(referrer.get("/refer/mine/")), text(referrer.get(where))
        Referral.objects.update(tells_referrer=False)
        silent = text(referrer.get("/refer/mine/"))

    for shown in (listed, page):
        assert "They wait for another mentor" in shown
        assert "It fitted well" not in shown
    assert "another mentor" not in silent


def _place(introduced: Referral) -> Place:
    """The place in the plan that the journey from an introduction opens."""
    episode = Episode.objects.get(referral=introduced)
    return Place.objects.filter(episode_id=episode.pk).first() or Place.objects.create(
        episode_id=episode.pk, person_id=introduced.person_id,
        organisation_id=introduced.service_id, opened_at=NOW, changed_at=NOW,
    )  # fmt: skip


def _had_a_mentor(introduced: Referral) -> None:
    """A mentor met the person, and is gone."""
    place, here = _place(introduced), mentors.service()
    Pair.objects.create(
        place=place, volunteer_id=mentors.ready(here, at=NOW), state="ended", asked_at=NOW,
        agreed_at=NOW, ended_at=NOW, end_reason="rematched", changed_at=NOW,
    )  # fmt: skip


def test_lists_take_as_many_queries_for_thirty_as_for_one(
    referrer: Client, django_assert_max_num_queries: Any
) -> None:
    send(referrer)
    referrer.get("/refer/mine/")
    with django_assert_max_num_queries(15):
        referrer.get("/refer/mine/")
    for number in range(20):
        send(referrer, name=f"Person {number}")
    with django_assert_max_num_queries(15):
        referrer.get("/refer/mine/")


class TestTheirLink:
    """What the person sees behind their link."""

    @pytest.fixture
    def mine(self, referrer: Client) -> str:
        send(
            referrer,
            reason="Lonely",
            risk="Partner may be violent",
            barriers=["cost"],
            made_by="clinician",
        )
        token = Message.objects.get(template="referral_written").values["link"]
        return f"/my-referral/{token}/"

    def test_they_see_what_was_written_but_no_note_on_safety(
        self, client: Client, mine: str
    ) -> None:
        response = client.get(mine)
        page = text(response)

        assert "Lonely" in page
        assert "I cannot afford it" in page
        assert "violent" not in page
        assert "<title>Your support" in response.content.decode()
        assert response["Referrer-Policy"] == "no-referrer"
        assert "no-store" in response["Cache-Control"]

    def test_they_correct_it(self, client: Client, mine: str) -> None:
        page = client.get(f"{mine}correct/").content.decode()
        assert re.search(r'value="cost"[^>]* checked', page)

        done = client.post(
            f"{mine}correct/",
            {"wants": "group", "correction": "I am not lonely", "about_me": "I paint"},
        )

        page = text(client.get(done["Location"]))
        assert "Your change is saved" in page
        assert "I am not lonely" in page
        row = Referral.objects.get()
        assert (row.wants, row.barriers, row.tells_referrer) == ("group", [], False)

    def test_they_stop_it_after_one_question(self, client: Client, mine: str) -> None:
        assert "Do you want to stop this?" in text(client.get(f"{mine}stop/"))

        for _ in range(2):
            done = client.post(f"{mine}stop/")

        assert "It is stopped" in text(client.get(done["Location"]))
        assert Referral.objects.get().state == "withdrawn"
        closed = client.post(f"{mine}correct/", {"wants": "group"})
        assert "nothing was changed" in text(client.get(closed["Location"]))

    def test_a_link_that_is_false_says_a_kind_word(self, client: Client, mine: str) -> None:
        response = client.get("/my-referral/AAAAAAAAAAAAAAAAAAAAAA/")

        assert response.status_code == 404
        assert "Ruth" not in text(response)


def test_somebody_asks_for_themselves_without_an_account(client: Client) -> None:
    said = {
        "key": str(uuid4()),
        "name": "Ruth",
        "channel": "email",
        "email": "ruth@example.org",
        "wants": "not_sure",
        "about_me": "I paint",
    }
    assert "Tick the box to go on" in text(client.post("/refer/for-me/", said))

    sent = client.post("/refer/for-me/", said | {"agreed": "on"})

    page = text(client.get(sent["Location"]))
    assert "It is sent." in page
    assert "It is on its way" in page
    assert "I paint" in page
    row = Referral.objects.get()
    assert (row.made_by, row.referrer_id) == ("self", None)


def test_a_carer_asks_for_whom_they_may(as_role: AsRole) -> None:
    carer, other = as_role("person"), as_role("person")
    person_id = other.person.pk  # type: ignore[attr-defined]
    assert carer.get(f"/refer/for/{person_id}/").status_code == 404
    people.allow_carer(
        person_id=person_id,
        carer_id=carer.person.pk,  # type: ignore[attr-defined]
        what=["refer"],
        until=clock.now().date() + timedelta(days=9),
        actor=people.actor_for_user(
            other.person.user_id,  # type: ignore[attr-defined]
            second_factor=True,
            at=clock.now(),
        ),
        at=clock.now(),
    )
    said = {"key": str(uuid4()), "wants": "group", "agreed": "on"}

    refused = carer.post(f"/refer/for/{person_id}/", said | {"agreed": ""})
    assert "Read the words to them, then tick that they agreed" in text(refused)

    sent = carer.post(f"/refer/for/{person_id}/", said)

    assert "hears from us" in text(carer.get(sent["Location"]))
    row = Referral.objects.get()
    assert (row.made_by, row.person_id) == ("carer", person_id)


def test_it_is_closed_until_somebody_looks_after_safety(as_role: AsRole) -> None:
    from alongside.domain.people.models import Membership
    from alongside.web.shared.open_service import forget_open

    referrer = as_role("referrer")
    Membership.objects.filter(role="safeguarding_lead").update(ended_at=clock.now())
    forget_open()

    assert referrer.get("/refer/").status_code == 503
    assert Client().get("/refer/for-me/").status_code == 503
