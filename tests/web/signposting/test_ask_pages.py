"""Asking to join: four short pages, once, without an account."""

from __future__ import annotations

from datetime import time

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from alongside.domain.messaging import public as messaging
from alongside.domain.safety.models import SafetySetup
from alongside.domain.signposting import public as signposting
from alongside.domain.signposting.models import Request
from alongside.web.shared.held import COOKIE
from alongside.web.shared.practice import remember
from factories.asking import County
from factories.directory import AT, content, listed
from web.conftest import AsRole
from web.signposting.conftest import ANSWERS, Asker, only_request


def test_the_group_page_leads_to_asking(asker: Asker) -> None:
    page = asker.client.get(f"/groups/{asker.here.group}/")

    assert f'href="{asker.start}"' in page.content.decode()


def test_four_pages_and_the_group_is_asked(asker: Asker) -> None:
    first = asker.client.get(asker.start)
    second = asker.reach()
    third = asker.help(help_to_come="step_free", note="I walk slowly.")
    check = asker.check()
    sent = asker.send()
    page = asker.client.get(sent["Location"]).content.decode()

    assert first.status_code == 200
    assert second["Location"] == f"{asker.start}help/"
    assert third["Location"] == f"{asker.start}check/"
    assert "07700 900123" in check
    assert "I walk slowly." in check
    request = only_request()
    assert request.reference in page
    assert "Monday 30 November" in page  # four working days for the group, one for who rings it
    assert request.help_to_come == ["step_free"]


def test_help_can_be_skipped(asker: Asker) -> None:
    asker.reach()

    assert f'href="{asker.start}check/"' in asker.client.get(f"{asker.start}help/").content.decode()
    asker.send()

    assert only_request().help_to_come == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"name": ""}, "Enter a name that you like to be called by"),
        ({"channel": ""}, "Select how you want to hear from us"),
        ({"text": ""}, "Enter a mobile number"),
        ({"channel": "phone", "phone": ""}, "Enter a telephone number"),
        ({"channel": "email", "email": "at home"}, "Enter an email address in the correct format"),
        ({"channel": "pigeon"}, "Select one of the answers shown"),
        ({"signed_as": "pope"}, "Select one of the answers shown"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    asker: Asker, changes: dict[str, str], fault: str
) -> None:
    page = asker.reach(**changes).content.decode()

    assert "<title>Error:" in page
    assert fault in page
    assert asker.client.get(f"{asker.start}check/").status_code == 302
    assert not Request.objects.exists()


def test_ten_times_the_same_is_one_request(asker: Asker) -> None:
    asker.reach()
    key = asker.key()

    answers = [asker.send(key) for _ in range(10)]

    assert {answer.status_code for answer in answers} == {302}
    assert Request.objects.count() == 1
    pages = [asker.client.get(answer["Location"]).content.decode() for answer in answers]
    assert all(only_request().reference in page for page in pages)


def test_sent_again_after_all_was_wiped_is_still_one(asker: Asker) -> None:
    asker.reach()
    key = asker.key()
    asker.client.get(asker.send(key)["Location"])

    again = asker.send(key)

    assert again["Location"].endswith("/sent/")
    assert Request.objects.count() == 1


def test_sending_writes_no_session_and_the_next_page_wipes_it(asker: Asker) -> None:
    asker.reach()
    key = asker.key()
    before = list(Session.objects.values_list("session_data", "expire_date"))

    sent = asker.send(key)
    assert list(Session.objects.values_list("session_data", "expire_date")) == before
    asker.client.get(sent["Location"])

    assert not Session.objects.exists()
    assert asker.client.cookies[COOKIE].value == ""


def test_nothing_is_kept_of_an_asking_that_was_left(asker: Asker) -> None:
    asker.reach()
    asker.help(note="I changed my mind.")

    assert not Request.objects.exists()
    asker.client.get("/leave/")
    assert not Session.objects.exists()


@pytest.mark.parametrize("page", ["help/", "check/"])
def test_a_page_without_answers_leads_to_the_first(asker: Asker, page: str) -> None:
    answer = asker.client.get(f"{asker.start}{page}")

    assert answer["Location"] == f"{asker.start}?again=1"
    assert "half an hour" in asker.client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("key", ["", "0" * 31, "x" * 32, "0" * 32, "0" * 5_000])
def test_a_key_that_was_never_given_sends_nothing(asker: Asker, key: str) -> None:
    answer = asker.client.post(f"{asker.start}check/", {"key": key})

    assert answer["Location"] == f"{asker.start}?again=1"
    assert not Request.objects.exists()


def test_another_group_is_asked_without_typing_again(asker: Asker) -> None:
    asker.reach()
    other = listed(asker.here.steward, content(name="Evening Friends")).listing_id

    page = asker.client.get(f"/groups/{other}/ask/").content.decode()

    assert 'value="Ruth"' in page
    assert "07700 900123" in page
    # But it is another request: its own first page comes first.
    assert asker.client.get(f"/groups/{other}/ask/check/").status_code == 302


def test_an_answer_is_changed_and_the_way_leads_back(asker: Asker) -> None:
    asker.reach()
    asker.help(help_to_come="step_free")

    changed = asker.client.post(f"{asker.start}?after=check", ANSWERS | {"name": "Ada"})

    assert changed["Location"] == f"{asker.start}check/"
    assert "Ada" in asker.check()


def test_what_messages_give_away_is_nothing_unless_it_is_chosen(asker: Asker) -> None:
    asker.reach()
    plain = asker.check()
    asker.reach(signed_as="service", may_name="yes")
    chosen = asker.check()

    assert "They do not say which group it is." in plain
    assert "They end with no name." in plain
    assert "They may say which group it is." in chosen
    assert "They end with the name of this service." in chosen


def test_when_it_is_safe_is_kept(asker: Asker) -> None:
    wrong = asker.reach(safe="between", safe_from="5pm", safe_to="9am").content.decode()
    missing = asker.reach(safe="between").content.decode()
    asker.reach(safe="between", safe_from="9:30am", safe_to="3pm")
    check = asker.check()
    asker.send()

    assert "The end must be later than the beginning" in wrong
    assert "Enter the time from which it is safe" in missing
    assert "They come between 9:30am and 3pm." in check
    (span,) = messaging.own_profile(only_request().person_id).safe_times
    assert (span.since, span.until) == (time(9, 30), time(15))


def test_a_first_name_under_messages_is_one_that_they_choose(asker: Asker) -> None:
    missing = asker.reach(signed_as="first_name").content.decode()
    asker.reach(signed_as="first_name", signature_name="Jo")
    asker.send()

    assert "Enter the first name that messages end with" in missing
    profile = messaging.own_profile(only_request().person_id)
    assert (profile.signed_as, profile.signature_name) == ("first_name", "Jo")


def test_a_full_group_says_so_first_and_names_others(asker: Asker) -> None:
    signposting.set_places(asker.here.group, places=0, actor=asker.here.coordinator, at=AT)
    other = listed(asker.here.steward, content(name="Evening Friends"))

    first = asker.client.get(asker.start).content.decode()
    page = asker.client.get(asker.whole()).content.decode()

    assert first.index("This group is full") < first.index('name="name"')
    assert f"/groups/{other.listing_id}/" in first
    assert "You are on the waiting list" in page
    assert only_request().state == "waiting"


def test_without_cookies_the_group_itself_is_named(here: County) -> None:
    refuser = Client(enforce_csrf_checks=True)

    answer = refuser.post(f"/groups/{here.group}/ask/", ANSWERS)

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "refuses our cookie" in page
    assert "circle@example.org" in page


def test_a_forged_form_is_refused(here: County) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get(f"/groups/{here.group}/ask/")

    assert client.post(f"/groups/{here.group}/ask/", ANSWERS).status_code == 403
    assert not Request.objects.exists()


def test_somebody_signed_in_is_not_asked_what_is_known(here: County, as_role: AsRole) -> None:
    client = as_role("person")
    asker = Asker(here, client)
    name = client.person.name  # type: ignore[attr-defined]

    assert f'value="{name}"' in client.get(asker.start).content.decode()
    client.get(asker.whole(name=name))
    assert only_request().person_id == client.person.pk  # type: ignore[attr-defined]

    asker.reach(name=name)
    again = asker.send()
    assert again.status_code == 409
    assert "You have asked this group already" in again.content.decode()


def test_the_poster_is_counted(asker: Asker) -> None:
    answer = asker.client.get("/help-now/")
    remember(answer, "M81001")
    asker.client.cookies = answer.cookies

    asker.whole()

    assert only_request().practice == "M81001"


def test_a_service_that_is_not_open_takes_nothing(asker: Asker) -> None:
    SafetySetup.objects.update(live_at=None)

    for answer in (asker.client.get(asker.start), asker.reach()):
        assert answer.status_code == 503
    assert asker.start not in asker.client.get(f"/groups/{asker.here.group}/").content.decode()


@pytest.mark.parametrize("page", ["", "help/", "check/"])
def test_no_page_for_what_is_no_public_group(asker: Asker, page: str) -> None:
    asker.reach()
    resource = listed(
        asker.here.steward,
        content(name="A website", kind="resource", modes=("online",)),
    )

    for listing in (resource.listing_id, "00000000-0000-4000-8000-000000000000"):
        assert asker.client.get(f"/groups/{listing}/ask/").status_code == 404


def test_titles_tell_nothing_and_no_list_holds_the_pages(asker: Asker) -> None:
    asker.reach()

    for address in (asker.start, f"{asker.start}help/", f"{asker.start}check/"):
        page = asker.client.get(address)
        title = page.content.decode().split("<title>")[1].split("</title>")[0]
        assert "Circle" not in title
        assert "noindex" in page.content.decode()
        assert "no-store" in page["Cache-Control"]
