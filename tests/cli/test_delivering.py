"""Messages leave within seconds, whatever else the worker is busy with."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from alongside.cli import delivering
from alongside.domain.messaging.models import Message
from alongside.domain.people import public as people
from alongside.foundation import clock
from factories import catalogue
from factories.messaging import SYSTEM, person, send

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def service(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    catalogue.fill()
    people.create_deployment(kind="demo", name="Severn Peers", actor=SYSTEM, at=clock.now())


def mail() -> Message:
    """A message that is due at any hour of the day on which this runs."""
    lazy = person(channels=["letter"], post=["1 High Street", "WR1 1AA"])
    return send(lazy, at=clock.now())


def test_nothing_due_is_nothing_queued() -> None:
    delivering.look(clock.now())

    assert not DBTaskResult.objects.exists()


def test_one_delivery_waits_for_many_messages() -> None:
    mail()

    for _ in range(3):
        delivering.look(clock.now())

    assert DBTaskResult.objects.get().task_path.endswith("messaging.tasks.deliver")
    assert Message.objects.get().state == "queued"


def test_delivery_that_waits_behind_other_work_is_done_beside_it() -> None:
    mail()
    delivering.look(clock.now())

    delivering.look(clock.now() + timedelta(seconds=6))

    assert Message.objects.get().state == "sent"


def test_a_look_that_fails_is_not_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[object] = []

    class Twice(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            if len(looks) == 2:
                self.set()
            return True

    def fail(at: object) -> None:
        looks.append(at)
        raise RuntimeError

    monkeypatch.setattr(delivering, "look", fail)
    delivering.keep_delivering(Twice())

    assert len(looks) == 2
