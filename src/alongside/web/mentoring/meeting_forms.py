"""The questions of a log and of a planned hour."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.mentoring import public as mentoring
from alongside.foundation.clock import LONDON
from alongside.web.shared.forms import (
    ChoiceField,
    DateField,
    Form,
    Look,
    MultipleChoiceField,
    TimeField,
)

ELSEWHERE = "in_person"
LENGTHS = [
    ("15", _("15 minutes")), ("30", _("Half an hour")), ("45", _("45 minutes")),
    ("60", _("An hour")), ("90", _("An hour and a half")), ("120", _("Two hours")),
]  # fmt: skip
USUAL = "60"
SHOWN_TOPICS = 7  # the rest behind a summary: one page of a phone


class KeyField(forms.UUIDField):
    """The form's own key, by which it counts once; one that was spoilt becomes a new one."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> UUID:
        try:
            return UUID(str(value))
        except ValueError:
            return uuid4()


class PhoneDayField(forms.DateField):
    """The day by the phone's clock, which a script fills in; nothing where it is no day."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> dt.date | None:
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            return None


class WhereForm(Form):
    """How long and where: what a log and a plan have in common. `where` is a kept place or a
    mode."""

    minutes = ChoiceField(
        label=_("How long?"),
        called=_("how long"),
        choices=LENGTHS,
        initial=USUAL,
        look=Look(size="s", small=True),
    )
    where = ChoiceField(
        label=_("Where?"),
        called=_("where"),
        look=Look(size="s", small=True, hints={ELSEWHERE: _("Never at somebody's home.")}),
    )
    key = KeyField(required=False)

    def offer(self, places: tuple[mentoring.KeptPlace, ...]) -> None:
        """The kept places, then the other ways to meet."""
        field: Any = self.fields["where"]
        names = {
            "phone": __("By phone"),
            "online": __("By video"),
            ELSEWHERE: __("Another public place") if places else __("A public place"),
        }
        field.choices = [*((str(one.place_id), one.name) for one in places), *names.items()]

    def said_where(self) -> dict[str, Any]:
        """The length, the mode and the place that a valid form says."""
        where = self.cleaned_data["where"]
        kept = where not in {"phone", "online", ELSEWHERE}
        return {
            "minutes": int(self.cleaned_data["minutes"]),
            "mode": ELSEWHERE if kept else where,
            "place_id": UUID(where) if kept else None,
        }


class LogForm(WhereForm):
    """One page about one meeting. `phone_on` is filled in by the phone."""

    whom = ChoiceField(label=_("Whom did you meet?"), called=_("whom you met"), look=Look(size="s"))
    on = DateField(label=_("Which day?"), called=_("the day"), look=Look(size="s"))
    topics = MultipleChoiceField(label=_("What did you talk about?"), required=False)
    goal = ChoiceField(
        label=_("How is it going with what they want to do?"),
        required=False,
        choices=[("moved_on", _("Moved on")), ("same", _("The same")), ("stuck", _("Stuck")),
                 ("just_talked", _("We just talked"))],
        look=Look(size="s", small=True),
    )  # fmt: skip
    worry = ChoiceField(
        label=_("Any worry?"),
        called=_("whether there is a worry"),
        choices=[("none", _("None")), ("talk", _("Talk to me this week")),
                 ("urgent", _("Urgent"))],
        look=Look(size="s", small=True, hints={"urgent": _("We show you at once whom to ring.")}),
    )  # fmt: skip
    phone_on = PhoneDayField(required=False)

    field_order = ("whom", "on", "minutes", "where", "topics", "goal", "worry", "key", "phone_on")

    def __init__(
        self, *args: Any, page: mentoring.LogPage, nameless: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        self.offer(page.places)
        fields: Any = self.fields
        topics = [(one.slug, one.label) for one in catalogue.terms("topic")]
        fields["topics"].choices = topics
        fields["topics"].look = Look(
            size="s",
            small=True,
            folded=frozenset(slug for slug, _label in topics[SHOWN_TOPICS:]),
            folded_under=_("Something else"),
        )
        if len(page.meets) == 1:
            del fields["whom"]
            if page.meets[0].goals and not nameless:
                fields["goal"].help_text = "; ".join(page.meets[0].goals)
        else:
            fields["whom"].choices = [
                (str(one.pair_id), _since(one) if nameless else one.first_name)
                for one in page.meets
            ]

    @staticmethod
    def first(page: mentoring.LogPage) -> dict[str, Any]:
        """What stands in the form before anybody has typed."""
        return {
            "on": page.on,
            "minutes": str(page.minutes or USUAL),
            "where": page.where,
            "whom": str(page.pair_id) if page.pair_id else "",
            "key": uuid4(),
        }

    def pair_id(self) -> UUID:
        """Which pair a valid form speaks of."""
        chosen = self.cleaned_data.get("whom")
        return UUID(chosen) if chosen else self.page.meets[0].pair_id

    def said(self) -> mentoring.MeetingLog:
        """What a valid form says."""
        told = self.cleaned_data
        return mentoring.MeetingLog(
            on=told["on"],
            topics=tuple(told["topics"]),
            goal=told["goal"],
            worry=told["worry"],
            **self.said_where(),
        )


def _since(one: mentoring.Met) -> str:
    day = f"{one.since.day} {one.since:%B %Y}"
    return __("Whom you have met with since %(day)s") % {"day": day}


class PlanForm(WhereForm):
    """An hour to meet."""

    on = DateField(label=_("Which day?"), called=_("the day"), look=Look(size="s"))
    time = TimeField(
        label=_("At what time?"),
        called=_("the time"),
        hint=_("Like 6pm, or 18:30"),
        look=Look(width=5, size="s"),
    )

    field_order = ("on", "time", "minutes", "where", "key")

    def __init__(self, *args: Any, places: tuple[mentoring.KeptPlace, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(places)

    def said(self) -> mentoring.MeetingPlan:
        """What a valid form says."""
        told = self.cleaned_data
        starts_at = dt.datetime.combine(told["on"], told["time"], LONDON)
        return mentoring.MeetingPlan(starts_at=starts_at, **self.said_where())

    def add_faults(self, faults: dict[str, Any]) -> None:
        words = dict(faults)
        if "starts_at" in words:
            words["on"] = words.pop("starts_at")
        super().add_faults(words)
