"""Whose posters there are, and what they did.

What anybody outside the service sees is made of numbers that have nothing in common: each counts
one poster in one month that is over, and no total is formed of what was hidden. So nothing that is
shown, now or later, tells one number from 1 to 7 from another (docs/adr/0092).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time

from django.db.models import Count
from django.db.models.functions import TruncMonth

from alongside.domain.people import public as people
from alongside.domain.signposting import rules
from alongside.domain.signposting.models import PosterCount, Request
from alongside.domain.signposting.poster_records import (
    Figure,
    Figures,
    PosterCounts,
    PosterPlace,
    PosterRow,
)
from alongside.engines.evaluation import protect
from alongside.foundation.actor import Actor
from alongside.foundation.clock import LONDON, add_months, london_date
from alongside.foundation.errors import NotFound, Refused

MONTHS = 12
Counted = dict[tuple[str, date], int]


def poster_places(*, actor: Actor, at: datetime) -> tuple[PosterPlace, ...]:
    """The teams that stand today by name, each followed by its practices: two queries.

    Raises Refused for whoever neither coordinates, refers nor administers."""
    _require_printer(actor)
    return _places(at)


def poster_place(code: str, *, actor: Actor, at: datetime) -> PosterPlace:
    """The team or practice with that code, in capitals or not. Raises as `poster_places`, and
    NotFound for a code that nobody has today."""
    _require_printer(actor)
    place = place_with(code, at)
    if place is None:
        raise NotFound("signposting.poster")
    return place


def place_with(code: str, at: datetime) -> PosterPlace | None:
    """As `poster_place`, for those who scan one: None for a code that nobody has today."""
    wanted = code.strip().casefold()
    # A practice before a team, should they share a code.
    found = sorted(_places(at), key=lambda place: place.is_team)
    return next((place for place in found if place.code.casefold() == wanted), None)


def practice_counts(*, actor: Actor, at: datetime) -> PosterCounts:
    """How often each poster was scanned, and how many asked to join after it: four queries.

    Coordinators of the service get exact numbers, the month that is running first. Everybody else
    gets the twelve months that are over: 0 stays 0, 1 to 7 are hidden, others are given to the
    nearest 5; their year adds what is shown and says how many months are hidden.
    Raises as `poster_places`."""
    _require_printer(actor)
    service = people.service()
    exact = rules.sees_exact_counts(actor, service.organisation_id if service else None)
    running = london_date(at).replace(day=1)
    over = [add_months(running, -back) for back in range(1, MONTHS + 1)]
    months = [running, *over] if exact else over
    show = _exact if exact else _hidden
    scans, requests = _scans(months), _requests(months)
    return PosterCounts(
        exact=exact,
        running=running if exact else None,
        months=tuple(months),
        rows=tuple(
            PosterRow(
                place=place,
                months=tuple(_figures(place, [month], scans, requests, show) for month in months),
                year=_figures(place, over, scans, requests, show),
            )
            for place in _places(at)
        ),
    )


def _require_printer(actor: Actor) -> None:
    if not rules.may_print_posters(actor):
        raise Refused("only who coordinates, refers or administers prints posters")


def _places(at: datetime) -> tuple[PosterPlace, ...]:
    return tuple(
        place
        for team in people.teams(on=london_date(at))
        for place in (
            PosterPlace(code=team.slug, name=team.name, team=team.name, is_team=True),
            *(
                PosterPlace(code=code, name=name, team=team.name, is_team=False)
                for code, name in sorted(team.practices, key=lambda one: (one[1], one[0]))
            ),
        )
    )


def _scans(months: list[date]) -> Counted:
    rows = PosterCount.objects.filter(month__gte=months[-1], month__lte=months[0])
    return {(row.code, row.month): row.scans for row in rows}


def _requests(months: list[date]) -> Counted:
    """Everybody who asked, also those who took it back or were erased since: what was shown of a
    month that is over never changes."""
    since, until = months[-1], add_months(months[0], 1)
    rows = (
        Request.objects.exclude(practice="")
        .filter(
            asked_at__gte=datetime.combine(since, time(0), LONDON),
            asked_at__lt=datetime.combine(until, time(0), LONDON),
        )
        .annotate(month=TruncMonth("asked_at", tzinfo=LONDON))
        .values("practice", "month")
        .annotate(number=Count("pk"))
        .values_list("practice", "month", "number")
    )
    return {(code, london_date(month)): number for code, month, number in rows}


def _figures(
    place: PosterPlace,
    months: list[date],
    scans: Counted,
    requests: Counted,
    show: Callable[[Iterable[int]], Figure],
) -> Figures:
    return Figures(
        scans=show(scans.get((place.code, month), 0) for month in months),
        requests=show(requests.get((place.code, month), 0) for month in months),
    )


def _exact(numbers: Iterable[int]) -> Figure:
    return Figure(known=sum(numbers))


def _hidden(numbers: Iterable[int]) -> Figure:
    """Each number is hidden or rounded by itself, and only then added."""
    shown = [protect(number).value for number in numbers]
    return Figure(
        known=sum(number for number in shown if number is not None),
        hidden=sum(number is None for number in shown),
    )
