"""The audit chain: what is written holds, and what is tampered with shows."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from alongside.domain.people.models import Organisation
from alongside.foundation import audit
from alongside.foundation.actor import system
from alongside.foundation.models import AuditRow
from alongside.foundation.unit import unit

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def _write(count: int) -> Organisation:
    with unit(actor=system("test"), at=AT) as work:
        organisation = Organisation.objects.create(name="Severn Peers", created_at=AT)
        for number in range(count):
            work.audit(
                f"thing.done{number}",
                organisation,
                organisation_id=organisation.pk,
                fields=("name", "email"),
            )
    return organisation


def test_audit_untouched_has_no_fault() -> None:
    _write(5)

    assert list(audit.verify()) == []
    assert AuditRow.objects.count() == 5


@pytest.mark.parametrize("column", ["action", "actor_kind", "thing_id", "fields", "at", "previous"])
def test_audit_changed_row_shows(column: str) -> None:
    _write(5)
    value = {"fields": ["health"], "at": datetime(2020, 1, 1, tzinfo=UTC)}.get(column, "other")

    AuditRow.objects.filter(sequence=3).update(**{column: value})

    assert [fault.sequence for fault in audit.verify()] == [3]


@pytest.mark.parametrize("gone", [1, 3, 5])
def test_audit_missing_row_shows(gone: int) -> None:
    _write(5)

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM foundation_auditrow WHERE sequence = %s", [gone])

    assert len(list(audit.verify())) == 1


def test_audit_row_refuses_save_and_delete() -> None:
    _write(1)
    row = AuditRow.objects.get()

    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        row.delete()


def test_unit_that_fails_leaves_nothing() -> None:
    with pytest.raises(RuntimeError), unit(actor=system("test"), at=AT) as work:
        organisation = Organisation.objects.create(name="Gone", created_at=AT)
        work.audit("thing.done", organisation, organisation_id=uuid4())
        raise RuntimeError

    assert not Organisation.objects.exists()
    assert not AuditRow.objects.exists()


def test_unit_inner_failure_that_is_caught_undoes_only_the_inner() -> None:
    with unit(actor=system("test"), at=AT) as work:
        kept = Organisation.objects.create(name="Kept", created_at=AT)
        work.audit("thing.kept", kept, organisation_id=kept.pk)
        with pytest.raises(RuntimeError), unit(actor=system("test"), at=AT) as inner:
            gone = Organisation.objects.create(name="Gone", created_at=AT)
            inner.audit("thing.gone", gone, organisation_id=gone.pk)
            raise RuntimeError

    assert [row.action for row in AuditRow.objects.all()] == ["thing.kept"]
    assert transaction.get_connection().in_atomic_block


def test_unit_that_joins_whole_is_undone_whole_and_leaves_what_it_joined() -> None:
    with unit(actor=system("test"), at=AT) as work:
        kept = Organisation.objects.create(name="Kept", created_at=AT)
        work.audit("thing.kept", kept, organisation_id=kept.pk)
        with (
            CaptureQueriesContext(connection) as statements,
            pytest.raises(RuntimeError),
            unit(actor=system("test"), at=AT, whole=True),
        ):
            for _each in range(3):
                with unit(actor=system("test"), at=AT) as inner:
                    gone = Organisation.objects.create(name="Gone", created_at=AT)
                    inner.audit("thing.gone", gone, organisation_id=gone.pk)
            raise RuntimeError
        with unit(actor=system("test"), at=AT) as after:
            after.audit("thing.after", kept, organisation_id=kept.pk)

    assert sum(one["sql"].startswith("SAVEPOINT") for one in statements) == 1
    assert [row.action for row in AuditRow.objects.all()] == ["thing.kept", "thing.after"]
    assert list(Organisation.objects.values_list("name", flat=True)) == ["Kept"]


def test_unit_runs_what_waits_for_its_end_once_and_forgets_what_was_undone() -> None:
    ran: list[str] = []

    with unit(actor=system("test"), at=AT) as work:
        work.at_end("count", lambda: ran.append("kept"))
        with unit(actor=system("test"), at=AT) as inner:
            inner.at_end("count", lambda: ran.append("not the first"))
        with pytest.raises(RuntimeError), unit(actor=system("test"), at=AT) as broken:
            broken.at_end("other", lambda: ran.append("undone"))
            raise RuntimeError
        before = list(ran)

    assert before == []
    assert ran == ["kept"]
