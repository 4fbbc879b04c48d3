"""The two pages of questions of asking to join."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.messaging import public as messaging
from alongside.web.shared import needs
from alongside.web.shared.forms import BooleanField, Form, Look, MultipleChoiceField, SelectField
from alongside.web.shared.forms import TextField as LinesField
from alongside.web.signposting.contact import Answers, ContactForm


class ReachForm(ContactForm):
    """How the group may reach whoever asks."""

    share_with_group = BooleanField(
        label=_("The group may have this number or address, once it has said yes"),
        hint=_("For example, to ring you when a meeting is cancelled. If not, we tell you."),
        required=False,
    )

    def answers(self) -> Answers:
        return super().answers() | {"share_with_group": self.cleaned_data["share_with_group"]}


class ChangeForm(ReachForm):
    """The same once more, without the name: the group knows it already."""

    name = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["envelope"].help_text = ""


class HelpForm(Form):
    """What would help somebody come. Nothing of it must be answered."""

    help_to_come = MultipleChoiceField(
        label=_("Tick all that would help"), called=_("what would help"), required=False
    )
    interpreter_language = SelectField(label=_("Which language?"), required=False)
    formats = MultipleChoiceField(
        label=_("How do you need information?"),
        called=_("how you need information"),
        required=False,
        look=Look(size="s", small=True),
    )
    note = LinesField(
        label=_("Anything else that the group should know?"),
        called=_("what else the group should know"),
        hint=_("A few words are enough. You do not have to say anything about your health."),
        required=False,
        max_length=800,
        look=Look(rows=3, size="s"),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        helps = catalogue.terms("help_to_come", on)
        self.spoken = needs.with_language(helps)
        fields["help_to_come"].choices = [(term.slug, term.label) for term in helps]
        fields["help_to_come"].look = needs.look(
            helps, language="interpreter_language", folded_under=_("Something else would help")
        )
        fields["interpreter_language"].choices = needs.languages(on)
        asked = {term.content["need"] for term in helps}
        fields["formats"].choices = [
            (term.slug, term.label)
            for term in catalogue.terms("format", on)
            if term.slug not in asked
        ]

    def answers(self) -> Answers:
        """What a valid form says; a language only beside an interpreter."""
        said = self.cleaned_data
        answers = {
            "help_to_come": list(said["help_to_come"]),
            "formats": list(said.get("formats", ())),
            "note": said["note"],
        }
        if self.spoken & set(said["help_to_come"]):
            answers["interpreter_language"] = said["interpreter_language"]
        return answers


def known_help(profile: messaging.ProfileRecord) -> Answers:
    """What the fields show of what somebody needed before."""
    return {
        "help_to_come": [
            term.slug
            for term in catalogue.terms("help_to_come")
            if term.content["need"] in profile.formats
        ],
        "interpreter_language": profile.interpreter_language,
        "formats": list(profile.formats),
    }
