"""State changes: a table of allowed moves, and the one function that makes them.

A thing that has states is a Django model with a `state` column and a class attribute
`transitions`, a `Table`. `move` locks the thing, checks the table, writes the column and an
immutable row, and notes the audit; nothing else may write a `state` column.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from alongside.foundation.errors import Conflict
from alongside.foundation.models import Transition
from alongside.foundation.unit import Work


@dataclass(frozen=True)
class Table:
    """The states of one kind of thing and its moves: `{(state, event): state}`.

    `final` names the states without an exit."""

    states: type[StrEnum]
    initial: str
    moves: Mapping[tuple[str, str], str]
    final: frozenset[str] = frozenset()

    def allowed(self, state: str) -> tuple[str, ...]:
        """The events that a thing in `state` can take, in the table's order."""
        return tuple(event for (source, event) in self.moves if source == state)

    def mermaid(self) -> str:
        """The table as a Mermaid state diagram, for the documentation."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        lines += [f"    {source} --> {to}: {event}" for (source, event), to in self.moves.items()]
        lines += [f"    {state} --> [*]" for state in sorted(self.final)]
        return "\n".join(lines)


class NotAllowed(Conflict):
    """The thing's state does not take this event."""


def move(
    thing: Any,
    event: str,
    *,
    work: Work,
    organisation_id: UUID | None = None,
    reason: str = "",
    also: Mapping[str, Any] | None = None,
) -> str:
    """Takes `thing` through `event` within the open unit `work` and returns the new state.

    The row is locked and read again first, so of two people only one moves it. `also` holds what
    changes in the very statement that writes the state, for constraints that look at both;
    `thing` is brought up to date. Raises NotAllowed where the table has no such move."""
    model = type(thing)
    locked = model._base_manager.select_for_update().only("pk", "state").get(pk=thing.pk)
    target = model.transitions.moves.get((locked.state, event))
    if target is None:
        raise NotAllowed(f"{model._meta.label_lower}: no {event} from {locked.state}")
    changed = {**(also or {}), "state": target}
    model._base_manager.filter(pk=thing.pk).update(**changed)
    _row(thing, event, locked.state, target, work, reason).save()
    work.audit(
        f"{model._meta.model_name}.{event}",
        thing,
        organisation_id=organisation_id,
        fields=tuple(changed),
    )
    for column, value in changed.items():
        setattr(thing, column, value)
    return str(target)


def move_all(
    things: Sequence[Any],
    event: str,
    *,
    work: Work,
    organisation_id: Callable[[Any], UUID | None] = lambda thing: None,
    reason: Callable[[Any], str] = lambda thing: "",
) -> list[Any]:
    """Takes each of `things`, all of one kind, through `event`, and returns those that moved.

    Like `move`, with the same number of queries for many as for one. A thing whose state does not
    take the event by now is left as it is and left out, so that of two workers only one has it."""
    if not things:
        return []
    model = type(things[0])
    keys = [thing.pk for thing in things]
    locked = model._base_manager.select_for_update().filter(pk__in=keys).order_by("pk")
    states = dict(locked.values_list("pk", "state"))
    moved: dict[str, list[Any]] = defaultdict(list)
    rows = []
    for thing in things:
        source = states.get(thing.pk)
        target = None if source is None else model.transitions.moves.get((source, event))
        if source is None or target is None:
            continue
        moved[target].append(thing)
        rows.append(_row(thing, event, source, target, work, reason(thing)))
        work.audit(
            f"{model._meta.model_name}.{event}",
            thing,
            organisation_id=organisation_id(thing),
            fields=("state",),
        )
    for target, those in moved.items():
        model._base_manager.filter(pk__in=[thing.pk for thing in those]).update(state=target)
        for thing in those:
            thing.state = target
    Transition.objects.bulk_create(rows)
    return [thing for those in moved.values() for thing in those]


def _row(thing: Any, event: str, source: str, target: str, work: Work, reason: str) -> Transition:
    return Transition(
        thing_type=type(thing)._meta.label_lower,
        thing_id=str(thing.pk),
        event=event,
        source=source,
        target=target,
        actor_kind=work.actor.kind,
        actor_id=work.actor.person_id,
        at=work.at,
        reason=reason,
    )
