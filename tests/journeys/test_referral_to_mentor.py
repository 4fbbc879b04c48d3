"""From *we support them* to a place in the plan: nothing typed twice, and nobody forgotten."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Place
from alongside.domain.messaging import public as messaging
from alongside.domain.messaging.models import Message
from alongside.domain.referrals import public as referrals
from alongside.foundation.errors import Refused
from alongside.journeys import reactions, referral_to_mentor
from factories.mentoring import AT, SYSTEM, Service, ready, service
from factories.referring import received, staff

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
BORN = date(1970, 3, 1)
LATER = AT + timedelta(hours=1)


@pytest.fixture
def here() -> Service:
    return service()


def _accepted(here: Service, **changes: object) -> referrals.ReferralAccepted:
    """What is told once a service took somebody on."""
    clinician = staff("Dr Ann Field", "referrer", here.id)
    made = received(clinician, at=AT, **changes)
    referrals.run_due(actor=SYSTEM, at=AT)
    episode_id = referrals.accept(made.referral_id, actor=here.first, at=AT)
    found = referrals.episode(episode_id, actor=SYSTEM, at=AT)
    return referrals.ReferralAccepted(
        referral_id=found.referral_id,
        episode_id=episode_id,
        organisation_id=found.organisation_id,
        person_id=found.person_id,
        wants=found.wants,
        at=AT,
    )


def _asked() -> int:
    return Message.objects.filter(template="mentor_wishes").count()


def test_what_was_written_is_not_asked_twice_and_they_are_told_once(here: Service) -> None:
    told = _accepted(here, condition="type-2-diabetes", born=BORN)

    for _twice in range(2):
        reactions.look_for_a_mentor(told)

    place = Place.objects.get()
    assert (place.episode_id, place.person_id) == (told.episode_id, told.person_id)
    assert (place.conditions, place.birth_date) == (["type-2-diabetes"], BORN)
    assert _asked() == 1


@pytest.mark.parametrize(
    ("told", "languages"),
    [
        ({}, ["en"]),
        ({"language": "pl"}, ["en", "pl"]),
        ({"formats": ("large_print", "bsl_interpreter")}, ["en", "bfi"]),
        ({"formats": ("language_interpreter",), "interpreter_language": "so"}, ["en", "so"]),
        ({"language": "ur", "interpreter_language": "ur"}, ["en", "ur"]),
    ],
)
def test_the_languages_that_they_told_are_not_asked_twice(
    here: Service, told: dict[str, Any], languages: list[str]
) -> None:
    accepted = _accepted(here)
    if told:
        messaging.set_profile(person_id=accepted.person_id, changes=told, actor=here.first, at=AT)

    reactions.look_for_a_mentor(accepted)

    place = Place.objects.get()
    assert (place.languages, place.language_required) == (languages, False)


def test_whoever_wants_something_else_has_no_place(here: Service) -> None:
    reactions.look_for_a_mentor(_accepted(here, wants="group"))

    assert not Place.objects.exists()


def test_a_process_that_ended_between_the_two_is_made_good(here: Service) -> None:
    _accepted(here)

    assert referral_to_mentor.run_due(actor=SYSTEM, at=LATER) == 1
    assert referral_to_mentor.run_due(actor=SYSTEM, at=LATER) == 0
    assert _asked() == 1


def test_until_they_tell_the_plan_has_nobody_and_afterwards_somebody(here: Service) -> None:
    ready(here)
    told = _accepted(here, condition="type-2-diabetes", born=BORN)
    reactions.look_for_a_mentor(told)
    place_id = Place.objects.get().pk
    assert mentoring.place(place_id, actor=here.first, at=LATER).lacking
    assert mentoring.plan(here.id, actor=here.first, at=LATER).suggested == ()

    _tell(place_id, here)

    assert not mentoring.place(place_id, actor=here.first, at=LATER).lacking
    assert len(mentoring.plan(here.id, actor=here.first, at=LATER).suggested) == 1


def _tell(place_id: UUID, here: Service) -> None:
    mona = mentoring.ready_mentors(here.id, at=LATER)[0]
    wishes = mentoring.Wishes(
        conditions=tuple(mona.conditions),
        times=tuple(mona.times),
        modes=("phone",),
        birth_date=BORN,
    )
    mentoring.tell_wishes(place_id, wishes=wishes, actor=here.first, at=LATER)


def test_told_by_the_acts_themselves_a_place_opens_and_closes(
    here: Service, django_capture_on_commit_callbacks: Any
) -> None:
    reactions.connect()
    with django_capture_on_commit_callbacks(execute=True):
        told = _accepted(here)
    assert Place.objects.get().state == "waiting"

    with django_capture_on_commit_callbacks(execute=True):
        referrals.withdraw_for(told.referral_id, actor=here.first, at=LATER)

    assert Place.objects.get().state == "closed"


def test_a_close_that_was_missed_is_made_good(here: Service) -> None:
    told = _accepted(here)
    reactions.look_for_a_mentor(told)
    referrals.withdraw_for(told.referral_id, actor=here.first, at=LATER)

    assert referral_to_mentor.run_due(actor=SYSTEM, at=LATER) == 1
    assert referral_to_mentor.run_due(actor=SYSTEM, at=LATER) == 0

    assert Place.objects.get().state == "closed"


def test_only_the_services_own_work_does_it(here: Service) -> None:
    told = _accepted(here)

    with pytest.raises(Refused):
        referral_to_mentor.begin(told, actor=here.first, at=AT)
    assert not Place.objects.exists()
