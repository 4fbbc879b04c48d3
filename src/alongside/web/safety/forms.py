"""The questions of a worry, and the forms of those who read worries."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms as django_forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from alongside.domain.safety import public as safety
from alongside.web.shared.forms import (
    BooleanField,
    CharField,
    ChoiceField,
    DateField,
    EmailField,
    Form,
    Look,
    PhoneField,
    TextField,
)
from alongside.web.shared.words import Words

Answers = dict[str, Any]
_YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class QuestionForm(Form):
    """One page of a worry. `answers` gives what is held; `read` shows what is held."""

    def answers(self) -> Answers:
        """What a valid form says, as it is held."""
        return dict(self.cleaned_data)

    @classmethod
    def shown(cls, held: Answers) -> Answers:
        """What the fields show of the answers that are held."""
        return held


class DangerForm(QuestionForm):
    """Is somebody in danger now?"""

    danger_now = ChoiceField(
        label=_("Is somebody in danger right now?"),
        called=_("yes or no"),
        hint=_(
            "For example, badly hurt, thinking of ending their life, or afraid of somebody near"
        ),
        choices=_YES_NO,
        look=Look(heading=True),
    )


class WhatForm(QuestionForm):
    """What happened?"""

    what_happened = TextField(
        label=_("What happened, or what worries you?"),
        called=_("what happened"),
        hint=_("Use your own words. A few are enough. You do not have to name anybody."),
        max_length=5000,
        look=Look(heading=True, rows=8),
        error_messages={"required": _("Write what happened. A few words are enough")},
    )


class AboutForm(QuestionForm):
    """Whom is it about?"""

    about = ChoiceField(
        label=_("Who is it about?"),
        called=_("who it is about"),
        choices=[
            (safety.About.ME, _("Me")),
            (safety.About.OTHER, _("Somebody else")),
            (safety.About.UNSAID, _("I would rather not say")),
        ],
        look=Look(heading=True, reveals={safety.About.OTHER: "about_name"}),
    )
    about_name = CharField(
        label=_("Their name, if you want to say it (optional)"),
        called=_("the name"),
        required=False,
        max_length=200,
    )


class ContactForm(QuestionForm):
    """May we contact you, and how is it safe? Nobody has to say who they are."""

    how = ChoiceField(
        label=_("May we contact you?"),
        called=_("whether we may contact you"),
        hint=_("You do not have to. Without it we do what we can, and cannot ask you more."),
        choices=[
            ("no", _("No, do not contact me")),
            (safety.Channel.PHONE, _("Yes, ring me")),
            (safety.Channel.TEXT, _("Yes, send me a text")),
            (safety.Channel.EMAIL, _("Yes, send me an email")),
        ],
        look=Look(
            heading=True,
            reveals={
                safety.Channel.PHONE: "phone",
                safety.Channel.TEXT: "text",
                safety.Channel.EMAIL: "email",
            },
        ),
    )
    phone = PhoneField(
        label=_("Telephone number that is safe to ring"),
        called=_("a telephone number"),
        required=False,
        look=Look(width=20, autocomplete="tel"),
    )
    text = PhoneField(
        label=_("Mobile number that is safe to text"),
        called=_("a mobile number"),
        required=False,
        look=Look(width=20, autocomplete="tel"),
    )
    email = EmailField(
        label=_("Email address that is safe to write to"),
        called=_("an email address"),
        required=False,
        look=Look(autocomplete="email"),
    )
    contact_safely = CharField(
        label=_("When is it safe, and is there something we should not say? (optional)"),
        called=_("the answer"),
        hint=_("For example: mornings only, and do not say where you ring from"),
        required=False,
        max_length=500,
    )
    may_leave_message = BooleanField(
        label=_("You may leave a message when I do not answer"), required=False
    )
    contact_name = CharField(
        label=_("Your name (optional)"), called=_("your name"), required=False, max_length=200
    )
    say_who = BooleanField(label="", required=False)

    def __init__(self, *args: Any, signed_in_as: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if signed_in_as:
            words = __("You may know that it is me, %(name)s, who is signed in")
            self.fields["say_who"].label = words % {"name": signed_in_as}
        else:
            del self.fields["say_who"]

    def clean(self) -> Answers | None:
        said = self.cleaned_data
        how = said.get("how")
        if how in set(safety.Channel) and how not in self.errors and not said.get(how):
            sentences = {
                safety.Channel.PHONE: _("Enter a telephone number that is safe to ring"),
                safety.Channel.TEXT: _("Enter a mobile number that is safe to text"),
                safety.Channel.EMAIL: _("Enter an email address that is safe to write to"),
            }
            self.add_error(how, sentences[safety.Channel(how)])
        return said

    def answers(self) -> Answers:
        """Only what belongs to the answer chosen: a number typed for another is not held."""
        said = self.cleaned_data
        reached = said["how"] in set(safety.Channel)
        return {
            "may_contact": reached,
            "contact_by": said["how"] if reached else "",
            "contact_at": said[said["how"]] if reached else "",
            "contact_safely": said["contact_safely"] if reached else "",
            "may_leave_message": said["may_leave_message"] and reached,
            "contact_name": said["contact_name"] if reached else "",
            "say_who": said.get("say_who", False),
        }

    @classmethod
    def shown(cls, held: Answers) -> Answers:
        if "may_contact" not in held:
            return {}
        how = held["contact_by"] or "no"
        return held | {"how": how, how: held["contact_at"]}


class ReadersForm(QuestionForm):
    """Who reads it: for a worry about one of those who read worries."""

    kept_from = ChoiceField(
        label=_("Is your worry about one of the people who read worries?"),
        called=_("one of the answers"),
        hint=_("Then only the other one reads it. The one you choose cannot see that it exists."),
        required=False,
        look=Look(heading=True),
    )

    def __init__(self, *args: Any, readers: tuple[safety.Named, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", __("No"))]
        if len(readers) > 1:
            words = __("Yes, do not show it to %(name)s")
            choices += [(str(each.id), words % {"name": each.name}) for each in readers]
        self.fields["kept_from"].choices = choices  # type: ignore[attr-defined]


class HandForm(Form):
    """Take it in hand, and look at it again on a day."""

    look_again_on = DateField(
        label=_("When will you look at it again?"),
        called=_("the day"),
        hint=_("Within a month. On that day it comes back to the top of the list."),
    )
    words = TextField(label=_("What will you do? (optional)"), required=False, max_length=5000)


_WRITTEN = {
    safety.StepKind.NOTE: _("A note"),
    safety.StepKind.SPOKE: _("I spoke with the person, or with whoever told us"),
    safety.StepKind.COUNCIL: _("I told the council's safeguarding team"),
    safety.StepKind.POLICE: _("I told the police, or rang 999"),
    safety.StepKind.ELSEWHERE: _("I told somebody else who can help"),
    safety.StepKind.HEARD_BACK: _("I heard back from somebody whom I had told"),
}


class WriteForm(Form):
    """What was done or decided, for ever."""

    kind = ChoiceField(
        label=_("What did you do?"), called=_("what you did"), choices=list(_WRITTEN.items())
    )
    words = TextField(
        label=_("Write it down: what was said, what you decided, and why"),
        called=_("what you did"),
        hint=_("Facts, in the words that were used. It cannot be changed afterwards."),
        max_length=5000,
        look=Look(rows=8),
    )
    look_again_on = DateField(
        label=_("When will you look at it again? (optional)"), called=_("the day"), required=False
    )
    key = django_forms.UUIDField(widget=django_forms.HiddenInput, initial=uuid4)


def _answer(label: Words, hint: Words = "") -> ChoiceField:
    return ChoiceField(
        label=label,
        called=_("yes, no or not known"),
        hint=hint,
        choices=[
            (safety.Answer.YES, _("Yes")),
            (safety.Answer.NO, _("No")),
            (safety.Answer.NOT_KNOWN, _("Not known")),
        ],
        initial=safety.Answer.NOT_KNOWN,
        look=Look(inline=True),
    )


class DecideForm(Form):
    """What is decided, and on what grounds. Written down for ever."""

    can_decide = _answer(_("Can the person decide about this themselves?"))
    wishes = TextField(
        label=_("What do they want to happen? (optional)"),
        called=_("what they want"),
        hint=_("In their own words"),
        required=False,
        max_length=5000,
    )
    under_18 = _answer(_("Are they under 18?"))
    care_needs = _answer(
        _("Do they need care and support?"),
        _("Because of an illness, a disability or their age. It does not matter who gives it."),
    )
    at_risk = _answer(_("Are they being abused or neglected, or at risk of it?"))
    cannot_protect = _answer(
        _("Are they unable to protect themselves?"), _("Because of what they need care for")
    )
    route = ChoiceField(
        label=_("What do you decide?"),
        called=_("what you decide"),
        choices=[
            (safety.Route.NOTHING, _("Nothing more is needed")),
            (safety.Route.WATCH, _("We see to it ourselves")),
            (safety.Route.ADULTS, _("The council's adult safeguarding team")),
            (safety.Route.CHILDREN, _("The council's children's services")),
            (safety.Route.OFFICER, _("The council's officer for people who work with children")),
            (safety.Route.POLICE, _("The police")),
        ],
    )
    reasons = TextField(
        label=_("Why?"),
        called=_("why"),
        hint=_("Facts first, with days and times. It cannot be changed afterwards."),
        max_length=5000,
        look=Look(rows=6),
    )
    told_whom = CharField(
        label=_("Whom did you tell, and what number did they give it?"),
        called=_("whom you told"),
        hint=_("If you decided to tell somebody. Ring them first, then write it down."),
        required=False,
        max_length=200,
    )
    told_on = DateField(label=_("On which day did you tell them?"), required=False)
    agrees = _answer(_("Does the person agree?"))
    without_consent = TextField(
        label=_("If not: why do you do it all the same?"),
        called=_("why you do it all the same"),
        hint=_("For example: somebody else is in danger too"),
        required=False,
        max_length=5000,
    )
    look_again_on = DateField(
        label=_("When will you look at it again? (optional)"), called=_("the day"), required=False
    )
    key = django_forms.UUIDField(widget=django_forms.HiddenInput, initial=uuid4)


class WhyForm(Form):
    """Why, in words."""

    words = TextField(label=_("Why?"), called=_("why"), max_length=5000, look=Look(rows=6))


class LetInForm(Form):
    """Who else may read this one worry."""

    person = ChoiceField(label=_("Who else may read it?"), called=_("a person"))

    def __init__(self, *args: Any, others: tuple[safety.Named, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(each.id), each.name) for each in others]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]
