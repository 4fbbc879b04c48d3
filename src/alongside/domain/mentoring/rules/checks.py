"""What is looked at before somebody may be a mentor. The kinds and their levels are data.

A check of a level that the role does not allow must not be asked for: so the eligibility questions
come first, and what they allow is worked out here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from alongside.domain.catalogue import public as catalogue
from alongside.domain.mentoring.models import Check
from alongside.domain.mentoring.records import StepState
from alongside.foundation.clock import add_months

KIND = "check"
WARN_AT_DAYS = (90, 30, 7)
OVERDUE = 0


def kinds(today: date) -> tuple[catalogue.Term, ...]:
    """The kinds of checks in use on a day."""
    return catalogue.terms(KIND, today)


def asks_first(kind: catalogue.Term) -> bool:
    """Whether it has eligibility questions."""
    return bool(kind.content["questions"])


def allowed_levels(kind: catalogue.Term, said_yes: Collection[str]) -> tuple[str, ...]:
    """The levels that may be asked for, from the least to the most."""
    return tuple(
        level["id"]
        for level in kind.content["levels"]
        if not level["needs"] or set(level["needs"]) & set(said_yes)
    )


def needed_level(kind: catalogue.Term, said_yes: Collection[str]) -> str:
    """The least level that is enough; "" where none is needed."""
    called_for = [
        level["id"]
        for level in kind.content["levels"]
        if level["needs"] and set(level["needs"]) & set(said_yes)
    ]
    if called_for:
        return str(called_for[-1])
    return str(kind.content["levels"][0]["id"]) if kind.content["always"] == "yes" else ""


def is_enough(kind: catalogue.Term, level: str, said_yes: Collection[str]) -> bool:
    """Whether a level is at least what is needed."""
    order = [one["id"] for one in kind.content["levels"]]
    needed = needed_level(kind, said_yes)
    return not needed or (level in order and order.index(level) >= order.index(needed))


def usual_look_again(kind: catalogue.Term, seen_on: date) -> date | None:
    """When it is usually looked at again; None where it does not run out."""
    months = kind.content["look_again_months"]
    return None if months is None else add_months(seen_on, int(months))


def state_of(kind: catalogue.Term, check: Check | None, today: date) -> StepState:
    """How far one kind of check is. It counts to the end of the day on which it is looked at
    again."""
    if check is None:
        return StepState.TO_DO
    if check.look_again_on is not None and check.look_again_on < today:
        return StepState.OVERDUE
    if not needed_level(kind, check.said_yes):
        return StepState.DONE
    if check.seen_on is None:
        return StepState.WAITING
    return StepState.DONE if is_enough(kind, check.level, check.said_yes) else StepState.TO_DO


def recheck_on(checks: Iterable[Check]) -> date | None:
    """The last day on which all checks of a volunteer count; None where none runs out."""
    return min(
        (one.look_again_on for one in checks if one.current and one.look_again_on is not None),
        default=None,
    )


def warning_due(last_day: date | None, warned: int | None, today: date) -> int | None:
    """The warning that is due today before something counts no more after `last_day` (days before
    it, or 0 when it is over), if it was not given yet; `warned` is the latest that was."""
    if last_day is None:
        return None
    left = (last_day - today).days
    reached = OVERDUE if left < 0 else min((one for one in WARN_AT_DAYS if left <= one), default=-1)
    if reached < 0 or (warned is not None and warned <= reached):
        return None
    return reached
