"""What the person says of what was written about them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.web.referrals.refer.forms import choose
from alongside.web.shared.forms import (
    BooleanField,
    ChoiceField,
    Form,
    Look,
    MultipleChoiceField,
    TextField,
)


class CorrectForm(Form):
    """What is not right, and what the person would rather say."""

    correction = TextField(
        label=_("What is not right in what was written?"),
        called=_("what is not right"),
        hint=_("The service reads it beside what was written."),
        required=False,
        max_length=1_000,
        look=Look(size="s", rows=4),
    )
    wants = ChoiceField(
        label=_("What would you like?"),
        called=_("what you would like"),
        choices=[
            ("mentor", _("Somebody who has been through it, one to one")),
            ("group", _("A group")),
            ("course", _("A course")),
            ("not_sure", _("I am not sure. Help me to choose")),
        ],
        look=Look(size="s", small=True),
    )
    about_me = TextField(
        label=_("What would you like us to know about you?"),
        called=_("what you would like us to know"),
        required=False,
        max_length=4_000,
        look=Look(size="s", rows=4),
    )
    barriers = MultipleChoiceField(
        label=_("What might get in the way?"),
        called=_("what might get in the way"),
        required=False,
        look=Look(size="s", small=True),
    )
    tells_referrer = BooleanField(
        label=_("Whoever introduced me may hear that I was reached, came, and how it ended"),
        required=False,
    )

    def __init__(self, *args: Any, introduced: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "barriers", "barrier")
        if not introduced:  # nobody else wrote it
            del self.fields["correction"], self.fields["tells_referrer"]

    def said(self) -> dict[str, Any]:
        """What a valid form says."""
        return {**self.cleaned_data, "barriers": tuple(self.cleaned_data["barriers"])}
