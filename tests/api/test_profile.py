"""The official profile against the running service, with a thousand groups: nine of nine."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytest_django.live_server_helper import LiveServer

from alongside.domain.directory.public import Place
from alongside.foundation.unit import unit
from api.profile import Profile
from factories.catalogue import fill
from factories.directory import AT, PLACE, SYSTEM, content, listed, organisation
from support import SHARED, needs_shared

pytestmark = pytest.mark.once

GROUPS = 1_000


@needs_shared
@pytest.mark.django_db(transaction=True)
def test_official_profile_passes_nine_of_nine(live_server: LiveServer) -> None:
    fill()
    steward = organisation()
    with unit(actor=SYSTEM, at=AT):
        for number in range(GROUPS):
            places = (PLACE, Place(name="Library", town="Malvern")) if number % 7 else ()
            listed(steward, replace(content(name=f"Group {number}"), places=places))

    outcomes = Profile(
        SHARED / "data/oruk/validator_profile", f"{live_server.url}/api/oruk/v3"
    ).run()

    assert {outcome.name: outcome.faults for outcome in outcomes if outcome.faults} == {}
    assert len(outcomes) == 9


@needs_shared
@pytest.mark.django_db(transaction=True)
def test_profile_has_teeth(live_server: LiveServer) -> None:
    outcomes = Profile(SHARED / "data/oruk/validator_profile", live_server.url).run()

    assert all(outcome.faults for outcome in outcomes)
