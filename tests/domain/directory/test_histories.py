"""Any history of a listing, whoever acts and in whatever order, keeps the promises."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from alongside.domain.directory import public as directory
from alongside.domain.directory.models import (
    Editor,
    ListedPlace,
    Listing,
    Revision,
    RunningCheck,
    Version,
)
from alongside.domain.directory.states import OPEN_VERSIONS, PUBLIC
from alongside.foundation import audit
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from alongside.foundation.models import Transition
from factories.directory import (
    AT,
    MEETING,
    PLACE,
    SYSTEM,
    coordinator,
    listed,
    organisation,
    person,
)

REFUSALS = (Conflict, Invalid, Refused, NotFound)
WHOLE = {
    "summary": "Tea.",
    "places": (PLACE,),
    "meetings": (MEETING,),
    "any_condition": True,
    "email": "circle@example.org",
}


class Histories(RuleBasedStateMachine):
    """Two editors, a coordinator, a stranger and the clock do anything to one listing.

    The model is small: what the public last read, and that whatever is refused changes nothing.
    Each history has a transaction of its own, undone at its end."""

    def __init__(self) -> None:
        super().__init__()
        self.own = transaction.atomic()
        self.own.__enter__()

    @initialize(imported=st.booleans())
    def begin(self, imported: bool) -> None:
        self.at: datetime = AT
        self.steward: UUID = organisation()
        self.checker = coordinator(self.steward)
        self.first, self.second, self.stranger = person("A"), person("B"), person("C")
        if imported:
            self.key = listed(self.steward).listing_id
        else:
            self.key = directory.start_listing(
                name="Circle", steward_id=self.steward, actor=self.checker, at=AT
            )
        for host in (self.first, self.second):
            Editor.objects.create(listing_id=self.key, person_id=host.person_id, since=AT)
        self.public_reads = self._reads()
        self.numbers = [Revision.objects.count() and Revision.objects.get().number]

    def _reads(self) -> Any:
        """What the public reads now, or None."""
        listing = Listing.objects.select_related("current").get(pk=self.key)
        if listing.state not in PUBLIC or listing.current is None:
            return None
        return (listing.current.content, listing.state, listing.full, listing.assured_on)

    def _edition(self) -> int:
        return directory.draft(self.key, actor=SYSTEM).edition

    def _try(self, act: Any, *args: Any, may_publish: bool = False, **more: Any) -> bool:
        """Does it; a refusal must leave everything as it was. True when it was done."""
        before, rows = self._everything(), Transition.objects.count()
        try:
            act(*args, at=self.at, **more)
        except REFUSALS:
            assert self._everything() == before
            assert Transition.objects.count() == rows
            return False
        if not may_publish:
            assert self._reads() in (self.public_reads, None)
        return True

    def _everything(self) -> list[Any]:
        return [
            list(model.objects.order_by("pk").values())
            for model in (Listing, Version, RunningCheck, Editor)
        ]

    @rule(who=st.sampled_from(["first", "second", "checker", "stranger"]), stale=st.booleans(),
          words=st.sampled_from(["One", "Two"]), whole=st.booleans())  # fmt: skip
    def save(self, who: str, stale: bool, words: str, whole: bool) -> None:
        actor: Actor = getattr(self, who)
        changes = {**(WHOLE if whole else {}), "description": words}
        before = self._edition()
        done = self._try(
            directory.save_draft,
            self.key,
            edition=before - stale,
            changes=changes,
            actor=actor,
        )
        assert not (done and who == "stranger")
        if done:
            assert directory.draft(self.key, actor=SYSTEM).content.description == words
            assert self._edition() == before or not stale

    @rule(who=st.sampled_from(["first", "checker", "stranger"]), stale=st.booleans())
    def submit(self, who: str, stale: bool) -> None:
        edition = self._edition() - stale
        done = self._try(directory.submit, self.key, edition=edition, actor=getattr(self, who))
        assert not (done and (stale or who == "stranger"))

    @rule(who=st.sampled_from(["first", "stranger"]))
    def take_back(self, who: str) -> None:
        self._try(directory.take_back, self.key, actor=getattr(self, who))

    @rule(who=st.sampled_from(["first", "checker", "stranger"]), stale=st.booleans())
    def check(self, who: str, stale: bool) -> None:
        was = directory.draft(self.key, actor=SYSTEM)
        done = self._try(
            directory.check,
            self.key,
            edition=was.edition - stale,
            actor=getattr(self, who),
            may_publish=True,
        )
        assert not (done and (stale or who != "checker"))
        if done and was.state == "submitted":
            listing = Listing.objects.get(pk=self.key)
            assert listing.current_id == was.version_id
            assert listing.assured_on == self.at.date()

    @rule(who=st.sampled_from(["first", "checker"]))
    def send_back(self, who: str) -> None:
        done = self._try(
            directory.send_back,
            self.key,
            edition=self._edition(),
            remarks={"summary": "Say more."},
            actor=getattr(self, who),
        )
        assert not (done and who == "first")

    @rule()
    def discard(self) -> None:
        self._try(directory.discard, self.key, edition=self._edition(), actor=self.first)

    @rule()
    def close(self) -> None:
        assert self._try(directory.close, self.key, actor=self.second)
        assert self._reads() is None

    @rule()
    def reopen(self) -> None:
        self._try(directory.reopen, self.key, actor=self.first, may_publish=True)

    @rule(full=st.booleans())
    def set_full(self, full: bool) -> None:
        self._try(directory.set_full, self.key, full, actor=self.first, may_publish=True)

    @precondition(lambda self: Listing.objects.get(pk=self.key).external_id)
    @rule(words=st.sampled_from(["Three", "Four"]))
    def take_in_again(self, words: str) -> None:
        listing = Listing.objects.select_related("current").get(pk=self.key)
        said = directory.Content.from_json(listing.current.content)
        given = {**said.to_json(), "first_visit": words}
        self._try(
            directory.take_in,
            directory.Content.from_json(given),
            steward_id=self.steward,
            source=listing.source,
            external_id=listing.external_id,
            actor=self.checker,
            may_publish=True,
        )

    @rule(days=st.sampled_from([1, 14, 30, 200]))
    def time_passes(self, days: int) -> None:
        self.at += timedelta(days=days)
        before = Listing.objects.get(pk=self.key)
        directory.run_due(actor=SYSTEM, at=self.at)
        again = directory.run_due(actor=SYSTEM, at=self.at)
        after = Listing.objects.get(pk=self.key)
        assert again == directory.DueCounts()
        assert after.current_id == before.current_id

    @rule(answer=st.sampled_from(["running", "stopped"]))
    def answer_by_link(self, answer: str) -> None:
        for row in directory.running_checks(actor=self.checker, at=self.at).rows:
            self._try(directory.answer_running, row.token, answer=answer, may_publish=True)

    @invariant()
    def at_most_one_version_is_open_and_one_question_waits(self) -> None:
        open_ones = Version.objects.filter(listing_id=self.key, state__in=OPEN_VERSIONS)
        assert open_ones.count() <= 1
        assert RunningCheck.objects.filter(listing_id=self.key, answered_on=None).count() <= 1

    @invariant()
    def public_reads_a_checked_version_and_its_rows_say_the_same(self) -> None:
        listing = Listing.objects.select_related("current").get(pk=self.key)
        if listing.state in PUBLIC:
            assert listing.current is not None
            assert listing.current.state == "checked"
            assert listing.name == listing.current.content["name"]
            places = len(listing.current.content["places"])
            assert ListedPlace.objects.filter(listing=listing).count() == places
        if listing.state == "closed":
            assert not RunningCheck.objects.filter(listing=listing, answered_on=None).exists()
            assert not listing.versions.filter(state__in=OPEN_VERSIONS).exists()

    @invariant()
    def what_the_public_reads_never_changes_without_a_new_revision(self) -> None:
        reads = self._reads()
        number = Revision.objects.values_list("number", flat=True).first() or 0
        if reads != self.public_reads:
            assert number > self.numbers[-1]
        assert number >= self.numbers[-1]
        self.public_reads = reads
        self.numbers.append(number)

    @invariant()
    def editions_and_numbers_only_grow(self) -> None:
        rows = list(Version.objects.filter(listing_id=self.key).order_by("number"))
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))

    def teardown(self) -> None:
        try:
            assert list(audit.verify()) == []
        finally:
            transaction.set_rollback(True)
            self.own.__exit__(None, None, None)


@pytest.mark.django_db
def test_any_history_keeps_the_promises() -> None:
    run_state_machine_as_test(Histories, settings=settings(max_examples=12, stateful_step_count=25))


@pytest.mark.django_db
@pytest.mark.long
def test_thousands_of_steps_keep_the_promises() -> None:
    run_state_machine_as_test(
        Histories, settings=settings(max_examples=150, stateful_step_count=50)
    )
