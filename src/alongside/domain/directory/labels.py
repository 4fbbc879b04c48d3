"""The names of the content's fields, as people read them beside a change or a reason."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_LABELS = {
    "name": gettext_lazy("Name"),
    "kind": gettext_lazy("Kind of listing"),
    "resource_type": gettext_lazy("Kind of resource"),
    "summary": gettext_lazy("In one or two sentences"),
    "description": gettext_lazy("More about it"),
    "first_visit": gettext_lazy("Your first visit"),
    "greeter": gettext_lazy("Who will greet you"),
    "not_for": gettext_lazy("Who it is not for"),
    "organisation_name": gettext_lazy("Who runs it"),
    "website": gettext_lazy("Website"),
    "email": gettext_lazy("Email address"),
    "phone": gettext_lazy("Phone number"),
    "contact_name": gettext_lazy("Who answers"),
    "joining": gettext_lazy("How to join"),
    "joining_notes": gettext_lazy("More about joining"),
    "full": gettext_lazy("Full at present"),
    "modes": gettext_lazy("How people meet"),
    "conditions": gettext_lazy("Conditions"),
    "any_condition": gettext_lazy("For any condition"),
    "audiences": gettext_lazy("Who it is for"),
    "min_age": gettext_lazy("Youngest age"),
    "max_age": gettext_lazy("Oldest age"),
    "gender": gettext_lazy("Women or men only"),
    "languages": gettext_lazy("Languages"),
    "access": gettext_lazy("Access"),
    "access_notes": gettext_lazy("More about access"),
    "interests": gettext_lazy("What people do together"),
    "size": gettext_lazy("Size"),
    "cost_pence": gettext_lazy("Cost"),
    "cost_notes": gettext_lazy("More about the cost"),
    "places": gettext_lazy("Places"),
    "meetings": gettext_lazy("Days and times"),
    "times": gettext_lazy("Usual times"),
    "source": gettext_lazy("Where it came from"),
    "external_id": gettext_lazy("Its number there"),
}


def field_label(field: str) -> str:
    """The name of a field; one of several places or meetings is named by its field."""
    return str(_LABELS.get(field.split(".")[0], field))


def missing_sentence(part: str) -> str:
    """What to do about a required part that is not there."""
    return {
        "name": _("Enter the name"),
        "summary": _("Say what it is in one or two sentences"),
        "where": _("Say where you meet, or that you meet online or by phone"),
        "when": _("Say when you meet, or how to join"),
        "welcomes": _("Say who it welcomes: choose conditions, or any condition"),
        "contact": _("Give a phone number, email address or website that everybody may see"),
    }[part]
