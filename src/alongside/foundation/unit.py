"""One unit of work: a transaction that ends with its audit rows, then tells its events.

    with unit(actor=actor, at=at) as work:
        listing.save()
        work.audit("listing.closed", listing, organisation_id=listing.steward_id)
        work.publish(ListingClosed(...))

The audit rows are written last, just before the commit, so the head of an organisation's chain
is locked for the shortest time and always after every other row: two units cannot wait for each
other.
Units nest: the inner joins the outer, and nothing is written or told unless the
outermost ends well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from django.db import transaction

from alongside.foundation import audit, events
from alongside.foundation.actor import Actor


class Identified(Protocol):
    """Anything with a primary key and Django's options: a model instance, or a `Thing`."""

    @property
    def pk(self) -> Any: ...

    @property
    def _meta(self) -> Any: ...


class _Meta(NamedTuple):
    label_lower: str


class Thing(NamedTuple):
    """A row that is not at hand, by its kind (`directory.runningcheck`) and key: for journeys."""

    kind: str
    pk: Any

    @property
    def _meta(self) -> _Meta:
        return _Meta(self.kind)


class Work:
    """The open unit: collects what is to be audited and told."""

    def __init__(self, actor: Actor, at: datetime, *, whole: bool = False) -> None:
        self.actor = actor
        self.at = at
        self.whole = whole
        self.entries: list[audit.Entry] = []
        self.events: list[object] = []
        self.closing: dict[str, Callable[[], None]] = {}

    def audit(
        self,
        action: str,
        thing: Identified,
        *,
        organisation_id: UUID | None = None,
        fields: Iterable[str] = (),
    ) -> None:
        """Notes that the actor did `action` to `thing`, touching `fields` (names, never values)."""
        self.entries.append(
            audit.Entry(
                organisation_id=organisation_id,
                at=self.at,
                actor_kind=self.actor.kind,
                actor_id=self.actor.person_id,
                actor_name=self.actor.name if self.actor.is_system else "",
                action=action,
                thing_type=thing._meta.label_lower,
                thing_id=str(thing.pk),
                fields=tuple(sorted(fields)),
            )
        )

    def publish(self, event: object) -> None:
        """Tells `event` to its receivers after the commit."""
        self.events.append(event)

    def at_end(self, key: str, act: Callable[[], None]) -> Callable[[], None]:
        """Runs `act` once, after every other write of the outermost unit and before its audit.

        The first `act` under a key stands and is returned, so that a unit of a thousand writes
        takes a contended lock once, and last."""
        return self.closing.setdefault(key, act)


_open: ContextVar[Work | None] = ContextVar("open_unit", default=None)


@contextmanager
def unit(*, actor: Actor, at: datetime, whole: bool = False) -> Iterator[Work]:
    """Opens a unit of work, or joins the one that is open.

    A joined unit keeps the outermost actor and time for what the outer does; its own entries carry
    its own. Raises whatever the body raises, with everything undone. In a `whole` one nothing is
    undone by itself: units that join it take no savepoint, which saves two statements each, and
    whoever catches what one of them raised cannot go on."""
    outer = _open.get()
    work = Work(actor, at, whole=whole or (outer is not None and outer.whole))
    if outer is not None:
        work.entries, work.events, work.closing = outer.entries, outer.events, outer.closing
        noted, told_before = len(work.entries), len(work.events)
        closing_before = dict(work.closing)
        joined = _open.set(work)  # so that what joins this one knows whether it is whole
        try:
            with transaction.atomic(savepoint=not outer.whole):
                yield work
        except BaseException:
            # The caller may catch this and go on: what was undone must leave no trace.
            del work.entries[noted:], work.events[told_before:]
            for key in work.closing.keys() - closing_before.keys():
                del work.closing[key]
            raise
        finally:
            _open.reset(joined)
        return
    token = _open.set(work)
    try:
        with transaction.atomic():
            yield work
            for act in tuple(work.closing.values()):
                act()
            audit.append(work.entries)
            told = tuple(work.events)
            transaction.on_commit(lambda: events.tell(told))
    finally:
        _open.reset(token)
