"""Forms of one's own data."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.web.people.my_data.pages import CARER_MAY
from alongside.web.shared.forms import BooleanField, DateField, Form, MultipleChoiceField


class AllowCarerForm(Form):
    """What a carer may do, and until when."""

    what = MultipleChoiceField(
        label=_("What may they do for you?"),
        called=_("what they may do"),
        choices=[(may, words) for may, words in CARER_MAY.items()],
    )
    until = DateField(
        label=_("Until which day?"),
        called=_("a day"),
        hint=_("A year from now at most. You can end it earlier at any time."),
    )


class DeleteForm(Form):
    """One tick, so that nobody deletes by a slip."""

    sure = BooleanField(label=_("Yes, delete my details"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sure"].error_messages["required"] = _(
            "Tick the box if you want us to delete your details"
        )
