"""Referrals for the coordinators of a service: lists, and how many stand in each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q

from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.domain.referrals import rules
from alongside.domain.referrals.models import Reception, Referral
from alongside.domain.referrals.queries.visible import coordinated, require_coordinator
from alongside.domain.referrals.records import ReceptionRecord, ReferralRow, TodayCounts
from alongside.domain.referrals.states import CLOSED, HOLDS_PLACE, NEWS_EXPECTED, OPEN
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Invalid, NotFound
from alongside.foundation.paging import Page, page_of

_LISTS = {
    "received": Q(state__in=("received", "sent")),
    "accepted": Q(state="accepted"),
    "waiting": Q(state="waiting"),
    "contacted": Q(state="contacted"),
    "plan_agreed": Q(state="plan_agreed"),
    "attending": Q(state="attending"),
    "open": Q(state__in=sorted(OPEN)),
    "closed": Q(state__in=sorted(CLOSED)),
}
# Before and after somebody of the service spoke to the person.
_NOT_BEGUN = ("sent", "received", "accepted", "waiting")
_BEGUN = ("contacted", "plan_agreed", "attending")
WHICH = ("overdue", "past_target", "follow_ups", "no_news", *_LISTS)


def _of(which: str, today: date) -> Q:
    if which == "overdue":
        return Q(due_on__lt=today)
    if which == "past_target":
        return Q(due_on__lt=today, state__in=_NOT_BEGUN)
    if which == "follow_ups":
        return Q(due_on__lte=today, state__in=_BEGUN)
    if which == "waiting_late":
        return Q(state="waiting") & (Q(due_on__lt=today) | _without_news(today))
    if which == "no_news":
        return _without_news(today)
    return _LISTS[which]


def _without_news(today: date) -> Q:
    """Those of whom a referrer has heard nothing for ten working days."""
    since = rules.working_days_before(today, rules.NEWS_AFTER)
    silent = Q(told_on=None) | Q(told_on__lte=since)
    return silent & Q(state__in=sorted(NEWS_EXPECTED), received_on__lte=since)


def referrals_of_service(
    *, actor: Actor, which: str = "open", at: datetime, page: int = 1, per_page: int = 25
) -> Page[ReferralRow]:
    """The referrals of one list, the first due first; closed ones, the last changed first.

    `which` is one of `WHICH`. A constant number of queries. Raises Refused for whoever coordinates
    nowhere, Invalid for another list."""
    require_coordinator(actor)
    if which not in WHICH:
        raise Invalid({"which": "there is no such list"})
    today = london_date(at)
    order = ("-changed_at", "pk") if which == "closed" else ("due_on", "made_at", "pk")
    rows = coordinated(actor, at=at).filter(_of(which, today)).order_by(*order)
    found = page_of(rows, lambda row: row, number=page, per_page=per_page)
    return Page(_rows(found.rows, today), found.number, found.pages, found.total)


def _rows(rows: Iterable[Referral], today: date) -> tuple[ReferralRow, ...]:
    rows = tuple(rows)
    persons = {row.person_id for row in rows}
    others = {one for row in rows for one in (row.owner_id, row.referrer_id) if one is not None}
    names = people.names(persons | others)
    needs = messaging.needs_of(persons)
    return tuple(
        ReferralRow(
            referral_id=row.pk,
            person_id=row.person_id,
            reference=row.reference,
            name=names.get(row.person_id, ""),
            state=shown_state(row),
            wants=row.wants,
            condition=row.condition,
            made_by=row.made_by,
            referrer_name=referrer_of(row, names),
            practice=row.practice,
            made_on=row.made_on,
            owner_kind=shown_owner(row),
            owner_name=names.get(row.owner_id, "")
            if row.owner_id and row.owner_kind == "coordinator"
            else "",
            due_on=row.due_on,
            overdue=row.due_on is not None and row.due_on < today,
            no_news=no_news(row, today),
            needs=needs.get(row.person_id, ()),
        )
        for row in rows
    )


def shown_state(row: Referral) -> str:
    """To a coordinator, what can be taken back no longer is received, whenever the due work ran."""
    return "received" if row.state == "sent" else row.state


def shown_owner(row: Referral) -> str:
    """Whose turn it is, as `shown_state`."""
    return "coordinator" if row.state == "sent" else row.owner_kind


def referrer_of(row: Referral, names: Mapping[UUID, str]) -> str:
    """The name of whoever introduced them: of their account, or as it stands in the file that the
    referral came in."""
    if row.referrer_id is not None:
        return names.get(row.referrer_id, "")
    return row.referred_by.split("\n", 1)[0]


def no_news(row: Referral, today: date) -> bool:
    """Whether the referrer has heard nothing for too long."""
    return rules.news_due(row.state, row.received_on, row.told_on, today)


def today(*, actor: Actor, at: datetime) -> TodayCounts:
    """How many referrals stand in each of the actor's lists: one query.

    Raises Refused for whoever coordinates nowhere."""
    require_coordinator(actor)
    day = london_date(at)
    names = tuple(TodayCounts.__dataclass_fields__)
    counts = coordinated(actor, at=at).aggregate(
        **{name: Count("pk", filter=_of(name, day)) for name in names}
    )
    return TodayCounts(**counts)


def reception(organisation_id: UUID, *, actor: Actor) -> ReceptionRecord:
    """How much room a service has, for its coordinators and for whoever refers to it.

    Raises NotFound for an unknown organisation and for anybody else."""
    if not (rules.may_refer(actor) or rules.coordinates(actor, organisation_id)):
        raise NotFound("referrals.reception")
    return reception_of(organisation_id)


def reception_of(organisation_id: UUID) -> ReceptionRecord:
    """How much room a service has: three queries. Raises NotFound for an unknown organisation."""
    organisation = people.organisation(organisation_id)
    row = Reception.objects.filter(pk=organisation_id).first()
    counts = Referral.objects.filter(service_id=organisation_id).aggregate(
        held=Count("pk", filter=Q(state__in=sorted(HOLDS_PLACE))),
        waiting=Count("pk", filter=Q(state="waiting")),
    )
    return ReceptionRecord(
        organisation_id=organisation_id,
        name=organisation.name,
        places=row.places if row else None,
        held=counts["held"],
        waiting=counts["waiting"],
        paused_until=row.paused_until if row else None,
        words=row.words if row else "",
    )


def services(*, actor: Actor, but: UUID) -> tuple[tuple[UUID, str], ...]:
    """The other organisations that said how much room they have, by name: where a referral can be
    handed on to. Two queries. Raises Refused for whoever coordinates nowhere."""
    require_coordinator(actor)
    keys = Reception.objects.exclude(pk=but).values_list("pk", flat=True)
    found = people.organisations(keys)
    return tuple(sorted(((one.id, one.name) for one in found.values()), key=lambda row: row[1]))


def coordinators(service_id: UUID, *, actor: Actor, at: datetime) -> tuple[tuple[UUID, str], ...]:
    """Who coordinates there, by name: to whom a referral can be handed over. One query. Raises
    NotFound for whoever does not."""
    if not rules.coordinates(actor, service_id):
        raise NotFound("referrals.reception")
    return tuple(people.role_holders(people.Role.COORDINATOR, service_id, at=at).items())
