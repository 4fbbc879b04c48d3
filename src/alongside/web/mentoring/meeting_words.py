"""Meetings in words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alongside.domain.mentoring import public as mentoring
from alongside.foundation import clock
from alongside.foundation.clock import in_london
from alongside.web.shared.forms import spoken_time
from alongside.web.shared.listing_words import full_date, spoken_date
from alongside.web.shared.words import Words

STATES: dict[str, Words] = {
    "planned": _("Planned"),
    "met": _("You met"),
    "not_met": _("You did not meet"),
    "cancelled": _("Called off"),
}
DESK_STATES: dict[str, Words] = {
    **STATES,
    "met": _("They met"),
    "not_met": _("They did not meet"),
}
MODES: dict[str, Words] = {
    "phone": _("By phone"),
    "online": _("By video"),
    "in_person": _("A public place"),
}
GOALS: dict[str, Words] = {
    "moved_on": _("moved on"),
    "same": _("the same"),
    "stuck": _("stuck"),
    "just_talked": _("they just talked"),
}
REVIEWS: dict[str, Words] = {
    "asked": _("no answer yet"),
    "skipped": _("would rather not say"),
    "closed": _("they ended first"),
    "carry_on": _("carries on"),
    "change": _("would like to change something"),
    "finish": _("would like to finish"),
}
LOGGED = {"none": "logged", "talk": "talk", "corrected": "corrected"}
DONE: dict[str, Words] = {
    "logged": _("It is saved. Thank you."),
    "talk": _("It is saved. A coordinator talks with you this week."),
    "corrected": _(
        "It is saved. Your phone shows another year or day than ours, so we put the day right. "
        "Please look at it below."
    ),
    "planned": _("It is planned. We tell the other one."),
    "cancel": _("It is called off. We tell the other one."),
    "take_back": _("It counts as not met."),
}
STEP_FREE: dict[str, Words] = {
    "yes": _("No steps to the door or inside"),
    "no": _("There are steps"),
    "unknown": _("We do not know whether there are steps"),
}


@dataclass(frozen=True)
class Line:
    """A meeting in words: when, how long, where, and how it stands."""

    when: str
    how: str
    state: str
    colour: str


def desk_line(row: mentoring.MeetingRow) -> Line:
    """A meeting for who coordinates."""
    told = line(row)
    return told if row.is_over(clock.now()) else replace(told, state=str(DESK_STATES[row.state]))


def line(row: mentoring.MeetingRow) -> Line:
    """A meeting for one of the two."""
    day = full_date(row.on)
    if row.starts_at is not None:
        time = spoken_time(in_london(row.starts_at).time())
        day = __("%(day)s at %(time)s") % {"day": spoken_date(row.on), "time": time}
    long, mode = hours(row.minutes) if row.minutes else "", str(MODES.get(row.mode, ""))
    parts = [long, row.place or (mode[:1].lower() + mode[1:] if long else mode)]
    state = __("You met. Say more") if row.state == "met" and not row.told else STATES[row.state]
    colours = {"planned": "blue", "met": "green"}
    colour = colours.get(row.state, "grey")
    if row.is_over(clock.now()):
        state, colour = __("Not noted yet"), "orange"
    return Line(day, ", ".join(part for part in parts if part), str(state), colour)


def _said(cover: mentoring.CoverLine) -> dict[str, str]:
    first, last = full_date(cover.first_on), full_date(cover.last_on)
    return {"name": cover.name, "first": first, "last": last}


def covering(cover: mentoring.CoverLine) -> str:
    """Another mentor for a while, for the person."""
    said = _said(cover)
    if cover.state == "asked_person":
        return __("Your mentor is away for a while. Would you like to meet somebody else?")
    if cover.state == "asked_mentor":
        return __("We have asked %(name)s whether they can meet you for a while") % said
    return __("From %(first)s to %(last)s you meet %(name)s") % said


def covering_on_the_desk(cover: mentoring.CoverLine) -> str:
    """The same for who coordinates."""
    said = _said(cover)
    if cover.state == "asked_person":
        return __("Somebody else for a while: the person is asked")
    if cover.state == "asked_mentor":
        return __("Somebody else for a while: %(name)s is asked") % said
    return __("Somebody else for a while: %(name)s, %(first)s to %(last)s") % said


def covered(plan: mentoring.PlanPage) -> str:
    """On which days the person meets somebody else, or whoever covers plans; "" for no cover."""
    if plan.covered is None:
        return ""
    first, last = (full_date(day) for day in plan.covered)
    said = {"first": first, "last": last, "name": plan.covers, "other": plan.first_name}
    if plan.as_cover:
        return __("You meet them from %(first)s to %(last)s. Choose a day within these.") % said
    if not plan.covers:
        return __("From %(first)s to %(last)s the meetings are with another mentor.") % said
    words = __("From %(first)s to %(last)s it is with %(name)s, on other days with %(other)s.")
    return words % said


def hours(minutes: int) -> str:
    """Minutes as hours and minutes."""
    whole, rest = divmod(minutes, 60)
    parts = []
    if whole:
        parts.append(ngettext("%(count)d hour", "%(count)d hours", whole) % {"count": whole})
    if rest or not whole:
        parts.append(ngettext("%(count)d minute", "%(count)d minutes", rest) % {"count": rest})
    return " ".join(parts)
