"""Neighbourhood teams: what there is near them, what came of introductions, and a card."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from alongside.domain.directory import public as directory
from alongside.domain.people import public as people
from alongside.domain.referrals import public as referrals
from alongside.domain.referrals.models import Referral
from alongside.foundation.actor import VISITOR, system
from factories.catalogue import fill
from factories.directory import content, listed
from factories.referring import made
from web.conftest import AsRole

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)


def text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture(autouse=True)
def ready(service: people.ServiceRecord) -> None:
    fill()
    people.add_team(
        slug="worcester", name="Worcester City", places=["Worcester"], outward_codes=["WR1"],
        lat=52.19, lon=-2.22, population=1, practices=[("DEMO01", "Hill Surgery")],
        valid_from=(NOW - timedelta(days=900)).date(), actor=system("test"), at=NOW,
    )  # fmt: skip
    listed(service.organisation_id, content(name="Tuesday Circle"))
    directory.forget_search()


def introduced(count: int, *, days: int = 60) -> None:
    at = NOW - timedelta(days=days)
    for _number in range(count):
        record = made(VISITOR, made_by="self", how_agreed="page", at=at, key=uuid4().hex)
        Referral.objects.filter(pk=record.referral_id).update(practice="DEMO01")
    referrals.run_due(actor=system("test"), at=at + timedelta(minutes=1))


@pytest.mark.parametrize(
    ("count", "told"), [(0, "Introduced 0"), (7, "fewer than 8"), (12, "about 10")]
)
def test_small_numbers_are_not_told_and_large_ones_rounded(
    as_role: AsRole, count: int, told: str
) -> None:
    introduced(count)
    introduced(9, days=2)  # this month is not over, so that nobody shows by a change
    with time_machine.travel(NOW, tick=False):
        page = text(as_role("referrer").get("/teams/worcester/"))

    assert told in page
    assert "Not possible" not in page  # with the others, a part could be worked out
    assert "From 1 November 2025 to 31 October 2026." in page
    assert "Tuesday Circle" in page
    assert "Hill Surgery (DEMO01)" in page


def test_a_card_has_three_questions_two_groups_and_the_way_in(as_role: AsRole) -> None:
    response = as_role("referrer").get("/teams/worcester/card/")
    page = response.content.decode()

    assert page.count("<li>") >= 3
    assert "Would you rather meet one person, or a group?" in page
    assert "Tuesday Circle" in page
    assert "/from/worcester" in page
    assert "<svg" in page


def test_a_team_that_there_is_not_is_not_found(as_role: AsRole) -> None:
    assert as_role("referrer").get("/teams/nowhere/").status_code == 404
    assert "Worcester City" in text(as_role("org_admin").get("/teams/"))
