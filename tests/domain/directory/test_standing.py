"""Closing, opening again, full, editors and the lists of editors and coordinators."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from alongside.domain.directory.models import Listing, Revision
from alongside.domain.directory.public import (
    add_editor,
    close,
    draft,
    editors,
    looked_after,
    my_listings,
    remove_editor,
    reopen,
    save_draft,
    set_full,
    start_listing,
    take_in,
)
from alongside.domain.directory.queries.listings import records, with_content
from alongside.foundation.actor import VISITOR, Actor
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from alongside.foundation.models import AuditRow
from factories.directory import (
    AT,
    SYSTEM,
    content,
    coordinator,
    listed,
    organisation,
    person,
    reviewer,
)

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def steward() -> UUID:
    return organisation()


@pytest.fixture
def leader(steward: UUID) -> Actor:
    return coordinator(steward)


def test_close_ends_it_and_reopen_puts_it_back(steward: UUID, leader: Actor) -> None:
    key = listed(steward).listing_id
    save_draft(key, edition=1, changes={"summary": "Half-way"}, actor=leader, at=AT)

    close(key, reason="The hall shut.", actor=leader, at=AT)
    close(key, actor=leader, at=AT)
    closed = Listing.objects.get()
    with pytest.raises(Conflict):
        save_draft(key, edition=2, changes={"summary": "x"}, actor=leader, at=AT)
    reopen(key, actor=leader, at=AT)
    reopen(key, actor=leader, at=AT)

    listing = Listing.objects.get()
    assert (closed.state, closed.closed_because) == ("closed", "taken_down")
    assert (listing.state, listing.closed_because) == ("listed", "")
    assert draft(key, actor=leader).content.summary == content().summary
    assert Revision.objects.get().number == 3
    assert AuditRow.objects.filter(action="listing.close").count() == 1


def test_editor_opens_again_what_an_editor_closed_but_not_what_a_coordinator_took_down(
    steward: UUID, leader: Actor
) -> None:
    key, ada = listed(steward).listing_id, person()
    add_editor(key, person_id=ada.person_id or uuid4(), actor=leader, at=AT)

    close(key, actor=ada, at=AT)
    own = Listing.objects.get().closed_because, draft(key, actor=ada).may_reopen
    reopen(key, actor=ada, at=AT)
    close(key, actor=leader, at=AT)
    with pytest.raises(Refused):
        reopen(key, actor=ada, at=AT)

    assert own == ("closed", True)
    assert Listing.objects.get().state == "closed"
    assert (draft(key, actor=ada).may_reopen, draft(key, actor=leader).may_reopen) == (False, True)


def test_close_is_for_editors_and_coordinators(steward: UUID, leader: Actor) -> None:
    key = listed(steward).listing_id

    with pytest.raises(Refused):
        close(key, actor=reviewer(steward), at=AT)
    for stranger in (VISITOR, person("Sam"), coordinator(organisation("Other"), "Olga")):
        for act in (close, reopen):
            with pytest.raises(NotFound):
                act(key, actor=stranger, at=AT)
        with pytest.raises(NotFound):
            set_full(key, True, actor=stranger, at=AT)

    assert Listing.objects.get().state == "listed"


def test_reopen_of_what_was_never_public_is_a_conflict(steward: UUID, leader: Actor) -> None:
    key = start_listing(name="Circle", steward_id=steward, actor=leader, at=AT)
    close(key, actor=leader, at=AT)

    with pytest.raises(Conflict):
        reopen(key, actor=leader, at=AT)


def test_import_does_not_open_what_was_closed_here(steward: UUID, leader: Actor) -> None:
    given = {"steward_id": steward, "source": "s", "external_id": "1", "actor": SYSTEM, "at": AT}
    key = take_in(content(), **given).listing_id
    close(key, actor=leader, at=AT)

    with pytest.raises(Invalid) as refused:
        take_in(content(summary="New"), **given)

    assert set(refused.value.faults) == {"name"}
    assert Listing.objects.get().state == "closed"


def test_set_full_is_public_at_once_and_stays_in_the_open_draft(
    steward: UUID, leader: Actor
) -> None:
    key = listed(steward).listing_id
    save_draft(key, edition=1, changes={"summary": "Half-way"}, actor=leader, at=AT)

    set_full(key, True, actor=leader, at=AT)
    set_full(key, True, actor=leader, at=AT)

    record = records(with_content(Listing.objects.all()))[0]
    assert record.full
    assert record.content == replace(record.content, full=True)
    assert draft(key, actor=leader).content.full
    assert Revision.objects.get().number == 2
    assert AuditRow.objects.filter(action="listing.set_full").count() == 1


def test_records_take_the_same_queries_for_one_and_thirty(
    steward: UUID, django_assert_num_queries: object
) -> None:
    for number in range(30):
        listed(steward)
        if number in (0, 29):
            with django_assert_num_queries(2):
                found = records(with_content(Listing.objects.all()))
            assert len(found) == number + 1


def test_editors_are_added_once_and_removed_at_once(steward: UUID, leader: Actor) -> None:
    key = listed(steward).listing_id
    friend = person("Fay Cole")

    add_editor(key, person_id=friend.person_id, actor=leader, at=AT)
    add_editor(key, person_id=friend.person_id, actor=leader, at=AT)
    before = [row.name for row in editors(key, actor=friend)]
    remove_editor(key, person_id=friend.person_id, actor=leader, at=AT)

    assert before == ["Fay Cole"]
    assert editors(key, actor=leader) == ()
    with pytest.raises(NotFound):
        draft(key, actor=friend)
    with pytest.raises(NotFound):
        add_editor(key, person_id=uuid4(), actor=leader, at=AT)
    with pytest.raises(Refused):
        add_editor(key, person_id=friend.person_id, actor=reviewer(steward), at=AT)


def test_last_editor_of_a_draft_stays(steward: UUID, leader: Actor) -> None:
    key = start_listing(name="Circle", steward_id=steward, actor=leader, at=AT)

    with pytest.raises(Conflict):
        remove_editor(key, person_id=leader.person_id, actor=leader, at=AT)


def test_my_listings_are_those_that_the_person_edits(
    steward: UUID, leader: Actor, django_assert_num_queries: object
) -> None:
    listed(steward)
    key = start_listing(name="Circle", steward_id=steward, actor=leader, at=AT)

    with django_assert_num_queries(1):
        rows = my_listings(actor=leader)

    assert [(row.listing_id, row.open_state) for row in rows] == [(key, "draft")]
    assert my_listings(actor=person("Sam")) == ()
    assert my_listings(actor=VISITOR) == ()


def test_looked_after_narrows_and_stays_at_home(steward: UUID, leader: Actor) -> None:
    listed(steward, content(name="Café Ünited"))
    listed(steward, content(name="Other"))

    assert looked_after(actor=leader).total == 2
    assert [row.name for row in looked_after(actor=leader, words="cafe unit").rows] == [
        "Café Ünited"
    ]
    assert looked_after(actor=leader, state="hidden").rows == ()
    assert looked_after(actor=coordinator(organisation("Other"), "Olga")).total == 0
    with pytest.raises(Refused):
        looked_after(actor=person("Sam"))
