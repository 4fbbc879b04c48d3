"""Taking in from files, twice, and undoing it."""

from __future__ import annotations

from datetime import date

import pytest

from alongside.domain.directory.models import (
    ListedPlace,
    ListedTerm,
    ListedTime,
    Listing,
    Revision,
    Version,
)
from alongside.domain.directory.public import Content, Taken, take_in, undo_take_in
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Invalid, NotFound
from alongside.foundation.unit import unit
from factories.directory import AT, SYSTEM, content, coordinator, listed, organisation, person

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def _take(steward: object, said: Content, actor: Actor = SYSTEM, **more: object) -> Taken:
    given = {"source": "council.csv", "external_id": "7", **more}
    return take_in(said, steward_id=steward, actor=actor, at=AT, **given)


def test_take_in_makes_public_with_its_rows() -> None:
    steward = organisation()

    taken = _take(steward, content(), coordinator(steward), assured_on=date(2026, 10, 1))

    listing = Listing.objects.get(pk=taken.listing_id)
    assert taken.outcome == "created"
    assert (listing.state, listing.current.basis) == ("listed", "imported")
    assert (listing.assured_on, listing.ask_again_on) == (date(2026, 10, 1), date(2027, 4, 1))
    assert [place.outward for place in ListedPlace.objects.all()] == ["WR1"]
    assert {("condition", "type-1-diabetes"), ("time", "tue_evening")} <= set(
        ListedTerm.objects.values_list("kind", "slug")
    )
    assert ("access_need", "hearing_loop") not in set(
        ListedTerm.objects.values_list("kind", "slug")
    )
    assert ListedTime.objects.get().day == "TU"
    assert listing.revision == Revision.objects.get().number == 1
    assert "tea" in listing.search_text


def test_take_in_same_twice_changes_nothing() -> None:
    steward = organisation()
    first = _take(steward, content())

    again = _take(steward, content())

    assert again.outcome == "unchanged"
    assert (again.listing_id, again.version_id) == (first.listing_id, first.version_id)
    assert Version.objects.count() == 1
    assert Revision.objects.get().number == 1


def test_take_in_changed_adds_a_version() -> None:
    steward = organisation()
    first = _take(steward, content())

    changed = _take(steward, content(summary="New words"))

    assert changed.outcome == "changed"
    assert changed.before_version_id == first.version_id
    assert Listing.objects.get().current.content["summary"] == "New words"


def test_take_in_without_an_id_knows_an_equal_one_again() -> None:
    steward = organisation()

    outcomes = [
        _take(steward, said, external_id="").outcome
        for said in (content(), content(), content(name="Other"))
    ]

    assert outcomes == ["created", "unchanged", "created"]


def test_take_in_same_id_at_two_stewards_is_two_listings() -> None:
    one, other = organisation(), organisation("Other")

    assert _take(one, content()).listing_id != _take(other, content()).listing_id


def test_take_in_refuses_faults_and_strangers() -> None:
    steward = organisation()

    with pytest.raises(Invalid) as refused:
        _take(steward, content(name="", phone="call me", min_age=30, max_age=20))
    with pytest.raises(NotFound):
        _take(steward, content(), person())
    with pytest.raises(NotFound):
        _take(steward, content(), coordinator(organisation("Other")))

    assert set(refused.value.faults) == {"name", "phone", "max_age"}
    assert not Listing.objects.exists()


def test_undo_of_a_created_listing_closes_it_and_the_file_may_come_again() -> None:
    steward = organisation()
    taken = _take(steward, content())

    undone = undo_take_in(
        taken.listing_id,
        before_version_id=taken.before_version_id,
        version_id=taken.version_id,
        actor=SYSTEM,
        at=AT,
    )
    state = Listing.objects.get().state
    again = _take(steward, content())

    assert undone
    assert state == "closed"
    assert again.outcome == "created"
    assert again.listing_id == taken.listing_id
    assert Listing.objects.get().state == "listed"


def test_undo_of_a_change_puts_back_what_stood() -> None:
    steward = organisation()
    _take(steward, content(), assured_on=date(2026, 9, 1))
    changed = _take(steward, content(summary="New words"), assured_on=date(2026, 10, 1))

    undone = undo_take_in(
        changed.listing_id,
        before_version_id=changed.before_version_id,
        version_id=changed.version_id,
        actor=SYSTEM,
        at=AT,
    )

    listing = Listing.objects.get()
    assert undone
    assert listing.current_id == changed.before_version_id
    assert listing.assured_on == date(2026, 9, 1)
    assert "new words" not in listing.search_text


def test_undo_leaves_what_was_changed_since() -> None:
    steward = organisation()
    first = _take(steward, content())
    _take(steward, content(summary="New words"))

    undone = undo_take_in(
        first.listing_id,
        before_version_id=None,
        version_id=first.version_id,
        actor=SYSTEM,
        at=AT,
    )

    assert not undone
    assert Listing.objects.get().state == "listed"


def test_take_in_of_many_in_one_unit_raises_the_revision_once() -> None:
    steward = organisation()

    with unit(actor=SYSTEM, at=AT):
        for _number in range(5):
            listed(steward)

    assert Revision.objects.get().number == 1
    assert set(Listing.objects.values_list("revision", flat=True)) == {1}
