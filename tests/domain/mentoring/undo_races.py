"""Races of a slip at the desk that is taken back; run with the others of `races.py`."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.events import VolunteerWelcomed
from alongside.domain.mentoring.models import Place, Volunteer
from alongside.domain.messaging.models import Message
from alongside.domain.referrals import public as referrals
from alongside.domain.training.models import Enrolment
from alongside.journeys import decision_undo, reactions
from domain.directory.races import at_once
from factories.mentoring import AT, Service, applied, service
from factories.referring import received, staff


def a_yes_is_taken_back_while_its_place_is_opened() -> None:
    """Whatever is first counts: no place without support, and no support half taken back."""
    here = service()
    for _round in range(4):
        _yes_taken_back(here)


def _yes_taken_back(here: Service) -> None:
    clinician = staff("Dr Ann Field", "referrer", here.id)
    key = received(clinician, at=AT).referral_id
    episode_id = referrals.accept(key, actor=here.first, at=AT)
    told = referrals.ReferralAccepted(key, episode_id, here.id, uuid4(), "mentor", AT)
    soon = AT + timedelta(seconds=10)

    results = at_once(
        lambda: reactions.look_for_a_mentor(told),
        lambda: decision_undo.take_decision_back(key, actor=here.first, at=soon),
        lambda: reactions.look_for_a_mentor(told),
        lambda: decision_undo.take_decision_back(key, actor=here.second, at=soon),
    )

    assert not [one for one in results if isinstance(one, Exception)], results
    assert referrals.referral(key, actor=here.first, at=soon).state == "received"
    assert not Place.objects.filter(episode_id=episode_id).exists()
    assert not Message.objects.filter(template="mentor_wishes", state="queued").exists()


def a_welcome_is_taken_back_while_training_begins() -> None:
    """Whatever is first counts: nobody is in training who is not gone on with."""
    here = service()
    for number in range(4):
        _welcome_taken_back(here, f"Mona {number}")


def _welcome_taken_back(here: Service, name: str) -> None:
    one = applied(name=name).volunteer_id
    mentoring.welcome(one, actor=here.first, at=AT)
    person_id = Volunteer.objects.get(pk=one).person_id
    told, soon = VolunteerWelcomed(one, person_id, here.id, AT), AT + timedelta(seconds=10)

    results = at_once(
        lambda: reactions.begin_training(told),
        lambda: decision_undo.take_answer_back(one, actor=here.first, at=soon),
        lambda: reactions.begin_training(told),
        lambda: decision_undo.take_answer_back(one, actor=here.second, at=soon),
    )

    assert not [each for each in results if isinstance(each, Exception)], results
    assert Volunteer.objects.get(pk=one).state == "applied"
    assert not Enrolment.objects.filter(person_id=person_id).exists()
