"""After a first meeting: whoever referred hears of it, the person is asked the measure; once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Pair, Place
from alongside.domain.messaging.models import Message
from alongside.domain.outcomes import public as outcomes
from alongside.domain.outcomes.models import Response
from alongside.domain.people.models import Restriction
from alongside.domain.referrals import public as referrals
from alongside.domain.referrals.models import Referral
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Refused
from alongside.journeys import first_meeting, reactions
from factories.meetings import LOG
from factories.mentoring import AT, SYSTEM, Service, acting, asked, ready, service, waiting
from factories.referring import received, staff

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=9)


def _world() -> tuple[Service, UUID, UUID]:
    """A pair that came of a referral, in a service that asks a measure: the pair and its mentor."""
    here = service()
    clinician = staff("Dr Ann Field", "referrer", here.id)
    made = received(clinician, at=AT)
    referrals.run_due(actor=SYSTEM, at=AT)
    episode_id = referrals.accept(made.referral_id, actor=here.first, at=AT)
    outcomes.choose_measure(here.id, measure="ons-loneliness", actor=here.first, at=AT)
    mentor, place_id = ready(here), waiting(here)
    person_id = Referral.objects.get().person_id
    Place.objects.filter(pk=place_id).update(episode_id=episode_id, person_id=person_id)
    pair_id = asked(here, place_id, mentor)
    mentoring.accept(pair_id, actor=acting(mentor), at=AT)
    return here, pair_id, mentor


def _log(pair_id: UUID, mona: Actor, **changes: object) -> None:
    log = replace(LOG, **changes)  # type: ignore[arg-type]
    mentoring.log_meeting(pair_id, log=log, key=uuid4(), actor=mona, at=LATER)


def _told(template: str) -> int:
    return Message.objects.filter(template=template).count()


def test_the_first_meeting_is_told_and_asked_about_once() -> None:
    _here, pair_id, mentor = _world()
    _log(pair_id, acting(mentor))

    for _time in range(3):
        assert first_meeting.run_due(actor=SYSTEM, at=LATER) == 1
    (told,) = mentoring.first_meetings(since=AT, actor=SYSTEM)
    reactions.after_a_meeting(told)

    assert Referral.objects.get().state == "attending"
    assert (_told("referral_contacted"), _told("referral_attended")) == (1, 1)
    assert Response.objects.get().point == "baseline"
    assert _told("measure_ask") == 1


def test_a_later_meeting_tells_nobody() -> None:
    _here, pair_id, mentor = _world()
    _log(pair_id, acting(mentor))
    (told,) = mentoring.first_meetings(since=AT, actor=SYSTEM)

    reactions.after_a_meeting(replace(told, first=False))

    assert not Response.objects.exists()
    assert Referral.objects.get().state == "accepted"


def test_what_was_told_longer_ago_is_not_begun_again() -> None:
    _here, pair_id, mentor = _world()
    _log(pair_id, acting(mentor))

    assert first_meeting.run_due(actor=SYSTEM, at=LATER + timedelta(days=4)) == 0
    with pytest.raises(Refused):
        first_meeting.run_due(actor=_here.first, at=LATER)


def test_a_pair_without_a_referral_is_asked_all_the_same() -> None:
    here, pair_id, mentor = _world()
    Place.objects.update(episode_id=uuid4())
    _log(pair_id, acting(mentor))

    first_meeting.run_due(actor=SYSTEM, at=LATER)

    assert Response.objects.count() == 1
    assert Referral.objects.get().state == "accepted"
    assert Pair.objects.get().place.organisation_id == here.id


def test_while_details_are_not_used_nothing_is_told() -> None:
    _here, pair_id, mentor = _world()
    _log(pair_id, acting(mentor))
    Restriction.objects.create(
        person_id=Referral.objects.get().person_id, because="accuracy", how="phone", asked_at=AT
    )

    first_meeting.run_due(actor=SYSTEM, at=LATER)

    assert Referral.objects.get().state == "accepted"
    assert _told("referral_attended") == 0
    assert not Response.objects.exists()
