"""Complaints about data: taken from anybody, once, and answered in time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.domain.people import public as people
from alongside.domain.people.models import Complaint
from alongside.domain.people.public import ComplaintGiven
from alongside.foundation.actor import VISITOR, Actor, system
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from alongside.foundation.models import AuditRow
from factories.catalogue import fill
from factories.people import MembershipFactory, PersonFactory

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
GIVEN = ComplaintGiven(
    about="You wrote to the wrong house.\nTwice.",
    wanted="stop",
    reply_by="phone",
    reply_to="01632 960001",
    safely="Mornings only",
    may_leave_message=True,
)
pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture(autouse=True)
def here() -> people.ServiceRecord:
    fill()
    return people.create_deployment(
        kind="service", name="Severn Peers", actor=system("test"), at=AT
    )


@pytest.fixture
def admin(here: people.ServiceRecord) -> Actor:
    return _actor(organisation_id=here.organisation_id)


def _actor(role: str = "org_admin", **where: object) -> Actor:
    person = MembershipFactory(role=role, **where).person
    return people.actor_for_user(person.user_id, second_factor=True, at=AT)


def complain(at: datetime = AT, **changes: object) -> UUID:
    key = uuid4()
    people.complain(given=_with(**changes), key=key, actor=VISITOR, at=at)
    return Complaint.objects.get(key=key).pk


def _with(**changes: object) -> ComplaintGiven:
    return ComplaintGiven(**(GIVEN.__dict__ | changes))  # type: ignore[arg-type]


def test_anybody_complains_and_is_told_by_when() -> None:
    key = uuid4()

    told = people.complain(given=GIVEN, key=key, actor=VISITOR, at=AT)

    assert told == people.complaint_sent(key)
    assert (told.received_on, told.due_on) == (date(2026, 11, 22), date(2026, 12, 22))
    assert len(told.reference) == 9
    assert not told.answered
    with pytest.raises(NotFound):
        people.complaint_sent(uuid4())


def test_sent_ten_times_is_one() -> None:
    key = uuid4()

    told = {people.complain(given=GIVEN, key=key, actor=VISITOR, at=AT) for _each in range(10)}

    assert len(told) == Complaint.objects.count() == 1
    assert AuditRow.objects.filter(action="complaint.received").count() == 1


@pytest.mark.parametrize(
    ("received", "wanted", "due"),
    [
        (date(2026, 1, 31), "copy", date(2026, 3, 2)),  # 28 February is a Saturday
        (date(2028, 1, 31), "delete", date(2028, 2, 29)),
        (date(2026, 11, 25), "correct", date(2026, 12, 29)),  # Christmas and its substitute day
        (date(2026, 1, 31), "explain", date(2026, 3, 2)),  # thirty days
        (date(2026, 11, 25), "stop", date(2026, 12, 25)),
    ],
)
def test_due_in_thirty_days_or_a_month(received: date, wanted: str, due: date) -> None:
    at = datetime.combine(received, datetime.min.time(), tzinfo=UTC) + timedelta(hours=12)

    told = people.complain(given=_with(wanted=wanted), key=uuid4(), actor=VISITOR, at=at)

    assert told.due_on == due


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"about": " "}, "about"),
        ({"about": "x" * 5001}, "about"),
        ({"about": "a\x00b"}, "about"),
        ({"wanted": "money"}, "wanted"),
        ({"reply_by": "pigeon"}, "reply_by"),
        ({"reply_to": ""}, "reply_to"),
        ({"reply_by": "email", "reply_to": "nobody"}, "reply_to"),
        ({"name": "x" * 201}, "name"),
    ],
)
def test_what_cannot_be_taken_is_told_by_field(changes: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        complain(**changes)

    assert set(refused.value.faults) == {field}
    assert Complaint.objects.count() == 0


def test_what_nobody_may_use_is_not_kept(admin: Actor) -> None:
    silent = people.complaint(complain(reply_by="none"), actor=admin, at=AT).given
    by_post = people.complaint(complain(reply_by="post"), actor=admin, at=AT).given

    assert (silent.reply_to, silent.safely, silent.may_leave_message) == ("", "", False)
    assert (by_post.reply_to, by_post.may_leave_message) == ("01632 960001", False)


def test_the_administrator_takes_and_answers(admin: Actor) -> None:
    complaint_id = complain()

    people.take_complaint(complaint_id, actor=admin, at=AT)
    people.answer_complaint(complaint_id, answer="We rang.", actor=admin, at=AT)
    people.answer_complaint(complaint_id, answer="We rang.", actor=admin, at=AT)

    found = people.complaint(complaint_id, actor=admin, at=AT)
    assert (found.state, found.answer, found.answered_at) == ("answered", "We rang.", AT)
    assert AuditRow.objects.filter(action="complaint.answer").count() == 1
    with pytest.raises(Conflict):
        people.answer_complaint(complaint_id, answer="We wrote.", actor=admin, at=AT)
    with pytest.raises(Conflict):
        people.take_complaint(complaint_id, actor=admin, at=AT)
    assert people.complaint(complaint_id, actor=admin, at=AT).answer == "We rang."


def test_nobody_else_reads_or_answers(here: people.ServiceRecord) -> None:
    complaint_id = complain()
    at_home = {"organisation_id": here.organisation_id}
    others = [
        VISITOR,
        people.actor_for_user(PersonFactory().user_id, second_factor=True, at=AT),
        _actor("coordinator", **at_home),
        _actor("safeguarding_lead", **at_home),
        _actor("platform_operator", **at_home),
        _actor("org_admin"),  # of another organisation
    ]
    for other in others:
        with pytest.raises(Refused):
            people.complaints(actor=other, at=AT)
        with pytest.raises(NotFound):
            people.complaint(complaint_id, actor=other, at=AT)
        with pytest.raises(NotFound):
            people.take_complaint(complaint_id, actor=other, at=AT)
        with pytest.raises(NotFound):
            people.answer_complaint(complaint_id, answer="No.", actor=other, at=AT)


def test_the_soonest_due_is_on_top_and_late_is_told(admin: Actor) -> None:
    new, old = complain(), complain(at=AT - timedelta(days=32))
    done = complain(at=AT - timedelta(days=60))
    people.answer_complaint(done, answer="We rang.", actor=admin, at=AT)

    rows = people.complaints(actor=admin, at=AT).rows

    assert [(row.id, row.days_late) for row in rows] == [(old, 2), (new, 0), (done, 0)]


def test_a_list_of_thirty_is_two_queries(admin: Actor) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            people.complaints(actor=admin, at=AT)
        return len(seen)

    complain()
    one = queries()
    for _each in range(30):
        complain()

    assert one == queries() == 2
