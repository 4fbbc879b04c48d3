"""The form on which somebody says how, when and in which words they may be reached.

Its answers and a `ProfileRecord` say the same: `shown` goes one way, `changes` the other. Only what
differs is handed on, so that a page left open for an hour does not undo what was changed meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from alongside.domain.messaging import public as messaging
from alongside.domain.messaging.public import Channel, SignedAs
from alongside.web.messaging.needs_form import NeedsFields
from alongside.web.shared.forms import (
    CharField,
    ChoiceField,
    EmailField,
    Look,
    MultipleChoiceField,
    PhoneField,
    TextField,
    TimeField,
)
from alongside.web.shared.forms.contact import readable_number

YES, LAST, NEVER = "yes", "last", "never"
ANY_TIME, THESE = "any", "these"
ORDER = (Channel.TEXT, Channel.EMAIL, Channel.LETTER, Channel.PHONE)
ADDRESS = {
    Channel.TEXT: "text_number",
    Channel.EMAIL: "email",
    Channel.LETTER: "post",
    Channel.PHONE: "phone_number",
}
BEST = (
    (Channel.TEXT, _("Texts")),
    (Channel.EMAIL, _("Emails")),
    (Channel.LETTER, _("Letters")),
    (Channel.PHONE, _("Being rung")),
)
MOST_SPANS = 7
_DAYS = [(str(number), name) for number, name in WEEKDAYS.items()]
_USES = (
    (YES, _("Yes")),
    (LAST, _("Only if nothing else works")),
    (NEVER, _("Never")),
)


def _use(label: Any, called: Any, *fields: str) -> ChoiceField:
    return ChoiceField(
        label=label,
        called=called,
        choices=list(_USES),
        look=Look(size="s", small=True, reveals={YES: fields}),
    )


class ChoicesForm(NeedsFields):
    """Everything on one page. `examples` are texts drawn for this person."""

    text = _use(_("May we send you texts?"), _("whether we may send texts"), "text_number")
    text_number = PhoneField(
        label=_("Mobile number"),
        called=_("a mobile number"),
        required=False,
        look=Look(width=20, autocomplete="tel"),
    )
    mail = _use(_("May we send you emails?"), _("whether we may send emails"), "email")
    email = EmailField(
        label=_("Email address"),
        called=_("an email address"),
        required=False,
        look=Look(autocomplete="email"),
    )
    letter = _use(_("May we send you letters?"), _("whether we may send letters"), "post")
    post = TextField(
        label=_("Name and address, as on an envelope"),
        called=_("the address"),
        hint=_("The postcode comes last, on a line of its own."),
        required=False,
        max_length=420,
        look=Look(rows=5),
    )
    phone = _use(
        _("May somebody ring you?"),
        _("whether somebody may ring"),
        "phone_number",
        "may_leave_message",
    )
    phone_number = PhoneField(
        label=_("Telephone number"),
        called=_("a telephone number"),
        required=False,
        look=Look(width=20, autocomplete="tel"),
    )
    may_leave_message = ChoiceField(
        label=_("May we leave a message when you do not answer?"),
        called=_("whether we may leave a message"),
        choices=[("no", _("No")), ("yes", _("Yes"))],
        required=False,
        look=Look(size="s", small=True, inline=True),
    )
    best = ChoiceField(
        label=_("Which do you like best?"),
        called=_("which you like best"),
        hint=_("We try this one first."),
        choices=list(BEST),
        required=False,
        look=Look(size="s", small=True),
    )
    when = ChoiceField(
        label=_("When is it safe to send you a text or an email?"),
        called=_("when it is safe"),
        choices=[(ANY_TIME, _("At any time")), (THESE, _("Only at times that I choose"))],
        look=Look(size="s", small=True),
    )
    quiet_from = TimeField(
        label=_("Nothing after"), called=_("the time"), look=Look(width=5), hint=_("Like 9pm")
    )
    quiet_to = TimeField(
        label=_("and nothing before"), called=_("the time"), look=Look(width=5), hint=_("Like 8am")
    )
    signed_as = ChoiceField(
        label=_("How shall our messages end?"),
        called=_("how our messages shall end"),
        choices=[
            (SignedAs.NEUTRAL, _("Without a name")),
            (SignedAs.FIRST_NAME, _("With a first name")),
            (SignedAs.SERVICE, _("With the name of this service")),
        ],
    )
    signature_name = CharField(
        label=_("Which first name?"),
        called=_("a first name"),
        hint=_("It can be any name, for example a friend's."),
        required=False,
        max_length=25,
        look=Look(width=20, spellcheck=False),
    )
    may_name = ChoiceField(
        label=_("May a message name the group?"),
        called=_("whether a message may name the group"),
        choices=[("no", _("No")), ("yes", _("Yes"))],
    )

    def __init__(
        self,
        *args: Any,
        profile: messaging.ProfileRecord,
        examples: messaging.Examples,
        on: date,
        **kwargs: Any,
    ) -> None:
        self.profile = profile
        super().__init__(*args, profile=profile, on=on, initial=shown(profile), **kwargs)
        self.spans = min(len(profile.safe_times) + 1, MOST_SPANS)
        self._add_spans()
        looks: dict[str, Any] = self.fields
        looks["signed_as"].look = Look(
            size="s",
            small=True,
            hints=_quoted(examples.signed),
            reveals={SignedAs.FIRST_NAME: "signature_name"},
        )
        looks["may_name"].look = Look(size="s", small=True, hints=_quoted(examples.naming))

    def _add_spans(self) -> None:
        """A set of times for each that there is, and an empty one to write another into."""
        names: list[str] = []
        for number in range(1, self.spans + 1):
            label = __("On these days") if number == 1 else __("And on these days")
            made = {
                f"days_{number}": MultipleChoiceField(
                    label=label,
                    called=__("a day"),
                    choices=_DAYS,
                    required=False,
                    look=Look(size="s", small=True),
                ),
                f"since_{number}": TimeField(
                    label=__("From"), called=__("the beginning"), required=False, look=Look(width=5)
                ),
                f"until_{number}": TimeField(
                    label=__("To"), called=__("the end"), required=False, look=Look(width=5)
                ),
            }
            self.fields.update(made)
            names += made
        self.fields["when"].look = Look(  # type: ignore[attr-defined]
            size="s", small=True, reveals={THESE: tuple(names)}
        )

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("when") == THESE:
            said["safe_times"] = self._safe_times(said)
            if not said["safe_times"] and not self.errors:
                self.add_error("days_1", _("Choose a day, and write both times"))
        return said

    def _safe_times(self, said: Mapping[str, Any]) -> tuple[messaging.SafeTime, ...]:
        found = []
        for number in range(1, self.spans + 1):
            days = said.get(f"days_{number}") or []
            since, until = said.get(f"since_{number}"), said.get(f"until_{number}")
            if not days and since is None and until is None:
                continue
            if not days or since is None or until is None:
                self.add_error(f"days_{number}", _("Choose the days and write both times"))
            elif since >= until != time(0):
                self.add_error(f"until_{number}", _("The end must be later than the beginning"))
            else:
                found.append(messaging.SafeTime(tuple(int(day) for day in days), since, until))
        return tuple(found)

    def changes(self) -> dict[str, Any]:
        """What a valid form says otherwise than the profile, as `set_profile` takes it."""
        said = self.cleaned_data
        uses = {Channel.TEXT: "text", Channel.EMAIL: "mail", Channel.LETTER: "letter",
                Channel.PHONE: "phone"}  # fmt: skip
        allowed = [channel for channel in self._liked() if said[uses[channel]] == YES]
        found = {
            "channels": tuple(allowed),
            "forbidden": tuple(each for each in ORDER if said[uses[each]] == NEVER),
            "text_number": said["text_number"],
            "email": said["email"],
            "post": tuple(line for line in said["post"].split("\n") if line.strip()),
            "phone_number": said["phone_number"],
            "may_leave_message": said["may_leave_message"] == "yes",
            "safe_times": said["safe_times"] if said["when"] == THESE else (),
            "quiet_from": said["quiet_from"],
            "quiet_to": said["quiet_to"],
            "signed_as": said["signed_as"],
            "signature_name": said["signature_name"],
            "may_name": said["may_name"] == "yes",
            **self.needs(),
        }
        before = shown_as_changes(self.profile)
        return {name: value for name, value in found.items() if value != before[name]}

    def _liked(self) -> list[Channel]:
        """The channels, the one liked best first, then as they were."""
        known = [
            *self.profile.channels,
            *(each for each in ORDER if each not in self.profile.channels),
        ]
        best = self.cleaned_data.get("best")
        return sorted(known, key=lambda channel: channel != best)

    def add_faults(self, faults: dict[str, Any]) -> None:
        speaks = {"channels": "text", "forbidden": "text", "safe_times": "when"}
        super().add_faults({speaks.get(field, field): words for field, words in faults.items()})


def _quoted(texts: Mapping[str, str]) -> dict[str, str]:
    return {
        key: __("“%(words)s”") % {"words": " ".join(text.split())} for key, text in texts.items()
    }


def shown(profile: messaging.ProfileRecord) -> dict[str, Any]:
    """What the fields show of a profile."""
    said: dict[str, Any] = {
        field: _use_of(profile, channel)
        for field, channel in zip(("text", "mail", "letter", "phone"), ORDER, strict=True)
    }
    for number, span in enumerate(profile.safe_times[:MOST_SPANS], start=1):
        said |= {
            f"days_{number}": [str(day) for day in span.days],
            f"since_{number}": span.since,
            f"until_{number}": span.until,
        }
    return said | {
        "text_number": readable(profile.text_number),
        "phone_number": readable(profile.phone_number),
        "email": profile.email,
        "post": "\n".join(profile.post),
        "may_leave_message": "yes" if profile.may_leave_message else "no",
        "best": profile.channels[0] if profile.channels else None,
        "when": THESE if profile.safe_times else ANY_TIME,
        "quiet_from": profile.quiet_from,
        "quiet_to": profile.quiet_to,
        "signed_as": profile.signed_as,
        "signature_name": profile.signature_name,
        "may_name": "yes" if profile.may_name else "no",
    }


def shown_as_changes(profile: messaging.ProfileRecord) -> dict[str, Any]:
    """A profile as `changes` would say it, to be compared with."""
    names = (
        "channels", "forbidden", "email", "post", "may_leave_message", "safe_times", "quiet_from",
        "quiet_to", "signed_as", "signature_name", "may_name", "language", "formats",
        "interpreter_language", "share_needs",
    )  # fmt: skip
    same = {name: getattr(profile, name) for name in names}
    return same | {
        "text_number": readable(profile.text_number),
        "phone_number": readable(profile.phone_number),
    }


def _use_of(profile: messaging.ProfileRecord, channel: Channel) -> str:
    if channel in profile.channels:
        return YES
    return NEVER if channel in profile.forbidden else LAST


def readable(number: str) -> str:
    """A number as people read it; as it is kept where it cannot be read."""
    try:
        return readable_number(number) if number else ""
    except ValidationError:
        return number
