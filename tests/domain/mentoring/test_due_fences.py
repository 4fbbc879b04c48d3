"""What goes wrong about one volunteer keeps no other from what falls due."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.actions import due
from alongside.domain.mentoring.models import Check, Volunteer
from alongside.domain.mentoring.rules.checks import warning_due
from alongside.domain.people.models import Organisation, Person
from factories.mentoring import AT, SYSTEM, TODAY, prepared, ready, service
from factories.training import School

pytestmark = pytest.mark.django_db


@contextmanager
def _broken(key: UUID) -> Iterator[None]:
    """The database cannot write this row."""

    def refuse(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        written = {str(one).replace("-", "") for one in params or ()}
        if sql.startswith("UPDATE") and key.hex in written:
            raise DatabaseError("this row is broken")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


def test_a_check_that_cannot_be_warned_of_stops_no_other() -> None:
    here = service()
    for days in (3, 5):
        ready(here, look_again_on=TODAY + timedelta(days=days))
    first, last = Check.objects.exclude(look_again_on=None).order_by("look_again_on")

    with _broken(first.pk):
        assert mentoring.run_due(actor=SYSTEM, at=AT).warned == 1

    assert Check.objects.get(pk=last.pk).warned_at_days == 7
    assert mentoring.run_due(actor=SYSTEM, at=AT).warned == 1  # once it can be


def test_nor_does_training_that_cannot_be_warned_of_or_followed() -> None:
    here = service()
    keys = [prepared(here), prepared(here)]
    school = School(Organisation.objects.get(pk=here.id), at=AT)
    for key in keys:
        school.train(Person.objects.get(pk=Volunteer.objects.get(pk=key).person_id), on=TODAY)
    first = Volunteer.objects.order_by("applied_at", "pk").values_list("pk", flat=True)[0]

    with _broken(first):
        assert mentoring.follow_training(actor=SYSTEM, at=AT) == 1
    assert mentoring.follow_training(actor=SYSTEM, at=AT) == 1

    until = Volunteer.objects.get(pk=first).trained_until
    assert until is not None
    late = AT + (until - TODAY)
    with _broken(first):
        assert mentoring.run_due(actor=SYSTEM, at=late).warned == 1


def test_what_was_warned_of_before_takes_nobodys_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(due, "_AT_ONCE", 1)
    here = service()
    for days in (3, 5):
        ready(here, look_again_on=TODAY + timedelta(days=days))

    for _run in range(2):
        assert mentoring.run_due(actor=SYSTEM, at=AT).warned == 1

    assert mentoring.run_due(actor=SYSTEM, at=AT).warned == 0


def test_the_database_chooses_as_the_rule_does() -> None:
    row = Volunteer.objects.filter(pk=ready(service()))
    chosen = Volunteer.objects.filter(
        due._unwarned("trained_until", "trained_warned_at_days", TODAY)
    )
    for days in (-400, -1, 0, 1, 7, 8, 30, 31, 90, 91):
        for warned in (None, 0, 7, 30, 90):
            last = TODAY + timedelta(days=days)
            row.update(trained_until=last, trained_warned_at_days=warned)
            wanted = warning_due(last, warned, TODAY) is not None
            assert chosen.exists() is wanted, (days, warned)
    row.update(trained_until=None)
    assert not chosen.exists()
