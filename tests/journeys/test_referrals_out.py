"""Referrals out by the social prescribing standard, with goals and scores of one who was asked."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from alongside.domain.mentoring.models import Goal, Place
from alongside.domain.outcomes.models import Response, Score
from alongside.domain.people.models import Restriction
from alongside.domain.referrals import public as referrals
from alongside.formats import spis
from alongside.foundation.errors import NotFound, Refused
from alongside.foundation.models import AuditRow
from alongside.journeys import referrals_out
from factories.mentoring import AT, SYSTEM, Service, service
from factories.people import PersonFactory
from factories.referring import received, staff

pytestmark = pytest.mark.django_db
PLAN = "Care and support plan"


@pytest.fixture
def here() -> Service:
    return service()


def _supported(here: Service, name: str = "Ruth Adeyemi") -> UUID:
    """Somebody with a goal, a step and two scores: their referral."""
    made = received(staff("Dr Ann Field", "referrer", here.id), at=AT, name=name)
    referrals.run_due(actor=SYSTEM, at=AT)
    episode_id = referrals.accept(made.referral_id, actor=here.first, at=AT)
    person_id = referrals.episode(episode_id, actor=SYSTEM, at=AT).person_id
    place = Place.objects.create(
        episode_id=episode_id, person_id=person_id, organisation_id=here.id, state="closed",
        opened_at=AT, changed_at=AT,
    )  # fmt: skip
    Goal.objects.create(
        key=uuid4(), place=place, words="Walk to the shop", step="To the corner", sure=7,
        step_when="after breakfast", made_at=AT, changed_at=AT,
    )  # fmt: skip
    after = AT + timedelta(minutes=1)
    Goal.objects.create(key=uuid4(), place=place, just_talk=True, made_at=after, changed_at=after)
    answered = Response.objects.create(
        episode_id=episode_id, person_id=person_id, organisation_id=here.id, point="baseline",
        measure="ons4", state="answered", asked_at=AT, said_at=AT, how="link",
    )  # fmt: skip
    for scale, value in (("satisfied", 6.0), ("anxious", 3.0)):
        Score.objects.create(response=answered, scale=scale, value=value, answered=1, of=1)
    return made.referral_id


def _export(**more: Any) -> tuple[dict[str, Any], spis.Conformance]:
    done = referrals_out.export(**{"actor": SYSTEM, "at": AT, **more})
    return json.loads(done.document)["referrals"][0], done.reports[0][1]


def test_goals_and_scores_stay_and_the_report_says_that_they_are_held(here: Service) -> None:
    key = _supported(here)

    for one, report in (_export(), _export(referral_id=key)):
        assert PLAN not in one
        assert "Assessments" not in one
        assert report.not_sent == ((PLAN,), ("Assessments",))
        assert (PLAN,) not in {each.path for each in report.not_held}


def test_they_go_out_for_one_who_was_asked_and_it_is_noted(here: Service) -> None:
    key = _supported(here)

    one, report = _export(referral_id=key, with_plan=True)

    ((walk, talk),) = [need["Goals and hopes"] for need in one[PLAN]["Needs, concerns or problems"]]
    assert walk == {
        "Free text": "Walk to the shop",
        "Actions and activities": [{
            "What": [{"Free text": "To the corner"}], "Confidence": 7,
            "Suggested strategies": "after breakfast",
        }],
        "Goal status": "Open",
    }  # fmt: skip
    assert talk == {"Free text": "Just to talk", "Goal status": "Open"}
    (entry,) = one["Assessments"]["Assessments record entry"]
    results = entry["Structured assessment"]["Subscale result"]
    assert [each["Value"] for each in results] == [6.0, 3.0]
    assert report.not_sent == ()
    assert spis.faults_of(one) == ()
    assert not [each for each in report.departures if each.path[0] in (PLAN, "Assessments")]
    assert AuditRow.objects.get(action="referral.exported").fields == ["plan"]


def test_never_of_all_nor_for_a_coordinator_nor_of_whoever_is_not_used(here: Service) -> None:
    key = _supported(here)
    with pytest.raises(Refused):
        _export(with_plan=True)
    with pytest.raises(Refused):
        _export(referral_id=key, with_plan=True, actor=here.first)
    with pytest.raises(NotFound):
        _export(referral_id=uuid4(), with_plan=True)

    Restriction.objects.create(
        person_id=Place.objects.get().person_id, because="accuracy", how="phone",
        recorded_by=PersonFactory(), asked_at=AT,
    )  # fmt: skip
    with pytest.raises(NotFound):
        _export(referral_id=key, with_plan=True)


def test_many_take_as_many_queries_as_one(
    here: Service, django_assert_max_num_queries: Any
) -> None:
    _supported(here)
    referrals.to_export(actor=SYSTEM, at=AT)
    for number in range(4):
        _supported(here, name=f"Person {number} Bell")

    episodes = referrals.to_export(actor=SYSTEM, at=AT)
    with django_assert_max_num_queries(6):
        referrals_out._plans(episodes, SYSTEM)
    assert len(episodes) == 5
