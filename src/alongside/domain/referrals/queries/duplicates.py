"""Referrals that may be one and the same person's."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from alongside.domain.people import public as people
from alongside.domain.referrals.models import Joined, Referral
from alongside.domain.referrals.queries.lists import shown_state
from alongside.domain.referrals.queries.visible import coordinated
from alongside.domain.referrals.records import Duplicate, JoinedRecord
from alongside.domain.referrals.states import OPEN
from alongside.foundation.actor import Actor
from alongside.foundation.scoping import get_visible

MOST = 10


def suggest_duplicates(referral_id: UUID, *, actor: Actor, at: datetime) -> tuple[Duplicate, ...]:
    """Other open referrals to the same service that may be the same person's, each with why: the
    same NHS number, name, date of birth, number or address. Nobody is joined by it.

    Two different NHS numbers, or two dates of birth, are two people. Raises NotFound when out of
    sight."""
    return duplicates_of(get_visible(coordinated(actor, at=at), referral_id), actor=actor, at=at)


def duplicates_of(row: Referral, *, actor: Actor, at: datetime) -> tuple[Duplicate, ...]:
    """As `suggest_duplicates`, of a row that the actor may see: two queries."""
    same = Q(pk__in=[])
    for column in ("nhs_digest", "name_digest", "reach_digest"):
        if getattr(row, column):
            same |= Q(**{column: getattr(row, column)})
    others = coordinated(actor, at=at).filter(same, service_id=row.service_id)
    others = others.filter(state__in=sorted(OPEN)).exclude(pk=row.pk)
    likely = [one for one in others.order_by("-made_at", "pk")[: MOST * 3] if _may_be_one(row, one)]
    names = people.names([one.person_id for one in likely])
    return tuple(
        Duplicate(
            one.pk,
            one.reference,
            names.get(one.person_id, ""),
            shown_state(one),
            one.made_on,
            one.born,
            _why(row, one),
        )
        for one in likely[:MOST]
    )


def _may_be_one(row: Referral, one: Referral) -> bool:
    other_number = row.nhs_digest and one.nhs_digest and row.nhs_digest != one.nhs_digest
    other_birth = row.born and one.born and row.born != one.born
    same_number = bool(row.nhs_digest) and row.nhs_digest == one.nhs_digest
    return not other_number and (same_number or not other_birth)


def _why(row: Referral, one: Referral) -> tuple[str, ...]:
    same_name = row.name_digest == one.name_digest
    found = [
        (bool(row.nhs_digest) and row.nhs_digest == one.nhs_digest, _("the same NHS number")),
        (same_name, _("the same name")),
        (row.born is not None and row.born == one.born, _("the same date of birth")),
        (
            bool(row.reach_digest) and row.reach_digest == one.reach_digest,
            _("the same number or address"),
        ),
        (bool(row.practice) and row.practice == one.practice, _("the same practice")),
        (not same_name, _("but another name")),
        (bool(row.born and one.born and row.born != one.born), _("but another date of birth")),
    ]
    return tuple(words for true, words in found if true)


def joined_records(row: Referral, actor: Actor) -> tuple[JoinedRecord, ...]:
    """The joinings of a referral that stand or are proposed: two queries."""
    rows = Joined.objects.filter(Q(kept=row) | Q(other=row), ended_at=None)
    found = list(rows.select_related("kept", "other").order_by("proposed_at", "pk"))
    names = people.names(
        {one for each in found for one in (each.by_first_id, each.by_second_id) if one}
    )
    return tuple(
        JoinedRecord(
            joined_id=each.pk,
            referral_id=(each.other if each.kept_id == row.pk else each.kept).pk,
            reference=(each.other if each.kept_id == row.pk else each.kept).reference,
            keeps=each.kept_id == row.pk,
            by_first=names.get(each.by_first_id, ""),
            by_second=names.get(each.by_second_id, "") if each.by_second_id else "",
            may_confirm=each.joined_at is None and actor.person_id != each.by_first_id,
        )
        for each in found
    )
