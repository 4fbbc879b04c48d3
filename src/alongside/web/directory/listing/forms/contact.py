"""Contact shown publicly."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.web.shared.forms import CharField, EmailField, PhoneField, WebAddressField
from alongside.web.shared.steps import StepForm

WAYS = ("phone", "email", "website")


class ContactForm(StepForm):
    """How the public reaches the group. One way at least."""

    contact_name = CharField(
        label=_("Who answers? (optional)"),
        hint=_("A first name is enough."),
        called=_("who answers"),
        required=False,
        max_length=120,
    )
    phone = PhoneField(label=_("Telephone number"), required=False)
    email = EmailField(label=_("Email address"), required=False)
    website = WebAddressField(label=_("Website"), required=False)
    organisation_name = CharField(
        label=_("Which organisation runs the group? (optional)"),
        hint=_("Leave this empty if you run it yourselves."),
        called=_("the name of the organisation"),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.get(name) for name in WAYS):
            self.add_error("phone", _now("Enter a telephone number, an email address or a website"))
        return cleaned
