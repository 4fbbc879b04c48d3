"""Safe contact: who may say it, who may see it, and what makes no sense."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.domain.messaging import public as messaging
from alongside.domain.messaging.models import SafeContact
from alongside.domain.people import public as people
from alongside.domain.people.models import Person
from alongside.foundation.actor import VISITOR, Actor, Grant
from alongside.foundation.errors import Invalid, NotFound, Refused
from alongside.foundation.models import AuditRow
from factories.messaging import AT, SYSTEM, person, send
from factories.people import OrganisationFactory, PersonFactory

Channel = messaging.Channel


def coordinator(organisation_id: Any) -> Actor:
    return Actor(
        "person", PersonFactory().pk, "C", frozenset({Grant("coordinator", organisation_id)})
    )


def own(row: Person) -> Actor:
    return Actor("person", row.pk, row.name)


def test_profile_says_what_was_given() -> None:
    row = person(
        channels=["letter", "text"],
        forbidden=["phone"],
        text_number="(07700) 900-123",
        post=[" 1 High Street ", "", "Upton", "wr80aa"],
        safe_times=[messaging.SafeTime((0, 2), time(10), time(12))],
        signed_as="first_name",
        signature_name="Sam",
        formats=["large_print"],
    )

    profile = messaging.own_profile(row.pk)

    assert profile.channels == (Channel.LETTER, Channel.TEXT)
    assert profile.forbidden == (Channel.PHONE,)
    assert profile.text_number == "+447700900123"
    assert profile.post == ("1 High Street", "Upton", "WR8 0AA")
    assert profile.safe_times == (messaging.SafeTime((0, 2), time(10), time(12)),)
    assert (profile.quiet_from, profile.quiet_to) == (time(21), time(8))
    assert (profile.identified_on, profile.review_on) == (AT.date(), date(2027, 11, 23))
    fields = AuditRow.objects.get(action="safecontact.set").fields
    assert "text_number" in fields
    assert "+447700900123" not in str(fields)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text_number": "07700"}, "text_number"),
        ({"text_number": "01905 123456"}, "text_number"),
        ({"text_number": "0900 1234567"}, "text_number"),
        ({"text_number": "9" * 500}, "text_number"),
        ({"text_number": "+999 123"}, "text_number"),
        ({"text_number": "07700 900123 ext 4"}, "text_number"),
        ({"phone_number": "999"}, "phone_number"),
        ({"phone_number": "call me"}, "phone_number"),
        ({"email": "nobody"}, "email"),
        ({"email": "a" * 250 + "@example.org"}, "email"),
        ({"channels": ["pigeon"]}, "channels"),
        ({"channels": ["text"], "forbidden": ["text"]}, "channels"),
        ({"channels": ["email"]}, "email"),
        ({"channels": ["letter"]}, "post"),
        ({"channels": ["phone"]}, "phone_number"),
        ({"post": ["x" * 61]}, "post"),
        ({"post": ["a\x00b"]}, "post"),
        ({"post": ["x"] * 8}, "post"),
        ({"post": ["1 High Street", "Upton"]}, "post"),
        ({"post": ["1 High Street", "QX1 1AA"]}, "post"),
        ({"post": ["WR8 0AA"]}, "post"),
        ({"safe_times": [messaging.SafeTime((), time(1), time(2))]}, "safe_times"),
        ({"safe_times": [messaging.SafeTime((7,), time(1), time(2))]}, "safe_times"),
        ({"safe_times": [messaging.SafeTime((1,), time(9), time(9))]}, "safe_times"),
        ({"safe_times": [messaging.SafeTime((1,), time(22), time(23))]}, "safe_times"),
        ({"quiet_from": "late"}, "quiet_from"),
        ({"signed_as": "shouting"}, "signed_as"),
        ({"signed_as": "first_name"}, "signature_name"),
        ({"signature_name": "x" * 26}, "signature_name"),
        ({"language": "tlh"}, "language"),
        ({"formats": ["telepathy"]}, "formats"),
        ({"interpreter_language": "large_print"}, "interpreter_language"),
        ({"review_on": "soon"}, "review_on"),
        ({"shoe_size": 7}, "shoe_size"),
    ],
)
def test_what_makes_no_sense_is_told_by_field(changes: dict[str, Any], field: str) -> None:
    row = person(text_number="07700 900123")

    with pytest.raises(Invalid) as told:
        messaging.set_profile(person_id=row.pk, changes=changes, actor=SYSTEM, at=AT)

    assert field in told.value.faults
    assert messaging.own_profile(row.pk).text_number == "+447700900123"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("+33 6 12 34 56 78", "+33612345678"),
        ("00353 85 012 3456", "+353850123456"),
        ("０７７００ ９００１２３", "+447700900123"),
        ("٠٧٧٠٠٩٠٠١٢٣", "+447700900123"),
        ("+44 (0)7700 900123", "+447700900123"),
    ],
)
def test_numbers_as_people_write_them(written: str, kept: str) -> None:
    assert messaging.own_profile(person(text_number=written).pk).text_number == kept


def test_only_the_person_and_their_coordinators_see_a_profile() -> None:
    here, elsewhere = OrganisationFactory(), OrganisationFactory()
    row = person(organisation_id=here.pk)

    for actor in (own(row), coordinator(here.pk), SYSTEM):
        assert messaging.profile(row.pk, actor=actor).person_id == row.pk
    for actor in (own(PersonFactory()), coordinator(elsewhere.pk), VISITOR):
        with pytest.raises(NotFound):
            messaging.profile(row.pk, actor=actor)
    org_admin = Actor("person", PersonFactory().pk, "A", frozenset({Grant("org_admin", here.pk)}))
    with pytest.raises(NotFound):
        messaging.profile(row.pk, actor=org_admin)


def test_who_wrote_to_somebody_may_see_how_to_reach_them() -> None:
    organisation = OrganisationFactory()
    row = person()
    with pytest.raises(NotFound):
        messaging.profile(row.pk, actor=coordinator(organisation.pk))

    send(row, organisation_id=organisation.pk)

    assert messaging.profile(row.pk, actor=coordinator(organisation.pk)).person_id == row.pk


def test_a_profile_is_changed_by_those_who_may_see_it() -> None:
    row = person()
    stranger = own(PersonFactory())

    with pytest.raises(NotFound):
        messaging.set_profile(person_id=row.pk, changes={"may_name": True}, actor=stranger, at=AT)
    assert messaging.own_profile(row.pk).may_name is False
    messaging.set_profile(person_id=row.pk, changes={"may_name": True}, actor=own(row), at=AT)
    assert messaging.own_profile(row.pk).may_name is True


def test_nothing_changed_is_nothing_written() -> None:
    row = person()
    before = AuditRow.objects.count()

    messaging.set_profile(person_id=row.pk, changes={"may_name": False}, actor=SYSTEM, at=AT)

    assert AuditRow.objects.count() == before


def test_what_waits_is_weighed_afresh_when_wishes_change() -> None:
    night = AT.replace(hour=22)
    row = person(email="one@example.org")
    message = send(row, at=night)

    messaging.set_profile(
        person_id=row.pk,
        changes={"channels": ["email"], "quiet_from": time(0), "quiet_to": time(0)},
        actor=SYSTEM,
        at=night,
    )
    messaging.drain(now=lambda: night)
    message.refresh_from_db()

    assert (message.state, message.channel, message.address) == ("sent", "email", "one@example.org")


def test_needs_are_flagged_in_words() -> None:
    formats = ["easy_read", "language_interpreter"]
    one, two = person(formats=formats, interpreter_language="pl"), person(formats=formats)
    none = person()

    assert messaging.needs_of([one.pk, two.pk, none.pk]) == {
        one.pk: ("Easy read", "Interpreter of a spoken language: Polish"),
        two.pk: ("Easy read", "Interpreter of a spoken language"),
    }


def test_reviews_come_due_for_those_who_may_ask() -> None:
    here = OrganisationFactory()
    row = person(formats=["braille"], organisation_id=here.pk)
    later = AT + timedelta(days=365)

    assert messaging.reviews_due(actor=coordinator(here.pk), at=AT) == ()
    (due,) = messaging.reviews_due(actor=coordinator(here.pk), at=later)
    assert (due.person_id, due.needs) == (row.pk, ("Braille",))
    assert messaging.reviews_due(actor=coordinator(OrganisationFactory().pk), at=later) == ()
    messaging.set_profile(
        person_id=row.pk, changes={"formats": ["braille"]}, actor=SYSTEM, at=later
    )
    assert messaging.reviews_due(actor=coordinator(here.pk), at=later) == ()


def test_lists_are_for_coordinators_and_show_their_own(service: people.ServiceRecord) -> None:
    here, elsewhere = OrganisationFactory(), OrganisationFactory()
    asked = person(channels=["phone"], phone_number="01632 960001")
    send(asked, key="here", organisation_id=here.pk)
    send(asked, key="service")

    def count(actor: Actor) -> int:
        return messaging.cannot_send(actor=actor).total

    assert count(coordinator(here.pk)) == 1
    assert count(coordinator(elsewhere.pk)) == 0
    assert count(coordinator(service.organisation_id)) == 1
    assert count(SYSTEM) == 2
    for actor in (own(asked), VISITOR):
        with pytest.raises(Refused):
            messaging.cannot_send(actor=actor)
    (row,) = messaging.cannot_send(actor=coordinator(here.pk)).rows
    with pytest.raises(NotFound):
        messaging.settle(row.message_id, how="not_needed", actor=coordinator(elsewhere.pk), at=AT)


@pytest.mark.parametrize("which", ["cannot_send", "outbox", "replies", "letters", "reviews_due"])
def test_lists_ask_as_often_for_thirty_as_for_one(which: str, settings: Any) -> None:
    settings.MESSAGING = {**settings.MESSAGING, "letter": "print"}

    def fill(count: int) -> None:
        for number in range(count):
            kind = person(channels=["phone"], phone_number="01632 960001", formats=["braille"])
            send(kind, key=f"{count}/{number}")
            send(
                person(channels=["letter"], post=["1 High Street", "WR1 1AA"]),
                key=f"letter/{count}/{number}",
            )
            messaging.reply(
                provider="t",
                provider_id=f"{count}/{number}",
                sender="07700900999",
                text="hm?",
                at=AT,
            )
        messaging.drain(now=lambda: AT)

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            {
                "cannot_send": lambda: messaging.cannot_send(actor=SYSTEM, per_page=50),
                "outbox": lambda: messaging.outbox(at=AT, per_page=50),
                "replies": lambda: messaging.replies(actor=SYSTEM, per_page=50),
                "letters": lambda: messaging.letters(actor=SYSTEM, per_page=50),
                "reviews_due": lambda: messaging.reviews_due(
                    actor=SYSTEM, at=AT + timedelta(days=400)
                ),
            }[which]()
        return len(seen)

    fill(1)
    asked()
    few = asked()
    fill(29)

    assert asked() == few


def test_rights() -> None:
    row = person(text_number="07700 900123")
    message = send(row)
    waiting = send(row, "join_sent", key="w")
    messaging.reply(provider="t", provider_id="1", sender="07700900123", text="Who is it?", at=AT)

    data = messaging.personal_data(row.pk)
    erased = messaging.erase_person_data(person_id=row.pk, actor=SYSTEM, at=AT)

    assert data["messaging.safecontact"][0]["text_number"] == "+447700900123"
    assert {one["body"] for one in data["messaging.message"]} >= {message.body}
    assert data["messaging.reply"][0]["text"] == "Who is it?"
    assert erased == {
        "messaging.message": 3,
        "messaging.reply": 1,
        "messaging.safecontact": 1,
    }
    assert not SafeContact.objects.exists()
    left = str(messaging.personal_data(row.pk))
    assert "900123" not in left
    assert "Who is it?" not in left
    waiting.refresh_from_db()
    assert waiting.state == "cancelled"
    assert messaging.drain(now=lambda: AT) == messaging.DrainCounts()
