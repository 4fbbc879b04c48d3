"""On which days another mentor meets somebody, and what may be done about it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from alongside.domain.mentoring.cover_records import LONGEST_COVER
from alongside.domain.mentoring.models import Cover, Meeting, Pair, Volunteer
from alongside.domain.mentoring.rules.pairs import BEFORE_ENDING
from alongside.domain.mentoring.states import HOLDING, OPEN_COVERS, CoverState
from alongside.foundation.clock import london_date

LOG_WITHIN = timedelta(days=7)  # after it is over, what happened within it


def mentor_of(meeting: Meeting) -> Volunteer:
    """The mentor who meets: whoever covers, or the pair's own. Both were read with the meeting."""
    volunteer = meeting.cover.volunteer if meeting.cover else None
    return volunteer or meeting.pair.volunteer


def may_be_covered(pair: Pair) -> bool:
    """Whether another mentor can be asked: never round a pause by the service."""
    return pair.state in BEFORE_ENDING and not pair.service_paused


def is_open(cover: Cover) -> bool:
    """Whether it is asked for or agreed."""
    return cover.state in OPEN_COVERS


def stands(cover: Cover, pair: Pair, on: date) -> bool:
    """Whether the two may reach each other on that day."""
    meets = pair.state in HOLDING and not pair.service_paused
    return cover.state == CoverState.AGREED and meets and cover.first_on <= on <= cover.last_on


def days_of(cover: Cover) -> tuple[date, date]:
    """The first and the last day on which the two can have met. Raises ValueError for one to which
    not both said yes."""
    if cover.agreed_at is None:
        raise ValueError("not both said yes to this cover")
    first = max(cover.first_on, london_date(cover.agreed_at))
    last = min(cover.last_on, london_date(cover.over_at)) if cover.over_at else cover.last_on
    return first, last


def may_log(cover: Cover, at: datetime) -> bool:
    """Whether the mentor who covers can write down that they met: while it stands, and a week after
    it."""
    if cover.agreed_at is None:
        return False
    return cover.first_on <= london_date(at) <= days_of(cover)[1] + LOG_WITHIN


def faults_of_days(first_on: date, last_on: date, *, today: date) -> dict[str, str]:
    """What is wrong with the days of a new cover, by field."""
    faults = {}
    if first_on < today:
        faults["first_on"] = _("Choose today, or a day that is still to come.")
    return faults | faults_of_last(first_on, last_on, today=today)


def faults_of_last(first_on: date, last_on: date, *, today: date) -> dict[str, str]:
    """What is wrong with a last day."""
    if last_on < max(first_on, today):
        return {"last_on": _("Choose a last day that is not before the first, or over.")}
    if last_on >= first_on + timedelta(days=LONGEST_COVER):
        return {"last_on": _("Choose a day within twelve weeks. For longer, find another mentor.")}
    return {}
