"""Safe-contact profiles: one's own, and those that a coordinator works with. Never a carer's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.messaging.models import Message, SafeContact
from alongside.domain.messaging.records import (
    Channel,
    ProfileRecord,
    ReviewRow,
    SafeTime,
    SignedAs,
)
from alongside.domain.messaging.rules.seeing import coordinates
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import NotFound


def visible_profiles(actor: Actor) -> QuerySet[SafeContact]:
    """The profiles that the actor may see: their own, and as a coordinator those of people whom
    their organisation looks after or has written to, unless these are kept and not used."""
    if actor.is_system:
        return SafeContact.objects.all()
    seen = Q(person_id=actor.person_id) if actor.person_id else Q(pk__in=())
    own = coordinates(actor)
    if own:
        written = Message.objects.filter(
            person_id=OuterRef("person_id"), organisation_id__in=own, to_kind="person"
        )
        seen |= Q(organisation_id__in=own) | Q(Exists(written))
        here = people.service()
        if here is not None and here.organisation_id in own:
            seen |= Q(organisation=None)
    kept = people.restricted() - {actor.person_id}
    return SafeContact.objects.filter(seen).exclude(person__in=kept)


def profile(person_id: UUID, *, actor: Actor) -> ProfileRecord:
    """How a person may be reached. Raises NotFound unless it is the actor's own or they coordinate
    where the person is looked after; a carer never sees it."""
    row = visible_profiles(actor).filter(person_id=person_id).first()
    if row is None:
        raise NotFound("messaging.safecontact")
    return profile_record(row)


def own_profile(person_id: UUID) -> ProfileRecord:
    """The profile behind a signed link: the page that opened the link vouches for it.

    Raises NotFound where there is none."""
    row = SafeContact.objects.filter(person_id=person_id).first()
    if row is None:
        raise NotFound("messaging.safecontact")
    return profile_record(row)


def needs_of(person_ids: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    """What people need, in words, for showing beside their names: one query. Who has said nothing
    is left out."""
    rows = SafeContact.objects.filter(person_id__in=set(person_ids))
    found = rows.values_list("person_id", "formats", "interpreter_language")
    needs = {person: in_words(formats, language) for person, formats, language in found}
    return {person: words for person, words in needs.items() if words}


def in_words(slugs: Iterable[str], interpreter_language: str = "") -> tuple[str, ...]:
    """Recorded formats and support as people say them, an interpreter with the language."""
    spoken = {
        term.slug
        for term in catalogue.terms("format")
        if interpreter_language and term.content.get("with_language") == "yes"
    }
    return tuple(
        _("%(need)s: %(language)s")
        % {
            "need": catalogue.label("format", slug),
            "language": catalogue.label("language", interpreter_language),
        }
        if slug in spoken
        else catalogue.label("format", slug)
        for slug in slugs
    )


def reviews_due(*, actor: Actor, at: datetime) -> tuple[ReviewRow, ...]:
    """The profiles whose review date has come, the oldest first: one query, 200 at most."""
    rows = (
        reviewable(actor, at)
        .order_by("review_on", "pk")
        .values_list("person_id", "person__name", "formats", "interpreter_language", "review_on")
    )
    return tuple(
        ReviewRow(person, name, in_words(formats, language), review_on)
        for person, name, formats, language, review_on in rows[:200]
        if review_on is not None
    )


def reviewable(actor: Actor, at: datetime) -> QuerySet[SafeContact]:
    """The profiles that the actor has to ask about again: nobody their own."""
    due = visible_profiles(actor).filter(review_on__lte=london_date(at))
    return due.exclude(person_id=actor.person_id) if actor.person_id else due


def profile_record(row: SafeContact) -> ProfileRecord:
    """The record of a row."""
    return ProfileRecord(
        person_id=row.person_id,
        channels=tuple(Channel(each) for each in row.channels),
        forbidden=tuple(Channel(each) for each in row.forbidden),
        text_number=row.text_number,
        email=row.email,
        phone_number=row.phone_number,
        post=tuple(row.post),
        may_leave_message=row.may_leave_message,
        safe_times=tuple(
            SafeTime(
                tuple(each["days"]),
                time.fromisoformat(each["since"]),
                time.fromisoformat(each["until"]),
            )
            for each in row.safe_times
        ),
        quiet_from=row.quiet_from,
        quiet_to=row.quiet_to,
        signed_as=SignedAs(row.signed_as),
        signature_name=row.signature_name,
        may_name=row.may_name,
        language=row.language,
        formats=tuple(row.formats),
        interpreter_language=row.interpreter_language,
        share_needs=row.share_needs,
        identified_on=row.identified_on,
        review_on=row.review_on,
        texts_stopped=row.texts_stopped_at is not None,
        undo_until=row.undo_until,
    )
