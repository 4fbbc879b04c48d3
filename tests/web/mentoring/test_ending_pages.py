"""Two finish by pages: the goodbye, a few words, what comes next, the way back; and the desk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import MeetingTask, Pair, Place, Volunteer
from alongside.domain.messaging.models import Message
from alongside.domain.outcomes import public as outcomes
from alongside.domain.outcomes.models import Response, Score
from alongside.domain.referrals import public as referrals
from alongside.domain.referrals.models import Episode
from alongside.foundation.links import make_link
from alongside.foundation.unit import unit
from factories.meetings import LOG, paired
from factories.mentoring import AT, SYSTEM, Service, acting, service
from factories.referring import received, staff
from web.conftest import AsRole


class Two(NamedTuple):
    """Two who met once, each with a browser behind their link."""

    here: Service
    pair_id: UUID
    person: Client
    person_home: str
    mentor: Client
    mentor_home: str

    def person_page(self) -> str:
        return f"{self.person_home}ending/{self.pair_id}/"

    def mentor_page(self) -> str:
        return f"{self.mentor_home}ending/{self.pair_id}/"


def _link(purpose: str, thing: Any) -> str:
    with unit(actor=SYSTEM, at=AT) as work:
        return make_link(purpose, thing, valid_until=AT.replace(year=2028), work=work)


@pytest.fixture
def two(db: None) -> Iterator[Two]:
    with time_machine.travel(AT, tick=False):
        here = service()
        pair_id, mentor, place_id = paired(here)
        mentoring.log_meeting(pair_id, log=LOG, key=uuid4(), actor=acting(mentor), at=AT)
        yield Two(
            here, pair_id,
            Client(), f"/c/{_link('place', Place.objects.get(pk=place_id))}/",
            Client(), f"/m/{_link('volunteer', Volunteer.objects.get(pk=mentor))}/",
        )  # fmt: skip


def _body(client: Client, page: str) -> str:
    answer = client.get(page)
    assert answer.status_code == 200
    return str(answer.content.decode())


def _finish(two: Two) -> None:
    for act in ("begin", "finish"):
        assert two.mentor.post(two.mentor_page(), {"act": act}).status_code == 302


def test_from_the_page_of_the_two_to_a_goodbye_and_the_way_back(two: Two) -> None:
    together = f"{two.person_home}together/{two.pair_id}/"
    answer = two.person.post(together, {"what": "finish"})
    assert answer["Location"] == two.person_page()
    assert "Finish your meetings with Mona?" in _body(two.person, two.person_page())
    assert Pair.objects.get().state == "active"  # only looked at

    for _twice in range(2):
        answer = two.person.post(two.person_page(), {"act": "begin"})
    told = _body(two.person, answer["Location"])
    assert "You have begun to finish." in told
    assert "Time to say goodbye to Mona" in told
    assert "You met once: 1 hour together." in told
    assert "On 21 December 2026 it is over by itself." in told
    home = _body(two.person, two.person_home)
    assert "You and Mona begin to finish" in home
    assert "both said yes" not in home
    assert "Say goodbye to Mona" in home
    assert "You and Ruth begin to finish" in _body(two.mentor, two.mentor_home)

    for _twice in range(2):
        answer = two.person.post(two.person_page(), {"act": "finish"})
    told = _body(two.person, answer["Location"])
    assert "You and Mona have finished" in told
    assert "you can ask here until 23 November 2027" in told
    assert 'href="/find/"' in told
    assert 'href="/mentor/apply/"' in told
    assert "You have finished your meetings" in _body(two.person, two.person_home)
    assert "You have finished with Ruth" in _body(two.mentor, two.mentor_home)
    assert two.person.get(together).status_code == 404


def test_a_few_words_are_read_by_the_other_one_alone(two: Two, as_role: AsRole) -> None:
    words = "Thank you for <b>every</b> walk."
    two.mentor.post(two.mentor_page(), {"act": "begin"})

    answer = two.mentor.post(two.mentor_page(), {"act": "thanks", "words": words})

    assert "Only they can read it." in _body(two.mentor, answer["Location"])
    read = _body(two.person, two.person_page())
    assert "Mona wrote to you" in read
    assert "Thank you for &lt;b&gt;every&lt;/b&gt; walk." in read
    desk = as_role("coordinator").get(f"/mentors/pairs/{two.pair_id}/meetings/")
    assert "every" not in desk.content.decode()
    long = two.mentor.post(two.mentor_page(), {"act": "thanks", "words": "x" * 501})
    assert "There is a problem" in long.content.decode()
    gone = two.mentor.post(two.mentor_page(), {"act": "thanks", "words": ""})
    assert "taken back" in _body(two.mentor, gone["Location"])
    assert "wrote to you" not in _body(two.person, two.person_page())


def test_where_the_service_keeps_them_apart_afterwards_the_page_is_neutral(
    two: Two, as_role: AsRole
) -> None:
    _finish(two)
    two.mentor.post(two.mentor_page(), {"act": "thanks", "words": "Thank you, dear"})
    desk, meetings = as_role("coordinator"), f"/mentors/pairs/{two.pair_id}/meetings/"
    assert "Let no words go between them" in _body(desk, meetings)

    paused = desk.post(f"/mentors/pairs/{two.pair_id}/pause/", {"quiet": "1"})

    after = _body(desk, paused["Location"])
    assert "Let them write to each other" in after
    assert "Neither of them is told." in after
    assert 'name="quiet"' in after
    for client, page in ((two.person, two.person_page()), (two.mentor, two.mentor_page())):
        read = _body(client, page)
        assert "Nothing can be written here now." in read
        for word in ("dear", "A few words", "Ask for a mentor again", "You hear from us"):
            assert word not in read
    assert "You have finished with Ruth" not in _body(two.mentor, two.mentor_home)
    answer = two.person.post(two.person_page(), {"act": "again"})
    assert "changed meanwhile" in _body(two.person, answer["Location"])


def test_before_they_begin_nobody_writes_and_a_mentor_asks_for_nobody(two: Two) -> None:
    answer = two.person.post(two.person_page(), {"act": "thanks", "words": "Too early"})
    assert "changed meanwhile" in _body(two.person, answer["Location"])
    _finish(two)
    answer = two.mentor.post(two.mentor_page(), {"act": "again"})
    assert answer.status_code == 302
    assert Place.objects.get().state == "closed"
    assert "Ask for a mentor again" not in _body(two.mentor, two.mentor_page())


def _episode(two: Two, *, closed: bool) -> UUID:
    made = received(staff("Dr Ann Field", "referrer", two.here.id), at=AT)
    referrals.run_due(actor=SYSTEM, at=AT)
    episode_id = referrals.accept(made.referral_id, actor=two.here.first, at=AT)
    person_id = Place.objects.get().person_id
    Episode.objects.filter(pk=episode_id).update(person_id=person_id)
    Place.objects.update(episode_id=episode_id)
    if closed:
        referrals.close(made.referral_id, outcome="supported", actor=two.here.first, at=AT)
    return episode_id


@pytest.mark.parametrize("closed", [False, True])
def test_the_way_back_waits_or_asks_a_coordinator_to_speak_with_them(
    two: Two, closed: bool, as_role: AsRole
) -> None:
    _episode(two, closed=closed)
    _finish(two)

    for _twice in range(2):
        answer = two.person.post(two.person_page(), {"act": "again"})

    if closed:
        assert "so we speak with you first" in _body(two.person, answer["Location"])
        assert MeetingTask.objects.get().kind == "again"
        listed = _body(as_role("coordinator"), "/mentors/talk/")
        assert "Would like a mentor again." in listed
        assert "Ruth Adeyemi" in listed
    else:
        assert answer["Location"] == two.person_home
        assert "We are looking for somebody for you" in _body(two.person, two.person_home)


def test_who_was_asked_before_and_after_reads_the_sentence_and_the_mentor_does_not(
    two: Two,
) -> None:
    episode_id = _episode(two, closed=False)
    who = Place.objects.get().person_id
    outcomes.choose_measure(two.here.id, measure="ons-loneliness", actor=two.here.first, at=AT)
    for point, value in ((outcomes.Point.BASELINE, 7), (outcomes.Point.END, 4)):
        outcomes.ask(
            episode_id, point=point, person_id=who, organisation_id=two.here.id,
            actor=SYSTEM, at=AT,
        )  # fmt: skip
        row = Response.objects.get(point=point)
        Score.objects.create(response=row, scale="ucla", value=value, answered=3, of=3)
    _finish(two)

    assert "is better than at first" in _body(two.person, two.person_page())
    assert "at first" not in _body(two.mentor, two.mentor_page())


def test_a_paused_goodbye_offers_no_hour_and_no_words(two: Two) -> None:
    two.mentor.post(two.mentor_page(), {"act": "begin"})
    assert "Plan an hour with Mona" in _body(two.person, two.person_page())
    mentoring.pause_pair(two.pair_id, actor=two.here.lead, at=AT)

    told = _body(two.person, two.person_page())

    assert "Meetings are paused for now." in told
    assert "Plan an hour" not in told
    assert 'name="words"' not in told


def test_a_year_later_the_page_is_gone(two: Two) -> None:
    _finish(two)
    with time_machine.travel(AT + timedelta(days=366), tick=False):
        assert two.person.get(two.person_page()).status_code == 404


def test_who_coordinates_ends_it_in_the_way_that_is_true(two: Two, as_role: AsRole) -> None:
    client, page = as_role("coordinator"), f"/mentors/pairs/{two.pair_id}/end/"
    meetings = f"/mentors/pairs/{two.pair_id}/meetings/"
    assert page in _body(client, meetings)
    assert "Select how it ends" in client.post(page, {}).content.decode()
    assert "They have finished" not in _body(client, page)

    client.post(page, {"how": "begin"})
    assert "Ending" in _body(client, "/mentors/pairs/")
    assert "They have finished" in _body(client, page)
    answer = client.post(page, {"how": "lost_contact", "again": "on"})

    assert "Both hear of it." in _body(client, answer["Location"])
    assert (Pair.objects.get().end_reason, Place.objects.get().state) == (
        "lost_contact", "waiting",
    )  # fmt: skip
    assert client.post(page, {"how": "lost_contact"}).status_code == 404
    assert not re.search(r"/end/", _body(client, meetings))


@pytest.mark.parametrize("by_service", [True, False])
def test_the_desk_says_who_hears_of_an_end_while_they_are_paused(
    two: Two, as_role: AsRole, by_service: bool
) -> None:
    actor = SYSTEM if by_service else acting(Volunteer.objects.get().pk)
    mentoring.pause_pair(two.pair_id, actor=actor, at=AT)
    client, page = as_role("coordinator"), f"/mentors/pairs/{two.pair_id}/end/"
    asked = _body(client, page)
    assert ("nobody hears of it" in asked) is by_service
    assert ("both hear of it, and can meet once more" in asked) is not by_service
    assert ("paused by the service" in asked) is by_service
    Message.objects.all().delete()

    begun = client.post(page, {"how": "begin"})

    assert Message.objects.exists() is not by_service
    assert ("Neither of them is told." in _body(client, begun["Location"])) is by_service
    assert ("nobody hears of it" in _body(client, page)) is False
    over = client.post(page, {"how": "finish"})
    assert "Both hear of it." in _body(client, over["Location"])
    told = "pair_over_" if by_service else "pair_finished_"
    assert Message.objects.filter(template__startswith=told).count() == 2


def test_who_coordinates_lets_them_go_on_after_all(two: Two, as_role: AsRole) -> None:
    client, page = as_role("coordinator"), f"/mentors/pairs/{two.pair_id}/go-on/"
    meetings = f"/mentors/pairs/{two.pair_id}/meetings/"
    assert client.get(page).status_code == 404
    assert page not in _body(client, meetings)
    client.post(f"/mentors/pairs/{two.pair_id}/end/", {"how": "begin"})
    assert page in _body(client, meetings)

    assert "There is a problem" in client.post(page, {}).content.decode()
    assert Pair.objects.get().state == "ending"
    for _twice in range(2):
        answer = client.post(page, {"wished": "on"})
        assert "They go on." in _body(client, answer["Location"])
    assert Pair.objects.get().state == "active"
    assert "Begin to finish" in _body(two.person, two.person_page())


@pytest.mark.parametrize("closed", [True, False])
def test_what_is_over_does_not_go_on(two: Two, as_role: AsRole, closed: bool) -> None:
    client, page = as_role("coordinator"), f"/mentors/pairs/{two.pair_id}/go-on/"
    if closed:  # the support is over, and the two still say goodbye
        _episode(two, closed=True)
    client.post(f"/mentors/pairs/{two.pair_id}/end/", {"how": "begin"})
    if not closed:
        _finish(two)
    state = Pair.objects.get().state

    refused = client.post(page, {"wished": "on"})
    assert refused.status_code == 409
    said = "Introduce them anew" if closed else "the person can ask for a mentor again"
    assert said in refused.content.decode()
    assert Pair.objects.get().state == state


def test_the_step_to_close_the_support_leads_to_its_introduction(two: Two, as_role: AsRole) -> None:
    episode_id = _episode(two, closed=False)
    _finish(two)
    mentoring.ask_to_close(two.pair_id, actor=SYSTEM, at=AT)
    client, page = as_role("coordinator"), f"/referrals/of/{episode_id}/"

    assert page in _body(client, "/mentors/talk/")
    found = referrals.episode(episode_id, actor=SYSTEM, at=AT)
    assert client.get(page)["Location"] == f"/referrals/{found.referral_id}/"
