"""The forms of a coordinator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from alongside.domain.referrals import public as referrals
from alongside.web.referrals.words import BECAUSE, FITS, OUTCOMES
from alongside.web.shared.forms import (
    BooleanField,
    ChoiceField,
    DateField,
    Form,
    IntegerField,
    Look,
    TextField,
)
from alongside.web.shared.words import Words

Choices = Sequence[tuple[str, Words]]


def _note(label: Words) -> TextField:
    return TextField(
        label=label,
        called=_("your words"),
        hint=_("The person and whoever introduced them read it as you write it."),
        required=False,
        max_length=300,
        look=Look(rows=3),
    )


class DeedForm(Form):
    """A form about one referral; `others` are what can be chosen, where something can."""

    def __init__(self, *args: Any, others: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = others

    def said(self) -> dict[str, Any]:
        """What a valid form says."""
        return dict(self.cleaned_data)


class DeclineForm(DeedForm):
    """Why the service cannot take somebody on."""

    because = ChoiceField(
        label=_("Why is it not possible?"),
        called=_("why it is not possible"),
        choices=list(BECAUSE.items()),
        look=Look(size="s"),
    )
    note = _note(_("What would help them instead? (optional)"))


class CloseForm(DeedForm):
    """What came of it."""

    outcome = ChoiceField(
        label=_("What came of it?"),
        called=_("what came of it"),
        choices=list(OUTCOMES.items()),
        look=Look(size="s", hints={referrals.Outcome.DIED: _("We write to them no more.")}),
    )
    note = _note(_("Anything to add? (optional)"))


class RedirectForm(DeedForm):
    """To whom it is handed on."""

    to = ChoiceField(label=_("To whom?"), called=_("to whom"), look=Look(size="s"))
    agreed = BooleanField(label=_("I asked the person, and they agreed"), called=_("that"))
    note = _note(_("Anything to add? (optional)"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.choices = self.others

    def said(self) -> dict[str, Any]:
        """The organisation by its id."""
        return {**self.cleaned_data, "to": UUID(self.cleaned_data["to"])}


class HandOverForm(DeedForm):
    """Which colleague looks after it from now on."""

    to = ChoiceField(
        label=_("Who looks after it from now on?"),
        called=_("who looks after it"),
        look=Look(size="s"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.choices = self.others

    def said(self) -> dict[str, Any]:
        """The colleague by their id."""
        return {"to": UUID(self.cleaned_data["to"])}


class GradeForm(DeedForm):
    """How well it fitted."""

    grade = ChoiceField(
        label=_("How well did it fit what you offer?"),
        called=_("how well it fitted"),
        hint=_("It is about the introduction, not about the person. Whoever wrote it reads it."),
        choices=list(FITS.items()),
        look=Look(size="s"),
    )


class JoinForm(DeedForm):
    """Which other referral is the same person's."""

    other_id = ChoiceField(
        label=_("Which one is the same person's?"), called=_("one"), look=Look(size="s")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["other_id"]
        field.choices = self.others

    def said(self) -> dict[str, Any]:
        """The other one by its id."""
        return {"other_id": UUID(self.cleaned_data["other_id"])}


class PartForm(DeedForm):
    """Which joining was wrong."""

    joined_id = ChoiceField(
        label=_("Which one is somebody else's?"), called=_("one"), look=Look(size="s")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["joined_id"]
        field.choices = self.others

    def said(self) -> dict[str, Any]:
        """The joining by its id."""
        return {"joined_id": UUID(self.cleaned_data["joined_id"])}


class RoomForm(Form):
    """How much room a service has."""

    limited = ChoiceField(
        label=_("Is there a limit to how many people you support at once?"),
        called=_("whether there is a limit"),
        choices=[("no", _("No")), ("yes", _("Yes"))],
        look=Look(size="s", reveals={"yes": "places"}),
    )
    places = IntegerField(
        label=_("How many?"),
        called=_("the number of people"),
        required=False,
        max_value=10_000,
        look=Look(width=4),
    )
    paused_until = DateField(
        label=_("Pause until (optional)"),
        called=_("the last day of the pause"),
        hint=_("Until the end of that day you decide on nobody new."),
        required=False,
    )
    words = TextField(
        label=_("What should whoever introduces somebody know? (optional)"),
        called=_("what they should know"),
        required=False,
        max_length=300,
        look=Look(rows=3),
    )

    def clean(self) -> dict[str, Any] | None:
        said = self.cleaned_data
        limited = said.get("limited") == "yes" and "places" not in self.errors
        if limited and said.get("places") is None:
            self.add_error("places", _("Enter the number of people"))
        return said

    def said(self) -> dict[str, Any]:
        """What a valid form says."""
        said = self.cleaned_data
        return {
            "places": said["places"] if said["limited"] == "yes" else None,
            "paused_until": said["paused_until"],
            "words": said["words"],
        }
