"""The question pages of a listing, in their order, and the six answers that it needs."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from alongside.web.directory.listing.forms import about, contact, when, who
from alongside.web.shared.steps import Step, Walk


def is_group(content: Any) -> bool:
    """Whether people meet: a website or a helpline has no meetings and no first visit."""
    return bool(content.kind == "group")


def meets_in_person(content: Any) -> bool:
    """Whether there is a place to ask for."""
    return is_group(content) and "in_person" in content.modes


TASKS: Final = {
    "about": _("About the group"),
    "when": _("When and how to join"),
    "welcomes": _("Who it welcomes and access"),
    "principles": _("The principles of good peer support"),
    "contact": _("Contact shown publicly"),
}

STEPS = Walk(
    [
        Step("name", "about", _("Name of the group"), about.NameForm),
        Step("modes", "about", _("How people take part"), about.ModesForm),
        Step("places", "about", _("Where you meet"), asked=meets_in_person),
        Step("summary", "about", _("What the group is"), about.AboutForm),
        Step("first-visit", "about", _("The first visit"), about.FirstVisitForm, asked=is_group),
        Step("meetings", "when", _("When you meet"), asked=is_group),
        Step("joining", "when", _("How to join"), when.JoiningForm),
        Step("room", "when", _("Room for new people"), when.RoomForm, asked=is_group),
        Step("welcome", "welcomes", _("Who it welcomes"), who.WelcomeForm),
        Step("people", "welcomes", _("Who comes"), who.PeopleForm),
        Step("languages", "welcomes", _("Languages"), who.LanguagesForm),
        Step(
            "access",
            "welcomes",
            _("Access"),
            who.AccessForm,
            template="directory/listing/access.jinja",
            intro=_(
                "Answer what you know. Where you are not sure, leave “Not known”: "
                "the page then tells people to ask you first."
            ),
        ),
        Step("cost", "welcomes", _("Cost"), who.CostForm),
        Step("interests", "welcomes", _("What people do there"), who.InterestsForm),
        Step("size", "welcomes", _("How many come"), who.SizeForm, asked=is_group),
        Step(
            "contact",
            "contact",
            _("Contact shown publicly"),
            contact.ContactForm,
            intro=_(
                "Everybody can read this on the internet. Give one way to reach you at least. "
                "Do not give a private address that you want to keep to yourself."
            ),
        ),
    ]
)

# Where each field of a listing is asked: for *Change* links and for remarks.
STEP_OF_FIELD = {
    "name": "name",
    "modes": "modes",
    "places": "places",
    "summary": "summary",
    "description": "summary",
    "first_visit": "first-visit",
    "greeter": "first-visit",
    "not_for": "first-visit",
    "meetings": "meetings",
    "joining": "joining",
    "joining_notes": "joining",
    "full": "room",
    "conditions": "welcome",
    "any_condition": "welcome",
    "audiences": "people",
    "min_age": "people",
    "max_age": "people",
    "gender": "people",
    "languages": "languages",
    "access": "access",
    "access_notes": "access",
    "cost_pence": "cost",
    "cost_notes": "cost",
    "interests": "interests",
    "size": "size",
    "contact_name": "contact",
    "phone": "contact",
    "email": "contact",
    "website": "contact",
    "organisation_name": "contact",
}
