"""Somebody is deleted while a worry that they told is open: kept until it is closed, and no longer.

Every column of every table is walked at each step.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from alongside.domain.people import public as people
from alongside.domain.people.models import Organisation, Person
from alongside.domain.safety import public as safety
from alongside.domain.safety.models import Concern
from alongside.foundation.actor import by_link, system
from alongside.foundation.models import AuditRow
from alongside.journeys import retention, rights
from alongside.journeys.kept import KEPT
from factories.safety import decided, look_after_safety, told
from journeys.test_every_column import MODELS, as_text, snapshot
from journeys.worlds import AT, acting, service, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
MARK = "Wxqz"
WHO_TOLD = {
    f"safety.concern.{name}"
    for name in ("reporter", "contact_name", "contact_by", "contact_at", "contact_safely",
                 "may_contact", "may_leave_message")
}  # fmt: skip


def found_of(person_id: Any) -> set[str]:
    """Every column, of any table, in which something still tells of the person."""
    return {
        f"{label}.{column}"
        for label, rows in snapshot().items()
        for row in rows.values()
        for column, value in row.items()
        if MARK.casefold() in as_text(value).casefold() or str(person_id) in as_text(value)
    }


@pytest.fixture
def person(settings: Any, tmp_path: Any) -> Person:
    """Somebody about whom every table says something, who told a worry that is open."""
    settings.VAR = tmp_path
    service()
    look_after_safety(Organisation.objects.get(pk=people.service().organisation_id))  # type: ignore[union-attr]
    person = somebody(MARK)
    told(
        at=AT, actor=acting(person), say_who=True, what_happened=f"{MARK} is afraid",
        about="other", about_name=f"{MARK} Jay", may_contact=True, contact_name=f"{MARK} Wren",
        contact_by="email", contact_at=f"{MARK}@example.org", contact_safely=f"{MARK} mornings",
        may_leave_message=True,
    )  # fmt: skip
    return person


def the_worry() -> Concern:
    return Concern.objects.get(
        state__in=("received", "in_hand", "closing", "closed"), closed_at=None
    )


def close(one: Concern, person: Person) -> None:
    setup = safety.setup(actor=system("test"), at=AT)
    lead, deputy = (
        people.actor_for_user(Person.objects.get(pk=each).user_id, second_factor=True, at=AT)
        for each in (setup.lead_id, setup.deputy_id)
    )
    record = safety.open_worry(one.pk, actor=lead, at=AT)
    assert record.told.contact_at == f"{MARK}@example.org"  # they can still be helped
    safety.mark_read(one.pk, actor=lead, at=AT)
    safety.take_in_hand(one.pk, look_again_on=date(2026, 11, 24), actor=lead, at=AT)
    safety.write_down(one.pk, kind="spoke", words=f"{MARK} is safe", key=uuid4(), actor=lead, at=AT)
    assert Concern.objects.get(pk=one.pk).reporter_id == person.pk
    decided(one.pk, actor=lead, at=AT, told_whom=f"{MARK} nobody")
    safety.suggest_closing(one.pk, words="Nothing is left to do.", actor=lead, at=AT)
    safety.close_worry(one.pk, actor=deputy, at=AT)


def test_who_told_it_stays_while_it_is_open_goes_when_it_is_closed_and_the_rest_in_time(
    person: Person,
) -> None:
    one = the_worry()

    done = rights.erase_person(person.pk, actor=by_link(person.pk), at=AT)

    assert done["safety.worries_kept_open"] == 1
    assert found_of(person.pk) - set(KEPT) == WHO_TOLD - {
        "safety.concern.contact_by", "safety.concern.may_contact",
        "safety.concern.may_leave_message",
    }  # fmt: skip

    close(one, person)

    assert found_of(person.pk) - set(KEPT) == set()
    row = Concern.objects.get(pk=one.pk)
    assert all(not getattr(row, name.rsplit(".", 1)[1]) for name in WHO_TOLD)
    assert row.what_happened == f"{MARK} is afraid"
    erased = AuditRow.objects.filter(action="concern.contact_erased", thing_id=str(one.pk))
    assert set(erased.get().fields) >= {"reporter", "contact_at"}

    later = datetime(2034, 11, 24, 12, tzinfo=UTC)
    retention.run_retention(actor=system("retention"), at=later)

    words = {"safety.concern.what_happened", "safety.concern.about_name", "safety.step.words"}
    words |= {"safety.decision.told_whom", "safety.decision.reasons"}
    assert found_of(person.pk) & words == set()
    assert set(MODELS) >= {"safety.concern", "safety.step"}


def test_a_worry_closed_before_this_was_so_loses_the_name_with_the_next_run(
    person: Person,
) -> None:
    one = the_worry()
    rights.erase_person(person.pk, actor=acting(person), at=AT)
    Concern.objects.filter(pk=one.pk).update(
        state="closed", closing_by=Person.objects.exclude(pk=person.pk).first(),
        closed_by=person, closed_at=AT,
    )  # fmt: skip
    Concern.objects.filter(pk=one.pk).update(owner=None, due_at=None)

    retention.run_retention(actor=system("retention"), at=AT + timedelta(minutes=15))

    row = Concern.objects.get(pk=one.pk)
    assert (row.reporter_id, row.contact_at, row.may_contact) == (None, "", False)
    assert row.what_happened == f"{MARK} is afraid"


def test_of_somebody_who_was_not_deleted_nothing_is_taken_out(person: Person) -> None:
    one = the_worry()

    close(one, person)
    retention.run_retention(actor=system("retention"), at=AT + timedelta(days=400))

    assert Concern.objects.get(pk=one.pk).contact_at == f"{MARK}@example.org"
    held = rights.held(person.pk, actor=acting(person), at=AT)
    assert len(held.tables["safety"]["worries"]) == 2
