"""What can be done about a volunteer, each on a page with one form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from alongside.domain.mentoring import public as mentoring
from alongside.foundation.actor import Actor
from alongside.journeys import decision_undo
from alongside.web.mentoring.desk_forms import (
    ActForm,
    ClearForm,
    DayForm,
    PauseForForm,
    TrainedForm,
)
from alongside.web.shared.words import Words

Do = Callable[[UUID, Any, Actor, datetime], object]


@dataclass(frozen=True)
class Deed:
    """Something that is done about a volunteer, on a page of its own."""

    title: Words
    button: Words
    done: Words
    do: Do
    form: type[ActForm] = ActForm
    warn: Words = ""
    says_why: bool = False  # a refusal is told in its own words
    just_now: Words = ""  # said while it can still be taken back


UNDO = "undo"
DEEDS: dict[str, Deed] = {
    "welcome": Deed(
        _("Go on with them"),
        _("Go on"),
        _("They hear that the next steps can begin."),
        lambda key, form, actor, at: mentoring.welcome(key, actor=actor, at=at),
        just_now=_("You go on with them. They hear of it in half a minute."),
    ),
    "decline": Deed(
        _("Not now"),
        _("Say not now"),
        _("They hear that it cannot go on now."),
        lambda key, form, actor, at: mentoring.decline(key, actor=actor, at=at),
        warn=_(
            "They are told kindly and without a reason. You have half a minute to take it back."
        ),
        just_now=_("You said not now. They hear of it in half a minute."),
    ),
    UNDO: Deed(
        _("Undo"),
        _("Undo: it is not answered yet"),
        _("It is as before, and they were not told."),
        lambda key, form, actor, at: decision_undo.take_answer_back(key, actor=actor, at=at),
        warn=_("They have not been told. They stand where they stood before."),
        says_why=True,
    ),
    "met": Deed(
        _("We met"),
        _("Save"),
        _("The day is noted."),
        lambda key, form, actor, at: mentoring.note_met(key, on=form.day(), actor=actor, at=at),
        DayForm,
    ),
    "trained": Deed(
        _("They were trained elsewhere"),
        _("Save"),
        _("It is noted, with your name."),
        lambda key, form, actor, at: mentoring.note_trained(
            key, on=form.day(), until=form.cleaned_data["until"], actor=actor, at=at
        ),
        TrainedForm,
        warn=_("Modules that are done here count by themselves. Your name stands with this."),
    ),
    "yes": Deed(
        _("Say yes"),
        _("Yes, they can start"),
        _("Your yes is noted."),
        lambda key, form, actor, at: mentoring.go_live(key, actor=actor, at=at),
        warn=_("Two different people say yes. Read the references first."),
    ),
    "pause": Deed(
        _("Pause"),
        _("Pause"),
        _("They are paused."),
        lambda key, form, actor, at: mentoring.pause(
            key, until=form.cleaned_data["until"], actor=actor, at=at
        ),
        PauseForForm,
    ),
    "resume": Deed(
        _("End the pause"),
        _("End the pause"),
        _("They are back."),
        lambda key, form, actor, at: mentoring.resume(key, actor=actor, at=at),
    ),
    "stop": Deed(
        _("They stop"),
        _("Stop"),
        _("They have stopped."),
        lambda key, form, actor, at: mentoring.stop(key, actor=actor, at=at),
        warn=_("Whoever comes back later applies again. This cannot be undone."),
    ),
    "clear": Deed(
        _("People under 18"),
        _("Save"),
        _("Saved."),
        lambda key, form, actor, at: mentoring.clear_for_under_18(
            key, cleared=form.cleaned_data["cleared"] == "yes", actor=actor, at=at
        ),
        ClearForm,
    ),
}


def done_words(record: mentoring.VolunteerRecord, act: str) -> Words:
    """What was done; also for whoever comes back while it can be taken back."""
    if record.undo_until is not None:
        return DEEDS["decline" if record.state == "declined" else "welcome"].just_now
    if act in DEEDS:
        return DEEDS[act].done
    return __("Saved.") if act else ""


def is_offered(name: str, record: mentoring.VolunteerRecord, actor: Actor) -> bool:
    """Whether a deed makes sense now. Whether it is allowed, the domain says again."""
    events = record.checklist.events
    if name == "met":  # once two people said yes, that is long done
        return record.state == "preparing"
    if name == "trained":  # elsewhere, and again when it runs out
        return record.state in ("preparing", "ready", "paused")
    if name == "clear":
        return "stop" in events and actor.holds("safeguarding_lead", record.organisation_id)
    if name == "yes":
        return record.may_say_yes
    return name in events
