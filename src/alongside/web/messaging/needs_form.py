"""How somebody needs information and support: the same questions for them and for coordinators."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.messaging import public as messaging
from alongside.foundation.clock import add_months
from alongside.web.shared.forms import (
    BooleanField,
    DateField,
    Form,
    Look,
    MultipleChoiceField,
    SelectField,
)
from alongside.web.shared.words import Words

PROFESSIONAL = "communication_professional"
REVIEW_AFTER_MONTHS = 12


class NeedsFields(Form):
    """Language, formats, interpreter, and whether a group may know."""

    language = SelectField(
        label=_("Which language shall we write in?"),
        called=_("a language"),
        hint=_("Where we have no words in it yet, a person sees to your message."),
    )
    formats = MultipleChoiceField(
        label=_("What do you need, so that you can read and talk with us?"),
        called=_("what you need"),
        hint=_("Tick all that you need, or none."),
        required=False,
        look=Look(size="s", small=True),
    )
    professional = SelectField(
        label=_("Who should be there when people meet or ring?"),
        called=_("who should be there"),
        required=False,
    )
    share_needs = BooleanField(
        label=_("You may tell this to a group that I ask to join"),
        hint=_("Then it can get ready for you. If not, only we know."),
        required=False,
    )

    def __init__(
        self, *args: Any, profile: messaging.ProfileRecord, on: date, **kwargs: Any
    ) -> None:
        kwargs["initial"] = _needs_shown(profile) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        offered = catalogue.terms("format", on)
        kept = {*profile.formats, profile.professional}
        gone = [
            each for each in catalogue.terms("format") if each.slug in kept and each not in offered
        ]
        terms = [*offered, *gone]
        fields["formats"].choices = [
            (term.slug, term.label) for term in terms if term.content["category"] != PROFESSIONAL
        ]
        fields["formats"].look = Look(
            size="s", small=True, hints={term.slug: term.content["plain"] for term in terms}
        )
        fields["professional"].choices = [
            ("", __("Nobody")),
            *(
                (term.slug, term.label)
                for term in terms
                if term.content["category"] == PROFESSIONAL
            ),
        ]
        fields["language"].choices = [
            (term.slug, term.label) for term in catalogue.terms("language", on)
        ]

    def needs(self) -> dict[str, Any]:
        """What a valid form says of needs, as `set_profile` takes it."""
        said = self.cleaned_data
        return {
            "language": said["language"],
            "formats": tuple(said["formats"]),
            "professional": said["professional"],
            "share_needs": said["share_needs"],
        }


# The same questions, asked of somebody else.
_FOR_SOMEBODY: dict[str, tuple[Words, Words]] = {
    "language": (
        _("Which language do they want us to write in?"),
        _("Where we have no words in it yet, you see to their messages."),
    ),
    "formats": (
        _("What do they need, so that they can read and talk with us?"),
        _("Tick all that they need, or none."),
    ),
    "professional": (_("Who should be there when people meet or ring?"), ""),
    "share_needs": (
        _("They say: you may tell this to a group that I ask to join"),
        _("Ask them. Without their word only we know."),
    ),
}


class NeedsForm(NeedsFields):
    """What a coordinator writes down for somebody, and when it is looked at again."""

    review_on = DateField(
        label=_("When will you ask again whether this is still right?"),
        called=_("the day"),
        hint=_("Needs change. A year from now is usual."),
    )

    def __init__(
        self, *args: Any, profile: messaging.ProfileRecord, on: date, **kwargs: Any
    ) -> None:
        initial = {"review_on": profile.review_on or add_months(on, REVIEW_AFTER_MONTHS)}
        super().__init__(*args, profile=profile, on=on, initial=initial, **kwargs)
        self.fields["review_on"].earliest = on  # type: ignore[attr-defined]
        for name, (label, hint) in _FOR_SOMEBODY.items():
            self.fields[name].label = label
            self.fields[name].help_text = hint

    def changes(self) -> dict[str, Any]:
        """What a valid form says, as `set_profile` takes it."""
        return self.needs() | {"review_on": self.cleaned_data["review_on"]}


def _needs_shown(profile: messaging.ProfileRecord) -> dict[str, Any]:
    return {
        "language": profile.language,
        "formats": list(profile.formats),
        "professional": profile.professional,
        "share_needs": profile.share_needs,
    }
