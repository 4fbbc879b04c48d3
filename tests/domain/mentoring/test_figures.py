"""Figures of mentoring for a period: mentors, waits, pairs and meetings, by hand and on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from alongside.domain.mentoring import public as mentoring
from alongside.foundation.errors import NotFound
from factories.meetings import LOG, staffed
from factories.mentoring import AT, Service, acting, asked, ready, waiting
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
