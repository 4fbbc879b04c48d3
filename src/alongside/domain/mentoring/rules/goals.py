"""What may be said of a goal, and what may be done with it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.domain.mentoring.goal_records import SUREST, GoalSaid
from alongside.domain.mentoring.rules.profiles import fault_of_text
from alongside.domain.mentoring.states import GOAL

LONGEST = {"words": 200, "step": 200, "step_when": 100}


def faults_of_goal(said: GoalSaid) -> dict[str, str]:
    """What is wrong with a goal, by field. *Just to talk* asks for nothing, so nothing can be."""
    if said.just_talk:
        return {}
    needed = _("Write what you would like to do, or choose “Just to talk”.")
    faults = {
        "words": fault_of_text(said.words, longest=LONGEST["words"], needed=needed),
        "step": fault_of_text(said.step, longest=LONGEST["step"]),
        "step_when": fault_of_text(said.step_when, longest=LONGEST["step_when"]),
        "sure": ""
        if said.sure is None or 1 <= said.sure <= SUREST
        else _("Choose one of the answers shown."),
    }
    return {field: fault for field, fault in faults.items() if fault}


def events_of(state: str, *, just_talk: bool) -> tuple[str, ...]:
    """What may be done beside changing the words. *Just to talk* is never reached, and so never
    not reached either."""
    events = (event for event in GOAL.allowed(state) if event != "change")
    return tuple(event for event in events if not (just_talk and event == "reach"))
