"""Forms of one's own data."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.web.people.my_data.pages import BECAUSE, BECAUSE_OWN, CARER_MAY
from alongside.web.shared.forms import (
    BooleanField,
    ChoiceField,
    DateField,
    Form,
    MultipleChoiceField,
    TextField,
)


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


class RestrictForm(Form):
    """Why somebody's details are kept and not used, as staff write it down."""

    because = ChoiceField(
        label=_("Why?"),
        called=_("a reason"),
        choices=list(BECAUSE.items()),
    )
    about = TextField(
        label=_("What is it about? (optional)"),
        hint=_("In their own words, such as what is wrong."),
        required=False,
        max_length=2000,
    )


class OwnRestrictForm(RestrictForm):
    """Why, as somebody says it themselves."""

    because = ChoiceField(
        label=_("Why?"),
        called=_("a reason"),
        choices=list(BECAUSE_OWN.items()),
    )
    about = TextField(
        label=_("What is it about? (optional)"),
        hint=_("For example, what is wrong and what would be right."),
        required=False,
        max_length=2000,
    )
