"""When support is over, the person is asked again what they were asked at the beginning; once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from alongside.domain.outcomes import public as outcomes
from alongside.domain.outcomes.models import Response
from alongside.domain.people.models import Restriction
from alongside.domain.referrals import public as referrals
from alongside.foundation.errors import Refused
from alongside.journeys import reactions, support_over
from factories.mentoring import AT, SYSTEM, Service, service
from factories.referring import received, staff

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
LATER = AT + timedelta(days=80)


@pytest.fixture
def here() -> Service:
    return service()


def _supported(here: Service, *, asked: bool = True, outcome: str = "supported") -> UUID:
    """Somebody's support that ended so: the episode."""
    made = received(staff("Dr Ann Field", "referrer", here.id), at=AT)
    referrals.run_due(actor=SYSTEM, at=AT)
    episode_id = referrals.accept(made.referral_id, actor=here.first, at=AT)
    outcomes.choose_measure(here.id, measure="ons-loneliness", actor=here.first, at=AT)
    if asked:
        person_id = referrals.episode(episode_id, actor=SYSTEM, at=AT).person_id
        outcomes.ask(episode_id, person_id=person_id, organisation_id=here.id, actor=SYSTEM, at=AT)
    referrals.close(made.referral_id, outcome=outcome, actor=here.first, at=LATER)
    return episode_id


def _ends() -> int:
    return Response.objects.filter(point="end").count()


def test_the_close_itself_asks_and_the_due_work_asks_nobody_twice(
    here: Service, django_capture_on_commit_callbacks: Any
) -> None:
    reactions.connect()
    with django_capture_on_commit_callbacks(execute=True):
        _supported(here)
    assert _ends() == 1

    assert support_over.run_due(actor=SYSTEM, at=LATER) == 0
    assert _ends() == 1


def test_what_was_missed_is_asked_for_three_days(here: Service) -> None:
    _supported(here)

    assert support_over.run_due(actor=SYSTEM, at=LATER + timedelta(days=4)) == 0
    assert support_over.run_due(actor=SYSTEM, at=LATER + timedelta(days=2)) == 1
    assert support_over.run_due(actor=SYSTEM, at=LATER + timedelta(days=2)) == 0
    assert _ends() == 1


@pytest.mark.parametrize("outcome", ["no_contact", "moved_away", "died"])
def test_nobody_is_asked_who_cannot_answer(here: Service, outcome: str) -> None:
    _supported(here, outcome=outcome)

    assert support_over.run_due(actor=SYSTEM, at=LATER) == 0


def test_nobody_is_asked_who_was_not_asked_at_the_beginning(here: Service) -> None:
    _supported(here, asked=False)

    assert support_over.run_due(actor=SYSTEM, at=LATER) == 0


def test_while_details_are_not_used_nobody_is_asked(here: Service) -> None:
    episode_id = _supported(here)
    person_id = referrals.episode(episode_id, actor=SYSTEM, at=LATER).person_id
    Restriction.objects.create(
        person_id=person_id, because="accuracy", about="My name", how="phone", asked_at=LATER
    )

    assert support_over.run_due(actor=SYSTEM, at=LATER) == 0


def test_only_the_services_own_work_asks(here: Service) -> None:
    with pytest.raises(Refused):
        support_over.run_due(actor=here.first, at=LATER)
