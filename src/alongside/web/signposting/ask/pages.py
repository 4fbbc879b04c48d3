"""From a group, and from what was answered, to what the pages of asking show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.directory import public as directory
from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.domain.signposting import public as signposting
from alongside.foundation.actor import Actor
from alongside.foundation.errors import NotFound
from alongside.web.shared import listing_words as words
from alongside.web.shared.nearby import others_near
from alongside.web.shared.parts import Row
from alongside.web.signposting import contact
from alongside.web.signposting.ask.forms import known_help


def group_of(listing_id: UUID) -> directory.ListingRecord:
    """The public group. Raises NotFound, also for a resource."""
    listing = directory.public_listing(listing_id)
    if listing.kind != "group":
        raise NotFound("directory.listing")
    return listing


@dataclass(frozen=True)
class Room:
    """Whether there is room, and who is near where there is none."""

    full: bool
    others: tuple[tuple[str, str, str], ...] = ()


def room_in(listing: directory.ListingRecord, at: datetime) -> Room:
    """The room in a group at this moment."""
    places = signposting.places([listing.id]).get(listing.id)
    full = listing.full or (places is not None and places.free == 0)
    return Room(full, others_near(listing, at) if full else ())


@dataclass(frozen=True)
class WayIn:
    """How people come to a group that cannot be asked here. `near` asks for others like it."""

    referred: bool
    notes: str
    contacts: tuple[tuple[str, str, str], ...]
    others: tuple[tuple[str, str, str], ...]
    nothing_suits: str


def way_in(listing: directory.ListingRecord, at: datetime) -> WayIn:
    """What somebody does instead of asking."""
    content = listing.content
    return WayIn(
        referred=content.joining == "referral",
        notes=content.joining_notes,
        contacts=words.contacts(content),
        others=others_near(listing, at),
        nothing_suits=_nothing_suits(content),
    )


def _nothing_suits(content: directory.Content) -> str:
    """The page on which nothing suited, as if somebody had looked for a group like this one."""
    conditions = content.conditions or ()
    codes = [catalogue.outward_of(place.postcode) for place in content.places if place.postcode]
    looked = {
        "near": next((code for code in codes if code), ""),
        "condition": conditions[0] if len(conditions) == 1 else "",
    }
    query = urlencode({name: value for name, value in looked.items() if value})
    address = reverse("signposting:none_of_these")
    return f"{address}?{query}" if query else address


def profile_of(actor: Actor) -> messaging.ProfileRecord | None:
    """What somebody who is signed in chose before; nothing of whoever is at work, since they ask
    for somebody else."""
    if actor.person_id is None or actor.grants:
        return None
    try:
        return messaging.profile(actor.person_id, actor=actor)
    except NotFound:
        return messaging.ProfileRecord(actor.person_id)


def known_of(actor: Actor) -> dict[str, Any]:
    """What the fields show of somebody who is signed in: nobody is asked twice."""
    profile = profile_of(actor)
    if profile is None:
        return {}
    return contact.known(profile) | {
        "name": actor.name,
        "share_with_group": people.has_consent(profile.person_id, "share-with-group"),
    }


def known_help_of(actor: Actor) -> dict[str, Any]:
    """What the fields show of what somebody who is signed in needed before."""
    profile = profile_of(actor)
    return known_help(profile) if profile is not None else {}


def _discretion(answers: Mapping[str, Any]) -> str:
    """What messages give away, and when they come, in one sentence for each."""
    signed = {
        contact.NEUTRAL: _("They end with no name."),
        contact.SERVICE: _("They end with the name of this service."),
        contact.FIRST_NAME: _("They end with %(name)s.") % {"name": answers["signature_name"]},
    }
    named = _("They may say which group it is.")
    unnamed = _("They do not say which group it is.")
    return "\n".join(
        (
            named if answers["may_name"] else unnamed,
            signed[answers["signed_as"]],
            contact.safe_words(answers),
        )
    )


def help_words(answers: Mapping[str, Any]) -> list[str]:
    """What would help, in words."""
    helps = signposting.help_in_words(
        answers.get("help_to_come", ()), answers.get("interpreter_language", "")
    )
    return [*helps, *messaging.in_words(answers.get("formats", ()))]


def rows(answers: Mapping[str, Any], change: Callable[[str], str]) -> tuple[Row, ...]:
    """All answers, each with the page on which it is changed."""
    reach, wishes = change("ask"), change("help")
    channel = dict(contact.CHANNELS)[answers["channel"]]
    at = contact.reached_at(answers)
    told = [
        Row(_("Your name"), answers["name"], reach),
        Row(_("How you hear from us"), f"{channel}: {at}", reach),
        Row(
            _("Leave a message"),
            _("Yes") if answers["may_leave_message"] else _("No"),
            reach,
        ),
        Row(
            _("The group may have this, once it has said yes"),
            _("Yes") if answers["share_with_group"] else _("No"),
            reach,
        ),
        Row(_("Our messages to you"), _discretion(answers), reach),
        Row(
            _("What would help you come"),
            "\n".join(help_words(answers)) or _("Nothing"),
            wishes,
        ),
    ]
    note = answers.get("note", "")
    if note:
        told.append(Row(_("What the group should know"), note, wishes))
    return tuple(told)


def agreed(answers: Mapping[str, Any]) -> tuple[str, ...]:
    """The words to which somebody agrees by sending."""
    purposes = ["join-request"] + (["share-with-group"] if answers["share_with_group"] else [])
    return tuple(people.consent_words(purpose).words for purpose in purposes)
