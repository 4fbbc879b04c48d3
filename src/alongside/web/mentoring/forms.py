"""The questions of applying, and what a volunteer changes later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.mentoring import public as mentoring
from alongside.web.shared.forms import (
    BooleanField,
    CharField,
    ChoiceField,
    EmailField,
    Form,
    IntegerField,
    Look,
    MultipleChoiceField,
    PhoneField,
    TextField,
)

Answers = dict[str, Any]
CHANNELS = [("text", _("By text")), ("phone", _("By telephone")), ("email", _("By email"))]
GENDERS = [("woman", _("Woman")), ("man", _("Man")), ("another", _("Another way"))]
MILES = [
    ("3", _("3 miles")), ("6", _("6 miles")), ("12", _("12 miles")), ("25", _("25 miles")),
    ("", _("Any distance")),
]  # fmt: skip
_MISSING = {
    "text": _("Enter a mobile number"),
    "phone": _("Enter a telephone number"),
    "email": _("Enter an email address"),
}


def terms(kind: str, on: date) -> list[tuple[str, str]]:
    """The terms of a kind as choices."""
    return [(term.slug, term.label) for term in catalogue.terms(kind, on)]


class ApplyForm(Form):
    """One page of applying. `answers` are plain values that can be held."""

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        for name, kind in mentoring.TERMS.items():
            if name in self.fields:
                self.fields[name].choices = terms(kind, on)  # type: ignore[attr-defined]

    def answers(self) -> Answers:
        """What a valid form says."""
        return dict(self.cleaned_data)


class YouForm(ApplyForm):
    """Who they are, and how to reach them."""

    name = CharField(
        label=_("Your name"),
        called=_("your name"),
        look=Look(width=20, autocomplete="name", spellcheck=False, size="s"),
    )
    birth_year = IntegerField(
        label=_("In which year were you born?"),
        called=_("the year in which you were born"),
        hint=_("Mentors are 18 or older. Some people want a mentor of about their own age."),
        min_value=1900,
        max_value=2100,
        look=Look(width=4, size="s", autocomplete="bday-year"),
    )
    channel = ChoiceField(
        label=_("How shall we reach you?"),
        called=_("how we shall reach you"),
        choices=CHANNELS,
        look=Look(size="s", reveals={"text": "text", "phone": "phone", "email": "email"}),
    )
    text = PhoneField(
        label=_("Mobile number"), required=False, look=Look(width=20, autocomplete="tel")
    )
    phone = PhoneField(
        label=_("Telephone number"), required=False, look=Look(width=20, autocomplete="tel")
    )
    email = EmailField(label=_("Email address"), required=False, look=Look(autocomplete="email"))
    may_leave_message = BooleanField(
        label=_("You may leave a message when I do not answer the phone"), required=False
    )

    def clean(self) -> Answers | None:
        check_reach(self, "")
        return self.cleaned_data


class StoryForm(ApplyForm):
    """What they live with, and what they can share."""

    story = TextField(
        label=_("A few words about you"),
        called=_("a few words about you"),
        hint=_(
            "People who look for a mentor read this. Say what you live with and what you like. "
            "Leave out names and places."
        ),
        max_length=600,
        look=Look(rows=5, size="s"),
    )
    conditions = MultipleChoiceField(
        label=_("What do you live with?"), called=_("what you live with"), look=Look(size="s")
    )
    treatments = MultipleChoiceField(
        label=_("Which of these do you know from your own life?"),
        required=False,
        look=Look(size="s", small=True),
    )
    can_share = MultipleChoiceField(
        label=_("What can you share?"), called=_("what you can share"), look=Look(size="s")
    )
    rather_not = CharField(
        label=_("Is there anything you would rather not talk about?"),
        hint=_("Whoever you meet can read this."),
        required=False,
        max_length=300,
        look=Look(size="s"),
    )
    experience = TextField(
        label=_("What have you done that could help?"),
        called=_("what you have done that could help"),
        hint=_("At work, at home or elsewhere. Only we read this."),
        max_length=800,
        look=Look(rows=4, size="s"),
    )


class WhenForm(ApplyForm):
    """When, where and with whom."""

    times = MultipleChoiceField(
        label=_("When could you meet somebody for an hour?"),
        called=_("when you could meet somebody"),
        look=Look(size="s", small=True),
    )
    modes = MultipleChoiceField(
        label=_("How could you meet?"), called=_("how you could meet"), look=Look(size="s")
    )
    near = CharField(
        label=_("Where do you live?"),
        called=_("a postcode or a town"),
        hint=_("The first half of your postcode, like WR14, or a town. We keep no more than that."),
        max_length=100,
        look=Look(width=10, size="s", autocomplete="postal-code"),
    )
    miles = ChoiceField(
        label=_("How far can you travel?"),
        called=_("how far you can travel"),
        choices=MILES,
        required=False,
        initial="6",
        look=Look(size="s", small=True),
    )
    languages = MultipleChoiceField(
        label=_("Which languages do you speak well?"),
        called=_("a language that you speak"),
        initial=["en"],
        look=Look(size="s", small=True),
    )
    interests = MultipleChoiceField(
        label=_("What do you enjoy?"), required=False, look=Look(size="s", small=True)
    )
    gender = ChoiceField(
        label=_("How do you describe yourself?"),
        hint=_("Some people want to meet a woman, or a man. You do not have to say."),
        choices=[*GENDERS, ("", _("I would rather not say"))],
        required=False,
        initial="",
        look=Look(size="s", small=True),
    )
    mentee_gender = ChoiceField(
        label=_("Whom would you like to meet?"),
        choices=[("", _("Anybody")), ("woman", _("Women only")), ("man", _("Men only"))],
        required=False,
        initial="",
        look=Look(size="s", small=True),
    )
    capacity = ChoiceField(
        label=_("How many people could you meet with at one time?"),
        called=_("how many people"),
        hint=_("One is a good beginning. You can change it."),
        choices=[("1", "1"), ("2", "2"), ("3", "3"), ("4", "4")],
        initial="1",
        look=Look(size="s", inline=True),
    )

    def clean_near(self) -> str:
        """The key of the place."""
        return place_near(self, "near")


class RefereesForm(ApplyForm):
    """Two people who know them."""

    referee_1_name = CharField(
        label=_("Their name"), called=_("the first person's name"), look=Look(width=20)
    )
    referee_1_email = EmailField(
        label=_("Their email address"), called=_("the first person's email address"), required=False
    )
    referee_1_number = PhoneField(
        label=_("Or their mobile number"), required=False, look=Look(width=20)
    )
    referee_2_name = CharField(
        label=_("Their name"), called=_("the second person's name"), look=Look(width=20)
    )
    referee_2_email = EmailField(
        label=_("Their email address"),
        called=_("the second person's email address"),
        required=False,
    )
    referee_2_number = PhoneField(
        label=_("Or their mobile number"), required=False, look=Look(width=20)
    )

    def clean(self) -> Answers | None:
        for number in (1, 2):
            email, phone = f"referee_{number}_email", f"referee_{number}_number"
            given = self.cleaned_data.get(email) or self.cleaned_data.get(phone)
            if not given and not {email, phone} & set(self.errors):
                self.add_error(email, _("Enter an email address or a mobile number"))
        return self.cleaned_data


class ReferenceForm(Form):
    """What a referee says."""

    known_for = CharField(
        label=_("How long have you known them?"),
        called=_("how long you have known them"),
        max_length=100,
        look=Look(width=20, size="s"),
    )
    known_how = CharField(
        label=_("How do you know them?"),
        called=_("how you know them"),
        max_length=300,
        look=Look(size="s"),
    )
    suits = ChoiceField(
        label=_("Would you be glad if they helped somebody close to you?"),
        called=_("an answer"),
        choices=[("yes", _("Yes")), ("not_sure", _("I am not sure")), ("no", _("No"))],
        look=Look(size="s"),
    )
    words = TextField(
        label=_("What are they good at, and is there anything we should know?"),
        required=False,
        max_length=1_000,
        look=Look(rows=5, size="s"),
    )

    def said(self) -> mentoring.ReferenceWords:
        """What a valid form says."""
        return mentoring.ReferenceWords(**self.cleaned_data)


def place_near(form: Form, field: str) -> str:
    """The key of the place that was typed; "" with a fault at the field where it is not known."""
    found = catalogue.locate(form.cleaned_data[field])
    if found.kind == "one":
        return found.places[0].key
    form.add_error(
        field,
        _("Enter the first half of a postcode, like WR14")
        if found.kind == "several"
        else _("We do not know this place. Enter the first half of a postcode, like WR14"),
    )
    return ""


def check_reach(form: Form, prefix: str) -> None:
    """The number or address of the way that was chosen must be there."""
    said = form.cleaned_data
    channel = said.get(f"{prefix}channel")
    if channel in _MISSING and channel not in form.errors and not said.get(channel):
        form.add_error(channel, _MISSING[channel])


def reach_of(answers: Mapping[str, Any]) -> mentoring.Reachable:
    """How somebody who applies is reached."""
    channel = answers.get("channel", "")
    number = answers.get(channel, "") if channel in ("text", "phone") else ""
    email = answers.get("email", "") if channel == "email" else ""
    return mentoring.Reachable(
        channel, number, email, bool(answers.get("may_leave_message", False))
    )


def referees_of(answers: Mapping[str, Any]) -> tuple[mentoring.Referee, ...]:
    """The two people, each by email where there is one."""
    found = []
    for number in (1, 2):
        email = answers.get(f"referee_{number}_email", "")
        phone = answers.get(f"referee_{number}_number", "")
        reach = (
            mentoring.Reachable("email", email=email)
            if email
            else mentoring.Reachable("text", number=phone)
        )
        found.append(mentoring.Referee(answers.get(f"referee_{number}_name", ""), reach))
    return tuple(found)


def profile_of(answers: Mapping[str, Any]) -> mentoring.Profile:
    """What the pages said, as the domain takes it."""
    miles = answers.get("miles", "")
    said = {name: tuple(answers.get(name, ())) for name in mentoring.TERMS}
    return mentoring.Profile(
        story=answers.get("story", ""),
        experience=answers.get("experience", ""),
        rather_not=answers.get("rather_not", ""),
        place=answers.get("near", ""),
        max_km=round(int(miles) * 1.609344) if miles else None,
        gender=answers.get("gender", ""),
        mentee_gender=answers.get("mentee_gender", ""),
        birth_year=answers.get("birth_year"),
        capacity=int(answers.get("capacity") or 1),
        **said,
    )


def shown_of(profile: mentoring.Profile) -> Answers:
    """A profile as the fields of the forms show it."""
    shown: Answers = {name: list(getattr(profile, name)) for name in mentoring.TERMS}
    shown |= {
        name: getattr(profile, name)
        for name in ("story", "experience", "rather_not", "gender", "mentee_gender", "birth_year")
    }
    miles = "" if profile.max_km is None else str(round(profile.max_km / 1.609344))
    near = catalogue.place(profile.place)
    return shown | {
        "near": near.name if near else "",
        "miles": miles,
        "capacity": str(profile.capacity),
    }


def words_of(kind: str, slugs: Any) -> str:
    """Slugs in words."""
    return ", ".join(catalogue.label(kind, slug) for slug in slugs) or __("Nothing")
