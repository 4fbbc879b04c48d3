"""Meetings so far come in with the pairs of a service's own spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from alongside.domain.interop import public as interop
from alongside.domain.mentoring.models import Meeting, Pair
from alongside.domain.messaging.models import Message
from alongside.domain.outcomes.models import Response
from alongside.journeys import import_undo
from domain.interop.test_service_spreadsheet import book, bring, counts, rejected, told
from factories.mentoring import AT, SYSTEM, Service, service

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(db: None) -> Service:
    return service()


MET = {"Mentor": "Meg O'Hara", "Name": "Pat Paired", "Date": "13/10/2026"}


def test_meetings_so_far_come_in_once_and_ask_nobody_anything(here: Service) -> None:
    met = [MET, {**MET, "Date": "20/10/2026"}]
    assert counts(bring(here, book(met=met), dry=True)) == (5, 5, 0, 0)
    assert Meeting.objects.count() == 0
    run_id = bring(here, book(met=met))

    assert counts(run_id) == (5, 5, 0, 0)
    assert list(Meeting.objects.order_by("on").values_list("on", "state")) == [
        (date(2026, 10, 13), "met"),
        (date(2026, 10, 20), "met"),
    ]
    assert (Message.objects.count(), Response.objects.count()) == (0, 0)
    assert counts(bring(here, book(met=met))) == (5, 0, 5, 0)
    import_undo.undo_now(run_id, actor=here.first, now=lambda: AT)
    assert (told(run_id).undone, Meeting.objects.count(), Pair.objects.count()) == (5, 0, 0)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"Name": "Nobody"}, "Name (B2)"),
        ({"Mentor": "Nobody"}, "Mentor (A2), Name (B2)"),
        ({"Date": "13/13/2026"}, "Date (C2)"),
        ({"Date": ""}, "Date (C2)"),
        ({"Date": "13/10/2027"}, "Date (C2)"),
        ({"Date": "13/10/2025"}, "Date (C2)"),  # before they began
    ],
)
def test_a_meeting_that_cannot_be_is_rejected(
    here: Service, change: Mapping[str, str], where: str
) -> None:
    body = book(met=[{**MET, **change}])
    for dry in (True, False):
        ((sheet, row, found, _why),) = rejected(bring(here, body, dry=dry))
        assert (sheet, row) == ("meetings", "2")
        assert found == where


def test_undo_leaves_a_pair_that_met_again(here: Service) -> None:
    run_id = bring(here, book(waiting=[]))
    bring(here, book(waiting=[], met=[MET]))
    import_undo.undo_now(run_id, actor=here.first, now=lambda: AT)

    assert told(run_id).kept == 2
    assert {row.kept_because for row in interop.rows(run_id, outcome="kept", actor=SYSTEM)} == {
        "A meeting of this pair was written down.",
        "This mentor meets somebody.",
    }
