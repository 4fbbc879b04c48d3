"""Pausing, coming back and stopping, as a form."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.web.shared.forms import ChoiceField, DateField, Form, Look

_WAYS = {
    "pause": _("Pause: nobody new is suggested to me"),
    "resume": _("Come back"),
    "stop": _("Stop being a mentor here"),
}


class PauseForm(Form):
    """What to do, with a day to think of coming back."""

    what = ChoiceField(
        label=_("What would you like to do?"),
        called=_("what you would like to do"),
        hint=_("You do not have to say why."),
        choices=list(_WAYS.items()),
        look=Look(heading=True, reveals={"pause": "until"}),
    )
    until = DateField(
        label=_("Until about when?"),
        hint=_("If you know. You come back when you say so."),
        required=False,
    )

    def offer(self, events: Collection[str]) -> None:
        """Shows only what can be done now."""
        field: Any = self.fields["what"]
        field.choices = [(key, label) for key, label in _WAYS.items() if key in events]
        if "pause" not in events:
            field.look = Look(heading=True)
            del self.fields["until"]
