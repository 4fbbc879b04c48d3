"""Two who had begun to finish go on after all: nobody hears more than they have to."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Meeting, Pair, Thanks, Volunteer
from alongside.domain.messaging.models import Message
from alongside.foundation.audit import verify
from alongside.foundation.errors import Conflict, Invalid, NotFound
from factories.directory import coordinator, organisation
from factories.meetings import LOG, PLAN, paired
from factories.mentoring import AT, SYSTEM, Service, acting, service, who_waits
from factories.messaging import drained

pytestmark = pytest.mark.django_db
LATER, THEN = AT + timedelta(days=1), AT + timedelta(days=2)


@pytest.fixture
def here(db: None) -> Service:
    return service()


def told(template: str) -> list[tuple[str, str]]:
    rows = Message.objects.filter(template__startswith=template)
    return sorted(rows.values_list("template", "state"))


def go_on(pair_id: UUID, here: Service) -> None:
    mentoring.go_on_together(pair_id, wished=True, actor=here.first, at=THEN)


@pytest.mark.parametrize("met", [True, False])
def test_they_stand_where_they_stood_and_who_had_not_heard_hears_nothing(
    here: Service, met: bool
) -> None:
    pair_id, mentor, _place = paired(here)
    if met:
        mentoring.log_meeting(pair_id, log=LOG, key=uuid4(), actor=acting(mentor), at=AT)
    mentoring.plan_meeting(pair_id, plan=PLAN, key=uuid4(), actor=here.first, at=AT)
    mentoring.begin_ending(pair_id, actor=here.first, at=LATER)

    for _twice in range(2):
        go_on(pair_id, here)

    pair = Pair.objects.get()
    assert (pair.state, pair.ending_at) == ("active" if met else "agreed", None)
    assert told("pair_ending") == [
        ("pair_ending_mentor", "cancelled"), ("pair_ending_person", "cancelled"),
    ]  # fmt: skip
    assert told("pair_resumed") == []
    assert Meeting.objects.filter(state="planned").count() == 1
    assert Volunteer.objects.get().held == 1
    assert mentoring.run_endings_due(actor=SYSTEM, at=LATER + timedelta(days=40)) == 0
    assert list(verify()) == []


def test_who_has_heard_or_began_it_hears_that_they_go_on(here: Service) -> None:
    pair_id, mentor, place_id = paired(here)
    mentoring.begin_ending(pair_id, actor=who_waits(place_id), at=LATER)
    for after in (timedelta(), timedelta(minutes=10)):  # who we are goes first
        drained(LATER + after)
    assert [state for _template, state in told("pair_ending")] == ["sent"]

    go_on(pair_id, here)
    assert [template for template, _state in told("pair_resumed")] == [
        "pair_resumed_mentor", "pair_resumed_person",
    ]  # fmt: skip

    # Another day they do finish, and are told of it anew.
    mentoring.begin_ending(pair_id, actor=acting(mentor), at=THEN + timedelta(days=30))
    assert ("pair_ending_person", "queued") in told("pair_ending")


def test_another_pair_of_the_same_mentor_is_told_all_the_same(here: Service) -> None:
    one, mentor, _place = paired(here)
    other, _mentor, _place = paired(here, volunteer_id=mentor, name="Bo Long")
    mentoring.begin_ending(one, actor=here.first, at=LATER)
    mentoring.begin_ending(other, actor=here.first, at=THEN)

    go_on(one, here)
    assert sorted(state for name, state in told("pair_ending_mentor")) == ["cancelled", "queued"]
    assert Pair.objects.get(pk=other).state == "ending"


def test_words_of_thanks_wait_for_the_day_on_which_they_finish(here: Service) -> None:
    pair_id, mentor, _place = paired(here)
    mentoring.begin_ending(pair_id, actor=here.first, at=LATER)
    mentoring.write_thanks(pair_id, words="Thank you", actor=acting(mentor), at=LATER)
    go_on(pair_id, here)
    assert Thanks.objects.get().words == "Thank you"
    with pytest.raises(Conflict):
        mentoring.write_thanks(pair_id, words="More", actor=acting(mentor), at=THEN)


def test_whom_the_service_keeps_apart_it_still_does(here: Service) -> None:
    pair_id, mentor, _place = paired(here)
    mentoring.begin_ending(pair_id, actor=here.first, at=LATER)
    mentoring.pause_pair(pair_id, actor=here.lead, at=LATER)
    go_on(pair_id, here)

    pair = Pair.objects.get()
    assert (pair.state, pair.service_paused) == ("paused", True)
    assert told("pair_resumed") == []
    with pytest.raises(Conflict):
        mentoring.resume_pair(pair_id, actor=acting(mentor), at=THEN)
    mentoring.resume_pair(pair_id, actor=here.lead, at=THEN)
    assert Pair.objects.get().state == "agreed"


def test_once_it_is_over_it_stays_over(here: Service) -> None:
    pair_id, _mentor, _place = paired(here)
    mentoring.begin_ending(pair_id, actor=here.first, at=LATER)
    mentoring.finish_ending(pair_id, actor=here.first, at=LATER)
    with pytest.raises(Conflict, match="It is over"):
        go_on(pair_id, here)
    assert Pair.objects.get().state == "ended"


def test_only_who_coordinates_and_only_as_the_person_wishes(here: Service) -> None:
    pair_id, mentor, place_id = paired(here)
    mentoring.begin_ending(pair_id, actor=here.first, at=LATER)
    with pytest.raises(Invalid) as refused:
        mentoring.go_on_together(pair_id, wished=False, actor=here.first, at=THEN)
    assert set(refused.value.faults) == {"wished"}
    elsewhere = coordinator(organisation("Elsewhere"))
    for actor in (acting(mentor), who_waits(place_id), here.lead, elsewhere):
        with pytest.raises(NotFound):
            mentoring.go_on_together(pair_id, wished=True, actor=actor, at=THEN)
    assert Pair.objects.get().state == "ending"
