"""What the worker does by the clock, beside its queue."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from alongside.cli import worker
from alongside.foundation import clock


class _Once(threading.Event):
    """Set as soon as somebody waits for it: one look, and no quarter of an hour."""

    def wait(self, timeout: float | None = None) -> bool:
        self.set()
        return True


@pytest.mark.django_db(transaction=True)
def test_sign_ins_that_are_over_are_forgotten() -> None:
    for key, left in (("over", timedelta(-1)), ("going", timedelta(hours=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=clock.now() + left)

    worker._look_for_due(_Once())

    assert [session.session_key for session in Session.objects.all()] == ["going"]
