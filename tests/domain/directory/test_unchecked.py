"""What came from a file and nobody has checked; a draft as the public would read it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alongside.domain.directory import public as directory
from alongside.domain.directory.models import Listing, RunningCheck, Version
from alongside.foundation import audit
from alongside.foundation.errors import Conflict, NotFound, Refused
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


def test_taken_in_listing_waits_until_a_person_has_checked_it_as_it_stands() -> None:
    steward = organisation()
    taken = listed(steward)
    checker = reviewer(steward)
    seen = directory.draft(taken.listing_id, actor=checker)
    assert seen.unchecked
    assert [row.listing_id for row in directory.unchecked(actor=checker).rows] == [taken.listing_id]

    directory.check(taken.listing_id, edition=seen.edition, actor=checker, at=AT)

    after = directory.draft(taken.listing_id, actor=checker)
    assert not after.unchecked
    assert after.content == seen.content
    assert directory.unchecked(actor=checker).total == 0
    assert directory.public_listing(taken.listing_id).basis == "checked"
    assert Listing.objects.get().assured_on == AT.date()
    assert Version.objects.count() == 2
    assert list(audit.verify()) == []


def test_checking_an_old_edition_of_what_was_taken_in_is_a_conflict() -> None:
    steward = organisation()
    taken = listed(steward)
    checker = coordinator(steward)
    edition = directory.draft(taken.listing_id, actor=checker).edition
    directory.check(taken.listing_id, edition=edition, actor=checker, at=AT)

    with pytest.raises(Conflict):
        directory.check(taken.listing_id, edition=edition, actor=checker, at=AT)

    assert Version.objects.count() == 2


def test_unchecked_leaves_out_what_is_being_changed_and_what_is_elsewhere() -> None:
    steward = organisation()
    taken = listed(steward)
    listed(organisation("Elsewhere"))
    checker = coordinator(steward)
    edition = directory.draft(taken.listing_id, actor=checker).edition

    directory.save_draft(
        taken.listing_id, edition=edition, changes={"summary": "New."}, actor=checker, at=AT
    )

    assert directory.unchecked(actor=checker).rows == ()
    assert not directory.draft(taken.listing_id, actor=checker).unchecked


def test_unchecked_is_refused_to_whoever_checks_nowhere() -> None:
    with pytest.raises(Refused):
        directory.unchecked(actor=person())


def test_preview_is_the_draft_and_not_what_is_public() -> None:
    steward = organisation()
    taken = listed(steward)
    editor = coordinator(steward)
    edition = directory.draft(taken.listing_id, actor=editor).edition
    directory.save_draft(
        taken.listing_id, edition=edition, changes={"name": "Renamed"}, actor=editor, at=AT
    )

    seen = directory.preview(taken.listing_id, actor=editor)

    assert seen.name == "Renamed"
    assert seen.content == replace(
        directory.public_listing(taken.listing_id).content, name="Renamed"
    )
    assert directory.public_listing(taken.listing_id).name == content().name
    with pytest.raises(NotFound):
        directory.preview(taken.listing_id, actor=person())


def test_running_row_is_for_its_coordinator_until_it_is_answered() -> None:
    steward = organisation()
    taken = listed(steward)
    Listing.objects.filter(pk=taken.listing_id).update(ask_again_on=AT.date())
    directory.ask_due(actor=SYSTEM, at=AT)
    check = RunningCheck.objects.get()
    caller = coordinator(steward)

    assert directory.running_row(check.pk, actor=caller, at=AT).name == content().name

    with pytest.raises(NotFound):
        directory.running_row(check.pk, actor=coordinator(organisation("B")), at=AT)
    directory.rang(check.pk, answer="running", actor=caller, at=AT)
    with pytest.raises(Conflict):
        directory.running_row(check.pk, actor=caller, at=AT)
