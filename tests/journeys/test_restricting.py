"""Details that are kept and not used reach nobody, whatever uses them otherwise."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.domain.messaging import public as messaging
from alongside.domain.messaging.models import Message, Reply, SafeContact
from alongside.domain.people import public as people
from alongside.domain.people.models import Consent, Person, Restriction
from alongside.domain.people.public import IsRestricted
from alongside.domain.referrals import public as referrals
from alongside.domain.referrals.models import Referral
from alongside.domain.signposting import public as signposting
from alongside.domain.signposting.models import Request, ToldOf, UnmetNeed
from alongside.foundation.actor import Actor, by_link
from alongside.foundation.errors import Conflict, NotFound, Refused
from alongside.journeys import restricting, retention, rights
from alongside.journeys.today import day
from domain.signposting.test_unmet import _checked, _tell
from factories.asking import TEXT, County, asked, county, group, group_link, row
from factories.directory import AT, SYSTEM, coordinator
from factories.messaging import drained, send
from factories.messaging import person as reached
from factories.referring import clinic, received

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
DAY = timedelta(days=1)
MARK = "Wxqz"


@pytest.fixture
def here() -> County:
    return county(conditions=("copd",))


def keep(person_id: Any, because: str = "accuracy") -> None:
    people.restrict(person_id=person_id, because=because, actor=by_link(person_id), at=AT)


def use_again(person_id: Any, at: Any = AT) -> None:
    people.take_back_restriction(person_id=person_id, actor=by_link(person_id), at=at)


def test_what_waits_to_be_sent_becomes_a_task_without_details(here: County) -> None:
    someone = reached(organisation_id=here.steward, phone_number="01632 960002")
    Person.objects.filter(pk=someone.pk).update(name=f"{MARK} Wren")
    before = send(someone, at=AT, organisation_id=here.steward)
    keep(someone.pk)
    after = send(someone, key="after", at=AT, organisation_id=here.steward)

    assert drained(AT).sent == 0

    for message in (before, after):
        message.refresh_from_db()
        assert (message.state, message.why) == ("cannot_send", "restricted")
    found = messaging.cannot_send(actor=here.coordinator)
    assert found.total == 2
    for line in (*found.rows, messaging.cannot_send_row(before.pk, actor=here.coordinator)):
        assert (line.name, line.restricted, line.words, line.ring) == (
            "Details not to be used", True, "", "",
        )  # fmt: skip
        assert "keep their details and not use them" in line.why
    assert MARK not in repr(found)

    use_again(someone.pk)
    messaging.try_again(before.pk, actor=here.coordinator, at=AT)
    drained(AT, later=timedelta(minutes=5))
    before.refresh_from_db()
    assert before.state in ("sent", "delivered")


def test_what_waits_for_a_person_with_a_pen_waits_and_names_nobody(here: County) -> None:
    someone = reached(
        organisation_id=here.steward, channels=("letter",), post=(f"{MARK} Lane", "WR1 2AB"),
        formats=("large_print",),
    )  # fmt: skip
    Person.objects.filter(pk=someone.pk).update(name=f"{MARK} Wren")
    SafeContact.objects.filter(person=someone).update(review_on=AT.date())
    Message.objects.create(
        key="letter", template="join_sent", version=1, to_kind="person", person=someone,
        state="sent", provider="print", channel="letter", address=f"{MARK} Lane", body="Hello",
        cause_type="t", cause_id="1", names_of_values=[], values={}, contact={}, language="en",
        due_at=AT, created_at=AT, sent_at=AT, organisation_id=here.steward,
    )  # fmt: skip
    Reply.objects.create(
        provider="t", provider_id="1", number_digest="0", text="Stop writing", meaning="unknown",
        at=AT, person=someone, organisation_id=here.steward,
    )  # fmt: skip
    actor = here.coordinator

    def shown() -> str:
        return repr(
            (messaging.letters(actor=actor), messaging.replies(actor=actor),
             messaging.reviews_due(actor=actor, at=AT), messaging.today(actor=actor, at=AT))
        )  # fmt: skip

    assert MARK in shown()
    keep(someone.pk)

    assert MARK not in shown()
    counts = messaging.today(actor=actor, at=AT)
    assert (counts.letters, counts.reviews, counts.replies) == (0, 0, 1)
    assert messaging.replies(actor=actor).rows[0].name == "Details not to be used"
    with pytest.raises(NotFound):
        messaging.profile(someone.pk, actor=actor)
    own = messaging.profile(someone.pk, actor=Actor(kind="person", person_id=someone.pk))
    assert own.post == (f"{MARK} Lane", "WR1 2AB")


def test_nothing_moves_in_what_they_asked_and_no_list_names_them(here: County) -> None:
    record = asked(here.group, name=f"{MARK} Wren", note=f"{MARK} note")
    other = asked(here.group)
    keep(row(record).person_id)
    before = Request.objects.filter(pk=record.request_id).values().get()
    sent = Message.objects.filter(cause_id=str(record.request_id)).count()

    for days in range(1, 40):
        signposting.run_due(actor=SYSTEM, at=AT + days * DAY)

    assert Request.objects.filter(pk=record.request_id).values().get() == before
    assert Message.objects.filter(cause_id=str(record.request_id)).count() == sent
    assert row(other).state != "asked"
    assert signposting.reconcile(AT + 40 * DAY) == ()
    late = AT + 40 * DAY
    for which in signposting.WHICH:
        found = signposting.requests(actor=here.coordinator, which=which, at=late)
        assert MARK not in repr(found)
        there = [one.request_id for one in found.rows]
        assert (record.request_id in there) == (which == "restricted")
    counts = signposting.today(actor=here.coordinator, at=late)
    assert (counts.restricted, counts.to_answer) == (1, 0)

    use_again(row(record).person_id, late)
    signposting.run_due(actor=SYSTEM, at=late)
    assert row(record).state == "reminded"


def test_a_coordinator_and_the_group_see_that_there_is_somebody_and_do_nothing(
    here: County,
) -> None:
    record = asked(here.group, name=f"{MARK} Wren", note=f"{MARK} note")
    link = group_link(record.request_id)
    keep(row(record).person_id)

    one = signposting.request(record.request_id, actor=here.coordinator, at=AT)
    shown = signposting.request_to_answer(link, at=AT)

    assert (one.restricted, one.events, one.name) == (True, (), "Details not to be used")
    assert (shown.restricted, shown.may_answer, shown.contact) == (True, False, None)
    assert MARK not in repr((one, shown))
    assert "step_free" not in repr((one, shown))
    with pytest.raises(IsRestricted):
        signposting.answer_request(link, answer="coming", at=AT)
    with pytest.raises(IsRestricted):
        signposting.group_said(link, what="went", about=AT.date(), at=AT)
    for act in (
        lambda: signposting.offer_next(record.request_id, actor=here.coordinator, at=AT),
        lambda: signposting.rang_group(
            record.request_id, answer="not_this_one", actor=here.coordinator, at=AT
        ),
        lambda: signposting.nothing_suits(record.request_id, actor=here.coordinator, at=AT),
        lambda: signposting.new_link(record.request_id, actor=here.coordinator, at=AT),
    ):
        with pytest.raises(NotFound):
            act()
    assert row(record).state == "asked"


def test_their_own_link_still_shows_and_still_ends_it(here: County) -> None:
    record = asked(here.group, name=f"{MARK} Wren")
    keep(row(record).person_id)

    assert signposting.my_request(record.token, at=AT).name == f"{MARK} Wren"
    signposting.cancel_request(record.token, at=AT)

    assert row(record).state == "withdrawn"


def test_a_free_place_goes_to_the_next_and_they_keep_their_turn(here: County) -> None:
    small = group(here.steward)
    signposting.set_places(small, places=1, actor=here.coordinator, at=AT)
    first, second, third = (asked(small) for _each in range(3))
    assert (row(second).state, row(third).state) == ("waiting", "waiting")
    keep(row(second).person_id)

    signposting.cancel_request(first.token, at=AT)
    assert (row(second).state, row(third).state) == ("waiting", "asked")

    use_again(row(second).person_id)
    signposting.cancel_request(third.token, at=AT)
    assert row(second).state == "asked"


def test_nobody_hears_of_a_group_while_kept_and_hears_afterwards(here: County) -> None:
    need = _tell(outward="")
    person_id = people_of(need)
    keep(person_id)

    _checked(here)
    signposting.tell_news(actor=SYSTEM, at=AT)
    assert ToldOf.objects.count() == 0
    found = signposting.unmet_needs(actor=here.coordinator, at=AT)
    assert "Ruth" not in repr(found)

    use_again(person_id)
    signposting.tell_news(actor=SYSTEM, at=AT)
    assert ToldOf.objects.count() == 1


def people_of(need_id: Any) -> Any:
    return UnmetNeed.objects.get(pk=need_id).person_id


def test_who_is_kept_asks_no_group(here: County) -> None:
    someone = reached()
    keep(someone.pk)

    with pytest.raises(IsRestricted):
        asked(here.group, contact=TEXT, actor=Actor(kind="person", person_id=someone.pk))
    assert Request.objects.count() == 0


def test_own_access_and_copy_work_and_staff_open_it_on_purpose(here: County) -> None:
    record = asked(here.group, name=f"{MARK} Wren")
    person_id = row(record).person_id
    keep(person_id)
    actor = here.coordinator

    assert rights.held(person_id, actor=by_link(person_id), at=AT).name == f"{MARK} Wren"
    assert rights.export_person(person_id, actor=by_link(person_id), at=AT)
    closed = restricting.record(person_id, although_restricted=False, actor=actor, at=AT)
    opened = restricting.record(person_id, although_restricted=True, actor=actor, at=AT)
    assert (closed.held, closed.may_open) == (None, True)
    assert MARK not in repr(closed)
    assert opened.held is not None
    looks = people.who_looked(person_id, actor=by_link(person_id))
    assert [look.what for look in looks.rows] == ["record"]


def test_telling_by_message_goes_out_although_nothing_else_does(here: County) -> None:
    someone = reached(organisation_id=here.steward)
    keep(someone.pk)

    may_from = restricting.tell_of_lifting(someone.pk, how="message", actor=here.coordinator, at=AT)

    message = Message.objects.get(template="restriction_ends")
    assert message.person_id == someone.pk
    drained(AT)
    message.refresh_from_db()
    assert message.state in ("sent", "delivered")
    assert f"{may_from.day} " in message.body or "Mon" in message.body
    with pytest.raises(Conflict):
        people.lift_restriction(person_id=someone.pk, actor=SYSTEM, at=AT)
    with pytest.raises(Refused):  # it takes two
        people.lift_restriction(person_id=someone.pk, actor=here.coordinator, at=may_from)
    people.lift_restriction(person_id=someone.pk, actor=SYSTEM, at=may_from)


def test_where_no_message_reaches_them_they_count_as_not_told(here: County) -> None:
    someone = reached(channels=("phone",), phone_number="01632 960002")
    keep(someone.pk)

    with pytest.raises(restricting.NotReached):
        restricting.tell_of_lifting(someone.pk, how="message", actor=here.coordinator, at=AT)

    assert Message.objects.count() == 0
    assert Restriction.objects.get().state == "in_force"
    restricting.tell_of_lifting(someone.pk, how="phone", actor=here.coordinator, at=AT)


def test_what_is_kept_is_not_forgotten_by_the_policy(here: County) -> None:
    old = AT - timedelta(days=900)
    idle = Person.objects.create(name="Ada", created_at=old)
    forgotten = Person.objects.create(name="Bea", created_at=old)
    for someone in (idle, forgotten):
        Consent.objects.create(
            person=someone, purpose="join-request", words_version=1, how="page", given_at=old,
            withdrawn_at=old,
        )  # fmt: skip
    keep(idle.pk, because="unlawful")

    retention.run_retention(actor=SYSTEM, at=AT)

    assert not people.is_erased(idle.pk)
    assert people.is_erased(forgotten.pk)
    assert list(Consent.objects.values_list("person", flat=True)) == [idle.pk]
    with pytest.raises(IsRestricted):
        rights.erase_person(idle.pk, actor=SYSTEM, at=AT)
    rights.erase_person(idle.pk, actor=by_link(idle.pk), at=AT)
    assert people.is_erased(idle.pk)


def test_today_counts_it_and_asks_no_more_for_thirty(here: County) -> None:
    keep(row(asked(here.group)).person_id)
    day(actor=here.coordinator, at=AT)
    with CaptureQueriesContext(connection) as one:
        found = day(actor=here.coordinator, at=AT)
    assert found.coordinates is not None
    assert found.coordinates.requests.restricted == 1
    for _more in range(29):
        keep(row(asked(here.group)).person_id)
    with CaptureQueriesContext(connection) as many:
        day(actor=here.coordinator, at=AT)

    assert len(many) == len(one)


def test_another_organisation_counts_none_of_them(here: County) -> None:
    keep(row(asked(here.group)).person_id)

    assert signposting.today(actor=coordinator(uuid4()), at=AT).restricted == 0


def test_a_referral_waits_and_stands_in_no_list() -> None:
    here = clinic()
    record = received(here.referrer, name=f"{MARK} Wren")
    person_id = Referral.objects.get().person_id
    keep(person_id)
    late = AT + 40 * DAY

    referrals.run_due(actor=SYSTEM, at=late)

    assert referrals.reconcile(late) == ()
    sent = Message.objects.count()
    for which in ("open", "received", "overdue", "no_news"):
        found = referrals.referrals_of_service(actor=here.coordinator, which=which, at=late)
        assert found.total == 0
    with pytest.raises(NotFound):
        referrals.referral(record.referral_id, actor=here.coordinator, at=late)
    with pytest.raises(NotFound):
        referrals.accept(record.referral_id, actor=here.coordinator, at=late)
    own = referrals.made_referrals(actor=here.referrer, at=late)
    assert [line.name for line in own.rows] == ["Details not to be used"]
    assert Message.objects.count() == sent

    use_again(person_id, late)
    assert referrals.today(actor=here.coordinator, at=late).received == 1
    assert referrals.accept(record.referral_id, actor=here.coordinator, at=late)
