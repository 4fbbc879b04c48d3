"""The form of whoever introduces somebody, and of somebody who asks for themselves."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.people import public as people
from alongside.domain.referrals import public as referrals
from alongside.web.referrals.words import WANTS
from alongside.web.shared.forms import (
    BooleanField,
    CharField,
    ChoiceField,
    DateField,
    EmailField,
    Form,
    Look,
    MultipleChoiceField,
    PhoneField,
    SelectField,
    TextField,
)

TEXT, PHONE, EMAIL, LETTER = "text", "phone", "email", "letter"
_MISSING = {
    TEXT: _("Enter a mobile number"),
    PHONE: _("Enter a telephone number"),
    EMAIL: _("Enter an email address"),
    LETTER: _("Enter an address"),
}
READ_IT = _("Read the words to them, then tick that they agreed")
# Who somebody is, and what keeps them from coming: never asked before the four answers.
DETAILS = (
    "practice", "made_by", "condition", "reason", "about_me", "barriers", "born", "nhs_number",
    "language", "formats", "may_leave_message", "risk",
)  # fmt: skip


class ReachForm(Form):
    """What both forms share: a key, so that the same form twice is one, and how to be reached."""

    key = django_forms.UUIDField(widget=django_forms.HiddenInput)
    text = PhoneField(
        label=_("Mobile number"),
        called=_("a mobile number"),
        required=False,
        look=Look(width=20, autocomplete="off"),
    )
    phone = PhoneField(
        label=_("Telephone number"),
        called=_("a telephone number"),
        required=False,
        look=Look(width=20, autocomplete="off"),
    )
    email = EmailField(
        label=_("Email address"),
        called=_("an email address"),
        required=False,
        look=Look(autocomplete="off"),
    )
    post = TextField(
        label=_("Address"),
        called=_("an address"),
        required=False,
        max_length=300,
        look=Look(rows=4, autocomplete="off"),
    )

    def clean(self) -> dict[str, Any] | None:
        said = self.cleaned_data
        channel = said.get("channel")
        if channel in _MISSING and channel not in self.errors:
            field = "post" if channel == LETTER else channel
            if field not in self.errors and not said.get(field):
                self.add_error(field, _MISSING[channel])
        return said

    def reach(self) -> referrals.Reach:
        """How a valid form says that the person is reached; only what belongs to the channel."""
        said = self.cleaned_data
        channel = said["channel"]
        return referrals.Reach(
            channel=channel,
            number=said[channel] if channel in (TEXT, PHONE) else "",
            email=said["email"] if channel == EMAIL else "",
            post=tuple(said["post"].splitlines()) if channel == LETTER else (),
            may_leave_message=said["may_leave_message"],
            language=said.get("language") or "en",
            formats=tuple(said.get("formats") or ()),
        )

    def add_faults(self, faults: dict[str, Any]) -> None:
        channel = self.data.get("channel", "")
        speaks = {"number": channel}
        super().add_faults({speaks.get(field, field): words for field, words in faults.items()})

    @property
    def details_open(self) -> bool:
        """Whether the optional part stands open: something in it has a fault or was filled in."""
        filled = any(self[name].value() for name in ("reason", "about_me", "barriers", "risk"))
        return filled or bool(set(DETAILS) & set(self.errors))


class ReferForm(ReachForm):
    """What staff write: four answers, and details that nobody has to give."""

    name = CharField(
        label=_("Name"),
        called=_("the name of the person"),
        max_length=200,
        look=Look(size="s", width=30, autocomplete="off", spellcheck=False),
    )
    channel = ChoiceField(
        label=_("How do they want to be reached?"),
        called=_("how they want to be reached"),
        choices=[
            (TEXT, _("By text")),
            (PHONE, _("By telephone")),
            (EMAIL, _("By email")),
            (LETTER, _("By letter")),
        ],
        look=Look(size="s", reveals={TEXT: "text", PHONE: "phone", EMAIL: "email", LETTER: "post"}),
    )
    wants = ChoiceField(
        label=_("What is it for?"),
        called=_("what it is for"),
        choices=list(WANTS.items()),
        look=Look(size="s"),
    )
    agreed = BooleanField(
        label=_("I read this to them, and they agreed"),
        called=_("that"),
        error_messages={"required": READ_IT},
    )
    practice = SelectField(label=_("Practice"), called=_("a practice"), required=False)
    made_by = ChoiceField(
        label=_("You are"),
        called=_("what you are"),
        choices=[("clinician", _("A clinician")), ("link_worker", _("A link worker"))],
        initial="clinician",
        required=False,
        look=Look(size="s", small=True, inline=True),
    )
    condition = SelectField(label=_("Condition"), called=_("a condition"), required=False)
    reason = TextField(
        label=_("Why might it help them?"),
        called=_("why it might help"),
        hint=_("The person reads it as you write it."),
        required=False,
        max_length=1_000,
        look=Look(rows=3),
    )
    about_me = TextField(
        label=_("What they would like to be known about them"),
        called=_("what they would like to be known"),
        hint=_("In their own words, so that they need not say it twice."),
        required=False,
        max_length=1_000,
        look=Look(rows=3),
    )
    barriers = MultipleChoiceField(
        label=_("What gets in the way for them?"),
        called=_("what gets in the way"),
        hint=_("As they say it."),
        required=False,
        look=Look(size="s", small=True),
    )
    born = DateField(label=_("Date of birth"), called=_("the date of birth"), required=False)
    nhs_number = CharField(
        label=_("NHS number"),
        called=_("the NHS number"),
        hint=_("Like 943 476 5919. Only if you have it at hand."),
        required=False,
        max_length=20,
        look=Look(width=10, inputmode="numeric", autocomplete="off", spellcheck=False),
    )
    language = SelectField(label=_("Language for messages"), called=_("a language"), required=False)
    formats = MultipleChoiceField(
        label=_("How do they need information?"),
        called=_("how they need information"),
        required=False,
        look=Look(size="s", small=True),
    )
    may_leave_message = BooleanField(
        label=_("We may leave a message when they do not answer"), required=False
    )
    risk = TextField(
        label=_("Is there anything that the service must know to keep everybody safe?"),
        called=_("what the service must know"),
        hint=_(
            "Only its coordinators read it. It is not on the page that the person sees, since "
            "others may look over their shoulder; it is in the copy that they can ask for."
        ),
        required=False,
        max_length=500,
        look=Look(rows=3),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "condition", "condition", empty=str(_("Not said")))
        choose(self, "barriers", "barrier")
        choose(self, "formats", "format")
        choose(self, "language", "message_words")
        practices = sorted(
            (name, code) for team in people.teams(on=on) for code, name in team.practices
        )
        field: Any = self.fields["practice"]
        field.choices = [("", _("None")), *((code, name) for name, code in practices)]

    def given(self) -> referrals.Given:
        """What a valid form says."""
        said = self.cleaned_data
        return referrals.Given(
            name=said["name"],
            reach=self.reach(),
            wants=said["wants"],
            agreed=said["agreed"],
            how_agreed="in_person",
            practice=said["practice"],
            condition=said["condition"],
            reason=said["reason"],
            about_me=said["about_me"],
            barriers=tuple(said["barriers"]),
            risk=said["risk"],
            born=said["born"],
            nhs_number=said["nhs_number"],
        )

    @property
    def by(self) -> str:
        """What the writer says that they are."""
        return self.cleaned_data["made_by"] or "clinician"


class ForMeForm(ReachForm):
    """What somebody writes about themselves, or a carer about whom they look after."""

    name = CharField(
        label=_("What shall we call you?"),
        called=_("a name that you like to be called by"),
        hint=_("A first name is enough."),
        max_length=100,
        look=Look(size="s", width=20, autocomplete="given-name", spellcheck=False),
    )
    channel = ChoiceField(
        label=_("How do you want to hear from us?"),
        called=_("how you want to hear from us"),
        choices=[
            (TEXT, _("Send me a text")),
            (PHONE, _("Ring me")),
            (EMAIL, _("Send me an email")),
        ],
        look=Look(size="s", reveals={TEXT: "text", PHONE: "phone", EMAIL: "email"}),
    )
    may_leave_message = BooleanField(
        label=_("You may leave a message when I do not answer the phone"), required=False
    )
    wants = ChoiceField(
        label=_("What would you like?"),
        called=_("what you would like"),
        choices=[
            ("mentor", _("Somebody who has been through it, one to one")),
            ("group", _("A group")),
            ("course", _("A course")),
            ("not_sure", _("I am not sure. Help me to choose")),
        ],
        look=Look(size="s"),
    )
    condition = SelectField(label=_("What is it about?"), called=_("a condition"), required=False)
    about_me = TextField(
        label=_("What would you like us to know? (optional)"),
        called=_("what you would like us to know"),
        required=False,
        max_length=1_000,
        look=Look(rows=4),
    )
    barriers = MultipleChoiceField(
        label=_("What might get in the way? (optional)"),
        called=_("what might get in the way"),
        required=False,
        look=Look(size="s", small=True),
    )
    agreed = BooleanField(label=_("I agree to this"), called=_("that"))

    def __init__(self, *args: Any, carer: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "condition", "condition", empty=str(_("I would rather not say")))
        choose(self, "barriers", "barrier")
        if carer:
            for name in ("name", "channel", TEXT, PHONE, EMAIL, "post", "may_leave_message"):
                del self.fields[name]
            self.fields["wants"].label = _("What would they like?")
            self.fields["agreed"].label = _("I read this to them, and they agreed")
            self.fields["agreed"].error_messages["required"] = READ_IT

    def given(self, *, name: str = "") -> referrals.Given:
        """What a valid form says; of whom a carer looks after, by the name that is known."""
        said = self.cleaned_data
        return referrals.Given(
            name=said.get("name") or name,
            reach=self.reach() if "channel" in said else None,
            wants=said["wants"],
            agreed=said["agreed"],
            how_agreed="in_person" if name else "page",
            condition=said["condition"],
            about_me=said["about_me"],
            barriers=tuple(said["barriers"]),
        )


def choose(form: Form, field: str, kind: str, *, empty: str = "") -> None:
    """Fills a question with what the catalogue offers."""
    known = [(term.slug, term.label) for term in catalogue.terms(kind)]
    question: Any = form.fields[field]
    question.choices = [("", empty), *known] if empty else known


def new_key() -> UUID:
    """A key for a form that is shown for the first time."""
    return uuid4()


def shown(given: referrals.Given) -> dict[str, Any]:
    """What the fields show of a draft."""
    reach = given.reach
    told: dict[str, Any] = {
        name: getattr(given, name)
        for name in ("name", "wants", "practice", "condition", "reason", "about_me", "barriers",
                     "risk", "born", "nhs_number")
    }  # fmt: skip
    if reach is not None:
        told |= {
            "channel": reach.channel,
            "email": reach.email,
            "post": "\n".join(reach.post),
            "may_leave_message": reach.may_leave_message,
            "language": reach.language,
            "formats": reach.formats,
            reach.channel if reach.channel in (TEXT, PHONE) else TEXT: reach.number,
        }
    return told
