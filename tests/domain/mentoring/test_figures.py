"""Figures of mentoring for a period: mentors, waits, pairs and meetings, by hand and on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from alongside.domain.mentoring import public as mentoring
from alongside.foundation.errors import NotFound
from factories.meetings import LOG, paired, staffed
from factories.mentoring import AT, SYSTEM, Service, acting, asked, ready, waiting, who_waits
from factories.people import OrganisationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
TODAY = AT.date()
LATER = AT + timedelta(days=12)
YEAR = {"since": date(2026, 4, 1), "until": date(2027, 3, 31)}


def figures(here: Service, as_at: date, **more: date) -> mentoring.Paired:
    """As a coordinator reads them."""
    return mentoring.paired(here.id, **{**YEAR, **more}, as_at=as_at, actor=here.first)


def test_pairs_waits_and_meetings_as_they_stood_on_a_day() -> None:
    here = staffed()
    mentor = ready(here, capacity=4)
    place_id = waiting(here, at=AT)
    waiting(here, "Asha Nair", at=AT + timedelta(days=2))
    pair_id = asked(here, place_id, mentor, at=LATER)
    mentoring.accept(pair_id, actor=acting(mentor), at=LATER)
    for days in (1, 8):
        met = LATER + timedelta(days=days)
        log = replace(LOG, on=met.date())
        mentoring.log_meeting(pair_id, log=log, key=uuid4(), actor=acting(mentor), at=met)
    end = LATER + timedelta(days=20)
    mentoring.end_pair(pair_id, reason="completed", wait_again=False, actor=here.first, at=end)

    before = figures(here, LATER.date() - timedelta(days=1))
    assert (before.mentors, before.pairs) == (1, ())
    assert before.waiting_since == (TODAY, TODAY + timedelta(days=2))
    after = figures(here, LATER.date() + timedelta(days=1))
    (pair,) = after.pairs
    assert (pair.agreed_on - pair.wished_on).days == 12
    assert (pair.met, pair.ended_on, len(after.waiting_since)) == (1, None, 1)
    (pair,) = figures(here, end.date()).pairs
    assert (pair.met, pair.ended_on) == (2, end.date())
    assert figures(here, end.date(), until=TODAY).pairs == ()


def test_a_mentor_who_stopped_is_counted_until_then() -> None:
    here = staffed()
    mentor = ready(here)
    mentoring.stop(mentor, actor=here.first, at=LATER)
    assert (figures(here, TODAY).mentors, figures(here, LATER.date()).mentors) == (1, 0)


def test_nobody_else_reads_them() -> None:
    here = staffed()
    with pytest.raises(NotFound):
        mentoring.paired(here.id, **YEAR, as_at=TODAY, actor=here.lead)
    with pytest.raises(NotFound):
        mentoring.paired(OrganisationFactory().pk, **YEAR, as_at=TODAY, actor=here.first)


def test_goals_and_reviews_as_they_stood_on_a_day() -> None:
    here = staffed()
    pair_id, mentor, place_id = paired(here)
    ruth, day = who_waits(place_id), timedelta(days=1)
    mentoring.log_meeting(pair_id, log=LOG, key=uuid4(), actor=acting(mentor), at=AT)
    said = {"actor": ruth, "key": uuid4()}
    walk = mentoring.set_goal(place_id, said=mentoring.GoalSaid("Walk"), at=AT, **said)
    talk = mentoring.GoalSaid(just_talk=True)
    mentoring.set_goal(place_id, said=talk, key=uuid4(), actor=ruth, at=AT)
    mentoring.reach_goal(walk, actor=ruth, at=AT + 2 * day)
    mentoring.reopen_goal(walk, actor=ruth, at=AT + 4 * day)
    asked_at = AT + 42 * day
    mentoring.run_reviews_due(actor=SYSTEM, at=asked_at)
    review = mentoring.my_review(place_id, actor=ruth)
    assert review is not None
    mentoring.answer_review(review.review_id, answer="carry_on", actor=ruth, at=asked_at + day)

    def aims(as_at: date, **more: date) -> mentoring.Aimed:
        return mentoring.aimed(here.id, **{**YEAR, **more}, as_at=as_at, actor=here.first)

    assert aims(TODAY - day) == mentoring.Aimed(0, 0, 0, 0, 0)
    assert aims(TODAY) == mentoring.Aimed(2, 0, 1, 0, 0)
    assert aims(TODAY + 2 * day) == mentoring.Aimed(2, 1, 1, 0, 0)  # taken up again since
    assert aims(TODAY + 4 * day) == mentoring.Aimed(2, 0, 1, 0, 0)
    assert aims(asked_at.date()) == mentoring.Aimed(2, 0, 1, 1, 0)
    assert aims(asked_at.date() + day) == mentoring.Aimed(2, 0, 1, 1, 1)
    assert aims(asked_at.date() + day, until=TODAY) == mentoring.Aimed(2, 0, 1, 0, 0)
    with pytest.raises(NotFound):
        mentoring.aimed(OrganisationFactory().pk, **YEAR, as_at=TODAY, actor=here.first)
    with pytest.raises(NotFound):
        mentoring.aimed(here.id, **YEAR, as_at=TODAY, actor=ruth)
