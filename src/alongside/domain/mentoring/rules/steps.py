"""The checklist of a volunteer: each step, how far it is, and whose turn it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from alongside.domain.mentoring.models import Agreement, Check, Reference, Volunteer
from alongside.domain.mentoring.records import ChecklistItem, Overdue, Step, StepState
from alongside.domain.mentoring.rules import checks as checking
from alongside.domain.mentoring.rules import training
from alongside.domain.mentoring.states import LIVE, VolunteerState
from alongside.foundation.clock import london_date

YOU, US, OTHERS = "you", "us", "others"


@dataclass(frozen=True)
class Standing:
    """A volunteer with all that the steps look at. `checks` are the current ones."""

    volunteer: Volunteer
    references: Sequence[Reference]
    checks: Sequence[Check]
    agreements: Sequence[Agreement]


def standing_of(volunteer: Volunteer) -> Standing:
    """The standing of a volunteer whose references, checks and agreements were prefetched."""
    return Standing(
        volunteer,
        sorted(volunteer.references.all(), key=lambda one: one.number),
        [one for one in volunteer.checks.all() if one.current],
        sorted(volunteer.agreements.all(), key=lambda one: one.version),
    )


def items_of(standing: Standing, today: date) -> tuple[ChecklistItem, ...]:
    """The steps in the order in which a page lists them."""
    before = (
        _references(standing),
        _meet(standing),
        _training(standing, today),
        _checks(standing, today),
        _agreement(standing),
    )
    return (*before, _go_live(standing, before))


def lacking(standing: Standing, today: date) -> tuple[Step, ...]:
    """The steps before *go live* that are not done today."""
    return tuple(
        item.step
        for item in items_of(standing, today)
        if item.step != Step.GO_LIVE and item.state != StepState.DONE
    )


def overdue(volunteer: Volunteer, today: date) -> Overdue | None:
    """The check that has to be looked at again, or the training to be done again, before a
    volunteer whose checks were prefetched can be matched; None where neither is."""
    checks, trained = checking.recheck_on(volunteer.checks.all()), volunteer.trained_until
    last = min((day for day in (checks, trained) if day is not None), default=None)
    if last is None or last >= today:
        return None
    return Overdue("check" if last == checks else "training", last)


def unsigned(volunteer: Volunteer) -> bool:
    """Whether somebody came from the service's own list and no two people have said yes here."""
    return volunteer.taken_over_at is not None and volunteer.second_yes_at is None


def counts_until(standing: Standing) -> date | None:
    """The last day on which all checks and the training count; None where none runs out."""
    days = (checking.recheck_on(standing.checks), standing.volunteer.trained_until)
    return min((day for day in days if day is not None), default=None)


def _begun(standing: Standing) -> bool:
    return standing.volunteer.state != VolunteerState.APPLIED


def _open(standing: Standing, to_do: StepState) -> StepState:
    """A step that begins when a coordinator has read what was sent."""
    return to_do if _begun(standing) else StepState.CANNOT_START


def _references(standing: Standing) -> ChecklistItem:
    seen_on = standing.volunteer.references_seen_on
    if seen_on is not None:  # of a volunteer who was taken over: they were given before
        return ChecklistItem(Step.REFERENCES, StepState.DONE, OTHERS, done_on=seen_on)
    given = [one.given_at for one in standing.references if one.given_at is not None]
    done = len(given) == 2
    return ChecklistItem(
        Step.REFERENCES,
        StepState.DONE if done else StepState.WAITING,
        OTHERS,
        done_on=london_date(max(given)) if done else None,
        count=len(given),
        of=2,
    )


def _meet(standing: Standing) -> ChecklistItem:
    met_on = standing.volunteer.met_on
    state = StepState.DONE if met_on else _open(standing, StepState.WAITING)
    return ChecklistItem(Step.MEET, state, US, done_on=met_on)


def _training(standing: Standing, today: date) -> ChecklistItem:
    row = standing.volunteer
    if row.trained_on is None:
        return ChecklistItem(Step.TRAINING, _open(standing, StepState.TO_DO), YOU)
    state = StepState.OVERDUE if training.is_over(row, today) else StepState.DONE
    return ChecklistItem(
        Step.TRAINING,
        state,
        YOU,
        done_on=row.trained_on,
        until=row.trained_until,
        how=row.trained_how,
    )


def _checks(standing: Standing, today: date) -> ChecklistItem:
    by_kind = {one.kind: one for one in standing.checks}
    states = [
        checking.state_of(kind, by_kind.get(kind.slug), today) for kind in checking.kinds(today)
    ]
    done = states.count(StepState.DONE)
    if StepState.OVERDUE in states:
        state = StepState.OVERDUE
    elif done == len(states):
        state = StepState.DONE
    else:
        state = _open(standing, StepState.WAITING)
    return ChecklistItem(
        Step.CHECKS,
        state,
        US,
        until=checking.recheck_on(standing.checks),
        count=done,
        of=len(states),
    )


def _agreement(standing: Standing) -> ChecklistItem:
    agreed = [one.agreed_at for one in standing.agreements]
    before = standing.volunteer.agreed_before_on
    done_on = london_date(max(agreed)) if agreed else before
    state = StepState.DONE if done_on else _open(standing, StepState.TO_DO)
    return ChecklistItem(Step.AGREEMENT, state, YOU, done_on=done_on)


def _go_live(standing: Standing, before: Sequence[ChecklistItem]) -> ChecklistItem:
    volunteer = standing.volunteer
    yes = sum(at is not None for at in (volunteer.first_yes_at, volunteer.second_yes_at))
    if volunteer.state in LIVE and volunteer.second_yes_at is not None:
        done_on = london_date(volunteer.second_yes_at)
        return ChecklistItem(Step.GO_LIVE, StepState.DONE, US, done_on=done_on, count=2, of=2)
    ready = all(item.state == StepState.DONE for item in before)
    state = StepState.WAITING if ready else StepState.CANNOT_START
    return ChecklistItem(Step.GO_LIVE, state, US, count=yes, of=2)
