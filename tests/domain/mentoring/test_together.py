"""A pair pauses, goes on, and the person asks for another mentor: without a reason, and whoever did
not do it hears the same words whoever it was."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Meeting, Pair, PairAgreement, Place, Volunteer
from alongside.domain.messaging.models import Message
from alongside.foundation.errors import Conflict, NotFound
from alongside.foundation.models import AuditRow
from factories.directory import coordinator, organisation
from factories.meetings import LOG, PLAN, paired
from factories.mentoring import AT, SYSTEM, acting, ready, service, who_waits

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)


def _told() -> list[str]:
    sent = Message.objects.filter(template__startswith="pair_")
    return sorted(sent.values_list("template", flat=True))


@pytest.mark.parametrize("who", ["mentor", "person"])
def test_either_pauses_and_the_other_hears_and_goes_on(who: str) -> None:
    pair_id, mentor, place_id = paired(service())
    actor = acting(mentor) if who == "mentor" else who_waits(place_id)
    other = "person" if who == "mentor" else "mentor"
    mentoring.plan_meeting(pair_id, plan=PLAN, key=uuid4(), actor=actor, at=AT)

    for _twice in range(2):
        mentoring.pause_pair(pair_id, actor=actor, at=LATER)

    assert Pair.objects.get().state == "paused"
    assert Meeting.objects.get().state == "cancelled"
    assert _told() == [f"pair_paused_{other}"]
    with pytest.raises(Conflict):
        mentoring.plan_meeting(pair_id, plan=PLAN, key=uuid4(), actor=actor, at=LATER)
    for _twice in range(2):
        mentoring.resume_pair(pair_id, actor=actor, at=LATER)
    assert Pair.objects.get().state == "agreed"
    assert _told() == [f"pair_paused_{other}", f"pair_resumed_{other}"]


def test_who_met_before_the_pause_is_active_after_it() -> None:
    pair_id, mentor, _place = paired(service())
    mona = acting(mentor)
    mentoring.log_meeting(pair_id, log=LOG, key=uuid4(), actor=mona, at=AT)

    mentoring.pause_pair(pair_id, actor=mona, at=LATER)
    mentoring.resume_pair(pair_id, actor=mona, at=LATER)

    assert Pair.objects.get().state == "active"


@pytest.mark.parametrize("by", ["first", "lead", "system"])
@pytest.mark.parametrize("before", [False, True])
def test_a_pause_by_the_service_is_lifted_by_the_service_alone(by: str, before: bool) -> None:
    here = service()
    pair_id, mentor, place_id = paired(here)
    staff = SYSTEM if by == "system" else getattr(here, by)
    if before:
        mentoring.pause_pair(pair_id, actor=acting(mentor), at=AT)

    mentoring.pause_pair(pair_id, actor=staff, at=LATER)

    for one in (acting(mentor), who_waits(place_id)):
        assert "resume" not in mentoring.together(pair_id, actor=one).ways
        with pytest.raises(Conflict):
            mentoring.resume_pair(pair_id, actor=one, at=LATER)
    if not before:
        assert _told() == ["pair_paused_mentor", "pair_paused_person"]
    mentoring.resume_pair(pair_id, actor=staff, at=LATER)
    assert Pair.objects.get().state == "agreed"


def test_each_says_yes_to_the_six_lines_once_and_nothing_waits_for_it() -> None:
    here = service()
    pair_id, mentor, place_id = paired(here)
    mona, ruth = acting(mentor), who_waits(place_id)
    assert mentoring.my_place(place_id, actor=ruth).to_agree
    mentoring.plan_meeting(pair_id, plan=PLAN, key=uuid4(), actor=mona, at=AT)

    for _twice in range(2):
        mentoring.agree_together(pair_id, version=1, actor=ruth, at=LATER)

    assert PairAgreement.objects.get().person_id == ruth.person_id
    mine, theirs = (mentoring.together(pair_id, actor=one) for one in (ruth, mona))
    assert (mine.yes_on, mine.other_yes_on) == (LATER.date(), None)
    assert (theirs.yes_on, theirs.other_yes_on) == (None, LATER.date())
    assert len(mine.lines.lines) == 6
    assert not mentoring.my_place(place_id, actor=ruth).to_agree
    assert mentoring.my_pairs(actor=mona)[0].to_agree
    assert mentoring.pair_meetings(pair_id, actor=here.first, at=AT).yes_on == (LATER.date(), None)
    assert AuditRow.objects.get(action="pairagreement.given").fields == ["version"]


def test_yes_is_said_to_lines_that_stand_by_the_two_of_a_pair_that_meets() -> None:
    here = service()
    pair_id, mentor, place_id = paired(here)
    ruth = who_waits(place_id)

    for version in (0, 2):
        with pytest.raises(Conflict):
            mentoring.agree_together(pair_id, version=version, actor=ruth, at=LATER)
    for actor in (here.first, here.lead, SYSTEM, acting(ready(here, name="Olga Stone"))):
        with pytest.raises(NotFound):
            mentoring.agree_together(pair_id, version=1, actor=actor, at=LATER)
    mentoring.change_mentor(pair_id, actor=ruth, at=LATER)
    with pytest.raises(Conflict):
        mentoring.agree_together(pair_id, version=1, actor=acting(mentor), at=LATER)


def test_nobody_else_pauses_sees_or_changes_it() -> None:
    here = service()
    pair_id, mentor, _place = paired(here)
    elsewhere = coordinator(organisation("Elsewhere"))

    for verb in (mentoring.pause_pair, mentoring.resume_pair, mentoring.change_mentor):
        with pytest.raises(NotFound):
            verb(pair_id, actor=elsewhere, at=LATER)
    for actor in (elsewhere, here.first, here.lead):
        with pytest.raises(NotFound):
            mentoring.together(pair_id, actor=actor)
    with pytest.raises(NotFound):
        mentoring.change_mentor(pair_id, actor=acting(mentor), at=LATER)


def test_another_mentor_without_a_reason_and_the_mentor_hears_neutral_words() -> None:
    pair_id, mentor, place_id = paired(service())
    ruth = who_waits(place_id)
    mentoring.plan_meeting(pair_id, plan=PLAN, key=uuid4(), actor=ruth, at=AT)

    mentoring.change_mentor(pair_id, actor=ruth, at=LATER)

    pair, place = Pair.objects.get(), Place.objects.get()
    assert (pair.state, pair.end_reason) == ("ended", "rematched")
    assert (place.state, place.blocks) == ("waiting", [str(mentor)])
    assert Volunteer.objects.get().held == 0
    assert Meeting.objects.get().state == "cancelled"
    assert _told() == ["pair_over_mentor"]
    assert "Ruth" not in Message.objects.get(template="pair_over_mentor").body
    with pytest.raises(Conflict):
        mentoring.change_mentor(pair_id, actor=ruth, at=LATER)
    with pytest.raises(NotFound):
        mentoring.together(pair_id, actor=ruth)
