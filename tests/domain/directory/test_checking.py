"""Handing in, checking, returning, comparing, history."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from alongside.domain.directory.models import Editor, Listing, Version
from alongside.domain.directory.public import (
    ListingPublished,
    ListingReturned,
    check,
    compare,
    discard,
    draft,
    history,
    save_draft,
    send_back,
    start_listing,
    submit,
    take_back,
    to_check,
)
from alongside.domain.directory.queries.managing import changes
from alongside.domain.people.public import Role
from alongside.foundation import events
from alongside.foundation.actor import VISITOR, Actor, Grant
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from alongside.foundation.models import AuditRow
from factories.directory import (
    AT,
    MEETING,
    PLACE,
    coordinator,
    listed,
    organisation,
    person,
    reviewer,
)

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
WHOLE = {
    "summary": "Tea and talk.",
    "places": (PLACE,),
    "meetings": (MEETING,),
    "any_condition": True,
    "email": "circle@example.org",
}


@pytest.fixture
def steward() -> UUID:
    return organisation()


@pytest.fixture
def checker(steward: UUID) -> Actor:
    return coordinator(steward)


def _leader(listing_id: UUID) -> Actor:
    leader = person("Lena Moss")
    Editor.objects.create(listing_id=listing_id, person_id=leader.person_id, since=AT)
    return leader


def _submitted(steward: UUID, checker: Actor) -> tuple[UUID, Actor, int]:
    listing_id = start_listing(name="Circle", steward_id=steward, actor=checker, at=AT)
    leader = _leader(listing_id)
    edition = save_draft(listing_id, edition=1, changes=WHOLE, actor=leader, at=AT)
    submit(listing_id, edition=edition, actor=leader, at=AT)
    return listing_id, leader, edition


def test_submit_says_what_is_missing(steward: UUID, checker: Actor) -> None:
    listing_id = start_listing(name="Circle", steward_id=steward, actor=checker, at=AT)

    with pytest.raises(Invalid) as refused:
        submit(listing_id, edition=1, actor=checker, at=AT)

    assert set(refused.value.faults) == {"summary", "where", "when", "welcomes", "contact"}
    assert draft(listing_id, actor=checker).state == "draft"


def test_check_publishes_with_todays_date(steward: UUID, checker: Actor) -> None:
    listing_id, leader, edition = _submitted(steward, checker)
    told: list[object] = []
    events.receive(ListingPublished, told.append)

    check(listing_id, edition=edition, actor=checker, at=AT)

    listing = Listing.objects.get()
    assert (listing.state, listing.current.basis) == ("listed", "checked")
    assert (listing.assured_on, listing.ask_again_on) == (date(2026, 11, 23), date(2027, 5, 23))
    assert listing.revision == 1
    assert draft(listing_id, actor=leader).published is not None
    assert compare(listing_id, actor=leader) == ()


def test_check_and_submit_sent_twice_have_one_effect(steward: UUID, checker: Actor) -> None:
    listing_id, leader, edition = _submitted(steward, checker)

    submit(listing_id, edition=edition, actor=leader, at=AT)
    check(listing_id, edition=edition, actor=checker, at=AT)
    check(listing_id, edition=edition, actor=checker, at=AT + timedelta(days=3))
    submit(listing_id, edition=edition, actor=leader, at=AT)

    assert AuditRow.objects.filter(action="version.submit").count() == 1
    assert AuditRow.objects.filter(action="version.check").count() == 1
    assert Listing.objects.get().assured_on == date(2026, 11, 23)


def test_check_is_refused_to_editors_and_unseen_by_others(steward: UUID, checker: Actor) -> None:
    listing_id, leader, edition = _submitted(steward, checker)
    elsewhere = coordinator(organisation("Other"), "Olga")

    with pytest.raises(Refused):
        check(listing_id, edition=edition, actor=leader, at=AT)
    for stranger in (VISITOR, person("Sam"), elsewhere):
        with pytest.raises(NotFound):
            check(listing_id, edition=edition, actor=stranger, at=AT)
        with pytest.raises(NotFound):
            compare(listing_id, actor=stranger)
        with pytest.raises(NotFound):
            history(listing_id, actor=stranger)

    assert Listing.objects.get().state == "unlisted"


def test_reviewer_checks_others_listings_but_not_their_own(steward: UUID, checker: Actor) -> None:
    listing_id, leader, edition = _submitted(steward, checker)
    own = Actor(
        kind="person",
        person_id=leader.person_id,
        grants=frozenset({Grant("listing_checker", steward)}),
        second_factor=True,
    )

    with pytest.raises(Refused):
        check(listing_id, edition=edition, actor=own, at=AT)
    check(listing_id, edition=edition, actor=reviewer(steward), at=AT)

    assert Listing.objects.get().state == "listed"


def test_send_back_keeps_a_reason_beside_the_field(steward: UUID, checker: Actor) -> None:
    listing_id, leader, edition = _submitted(steward, checker)
    told: list[object] = []
    events.receive(ListingReturned, told.append)
    remarks = {"phone": "Please add a number.", "places.0.postcode": "Is it WR1 or WR2?"}

    send_back(listing_id, edition=edition, remarks=remarks, actor=checker, at=AT)
    send_back(listing_id, edition=edition, remarks=remarks, actor=checker, at=AT)
    returned = draft(listing_id, actor=leader)
    again = save_draft(
        listing_id, edition=edition, changes={"phone": "01632 960001"}, actor=leader, at=AT
    )
    left = draft(listing_id, actor=leader).remarks
    submit(listing_id, edition=again, actor=leader, at=AT)

    assert (returned.state, returned.remarks) == ("returned", remarks)
    assert {task.key: task.status for task in returned.tasks}["contact"] == "returned"
    assert set(left) == {"places.0.postcode"}
    assert draft(listing_id, actor=leader).state == "submitted"
    assert AuditRow.objects.filter(action="version.send_back").count() == 1


def test_send_back_needs_a_reason_at_a_real_field(steward: UUID, checker: Actor) -> None:
    listing_id, _leader, edition = _submitted(steward, checker)

    for remarks in ({}, {"phone": "  "}, {"colour": "Red?"}, {"phone": "a\x00b"}):
        with pytest.raises(Invalid):
            send_back(listing_id, edition=edition, remarks=remarks, actor=checker, at=AT)

    assert Version.objects.get().state == "submitted"


def test_stale_edition_is_a_conflict_everywhere(steward: UUID, checker: Actor) -> None:
    listing_id, leader, edition = _submitted(steward, checker)
    stale = edition - 1

    for act in (submit, check, discard):
        with pytest.raises(Conflict):
            act(listing_id, edition=stale, actor=checker, at=AT)
    with pytest.raises(Conflict):
        send_back(listing_id, edition=stale, remarks={"name": "x"}, actor=checker, at=AT)
    with pytest.raises(Conflict):
        save_draft(listing_id, edition=edition, changes={"name": "B"}, actor=leader, at=AT)

    assert Version.objects.get().state == "submitted"


def test_take_back_makes_it_a_draft_until_it_was_checked(steward: UUID, checker: Actor) -> None:
    listing_id, leader, edition = _submitted(steward, checker)

    take_back(listing_id, actor=leader, at=AT)
    take_back(listing_id, actor=leader, at=AT)
    state = draft(listing_id, actor=leader).state
    submit(listing_id, edition=edition, actor=leader, at=AT)
    check(listing_id, edition=edition, actor=checker, at=AT)

    assert state == "draft"
    with pytest.raises(Conflict):
        take_back(listing_id, actor=leader, at=AT)


def test_change_after_publication_is_unseen_until_checked(steward: UUID, checker: Actor) -> None:
    taken = listed(steward)
    leader = _leader(taken.listing_id)
    start = draft(taken.listing_id, actor=leader)

    edition = save_draft(
        taken.listing_id,
        edition=start.edition,
        changes={"phone": "07700 900123", "summary": "New words."},
        actor=leader,
        at=AT,
    )
    record = draft(taken.listing_id, actor=leader)
    found = changes(record.published, record.content)

    assert start.state == "checked"
    assert {change.field: (change.before, change.after) for change in found} == {
        "summary": ("People with type 1 diabetes talk over a cup of tea.", "New words."),
        "phone": ("01632 960001", "07700 900123"),
    }
    assert compare(taken.listing_id, actor=checker) == found
    assert Listing.objects.get().current_id == taken.version_id
    discard(taken.listing_id, edition=edition, actor=leader, at=AT)
    assert draft(taken.listing_id, actor=leader).content.phone == "01632 960001"
    assert Listing.objects.get().state == "listed"


def test_discard_of_a_draft_that_was_never_public_closes_it(steward: UUID, checker: Actor) -> None:
    listing_id = start_listing(name="Circle", steward_id=steward, actor=checker, at=AT)

    discard(listing_id, edition=1, actor=checker, at=AT)
    discard(listing_id, edition=1, actor=checker, at=AT)

    assert Listing.objects.get().state == "closed"
    with pytest.raises(Conflict):
        save_draft(listing_id, edition=1, changes={"name": "B"}, actor=checker, at=AT)


def test_to_check_lists_what_waits_where_the_actor_checks(steward: UUID, checker: Actor) -> None:
    listing_id, leader, edition = _submitted(steward, checker)
    other = coordinator(organisation("Other"), "Olga")

    page = to_check(actor=checker)

    assert (page.total, page.pages, page.rows[0].listing_id) == (1, 1, listing_id)
    assert page.rows[0].first
    assert page.rows[0].edition == edition
    assert to_check(actor=other).rows == ()
    assert to_check(actor=reviewer(steward)).total == 1
    for nobody in (VISITOR, leader, person("Fay", (Role.FACILITATOR, steward))):
        with pytest.raises(Refused):
            to_check(actor=nobody)


def test_history_tells_versions_and_moves(steward: UUID, checker: Actor) -> None:
    listing_id, leader, edition = _submitted(steward, checker)
    send_back(listing_id, edition=edition, remarks={"phone": "Add"}, actor=checker, at=AT)
    edition = save_draft(
        listing_id, edition=edition, changes={"phone": "01632 960001"}, actor=leader, at=AT
    )
    submit(listing_id, edition=edition, actor=leader, at=AT)
    check(listing_id, edition=edition, actor=checker, at=AT)
    save_draft(listing_id, edition=edition, changes={"summary": "Other"}, actor=leader, at=AT)

    told = history(listing_id, actor=leader)

    assert [row.number for row in told.versions] == [2, 1]
    assert [change.field for change in told.versions[0].changes] == ["summary"]
    assert told.versions[1].checker_name == "Cora Bell"
    assert {move.event for move in told.moves} == {"submit", "send_back", "check", "publish"}


def test_lists_take_the_same_queries_for_one_and_thirty(
    steward: UUID, checker: Actor, django_assert_num_queries: object
) -> None:
    for number in range(30):
        listing_id = start_listing(
            name=f"Circle {number}", steward_id=steward, actor=checker, at=AT
        )
        save_draft(listing_id, edition=1, changes=WHOLE, actor=checker, at=AT)
        submit(listing_id, edition=2, actor=checker, at=AT)
        if number in (0, 29):
            with django_assert_num_queries(2):
                page = to_check(actor=checker, per_page=50)
            assert len(page.rows) == number + 1
