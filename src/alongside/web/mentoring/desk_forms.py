"""What who looks after volunteers writes down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.domain.mentoring import public as mentoring
from alongside.foundation.clock import london_date, now
from alongside.web.shared.forms import ChoiceField, DateField, Form, Look, MultipleChoiceField


class ActForm(Form):
    """A press of a button, with nothing to fill in."""

    def beside(self, faults: Mapping[str, str]) -> dict[str, str]:
        """Faults by the names of the form's fields; those of no field stand on top."""
        names = {"on": "day_on"}
        return {names.get(field, field): fault for field, fault in faults.items()}


def today() -> date:
    """The day that most things are noted for."""
    return london_date(now())


class DayForm(ActForm):
    """On which day something was done."""

    day_on = DateField(
        label=_("On which day?"), called=_("the day"), initial=today, look=Look(size="s")
    )

    def day(self) -> date:
        """The day of a valid form."""
        found: date = self.cleaned_data["day_on"]
        return found


class TrainedForm(DayForm):
    """When training that was held elsewhere was done, and until when it counts."""

    until = DateField(
        label=_("Until when does it count?"),
        hint=_("Leave it empty if it does not run out. They cannot be matched after that day."),
        required=False,
        look=Look(size="s"),
    )


class PauseForForm(ActForm):
    """Until about when."""

    until = DateField(
        label=_("Until about when?"),
        hint=_("If you know. Nothing happens by itself on that day."),
        required=False,
        look=Look(size="s"),
    )


class ClearForm(ActForm):
    """Whether they may meet people under 18."""

    cleared = ChoiceField(
        label=_("May they meet people under 18?"),
        called=_("yes or no"),
        hint=_("Only the safeguarding lead says this."),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        look=Look(size="s"),
    )


class EligibilityForm(ActForm):
    """Which questions are true of the role."""

    said_yes = MultipleChoiceField(
        label=_("Which of these are true of this role?"),
        hint=_("Tick none when none is. What may be asked for follows from this."),
        required=False,
        look=Look(size="s"),
    )

    def __init__(self, *args: Any, check: mentoring.CheckRecord, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["said_yes"]
        field.choices = [(one.slug, one.words) for one in check.questions]


class CheckForm(ActForm):
    """A level, the day it was seen, and when it is looked at again."""

    level = ChoiceField(
        label=_("Which level?"),
        called=_("the level"),
        hint=_("Never write down what a certificate says."),
        look=Look(size="s"),
    )
    seen_on = DateField(
        label=_("Seen on"), called=_("the day you saw it"), initial=today, look=Look(size="s")
    )
    look_again_on = DateField(
        label=_("Look at it again on"),
        called=_("the day on which it is looked at again"),
        required=False,
        look=Look(size="s"),
    )

    def __init__(self, *args: Any, check: mentoring.CheckRecord, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["level"]
        field.choices = list(check.levels)
        if len(check.levels) == 1:
            field.initial = check.levels[0][0]
        if check.usual_look_again_on is None:
            self.fields["look_again_on"].label = _("Look at it again on (if ever)")
