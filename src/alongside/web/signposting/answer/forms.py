"""What a group answers, and what it says afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from alongside.domain.signposting import public as signposting
from alongside.web.shared.forms import CharField, ChoiceField, DateField, Form, Look
from alongside.web.shared.words import Words
from alongside.web.signposting import words
from alongside.web.signposting.words import COULD_NOT_COME, WENT

COMING, WAITING, NOT_THIS_ONE = "coming", "waiting", "not_this_one"
ANOTHER_DAY, NOT_SURE = "another", "not_sure"
DAYS_SHOWN = 4
# Whoever asked reads these words.
REASONS: dict[str, Words] = {
    "full": _("We are full, and have no waiting list."),
    "others": _("We are for other people than those you told us about."),
    "help": _("We cannot offer what would help you come."),
    "pausing": _("We are not meeting at the moment."),
    "own": "",
}


class AnswerForm(Form):
    """May they come? On one page, for a phone."""

    answer = ChoiceField(
        label=_("May they come?"),
        called=_("an answer"),
        choices=[
            (COMING, _("Yes, they can come")),
            (WAITING, _("Not yet: put them on our waiting list")),
            (NOT_THIS_ONE, _("Not to this group")),
        ],
        look=Look(
            size="m",
            reveals={
                COMING: ("first_day", "meets_you"),
                NOT_THIS_ONE: ("reason", "own_words"),
            },
        ),
    )
    first_day = ChoiceField(
        label=_("On which day can they come first?"),
        called=_("a day"),
        required=False,
        look=Look(size="s", small=True, reveals={ANOTHER_DAY: "other_day"}),
    )
    other_day = DateField(label=_("Which day?"), called=_("the day"), required=False)
    meets_you = CharField(
        label=_("Who meets them, and where?"),
        called=_("who meets them"),
        hint=_("They read it as you write it. For example: Amina, in a green scarf, at the door"),
        required=False,
        max_length=200,
    )
    reason = ChoiceField(
        label=_("Why? They read this"),
        called=_("why"),
        choices=list(REASONS.items()),
        required=False,
        look=Look(size="s", small=True),
    )
    own_words = CharField(
        label=_("In your own words (optional)"),
        called=_("your own words"),
        hint=_("They read it as you write it."),
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, days: Sequence[signposting.PossibleDay], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["first_day"].choices = [
            *((one.day.isoformat(), words.visit(one.day, one.at)) for one in days[:DAYS_SHOWN]),
            (ANOTHER_DAY, __("Another day")),
        ]
        fields["reason"].choices = [
            (reason, told or __("Another reason")) for reason, told in REASONS.items()
        ]

    def clean(self) -> dict[str, Any] | None:
        said = self.cleaned_data
        if said.get("answer") == COMING:
            another = said.get("first_day") == ANOTHER_DAY and "other_day" not in self.errors
            if not said.get("first_day"):
                self.add_error("first_day", _("Select the day on which they can come first"))
            elif another and not said.get("other_day"):
                self.add_error("other_day", _("Enter the day on which they can come first"))
        if said.get("answer") == NOT_THIS_ONE:
            if not said.get("reason"):
                self.add_error("reason", _("Select why"))
            elif said["reason"] == "own" and not said.get("own_words"):
                self.add_error("own_words", _("Say why in a few words"))
        return said

    def said(self) -> dict[str, Any]:
        """What a valid form says, as the domain takes it; only what belongs to the answer."""
        said = self.cleaned_data
        told: dict[str, Any] = {"answer": said["answer"]}
        if said["answer"] == COMING:
            chosen = said["first_day"]
            day = said["other_day"] if chosen == ANOTHER_DAY else date.fromisoformat(chosen)
            told |= {"first_day": day, "meets_you": said["meets_you"]}
        elif said["answer"] == NOT_THIS_ONE:
            parts = (str(REASONS[said["reason"]]), said["own_words"])
            told["reason"] = " ".join(part for part in parts if part)
        return told

    def add_faults(self, faults: dict[str, Any]) -> None:
        day = self.data.get("first_day") == ANOTHER_DAY
        speaks = {"first_day": "other_day" if day else "first_day"}
        super().add_faults({speaks.get(field, field): words for field, words in faults.items()})


class CameForm(Form):
    """Did they come?"""

    what = ChoiceField(label="", called=_("one of the answers"), look=Look(size="m"))

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told: Mapping[str, str] = {"name": name}
        fields: dict[str, Any] = self.fields
        fields["what"].label = __("Did %(name)s come?") % told
        fields["what"].choices = [
            (WENT, __("Yes, %(name)s came") % told),
            (COULD_NOT_COME, __("No, %(name)s did not come") % told),
            (NOT_SURE, __("I am not sure")),
        ]
