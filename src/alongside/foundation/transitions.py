"""State changes: a table of allowed moves, and the one function that makes them.

A thing that has states is a Django model with a `state` column and a class attribute
`transitions`, a `Table`. `move` locks the thing, checks the table, writes the column and an
immutable row, and notes the audit; nothing else may write a `state` column.
"""

from __future__ import annotations

from collections.abc import Mapping
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
) -> str:
    """Takes `thing` through `event` within the open unit `work` and returns the new state.

    The row is locked and read again first, so of two people only one moves it; `thing.state` is
    brought up to date. Raises NotAllowed where the table has no such move."""
    model = type(thing)
    locked = model._base_manager.select_for_update().only("pk", "state").get(pk=thing.pk)
    target = model.transitions.moves.get((locked.state, event))
    if target is None:
        raise NotAllowed(f"{model._meta.label_lower}: no {event} from {locked.state}")
    model._base_manager.filter(pk=thing.pk).update(state=target)
    Transition.objects.create(
        thing_type=model._meta.label_lower,
        thing_id=str(thing.pk),
        event=event,
        source=locked.state,
        target=target,
        actor_kind=work.actor.kind,
        actor_id=work.actor.person_id,
        at=work.at,
        reason=reason,
    )
    work.audit(
        f"{model._meta.model_name}.{event}",
        thing,
        organisation_id=organisation_id,
        fields=("state",),
    )
    thing.state = target
    return str(target)
