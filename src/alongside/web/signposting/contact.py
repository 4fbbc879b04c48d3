"""How somebody may be reached: asked in the same words wherever it is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any
from uuid import uuid4

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from alongside.domain.messaging import public as messaging
from alongside.domain.signposting import public as signposting
from alongside.web.shared.forms import (
    BooleanField,
    CharField,
    ChoiceField,
    EmailField,
    Form,
    Look,
    PhoneField,
    PostcodeField,
    TimeField,
    shown_number,
    spoken_time,
)
from alongside.web.shared.listing_words import listed
from alongside.web.shared.words import Words

Answers = dict[str, Any]
TEXT, PHONE, EMAIL, LETTER = "text", "phone", "email", "letter"
NEUTRAL, SERVICE, FIRST_NAME = "neutral", "service", "first_name"
ANY_TIME, BETWEEN, KEPT = "any", "between", "kept"
EVERY_DAY = tuple(range(7))

CHANNELS: tuple[tuple[str, Words], ...] = (
    (TEXT, _("Send me a text")),
    (PHONE, _("Ring me")),
    (EMAIL, _("Send me an email")),
    (LETTER, _("Send me a letter")),
)
ENVELOPE = ("envelope", "street", "street_more", "town", "postcode")
SIGNED: tuple[tuple[str, Words], ...] = (
    (NEUTRAL, _("With no name")),
    (FIRST_NAME, _("With a first name")),
    (SERVICE, _("With the name of this service")),
)
# What each way needs, field by field.
_MISSING: dict[str, dict[str, Words]] = {
    TEXT: {TEXT: _("Enter a mobile number")},
    PHONE: {PHONE: _("Enter a telephone number")},
    EMAIL: {EMAIL: _("Enter an email address")},
    LETTER: {
        "envelope": _("Enter a name for the envelope"),
        "street": _("Enter the first line of your address"),
        "town": _("Enter your town or city"),
        "postcode": _("Enter your postcode"),
    },
}


class ContactForm(Form):
    """A name, one way of being reached, and what messages may give away.

    `answers` are plain values that can be held; `contact_of` makes of them what the domain takes.
    Only the number or address of the way that was chosen is kept. Who chose finer times elsewhere
    (`profile`) may keep them."""

    name = CharField(
        label=_("What shall we call you?"),
        called=_("a name that you like to be called by"),
        hint=_("A first name is enough."),
        max_length=100,
        look=Look(width=20, autocomplete="given-name", spellcheck=False),
    )
    channel = ChoiceField(
        label=_("How do you want to hear from us?"),
        called=_("how you want to hear from us"),
        choices=list(CHANNELS),
        look=Look(
            size="s",
            hints={LETTER: _("A letter takes some days.")},
            reveals={TEXT: "text", PHONE: "phone", EMAIL: "email", LETTER: ENVELOPE},
        ),
    )
    text = PhoneField(
        label=_("Mobile number"),
        called=_("a mobile number"),
        required=False,
        look=Look(width=20, autocomplete="tel"),
    )
    phone = PhoneField(
        label=_("Telephone number"),
        called=_("a telephone number"),
        required=False,
        look=Look(width=20, autocomplete="tel"),
    )
    email = EmailField(
        label=_("Email address"),
        called=_("an email address"),
        required=False,
        look=Look(autocomplete="email"),
    )
    envelope = CharField(
        label=_("Name on the envelope"),
        called=_("a name for the envelope"),
        hint=_("Leave it empty for the name above."),
        required=False,
        max_length=60,
        look=Look(width=20, autocomplete="name", spellcheck=False),
    )
    street = CharField(
        label=_("Address line 1"),
        called=_("the first line of your address"),
        required=False,
        max_length=60,
        look=Look(autocomplete="address-line1", spellcheck=False),
    )
    street_more = CharField(
        label=_("Address line 2 (optional)"),
        called=_("the second line of your address"),
        required=False,
        max_length=60,
        look=Look(autocomplete="address-line2", spellcheck=False),
    )
    town = CharField(
        label=_("Town or city"),
        called=_("your town or city"),
        required=False,
        max_length=60,
        look=Look(width=20, autocomplete="address-level2", spellcheck=False),
    )
    postcode = PostcodeField(
        label=_("Postcode"),
        called=_("your postcode"),
        required=False,
        look=Look(width=10, autocomplete="postal-code"),
    )
    may_leave_message = BooleanField(
        label=_("You may leave a message when I do not answer the phone"), required=False
    )
    signed_as = ChoiceField(
        label=_("How shall our messages be signed?"),
        called=_("how our messages shall be signed"),
        choices=list(SIGNED),
        initial=NEUTRAL,
        required=False,
        look=Look(size="s", small=True, reveals={FIRST_NAME: "signature_name"}),
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
        label=_("May a message say which group it is?"),
        called=_("whether a message may say which group it is"),
        hint=_("Somebody else may see your phone or your emails."),
        choices=[("no", _("No")), ("yes", _("Yes"))],
        initial="no",
        required=False,
        look=Look(size="s", small=True),
    )
    safe = ChoiceField(
        label=_("When is it safe to write to you or ring you?"),
        called=_("when it is safe"),
        choices=[
            (ANY_TIME, _("At any time of the day")),
            (BETWEEN, _("Only between two times")),
            (KEPT, _("Only at the times that I chose before")),
        ],
        initial=ANY_TIME,
        required=False,
        look=Look(size="s", small=True, reveals={BETWEEN: ("safe_from", "safe_to")}),
    )
    safe_from = TimeField(
        label=_("From"), called=_("the beginning"), hint=_("Like 9am"), required=False,
        look=Look(width=5),
    )  # fmt: skip
    safe_to = TimeField(
        label=_("To"), called=_("the end"), hint=_("Like 3:30pm"), required=False,
        look=Look(width=5),
    )  # fmt: skip

    def __init__(
        self, *args: Any, profile: messaging.ProfileRecord | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._post = profile.post if profile is not None else ()
        safe: Any = self.fields["safe"]
        if profile is not None and _is_finer(profile.safe_times):
            hints = {KEPT: "; ".join(_span_words(span) for span in profile.safe_times)}
            safe.look = replace(safe.look, hints=hints)
        else:
            safe.choices = [each for each in safe.choices if each[0] != KEPT]

    def clean(self) -> dict[str, Any] | None:
        said = self.cleaned_data
        if not said.get("envelope"):
            said["envelope"] = said.get("name", "")
        for field, words in _MISSING.get(said.get("channel", ""), {}).items():
            if field not in self.errors and not said.get(field):
                self.add_error(field, words)
        if said.get("signed_as") == FIRST_NAME and not said.get("signature_name"):
            self.add_error("signature_name", _("Enter the first name that messages end with"))
        if said.get("safe") == BETWEEN:
            self._check_times(said)
        return said

    def _check_times(self, said: Mapping[str, Any]) -> None:
        since, until = said.get("safe_from"), said.get("safe_to")
        if since is None and "safe_from" not in self.errors:
            self.add_error("safe_from", _("Enter the time from which it is safe"))
        if until is None and "safe_to" not in self.errors:
            self.add_error("safe_to", _("Enter the time until which it is safe"))
        if since is not None and until is not None and since >= until:
            self.add_error("safe_to", _("The end must be later than the beginning"))

    def answers(self) -> Answers:
        """What a valid form says."""
        said = self.cleaned_data
        channel = said["channel"]
        return {
            "name": said.get("name", ""),
            "channel": channel,
            "number": said[channel] if channel in (TEXT, PHONE) else "",
            "email": said["email"] if channel == EMAIL else "",
            "post": self._address(said) if channel == LETTER else [],
            "may_leave_message": said["may_leave_message"],
            "signed_as": said["signed_as"] or NEUTRAL,
            "signature_name": said["signature_name"] if said["signed_as"] == FIRST_NAME else "",
            "may_name": said["may_name"] == "yes",
            "safe": said["safe"] or ANY_TIME,
            "safe_from": said["safe_from"].isoformat() if said["safe"] == BETWEEN else "",
            "safe_to": said["safe_to"].isoformat() if said["safe"] == BETWEEN else "",
        }

    def _address(self, said: Mapping[str, Any]) -> list[str]:
        """The lines of the address; those that they were where nothing was changed."""
        lines = [said[part] for part in ENVELOPE if said[part]]
        return list(self._post) if _envelope(self._post) == _envelope(lines) else lines

    @classmethod
    def shown(cls, answers: Mapping[str, Any]) -> Answers:
        """What the fields show of answers that were given before."""
        if not answers:
            return {}
        channel = answers.get("channel", "")
        return {
            **answers,
            "may_name": "yes" if answers.get("may_name") else "no",
            "safe_from": _time(answers.get("safe_from", "")),
            "safe_to": _time(answers.get("safe_to", "")),
            TEXT: answers.get("number", "") if channel == TEXT else "",
            PHONE: answers.get("number", "") if channel == PHONE else "",
            **_envelope(answers.get("post", ())),
        }

    def add_faults(self, faults: dict[str, Any]) -> None:
        channel = self.data.get("channel", "")
        speaks = {"number": channel, "post": "street", "safe_times": "safe"}
        super().add_faults({speaks.get(field, field): words for field, words in faults.items()})

    @property
    def private_open(self) -> bool:
        """Whether the part on what messages give away stands open: it says something unusual, or
        has a fault."""
        usual = {"signed_as": NEUTRAL, "may_name": "no", "safe": ANY_TIME}
        unusual = any(self[name].value() not in (None, "", one) for name, one in usual.items())
        inside = {*usual, "signature_name", "safe_from", "safe_to"}
        return unusual or bool(inside & set(self.errors))


def known(profile: messaging.ProfileRecord) -> Answers:
    """What the fields show of what somebody chose before, here or elsewhere."""
    finer, spans = _is_finer(profile.safe_times), profile.safe_times
    return {
        "channel": str(profile.channels[0]) if profile.channels else "",
        TEXT: shown_number(profile.text_number),
        PHONE: shown_number(profile.phone_number),
        EMAIL: profile.email,
        **_envelope(profile.post),
        "may_leave_message": profile.may_leave_message,
        "signed_as": profile.signed_as,
        "signature_name": profile.signature_name,
        "may_name": "yes" if profile.may_name else "no",
        "safe": KEPT if finer else BETWEEN if spans else ANY_TIME,
        "safe_from": spans[0].since if spans and not finer else None,
        "safe_to": spans[0].until if spans and not finer else None,
    }


def contact_of(answers: Mapping[str, Any], **more: Any) -> signposting.ContactAnswers:
    """Answers of the form, as the domain takes them."""
    return signposting.ContactAnswers(
        channel=answers["channel"],
        number=answers["number"],
        email=answers["email"],
        post=tuple(answers["post"]),
        may_leave_message=answers["may_leave_message"],
        signed_as=answers["signed_as"],
        signature_name=answers["signature_name"],
        may_name=answers["may_name"],
        safe_times=_safe_times(answers),
        **more,
    )


def reached_at(answers: Mapping[str, Any]) -> str:
    """The number or address that was given, in one line."""
    return answers["number"] or answers["email"] or ", ".join(answers["post"])


def examples(at: datetime) -> messaging.Examples:
    """Texts as they would come to somebody who chose nothing, and to who lets us name the group."""
    return messaging.examples(messaging.ProfileRecord(uuid4()), at=at)


def safe_words(answers: Mapping[str, Any]) -> str:
    """When it is safe, in words."""
    if answers["safe"] == KEPT:
        return __("They come at the times that you chose before.")
    since, until = _time(answers["safe_from"]), _time(answers["safe_to"])
    if since is None or until is None:
        return __("They come in the day, never at night.")
    told = {"start": spoken_time(since), "end": spoken_time(until)}
    return __("They come between %(start)s and %(end)s.") % told


def _safe_times(answers: Mapping[str, Any]) -> tuple[messaging.SafeTime, ...] | None:
    """The times as the domain takes them; None for those that stay as they are."""
    if answers["safe"] == KEPT:
        return None
    since, until = _time(answers["safe_from"]), _time(answers["safe_to"])
    if since is None or until is None:
        return ()
    return (messaging.SafeTime(EVERY_DAY, since, until),)


def _envelope(lines: Sequence[str]) -> Answers:
    """The lines of an address as the fields show them: the last two are town and postcode, and
    before the street stands a name, where there are lines enough."""
    if len(lines) < 3:
        return {"street": ", ".join(lines[:-1]), "postcode": lines[-1]} if lines else {}
    *before, town, postcode = lines
    name, street, *more = before if len(before) > 1 else ("", *before)
    return {
        "envelope": name,
        "street": street,
        "street_more": ", ".join(more),
        "town": town,
        "postcode": postcode,
    }


def _is_finer(spans: tuple[messaging.SafeTime, ...]) -> bool:
    """Whether the times say more than *between two times* can."""
    if not spans:
        return False
    first = spans[0]
    return len(spans) > 1 or set(first.days) != set(EVERY_DAY) or first.until <= first.since


def _span_words(span: messaging.SafeTime) -> str:
    told = {
        "days": listed([str(WEEKDAYS[day]) for day in span.days]),
        "start": spoken_time(span.since),
        "end": spoken_time(span.until),
    }
    return __("%(days)s between %(start)s and %(end)s") % told


def _time(text: str) -> time | None:
    return time.fromisoformat(text) if text else None
