"""A decision about a worry: its grounds, what the law asks for, and that it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.domain.safety import public as safety
from alongside.domain.safety.models import Decision, Step
from alongside.domain.safety.rules import faults_of_judgement, threshold_of
from alongside.foundation.actor import VISITOR, Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Invalid, NotFound
from factories.safety import MONDAY, Team, decided, told

TODAY = date(2026, 11, 23)
COUNCIL = safety.Judgement(
    route=safety.Route.ADULTS,
    reasons="He hits her.",
    agrees=safety.Answer.YES,
    told_whom="Duty desk",
    told_on=TODAY,
)
ANSWER = st.sampled_from([str(each) for each in safety.Answer])


def in_hand(team: Team) -> tuple[safety.Told, Actor]:
    lead, receipt = team.acting(team.lead), told()
    safety.mark_read(receipt.concern_id, actor=lead, at=MONDAY)
    tomorrow = london_date(MONDAY + timedelta(days=1))
    safety.take_in_hand(receipt.concern_id, look_again_on=tomorrow, actor=lead, at=MONDAY)
    return receipt, lead


@pytest.mark.django_db
def test_a_decision_stands_once_with_its_grounds_and_a_later_one_beside_it() -> None:
    team = Team()
    receipt, lead = in_hand(team)
    key = uuid4()
    for _each in range(3):
        safety.decide(receipt.concern_id, judgement=COUNCIL, key=key, actor=lead, at=MONDAY)
    later = MONDAY + timedelta(days=1)
    decided(receipt.concern_id, actor=lead, at=later, reasons="The council sees to it.")

    record = safety.open_worry(receipt.concern_id, actor=lead, at=later)

    assert [each.judgement.route for each in record.decisions] == ["adults", "nothing"]
    assert record.decisions[0].judgement == COUNCIL
    assert record.decisions[0].by == team.lead.name
    assert [each.kind for each in record.steps].count("decided") == 2
    assert "suggest_closing" in record.may


@pytest.mark.django_db
def test_nothing_is_closed_before_it_was_decided_nor_decided_before_it_is_in_hand() -> None:
    team = Team()
    receipt, lead = in_hand(team)

    with pytest.raises(Invalid, match="decision first"):
        safety.suggest_closing(receipt.concern_id, words="Done.", actor=lead, at=MONDAY)
    assert "suggest_closing" not in safety.may_act(receipt.concern_id, actor=lead, at=MONDAY).may
    unread = told()
    with pytest.raises(Conflict):
        decided(unread.concern_id, actor=lead)


@pytest.mark.django_db
def test_nobody_else_decides() -> None:
    team = Team()
    receipt, _lead = in_hand(team)

    for actor in (team.acting(team.third), VISITOR, team.acting(team.lead, "coordinator")):
        with pytest.raises(NotFound):
            decided(receipt.concern_id, actor=actor)
    assert Decision.objects.count() == 0
    assert Step.objects.filter(kind="decided").count() == 0


@pytest.mark.django_db
def test_a_day_brings_it_back_to_the_top() -> None:
    receipt, lead = in_hand(Team())
    day = date(2026, 11, 27)

    safety.decide(
        receipt.concern_id, judgement=COUNCIL, key=uuid4(), look_again_on=day, actor=lead, at=MONDAY
    )

    row = safety.worries(actor=lead, at=MONDAY).rows[0]
    assert row.due_at is not None
    assert london_date(row.due_at) == day
    with pytest.raises(Invalid):
        safety.decide(
            receipt.concern_id,
            judgement=COUNCIL,
            key=uuid4(),
            look_again_on=date(2026, 11, 1),
            actor=lead,
            at=MONDAY,
        )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"route": "magic"}, "route"),
        ({"reasons": ""}, "reasons"),
        ({"reasons": "x" * 5_001}, "reasons"),
        ({"wishes": "\x00"}, "wishes"),
        ({"agrees": "no"}, "without_consent"),
        ({"agrees": "maybe", "without_consent": "x"}, "agrees"),
        ({"told_whom": ""}, "told_whom"),
        ({"told_on": None}, "told_on"),
        ({"told_on": TODAY + timedelta(days=1)}, "told_on"),
        ({"under_18": "yes"}, "route"),
    ],
)
def test_what_is_missing_is_named_by_its_field(change: dict[str, object], field: str) -> None:
    faults = faults_of_judgement(replace(COUNCIL, **change), TODAY)  # type: ignore[arg-type]

    assert list(faults) == [field]


def test_somebody_outside_may_be_told_without_agreement_where_it_is_said_why() -> None:
    judged = replace(COUNCIL, agrees="no", without_consent="A child lives there.")

    assert faults_of_judgement(judged, TODAY) == {}
    inside = safety.Judgement(route=safety.Route.WATCH, reasons="We ring on Friday.")
    assert faults_of_judgement(inside, TODAY) == {}


@given(ANSWER, ANSWER, ANSWER, ANSWER)
def test_the_threshold_follows_from_the_answers_alone(
    under_18: str, needs: str, risk: str, protect: str
) -> None:
    judged = replace(
        COUNCIL, under_18=under_18, care_needs=needs, at_risk=risk, cannot_protect=protect
    )
    asked = [risk] if under_18 == "yes" else [needs, risk, protect]

    found = threshold_of(judged)

    assert (found == safety.Threshold.MET) == all(each == "yes" for each in asked)
    assert (found == safety.Threshold.NOT_MET) == ("no" in asked)
