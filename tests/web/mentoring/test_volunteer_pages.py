"""A volunteer's way by pages: applying, own page, referee, and who looks after volunteers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Check, Volunteer
from alongside.domain.people.models import Organisation
from alongside.domain.safety.models import SafetySetup
from alongside.web.shared.open_service import forget_open
from factories.mentoring import AT, applied, prepared, ready, reference_link, row
from factories.mentoring import service as made_service
from factories.safety import look_after_safety
from web.conftest import AsRole
from web.naughty import RAW, sample, sendable

YOU = {"name": "Mona Price", "birth_year": "1971", "channel": "text", "text": "07700 900123"}
SHARE = {
    "story": "I like walks.",
    "conditions": ["type-1-diabetes"],
    "can_share": ["food", "day-to-day"],
    "experience": "I led a group.",
}
WHEN = {
    "times": ["tue_evening"],
    "modes": ["in_person"],
    "near": "WR1",
    "miles": "12",
    "languages": ["en"],
    "capacity": "2",
}
PEOPLE = {
    "referee_1_name": "Rob One",
    "referee_1_email": "one@example.org",
    "referee_2_name": "Rae Two",
    "referee_2_number": "07700 900124",
}
PAGES: dict[str, dict[str, Any]] = {"you": YOU, "share": SHARE, "when": WHEN, "people": PEOPLE}


@pytest.fixture(autouse=True)
def here(db: None) -> Iterator[Any]:
    """An open service on a Monday at ten."""
    with time_machine.travel(AT, tick=False):
        made = made_service()
        look_after_safety(Organisation.objects.get(pk=made.id))
        yield made


def _answer(client: Client, **changes: dict[str, Any]) -> str:
    """Goes through the four pages of questions and returns the key of the last one."""
    for name, answers in PAGES.items():
        response = client.post(f"/mentor/apply/{name}/", answers | changes.get(name, {}))
        assert response.status_code == 302, response.content.decode()[:3000]
    page = client.get("/mentor/apply/check/").content.decode()
    return page.split('name="key" value="')[1].split('"')[0]


def test_five_pages_without_an_account_and_sent_ten_times_is_once() -> None:
    client = Client()
    assert client.get("/mentor/apply/").status_code == 200
    key = _answer(client)

    sent = [client.post("/mentor/apply/check/", {"key": key}) for _time in range(10)]

    volunteer = Volunteer.objects.get()
    assert (volunteer.max_km, volunteer.capacity, volunteer.place) == (19, 2, "WR1")
    page = client.get(sent[0]["Location"]).content.decode()
    assert "Thank you" in page
    own = page.split('href="/m/')[1].split('"')[0]
    assert "We are reading what you sent" in Client().get(f"/m/{own}").content.decode()
    assert Client().get("/mentor/apply/check/")["Location"].endswith("?again=1")


@pytest.mark.parametrize(
    ("page", "changes", "fault"),
    [
        ("you", {"name": ""}, "Enter your name"),
        ("you", {"text": ""}, "Enter a mobile number"),
        ("you", {"birth_year": "last year"}, "must be a whole number"),
        ("share", {"conditions": []}, "Select what you live with"),
        ("share", {"story": "x" * 700}, "600 characters or fewer"),
        ("when", {"near": "Atlantis"}, "We do not know this place"),
        ("when", {"times": ["never"]}, "Select from the answers shown"),
        ("people", {"referee_2_number": ""}, "Enter an email address or a mobile number"),
    ],
)
def test_what_is_wrong_is_said_on_the_page(page: str, changes: dict[str, Any], fault: str) -> None:
    client = Client()
    client.post("/mentor/apply/you/", YOU)

    response = client.post(f"/mentor/apply/{page}/", PAGES[page] | changes)

    assert response.status_code == 200
    told = response.content.decode()
    assert fault in told
    assert "<title>Error:" in told


def test_what_only_the_domain_knows_leads_back_to_its_page() -> None:
    client = Client()
    key = _answer(client, you={"birth_year": "2015"})

    page = client.post("/mentor/apply/check/", {"key": key}).content.decode()

    assert "the year in which you turn 18" in page
    assert 'href="/mentor/apply/you/?after=check"' in page
    assert not Volunteer.objects.exists()


def test_change_from_the_last_page_leads_back_to_it() -> None:
    client = Client()
    _answer(client)

    changed = client.post("/mentor/apply/you/?after=check", YOU | {"name": "Mo Price"})

    assert changed["Location"] == "/mentor/apply/check/"
    assert "Mo Price" in client.get("/mentor/apply/check/").content.decode()


def test_a_referee_answers_once_behind_their_link() -> None:
    token = reference_link(applied().volunteer_id, 1)
    client = Client()

    page = client.get(f"/w/{token}/").content.decode()
    wrong = client.post(f"/w/{token}/", {})
    answers = {"known_for": "6 years", "known_how": "At work", "suits": "yes"}
    right = [client.post(f"/w/{token}/", answers) for _time in range(2)]

    assert "Mona named you" in page
    assert "Price" not in page
    assert "Error:" in wrong.content.decode()
    assert {one.status_code for one in right} == {302}
    assert "nothing more to do" in client.get(f"/w/{token}/").content.decode()
    assert client.get(f"/w/{'x' * 22}/").status_code == 404


def test_own_page_behind_a_link_agrees_changes_pauses_and_stops(here: Any) -> None:
    record = applied()
    mentoring.welcome(record.volunteer_id, actor=here.first, at=AT)
    own, client = f"/m/{record.token}/", Client()

    assert f'href="{own}agreement/"' in client.get(own).content.decode()
    assert client.get(f"{own}agreement/").content.decode().count("<li>") >= 6
    assert 'name="version"' in client.get(f"{own}agreement/").content.decode()
    assert client.post(f"{own}agreement/", {"version": "1"})["Location"] == f"{own}?done=agreed"
    again = client.get(f"{own}agreement/").content.decode()
    assert "You agreed on" in again
    assert 'name="version"' not in again
    assert f'href="{own}agreement/"' in client.get(own).content.decode()
    changed = client.post(f"{own}profile/when/", WHEN | {"near": "WR1", "capacity": "3"})
    assert changed["Location"] == f"{own}preview/"
    assert row(record.volunteer_id).capacity == 3
    assert row(record.volunteer_id).story.startswith("I have had")
    assert "tue" not in client.get(f"{own}preview/").content.decode()
    assert client.get(f"{own}profile/other/").status_code == 404
    stopped = client.post(f"{own}pause/", {"what": "stop"}).content.decode()
    assert "You have stopped" in stopped
    assert client.get(own).status_code == 404


def test_pausing_and_coming_back_by_account(here: Any, as_role: AsRole) -> None:
    client = as_role("person")
    person = client.person
    volunteer_id = ready(here)
    Volunteer.objects.filter(pk=volunteer_id).update(person_id=person.pk)

    client.post("/mentor/pause/", {"what": "pause"})
    assert row(volunteer_id).state == "paused"
    assert "Come back" in client.get("/mentor/pause/").content.decode()
    client.post("/mentor/pause/", {"what": "resume"})
    again = client.post("/mentor/pause/", {"what": "resume"})

    assert row(volunteer_id).state == "ready"
    assert again["Location"] == "/mentor/"
    assert "You are ready" in client.get("/mentor/").content.decode()


def test_who_looks_after_volunteers_sees_what_each_lacks(here: Any, as_role: AsRole) -> None:
    volunteer_id = applied().volunteer_id
    client = as_role("coordinator")
    page = f"/mentors/{volunteer_id}/"

    told = client.get("/mentors/").content.decode()
    assert "Still lacking: references, a meeting, training, checks, the agreement." in told
    assert "New. Applied on 23 November 2026." in " ".join(told.split())
    assert client.post(f"{page}welcome/").status_code == 302
    for asks in ("met/", "checks/identity/seen/"):  # the day is mostly today
        form = client.get(page + asks).content.decode()
        assert [f'value="{part}"' in form for part in (23, 11, 2026)] == [True] * 3
    assert 'value="seen" checked' in form  # there is but one level
    assert client.post(f"{page}met/", {"day_on_day": "23", "day_on_month": "11",
                                       "day_on_year": "2026"}).status_code == 302  # fmt: skip
    late = {"day_on_day": "24", "day_on_month": "11", "day_on_year": "2026"}
    assert "Choose a day that has come" in client.post(f"{page}met/", late).content.decode()
    assert client.post(f"{page}checks/criminal-record-england/").status_code == 302
    seen = {"level": "seen", "seen_on_day": "1", "seen_on_month": "11", "seen_on_year": "2026"}
    assert client.post(f"{page}checks/identity/seen/", seen).status_code == 302
    assert "Still lacking: references, training, the agreement." in (
        client.get("/mentors/").content.decode()
    )
    assert Check.objects.get(kind="identity", level="seen").seen_on == date(2026, 11, 1)
    assert client.get(f"{page}fly/").status_code == 404
    assert client.get(f"{page}checks/palm-reading/").status_code == 404


def test_two_colleagues_say_yes_by_pages(here: Any, as_role: AsRole) -> None:
    page = f"/mentors/{prepared(here)}/"
    first, second = as_role("coordinator"), as_role("safeguarding_lead")

    assert "Say yes" in first.get(page).content.decode()
    assert first.post(f"{page}yes/").status_code == 302
    assert first.post(f"{page}yes/").status_code == 403
    assert "Needs a second yes" in second.get("/mentors/?which=second_yes").content.decode()
    assert second.post(f"{page}yes/").status_code == 302

    assert Volunteer.objects.get().state == "ready"
    told = first.get(page).content.decode()
    assert "Your yes" not in told
    assert "Second yes" in told
    assert f'href="{page}met/"' not in told  # long done
    assert "On 23 November 2026." in told


def test_the_preview_is_what_coordinators_see_word_for_word(here: Any, as_role: AsRole) -> None:
    record = applied()
    coordinator = as_role("coordinator").get(f"/mentors/{record.volunteer_id}/").content.decode()
    own = Client().get(f"/m/{record.token}/preview/").content.decode()

    def card(page: str) -> str:
        return page.split('<div class="nhsuk-card">')[1].split("</dl>")[0]

    assert card(coordinator) == card(own)


def test_a_person_with_a_link_sees_nobody_else(here: Any) -> None:
    one, other = applied(), applied(name="Nia Moss")

    page = Client().get(f"/m/{one.token}/").content.decode()

    assert "Nia" not in page
    assert str(other.volunteer_id) not in page


def test_naughty_strings_do_nothing(here: Any, as_role: AsRole) -> None:
    desk = as_role("coordinator")
    for text in sample(3, step=400):
        sent = sendable(text)
        client = Client()
        for name, answers in PAGES.items():
            marked = {
                key: sent if key in ("name", "story", "experience", "referee_1_name") else value
                for key, value in answers.items()
            }
            assert client.post(f"/mentor/apply/{name}/", marked).status_code in (200, 302, 400)
        page = client.get("/mentor/apply/check/", follow=True).content.decode()
        assert not any(mark in page for mark in RAW)
    assert desk.get("/mentors/").status_code == 200


def test_nobody_applies_before_somebody_looks_after_safety(here: Any) -> None:
    SafetySetup.objects.all().delete()
    forget_open()

    assert Client().get("/mentor/apply/").status_code == 503
