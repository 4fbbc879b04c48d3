"""Whoever covers stops before the last day: somebody is to be found again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Volunteer
from factories.covers import FIRST, LAST, covered
from factories.mentoring import AT, acting, ready, service, who_waits

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


def _left(here: Any, *, actor: Any = None) -> list[tuple[str, str]]:
    found = mentoring.tasks(actor=actor or here.first, at=LATER).rows
    return [(task.kind, task.name) for task in found]


@pytest.mark.parametrize("stops", [True, False])
def test_a_mentor_who_leaves_is_a_coordinators_next_step(stops: bool) -> None:
    here = service()
    cover_id, pair_id, _mentor, _place, other = covered(here)

    if stops:
        mentoring.stop(other, actor=acting(other), at=LATER)
    for _twice in range(0 if stops else 2):
        mentoring.end_cover(cover_id, actor=acting(other), at=LATER)

    assert _left(here) == [("left", "Ruth Adeyemi")]
    ready(here, name="Una Wells", at=LATER)
    mentoring.ask_cover(pair_id, first_on=FIRST, last_on=LAST, actor=here.first, at=LATER)
    assert _left(here) == []


def test_it_is_nobodys_next_step_where_the_person_ends_it_or_the_pair_is_over() -> None:
    here = service()
    cover_id, pair_id, _mentor, place_id, other = covered(here)
    mentoring.end_cover(cover_id, actor=who_waits(place_id), at=LATER)
    assert _left(here) == []

    again = covered(here)
    mentoring.end_cover(again[0], actor=acting(again[4]), at=LATER)
    assert [kind for kind, _name in _left(here)] == ["left"]
    mentoring.end_pair(
        again[1], reason="person_stopped", wait_again=False, actor=here.first, at=LATER
    )
    assert _left(here) == []


def test_who_covered_and_coordinates_has_no_such_step_of_their_own() -> None:
    here = service()
    cover_id, _pair, _mentor, _place, other = covered(here)
    Volunteer.objects.filter(pk=other).update(
        person_id=here.first.person_id, first_yes_by_id=here.lead.person_id
    )

    mentoring.end_cover(cover_id, actor=here.first, at=LATER)

    assert _left(here, actor=here.first) == []
    assert _left(here, actor=here.second) == [("left", "Ruth Adeyemi")]
