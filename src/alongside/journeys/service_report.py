"""The report of a service for a period: reach, waits, pairs, what changed, and for how many that is
not known.

Who works for the service sees true numbers. Anybody outside sees each count protected (0, hidden
from 1 to 7, else the nearest 5), for periods that are over, as they stood on their last day; and
only counts of which each is a part of the one before. Parts that add up to a whole are never told
there, so that nothing can be worked out by taking one number from another (`docs/adr/0180`); what
changed in coarse steps, of half and whole years (`docs/adr/0208`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from uuid import UUID

from alongside.domain.mentoring import public as mentoring
from alongside.domain.outcomes import public as outcomes
from alongside.domain.people import public as people
from alongside.domain.people.public import Role
from alongside.domain.referrals import public as referrals
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Invalid, NotFound, Refused
from alongside.journeys.report_periods import (
    HALF,
    Period,
    half_of,
    may_be_told,
    offered,
    period_named,
)
from alongside.journeys.report_telling import MeasureTold, Teller, Told, measure_told

STAFF = (Role.COORDINATOR, Role.ORG_ADMIN)


@dataclass(frozen=True)
class Report:
    """One report. `figures` maps a name of the data dictionary to what is told of it; one that is
    not told to this reader is not there. `stories` are those of which their tellers agree now that
    they stand here, whatever the day. `periods` are what else can be read."""

    service: str
    period: Period
    as_at: date
    outside: bool
    may_choose: bool
    targets: outcomes.Targets
    figures: Mapping[str, Told]
    measures: tuple[MeasureTold, ...]
    stories: tuple[outcomes.StoryTold, ...]
    periods: tuple[Period, ...]


def report(
    slug: str = "",
    *,
    as_at: date | None = None,
    outside: bool = False,
    actor: Actor,
    at: datetime,
) -> Report:
    """The report of the period of that name; of this contract year, or the last that is over, when
    none is named. `outside`: as anybody outside sees it, also for those who work here.

    `as_at` fixes what was known: the end of that day. It is today by itself, and outside always the
    period's last day. Raises Refused for whoever neither works for the service nor commissions it,
    NotFound for another period, Invalid for a day that has not come."""
    here = people.service()
    if here is None or not people.may_read_figures(actor, here.organisation_id):
        raise Refused("the report is for those who work for the service or commission it")
    staff = any(actor.holds(role, here.organisation_id) for role in STAFF)
    outside = outside or not staff
    today = london_date(at)
    targets = outcomes.targets(here.organisation_id, actor=actor)
    choice = offered(today, year_begins=targets.year_begins, outside=outside)
    period = period_named(slug, year_begins=targets.year_begins) if slug else choice[0]
    if period is None or not may_be_told(period, today, outside=outside):
        raise NotFound("journeys.report")
    day = period.until if outside else as_at or today
    if day > today:
        raise Invalid({"as_at": "that day has not come"})
    figures, measures = _counted(here.organisation_id, targets, period, day, outside, actor)
    return Report(
        service=here.name,
        period=period,
        as_at=day,
        outside=outside,
        may_choose=staff,
        targets=targets,
        figures=figures,
        measures=measures,
        stories=outcomes.stories_for(outcomes.Use.REPORT, here.organisation_id, actor=actor, at=at),
        periods=choice,
    )


def _counted(
    organisation_id: UUID,
    targets: outcomes.Targets,
    period: Period,
    day: date,
    outside: bool,
    actor: Actor,
) -> tuple[dict[str, Told], tuple[MeasureTold, ...]]:
    reached = referrals.reached(
        organisation_id, since=period.since, until=period.until, as_at=day, actor=actor
    )
    paired = mentoring.paired(
        organisation_id, since=period.since, until=period.until, as_at=day, actor=actor
    )
    aimed = mentoring.aimed(
        organisation_id, since=period.since, until=period.until, as_at=day, actor=actor
    )
    people_begun = _first_of_each(reached.begun)
    changed, kept = _changed(organisation_id, people_begun, day, actor)
    teller = Teller(outside)
    figures = {
        **_reach(teller, reached, people_begun, paired, targets, period, day),
        **_waits(teller, people_begun, paired, day),
        **_pairs(teller, paired),
        **_aims(teller, aimed),
        **_beginning(teller, changed.beginning, kept),
    }
    if outside:
        told = _measures_outside(organisation_id, changed, period, actor)
    else:
        told = tuple(measure_told(teller, one) for one in changed.measures)
    return {name: one for name, one in figures.items() if one is not None}, told


def _changed(
    organisation_id: UUID, begun: tuple[referrals.Begun, ...], day: date, actor: Actor
) -> tuple[outcomes.Changed, int]:
    """What these people answered, and how many are left out since their details are not used."""
    kept = people.restricted(one.person_id for one in begun)
    asked = {one.episode_id: one.over_on is not None for one in begun if one.person_id not in kept}
    return outcomes.changed(organisation_id, asked, as_at=day, actor=actor), len(kept)


def _measures_outside(
    organisation_id: UUID, changed: outcomes.Changed, period: Period, actor: Actor
) -> tuple[MeasureTold, ...]:
    """One measure alone, for two would add up to those who answered at all: with what changed in
    half and whole years, the whole one beside what was told of its first half."""
    teller, shown = Teller(outside=True), changed.measures[:1]
    half = half_of(period)
    if half is None:
        between = period.quarter != HALF
        return tuple(measure_told(teller, one, between=between) for one in shown)
    reached = referrals.reached(
        organisation_id, since=half.since, until=half.until, as_at=half.until, actor=actor
    )
    first, _kept = _changed(organisation_id, _first_of_each(reached.begun), half.until, actor)
    earlier = {(one.measure, one.version): measure_told(teller, one) for one in first.measures[:1]}
    return tuple(
        measure_told(teller, one, earlier=earlier.get((one.measure, one.version))) for one in shown
    )


def _first_of_each(begun: Iterable[referrals.Begun]) -> tuple[referrals.Begun, ...]:
    """Everybody once: by the first episode of theirs that began in the period."""
    first: dict[UUID, referrals.Begun] = {}
    for one in begun:
        first.setdefault(one.person_id, one)
    return tuple(first.values())


def _reach(
    teller: Teller,
    reached: referrals.Reached,
    begun: tuple[referrals.Begun, ...],
    paired: mentoring.Paired,
    targets: outcomes.Targets,
    period: Period,
    day: date,
) -> dict[str, Told | None]:
    return {
        "introduced": teller.count(reached.introduced),
        "declined": teller.inside(reached.declined),
        "undecided": teller.inside(reached.undecided),
        "taken_on": teller.count(len(begun)),
        "taken_on_target": _target(targets.people_a_year),
        "taken_on_expected": _target(_expected(targets.people_a_year, period, day)),
        "came": teller.count(sum(one.came_on is not None for one in begun)),
        "over": teller.count(sum(one.over_on is not None for one in begun)),
        "mentors": teller.count(paired.mentors),
        "mentors_target": _target(targets.mentors),
    }


def _target(number: int | None) -> Told | None:
    return None if number is None else Told(number)


def _expected(a_year: int | None, period: Period, day: date) -> int | None:
    """How many of a year's number belong to as much of the period as had passed."""
    if a_year is None:
        return None
    days = (min(day, period.until) - period.since).days + 1
    return round(a_year * max(0, days) / 365.25)


def _waits(
    teller: Teller, begun: tuple[referrals.Begun, ...], paired: mentoring.Paired, day: date
) -> dict[str, Told | None]:
    yes = [max(0, (one.begun_on - one.introduced_on).days) for one in begun]
    mentor = [max(0, (one.agreed_on - one.wished_on).days) for one in paired.pairs]
    still = [(day - since).days for since in paired.waiting_since]
    return {
        "wait_for_yes_median": teller.median_days(len(yes), median(yes) if yes else None),
        "wait_for_yes_longest": teller.inside(max(yes, default=None)),
        "wait_for_mentor_median": teller.median_days(
            len(mentor), median(mentor) if mentor else None
        ),
        "wait_for_mentor_longest": teller.inside(max(mentor, default=None)),
        "waiting_for_mentor": teller.count(len(still)),
        "waiting_for_mentor_longest": teller.inside(max(still, default=None)),
    }


def _pairs(teller: Teller, paired: mentoring.Paired) -> dict[str, Told | None]:
    return {
        "pairs": teller.count(len(paired.pairs)),
        "pairs_met": teller.count(sum(one.met > 0 for one in paired.pairs)),
        "meetings": teller.count(sum(one.met for one in paired.pairs)),
        "pairs_ended": teller.count(sum(one.ended_on is not None for one in paired.pairs)),
    }


def _aims(teller: Teller, aimed: mentoring.Aimed) -> dict[str, Told | None]:
    # Reached ones and *just to talk* have none in common: told together outside, they would tell
    # more of the rest than a chain does.
    return {
        "goals": teller.count(aimed.goals),
        "goals_reached": teller.count(aimed.goals_reached),
        "goals_just_talk": teller.inside(aimed.just_talk),
        "reviews_asked": teller.count(aimed.reviews_asked),
        "reviews_held": teller.count(aimed.reviews_held),
    }


def _beginning(teller: Teller, tally: outcomes.Tally, kept: int) -> dict[str, Told | None]:
    asked = tally.answered + tally.skipped + tally.no_answer
    return {
        "asked_first": teller.count(asked),
        "answered_first": teller.count(tally.answered),
        "skipped_first": teller.inside(tally.skipped),
        "no_answer_first": teller.inside(tally.no_answer),
        "not_asked_first": teller.inside(tally.not_asked),
        "not_used": teller.inside(kept),
    }
