"""About the group: its name, how people take part, where, and what it is like."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.directory import public as directory
from alongside.web.directory.listing import terms
from alongside.web.shared.forms import (
    CharField,
    Look,
    MultipleChoiceField,
    PostcodeField,
    TextField,
)
from alongside.web.shared.steps import StepForm


class NameForm(StepForm):
    """The one answer that every listing starts with."""

    name = CharField(
        label=_("What is the group called?"),
        hint=_("As people know it. For example, Malvern Tuesday Diabetes Group."),
        called=_("the name of the group"),
        max_length=120,
        look=Look(heading=True),
    )


class ModesForm(StepForm):
    """In person, online, by telephone."""

    modes = MultipleChoiceField(
        label=_("How do people take part?"),
        hint=_("Select all that are true."),
        called=_("how people take part"),
        choices=lambda: terms.choices("mode"),
        look=Look(heading=True),
    )

    def changes(self) -> dict[str, Any]:
        return {"modes": tuple(self.cleaned_data["modes"])}


class PlaceForm(StepForm):
    """One place where people meet."""

    name = CharField(
        label=_("Name of the place (optional)"),
        hint=_("For example, Great Malvern Library."),
        called=_("the name of the place"),
        required=False,
    )
    address = CharField(
        label=_("Street (optional)"), called=_("the street"), required=False, max_length=300
    )
    town = CharField(label=_("Town or village"), called=_("the town or village"), max_length=80)
    postcode = PostcodeField(
        label=_("Postcode"),
        called=_("the postcode"),
        look=Look(width=10, autocomplete="off"),
    )
    directions = TextField(
        label=_("How to find it (optional)"),
        hint=_("The bus, the car park, the right door."),
        called=_("how to find it"),
        required=False,
        max_length=500,
        look=Look(rows=3),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not self.errors and not _known(said["postcode"], said["town"]):
            self.add_error(
                "postcode",
                _now("We do not know where this postcode is. Check it, or use one close by"),
            )
        return said

    @classmethod
    def of(cls, place: directory.Place) -> dict[str, Any]:
        """What the fields show for a place."""
        return {name: getattr(place, name) for name in cls.base_fields}


def _known(postcode: str, town: str) -> bool:
    """Whether there is somewhere to show the place: by its postcode, else by its town."""
    if catalogue.coordinates_of(postcode) is not None:
        return True
    return catalogue.locate(town).kind == "one"


class AboutForm(StepForm):
    """The line in the results, and the longer story."""

    summary = TextField(
        label=_("In one or two sentences: what is the group?"),
        hint=_("People see this first. Say who comes and what you do together."),
        called=_("what the group is"),
        max_length=300,
        look=Look(rows=3),
    )
    description = TextField(
        label=_("Anything more to tell (optional)"),
        called=_("the description"),
        required=False,
        max_length=4000,
    )


class FirstVisitForm(StepForm):
    """What people worry about before they come."""

    first_visit = TextField(
        label=_("What happens when somebody comes for the first time? (optional)"),
        called=_("what happens the first time"),
        required=False,
        look=Look(rows=4),
    )
    greeter = CharField(
        label=_("Who meets them? (optional)"),
        hint=_("A first name is enough. For example: Asha, in a green scarf, by the door."),
        called=_("who meets them"),
        required=False,
        max_length=200,
    )
    not_for = TextField(
        label=_("What is the group not? (optional)"),
        hint=_("For example: we do not give medical advice."),
        called=_("what the group is not"),
        required=False,
        max_length=500,
        look=Look(rows=3),
    )


def place_from(form: PlaceForm) -> directory.Place:
    """The place that a valid form tells of; the directory finds out where it lies."""
    return directory.Place(**form.cleaned_data)
