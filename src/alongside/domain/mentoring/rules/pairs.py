"""What may be done about two people who both said yes."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from alongside.domain.mentoring.ending_records import LONGEST_THANKS
from alongside.domain.mentoring.models import Pair, Place
from alongside.domain.mentoring.states import HOLDING, PairState

MEETING = frozenset({PairState.AGREED, PairState.ACTIVE})
BEFORE_ENDING = MEETING | {PairState.PAUSED}
COMPLETED = "completed"
FINISH_AFTER = timedelta(days=28)  # what nobody finishes is finished then
THANK_WITHIN = timedelta(days=28)  # after it is over
WAY_BACK = timedelta(days=365)


def service_may_pause(pair: Pair, at: datetime, *, covered: bool) -> bool:
    """Whether the service can pause the meetings now: also while they finish, and once they have,
    for as long as their page of it stands; and where the two paused and another mentor is asked
    or meets the person."""
    meets = MEETING | {PairState.ENDING}
    states = meets | {PairState.PAUSED} if covered else meets
    return (pair.state in states or has_goodbye(pair, at)) and not pair.service_paused


def has_goodbye(pair: Pair, at: datetime) -> bool:
    """Whether they finished, and have a page of it yet."""
    return is_finished(pair) and pair.ended_at is not None and at < pair.ended_at + WAY_BACK


def is_paused(pair: Pair) -> bool:
    """Whether they meet no more for now, by themselves or by the service; once they have finished,
    whether the service keeps them apart."""
    by_service = pair.service_paused and (pair.state in HOLDING or is_finished(pair))
    return pair.state == PairState.PAUSED or by_service


def nobody_meets(pair: Pair, *, covered: bool) -> bool:
    """Whether nobody meets the person for now: neither the mentor nor another one."""
    return is_paused(pair) and (pair.service_paused or not covered)


def may_begin(pair: Pair) -> bool:
    """Whether the two themselves can begin to finish: not while the service keeps them apart."""
    return pair.state in BEFORE_ENDING and not pair.service_paused


def ways_to_end(pair: Pair) -> tuple[str, ...]:
    """How who coordinates can end it now: begin and finish, or a reason for which it is over."""
    if pair.state not in HOLDING:
        return ()
    first = "finish" if pair.state == PairState.ENDING else "begin"
    return (first, "person_stopped", "mentor_stopped", "lost_contact")


def may_go_on(pair: Pair) -> bool:
    """Whether they can still go on after all."""
    return pair.state == PairState.ENDING


def is_finished(pair: Pair) -> bool:
    """Whether it came to an end well."""
    return pair.state == PairState.ENDED and pair.end_reason == COMPLETED


def may_thank(pair: Pair, at: datetime) -> bool:
    """Whether the two may write to each other: while they finish and four weeks after; not while
    the service keeps them apart."""
    if pair.service_paused:
        return False
    if pair.state == PairState.ENDING:
        return True
    return is_finished(pair) and pair.ended_at is not None and at < pair.ended_at + THANK_WITHIN


def faults_of_thanks(words: str) -> dict[str, str]:
    """What is wrong with a few words of thanks, by field."""
    if len(words) > LONGEST_THANKS:
        return {"words": _("Please write no more than 500 letters.")}
    return {}


def not_known(place: Place) -> tuple[str, ...]:
    """What the plan asks for and nobody has told yet, each by its name: age, conditions, times,
    modes, place. Where somebody lives is asked for only where they would meet in person."""
    known = {
        "age": place.birth_date is not None,
        "conditions": bool(place.conditions),
        "times": bool(place.times),
        "modes": bool(place.modes),
        "place": place.lat is not None or bool(place.modes and "in_person" not in place.modes),
    }
    return tuple(name for name, told in known.items() if not told)


def lacking(place: Place) -> bool:
    """Whether the plan can find nobody before the person has told more."""
    return bool(set(not_known(place)) - {"place"}) or (
        place.lat is None and place.modes == ["in_person"]
    )


def waiting_since(place: Place) -> datetime:
    """Since when somebody waits: since they asked again, where they did."""
    return place.asked_again_at or place.opened_at
