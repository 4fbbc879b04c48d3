"""The two pages of questions of asking to join."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from alongside.domain.catalogue import public as catalogue
from alongside.web.shared.forms import BooleanField, Form, Look, MultipleChoiceField, SelectField
from alongside.web.shared.forms import TextField as LinesField
from alongside.web.signposting.contact import Answers, ContactForm

INTERPRETER = "interpreter"
INFORMATION = "information_format"  # of the recorded formats, those that messages can have


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


class HelpForm(Form):
    """What would help somebody come. Nothing of it must be answered."""

    help_to_come = MultipleChoiceField(
        label=_("Tick all that would help"),
        called=_("what would help"),
        required=False,
        look=Look(size="s"),
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
        fields["help_to_come"].choices = _terms("help_to_come", on)
        fields["formats"].choices = [
            (term.slug, term.label)
            for term in catalogue.terms("format", on)
            if term.content["category"] == INFORMATION
        ]
        fields["interpreter_language"].choices = [
            ("", __("Choose a language")),
            *_terms("language", on),
        ]
        offered = {slug for slug, _label in fields["help_to_come"].choices}
        if INTERPRETER in offered:
            fields["help_to_come"].look = Look(
                size="s", reveals={INTERPRETER: "interpreter_language"}
            )
        if not fields["formats"].choices:
            del self.fields["formats"]

    def answers(self) -> Answers:
        """What a valid form says; a language only beside an interpreter."""
        said = self.cleaned_data
        interpreted = INTERPRETER in said["help_to_come"]
        return {
            "help_to_come": list(said["help_to_come"]),
            "interpreter_language": said["interpreter_language"] if interpreted else "",
            "formats": list(said.get("formats", ())),
            "note": said["note"],
        }

    @classmethod
    def shown(cls, answers: Mapping[str, Any]) -> Answers:
        """What the fields show of answers that were given before."""
        return dict(answers)


def _terms(kind: str, on: date) -> list[tuple[str, str]]:
    return [(term.slug, term.label) for term in catalogue.terms(kind, on)]


def note_of(answers: Mapping[str, Any]) -> str:
    """The note as the group reads it: the interpreter's language first."""
    slug = answers.get("interpreter_language", "")
    told = ""
    if slug:
        label = catalogue.label("language", slug)
        told = __("Interpreter: %(language)s.") % {"language": label}
    return "\n".join(part for part in (told, answers.get("note", "")) if part)
