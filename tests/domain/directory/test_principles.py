"""Answers stay with the group; signatures are public, for a year, in the group's own words."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from alongside.domain.catalogue import public as catalogue
from alongside.domain.directory.models import Editor, Listing, PrincipleAnswer, SignUp
from alongside.domain.directory.public import (
    SignUpRecord,
    answer_principle,
    close,
    draft,
    principle_answers,
    public_listing,
    renew_sign_up,
    sign_up,
    signatures,
    withdraw_sign_up,
    words_before_signing,
)
from alongside.foundation.actor import VISITOR, Actor
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from alongside.foundation.models import AuditRow
from factories.catalogue import fill
from factories.directory import AT, content, coordinator, listed, organisation, person, reviewer

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
SIX = "six-for-type-1-diabetes"


@pytest.fixture
def steward() -> UUID:
    fill()
    return organisation()


@pytest.fixture
def group(steward: UUID) -> UUID:
    return listed(steward).listing_id


@pytest.fixture
def leader(group: UUID) -> Actor:
    host = person("Lena Moss")
    Editor.objects.create(listing_id=group, person_id=host.person_id, since=AT)
    return host


def _slugs() -> list[str]:
    return [principle.slug for principle in catalogue.principle_set(SIX).principles]


def _answer(group: UUID, actor: Actor, number: int, answer: str, words: str = "") -> None:
    answer_principle(
        group,
        principle_set=SIX,
        principle=_slugs()[number],
        answer=answer,
        own_words=words,
        actor=actor,
        at=AT,
    )


def _public(group: UUID) -> tuple[SignUpRecord, ...]:
    return public_listing(group).sign_ups


def test_answers_are_kept_in_the_order_of_the_set(group: UUID, leader: Actor) -> None:
    _answer(group, leader, 2, "working", "We are learning.")
    _answer(group, leader, 0, "yes")
    _answer(group, leader, 0, "yes")
    _answer(group, leader, 2, "yes", "We listen.\r\nAlways.")

    answers = principle_answers(group, principle_set=SIX, actor=leader)

    assert [row.principle for row in answers] == _slugs()
    assert [row.answer for row in answers] == ["yes", "", "yes", "", "", ""]
    assert answers[2].own_words == "We listen.\nAlways."
    assert AuditRow.objects.filter(action="listing.principle_answered").count() == 3
    assert {task.key: task.status for task in draft(group, actor=leader).tasks}[
        "principles"
    ] == "in_progress"


def test_answers_are_nobodys_but_the_groups(steward: UUID, group: UUID, leader: Actor) -> None:
    _answer(group, leader, 0, "no", "Not for us.")

    for near in (coordinator(steward), reviewer(steward)):
        with pytest.raises(Refused):
            principle_answers(group, principle_set=SIX, actor=near)
        with pytest.raises(Refused):
            words_before_signing(group, principle_set=SIX, actor=near)
        with pytest.raises(Refused):
            _answer(group, near, 0, "yes")
        with pytest.raises(Refused):
            sign_up(group, principle_set=SIX, signatory="Me", actor=near, at=AT)
        assert {task.key: task.status for task in draft(group, actor=near).tasks}[
            "principles"
        ] == "optional"
    for stranger in (VISITOR, person("Sam"), coordinator(organisation("Other"), "Olga")):
        with pytest.raises(NotFound):
            principle_answers(group, principle_set=SIX, actor=stranger)
        with pytest.raises(NotFound):
            _answer(group, stranger, 0, "yes")
        with pytest.raises(NotFound):
            withdraw_sign_up(group, principle_set=SIX, actor=stranger, at=AT)

    assert PrincipleAnswer.objects.get().answer == "no"


def test_answer_refuses_what_is_none(group: UUID, leader: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        _answer(group, leader, 0, "perhaps", "a\x00b")
    with pytest.raises(NotFound):
        answer_principle(
            group,
            principle_set=SIX,
            principle="kindness-of-cats",
            answer="yes",
            own_words="",
            actor=leader,
            at=AT,
        )

    assert set(refused.value.faults) == {"answer", "own_words"}
    assert not PrincipleAnswer.objects.exists()


def test_signing_publishes_name_date_and_words_but_no_answer(group: UUID, leader: Actor) -> None:
    _answer(group, leader, 0, "yes", "We all live with it.")
    _answer(group, leader, 1, "no", "We cannot promise this.")
    _answer(group, leader, 2, "working", "We are learning.")

    sign_up(group, principle_set=SIX, signatory=" Lena  Moss ", actor=leader, at=AT)

    (signed,) = _public(group)
    assert (signed.signatory, signed.signed_on, signed.renew_by) == (
        "Lena Moss",
        date(2026, 11, 23),
        date(2027, 11, 23),
    )
    assert signed.words == {_slugs()[0]: "We all live with it.", _slugs()[2]: "We are learning."}
    assert not {"yes", "no", "working"} & {str(value) for value in vars(signed).values()}
    assert Listing.objects.get().revision == 2


def test_signing_is_not_tied_to_the_answers(group: UUID, leader: Actor) -> None:
    for number in range(6):
        _answer(group, leader, number, "no")

    sign_up(group, principle_set=SIX, signatory="Lena", actor=leader, at=AT)

    assert len(_public(group)) == 1


def test_signing_twice_is_one_signature(group: UUID, leader: Actor) -> None:
    first = sign_up(group, principle_set=SIX, signatory="Lena", actor=leader, at=AT)
    again = sign_up(group, principle_set=SIX, signatory="Lena", actor=leader, at=AT)

    assert first == again
    with pytest.raises(Conflict):
        sign_up(group, principle_set=SIX, signatory="Ann", actor=leader, at=AT)
    with pytest.raises(Invalid):
        sign_up(group, principle_set=SIX, signatory="  ", actor=leader, at=AT)
    with pytest.raises(NotFound):
        sign_up(group, principle_set="seven", signatory="Lena", actor=leader, at=AT)
    assert SignUp.objects.count() == 1


def test_signature_lapses_after_its_year_and_is_still_shown(group: UUID, leader: Actor) -> None:
    sign_up(group, principle_set=SIX, signatory="Lena", actor=leader, at=AT)

    (signed,) = _public(group)

    assert not signed.lapsed(date(2027, 11, 23))
    assert signed.lapsed(date(2027, 11, 24))


def test_renewal_takes_the_words_of_the_day_and_keeps_the_old(group: UUID, leader: Actor) -> None:
    _answer(group, leader, 0, "yes", "Old words.")
    first = sign_up(group, principle_set=SIX, signatory="Lena", actor=leader, at=AT)
    _answer(group, leader, 0, "yes", "New words.")
    unchanged = _public(group)[0].words
    later = AT + timedelta(days=400)

    second = renew_sign_up(group, principle_set=SIX, signatory="Ann", actor=leader, at=later)
    again = renew_sign_up(group, principle_set=SIX, signatory="Ann", actor=leader, at=later)

    (signed,) = _public(group)
    assert unchanged == {_slugs()[0]: "Old words."}
    assert signed.words == {_slugs()[0]: "New words."}
    assert second == again == signed.id
    assert SignUp.objects.get(pk=first).renewed_on == date(2027, 12, 28)


def test_withdrawal_takes_it_from_the_public_at_once(group: UUID, leader: Actor) -> None:
    with pytest.raises(NotFound):
        withdraw_sign_up(group, principle_set=SIX, actor=leader, at=AT)
    with pytest.raises(Conflict):
        renew_sign_up(group, principle_set=SIX, signatory="Lena", actor=leader, at=AT)
    sign_up(group, principle_set=SIX, signatory="Lena", actor=leader, at=AT)

    withdraw_sign_up(group, principle_set=SIX, actor=leader, at=AT)
    withdraw_sign_up(group, principle_set=SIX, actor=leader, at=AT)

    assert _public(group) == ()
    assert signatures(group, actor=leader)[0].withdrawn_on == date(2026, 11, 23)
    assert AuditRow.objects.filter(action="listing.principles_withdrawn").count() == 1
    assert sign_up(group, principle_set=SIX, signatory="Ann", actor=leader, at=AT)


def test_only_an_open_group_signs(steward: UUID, group: UUID, leader: Actor) -> None:
    close(group, actor=leader, at=AT)
    with pytest.raises(Conflict):
        sign_up(group, principle_set=SIX, signatory="Lena", actor=leader, at=AT)

    resource = listed(steward, content(kind="resource", resource_type="website")).listing_id
    Editor.objects.create(listing_id=resource, person_id=leader.person_id, since=AT)
    with pytest.raises(Conflict):
        sign_up(resource, principle_set=SIX, signatory="Lena", actor=leader, at=AT)
