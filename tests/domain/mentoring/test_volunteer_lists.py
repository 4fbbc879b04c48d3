"""The list of volunteers takes as many queries for thirty as for one."""

from __future__ import annotations

import pytest

from alongside.domain.mentoring import public as mentoring
from factories.mentoring import AT, applied, service

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("many", [1, 30])
def test_lists_take_as_many_queries_for_thirty_as_for_one(
    many: int, django_assert_max_num_queries: object
) -> None:
    here = service()
    for number in range(many):
        applied(name=f"Vol {number}", reach=mentoring.Reachable("phone", number="01632 960001"))

    with django_assert_max_num_queries(7):  # type: ignore[operator]
        rows = mentoring.volunteers(actor=here.first, at=AT, per_page=50).rows
    with django_assert_max_num_queries(1):  # type: ignore[operator]
        counts = mentoring.volunteer_counts(actor=here.first, at=AT)

    assert len(rows) == many
    assert counts.applied == many
