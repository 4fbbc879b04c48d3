"""How a coordinator says what became of a message."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.web.shared.forms import CharField, ChoiceField, Form, Look

LONGEST_NOTE = 250


class SettleForm(Form):
    """What was done about a message that could not be sent."""

    how = ChoiceField(
        label=_("What did you do?"),
        called=_("what you did"),
        choices=[
            ("told_otherwise", _("I told them another way")),
            ("not_needed", _("It is no longer needed")),
        ],
        look=Look(size="m"),
    )
    note = CharField(
        label=_("A note (optional)"),
        called=_("the note"),
        hint=_("How you told them. Nothing about their health."),
        required=False,
        max_length=LONGEST_NOTE,
    )
