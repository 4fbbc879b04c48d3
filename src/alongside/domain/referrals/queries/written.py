"""A referral as whoever wrote it at work sees it: just sent, taken back, or to be corrected."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from alongside.domain.people import public as people
from alongside.domain.referrals import rules
from alongside.domain.referrals.models import Referral
from alongside.domain.referrals.queries.one import barriers_of, number_of, reach_of
from alongside.domain.referrals.queries.practices import made_row
from alongside.domain.referrals.queries.story import told_story
from alongside.domain.referrals.queries.visible import made_by
from alongside.domain.referrals.records import Given, WrittenRecord
from alongside.domain.referrals.states import BEFORE_RECEIVED, ReferralState
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.scoping import get_visible


def written(referral_id: UUID, *, actor: Actor, at: datetime) -> WrittenRecord:
    """What the actor wrote, and how it stands. Raises NotFound unless the actor wrote it, and while
    the person's details are kept and not used."""
    row = get_visible(_usable(actor).select_related("fit", "episode"), referral_id)
    known = people.person_name(row.person_id)
    day = london_date(row.sent_at)
    reach = reach_of(row.person_id)
    return WrittenRecord(
        row=made_row(row, known, at),
        service_name=people.organisation(row.service_id).name,
        condition=row.condition,
        reason=row.reason,
        about_me=row.about_me,
        barriers=barriers_of(row.barriers),
        undo_until=rules.undo_until(row.sent_at),
        decided_by=row.due_on
        if row.state not in BEFORE_RECEIVED
        else rules.due_on(ReferralState.RECEIVED, day),
        reached_by=reach.channel if reach else "",
        story=told_story(row) if row.tells_referrer else (),
    )


def draft(referral_id: UUID, *, actor: Actor) -> Given:
    """What a draft says, for correcting it. Raises NotFound unless the actor wrote it and took it
    back; and while the person's details are kept and not used."""
    row = get_visible(_usable(actor).filter(state=ReferralState.DRAFT), referral_id)
    return Given(
        name=people.person_name(row.person_id),
        reach=reach_of(row.person_id),
        wants=row.wants,
        agreed=True,
        practice=row.practice,
        condition=row.condition,
        reason=row.reason,
        about_me=row.about_me,
        barriers=tuple(row.barriers),
        risk=row.risk,
        born=row.born,
        nhs_number=number_of(row),
    )


def _usable(actor: Actor) -> QuerySet[Referral]:
    return made_by(actor).exclude(person__in=people.restricted())


def last_written(*, actor: Actor) -> tuple[str, str]:
    """The practice and the kind of writer of the actor's last referral, so that nobody types them
    twice; "" each for the first."""
    found = made_by(actor).filter(made_by__in=("clinician", "link_worker")).order_by("-made_at")
    return found.values_list("practice", "made_by").first() or ("", "")
