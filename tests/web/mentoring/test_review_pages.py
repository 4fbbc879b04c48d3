"""How it is going, by pages: the person behind their link, the mentor, and who coordinates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Place, Review, Volunteer
from alongside.domain.messaging.models import Message
from alongside.domain.outcomes.models import Response
from alongside.foundation.links import make_link
from alongside.foundation.unit import unit
from factories.meetings import LOG, paired, staffed
from factories.mentoring import AT, SYSTEM, acting, who_waits
from web.conftest import AsRole
from web.naughty import RAW, sample, sendable

SIXTH = AT + timedelta(weeks=6)


@pytest.fixture(autouse=True)
def here(db: None) -> Iterator[Any]:
    """A service, six weeks after two people first met."""
    with time_machine.travel(SIXTH, tick=False):
        yield staffed()


def _link(purpose: str, thing: Any) -> str:
    with unit(actor=SYSTEM, at=SIXTH) as work:
        return make_link(purpose, thing, valid_until=AT.replace(year=2028), work=work)


def _asked(here: Any) -> tuple[UUID, UUID, UUID, str]:
    """A pair that is asked: its id, the mentor, the place, and the person's token."""
    pair_id, mentor, place_id = paired(here, at=AT)
    mentoring.log_meeting(pair_id, log=LOG, key=uuid4(), actor=acting(mentor), at=AT)
    said = mentoring.GoalSaid("Walk to the shop", step="To the bench")
    mentoring.set_goal(place_id, said=said, key=uuid4(), actor=who_waits(place_id), at=AT)
    mentoring.run_reviews_due(actor=SYSTEM, at=SIXTH)
    return pair_id, mentor, place_id, _link("place", Place.objects.get(pk=place_id))


def test_from_the_message_to_a_talk_on_the_desk(here: Any, as_role: AsRole) -> None:
    pair_id, mentor, place_id, _token = _asked(here)
    message = Message.objects.get(template="review_person")
    client, page = Client(), f"/review/{message.values['link']}/"
    own = f"/m/{_link('volunteer', Volunteer.objects.get(pk=mentor))}/"
    assert "we asked Ruth how it is going" in Client().get(own).content.decode()

    body = client.get(page).content.decode()
    for words in ("You and Mona have met for about 6 weeks.", "Walk to the shop", "To the bench"):
        assert words in body
    assert "Select how you would like to go on" in client.post(page, {}).content.decode()
    said = {"answer": "change", "words": "Tuesdays are hard."}
    for _twice in range(2):
        assert client.post(page, said).status_code == 302
    told = client.get(page).content.decode()
    assert "You said: Change something." in told
    assert "talks with you within a week" in told

    desk = as_role("coordinator")
    talks = desk.get("/mentors/talk/").content.decode()
    assert "Would like to change something about meeting." in talks
    assert "Ruth Adeyemi" in talks
    pair = desk.get(f"/mentors/pairs/{pair_id}/meetings/").content.decode()
    assert "would like to change something." in pair
    assert "Tuesdays are hard." in pair
    mentors = Client().get(own).content.decode()
    assert "Tuesdays" not in mentors
    assert "we asked Ruth" not in mentors
    assert "Would like to" not in Client().get(f"{own}goals/{place_id}/").content.decode()


def test_what_was_said_at_the_beginning_stands_there_and_nothing_is_measured(here: Any) -> None:
    _pair, _mentor, place_id, token = _asked(here)
    place = Place.objects.get(pk=place_id)
    Response.objects.create(
        episode_id=place.episode_id, point="baseline", person_id=place.person_id,
        organisation_id=here.id, measure="ons-loneliness", measure_version="2018-12",
        state="answered", asked_at=AT, said_at=AT, how="link", answers={"left-out": "often"},
    )  # fmt: skip

    body = Client().get(f"/review/{token}/").content.decode()

    assert "How often do you feel left out? You said: Often." in body
    assert 'name="left-out"' not in body


def test_no_answer_is_fine_and_is_shown_as_such(here: Any, as_role: AsRole) -> None:
    _pair, _mentor, _place, token = _asked(here)
    client, page = Client(), f"/review/{token}/"
    assert "How is it going with Mona?" in client.get(f"/c/{token}/").content.decode()

    client.post(page, {"answer": "skip"})

    assert "That is fine." in client.get(page).content.decode()
    assert "How is it going with" not in client.get(f"/c/{token}/").content.decode()
    assert "Nothing to do." in as_role("coordinator").get("/mentors/talk/").content.decode()


def test_who_meets_whom_says_who_has_not_answered(here: Any, as_role: AsRole) -> None:
    _asked(here)
    client = as_role("coordinator")

    assert "Asked on 4 January 2027" in client.get("/mentors/pairs/").content.decode()
    with time_machine.travel(SIXTH + timedelta(weeks=2), tick=False):
        mentoring.run_reviews_due(actor=SYSTEM, at=SIXTH + timedelta(weeks=2))
        late = as_role("coordinator")
        assert "Late" in late.get("/mentors/pairs/").content.decode()
        assert "Did not answer how it is going" in late.get("/mentors/talk/").content.decode()


def test_another_answer_that_is_not_taken_is_said(here: Any) -> None:
    _pair, _mentor, _place, token = _asked(here)
    client, page = Client(), f"/review/{token}/"
    for _twice in range(2):
        taken = client.post(page, {"answer": "carry_on"})
        assert taken["Location"] == page

    answer = client.post(page, {"answer": "finish"})

    body = client.get(answer["Location"]).content.decode()
    assert "What you just sent was not taken" in body
    assert "You said: Carry on." in body
    assert "not taken" not in client.get(page).content.decode()


def test_before_the_first_one_there_is_nothing_to_answer(here: Any) -> None:
    _pair, _mentor, place_id = paired(here)
    page = f"/review/{_link('place', Place.objects.get(pk=place_id))}/"

    assert "There is nothing to answer now" in Client().get(page).content.decode()
    assert Client().post(page, {"answer": "finish"}).status_code == 200
    assert Client().get("/review/" + "x" * 22 + "/").status_code == 404


@pytest.mark.once
def test_naughty_strings_are_words(here: Any, as_role: AsRole) -> None:
    pair_id, _mentor, _place, token = _asked(here)
    client, desk = Client(), as_role("coordinator")

    for text in map(sendable, sample(32, 300)):
        Review.objects.update(state="asked", answer="", words="", answered_at=None)
        said = {"answer": "carry_on", "words": text}
        assert client.post(f"/review/{token}/", said).status_code in (200, 302, 400)
        body = desk.get(f"/mentors/pairs/{pair_id}/meetings/").content.decode()
        assert not any(raw in body for raw in RAW)
