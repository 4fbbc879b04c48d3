"""Who reads a worry, what they may do, and that two people close it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from alongside.domain.people.records import Role
from alongside.domain.safety import public as safety
from alongside.domain.safety.models import Concern, Step
from alongside.foundation.actor import VISITOR, Actor, system
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from alongside.foundation.models import AuditRow
from factories.safety import MONDAY, Team, decided, told

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(minutes=30)
TOMORROW = london_date(MONDAY + timedelta(days=1))
CANNOT_READ = [role for role in Role if role != Role.SAFEGUARDING_LEAD]


def _in_hand(team: Team, **answers: object) -> tuple[safety.Told, Actor, Actor]:
    lead, deputy = team.acting(team.lead), team.acting(team.deputy)
    receipt = told(**answers)
    safety.mark_read(receipt.concern_id, actor=lead, at=LATER)
    safety.take_in_hand(receipt.concern_id, look_again_on=TOMORROW, actor=lead, at=LATER)
    return receipt, lead, deputy


def _closing(team: Team) -> tuple[safety.Told, Actor, Actor]:
    receipt, lead, deputy = _in_hand(team)
    decided(receipt.concern_id, actor=lead, at=LATER)
    safety.suggest_closing(receipt.concern_id, words="She is safe.", actor=lead, at=LATER)
    return receipt, lead, deputy


@pytest.mark.parametrize("role", CANNOT_READ)
def test_no_other_role_reads_a_worry_or_its_list(role: str) -> None:
    team = Team()
    receipt = told()
    somebody = team.acting(team.holder("Somebody", role), role)

    with pytest.raises(NotFound):
        safety.open_worry(receipt.concern_id, actor=somebody, at=MONDAY)
    with pytest.raises(Refused):
        safety.worries(actor=somebody, at=MONDAY)


@pytest.mark.parametrize("actor", [VISITOR, system("worker")])
def test_neither_a_visitor_nor_the_service_itself_reads_a_worry(actor: Actor) -> None:
    Team()
    receipt = told()

    with pytest.raises(NotFound):
        safety.open_worry(receipt.concern_id, actor=actor, at=MONDAY)


def test_the_role_alone_reads_no_worry_without_being_named_or_let_in() -> None:
    team = Team()
    receipt = told()
    third = team.acting(team.third)

    assert safety.worries(actor=third, at=MONDAY).total == 0
    with pytest.raises(NotFound):
        safety.open_worry(receipt.concern_id, actor=third, at=MONDAY)

    safety.let_in(
        receipt.concern_id, person_id=team.third.pk, actor=team.acting(team.lead), at=MONDAY
    )
    assert safety.open_worry(receipt.concern_id, actor=third, at=MONDAY).told.what_happened


def test_a_lead_without_the_role_reads_nothing_from_the_next_page_on() -> None:
    team = Team()
    receipt = told()
    was_lead = team.acting(team.lead, "mentor")

    with pytest.raises(NotFound):
        safety.open_worry(receipt.concern_id, actor=was_lead, at=MONDAY)


def test_each_look_is_audited_with_who_looked() -> None:
    team = Team()
    receipt = told()

    for reader in (team.lead, team.deputy, team.lead):
        safety.open_worry(receipt.concern_id, actor=team.acting(reader), at=MONDAY)

    looks = AuditRow.objects.filter(action="concern.looked_at").order_by("sequence")
    assert list(looks.values_list("actor_id", flat=True)) == [
        team.lead.pk, team.deputy.pk, team.lead.pk
    ]  # fmt: skip


def test_reading_by_one_stops_the_first_clock_once() -> None:
    team = Team()
    receipt = told(danger_now=True)

    safety.mark_read(receipt.concern_id, actor=team.acting(team.deputy), at=LATER)
    safety.mark_read(receipt.concern_id, actor=team.acting(team.lead), at=LATER)

    concern = Concern.objects.get()
    assert (concern.state, concern.owner_id) == ("read", team.deputy.pk)
    assert concern.due_at == LATER + timedelta(days=1)
    assert Step.objects.count() == 1


def test_what_was_decided_is_written_once_and_for_ever() -> None:
    team = Team()
    receipt, lead, _deputy = _in_hand(team)
    key = uuid4()

    for _each in range(10):
        safety.write_down(
            receipt.concern_id, kind="council", words="Told them.", key=key, actor=lead, at=LATER
        )

    record = safety.open_worry(receipt.concern_id, actor=lead, at=LATER)
    assert [step.kind for step in record.steps].count("council") == 1
    step = Step.objects.get(key=key)
    step.words = "Never told them."
    with pytest.raises(TypeError):
        step.save()
    with pytest.raises(TypeError):
        step.delete()


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"kind": "closed", "words": "Done."}, "kind"),
        ({"kind": "note", "words": " "}, "words"),
        ({"kind": "note", "words": "x", "look_again_on": TOMORROW - timedelta(3)}, "look_again_on"),
        (
            {"kind": "note", "words": "x", "look_again_on": TOMORROW + timedelta(40)},
            "look_again_on",
        ),
    ],
)
def test_what_cannot_be_written_down_is_said(answers: dict[str, object], field: str) -> None:
    team = Team()
    receipt, lead, _deputy = _in_hand(team)

    with pytest.raises(Invalid) as refused:
        safety.write_down(receipt.concern_id, key=uuid4(), actor=lead, at=LATER, **answers)  # type: ignore[arg-type]

    assert field in refused.value.faults


def test_two_different_people_close_a_worry() -> None:
    team = Team()
    receipt, lead, deputy = _closing(team)

    with pytest.raises(Conflict):
        safety.close_worry(receipt.concern_id, actor=lead, at=LATER)
    safety.close_worry(receipt.concern_id, actor=deputy, at=LATER)
    safety.close_worry(receipt.concern_id, actor=deputy, at=LATER)

    concern = Concern.objects.get()
    assert (concern.state, concern.due_at) == ("closed", None)
    assert (concern.closing_by_id, concern.closed_by_id) == (team.lead.pk, team.deputy.pk)
    assert safety.counts(actor=deputy, at=LATER).open == 0
    assert safety.worries(actor=deputy, at=LATER, closed=True).total == 1


def test_the_database_itself_refuses_one_person_closing_alone() -> None:
    team = Team()
    receipt, _lead, _deputy = _closing(team)
    row = Concern.objects.filter(pk=receipt.concern_id)

    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(state="closed", closed_by=team.lead, closed_at=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(state="closed")
    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(due_at=None)


def test_the_second_person_may_keep_it_open() -> None:
    team = Team()
    receipt, lead, deputy = _closing(team)

    safety.keep_open(receipt.concern_id, words="I rang her.", actor=deputy, at=LATER)

    record = safety.open_worry(receipt.concern_id, actor=lead, at=LATER)
    assert (record.row.state, record.row.owner) == ("in_hand", "Ruth Tallis")
    assert "close" not in record.may
    with pytest.raises(Conflict):
        safety.close_worry(receipt.concern_id, actor=deputy, at=LATER)


def test_a_worry_kept_from_the_lead_is_closed_with_somebody_who_was_let_in() -> None:
    team = Team()
    receipt = told(kept_from=team.lead.pk)
    deputy, third = team.acting(team.deputy), team.acting(team.third)
    safety.mark_read(receipt.concern_id, actor=deputy, at=LATER)
    safety.take_in_hand(receipt.concern_id, look_again_on=TOMORROW, actor=deputy, at=LATER)
    decided(receipt.concern_id, actor=deputy, at=LATER)

    with pytest.raises(Invalid, match="Nobody else"):
        safety.suggest_closing(receipt.concern_id, words="Done.", actor=deputy, at=LATER)
    with pytest.raises(Invalid):
        safety.let_in(receipt.concern_id, person_id=team.lead.pk, actor=deputy, at=LATER)
    safety.let_in(receipt.concern_id, person_id=team.third.pk, actor=deputy, at=LATER)
    safety.suggest_closing(receipt.concern_id, words="Done.", actor=deputy, at=LATER)
    safety.close_worry(receipt.concern_id, actor=third, at=LATER)

    assert Concern.objects.get().state == "closed"
    assert safety.worries(actor=team.acting(team.lead), at=LATER, closed=True).total == 0


Act = Callable[[safety.Told, Actor], None]
ACTS: dict[str, Act] = {
    "read": lambda one, who: safety.mark_read(one.concern_id, actor=who, at=LATER),
    "take": lambda one, who: safety.take_in_hand(
        one.concern_id, look_again_on=TOMORROW, actor=who, at=LATER
    ),
    "write": lambda one, who: safety.write_down(
        one.concern_id, kind="note", words="x", key=uuid4(), actor=who, at=LATER
    ),
    "suggest": lambda one, who: safety.suggest_closing(
        one.concern_id, words="x", actor=who, at=LATER
    ),
    "keep": lambda one, who: safety.keep_open(one.concern_id, words="x", actor=who, at=LATER),
    "close": lambda one, who: safety.close_worry(one.concern_id, actor=who, at=LATER),
    "let_in": lambda one, who: safety.let_in(
        one.concern_id, person_id=who.person_id or uuid4(), actor=who, at=LATER
    ),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_whom_a_worry_is_kept_from_can_do_nothing_to_it(act: Act) -> None:
    team = Team()
    receipt = told(kept_from=team.lead.pk)

    for actor in (team.acting(team.lead), team.acting(team.third), VISITOR):
        with pytest.raises(NotFound):
            act(receipt, actor)

    assert Step.objects.count() == 0


@pytest.mark.parametrize("role", ["coordinator", "safeguarding_lead"])
def test_how_many_there_are_is_told_and_nothing_else(role: str) -> None:
    team = Team()
    told(danger_now=True)
    told()
    actor = team.acting(team.holder("Somebody", role), role)

    counts = safety.counts(actor=actor, at=MONDAY + timedelta(hours=2))

    assert counts == safety.WorryCounts(open=2, unread=2, overdue=1)


@pytest.mark.parametrize("role", ["mentor", "org_admin", "referrer", "platform_operator"])
def test_even_how_many_there_are_is_not_for_everybody(role: str) -> None:
    team = Team()

    with pytest.raises(Refused):
        safety.counts(actor=team.acting(team.holder("Somebody", role), role), at=MONDAY)


@pytest.mark.parametrize("many", [1, 30])
def test_the_list_asks_as_much_for_thirty_as_for_one(
    many: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    team = Team()
    for _each in range(many):
        told()
    lead = team.acting(team.lead)
    safety.worries(actor=lead, at=MONDAY)

    with django_assert_num_queries(5):  # type: ignore[attr-defined]
        safety.worries(actor=lead, at=MONDAY)
