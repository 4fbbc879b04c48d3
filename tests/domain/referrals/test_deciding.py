"""What a service does about a referral, and who hears of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from alongside.domain.messaging.models import Message
from alongside.domain.people import public as people
from alongside.domain.people.models import Person
from alongside.domain.referrals import public as referrals
from alongside.domain.referrals.models import Episode
from alongside.foundation import events
from alongside.foundation.actor import VISITOR
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from factories.directory import AT, SYSTEM, coordinator, organisation, person
from factories.messaging import send
from factories.referring import Clinic, clinic, made, received, row, staff

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def here() -> Clinic:
    return clinic()


def sent(template: str) -> int:
    return Message.objects.filter(template=template).count()


def test_accepting_opens_one_episode(here: Clinic) -> None:
    record = received(here.referrer)

    episode_id = referrals.accept(record.referral_id, actor=here.coordinator, at=AT)
    again = referrals.accept(record.referral_id, actor=here.second, at=AT)

    assert again == episode_id
    found = row(record)
    assert (found.state, found.owner_id) == ("accepted", here.coordinator.person_id)
    seen = referrals.episode(episode_id, actor=here.coordinator, at=AT)
    assert (seen.name, seen.wants, seen.closed_at) == ("Ruth Adeyemi", "mentor", None)
    assert referrals.open_episodes(here.service, actor=here.coordinator, at=AT) == (seen,)
    assert sent("referral_news") == 1


@pytest.mark.django_db(transaction=True)
def test_accepting_is_told_after_the_commit(here: Clinic) -> None:
    heard: list[Any] = []
    events.receive(referrals.ReferralAccepted, heard.append)
    record = received(here.referrer)

    episode_id = referrals.accept(record.referral_id, actor=here.coordinator, at=AT)

    assert [(one.referral_id, one.episode_id, one.wants) for one in heard] == [
        (record.referral_id, episode_id, "mentor")
    ]


def test_the_referrer_hears_at_four_moments_once_each(here: Clinic) -> None:
    record = received(here.referrer)
    one, actor = record.referral_id, here.coordinator
    referrals.accept(one, actor=actor, at=AT)

    for day in range(1, 4):
        referrals.note_contacted(one, actor=actor, at=AT + day * DAY)
    referrals.note_plan_agreed(one, actor=actor, at=AT + 5 * DAY)
    for day in range(6, 9):
        referrals.note_attending(one, actor=actor, at=AT + day * DAY)
    referrals.close(one, outcome="supported", actor=actor, at=AT + 90 * DAY)
    referrals.close(one, outcome="supported", actor=actor, at=AT + 91 * DAY)

    assert (sent("referral_contacted"), sent("referral_attended"), sent("referral_outcome")) == (
        1, 1, 1,
    )  # fmt: skip
    assert row(record).told == ["contacted", "attended", "outcome"]
    episode = Episode.objects.get()
    assert (episode.outcome, episode.closed_at) == ("supported", AT + 90 * DAY)
    said = Message.objects.filter(template="referral_contacted").get()
    assert said.values == {"reference": record.reference}


def test_a_referrer_hears_why_it_was_declined(here: Clinic) -> None:
    record = received(here.referrer)

    referrals.decline(
        record.referral_id,
        because="needs_more",
        note="The community nurses can help at once.",
        actor=here.coordinator,
        at=AT,
    )

    (own,) = referrals.made_referrals(actor=here.referrer, at=AT).rows
    assert (own.state, own.because, own.note) == (
        "declined", "needs_more", "The community nurses can help at once.",
    )  # fmt: skip
    assert (sent("referral_declined"), sent("referral_news")) == (1, 1)


def test_who_does_not_want_it_is_told_of_to_nobody(here: Clinic) -> None:
    record = received(here.referrer)
    referrals.correct(record.token, tells_referrer=False, at=AT)

    referrals.decline(record.referral_id, because="no_room", actor=here.coordinator, at=AT)

    (own,) = referrals.made_referrals(actor=here.referrer, at=AT).rows
    assert (own.state, own.because) == ("", "")
    assert sent("referral_declined") == 0
    assert referrals.reconcile(AT) == ()


def test_nobody_writes_to_who_died(here: Clinic) -> None:
    record = received(here.referrer)
    referrals.accept(record.referral_id, actor=here.coordinator, at=AT)
    them = Person.objects.get(
        pk=referrals.referral(record.referral_id, actor=here.coordinator, at=AT).person_id
    )
    send(them, at=AT, organisation_id=here.service)  # of another part of the service
    before = sent("referral_news")

    for _twice in range(2):
        referrals.close(record.referral_id, outcome="died", actor=here.coordinator, at=AT)

    assert sent("referral_news") == before
    assert sent("referral_outcome") == 1
    theirs = Message.objects.filter(person=them, to_kind="person")
    assert set(theirs.values_list("state", flat=True)) == {"cancelled"}
    send(them, at=AT, organisation_id=here.service, key="later")
    assert theirs.get(key="later").state == "cannot_send"


@pytest.mark.parametrize(
    ("act", "changes", "field"),
    [
        (referrals.decline, {"because": "dislike"}, "because"),
        (referrals.decline, {"because": "no_room", "note": "x" * 301}, "note"),
        (referrals.close, {"outcome": "cured"}, "outcome"),
        (referrals.grade_fit, {"grade": "8 of 10"}, "grade"),
    ],
)
def test_what_cannot_be_said_is_told_by_field(
    here: Clinic, act: Any, changes: dict[str, Any], field: str
) -> None:
    record = received(here.referrer)

    with pytest.raises(Invalid) as refused:
        act(record.referral_id, actor=here.coordinator, at=AT, **changes)

    assert list(refused.value.faults) == [field]


def test_it_is_handed_on_as_the_person_agreed(here: Clinic) -> None:
    other = organisation("Wye Friends")
    theirs = coordinator(other, "Wyn Hall")
    record = received(here.referrer, reason="Lonely")
    with pytest.raises(Invalid) as refused:
        referrals.redirect(
            record.referral_id, to=other, agreed=False, actor=here.coordinator, at=AT
        )
    assert list(refused.value.faults) == ["agreed"]

    following = referrals.redirect(
        record.referral_id, to=other, agreed=True, actor=here.coordinator, at=AT
    )
    again = referrals.redirect(
        record.referral_id, to=other, agreed=True, actor=here.coordinator, at=AT
    )

    assert again == following
    there = referrals.referral(following, actor=theirs, at=AT)
    assert (there.state, there.reason, there.follows_id) == (
        "received", "Lonely", record.referral_id,
    )  # fmt: skip
    assert row(record).state == "redirected"
    with pytest.raises(NotFound):
        referrals.referral(following, actor=here.coordinator, at=AT)


def test_a_full_service_lets_people_wait_and_gives_no_place_twice(here: Clinic) -> None:
    referrals.set_reception(here.service, places=1, actor=here.coordinator, at=AT)
    first, second = received(here.referrer), received(here.referrer, name="Bob Lee")
    referrals.accept(first.referral_id, actor=here.coordinator, at=AT)
    referrals.accept(second.referral_id, actor=here.coordinator, at=AT)

    assert (row(first).state, row(second).state) == ("accepted", "waiting")
    with pytest.raises(Conflict):
        referrals.note_contacted(second.referral_id, actor=here.coordinator, at=AT)
    known = referrals.reception(here.service, actor=here.referrer)
    assert (known.places, known.held, known.waiting) == (1, 1, 1)
    referrals.close(first.referral_id, outcome="supported", actor=here.coordinator, at=AT)
    referrals.note_contacted(second.referral_id, actor=here.coordinator, at=AT)
    assert row(second).state == "contacted"


def test_a_pause_puts_the_decision_off(here: Clinic) -> None:
    until = AT.date() + timedelta(days=30)
    referrals.set_reception(
        here.service, places=None, paused_until=until, actor=here.coordinator, at=AT
    )

    record = received(here.referrer)
    referrals.run_due(actor=SYSTEM, at=AT)

    assert record.decided_by > until
    assert row(record).due_on == record.decided_by


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"places": -1}, "places"), ({"paused_until": AT.date() - DAY}, "paused_until")],
)
def test_room_that_cannot_be_is_told_by_field(
    here: Clinic, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        referrals.set_reception(
            here.service, **{"places": 1, **changes}, actor=here.coordinator, at=AT
        )

    assert list(refused.value.faults) == [field]


def test_out_of_sight_there_is_no_referral(here: Clinic) -> None:
    record = received(here.referrer)
    elsewhere = coordinator(organisation("Elsewhere"))

    for actor in (elsewhere, here.referrer, person(), VISITOR):
        for act in (referrals.accept, referrals.note_contacted, referrals.withdraw_for):
            with pytest.raises(NotFound):
                act(record.referral_id, actor=actor, at=AT)
        with pytest.raises(NotFound):
            referrals.referral(record.referral_id, actor=actor, at=AT)
        with pytest.raises(NotFound):
            referrals.suggest_duplicates(record.referral_id, actor=actor, at=AT)
        with pytest.raises(NotFound):
            referrals.open_episodes(here.service, actor=actor, at=AT)
        with pytest.raises(NotFound):
            referrals.set_reception(here.service, places=1, actor=actor, at=AT)


def test_lists_are_for_coordinators(here: Clinic) -> None:
    for actor in (here.referrer, person(), VISITOR):
        with pytest.raises(Refused):
            referrals.referrals_of_service(actor=actor, at=AT)
        with pytest.raises(Refused):
            referrals.today(actor=actor, at=AT)
    for actor in (person(), VISITOR):
        with pytest.raises(Refused):
            referrals.made_referrals(actor=actor, at=AT)
        with pytest.raises(Refused):
            referrals.referrals_of_practice("DEMO01", actor=actor, at=AT)
    with pytest.raises(Refused):
        referrals.run_due(actor=here.coordinator, at=AT)


def test_a_list_takes_as_many_queries_for_thirty_as_for_one(
    here: Clinic, django_assert_num_queries: Any
) -> None:
    received(here.referrer)
    with django_assert_num_queries(5):
        one = referrals.referrals_of_service(actor=here.coordinator, at=AT, per_page=50)
    for number in range(29):
        received(here.referrer, name=f"Person {number}")

    with django_assert_num_queries(5):
        many = referrals.referrals_of_service(actor=here.coordinator, at=AT, per_page=50)
    with django_assert_num_queries(2):
        counts = referrals.today(actor=here.coordinator, at=AT)
    with django_assert_num_queries(4):
        own = referrals.made_referrals(actor=here.referrer, at=AT, per_page=50)

    assert (one.total, many.total, own.total, counts.received) == (1, 30, 30, 30)


def test_one_takes_as_many_queries_with_a_long_story(
    here: Clinic, django_assert_max_num_queries: Any
) -> None:
    record = received(here.referrer)
    referrals.accept(record.referral_id, actor=here.coordinator, at=AT)
    for day in range(20):
        referrals.note_contacted(record.referral_id, actor=here.coordinator, at=AT + day * DAY)
    for number in range(9):
        received(here.referrer, reason=str(number))

    with django_assert_max_num_queries(11):
        seen = referrals.referral(record.referral_id, actor=here.coordinator, at=AT)

    assert len(seen.duplicates) == 9
    assert len(seen.story) == 23


def test_what_is_late_is_on_a_list_and_told_once_a_day(here: Clinic) -> None:
    record, other = received(here.referrer), received(here.referrer, name="Bob Lee")
    later = AT + 7 * DAY
    referrals.run_due(actor=SYSTEM, at=AT)

    done = [referrals.run_due(actor=SYSTEM, at=later) for _ in range(2)]

    assert done[0].late == 2
    rows = referrals.referrals_of_service(actor=here.coordinator, which="overdue", at=later).rows
    assert {one.referral_id for one in rows} == {record.referral_id, other.referral_id}
    assert all(one.overdue for one in rows)
    assert sent("referral_late") == 2  # one for each coordinator
    referrals.look_again(record.referral_id, actor=here.coordinator, at=later)
    assert row(record).due_on > later.date()


def test_no_news_after_ten_working_days_is_told_to_the_service(here: Clinic) -> None:
    record = received(here.referrer)
    referrals.accept(record.referral_id, actor=here.coordinator, at=AT)
    nearly, then = AT + timedelta(days=13), AT + timedelta(days=14)

    assert referrals.run_due(actor=SYSTEM, at=nearly).alerted == 0
    assert referrals.today(actor=here.coordinator, at=nearly).no_news == 0
    assert [referrals.run_due(actor=SYSTEM, at=then).alerted for _ in range(2)] == [1, 0]
    assert sent("referral_no_news") == 2
    (found,) = referrals.referrals_of_service(actor=here.coordinator, which="no_news", at=then).rows
    assert (found.referral_id, found.no_news) == (record.referral_id, True)
    referrals.note_contacted(record.referral_id, actor=here.coordinator, at=then)
    assert referrals.today(actor=here.coordinator, at=then).no_news == 0


def test_each_practice_hears_once_a_week_how_its_referrals_stand(here: Clinic) -> None:
    colleague = staff("Nia Rees", people.Role.REFERRER, here.service)
    record = received(here.referrer)
    received(colleague, name="Bob Lee")
    received(here.referrer, name="Elsewhere", practice="DEMO02")
    made(here.referrer, name="Not sent")
    referrals.accept(record.referral_id, actor=here.coordinator, at=AT)
    referrals.note_contacted(record.referral_id, actor=here.coordinator, at=AT)
    monday = AT + 7 * DAY

    referrals.run_due(actor=SYSTEM, at=AT + DAY)
    assert sent("referral_digest") == 0
    for hour in (0, 3):
        referrals.run_due(actor=SYSTEM, at=monday + timedelta(hours=hour))

    digests = Message.objects.filter(template="referral_digest")
    assert {(one.person_id, one.values["practice"]) for one in digests} == {
        (here.referrer.person_id, "DEMO01"),
        (here.referrer.person_id, "DEMO02"),
        (colleague.person_id, "DEMO01"),
    }
    first = digests.filter(person_id=colleague.person_id).get()
    counts = referrals.referrals_of_practice("DEMO01", actor=here.referrer, at=monday)
    assert (first.values["made"], first.values["contacted"]) == ("3", "1")
    assert (counts.made, counts.contacted, counts.attended, counts.waiting) == (3, 1, 0, 2)


def test_how_well_it_fitted_is_read_by_whoever_wrote_it(here: Clinic) -> None:
    record = received(here.referrer)

    referrals.grade_fit(record.referral_id, grade="not", actor=here.coordinator, at=AT)
    referrals.grade_fit(record.referral_id, grade="good", actor=here.coordinator, at=AT)

    (own,) = referrals.made_referrals(actor=here.referrer, at=AT).rows
    assert own.fit == "good"
    counts = referrals.referrals_of_practice("DEMO01", actor=here.referrer, at=AT)
    assert (counts.fitted, counts.graded) == (1, 1)
