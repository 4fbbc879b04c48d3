"""What may be planned and logged of a meeting."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.mentoring.meeting_records import (
    GOALS,
    LENGTHS,
    WORRIES,
    MeetingLog,
    MeetingPlan,
)
from alongside.engines.worktime import add_working_days
from alongside.foundation.clock import london_date

IN_PERSON = "in_person"
LONGEST_AHEAD = timedelta(days=180)
TALK_WITHIN = 5  # working days: this week
# Of these tasks everybody who looks after volunteers hears at once, at any hour.
PRESSING = frozenset({"urgent", "died"})
# The others are about the mentor.
OF_THE_PERSON = frozenset({"again", "close", "change", "silent", "left"})
# A phone counts as wrong from two days on: time zones and a late night are no fault of its clock.
CLOCK_IS_OUT = 2


def day_meant(on: date, *, phone_on: date | None, today: date) -> date:
    """The day that was meant by somebody whose phone says it is `phone_on` while it is `today`.

    A day that lies nearer to the phone's own was told by the phone's calendar, and is put right; a
    day that fits ours stands as it is."""
    if phone_on is None or abs((today - phone_on).days) < CLOCK_IS_OUT:
        return on
    by_phone = abs((on - phone_on).days) <= abs((on - today).days)
    return on + (today - phone_on) if by_phone else on


def faults_of_log(log: MeetingLog, *, first: date, last: date, today: date) -> dict[str, str]:
    """What is wrong with a log, by field: the day lies from `first` to `last`."""
    faults = {}
    if last < log.on <= today:
        faults["on"] = _("Which day did you meet? Your meetings with them were over on this day.")
    elif log.on > last:
        faults["on"] = _("Which day did you meet? This day is still to come.")
    elif log.on < first:
        faults["on"] = _("Which day did you meet? You had not both said yes on this day.")
    if not set(log.topics) <= {term.slug for term in catalogue.terms("topic")}:
        faults["topics"] = _("Choose from the answers shown.")
    if log.goal and log.goal not in GOALS:
        faults["goal"] = _("Choose one of the answers shown.")
    if log.worry not in WORRIES:
        faults["worry"] = _("Choose one of the answers shown.")
    return faults | _faults_of_where(log.minutes, log.mode)


def faults_of_plan(plan: MeetingPlan, *, at: datetime) -> dict[str, str]:
    """What is wrong with a plan, by field."""
    faults = {}
    if plan.starts_at <= at:
        faults["starts_at"] = _("Choose an hour that is still to come.")
    elif plan.starts_at > at + LONGEST_AHEAD:
        faults["starts_at"] = _("Choose a day within the next six months.")
    return faults | _faults_of_where(plan.minutes, plan.mode)


def _faults_of_where(minutes: int, mode: str) -> dict[str, str]:
    faults = {}
    if minutes not in LENGTHS:
        faults["minutes"] = _("Choose one of the answers shown.")
    if mode not in {term.slug for term in catalogue.terms("mode")}:
        faults["where"] = _("Choose one of the answers shown.")
    return faults


def due_of(kind: str, at: datetime) -> date:
    """By when a coordinator does what is to be done."""
    today = london_date(at)
    if kind in PRESSING:
        return today
    return add_working_days(today, TALK_WITHIN, catalogue.days_off())
