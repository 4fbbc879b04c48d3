"""The forms of a coordinator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal
from uuid import UUID

from django.forms import HiddenInput
from django.utils.translation import gettext_lazy as _

from alongside.web.shared.forms import (
    CharField,
    ChoiceField,
    DateField,
    Form,
    IntegerField,
    Look,
)
from alongside.web.signposting.answer.forms import COMING, NOT_THIS_ONE, WAITING
from alongside.web.signposting.words import COULD_NOT_COME, NOT_FOR_ME, WENT

NO_ANSWER = "no_answer"


class RangForm(Form):
    """What the group said on the telephone."""

    answer = ChoiceField(
        label=_("What did the group say?"),
        called=_("what the group said"),
        choices=[
            (COMING, _("Yes, they can come")),
            (WAITING, _("Not yet: they are on its waiting list")),
            (NOT_THIS_ONE, _("Not to this group")),
            (NO_ANSWER, _("Nobody answered. I ring again")),
        ],
        look=Look(size="s", reveals={COMING: ("first_day", "meets_you"), NOT_THIS_ONE: "reason"}),
    )
    first_day = DateField(
        label=_("First day"),
        called=_("the first day"),
        hint=_("Leave it empty for the group's next date."),
        required=False,
    )
    meets_you = CharField(
        label=_("Who meets them, and where?"),
        called=_("who meets them"),
        hint=_("The person reads it as you write it."),
        required=False,
        max_length=200,
    )
    reason = CharField(
        label=_("Why? The person reads it as you write it"),
        called=_("why"),
        required=False,
        max_length=300,
    )

    def said(self) -> dict[str, Any]:
        """What a valid form says; only what belongs to the answer."""
        said = self.cleaned_data
        told: dict[str, Any] = {"answer": said["answer"]}
        if said["answer"] == COMING:
            told |= {"first_day": said["first_day"], "meets_you": said["meets_you"]}
        elif said["answer"] == NOT_THIS_ONE:
            told["reason"] = said["reason"]
        return told


class OfferForm(Form):
    """Which group is offered next."""

    listing_id = ChoiceField(
        label=_("Which group do you offer?"), called=_("a group"), look=Look(size="s")
    )

    def __init__(self, *args: Any, others: Sequence[tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["listing_id"]
        field.choices = [(listing_id, name) for listing_id, name, _why in others]
        field.look = Look(size="s", hints={listing_id: why for listing_id, _n, why in others})

    def said(self) -> dict[str, Any]:
        """The group that was chosen."""
        return {"listing_id": UUID(self.cleaned_data["listing_id"])}


class ToldForm(Form):
    """What the person said of the visit, on the telephone."""

    what = ChoiceField(
        label=_("What did the person say?"),
        called=_("what the person said"),
        choices=[
            (WENT, _("They went, and were glad of it")),
            (NOT_FOR_ME, _("They went, and it was not for them")),
            (COULD_NOT_COME, _("They could not come")),
        ],
        look=Look(size="s"),
    )

    def said(self) -> dict[str, Any]:
        """What was said."""
        return {"what": self.cleaned_data["what"]}


class AnotherDayForm(Form):
    """Another first day."""

    first_day = DateField(label=_("Which day was agreed?"), called=_("the day"))
    meets_you = CharField(
        label=_("Who meets them, and where? (optional)"),
        called=_("who meets them"),
        hint=_("The person reads it as you write it."),
        required=False,
        max_length=200,
    )

    def said(self) -> dict[str, Any]:
        """The day and who meets them."""
        return dict(self.cleaned_data)


class NewLinkForm(Form):
    """Who gets a new link."""

    purpose = ChoiceField(
        label=_("Who gets a new link?"),
        called=_("who gets a new link"),
        hint=_("Links that they have now stop working."),
        choices=[("request", _("The person")), ("answer", _("The group"))],
        look=Look(size="s"),
    )

    def said(self) -> dict[str, Any]:
        """For whom."""
        return {"purpose": self.cleaned_data["purpose"]}


class NoQuestions(Form):
    """Nothing to fill in: only *yes, do it*."""

    def said(self) -> dict[str, Any]:
        """Nothing."""
        return {}


NO_LIMIT = "no"


class PlacesForm(Form):
    """How many new people a group has room for. `seen` is what somebody saw when they began."""

    seen = CharField(required=False, widget=HiddenInput)
    limited = ChoiceField(
        label=_("Is there a limit to how many new people can come?"),
        called=_("whether there is a limit"),
        choices=[("no", _("No, everybody can come")), ("yes", _("Yes"))],
        look=Look(size="m", reveals={"yes": "places"}),
    )
    places = IntegerField(
        label=_("How many places are there?"),
        called=_("the number of places"),
        hint=_("Everybody counts who asked here, or came after asking here, and has not left."),
        required=False,
        max_value=10_000,
        look=Look(width=4),
    )

    def clean(self) -> dict[str, Any] | None:
        said = self.cleaned_data
        limited = said.get("limited") == "yes" and "places" not in self.errors
        if limited and said.get("places") is None:
            self.add_error("places", _("Enter the number of places"))
        return said

    def number(self) -> int | None:
        """The number of a valid form; None for no limit."""
        limited = self.cleaned_data["limited"] == "yes"
        return self.cleaned_data["places"] if limited else None

    def number_seen(self) -> int | None | Literal["any"]:
        """The number that stood on the page; any where the form does not say."""
        seen = self.cleaned_data["seen"]
        if seen == NO_LIMIT:
            return None
        return int(seen) if seen.isascii() and seen.isdigit() else "any"

    @staticmethod
    def standing(places: int | None) -> dict[str, Any]:
        """What the fields show of a number that stands."""
        limited = places is not None
        return {
            "seen": str(places) if limited else NO_LIMIT,
            "limited": "yes" if limited else "no",
            "places": places,
        }
