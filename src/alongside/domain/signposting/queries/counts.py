"""What was not met: each need and true counts for the service, one number for anybody else."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet

from alongside.domain.catalogue import public as catalogue
from alongside.domain.people import public as people
from alongside.domain.signposting.models import UnmetNeed
from alongside.domain.signposting.queries.visible import require_coordinator, unmet_of
from alongside.domain.signposting.records import UnmetCount, UnmetCounts, UnmetRow
from alongside.engines.evaluation import protect
from alongside.foundation.actor import Actor
from alongside.foundation.clock import LONDON, add_months, london_date
from alongside.foundation.paging import Page, page_of

_HEADINGS = ("reason", "place", "condition", "language", "age_band")


def unmet_needs(
    *, actor: Actor, reason: str = "", at: datetime, page: int = 1, per_page: int = 25
) -> Page[UnmetRow]:
    """What was not met, the newest first, for coordinators; `reason` narrows.

    A constant number of queries. Raises Refused for whoever coordinates nowhere."""
    require_coordinator(actor)
    rows = unmet_of(actor)
    if reason:
        rows = rows.filter(reason=reason)
    rows = rows.annotate(times_told=Count("told")).order_by("-recorded_at", "pk")
    found = page_of(rows, lambda row: row, number=page, per_page=per_page)
    names = people.shown_names({row.person_id for row in found.rows if row.person_id})
    return Page(
        rows=tuple(_row(row, names) for row in found.rows),
        number=found.number,
        pages=found.pages,
        total=found.total,
    )


def _row(row: UnmetNeed, names: dict[UUID, str]) -> UnmetRow:
    return UnmetRow(
        need_id=row.pk,
        person_id=row.person_id,
        reason=row.reason,
        recorded_on=london_date(row.recorded_at),
        outward=row.outward,
        team=row.team,
        town=_town(row.town),
        condition=row.condition,
        language=row.language,
        age_band=row.age_band,
        name=names.get(row.person_id, "") if row.person_id else "",
        request_id=row.request_id,
        tell_until=row.tell_until,
        told=row.times_told,  # type: ignore[attr-defined]
    )


def _town(key: str) -> str:
    found = catalogue.place(key) if key else None
    return found.name if found else ""


def unmet_counts(*, actor: Actor, at: datetime) -> UnmetCounts:
    """How many needs were not met in a year up to today, under each heading by itself, exact, of
    the organisations that the actor coordinates: one query.

    Raises Refused for whoever coordinates nowhere."""
    require_coordinator(actor)
    last = london_date(at)
    first = add_months(last + timedelta(days=1), -12)
    rows = list(
        _between(unmet_of(actor), first, last).values_list(
            "reason", "outward", "team", "town", "condition", "language", "age_band"
        )
    )
    counted: Counter[tuple[str, str]] = Counter()
    for reason, outward, team, town, *others in rows:
        values = (reason, team or outward or _town(town), *others)
        counted.update(
            (heading, value) for heading, value in zip(_HEADINGS, values, strict=True) if value
        )
    return UnmetCounts(
        since=first,
        until=last,
        total=len(rows),
        rows=tuple(
            UnmetCount(heading, value, count)
            for (heading, value), count in sorted(
                counted.items(), key=lambda one: (_HEADINGS.index(one[0][0]), one[0][1])
            )
        ),
    )


def unmet_near(team: str, *, at: datetime) -> int | None:
    """How many needs near a neighbourhood team were not met, as anybody may be told: 0, None from 1
    to 7, else the nearest 5; of the twelve whole months before this one, so that no single need
    shows as a change from one day to the next. One query.

    There is neither a total nor another heading for anybody outside: parts beside their whole tell
    more of one another than each does by itself."""
    last = london_date(at).replace(day=1) - timedelta(days=1)
    first = add_months(last + timedelta(days=1), -12)
    return protect(_between(UnmetNeed.objects.filter(team=team), first, last).count()).value


def _between(rows: QuerySet[UnmetNeed], first: date, last: date) -> QuerySet[UnmetNeed]:
    return rows.filter(
        recorded_at__gte=datetime.combine(first, time(0), LONDON),
        recorded_at__lt=datetime.combine(last + timedelta(days=1), time(0), LONDON),
    )
