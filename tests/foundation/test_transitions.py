"""Moves: the table decides, the row is locked, and every move leaves its traces."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.domain.directory import states
from alongside.domain.directory.models import Listing, Version
from alongside.foundation import audit
from alongside.foundation.actor import system
from alongside.foundation.models import AuditRow, Transition
from alongside.foundation.transitions import NotAllowed, move
from alongside.foundation.unit import unit
from factories.people import OrganisationFactory

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
TEST = system("test")
pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def _version() -> Version:
    listing = Listing.objects.create(
        name="Severn Peers", steward=OrganisationFactory(), created_at=AT, changed_at=AT
    )
    return Version.objects.create(listing=listing, number=1, content={}, created_at=AT)


def _move(version: Version, event: str) -> str:
    with unit(actor=TEST, at=AT) as work:
        return move(
            version,
            event,
            work=work,
            organisation_id=version.listing.steward_id,
            reason="because",
        )


def test_move_writes_the_column_the_row_and_the_audit() -> None:
    version = _version()

    state = _move(version, "submit")

    assert state == version.state == Version.objects.get().state == "submitted"
    row = Transition.objects.get()
    assert (row.event, row.source, row.target, row.reason, row.at) == (
        "submit",
        "draft",
        "submitted",
        "because",
        AT,
    )
    sealed = AuditRow.objects.get()
    assert (sealed.action, sealed.fields) == ("version.submit", ["state"])
    assert sealed.chain == str(version.listing.steward_id)


def test_move_that_the_table_lacks_leaves_everything_as_it_was() -> None:
    version = _version()

    with pytest.raises(NotAllowed):
        _move(version, "send_back")

    assert Version.objects.get().state == "draft"
    assert not Transition.objects.exists()
    assert not AuditRow.objects.exists()


def test_move_looks_at_the_stored_state_not_at_the_one_in_hand() -> None:
    version = _version()
    stale = Version.objects.get()
    _move(version, "submit")

    with pytest.raises(NotAllowed):
        _move(stale, "submit")

    assert Transition.objects.count() == 1


def test_transition_row_refuses_save_and_delete() -> None:
    _move(_version(), "submit")
    row = Transition.objects.get()

    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        row.delete()


EVENTS = sorted({event for _, event in states.VERSION.moves})


@given(history=st.lists(st.sampled_from(EVENTS), max_size=8))
def test_any_history_ends_where_the_table_says(history: list[str]) -> None:
    version = _version()
    expected, moved = "draft", 0

    for event in history:
        target = states.VERSION.moves.get((expected, event))
        if target is None:
            with pytest.raises(NotAllowed):
                _move(version, event)
        else:
            _move(version, event)
            expected, moved = target, moved + 1

    rows = list(Transition.objects.filter(thing_id=version.pk).order_by("pk"))
    assert Version.objects.get(pk=version.pk).state == expected
    assert len(rows) == moved
    assert [row.target for row in rows[:-1]] == [row.source for row in rows[1:]]
    assert list(audit.verify()) == []
