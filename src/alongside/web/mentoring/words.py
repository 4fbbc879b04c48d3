"""The states and steps of a volunteer in the words of a page."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from alongside.domain.mentoring import public as mentoring
from alongside.web.shared.listing_words import full_date
from alongside.web.shared.parts import TaskRow
from alongside.web.shared.words import Words

STATES: dict[str, Words] = {
    "applied": _("We are reading what you sent"),
    "preparing": _("Getting ready"),
    "ready": _("You are ready"),
    "paused": _("Paused"),
    "stopped": _("You have stopped"),
    "declined": _("Not now"),
}
DESK_STATES: dict[str, Words] = {
    "applied": _("New"),
    "preparing": _("Preparing"),
    "ready": _("Ready"),
    "paused": _("Paused"),
    "stopped": _("Stopped"),
    "declined": _("Not now"),
}
STEPS: dict[str, Words] = {
    "references": _("Two people who know you"),
    "meet": _("Meet the coordinator"),
    "training": _("Training in seven subjects"),
    "checks": _("Checks"),
    "agreement": _("Six lines to agree to"),
    "go_live": _("Two of us say yes"),
}
DESK_STEPS: dict[str, Words] = {
    "references": _("References"),
    "meet": _("Meeting"),
    "training": _("Training"),
    "checks": _("Checks"),
    "agreement": _("Agreement"),
    "go_live": _("Yes by two people"),
}
DESK_WHO: dict[str, Words] = {
    "you": _("Their turn"),
    "us": _("Our turn"),
    "others": _("The referees' turn"),
}
LACKS: dict[str, Words] = {
    "references": _("references"),
    "meet": _("a meeting"),
    "training": _("training"),
    "checks": _("checks"),
    "agreement": _("the agreement"),
}
NOT_KNOWN: dict[str, Words] = {
    "age": _("their age"),
    "conditions": _("what they live with"),
    "times": _("when they can meet"),
    "modes": _("how they would like to meet"),
    "place": _("where they live"),
}
STEP_STATES: dict[str, Words] = {
    "done": _("Done"),
    "to_do": _("To do"),
    "waiting": _("Waiting"),
    "cannot_start": _("Cannot start yet"),
    "overdue": _("To do again"),
}
TRAINED: dict[str, Words] = {
    "elsewhere": _("Held elsewhere."),
    "list": _("From before, by the service's own list."),
}
"""How training is known to be done, where it was not done here."""
_AGAIN = _("Looked at again on %(day)s.")
WHO: dict[str, Words] = {
    "you": _("Your turn"),
    "us": _("Our turn"),
    "others": _("The turn of the people you named"),
}
DONE: dict[str, Words] = {
    "agreed": _("You agreed. Thank you."),
    "pause": _("You are paused. Nobody new is suggested to you."),
    "resume": _("Welcome back."),
    "answered": _("Thank you for your answer."),
    "not_now": _("It was answered already, or it is not possible today."),
}


_OPEN = (mentoring.StepState.TO_DO, mentoring.StepState.OVERDUE)


def tasks(record: mentoring.Checklist, *, agreement: str, training: str) -> list[TaskRow]:
    """The steps as rows of a task list. What they do themselves is done on a page of its own; what
    they agreed to is read again there."""
    ways = {mentoring.Step.AGREEMENT: agreement, mentoring.Step.TRAINING: training}
    return [
        TaskRow(
            STEPS[item.step],
            STEP_STATES[item.state],
            href=ways.get(item.step, "")
            if item.state in _OPEN or (item.step == mentoring.Step.AGREEMENT and item.done_on)
            else "",
            hint=_hint(item),
            done=item.state == mentoring.StepState.DONE,
        )
        for item in record.items
    ]


def agreed_on(record: mentoring.Checklist) -> str:
    """The day on which they agreed to the lines of today; nothing where they are still asked."""
    one = next(item for item in record.items if item.step == mentoring.Step.AGREEMENT)
    if one.state != mentoring.StepState.DONE or one.done_on is None:
        return ""
    return full_date(one.done_on)


def desk_tasks(record: mentoring.Checklist) -> list[TaskRow]:
    """The same for who looks after volunteers."""
    return [
        TaskRow(
            DESK_STEPS[item.step],
            STEP_STATES[item.state],
            hint=_hint(item, DESK_WHO),
            done=item.state == mentoring.StepState.DONE,
        )
        for item in record.items
    ]


def _hint(item: mentoring.ChecklistItem, who: Mapping[str, Words] = WHO) -> str:
    parts = []
    if item.done_on is not None:
        parts.append(__("On %(day)s.") % {"day": full_date(item.done_on)})
    elif item.of > 1:
        parts.append(__("%(count)s of %(of)s.") % {"count": item.count, "of": item.of})
    if item.how in TRAINED:
        parts.append(f"{TRAINED[item.how]}")
    if item.until is not None:
        until = _("Counts until %(day)s.") if item.step == "training" else _AGAIN
        parts.append(until % {"day": _day(item)})
    elif item.state in (mentoring.StepState.TO_DO, mentoring.StepState.WAITING):
        parts.append(f"{who[item.who]}.")
    return " ".join(parts)


def _day(item: mentoring.ChecklistItem) -> str:
    return full_date(item.until) if item.until else ""


def overdue(one: mentoring.Overdue | None) -> str:
    """What is overdue of a volunteer, and since when, as a part of a sentence; "" for nothing."""
    if one is None:
        return ""
    words = (
        __("check overdue since %(day)s")
        if one.what == "check"
        else __("training overdue since %(day)s")
    )
    return words % {"day": full_date(one.day)}


def standing(row: mentoring.VolunteerRow) -> str:
    """How a volunteer stands in a list: whoever cannot be matched today is never only *ready*."""
    if row.state == "ready" and row.overdue:
        return __("Not matchable: %(why)s") % {"why": overdue(row.overdue)}
    return str(DESK_STATES[row.state])


def lacking(steps: tuple[mentoring.Step, ...]) -> str:
    """What a volunteer lacks, in words."""
    return ", ".join(str(LACKS[step]) for step in steps)


def trained_elsewhere(noted: mentoring.TrainedElsewhere | None) -> str:
    """Who noted it, and when; "" where nobody did."""
    if noted is None:
        return ""
    if noted.noted_on is None or not noted.noted_by:
        return __("Noted by a colleague.")
    return __("Noted by %(name)s on %(day)s.") % {
        "name": noted.noted_by,
        "day": full_date(noted.noted_on),
    }


def not_known(names: tuple[str, ...]) -> str:
    """What somebody has not told yet, in a sentence; "" where all is told."""
    if not names:
        return ""
    return __("We do not know yet: %(what)s.") % {
        "what": ", ".join(str(NOT_KNOWN[name]) for name in names)
    }


def sentences(told: tuple[str, ...]) -> tuple[str, ...]:
    """What the matching says, each as a sentence of its own."""
    parts = [part for one in told for part in one.split("; ")]
    return tuple(f"{part[:1].upper()}{part[1:]}." for part in parts)
