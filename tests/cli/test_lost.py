"""Whoever asked and is lost is told: by the worker once a day, and by `alongside check`."""

from __future__ import annotations

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from alongside.cli import lost
from alongside.cli.checks.running import _asking
from alongside.domain.directory import public as directory
from alongside.domain.signposting import public as signposting
from factories.asking import asked, county
from factories.directory import AT, SYSTEM


@pytest.mark.django_db
def test_lost_are_told_once_a_day_and_mended_by_the_due_work() -> None:
    lost._looked_on.clear()
    here = county()
    record = asked(here.group)
    assert [line.level for line in _asking()] == ["PASS"]
    directory.close(here.group, actor=SYSTEM, at=AT)

    with capture_logs() as told:
        counts = [lost.tell_lost(AT + timedelta(hours=hours)) for hours in (0, 1, 24)]

    assert counts == [1, 0, 1]
    assert {line["id"] for line in told} == {str(record.request_id)}
    assert [line.level for line in _asking()] == ["FAIL"]
    signposting.run_due(actor=SYSTEM, at=AT)
    assert [line.level for line in _asking()] == ["PASS"]
