"""What became of the referrals of one practice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Q

from alongside.domain.people import public as people
from alongside.domain.referrals import rules
from alongside.domain.referrals.figure_records import OutsideCounts, PracticeCounts
from alongside.domain.referrals.models import Referral
from alongside.domain.referrals.queries.visible import made_by, require_referrer
from alongside.domain.referrals.records import MadeRow
from alongside.domain.referrals.states import BEFORE_RECEIVED, ReferralState
from alongside.engines.evaluation import protect
from alongside.foundation.actor import Actor
from alongside.foundation.clock import add_months, london_date
from alongside.foundation.errors import Refused
from alongside.foundation.paging import Page, page_of


def counts_of(practice: str, *, since: datetime, at: datetime) -> PracticeCounts:
    """The practice's referrals that were made since then: one query. A decision that can still be
    taken back is told to nobody, so it counts as open."""
    told = ~Q(before__isnull=False, changed_at__gt=at - rules.UNDO_FOR)
    declined = Q(state=ReferralState.DECLINED)
    waiting = Q(state__in=("received", "accepted", "waiting")) | (declined & ~told)
    rows = Referral.objects.filter(practice=practice, made_at__gte=since)
    rows = rows.exclude(state__in=sorted(BEFORE_RECEIVED)).exclude(received_on=None)
    rows = rows.filter(follows=None)
    found = rows.aggregate(
        made=Count("pk"),
        waiting=Count("pk", filter=waiting),
        contacted=Count("pk", filter=Q(contacted_on__isnull=False)),
        attended=Count("pk", filter=Q(attended_on__isnull=False)),
        declined=Count("pk", filter=declined & told),
        fitted=Count("pk", filter=Q(fit__grade="good")),
        graded=Count("pk", filter=Q(fit__isnull=False)),
    )
    return PracticeCounts(practice=practice, **found)


def referrals_of_practice(practice: str, *, actor: Actor, at: datetime) -> PracticeCounts:
    """How the practice's referrals of the last half year stand, as numbers alone: what the weekly
    digest says. Raises Refused for whoever introduces nobody at work."""
    require_referrer(actor)
    return counts_of(practice, since=at - rules.DIGEST_FOR, at=at)


def introduced_from(practices: Iterable[str], *, actor: Actor, at: datetime) -> OutsideCounts:
    """What became of the referrals of these practices together, in the twelve whole months before
    this one, so that nobody shows as a change from one day to the next: 0 stays 0, 1 to 7 are
    hidden, the rest is rounded to 5, for everybody; whoever came was reached. Never who was
    declined: with who was reached that nearly makes the whole (`docs/adr/0180`). One query.

    Raises Refused for whoever neither introduces somebody at work nor runs an organisation."""
    if not (rules.may_refer(actor) or actor.holds(people.Role.ORG_ADMIN)):
        raise Refused("only staff see what became of introductions")
    until = london_date(at).replace(day=1)
    since = add_months(until, -12)
    rows = Referral.objects.filter(
        practice__in=set(practices), received_on__gte=since, received_on__lt=until, follows=None
    )
    counts = rows.aggregate(
        made=Count("pk"),
        contacted=Count("pk", filter=Q(contacted_on__isnull=False) | Q(attended_on__isnull=False)),
        attended=Count("pk", filter=Q(attended_on__isnull=False)),
    )
    return OutsideCounts(
        since=since,
        until=until - timedelta(days=1),
        **{name: protect(count).value for name, count in counts.items()},
    )


def made_referrals(
    *, actor: Actor, at: datetime, page: int = 1, per_page: int = 25
) -> Page[MadeRow]:
    """The referrals that the actor wrote at work, the newest first, with how each stands.

    A constant number of queries. Raises Refused for whoever introduces nobody at work."""
    require_referrer(actor)
    rows = (
        made_by(actor).exclude(state="withdrawn", received_on=None).select_related("fit", "episode")
    )
    found = page_of(
        rows.order_by("-made_at", "pk"), lambda row: row, number=page, per_page=per_page
    )
    names = people.shown_names({row.person_id for row in found.rows})
    return Page(
        tuple(made_row(row, names.get(row.person_id, ""), at) for row in found.rows),
        found.number,
        found.pages,
        found.total,
    )


def made_row(row: Referral, name: str, at: datetime) -> MadeRow:
    """A referral as whoever wrote it sees it. What the person does not want told is left out."""
    told = row.tells_referrer
    fit, episode = getattr(row, "fit", None), getattr(row, "episode", None)
    return MadeRow(
        referral_id=row.pk,
        person_id=row.person_id,
        reference=row.reference,
        name=name,
        state=row.state if told or row.state in BEFORE_RECEIVED else "",
        made_on=row.made_on,
        practice=row.practice,
        wants=row.wants,
        because=row.because if told else "",
        note=row.note if told else "",
        outcome=row.outcome if told else "",
        fit=fit.grade if fit else "",
        told_on=row.told_on,
        episode_id=episode.pk if told and episode else None,
        may_undo=row.state == ReferralState.SENT and at < rules.undo_until(row.sent_at),
    )
