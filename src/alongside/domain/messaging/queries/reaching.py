"""How recipients may be reached at this moment: many of them in a few queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model

from alongside.domain.messaging.models import Message, Number, SafeContact
from alongside.domain.messaging.queries.profiles import profile_record
from alongside.domain.messaging.records import Channel, ProfileRecord, Recipient, Template
from alongside.domain.messaging.rules.deciding import Reach
from alongside.domain.messaging.rules.numbers import as_mobile, digest_of
from alongside.domain.messaging.states import MessageState
from alongside.domain.people import public as people
from alongside.foundation.statements import read

# What a first text can have come to when it never arrived.
_FAILED = (
    MessageState.DEAD,
    MessageState.CANNOT_SEND,
    MessageState.SETTLED,
    MessageState.CANCELLED,
)


_ANY_HOUR = frozenset({"staff", "address", "number"})


@dataclass(frozen=True)
class Known:
    """What is known of one recipient. `reach` is None where nobody noted how to reach them."""

    reach: Reach | None
    first_texted_at: datetime | None = None
    first_text_failed: bool = False
    first_text_there: bool = False

    def for_kind(self, template: Template, kind: str) -> Reach | None:
        """The reach for one kind of message: staff and sign-in can have mail at any hour, and
        whoever has just written to us is answered, also when what they wrote was STOP."""
        reach = self.reach
        if reach is not None and kind == "number":
            reach = replace(reach, texts_stopped=False)
        if reach is None or not template.any_hour or kind not in _ANY_HOUR:
            return reach
        return replace(reach, safe_times=(), quiet_from=time(0), quiet_to=time(0))


def first_text_key(digest: str) -> str:
    """The key of the first text to a number: there is one."""
    return f"first_text/{digest}"


def recipient_of(message: Message) -> Recipient:
    """Whom a message is for."""
    return Recipient(message.to_kind, person_id=message.person_id, **message.contact)


def known_of(
    recipients: Sequence[Recipient],
    new: Iterable[ProfileRecord] = (),
    looked_up: Mapping[str, Number | None] = MappingProxyType({}),
) -> list[Known]:
    """What is known of each, in their order: five queries for any number of them.

    `new` are profiles of people who are about to be added, `looked_up` their numbers by digest."""
    given = {profile.person_id: profile for profile in new}
    ids = {one.person_id for one in recipients if one.person_id}
    profiles = _profiles(ids - given.keys()) | given
    emails = _account_emails(one.person_id for one in recipients if one.kind == "staff")
    kept = people.restricted(
        one.person_id
        for one in recipients
        if one.kind == "person" and one.person_id and one.person_id not in given
    )
    reaches = [_reach(one, profiles, emails, kept) for one in recipients]
    digests = {
        number: digest_of(number)
        for reach in reaches
        if reach is not None and (number := reach.addresses.get(Channel.TEXT))
    }
    unknown = [digest for digest in digests.values() if digest not in looked_up]
    numbers = {digest: number for digest, number in looked_up.items() if number is not None}
    if unknown:
        numbers |= numbers_of(unknown)
    never = [digest for digest in digests.values() if not _texted(numbers.get(digest))]
    firsts = _first_texts(never)
    return [_known(reach, digests, numbers, firsts) for reach in reaches]


def numbers_of(digests: Sequence[str]) -> dict[str, Number]:
    """What is known of numbers, by digest. One query."""
    columns = ("digest", "first_texted_at", "stopped_at")
    found = read(Number, columns, by="digest", values=digests)
    return {
        digest: Number(digest=digest, first_texted_at=first, stopped_at=stopped)
        for digest, first, stopped in found
    }


def _texted(number: Number | None) -> bool:
    return number is not None and number.first_texted_at is not None


def _known(
    reach: Reach | None,
    digests: dict[str, str],
    numbers: dict[str, Number],
    firsts: dict[str, str],
) -> Known:
    digest = digests.get(reach.addresses.get(Channel.TEXT, ""), "") if reach else ""
    number = numbers.get(digest)
    if reach is not None and number is not None and number.stopped_at is not None:
        reach = replace(reach, texts_stopped=True)
    return Known(
        reach,
        first_texted_at=number.first_texted_at if number else None,
        first_text_failed=firsts.get(digest) in _FAILED,
        first_text_there=digest in firsts,
    )


def _first_texts(digests: list[str]) -> dict[str, str]:
    """The states of the first texts to those numbers that have one."""
    if not digests:
        return {}
    keys = {first_text_key(digest): digest for digest in digests}
    found = read(Message, ("key", "state"), by="key", values=list(keys))
    return {keys[key]: state for key, state in found}


def _profiles(person_ids: Iterable[UUID]) -> dict[UUID, ProfileRecord]:
    wanted = set(person_ids)
    if not wanted:
        return {}
    rows = SafeContact.objects.filter(person_id__in=wanted)
    return {row.person_id: profile_record(row) for row in rows}


def _account_emails(person_ids: Iterable[UUID | None]) -> dict[Any, str]:
    wanted = set(person_ids)
    if not wanted:
        return {}
    users = get_user_model()._default_manager.filter(person__in=wanted, is_active=True)
    return dict(users.values_list("person", "email"))


def _reach(
    to: Recipient,
    profiles: dict[UUID, ProfileRecord],
    emails: dict[Any, str],
    kept: frozenset[UUID],
) -> Reach | None:
    profile = profiles.get(to.person_id) if to.person_id else None
    if to.kind == "person":
        reach = None if profile is None else _of_profile(profile)
        return replace(reach, restricted=True) if reach and to.person_id in kept else reach
    if to.kind == "staff":
        return _of_staff(profile, emails.get(to.person_id, ""))
    mobile = as_mobile(to.phone)
    if to.kind == "number":
        return Reach((Channel.TEXT,), {Channel.TEXT: mobile}, language=to.language)
    addresses = {Channel.TEXT: mobile, Channel.EMAIL: to.email}
    # Only what is there: a group that publishes no mobile number has not refused texts.
    given = {channel: address for channel, address in addresses.items() if address}
    return Reach(
        channels=tuple(given) or (Channel.EMAIL,),
        addresses=given,
        language=to.language,
        signed_as="service",
    )


def _of_profile(profile: ProfileRecord) -> Reach:
    return Reach(
        channels=profile.channels,
        addresses={
            Channel.TEXT: profile.text_number,
            Channel.EMAIL: profile.email,
            Channel.LETTER: "\n".join(profile.post),
        },
        forbidden=frozenset(profile.forbidden),
        texts_stopped=profile.texts_stopped,
        safe_times=profile.safe_times,
        quiet_from=profile.quiet_from,
        quiet_to=profile.quiet_to,
        language=profile.language,
        formats=profile.formats,
        may_name=profile.may_name,
        signed_as=profile.signed_as,
        signature_name=profile.signature_name,
    )


def _of_staff(profile: ProfileRecord | None, email: str) -> Reach:
    """A role holder: the account's address, and texts where their own profile allows them."""
    addresses = {Channel.EMAIL: email}
    channels: tuple[Channel, ...] = (Channel.EMAIL,)
    if profile is not None and Channel.TEXT in profile.channels:
        addresses[Channel.TEXT] = profile.text_number
        channels = (Channel.EMAIL, Channel.TEXT) if email else (Channel.TEXT,)
    return Reach(
        channels=channels,
        addresses=addresses,
        forbidden=frozenset(profile.forbidden) if profile else frozenset(),
        texts_stopped=profile.texts_stopped if profile else False,
        signed_as="service",
    )
