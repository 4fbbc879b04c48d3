"""How somebody needs information and support: the same questions for them and for coordinators."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.messaging import public as messaging
from alongside.foundation.clock import add_months
from alongside.web.shared import needs
from alongside.web.shared.forms import (
    BooleanField,
    DateField,
    Form,
    MultipleChoiceField,
    SelectField,
)
from alongside.web.shared.words import Words

REVIEW_AFTER_MONTHS = 12


class NeedsFields(Form):
    """Language, formats and support, and whether a group may know."""

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
    )
    interpreter_language = SelectField(
        label=_("Which language does the interpreter speak?"),
        called=_("the language"),
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
        gone = [
            each
            for each in catalogue.terms("format")
            if each.slug in profile.formats and each not in offered
        ]
        terms = [*offered, *gone]
        self.spoken = needs.with_language(terms)
        fields["formats"].choices = [(term.slug, term.label) for term in terms]
        fields["formats"].look = needs.look(
            terms,
            language="interpreter_language",
            folded_under=_("Something else"),
            small=True,
            hints=True,
        )
        fields["interpreter_language"].choices = needs.languages(on)
        fields["language"].choices = needs.languages(on)[1:]

    def needs(self) -> dict[str, Any]:
        """What a valid form says of needs, as `set_profile` takes it."""
        said = self.cleaned_data
        interpreted = self.spoken & set(said["formats"])
        return {
            "language": said["language"],
            "formats": tuple(said["formats"]),
            "interpreter_language": said["interpreter_language"] if interpreted else "",
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
    "interpreter_language": (_("Which language does the interpreter speak?"), ""),
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
        "interpreter_language": profile.interpreter_language,
        "share_needs": profile.share_needs,
    }
