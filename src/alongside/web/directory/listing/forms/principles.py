"""The principles: what a group says to each, and who signs."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.web.shared.forms import BooleanField, CharField, ChoiceField, Form, Look, TextField


class PrincipleForm(Form):
    """One principle. The answer is private to the group."""

    answer = ChoiceField(
        label=_("Is your group like this?"),
        called=_("whether your group is like this"),
        hint=_(
            "This answer is private. Only those in your group who edit this listing can see it."
        ),
        choices=[
            ("yes", _("Yes")),
            ("working", _("We are working on it")),
            ("no", _("It is not for us")),
        ],
    )
    own_words = TextField(
        label=_("How do you do this? (optional)"),
        hint=_("In your own words. If your group signs the principles, everybody can read this."),
        called=_("how you do this"),
        required=False,
        max_length=1000,
        look=Look(rows=4),
    )

    def __init__(self, *args: Any, question: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["own_words"].label = _now("%(question)s (optional)") % {"question": question}


class SignForm(Form):
    """A named person signs for the group."""

    signatory = CharField(
        label=_("Your name, as everybody will see it"),
        called=_("your name"),
        max_length=120,
        look=Look(autocomplete="name"),
    )
    agreed = BooleanField(
        label=_("I sign these principles for the group, and I may do so"),
        called=_("that you sign"),
    )
