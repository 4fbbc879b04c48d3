"""What is left to do while a mentor is away stands on one list, and on Today."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Volunteer
from alongside.foundation.errors import Refused
from factories.covers import FIRST, LAST, asked_cover, covered, to_cover
from factories.directory import coordinator, organisation
from factories.meetings import PLAN, paired
from factories.mentoring import AT, TODAY, Service, acting, see_checks, service, who_waits

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def _whys(here: Service, at: Any = AT) -> list[str]:
    found = [row.why for row in mentoring.away(actor=here.first, at=at)]
    assert mentoring.today(actor=here.first, at=at).away == len(found)
    return found


def test_somebody_whose_mentor_is_paused_meets_nobody() -> None:
    here = service()
    pair_id, mentor, place_id, other = to_cover(here)
    assert _whys(here) == []

    mentoring.pause(mentor, actor=acting(mentor), at=AT)
    assert _whys(here) == ["alone"]
    mentoring.plan_meeting(pair_id, plan=PLAN, key=uuid4(), actor=acting(mentor), at=AT)
    assert _whys(here) == []
    later = AT + timedelta(days=20)
    assert _whys(here, later) == ["alone"]
    cover_id = asked_cover(here, pair_id, place_id, other, at=later)
    mentoring.accept_cover(cover_id, actor=acting(other), at=later)
    assert _whys(here, later) == []
    assert _whys(here, later + timedelta(days=7)) == ["ends"]


def test_an_answer_is_waited_for_and_a_no_asks_for_somebody_else() -> None:
    here = service()
    pair_id, _mentor, place_id, other = to_cover(here)
    cover_id = mentoring.ask_cover(
        pair_id, first_on=FIRST + 7 * DAY, last_on=LAST, actor=here.first, at=AT
    )
    assert _whys(here) == []
    assert _whys(here, AT + 4 * DAY) == ["waits"]
    mentoring.choose_cover(cover_id, other, actor=who_waits(place_id), at=AT)
    mentoring.refuse_cover(cover_id, actor=acting(other), at=AT)

    assert _whys(here) == ["not_able"]
    assert _whys(here, AT + 14 * DAY) == []


def test_whoever_covers_and_may_meet_nobody_any_more_is_looked_at() -> None:
    here = service()
    *_cover, other = covered(here)
    assert _whys(here) == []

    mentoring.pause(other, actor=acting(other), at=AT)
    assert _whys(here) == ["look"]
    mentoring.resume(other, actor=acting(other), at=AT)
    see_checks(here, other, look_again_on=TODAY + DAY)
    assert _whys(here, AT + 2 * DAY) == ["look"]


def test_only_who_coordinates_there_sees_it() -> None:
    here = service()
    _pair, mentor, _place, _other = to_cover(here)
    mentoring.pause(mentor, actor=acting(mentor), at=AT)

    assert mentoring.away(actor=coordinator(organisation()), at=AT) == ()
    for actor in (here.lead, acting(mentor)):
        with pytest.raises(Refused):
            mentoring.away(actor=actor, at=AT)


@pytest.mark.parametrize("many", [1, 4])
def test_it_takes_as_many_queries_for_many_as_for_one(
    many: int, django_assert_max_num_queries: Any
) -> None:
    here = service()
    _pair, mentor, _place = paired(here)
    for number in range(many - 1):
        paired(here, volunteer_id=mentor, name=f"Ann {number}")
    Volunteer.objects.filter(pk=mentor).update(state="paused")

    with django_assert_max_num_queries(6):
        assert len(mentoring.away(actor=here.first, at=AT)) == many
