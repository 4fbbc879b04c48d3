"""Goals and measures of somebody who is supported, as nodes of the standard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from alongside.formats.spis._nodes import NodePath


@dataclass(frozen=True)
class PlannedGoal:
    """A goal in the person's own words, with the next small step, when, and how sure they are of
    it, from 1 to 10. `status` is open, reached or set aside."""

    words: str
    step: str = ""
    when: str = ""
    sure: int | None = None
    status: str = ""


@dataclass(frozen=True)
class Measured:
    """The answers to one measure at one time: its name, the day, and each scale with its score."""

    name: str
    on: date | None
    scores: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Plan:
    """What was agreed with somebody, and what they answered."""

    goals: tuple[PlannedGoal, ...] = ()
    measures: tuple[Measured, ...] = ()


def plan_nodes(plan: Plan) -> dict[str, Any]:
    """The nodes *Care and support plan* and *Assessments*."""
    found: dict[str, Any] = {}
    if plan.goals:
        needs = [{"Goals and hopes": [_goal(one) for one in plan.goals]}]
        found["Care and support plan"] = {"Needs, concerns or problems": needs}
    if plan.measures:
        entries = [_measured(one) for one in plan.measures]
        found["Assessments"] = {"Assessments record entry": entries}
    return found


def _goal(goal: PlannedGoal) -> dict[str, Any]:
    action = {
        "What": [{"Free text": goal.step}] if goal.step else [],
        # *When* is a month in the standard, and "after the school run" is none.
        "Suggested strategies": goal.when,
        "Confidence": goal.sure,
    }
    said = {name: value for name, value in action.items() if value not in ("", [], None)}
    return {
        "Free text": goal.words,
        "Actions and activities": [said] if said else [],
        "Goal status": goal.status,
    }


def _measured(one: Measured) -> dict[str, Any]:
    results = [
        {"Subscale score": {"Free text": scale}, "Value": value} for scale, value in one.scores
    ]
    structured: dict[str, Any] = {"Structured assessment name": {"Free text": one.name}}
    if len(results) == 1:
        structured["Assessment result"] = {"Value": one.scores[0][1]}
    else:
        structured["Subscale result"] = results
    return {
        "Assessment type": one.name,
        "Assessment summary": f"Answered on {one.on.isoformat()}" if one.on else "",
        "Structured assessment": structured,
    }


def nodes_of_plan(plan: Plan) -> tuple[NodePath, ...]:
    """The outermost nodes that a plan fills."""
    return tuple((name,) for name in plan_nodes(plan))
