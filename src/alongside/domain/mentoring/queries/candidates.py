"""Who could meet somebody for a while in place of their mentor."""

from __future__ import annotations

from datetime import date, datetime

from alongside.domain.mentoring.models import Cover, Pair, Volunteer
from alongside.domain.mentoring.queries.problem import SETTINGS, labels, mentee_of, mentors_of
from alongside.domain.mentoring.states import CoverState
from alongside.engines.matching import Choice, choices, parse_problem
from alongside.foundation.clock import london_date, start_of

MOST_CARDS = 3


def cover_choices(pair: Pair, last_on: date, *, at: datetime) -> tuple[Choice, ...]:
    """Up to three mentors, the one who fits best first: by the hard rules of the matching, each
    tested by the independent checker, on this day and on the last. Not the mentor who is away, nor
    the person themselves, nor whoever said that they are not able to on these days. A constant
    number of queries."""
    place, on = pair.place, london_date(at)
    then = {one["id"] for one in mentors_of(place.organisation_id, at=start_of(last_on))
            if _counts(one, last_on)}  # fmt: skip
    out = _not_asked(pair, on)
    mentors = [
        one
        for one in mentors_of(place.organisation_id, at=at)
        if one["id"] in then and one["id"] not in out
    ]
    problem = parse_problem(
        {
            "on": on.isoformat(),
            "mentees": [mentee_of(place, on)],
            "mentors": mentors,
            "settings": dict(SETTINGS),
        }
    )
    return choices(problem, str(place.pk), MOST_CARDS, labels()) if mentors else ()


def _counts(mentor: dict[str, object], last_on: date) -> bool:
    """Whether checks and training are in date on the last day too."""
    again = mentor["recheck_on"]
    return bool(mentor["ready"]) and (again is None or str(again) >= last_on.isoformat())


def _not_asked(pair: Pair, today: date) -> set[str]:
    themselves = Volunteer.objects.filter(person_id=pair.place.person_id).values_list("pk")
    not_able = Cover.objects.filter(
        pair=pair, state=CoverState.DECLINED, last_on__gte=today, volunteer__isnull=False
    ).values_list("volunteer")
    return {str(pair.volunteer_id)} | {str(key) for (key,) in (*themselves, *not_able)}
